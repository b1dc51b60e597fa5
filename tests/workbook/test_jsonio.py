"""JSON in and out: the same content, with every refusal named by its JSON path."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kdcl_xl.forms.columns import NO_DATA, Column, Row
from kdcl_xl.forms.form import Edition, columns_of, header
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Description,
    Evidence,
    Review,
    School,
    StatisticRow,
)
from kdcl_xl.text.normal import looks_blank
from kdcl_xl.workbook.addresses import LONGEST_TEXT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content, with_prefill
from kdcl_xl.workbook.json_schema import SCHEMA_VERSION, json_schema
from kdcl_xl.workbook.jsonio import (
    content_from_json,
    content_of,
    content_to_json,
    submission_to_json,
)
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

TT57 = edition_of("2026-2027", "tt57_2026_pt", "thcs")
TT18 = edition_of("2024-2025", "tt18_2018_tr", "thcs")
LIST = edition_of("2026-2027")


def opened(content: Content, edition: Edition = TT57) -> Submission:
    submission = read(build(SELF_ASSESSMENT, edition, content), name="truong.xlsx")
    assert isinstance(submission, Submission), submission
    return submission


# ---- round trips

_LETTERS = st.text(
    st.one_of(
        st.sampled_from("aAđĐưừệỳ0189 =+-@&<>\"'\n_x[](){};,.…“”—"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
    ),
    min_size=1,
    max_size=30,
)
TEXTS = _LETTERS.map(lambda text: unicodedata.normalize("NFC", text))
"""Some show nothing: lone spaces, line ends, characters without width. Those are read as blank."""
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
FIGURES = st.one_of(st.just(NO_DATA), st.floats(0, 1e9, allow_nan=False).map(lambda number: round(number, 3)))


def values_of(column: Column, lists: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    options = lists.get(column.entry.choices, ())
    if options and not column.entry.fixed:
        return st.sampled_from([*map(str, options), ""])
    return {
        "date": st.none() | DATES,
        "count": st.none() | st.integers(0, 10**9),
        "figure": st.none() | FIGURES,
        "number": st.none() | st.floats(0, 1e9, allow_nan=False),
    }.get(column.type.name, st.just("") | TEXTS)


def rows_of(table: type[Row], edition: Edition) -> st.SearchStrategy[list[Row]]:
    lists = SELF_ASSESSMENT.lists_of(edition)
    prefill = SELF_ASSESSMENT.prefill.get(table)
    free = {
        column.field: values_of(column, lists)
        for column in columns_of(table, edition)
        if not column.entry.fixed
    }
    typed = st.fixed_dictionaries(free)
    if prefill is None:
        return st.lists(typed.map(lambda values: table.model_validate(values)), max_size=3)
    known = prefill(edition)
    places = st.lists(st.sampled_from(range(len(known))), max_size=3, unique=True)
    return st.tuples(places, st.lists(typed, min_size=3, max_size=3)).map(
        lambda drawn: [
            known[place].model_copy(update=values) for place, values in zip(drawn[0], drawn[1], strict=False)
        ]
    )


def contents(edition: Edition) -> st.SearchStrategy[Content]:
    lists = SELF_ASSESSMENT.lists_of(edition)
    cells = {c.entry.name: values_of(c, lists) for model in SELF_ASSESSMENT.fields for c in model.columns}
    return st.builds(
        Content,
        st.fixed_dictionaries({}, optional=cells).map(
            lambda chosen: {name: "" if value is None else value for name, value in chosen.items()}
        ),
        st.fixed_dictionaries(
            {table: rows_of(table, edition) for table in SELF_ASSESSMENT.tables_of(edition)}
        ),
    )


def as_read(content: Content, edition: Edition) -> Content:
    """What a workbook of this content holds: with the defaults and prefilled rows of the form."""
    cells = {
        c.entry.name: "" if (default := model.model_fields[c.field].default) is None else default
        for model in SELF_ASSESSMENT.fields
        for c in model.columns
    }
    rows = {}
    for table in SELF_ASSESSMENT.tables_of(edition):
        given = [seen(row) for row in content.rows.get(table, [])]
        merged = with_prefill(SELF_ASSESSMENT, table, edition, given)
        shown = [c.field for c in columns_of(table, edition)]
        rows[table] = [row for row in merged if any(getattr(row, name) not in ("", None) for name in shown)]
    typed = {name: "" if unseen(value) else value for name, value in content.cells.items()}
    return Content(cells | typed, rows)


def unseen(value: Any) -> bool:
    return isinstance(value, str) and looks_blank(value)


def seen(row: Row) -> Row:
    """The row with blanks where its texts show nothing."""
    return row.model_copy(update={name: "" for name, value in row.__dict__.items() if unseen(value)})


@pytest.mark.parametrize("edition", [TT57, TT18], ids=["tt57", "tt18"])
def test_content_survives_building_and_reading(edition: Edition) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(contents(edition))
    def check(content: Content) -> None:
        submission = opened(content, edition)
        assert [f.as_line() for f in submission.findings if f.code.startswith("CT-")] == []
        assert content_of(submission) == as_read(content, edition)

    check()


@pytest.mark.parametrize("edition", [TT57, TT18], ids=["tt57", "tt18"])
def test_what_is_given_out_is_taken_in_again(edition: Edition) -> None:
    schema = Draft202012Validator(json_schema(SELF_ASSESSMENT, edition))

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(contents(edition))
    def check(content: Content) -> None:
        submission = opened(content, edition)
        data = json.loads(json.dumps(submission_to_json(submission), allow_nan=False))
        assert [error.message for error in schema.iter_errors(data)] == []
        again, findings = content_from_json(data, SELF_ASSESSMENT, edition)
        assert findings == []
        assert again == content_of(submission)

    check()


# ---- out


def test_every_value_has_its_address() -> None:
    content = Content(
        {"ten_truong": "Trường THCS Hoa Sữa"},
        {Evidence: [Evidence(code="MC.1.1.01", title="Kế hoạch", issued_on=dt.date(2026, 9, 5))]},
    )
    submission = opened(content)
    data = submission_to_json(submission)
    assert data["schema"] == SCHEMA_VERSION
    assert data["stamp"]["form"] == "tu-danh-gia"
    sheet, cell = submission.where(School, "name")
    assert data["addresses"]["cells"]["ten_truong"] == f"{sheet}!{cell}"
    place = data["addresses"]["tables"]["tbl_minh_chung"]
    row = submission.table(Evidence)[0]
    assert (place["sheet"], f"{place['columns']['Ngày ban hành']}{place['rows'][0]}") == submission.at(
        row, "issued_on"
    )
    assert data["tables"]["tbl_minh_chung"][0]["Ngày ban hành"] == "2026-09-05"
    assert "kq_muc" not in data["addresses"]["cells"]


def test_the_school_list_has_a_schema_and_a_round_trip_too() -> None:
    content = Content(
        {},
        {ListedSchool: [ListedSchool(school_id="0123", name="Trường A", kind="THCS", ownership="Công lập")]},
    )
    data = content_to_json(content, SCHOOL_LIST, LIST)
    Draft202012Validator.check_schema(json_schema(SCHOOL_LIST, LIST))
    Draft202012Validator(json_schema(SCHOOL_LIST, LIST)).validate(data)
    again, findings = content_from_json(data, SCHOOL_LIST, LIST)
    assert (again, findings) == (content, [])


# ---- in


def taken(data: Any, edition: Edition = TT57) -> tuple[Content, dict[str, str]]:
    """The content and, by JSON path, the code and words of what was refused."""
    content, findings = content_from_json(data, SELF_ASSESSMENT, edition)
    return content, {finding.sheet: f"{finding.code} {finding.message}" for finding in findings}


def evidence(**values: Any) -> dict[str, Any]:
    columns = {c.field: header(c, TT57) for c in Evidence.columns}
    return {"tables": {"tbl_minh_chung": [{columns[name]: value for name, value in values.items()}]}}


@pytest.mark.parametrize("written", ["2026-09-05", "05/09/2026", "5/9/2026"])
def test_dates_are_iso_or_day_month_year(written: str) -> None:
    content, refused = taken(evidence(issued_on=written))
    assert refused == {}
    assert content.rows[Evidence][0].issued_on == dt.date(2026, 9, 5)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "code", "word"),
    [
        ({"issued_on": "31/02/2026"}, "NL-003", "lịch"),
        ({"issued_on": 46270}, "NL-003", "mất định dạng"),
        ({"code": 110}, "NL-003", "dạng chữ"),
        ({"title": ["a"]}, "NL-003", "danh sách"),
        ({"title": "a\x0bb"}, "NL-003", "U+000B"),
        ({"title": "a" * (LONGEST_TEXT + 1)}, "NL-003", str(LONGEST_TEXT + 1)),
        ({"title": True}, "NL-003", "TRUE"),
        ({"sensitivity": "Tím"}, "NL-004", "Tím"),
    ],
)
def test_a_value_that_fits_no_cell_is_refused_by_its_path(
    values: dict[str, Any], code: str, word: str
) -> None:
    label = header(Evidence.column(next(iter(values))), TT57)
    content, refused = taken(evidence(**values))
    path = f"$.tables.tbl_minh_chung[0][{label!r}]"
    assert list(refused) == [path]
    assert refused[path].startswith(code)
    assert word in refused[path]
    assert content.rows[Evidence][0].is_blank()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -3, "ba mươi", True])
def test_a_figure_is_a_number_or_the_words_for_none(bad: Any) -> None:
    def data(value: Any) -> dict[str, Any]:
        return {"tables": {"tbl_so_lieu": [{"Mã": "lop_6", "2026-2027": value}]}}

    _, refused = taken(data(bad))
    assert list(refused) == ["$.tables.tbl_so_lieu[0]['2026-2027']"]
    for value, expected in ((12, 12.0), ("chưa có", NO_DATA), (0, 0.0), (None, None)):
        content, refused = taken(data(value))
        assert refused == {}
        assert content.rows[StatisticRow][0].year_0 == expected  # type: ignore[attr-defined]


def test_unknown_names_are_named_with_the_one_that_was_meant() -> None:
    _, refused = taken(
        {
            "cells": {"ten_trưong": "A", "Mã trường": "1", "xyz": "2"},
            "tables": {"tbl_minhchung": [], "tbl_minh_chung": [{"Tên minh chúng": "A"}]},
            "bang": {},
        }
    )
    assert "“ten_truong”" in refused["$.cells.ten_trưong"]
    assert "“ma_truong”" in refused["$.cells.Mã trường"]
    assert "Ý thầy/cô" not in refused["$.cells.xyz"]
    assert "“tbl_minh_chung”" in refused["$.tables.tbl_minhchung"]
    assert "“Tên minh chứng”" in refused["$.tables.tbl_minh_chung[0]['Tên minh chúng']"]
    assert refused["$.bang"].startswith("NL-002")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], "$"),
        ({"cells": []}, None),
        ({"cells": ["a"]}, "$.cells"),
        ({"tables": ["a"]}, "$.tables"),
        ({"tables": {"tbl_minh_chung": {}}}, "$.tables.tbl_minh_chung"),
        ({"tables": {"tbl_minh_chung": ["a"]}}, "$.tables.tbl_minh_chung[0]"),
        (
            {"tables": {"tbl_minh_chung": [{"Mã tạm": "t1", "mã tạm": "t2"}]}},
            "$.tables.tbl_minh_chung[0]['mã tạm']",
        ),
    ],
)
def test_another_shape_is_refused_where_it_differs(data: Any, path: str | None) -> None:
    _, refused = taken(data)
    assert list(refused) == ([path] if path else [])


def test_a_table_of_another_circular_is_not_dropped_in_silence() -> None:
    _, refused = taken({"tables": {"tbl_ra_soat": [{"Nội dung": "Họp"}]}}, TT18)
    assert "1 dòng" in refused["$.tables.tbl_ra_soat"]
    content, refused = taken({"tables": {"tbl_ra_soat": [{"Nội dung": "Họp"}]}}, TT57)
    assert refused == {}
    assert len(content.rows[Review]) == 1


def test_rows_that_match_no_prefilled_row_are_kept_and_mentioned() -> None:
    lines = [
        {"Tiêu chí": "1.1", "Mức": 1, "Chỉ báo": "a", "Kết quả": "đạt"},
        {"Tiêu chí": "1.1", "Mức": 1, "Chỉ báo": "a", "Kết quả": "Không đạt"},
        {"Tiêu chí": "9.9", "Mức": 1, "Chỉ báo": "a", "Kết quả": "Đạt"},
    ]
    content, refused = taken({"tables": {"tbl_danh_gia": lines}}, TT18)
    assert [row.result for row in content.rows[AnswerLine]] == ["Đạt", "Không đạt", "Đạt"]  # type: ignore[attr-defined]
    assert "hai lần" in refused["$.tables.tbl_danh_gia[1]"]
    assert "9.9" in refused["$.tables.tbl_danh_gia[2]"]
    assert len(refused) == 2


def test_prefilled_words_are_the_forms_own() -> None:
    lines = [{"Tiêu chí": "1.1", "Tên tiêu chí": "Tên khác", "Mức": 1, "Mô tả hiện trạng": "Đã làm."}]
    content, refused = taken({"tables": {"tbl_mo_ta": lines}})
    assert [words[:6] for words in refused.values()] == ["NL-006"]
    row = next(row for row in opened(content).table(Description) if row.text)
    assert row.title == TT57.rules.by_code["1.1"].title


def test_data_of_another_year_is_taken_with_a_warning() -> None:
    stamp = {"form": "tu-danh-gia", "regulation": "tt57_2026_pt", "school_year": "2025-2026"}
    _, refused = taken({"stamp": stamp})
    assert list(refused) == ["$.stamp.school_year"]
    assert "--tu-tep" in content_from_json({"stamp": stamp}, SELF_ASSESSMENT, TT57)[1][0].remedy


def test_null_is_a_blank_and_absence_leaves_the_default() -> None:
    blank, _ = taken({"cells": {"vung": None}})
    absent, _ = taken({"cells": {}})
    assert opened(blank).fields(School).area == ""
    assert opened(absent).fields(School).area == "Bình thường"


def test_text_is_stored_in_nfc() -> None:
    content, refused = taken(
        {"cells": {"ten_truong": unicodedata.normalize("NFD", "Trường Tiểu học Hòa Bình")}}
    )
    assert refused == {}
    assert unicodedata.is_normalized("NFC", content.cells["ten_truong"])


@pytest.mark.parametrize("edition", [TT57, TT18], ids=["tt57", "tt18"])
def test_the_schema_refuses_what_the_reader_refuses(edition: Edition) -> None:
    schema = json_schema(SELF_ASSESSMENT, edition)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    bad: list[Any] = [
        {"cells": {"ten_trưong": "A"}},
        {"cells": {"loai_truong": "Đại học"}},
        {"cells": {"ngay_phe_duyet": "tháng 5"}},
        {"tables": {"tbl_minh_chung": [{"Cột lạ": 1}]}},
        {"tables": {"tbl_so_lieu": [{"Mã": "lop_6", str(edition.school_year): -1}]}},
        {"tables": {"tbl_so_lieu": [{"Mã": "lop_6", str(edition.school_year): "không rõ"}]}},
    ]
    for data in bad:
        assert not validator.is_valid(data), data
        assert content_from_json(data, SELF_ASSESSMENT, edition)[1], data
