"""What is doubtful about schools and sources is told once, with its places, and decided by nobody but the office."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import ReviewSource, Target
from kdcl_xl.forms.review_results import Recognised
from kdcl_xl.forms.summary import SUMMARY, RegistrationLine, RiskLine
from kdcl_xl.review_year.gather_book import Book, Gift, Offer
from kdcl_xl.review_year.gather_last_year import gift_of_last_year
from kdcl_xl.review_year.gather_schools import NEAR_NAMES, Mention, Schools
from kdcl_xl.review_year.gather_summary import gift_of_summary
from kdcl_xl.review_year.school_files import Said, SchoolFile
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year import office_files as files
from tests.review_year.books import book
from tests.running import kdcl

ONE, TWO = "UBND phường Tân Mỹ", "UBND xã Nhà Bè"


def doubts(*said: Said) -> list[tuple[str, str]]:
    schools = Schools()
    schools.learn(Mention(one, f"tệp {number}") for number, one in enumerate(said, start=1))
    return [(finding.code, finding.message) for finding in schools.findings]


def test_one_spelling_or_another_raises_no_doubt() -> None:
    assert not doubts(
        Said("1", "Trường THCS Nguyễn Hiền", "THCS", ONE),
        Said("", "THCS NGUYỄN HIỀN"),
        Said("", "Trung học cơ sở Nguyễn Hiền", "", ONE),
    )


def test_one_name_in_two_units_is_two_schools_and_no_doubt() -> None:
    assert not doubts(Said("1", "MN Hoa Sen", "", ONE), Said("2", "MN Hoa Sen", "", TWO), Said("", "MN Hoa Sen", "", TWO))  # fmt: skip


def test_a_name_without_its_unit_that_two_units_have() -> None:
    ((code, message),) = doubts(
        Said("1", "MN Hoa Sen", "", ONE), Said("2", "MN Hoa Sen", "", TWO), Said("", "Mầm non Hoa Sen")
    )
    assert code == "DGT-003" and "2 trường" in message and "tệp 3" in message


def test_one_code_under_two_names_is_told_once() -> None:
    ((code, message),) = doubts(
        Said("1", "MN Hoa Sen", "", ONE), Said("1", "MN Hoa Mai", "", ONE), Said("1", "MN Hoa Mai", "", ONE)
    )
    assert code == "DGT-004" and "“MN Hoa Sen” ở tệp 1" in message and "“MN Hoa Mai” ở tệp 2" in message


def test_one_name_of_one_unit_under_two_codes() -> None:
    ((code, message),) = doubts(Said("1", "MN Hoa Sen", "", ONE), Said("2", "MN Hoa Sen", "", ONE))
    assert code == "DGT-005" and "mã 2" in message and "mã 1" in message


def test_one_code_in_two_units() -> None:
    ((code, message),) = doubts(Said("1", "MN Hoa Sen", "", ONE), Said("1", "MN Hoa Sen", "", TWO))
    assert code == "DGT-009" and ONE in message and TWO in message


def test_names_alike_are_doubtful_only_where_no_code_tells_them_apart() -> None:
    assert [code for code, _ in doubts(Said("1", "MN Hoa Sen"), Said("", "MN Hoa Sên"))] == ["DGT-002"]
    assert not doubts(Said("1", "MN Hoa Sen"), Said("2", "MN Hoa Sên"))
    assert not doubts(Said("", "TH Tân Mỹ 1"), Said("", "TH Tân Mỹ 2")), "a number tells schools apart"
    assert not doubts(Said("", "TH Kim Đồng"), Said("", "THCS Kim Đông")), "another level is another school"


def test_a_name_near_that_of_two_schools_names_both() -> None:
    found = doubts(Said("", "TH Kim Đồng"), Said("", "THCS Kim Đồng"), Said("", "Kim Đồg"))
    assert [code for code, _ in found] == ["DGT-002", "DGT-002"]
    assert [name in message for name, (_, message) in zip(("TH Kim", "THCS Kim"), found, strict=True)] == [
        True,
        True,
    ]


class AmongAll(Schools):
    """The same doubts, each name sought among all names that could be meant, one by one."""

    def _near(self, one: Mention) -> None:
        kind, own = one.said.key[1:]
        near: dict[str, list[SchoolFile]] = {}
        for (other_kind, name), same in self.index.by_name.items():
            alike = [file for file in same if not (file.school_id and one.said.school_id)]
            of_kind = not kind or not other_kind or kind == other_kind
            if own and alike and of_kind and re.findall(r"\d+", name) == re.findall(r"\d+", own):
                near.setdefault(name, []).extend(alike)
        for name in closest(own, near, limit=1):
            for file in near[name]:
                first = self._first[id(file)].place
                self._tell(NEAR_NAMES, (one.said.key, id(file)), f"“{one.said.name}” ở {one.place} gần giống “{file.name}” ở {first}: chưa gộp, đang coi là hai trường.", "")  # fmt: skip


mentions = st.builds(
    Said,
    st.sampled_from(("", "", "1", "2", "3")),
    st.builds(
        "{} {}{}".format,
        st.sampled_from(("MN", "TH", "Trường")),
        st.sampled_from(("Mỹ Phước", "Mỹ Phươc", "My Phuoc", "Mĩ Phúc", "Hoa Sen")),
        st.sampled_from(("", " 1", " 2", " 12")),
    ),
    st.just(""),
    st.sampled_from(("", ONE, TWO)),
)


@given(st.lists(mentions, max_size=8))
def test_names_are_sought_among_few_with_the_doubts_of_all(said: list[Said]) -> None:
    among_all = AmongAll()
    among_all.learn(Mention(one, f"tệp {number}") for number, one in enumerate(said, start=1))
    assert doubts(*said) == [(finding.code, finding.message) for finding in among_all.findings]


def test_a_risk_of_a_school_that_registered_is_a_remark_and_of_another_one_is_told() -> None:
    rows = {
        RegistrationLine: [RegistrationLine(school_id="1", name="MN Hoa Sen", purpose="CQG", source="a", remark="Xem lại.")],
        RiskLine: [
            RiskLine(school_id="1", name="MN Hoa Sen", danger="Sĩ số vượt", detail="38 trẻ một lớp", source="a"),
            RiskLine(school_id="2", name="MN Hoa Mai", danger="Thiếu diện tích đất", detail="6 m²", source="b"),
        ],
    }  # fmt: skip
    summary = read(build(SUMMARY, edition_of("2026-2027"), Content(rows=dict(rows))), name="th.xlsx")
    assert isinstance(summary, Submission)
    gift = gift_of_summary(summary)
    filled = Book(Edition(summary.edition.school_year))
    filled.begin([gift])
    filled.take(gift)
    (row,) = filled.finish().rows[ReviewRegistration]
    assert isinstance(row, ReviewRegistration)
    assert row.remark == "Xem lại.\nSĩ số vượt: 38 trẻ một lớp" and row.purpose == "CQG"
    ((code, message),) = [(finding.code, finding.message) for finding in gift.findings]
    assert code == "DGT-007" and "MN Hoa Mai" in message and "6 m²" in message and ".." not in message


def test_a_share_that_was_a_span_last_year_becomes_no_number() -> None:
    undated = Recognised(school="THCS A", certificate="CQG", grade=1, decision="1/QĐ")
    last = book(undated, Target(subject="CQG", scope="Tất cả", schools=4), year="2025-2026")
    gift = gift_of_last_year(last)
    assert [finding.code for finding in gift.findings] == ["DGT-010"]
    (row,) = [offer.row for offer in gift.offers if isinstance(offer.row, Target)]
    assert row.last_year is None


def test_a_book_without_a_day_is_of_the_last_day_of_its_school_year() -> None:
    gift = gift_of_last_year(book(year="2025-2026"))
    (source,) = [offer.row for offer in gift.offers if isinstance(offer.row, ReviewSource)]
    assert source.day == dt.date(2026, 7, 31)


def test_two_days_of_one_certificate_are_a_difference_and_years_apart_are_two() -> None:
    def certificates(second: dt.date) -> tuple[int, int]:
        first = Recognised(school="THCS A", certificate="CQG", grade=1, signed_on=dt.date(2023, 5, 10))
        gift = Gift([Offer(first, "tệp 1"), Offer(first.model_copy(update={"signed_on": second}), "tệp 2")])
        filled = Book(edition_of("2026-2027"))
        filled.begin([gift])
        filled.take(gift)
        return len(filled.finish().rows[Recognised]), len(filled.findings)

    assert certificates(dt.date(2023, 5, 10)) == (1, 0)
    assert certificates(dt.date(2023, 10, 5)) == (1, 1)
    assert certificates(dt.date(2018, 5, 10)) == (2, 0)


def test_cells_of_a_unit_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    held = Recognised(
        school="THCS A", certificate="CQG", grade=1, decision="1/QĐ", signed_on=dt.date(2024, 2, 3)
    )
    path = files.save(tmp_path / "nop" / "a.xlsx", held, office=ONE, as_of=dt.date(2027, 5, 1))
    changed = openpyxl.load_workbook(path)
    for line in changed[Recognised.table.sheet].iter_rows():
        for cell in line:
            if cell.value == dt.datetime(2024, 2, 3):
                cell.value = "đầu năm"
    changed.save(path)
    answer = kdcl("danh-gia-ngoai", "tong-hop", tmp_path / "nop", "--ra", tmp_path / "so.xlsx", "--json")
    assert [one["code"] for one in answer.json["findings"]] == ["DGT-026"]
    assert answer.json["findings"][0]["file"] == "a.xlsx" and answer.code == 0
