"""Administrative papers of a school: real content only, blanks said, every body in its own form, lawful in form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx_text import assert_clean, lines_of, rows_of
from school_workbooks import school_2018, school_2026

from kdcl_xl.documents.assessed import Assessed
from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.layout.check import examine
from kdcl_xl.documents.layout.package import open_parts
from kdcl_xl.documents.layout.reading import paper_of
from kdcl_xl.documents.letterhead import OfficialPaper
from kdcl_xl.documents.samples.school import district_school, ward_school
from kdcl_xl.documents.school_papers import DOCUMENTS as SCHOOL_PAPERS
from kdcl_xl.documents.school_papers import results
from kdcl_xl.documents.writing_desk import FILL
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import Evidence, Improvement, Member, Registration, Review, School
from kdcl_xl.forms.vocabulary import Purpose
from kdcl_xl.law.regulation import SchoolKind
from tests import ooxml
from tests.documents.school_papers import blank, printed, text_of

CODES = [document.code for document in SCHOOL_PAPERS]
OFFICIAL = [code for code in CODES if code != "danh-muc-minh-chung"]
file_2026, file_2018 = cache(school_2026), cache(school_2018)
FULL: dict[str, Callable[[], Source]] = {
    "2026": ward_school,
    "2018": district_school,
    "tệp 2026": lambda: Source(file_2026(), dt.date(2027, 6, 1)),
    "tệp 2018": lambda: Source(file_2018(), dt.date(2025, 6, 1)),
}
BLANK: dict[str, Callable[[], Source]] = {
    "trống 2026": lambda: Source(blank(), dt.date(2027, 6, 1)),
    "trống 2018": lambda: Source(blank("tt18_2018_tr", "2024-2025"), dt.date(2025, 6, 1)),
}


def assert_whole(lines: list[str]) -> None:
    assert_clean(lines)
    assert not [line for line in lines if re.search(r"\(\)|\[\]|; ;|: ;|;\.", line)]


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("code", CODES)
def test_printed_without_holes_and_lawful_in_form(code: str, name: str) -> None:
    """Measured by the layout rules, numbered and dated as after signing."""
    source = FULL[name]()
    head = {"number": "5", "issued_on": source.on} if code in OFFICIAL else {}
    data = printed(code, source, **head)
    assert_whole(lines_of(data))
    found = examine(paper_of(open_parts(data, code), code), source.on)
    assert "không soát" not in found.sentence
    assert [finding.as_line() for finding in found.findings] == []


@pytest.mark.parametrize("name", BLANK)
@pytest.mark.parametrize("code", CODES)
def test_a_blank_workbook_says_what_is_to_be_filled(code: str, name: str) -> None:
    source = BLANK[name]()
    lines = lines_of(printed(code, source))
    assert_whole(lines)
    if code in OFFICIAL:
        (remark,) = [line for line in source.remarks if line.startswith("Để chấm “……” cho nhà trường điền: ")]
        assert len(remark.split("; ")) >= 3
        assert any(FILL in line for line in lines)


@pytest.mark.parametrize("code", CODES)
def test_only_sheets_that_are_named_are_read(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`uses` is what `--danh-sach` tells people: nothing of it is idle, nothing else is read."""
    touched: set[type] = set()
    source = ward_school()
    by_assessed: set[type] = set()
    kind = type(source.submission)
    table, fields = kind.table, kind.fields
    monkeypatch.setattr(kind, "table", lambda self, model: touched.add(model) or table(self, model))
    monkeypatch.setattr(kind, "fields", lambda self, model: touched.add(model) or fields(self, model))
    Assessed(source.submission, source.verdict)
    by_assessed, touched = touched, set()
    document = DOCUMENTS[code]
    document.drafts(source)
    assert set(document.uses) <= touched | by_assessed
    assert touched - by_assessed - {Registration, School} <= set(document.uses)


# ---- many, one, none; names as they come


def with_members(count: int) -> Source:
    source = ward_school()
    source.submission.rows[Member] = [
        Member(name=f"Người Thứ {n}", position="Giáo viên", role="Ủy viên" if n > 2 else ("Chủ tịch", "Thư ký")[n - 1], group=f"Nhóm {n % 4 + 1}")
        for n in range(1, count + 1)
    ]  # fmt: skip
    return source


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize(
    "code", ["quyet-dinh-hoi-dong-tdg", "giay-moi-hop-hoi-dong", "bien-ban-hop-hoi-dong"]
)
def test_every_member_has_a_line(code: str, count: int) -> None:
    rows = rows_of(printed(code, with_members(count)))
    names = [row[1] for row in rows if len(row) > 2 and row[1].startswith("Người Thứ")]
    assert names == [f"Người Thứ {n}" for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_every_measure_and_every_piece_of_evidence_has_a_line(count: int) -> None:
    for make in (ward_school, district_school):
        source = make()
        year = str(source.submission.edition.school_year)
        before = str(source.submission.edition.school_year.shift(-1))
        tables: dict[type[Row], list[Row]] = source.submission.rows
        tables[Improvement] = [
            Improvement(source_year=y, criterion="3.1", issue=f"Việc {n}", measure="Làm", budget=n)
            for y in (year, before)
            for n in range(count)
        ]
        tables[Evidence] = [Evidence(draft_id=f"t{n}", title=f"Hồ sơ {n}") for n in range(count)]
        for code, word in (
            ("ke-hoach-cai-tien", "Việc"),
            ("bao-cao-cai-tien", "Việc"),
            ("danh-muc-minh-chung", "Hồ sơ"),
        ):
            text = "\n".join(" | ".join(row) for row in rows_of(printed(code, source)))
            assert len(set(re.findall(rf"{word} (\d+)\b", text))) == count


ODD = 'A & B <C> "Đ" {{ x }}'


@pytest.mark.parametrize("code", CODES)
def test_names_are_printed_as_they_are(code: str) -> None:
    long = "Trường Trung học cơ sở và Trung học phổ thông Nguyễn Hoàng Thị Quỳnh Hương Giang cơ sở 2"
    source = ward_school()
    source.submission.values[School] = source.submission.fields(School).model_copy(
        update={"name": long, "head": ODD}
    )
    source.submission.rows[Member] = [Member(name=ODD, position="Hiệu trưởng", role="Chủ tịch")]
    text = text_of(code, source)
    assert long in text or long.upper() in text
    assert ODD in text


# ---- what the papers say


def test_the_decision_names_law_council_and_groups() -> None:
    text = text_of("quyet-dinh-hoi-dong-tdg", ward_school())
    for needed in (
        "HIỆU TRƯỞNG TRƯỜNG THCS NGUYỄN THỊ LỘ",
        "Căn cứ Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ trưởng Bộ Giáo dục và Đào tạo quy định",
        "gồm 07 (bảy) thành viên (có danh sách kèm theo).",
        "trước ngày 15 tháng 6 năm 2027",
        "Tiêu chuẩn 1, 2",
        "(Kèm theo Quyết định số ……/QĐ-THCSNTL ngày …… tháng …… năm ……… của Hiệu trưởng Trường THCS Nguyễn Thị Lộ)",
    ):
        assert needed in text
    old = text_of("quyet-dinh-hoi-dong-tdg", district_school())
    assert "15 tháng 6" not in old
    assert "số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018" in old


@pytest.mark.parametrize(
    ("code", "source", "note"),
    [
        ("quyet-dinh-hoi-dong-tdg", ward_school, "Quyết định số 05/QĐ-THCSNTL ngày 04 tháng 9 năm 2026"),
        ("ke-hoach-cai-tien", district_school, "Kế hoạch số 05/KH-THCSNTL ngày 04 tháng 9 năm 2026"),
    ],
)
def test_an_appendix_names_the_number_and_day_of_its_paper(
    code: str, source: Callable[[], Source], note: str
) -> None:
    numbered = "\n".join(lines_of(printed(code, source(), number="5", issued_on=dt.date(2026, 9, 4))))
    assert f"(Kèm theo {note} của Hiệu trưởng " in numbered
    kind = note.partition(" số")[0]
    assert f"(Kèm theo {kind} số ……/" in text_of(code, source())


@pytest.mark.parametrize(("count", "said"), [(4, True), (6, True), (7, False)])
def test_a_council_of_the_wrong_size_is_said(count: int, said: bool) -> None:
    source = with_members(count)
    text_of("quyet-dinh-hoi-dong-tdg", source)
    assert any(f"Hội đồng có {count:02} người; Điều 9 cần ít nhất 05 người và số lẻ" in r for r in source.remarks) is said  # fmt: skip


def test_plans_follow_their_circular() -> None:
    new, old = (text_of("ke-hoach-tu-danh-gia", make()) for make in (ward_school, district_school))
    assert "Phê duyệt báo cáo tự đánh giá" in new
    assert "Trước 15/06/2027" in new
    assert "04 tiêu chuẩn, 15 tiêu chí" in new
    assert "Triển khai các hoạt động sau khi hoàn thành báo cáo tự đánh giá" in old
    assert "05 tiêu chuẩn, 28 tiêu chí" in old


def test_money_is_added_up_and_written_in_words() -> None:
    text = text_of("ke-hoach-cai-tien", ward_school())
    assert "1.250,5 triệu đồng (Một tỷ hai trăm năm mươi triệu năm trăm nghìn đồng chẵn)" in text
    source = ward_school()
    source.submission.rows[Improvement][1] = Improvement(source_year="2026-2027", budget="chưa có")
    assert "đồng chẵn); 01 giải pháp chưa có số liệu" in text_of("ke-hoach-cai-tien", source)


def test_the_report_is_about_last_years_plan() -> None:
    source = district_school()
    text = text_of("bao-cao-cai-tien", source)
    assert "lập sau tự đánh giá năm học 2023-2024" in text
    assert "Còn 02 (hai) giải pháp chưa hoàn thành (tiêu chí 3.3, 1.2), tiếp tục thực hiện trong năm học 2025-2026." in text  # fmt: skip
    done = text_of("bao-cao-cai-tien", ward_school())
    assert "Tất cả giải pháp của kế hoạch đã hoàn thành." in done
    assert "III. RÀ SOÁT TRONG NĂM HỌC" in done
    assert "III. TỒN TẠI, ĐỀ XUẤT" in text


def test_a_measure_that_was_stopped_does_not_go_on_and_an_unsaid_one_is_not_unfinished() -> None:
    source = district_school()
    rows = [row for row in source.submission.table(Improvement) if row.source_year == "2023-2024"]
    said = ["Dừng", ""]
    source.submission.rows[Improvement] = [
        row.model_copy(update={"progress": word}) for row, word in zip(rows, said, strict=True)
    ]
    line = "01 (một) giải pháp đã dừng (tiêu chí 3.3); 01 (một) giải pháp chưa ghi mức độ thực hiện (tiêu chí 1.2)."
    assert line in text_of("bao-cao-cai-tien", source)


def test_the_level_is_the_councils_not_ours() -> None:
    source = ward_school()
    registration = source.submission.fields(Registration)
    source.submission.values[Registration] = registration.model_copy(update={"self_level": 1})
    text = text_of("cong-van-nop-ho-so", source)
    assert "Kết quả do Hội đồng tự đánh giá kết luận: Mức\u00a01." in text
    assert any("Trang Đăng ký ghi Mức\u00a01, các chỉ báo cho đạt mức 2" in r for r in source.remarks)
    source.submission.values[Registration] = registration.model_copy(update={"self_level": None})
    assert f"kết luận: {FILL}." in text_of("cong-van-nop-ho-so", source)


def test_what_is_asked_for_follows_the_regime() -> None:
    new = text_of("to-trinh-dgn", ward_school())
    assert "Kính gửi: Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh" in new
    assert "xem xét công nhận trường đạt chuẩn quốc gia Mức độ 2." in new
    assert "Đạt chuẩn quốc gia Mức độ 1, Quyết định số 12/QĐ-UBND ngày 04 tháng 3 năm 2021" in new
    old = text_of("to-trinh-dgn", district_school())
    assert "Kính gửi: Phòng Giáo dục và Đào tạo Quận 7" in old
    assert "chất lượng giáo dục Cấp độ ……; công nhận trường đạt chuẩn quốc gia Mức độ ……." in old


def test_the_so_decides_whoever_manages_a_school_of_several_levels() -> None:
    """ "TH&THCS" is under the commune: its letter does not end there."""
    source = ward_school()
    source.submission.edition = replace(source.submission.edition, kind=SchoolKind.MULTI_LEVEL)
    assert "Kính gửi: Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh" in text_of("to-trinh-dgn", source)


def test_stray_blanks_in_names_are_not_printed() -> None:
    source = ward_school()
    school = source.submission.fields(School)
    spaced = {"name": f"  {school.name.replace(' ', '  ')} ", "head": f"{school.head.replace(' ', '  ')} "}
    source.submission.values[School] = school.model_copy(update=spaced)
    assert text_of("ke-hoach-tu-danh-gia", source) == text_of("ke-hoach-tu-danh-gia", ward_school())


def test_a_petition_of_a_school_that_asks_for_nothing_is_said_to_be_useless() -> None:
    source = ward_school()
    registration = source.submission.fields(Registration)
    source.submission.values[Registration] = registration.model_copy(update={"purpose": Purpose.NONE})
    assert FILL in text_of("to-trinh-dgn", source)
    assert any("Trang Đăng ký ghi “Không đăng ký”" in remark for remark in source.remarks)


def test_a_review_whose_adjustment_is_blank_does_not_say_that_there_was_none() -> None:
    source = ward_school()
    source.submission.rows[Review] = [Review(held_on=dt.date(2027, 1, 15), content="Rà soát học kỳ I")]
    (row,) = [row for row in rows_of(printed("bao-cao-cai-tien", source)) if "Rà soát học kỳ I" in row]
    assert row[3:] == ["chưa ghi", "chưa ghi", "chưa ghi"]


def test_evidence_with_personal_data_is_an_index_entry() -> None:
    rows = rows_of(printed("danh-muc-minh-chung", ward_school()))
    (private,) = [row for row in rows if row[1] == "MC.1.2.03"]
    assert private[3:] == ["Chỉ ghi danh mục; lưu tại trường (dữ liệu cá nhân)", "Đỏ"]
    text = text_of("danh-muc-minh-chung", ward_school())
    assert "Danh mục có 45 (bốn mươi lăm) minh chứng. Trong đó 04 minh chứng có dữ liệu cá nhân" in text
    assert len(rows_of(printed("danh-muc-minh-chung", district_school()))[0]) == 6
    assert len(rows[0]) == 5


def test_the_notice_counts_by_standard() -> None:
    rows = rows_of(printed("thong-bao-ket-qua-tdg", ward_school()))
    (total,) = [row for row in rows if row[0] == "Tổng cộng"]
    assert total == ["Tổng cộng", "15", "1", "14", "0", "0"]
    text = text_of("thong-bao-ket-qua-tdg", BLANK["trống 2026"]())
    assert "0/15 tiêu chí đạt từ Mức 1 trở lên, 15 tiêu chí chưa xác định" in text


def test_every_official_paper_can_be_numbered() -> None:
    for document in (DOCUMENTS[code] for code in OFFICIAL):
        assert document.kind.series, document.code
        assert all(issubclass(variant.model, OfficialPaper) for variant in document.variants)


def test_the_catalogue_names_at_least_eighteen_papers_of_known_kinds() -> None:
    templates = [variant for document in DOCUMENTS.values() for variant in document.variants]
    assert len(templates) >= 18
    for document in DOCUMENTS.values():
        assert isinstance(document, Document)
        assert document.sheets, document.code
        assert all(variant.model.__doc__ for variant in document.variants)


@pytest.mark.office
def test_sound_by_the_open_xml_sdk(tmp_path: Path) -> None:
    paths = []
    for name, make in (("2026", ward_school), ("trống 2018", BLANK["trống 2018"])):
        for code in CODES:
            path = tmp_path / f"{code} {name}.docx"
            path.write_bytes(printed(code, make()))
            paths.append(path)
    assert ooxml.sdk_violations(paths) == {}
    assert [line for path in paths for line in ooxml.own_violations(path)] == []


def test_a_level_to_look_at_again_is_said_once() -> None:
    source = ward_school()
    assert source.verdict.settled
    other = 1 if source.verdict.level_low != 1 else 2
    source.submission.values[Registration] = Registration(purpose=Purpose.NATIONAL_STANDARD, self_level=other)
    results.petition(source)
    assert sum("thầy/cô xem lại trước khi ký" in remark for remark in source.remarks) == 1
