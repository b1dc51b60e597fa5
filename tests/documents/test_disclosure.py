"""Công khai (TT 09/2024): what is carried over, what is counted, what is printed, and what stays unknown."""

from __future__ import annotations

import datetime as dt
import io
import re
from html.parser import HTMLParser

import pytest
from disclosure_workbooks import NAME, ON_TIME, disclosed
from docx_text import lines_of, rows_of

from kdcl_xl.checks.disclosure import disclosure_findings, publication_state, update_in_words
from kdcl_xl.consolidate.disclosure import disclosure_summary
from kdcl_xl.consolidate.schools import Listed, SchoolList
from kdcl_xl.demo.build import clean_workbook, edition_for
from kdcl_xl.demo.schools import school
from kdcl_xl.documents.disclosure.content import disclosure_content as printed_content
from kdcl_xl.documents.disclosure.office import report
from kdcl_xl.documents.disclosure.school import annual_report, forms
from kdcl_xl.documents.disclosure.web import disclosure_page
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template
from kdcl_xl.forms.disclosure import DisclosedFigure, Discloser, Publication
from kdcl_xl.forms.disclosure_summary import DISCLOSURE_SUMMARY, DisclosureLine, UnusedFile
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.law.working_days import working_days_after
from kdcl_xl.school.disclosure import disclosure_content
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

ON = dt.date(2027, 6, 21)
DUE = dt.date(2027, 6, 30)


def publication(**more: object) -> Publication:
    return Publication.model_validate({"section": "I", "due": DUE} | more)


# ---- law


def test_eight_sections_each_with_its_article() -> None:
    law = disclosure_law()
    assert [section.code for section in law.sections] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert [s.ref for s in law.sections][1:3] == ["Điều 5", "khoản 1 Điều 8"]
    assert law.due(2027) == DUE
    assert "Điều 5" in law.doubts[1]


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (dt.date(2027, 3, 1), dt.date(2027, 3, 15)),
        (dt.date(2027, 3, 6), dt.date(2027, 3, 19)),
        (dt.date(2026, 4, 20), dt.date(2026, 5, 7)),  # Giỗ Tổ on a Sunday and its day after, 30/4, 01/5
    ],
)
def test_ten_working_days_leave_out_weekends_and_holidays(day: dt.date, latest: dt.date) -> None:
    assert working_days_after(day, 10) == latest


# ---- checks


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "Chưa ghi"),
        ({"state": "Chưa công khai"}, "Chưa công khai"),
        ({"state": "Đã công khai"}, "Đã công khai, chưa ghi ngày"),
        ({"published_on": dt.date(2027, 6, 29)}, "Đúng hạn"),
        ({"published_on": DUE}, "Công khai muộn"),
    ],
)
def test_a_blank_is_not_a_no_and_before_means_before(more: dict[str, object], state: str) -> None:
    assert publication_state(publication(**more), DUE) == state


def test_a_day_to_come_is_a_plan_not_a_publication() -> None:
    row = publication(published_on=dt.date(2027, 6, 29))
    assert publication_state(row, dt.date(2027, 6, 28)) == "Chưa ghi"
    assert publication_state(row, dt.date(2027, 6, 29)) == "Đúng hạn"
    submission = disclosed(published={"I": {"published_on": dt.date(2027, 6, 29)}})
    (finding,) = disclosure_findings(submission, dt.date(2027, 6, 10))
    assert finding.code == "CK-006" and "29/06/2027, sau ngày kiểm tra 10/06/2027" in finding.message
    assert finding.place.startswith("Công khai!") and finding.remedy
    printed = printed_content(submission, dt.date(2027, 6, 10)).publications[0].state
    assert printed == "Chưa ghi (dự kiến ngày 29/06/2027)"
    year = submission.edition.school_year
    lines = disclosure_summary([submission], None, year, dt.date(2027, 6, 10)).rows[DisclosureLine]
    assert (lines[0].state, lines[0].published_on, lines[0].update) == (
        "Chưa ghi",
        None,
        "dự kiến ngày 29/06/2027",
    )  # type: ignore[attr-defined]


def test_updates_within_ten_working_days() -> None:
    changed = dt.date(2027, 3, 1)
    assert update_in_words(publication()) == ""
    assert "chưa ghi ngày cập nhật (chậm nhất 15" in update_in_words(publication(changed_on=changed))
    assert "chậm hơn" not in update_in_words(publication(changed_on=changed, updated_on=dt.date(2027, 3, 15)))
    assert "chậm hơn" in update_in_words(publication(changed_on=changed, updated_on=dt.date(2027, 3, 16)))


def test_findings_name_the_cell() -> None:
    submission = disclosed(
        money={"chi_luong": (1, 10), "chi_co_so_vat_chat": (1, 5), "chi_nguoi_hoc": (0, 0), "chi_khac": (0, 0), "chi_tong": (2, 16)},
        published={
            "I": {"published_on": DUE},
            "II": {"state": "Đã công khai"},
            "III": {"changed_on": dt.date(2027, 3, 1), "updated_on": dt.date(2027, 4, 1)},
        },
    )  # fmt: skip
    found = [finding for finding in disclosure_findings(submission, DUE) if finding.code != "CK-005"]
    assert [finding.code for finding in found] == ["CK-001", "CK-002", "CK-003", "CK-004"]
    assert found[0].place.startswith("Thu chi!F")
    assert "ghi 16, cộng các dòng được 15 triệu đồng" in found[0].message
    assert all(finding.remedy for finding in found)


def test_once_due_a_section_of_which_nothing_is_said_is_asked_after() -> None:
    submission = disclosed(
        published={"I": {"published_on": dt.date(2027, 6, 20)}, "II": {"state": "Chưa công khai"}}
    )
    assert list(disclosure_findings(submission, DUE - dt.timedelta(days=1))) == []
    found = list(disclosure_findings(submission, DUE))
    assert {finding.code for finding in found} == {"CK-005"}
    assert len(found) == 7, "all but the first"
    assert found[0].message.endswith("nay ghi “Chưa công khai”.")
    assert found[1].message.endswith("nay ghi “Chưa ghi”.")


def test_a_blank_entry_is_not_said_to_be_absent() -> None:
    content = printed_content(disclosed(), dt.date(2027, 6, 20))
    said = {entry.label: entry.text for entry in content.quality}
    assert said["Đạt chuẩn quốc gia"] == "chưa ghi"


def test_a_sum_with_an_unknown_part_is_not_judged() -> None:
    submission = disclosed(money={"chi_luong": (1, "chưa có"), "chi_tong": (5, 16)})
    assert list(disclosure_findings(submission, dt.date(2027, 6, 10))) == []


# ---- from the self-assessment


@pytest.fixture(scope="module")
def carried() -> tuple[Submission, Submission]:
    one, year, day = school("79-Q7-009"), SchoolYear("2026-2027"), dt.date(2027, 6, 10)
    edition = edition_for(one, year, day)
    assert edition is not None
    assessed = read(clean_workbook(one, edition, day), name="tdg.xlsx")
    assert isinstance(assessed, Submission)
    from kdcl_xl.forms.disclosure import DISCLOSURE

    new = read(build(DISCLOSURE, edition_of(str(year)), disclosure_content(assessed)), name="ck.xlsx")
    assert isinstance(new, Submission)
    return assessed, new


def test_identity_figures_and_source_are_carried_over(carried: tuple[Submission, Submission]) -> None:
    assessed, new = carried
    own = new.fields(Discloser)
    assert new.findings == []
    assert (own.name, own.school_id, own.origin_sha256) == (
        "Trường THCS Nguyễn Hiền",
        "79-Q7-009",
        assessed.sha256,
    )
    rows = {row.code: row for row in new.table(DisclosedFigure)}
    assert rows["gv_tong"].section == "III"
    assert rows["dien_tich_dat"].section == "IV"
    assert rows["hs_tong"].section == "VII"
    assert rows["hs_tong"].group == "Học sinh"


def test_what_no_workbook_holds_stays_blank(carried: tuple[Submission, Submission]) -> None:
    own = carried[1].fields(Discloser)
    assert (own.mission, own.enrolment, own.outcome) == ("", "", "")


# ---- papers


def figures(count: int) -> list[DisclosedFigure]:
    return [
        DisclosedFigure(section="VII", code=f"x{n}", group="Học sinh", title=f"Chỉ tiêu A & B <C> {n}", measure="người", previous=0, current="chưa có")
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize(
    ("template", "make"), [("bieu-mau-cong-khai", forms), ("bao-cao-thuong-nien", annual_report)]
)
def test_printed_with_any_number_of_rows(template: str, make, count: int) -> None:
    source = Source(disclosed(figures=figures(count)), ON)
    data = Template.load(template).render(make(source))
    rows = [row for row in rows_of(data) if len(row) == 5 and "Chỉ tiêu" in row[1]]
    assert len(rows) == count
    if count:
        assert rows[-1][1:] == [f"Chỉ tiêu A & B <C> {count - 1}", "người", "0", "chưa có số liệu"]
    text = "\n".join(lines_of(data))
    assert NAME in text
    assert "Nội dung chưa đối chiếu văn bản gốc" in text
    assert any("Thu chi còn 16 dòng chưa có số liệu" in remark for remark in source.remarks)


def test_unknown_money_is_never_nought() -> None:
    data = Template.load("bieu-mau-cong-khai").render(
        forms(Source(disclosed(money={"thu_tong": (5, None)}), ON))
    )
    (row,) = [row for row in rows_of(data) if "Cộng các khoản thu" in row]
    assert row[3:] == ["5", "chưa có số liệu"]


def test_money_typed_with_letters_stays_open_and_is_not_denied() -> None:
    lettered, blank = (Source(disclosed(money={"thu_tong": (5, now)}), ON) for now in ("12 tỉ", None))
    data = Template.load("bieu-mau-cong-khai").render(forms(lettered))
    forms(blank)
    (told,), (of_blank,) = (
        [r for r in s.remarks if r.startswith("Trang Thu chi")] for s in (lettered, blank)
    )
    assert told != of_blank
    (row,) = [row for row in rows_of(data) if "Cộng các khoản thu" in row]
    assert row[3:] == ["5", "……"]


def test_the_accountant_is_not_published() -> None:
    source = Source(disclosed(accountant="Phùng Thị Kế Toán"), ON)
    assert "Kế Toán" not in forms(source).model_dump_json()
    assert "Phùng" not in disclosure_page(source.submission, ON).decode()


def test_two_schools_of_one_unit_keep_their_papers_apart() -> None:
    owners = {Source(disclosed(school_id=id_), ON).owner for id_ in ("079020", "079021")}
    assert owners == {"079020", "079021"}
    assert Source(disclosed(school_id="", name="x.xlsx"), ON).owner.startswith("truong-trung-hoc-co-so")


# ---- the page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_escaped_and_loads_nothing() -> None:
    page = disclosure_page(
        disclosed(figures=figures(2), mission="<script>alert(1)</script> A & B"), ON
    ).decode()
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    names = [tag for tag, _ in tags.seen]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert "&lt;script&gt;" in page
    assert "Cộng sự &lt;mới&gt;" in page
    assert names.count("h1") == 1
    assert names.count("h2") == 8
    assert ("html", {"lang": "vi"}) in tags.seen
    assert names.count("caption") == names.count("table")
    assert all(attributes.get("scope") for tag, attributes in tags.seen if tag == "th")
    ids = {attributes["id"] for _, attributes in tags.seen if attributes.get("id")}
    targets = {str(a["href"])[1:] for tag, a in tags.seen if tag == "a"}
    assert targets <= ids
    assert not re.search(r"https?://|@import|url\(", page)
    assert "chưa có số liệu" in page


# ---- the office


def schools(*ids: str) -> SchoolList:
    listed = [Listed(id_, f"Trường {id_}", "THCS", "Công lập", "UBND phường Tân Mỹ", province="Thành phố Hồ Chí Minh") for id_ in ids]  # fmt: skip
    return SchoolList.of(listed, ON)


def summarised(*submissions: Submission, listed: SchoolList | None = None) -> Submission:
    year = SchoolYear("2026-2027")
    content = disclosure_summary(submissions, listed, year, DUE)
    edition = edition_of(str(year))
    stamp = stamp_of(DISCLOSURE_SUMMARY, edition, unit="UBND phường Tân Mỹ")
    found = read(build(DISCLOSURE_SUMMARY, edition, content, stamp=stamp), name="th.xlsx")
    assert isinstance(found, Submission)
    return found


def test_every_school_of_the_list_has_its_eight_lines() -> None:
    found = summarised(disclosed(published={"I": ON_TIME}), listed=schools("079020", "079021"))
    states = {(row.school_id, row.section): row.state for row in found.table(DisclosureLine)}
    assert len(states) == 16
    assert states["079020", "I"] == "Đúng hạn"
    assert states["079020", "II"] == "Chưa ghi"
    assert states["079021", "I"] == "Chưa có thông tin"


def test_the_newest_counts_and_two_that_differ_count_for_nobody() -> None:
    old, new = (
        disclosed(revision=1, name="a.xlsx"),
        disclosed(revision=2, name="b.xlsx", published={"I": ON_TIME}),
    )
    found = summarised(old, new, listed=schools("079020"))
    assert found.table(DisclosureLine)[0].file == "b.xlsx"
    assert [row.file for row in found.table(UnusedFile)] == ["a.xlsx"]
    rival = disclosed(revision=2, name="c.xlsx", published={"II": ON_TIME})
    found = summarised(new, rival, listed=schools("079020"))
    assert {row.state for row in found.table(DisclosureLine)} == {"Chưa có thông tin"}
    assert {row.file for row in found.table(UnusedFile)} == {"b.xlsx", "c.xlsx"}


def test_other_years_and_unknown_schools_are_named_not_lost() -> None:
    found = summarised(
        disclosed(year="2025-2026", name="cu.xlsx"), disclosed(school_id="1", name="la.xlsx"), disclosed(school_id="", name="kho.xlsx"),
        listed=schools("079020"),
    )  # fmt: skip
    assert [row.file for row in found.table(UnusedFile)] == ["cu.xlsx", "la.xlsx", "kho.xlsx"]


def test_the_report_counts_unknown_apart() -> None:
    late = {"III": {"published_on": DUE}, "IV": {"state": "Chưa công khai"}}
    found = summarised(disclosed(published={"I": ON_TIME, **late}), listed=schools("079020", "079021"))
    context = report(Source(found, ON))
    counts = {row.section: row for row in context.counts}
    assert (counts["I"].on_time, counts["I"].unknown, counts["I"].not_published) == ("1", "1", "0")
    assert (counts["III"].late, counts["IV"].not_published, counts["II"].unknown) == ("1", "1", "2")
    assert context.counts[-1].total
    first, second = context.open_schools
    assert (first.not_published, first.late, first.unknown) == ("IV", "III", "II, V, VI, VII, VIII")
    assert (second.unknown, second.note) == ("tất cả", "Chưa gửi sổ công khai")
    assert (
        context.addressee == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
        or "Hồ Chí Minh" in context.addressee
    )
    assert "không tính là chưa công khai" in context.summary


@pytest.mark.parametrize("count", [0, 1, 60])
def test_the_report_as_printed(count: int) -> None:
    listed = schools(*(f"{n:03}" for n in range(count)))
    data = Template.load("bao-cao-cong-khai").render(report(Source(summarised(listed=listed), ON)))
    rows = [row for row in rows_of(data) if len(row) == 7 and row[0].isdecimal()]
    assert len(rows) == count
    assert io.BytesIO(data).read(2) == b"PK"
    text = "\n".join(lines_of(data))
    assert ("Không có cơ sở nào." in text) is (count == 0)
