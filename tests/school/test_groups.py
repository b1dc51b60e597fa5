"""Splitting among the work groups and joining what comes back."""

from __future__ import annotations

import io
import itertools
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    StandardAnalysis,
)
from kdcl_xl.school.coding import number_evidence
from kdcl_xl.school.groups import Part, groups_of, join, phieu_content, split, split_findings, write_parts
from kdcl_xl.school.joining_report import JoinReport, plain_name
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

R = TypeVar("R", bound=Row)
EDITIONS = pytest.mark.parametrize("edition", [TT18, TT57], ids=["tt18", "tt57"])


def base_of(edition: Edition = TT18) -> Submission:
    return opened(filled(edition), edition)


def parts_of(base: Submission) -> dict[str, Part]:
    return {part.group: part for part in split(base, SELF_ASSESSMENT)}


def sent_back(
    part: Part, edition: Edition, work: Callable[[Content], None] | None = None, name: str = ""
) -> Submission:
    """The part as it comes back: built, opened, worked on by the group, saved and read again."""
    content = Content(
        dict(part.content.cells),
        {table: [row.model_copy() for row in rows] for table, rows in part.content.rows.items()},
    )
    if work:
        work(content)
    data = replace(part, content=content).build(SELF_ASSESSMENT, edition)
    submission = read(data, name=name or part.file_name)
    assert isinstance(submission, Submission), submission
    return submission


def rows(content: Content, table: type[R]) -> list[R]:
    return cast(list[R], content.rows[table])


def row(content: Content, table: type[R], **key: Any) -> R:
    found = [r for r in rows(content, table) if all(getattr(r, name) == value for name, value in key.items())]
    assert len(found) == 1, found
    return found[0]


def places(report: JoinReport) -> list[tuple[str, str, str]]:
    return [(conflict.sheet, conflict.key, conflict.column) for conflict in report.conflicts]


# ---- splitting


@EDITIONS
def test_a_part_holds_the_lines_of_its_criteria_only(edition: Edition) -> None:
    base = base_of(edition)
    parts = parts_of(base)
    assert list(parts) == ["Nhóm 1", "Nhóm 2"]
    seen: set[str] = set()
    for part in parts.values():
        submission = sent_back(part, edition)
        assert [f.as_line() for f in submission.findings if f.code.startswith("CT-")] == []
        criteria = set(part.criteria)
        assert {r.criterion for r in submission.table(AnswerLine)} == criteria
        assert {r.criterion for r in submission.table(Description)} == criteria
        assert {r.criterion for r in submission.table(Improvement)} <= criteria
        asked = [q for q in edition.rules.questions if q.criterion in criteria]
        assert [r.question for r in submission.table(AnswerLine)] == asked
        assert submission.stamp.part == part.group
        assert submission.stamp.school_id == "01234567"
        assert submission.stamp.base.endswith("-L2")
        seen |= criteria
    assert seen == set(edition.rules.by_code)
    assert parts["Nhóm 1"].owner == "Trần Văn Bách"
    assert [e.draft_id for e in rows(parts["Nhóm 1"].content, Evidence)] == ["t10", "t2", "t1"]
    # Nhóm 2 cites t1 and t2 in "Minh chứng chính", t3 in its description.
    assert [e.draft_id for e in rows(parts["Nhóm 2"].content, Evidence)] == ["t2", "t1", "t3"]


def test_a_part_looks_like_a_part() -> None:
    part = parts_of(base_of())["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    visible = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    assert visible == ["Đánh giá", "Minh chứng", "Mô tả", "Nhận định", "Cải tiến"]
    assert book["_goc"].sheet_state == "veryHidden"
    assert book["Mô tả"]["A2"].value.startswith("Phần của Nhóm 1 · Năm học 2024-2025")
    assert part.file_name == "01234567_nhom-1_2024-2025.xlsx"
    assert part.build(SELF_ASSESSMENT, TT18) == part.build(SELF_ASSESSMENT, TT18)


def test_what_must_be_settled_before_splitting_is_said() -> None:
    content = filled(TT18)
    lines = rows(content, Assignment)
    lines[0].group, lines[1].group = "", "nhóm  1"
    lines[2].group = "Tổ Văn"
    base = opened(content, TT18)
    assert list(groups_of(base)) == ["nhóm 1", "Tổ Văn", "Nhóm 2"]
    assert [(f.code, f.place) for f in split_findings(base)] == [
        ("NHO-002", "Phân công!C6"),
        ("NHO-003", "Phân công!C8"),
    ]
    content.rows[Assignment] = []
    assert [f.code for f in split_findings(opened(content, TT18))] == ["NHO-001"]
    assert split(opened(content, TT18), SELF_ASSESSMENT) == []


def test_parts_are_written_under_names_that_differ(tmp_path: Path) -> None:
    content = filled(TT18)
    for line in rows(content, Assignment)[:3]:
        line.group = "Nhóm Hòa"
    for line in rows(content, Assignment)[3:6]:
        line.group = "Nhóm Hoa"
    written = write_parts(opened(content, TT18), tmp_path / "nhom")
    assert [path.name for path in written] == [
        "01234567_nhom-hoa_2024-2025.xlsx",
        "01234567_nhom-hoa_2024-2025_2.xlsx",
        "01234567_nhom-1_2024-2025.xlsx",
        "01234567_nhom-2_2024-2025.xlsx",
    ]
    again = write_parts(base_of(), tmp_path / "khac")
    assert {path.name for path in (tmp_path / "khac").iterdir()} == {path.name for path in again}
    content.rows[Assignment] = []
    assert write_parts(opened(content, TT18), tmp_path / "trong") == []


# ---- joining


@EDITIONS
def test_parts_that_changed_nothing_change_nothing(edition: Edition) -> None:
    base = base_of(edition)
    content, report = join(base, [sent_back(part, edition) for part in parts_of(base).values()])
    assert content == content_of(base)
    assert [(r.changes, r.additions) for r in report.received] == [(0, 0), (0, 0)]
    assert (report.conflicts, report.removed, report.renamed, report.missing) == ([], [], [], [])


@EDITIONS
def test_what_each_group_wrote_is_joined(edition: Edition) -> None:
    base = base_of(edition)
    parts = parts_of(base)
    first, second = (part.criteria[0] for part in parts.values())

    def one(content: Content) -> None:
        row(content, Description, criterion=first, level=1).text = "Viết lại [t1], [t20]."
        rows(content, Evidence).append(Evidence(draft_id="t20", title="Tài liệu mới của nhóm 1"))
        row(content, Evidence, draft_id="t1").storage = "Tủ 2"

    def two(content: Content) -> None:
        for line in rows(content, AnswerLine):
            line.result = "Đạt"
        rows(content, Improvement).append(
            Improvement(source_year=str(edition.school_year), criterion=second, issue="Thêm", measure="Làm")
        )

    sent = [sent_back(parts["Nhóm 1"], edition, one), sent_back(parts["Nhóm 2"], edition, two)]
    content, report = join(base, sent)
    assert row(content, Description, criterion=first, level=1).text == "Viết lại [t1], [t20]."
    assert row(content, Evidence, draft_id="t20").title == "Tài liệu mới của nhóm 1"
    assert row(content, Evidence, draft_id="t1").storage == "Tủ 2"
    assert row(content, Improvement, issue="Thêm").measure == "Làm"
    assert report.conflicts == []
    assert [(r.group, r.additions) for r in report.received] == [("Nhóm 1", 1), ("Nhóm 2", 1)]
    done = {progress.group: progress for progress in report.progress}
    assert done["Nhóm 2"].answered == done["Nhóm 2"].questions
    assert (done["Nhóm 1"].described, done["Nhóm 1"].evidence) == (2, 3)
    # The joined workbook is an ordinary one, and joining the same parts again changes nothing more.
    joined = opened(content, edition)
    again, second_report = join(joined, sent)
    assert again == content_of(joined)
    assert second_report.conflicts == []
    assert all(received.base_moved for received in second_report.received)


def test_parts_may_come_back_one_after_the_other() -> None:
    base = base_of()
    parts = parts_of(base)

    def write(text: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            for line in rows(content, Description):
                line.text = line.text or text

        return work

    first, report = join(base, [sent_back(parts["Nhóm 1"], TT18, write("Nhóm 1 viết"))])
    assert report.missing == ["Nhóm 2"]
    assert "Chưa có phần của: Nhóm 2." in report.lines()
    second, report = join(opened(first, TT18), [sent_back(parts["Nhóm 2"], TT18, write("Nhóm 2 viết"))])
    assert report.conflicts == []
    assert report.received[0].base_moved
    assert all(r.text for r in rows(second, Description))


def test_two_groups_on_one_cell_is_a_conflict_and_nothing_is_overwritten() -> None:
    # Standard 1 is divided between the groups: both write about its strengths.
    divided, shared = filled(TT57), "1"
    rows(divided, Assignment)[2].group = "Nhóm 2"
    rows(divided, StandardAnalysis)[0].strengths = ""
    base = opened(divided, TT57)
    parts = parts_of(base)

    def write(text: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            row(content, StandardAnalysis, standard=shared).strengths = text

        return work

    sent = [
        sent_back(parts["Nhóm 1"], TT57, write("Đội ngũ mạnh")),
        sent_back(parts["Nhóm 2"], TT57, write("Chương trình tốt")),
    ]
    for order in itertools.permutations(sent):
        content, report = join(base, order)
        assert places(report) == [("Nhận định", shared, "Điểm mạnh")]
        conflict = report.conflicts[0]
        assert conflict.cell == base.at(base.table(StandardAnalysis)[0], "strengths")[1]
        assert [(p.group, p.value) for p in conflict.theirs] == [
            ("Nhóm 1", "Đội ngũ mạnh"),
            ("Nhóm 2", "Chương trình tốt"),
        ]
        assert content == content_of(base)
        assert any("Đội ngũ mạnh" in line and "Chương trình tốt" in line for line in report.lines())
    same = [sent[0], sent_back(parts["Nhóm 2"], TT57, write("Đội ngũ mạnh"))]
    content, report = join(base, same)
    assert report.conflicts == []
    assert row(content, StandardAnalysis, standard=shared).strengths == "Đội ngũ mạnh"


def test_what_changed_in_the_workbook_meanwhile_is_not_overwritten() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    first = part.criteria[0]

    def work(content: Content) -> None:
        row(content, Description, criterion=first, level=1).text = "Bản của nhóm"
        row(content, CriterionAnalysis, criterion=first).weaknesses = "Nhóm sửa điểm yếu"

    sent = sent_back(part, TT18, work)
    moved = content_of(base)
    row(moved, Description, criterion=first, level=1).text = "Bản của thư ký"
    content, report = join(opened(moved, TT18), [sent])
    assert places(report) == [("Mô tả", f"{first}|1", "Mô tả hiện trạng")]
    conflict = report.conflicts[0]
    assert (conflict.ours, conflict.theirs[0].value) == ("Bản của thư ký", "Bản của nhóm")
    assert "tệp gốc đã đổi" in conflict.why
    assert row(content, Description, criterion=first, level=1).text == "Bản của thư ký"
    assert row(content, CriterionAnalysis, criterion=first).weaknesses == "Nhóm sửa điểm yếu"


def test_one_temporary_id_for_two_documents_is_renamed_in_the_prose_too() -> None:
    base = base_of()
    parts = parts_of(base)

    def add(title: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            first = rows(content, Description)[0]
            first.text = f"{title}: [t20], [t2] và [H1-1.1-30]."
            rows(content, Evidence).append(Evidence(draft_id="t20", title=title))
            rows(content, Evidence).append(Evidence(code="[H1-1.1-30]", title=f"{title} có mã"))

        return work

    sent = [sent_back(part, TT18, add(f"Của {group}")) for group, part in parts.items()]
    content, report = join(base, sent)
    titles = {e.title: (e.code, e.draft_id) for e in rows(content, Evidence)}
    assert titles["Của Nhóm 1"] == ("", "t20")
    assert titles["Của Nhóm 2"] == ("", "t21")
    assert titles["Của Nhóm 1 có mã"] == ("[H1-1.1-30]", "")
    assert titles["Của Nhóm 2 có mã"] == ("", "t22")
    texts = [r.text for r in rows(content, Description)]
    assert "Của Nhóm 1: [t20], [t2] và [H1-1.1-30]." in texts
    assert "Của Nhóm 2: [t21], [t2] và [t22]." in texts
    assert [(r.before, r.after) for r in report.renamed] == [("t20", "t21"), ("H1-1.1-30", "t22")]
    assert row(content, Evidence, draft_id="t22").note == "Mã nhóm đặt: [H1-1.1-30]."
    _, numbering = number_evidence(opened(content, TT18))
    assert not numbering.refused
    assert [f for f in numbering.findings if f.code == "DSM-003"] == []


def test_the_same_document_from_two_groups_is_one_line() -> None:
    base = base_of()

    def add(**more: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            rows(content, Evidence).append(Evidence(draft_id="t20", title="Quy chế dân chủ", **more))

        return work

    parts = parts_of(base)
    sent = [
        sent_back(parts["Nhóm 1"], TT18, add(number="5/QC")),
        sent_back(parts["Nhóm 2"], TT18, add(storage="Tủ 1")),
    ]
    content, report = join(base, sent)
    joined = row(content, Evidence, title="Quy chế dân chủ")
    assert (joined.number, joined.storage, joined.draft_id) == ("5/QC", "Tủ 1", "t20")
    assert (report.conflicts, report.renamed) == ([], [])


def test_an_edited_key_is_the_same_line_and_a_deleted_line_stays() -> None:
    content = filled(TT18)
    first = rows(content, Assignment)[0].criterion
    rows(content, Improvement).append(
        Improvement(source_year="2024-2025", criterion=first, issue="Sẽ bị xóa", measure="Không")
    )
    base = opened(content, TT18)

    def work(part: Content) -> None:
        row(part, Improvement, issue="Ít kênh công khai").issue = "Ít kênh công khai với cha mẹ"
        row(part, Evidence, draft_id="t1").code = "[H1-1.1-01]"
        part.rows[Improvement] = [r for r in rows(part, Improvement) if r.issue != "Sẽ bị xóa"]

    joined, report = join(base, [sent_back(parts_of(base)["Nhóm 1"], TT18, work)])
    assert [r.issue for r in rows(joined, Improvement)] == [
        "Chưa rà soát chiến lược",
        "Ít kênh công khai với cha mẹ",
        "Sách cũ",
        "Sẽ bị xóa",
    ]
    assert row(joined, Evidence, draft_id="t1").code == "[H1-1.1-01]"
    assert [(r.sheet, r.key) for r in report.removed] == [("Cải tiến", f"2024-2025|{first}|Sẽ bị xóa")]
    assert report.conflicts == []


def test_a_refused_value_or_a_lost_column_does_not_clear_the_workbook() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    sheet = book["Minh chứng"]
    assert sheet["E5"].value == "Ngày ban hành"
    sheet["E6"] = "31/02/2026"
    book["Đánh giá"]["F5"] = "Không còn tiêu đề"
    del book["Cải tiến"]
    saved = io.BytesIO()
    book.save(saved)
    sent = read(saved.getvalue(), name="nhóm 1.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert content == content_of(base)
    assert {f.code for f in report.findings} == {"CT-014", "CT-004", "NHO-015"}
    assert {f.file for f in report.findings} == {"nhóm 1.xlsx"}
    assert report.conflicts == []


# ---- which files


def test_copies_are_recognised_by_content_and_two_versions_are_named() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]

    def work(content: Content) -> None:
        rows(content, Description)[-1].text = "Bản sau"

    copies = [sent_back(part, TT18, name=name) for name in ("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx")]
    later = sent_back(part, TT18, work, name="Nhóm 1 (2).xlsx")
    content, report = join(base, [*copies, later])
    assert report.duplicates == [("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx")]
    assert [f.code for f in report.findings] == ["NHO-014"]
    assert "cùng tên gốc" in report.findings[0].message
    assert rows(content, Description)[len(rows(part.content, Description)) - 1].text == "Bản sau"


@pytest.mark.parametrize(
    ("file", "plain"),
    [
        ("Nhóm 1 (1).xlsx", "Nhóm 1.xlsx"),
        ("Nhóm 1 - Copy (2).xlsx", "Nhóm 1.xlsx"),
        ("Nhóm 1 - Bản sao.xlsx", "Nhóm 1.xlsx"),
        ("Nhóm (Toán).xlsx", "Nhóm (Toán).xlsx"),
        ("phan", "phan"),
    ],
)
def test_names_of_second_copies(file: str, plain: str) -> None:
    assert plain_name(file) == plain


def test_what_is_no_part_of_this_workbook_is_refused_with_the_reason() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    other_school, next_revision = filled(TT18), filled(TT18)
    other_school.cells["ma_truong"] = "09999999"
    next_revision.cells["lan_nop"] = 3
    stray = read(b"", name="rong.xlsx")
    assert isinstance(stray, Refusal)
    sent = [
        sent_back(parts_of(opened(other_school, TT18))["Nhóm 1"], TT18, name="a.xlsx"),
        sent_back(parts_of(opened(next_revision, TT18))["Nhóm 1"], TT18, name="b.xlsx"),
        sent_back(parts_of(base_of(TT57))["Nhóm 1"], TT57, name="c.xlsx"),
        opened(filled(TT18), TT18, name="d.xlsx"),
        stray,
        sent_back(part, TT18, name="e.xlsx"),
    ]
    content, report = join(base, sent)
    assert {f.file: f.code for f in report.refused} == {
        "a.xlsx": "NHO-011",
        "b.xlsx": "NHO-013",
        "c.xlsx": "NHO-012",
        "d.xlsx": "NHO-010",
        "rong.xlsx": stray.finding.code,
    }
    assert all(f.message and f.remedy for f in report.refused)
    assert [r.file for r in report.received] == ["e.xlsx"]
    assert content == content_of(base)
    assert report.as_json()["received"][0]["file"] == "e.xlsx"


def test_a_part_saved_by_another_program_joins_as_well() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    book["Mô tả"]["D6"] = unicodedata.normalize("NFD", "Nhóm đã viết lại đoạn này.")
    book["Mô tả"].insert_rows(5, 2)
    saved = io.BytesIO()
    book.save(saved)
    sent = read(saved.getvalue(), name="phan.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert row(content, Description, criterion=part.criteria[0], level=1).text == "Nhóm đã viết lại đoạn này."
    assert [(r.changes, r.additions) for r in report.received] == [(1, 0)]
    assert report.removed == []


@pytest.mark.office
def test_a_part_saved_by_libreoffice_joins_as_well(tmp_path: Path) -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    source = tmp_path / "phan.xlsx"
    source.write_bytes(part.build(SELF_ASSESSMENT, TT18))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "ra")]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "ra" / "phan.xlsx").read_bytes()
    sent = read(with_values(saved, {"Mô tả": {"D6": "Viết trong LibreOffice."}}), name="phan.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert row(content, Description, criterion=part.criteria[0], level=1).text == "Viết trong LibreOffice."
    assert [(r.changes, r.additions) for r in report.received] == [(1, 0)]
    assert (report.conflicts, report.removed, report.findings) == ([], [], [])


# ---- no cell is overwritten, whoever changes what

_FIELDS = ("title", "number", "issuer", "storage")
_EDITS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.sampled_from(_FIELDS)), st.sampled_from(["x", "y", ""]), max_size=5
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_EDITS, _EDITS, _EDITS)
def test_three_way_truth_table(
    ours: dict[tuple[int, str], str], one: dict[tuple[int, str], str], two: dict[tuple[int, str], str]
) -> None:
    """Shared evidence, edited by the workbook's keeper and by two groups, each cell at will."""
    start = filled(TT57)
    start.rows[Evidence] = [
        Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}", number=f"{n}/KH") for n in range(3)
    ]
    start.rows[Description] = [
        Description(criterion=code, level=1, text="[t0; t1; t2]") for code in list(TT57.rules.by_code)
    ]
    base = opened(start, TT57)
    parts = parts_of(base)

    def edit(edits: dict[tuple[int, str], str]) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            for (place, field), value in edits.items():
                setattr(row(content, Evidence, draft_id=f"t{place}"), field, value)

        return work

    sent = [sent_back(parts["Nhóm 1"], TT57, edit(one)), sent_back(parts["Nhóm 2"], TT57, edit(two))]
    now = content_of(base)
    edit(ours)(now)
    content, report = join(opened(now, TT57), sent)
    disputed = {(conflict.key, conflict.column) for conflict in report.conflicts}
    for place in range(3):
        for field in _FIELDS:
            at = (place, field)
            before = getattr(start.rows[Evidence][place], field)
            current = ours.get(at, before)
            wishes = {e[at] for e in (one, two) if at in e and e[at] not in (before, current)}
            kept = getattr(row(content, Evidence, draft_id=f"t{place}"), field)
            label = Evidence.column(field).entry.label
            conflict = bool(wishes) and (current != before or len(wishes) > 1)
            assert kept == (current if conflict or not wishes else wishes.pop())
            assert ((f"~t{place}", label) in disputed) is conflict


# ---- phiếu


@EDITIONS
def test_the_data_of_a_phieu_are_those_of_the_workbook(edition: Edition) -> None:
    base = base_of(edition)
    first = next(iter(edition.rules.by_code))
    data = phieu_content(base, first)
    assert (data["criterion"], data["group"], data["writer"]) == (first, "Nhóm 1", f"Người viết {first}")
    assert data["levels"][0]["description"] == "Nhà trường có chiến lược phát triển [t1], [t10]."
    answered = [i["result"] for level in data["levels"] for i in level["indicators"]]
    assert answered == ["Đạt"] * len([q for q in edition.rules.questions if q.criterion == first])
    assert [plan["issue"] for plan in data["improvements"]] == [
        "Chưa rà soát chiến lược",
        "Ít kênh công khai",
    ]
    assert {e["draft_id"] for e in data["evidence"]} == {"t1", "t2", "t10"}
    with pytest.raises(KeyError):
        phieu_content(base, "9.9")


def test_a_clause_has_a_phieu_of_its_own() -> None:
    data = phieu_content(base_of(), "22.1")
    assert data["standard"] is None
    assert [level["level"] for level in data["levels"]] == [4]
