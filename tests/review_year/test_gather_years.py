"""From last year's workbook, and from the schools' own: service, unfinished work, shares, states of measures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kdcl_xl.forms.external_review import ReviewPlan
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import InspectionItem, ReviewSource, Target
from kdcl_xl.forms.review_people import PanelMember, Reviewer, TrainingLine
from kdcl_xl.forms.review_results import ImprovementTrack, Recognised
from kdcl_xl.forms.self_assessment import Review
from kdcl_xl.review_year import gather_book
from kdcl_xl.text.normal import match_key
from tests.consolidate import schools_made as made
from tests.review_year import office_files as files
from tests.running import kdcl

OLD = "2025-2026"


def track(measure: str, **more: Any) -> ImprovementTrack:
    return ImprovementTrack(school_id="079101", school="THCS Nguyễn Hiền", source_year="2024-2025", criterion="1.1", issue="Yếu", measure=measure, **more)  # fmt: skip


def seat(school: str, person: str = "", name: str = "Lê Văn An") -> PanelMember:
    return PanelMember(school=school, person=person, name=name, role="Ủy viên")


def last_year(path: Path) -> Path:
    return files.save(
        path,
        Reviewer(code="NS001", name="Lê Văn An", school="THCS Tân Mỹ", served=3, most=2, available="Không", phone="0901"),
        Reviewer(code="NS002", name="Trần Thị Bình", school="THCS Phú Thuận", served=1),
        Reviewer(code="NS003", name="Phạm Văn Cảnh", school="THCS Phú Thuận"),
        seat("THCS A", "NS001"), seat("THCS B", "NS001"), seat("THCS A", name="Phạm Văn Cảnh"),
        TrainingLine(person="NS001", name="Lê Văn An", activity="Tập huấn", what="Lớp 2025"),
        Recognised(school_id="079102", school="THCS Tân Mỹ", kind="THCS", certificate="CQG", grade=1, decision="12/QĐ-UBND", signed_on=dt.date(2023, 5, 10)),
        Recognised(school_id="079103", school="THCS Phú Thuận", kind="THCS", certificate="CQG", grade=1, decision="1/QĐ", signed_on=dt.date(2013, 5, 10)),
        Recognised(school_id="079103", school="THCS Phú Thuận", kind="THCS", certificate="CQG", grade=1, decision="2/QĐ", signed_on=dt.date(2018, 5, 10)),
        track("Xây phòng", state="Đang thực hiện", review_1_on=dt.date(2025, 12, 1), review_1="chậm"),
        track("Mua sách", state="Hoàn thành"),
        InspectionItem(school_id="079101", school="THCS Nguyễn Hiền", number=1, item="Lưu trữ hồ sơ", request="Bổ sung", due=dt.date(2026, 10, 1)),
        InspectionItem(school_id="079101", school="THCS Nguyễn Hiền", number=2, item="Minh chứng", request="Sắp lại", done_on=dt.date(2026, 5, 1)),
        InspectionItem(school_id="079101", school="THCS Nguyễn Hiền", number=3, item="Công khai", met="Đạt"),
        Target(subject="CQG", scope="Tất cả", schools=4, target=50.0, last_year=20.0),
        Target(subject="KĐCLGD", scope="Tất cả", last_year=10.0),
        year=OLD, office=files.UNIT, as_of=dt.date(2026, 5, 30),
    )  # fmt: skip


def test_last_year_leaves_what_is_not_finished(tmp_path: Path) -> None:
    mine, out = files.save(tmp_path / "nay.xlsx", office=files.UNIT), tmp_path / "dgn.xlsx"
    answer = kdcl(
        "danh-gia-ngoai", "lap", "--nam-truoc", last_year(tmp_path / "cu.xlsx"), "--vao", mine, "--ra", out
    )
    assert answer.code == 0, answer
    found = files.opened(out)
    people = {row.code: row for row in found.table(Reviewer)}
    assert (people["NS001"].served, people["NS001"].most, people["NS001"].available) == (5, None, "")
    assert people["NS001"].phone == "0901", "the pool stays in its unit"
    assert people["NS002"].served == 1
    assert people["NS003"].served is None and "1 đoàn" in people["NS003"].note, (
        "unknown and one more is unknown"
    )
    assert not found.table(PanelMember)
    (measure,) = found.table(ImprovementTrack)
    assert (measure.measure, measure.review_1_on, measure.note) == ("Xây phòng", None, "từ năm học 2025-2026")
    assert [row.item for row in found.table(InspectionItem)] == ["Lưu trữ hồ sơ"]
    assert [row.decision for row in found.table(Recognised)] == ["12/QĐ-UBND", "2/QĐ"], (
        "the last one of a school stays"
    )
    targets = {row.subject: row for row in found.table(Target)}
    assert (targets["CQG"].last_year, targets["CQG"].year_before, targets["CQG"].target) == (25.0, 20.0, None)
    assert (targets["KĐCLGD"].last_year, targets["KĐCLGD"].year_before) == (None, 10.0)
    sources = {row.source for row in found.table(ReviewSource)}
    assert measure.source in sources and people["NS001"].source in sources
    assert people["NS001"].office == files.UNIT
    assert len(found.table(TrainingLine)) == 1


def test_a_year_may_be_opened_from_last_years_workbook_alone(tmp_path: Path) -> None:
    old, out = last_year(tmp_path / "cu.xlsx"), tmp_path / "dgn.xlsx"
    assert kdcl("danh-gia-ngoai", "lap", "--nam-truoc", old, "--ra", out).code == 0
    found = files.opened(out)
    assert str(found.edition.school_year) == files.YEAR
    assert found.fields(ReviewPlan).office == files.UNIT and found.fields(ReviewPlan).as_of is None
    blank = files.save(tmp_path / "trong.xlsx")
    answer = kdcl("danh-gia-ngoai", "lap", "--nam-truoc", old, "--vao", blank, "--ra", tmp_path / "b.xlsx")
    assert answer.code == 0 and files.opened(tmp_path / "b.xlsx").fields(ReviewPlan).office == files.UNIT


def test_a_year_between_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    older = files.save(tmp_path / "2024.xlsx", year="2024-2025", office=files.UNIT)
    mine = files.save(tmp_path / "nay.xlsx", office=files.UNIT)
    said = kdcl("danh-gia-ngoai", "lap", "--nam-truoc", older, "--vao", mine, "--ra", tmp_path / "c.xlsx")
    assert said.code == 2 and "kdcl danh-gia-ngoai lap --nam-truoc 2024.xlsx" in said.reason


def test_last_year_twice_adds_nothing_and_newer_states_stand(tmp_path: Path) -> None:
    old, one, two = last_year(tmp_path / "cu.xlsx"), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    mine = files.save(
        tmp_path / "nay.xlsx",
        track("Xây phòng", state="Hoàn thành"),
        Reviewer(code="NS001", name="Lê Văn An", school="THCS Nguyễn Hiền", served=4),
        office=files.UNIT,
    )
    first = kdcl("danh-gia-ngoai", "lap", "--nam-truoc", old, "--vao", mine, "--ra", one)
    found = files.opened(one)
    assert [row.state for row in found.table(ImprovementTrack)] == ["Hoàn thành"]
    person = found.table(Reviewer)[0]
    assert (person.served, person.school) == (4, "THCS Nguyễn Hiền")
    assert first.out.count("DGT-001") == 1 and "“4”" in first.out and "“5”" in first.out
    again = kdcl("danh-gia-ngoai", "lap", "--nam-truoc", old, "--vao", one, "--ra", two)
    assert again.out.startswith("Không có gì mới để thêm.")


def test_schools_workbooks_tell_states_reviews_and_decisions(tmp_path: Path) -> None:
    folder, out = tmp_path / "truong", tmp_path / "dgn.xlsx"
    given = made.content(
        "079101", "Trường THCS Nguyễn Hiền", cells=files.RECOGNISED,
        improvements=[
            files.improvement(year=OLD, measure="Sửa sân", progress="Hoàn thành", expected="MC.1.1.01", outcome="Đã sửa"),
            files.improvement(measure="Xây phòng", progress="Đang thực hiện", expected="MC.1.1.02"),
        ],
    )  # fmt: skip
    given.rows[Review] = [
        Review(held_on=dt.date(2027, 5, 5), content="Lần 2", result="Xong", reviewer="Nguyễn Thị Mẫu"),
        Review(held_on=dt.date(2026, 12, 5), content="Lần 1", result="Đúng hạn", reviewer="Nguyễn Thị Mẫu"),
    ]
    made.save(folder, "a.xlsx", given)
    (folder / "~$a.xlsx").write_bytes(b"khoa")
    (folder / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    answer = kdcl("danh-gia-ngoai", "lap", "--truong", folder, "--ra", out)
    assert "hong.xlsx" in answer.out and "~$" not in answer.out
    found = files.opened(out)
    done, doing = found.table(ImprovementTrack)
    assert (done.state, done.evidence, done.result) == ("Hoàn thành", "MC.1.1.01", "Đã sửa")
    assert (done.review_1_on, done.review_1, done.review_2) == (dt.date(2026, 12, 5), "Đúng hạn", "Xong")
    assert (doing.state, doing.evidence, doing.review_1_on) == ("Đang thực hiện", "", None), (
        "expected is not shown yet"
    )
    assert "Nguyễn Thị Mẫu" not in str(found.rows), "who reviewed is the school's own affair"
    (held,) = found.table(Recognised)
    assert held.decision == "12/QĐ-UBND"


def test_a_decision_of_the_schools_workbook_completes_the_consolidated_row(tmp_path: Path) -> None:
    summary, out = files.summary(tmp_path), tmp_path / "dgn.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--truong", tmp_path / "truong", "--ra", out)
    found = files.opened(out)
    assert [(row.school_id, row.decision) for row in found.table(Recognised)] == [("079102", "12/QĐ-UBND")]
    sources = [row.source for row in found.table(ReviewSource)]
    assert len(sources) == len(set(sources)) == 4, "three schools and the consolidated workbook, each once"


def test_two_contents_of_one_revision_count_for_nobody(tmp_path: Path) -> None:
    folder, out = tmp_path / "truong", tmp_path / "dgn.xlsx"
    for file, revision, measure in (("a", 2, "Một"), ("b", 2, "Hai"), ("c", 1, "Cũ")):
        made.school(folder, "079101", "Trường THCS Nguyễn Hiền", file=f"{file}.xlsx", revision=revision, improvements=[files.improvement(measure=measure)])  # fmt: skip
    made.school(folder, "079102", "Trường THCS Tân Mỹ", improvements=[files.improvement(measure="Khác")])
    answer = kdcl("danh-gia-ngoai", "lap", "--truong", folder, "--ra", out)
    assert answer.code == 1 and "DGT-008" in answer.out and "a.xlsx, b.xlsx" in answer.out
    assert [row.measure for row in files.opened(out).table(ImprovementTrack)] == ["Khác"]


def test_a_school_that_sent_another_years_workbook_is_told_and_does_not_stop_the_others(
    tmp_path: Path,
) -> None:
    folder, out = tmp_path / "truong", tmp_path / "dgn.xlsx"
    old = made.edition(year=OLD)
    for number, measure in (("079102", "Năm nay"), ("079103", "Cũng vậy")):
        made.school(
            folder, number, f"Trường THCS {number}", improvements=[files.improvement(measure=measure)]
        )
    made.save(folder, "a-cu.xlsx", made.content("079101", "Trường THCS Nguyễn Hiền", at=old, improvements=[files.improvement(measure="Năm trước")]), at=old)  # fmt: skip
    answer = kdcl("danh-gia-ngoai", "lap", "--truong", folder, "--ra", out)
    assert answer.code == 1
    assert "DGT-006" in answer.out
    assert "a-cu.xlsx" in answer.out
    found = files.opened(out)
    assert str(found.edition.school_year) == "2026-2027"
    assert sorted(row.measure for row in found.table(ImprovementTrack)) == ["Cũng vậy", "Năm nay"]


def test_a_pool_of_people_is_not_looked_through_for_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Sở has thousands of people and trainings: each row is found by what it says."""
    compared = 0

    def counted(text: str) -> str:
        nonlocal compared
        compared += 1
        return match_key(text)

    monkeypatch.setattr(gather_book, "match_key", counted)
    people = [Reviewer(code=f"NS{n:03}", name="Lê Văn An", office="Xã A") for n in range(200)]
    lines = [TrainingLine(person=f"NS{n:03}", activity="Tập huấn", what="Lớp") for n in range(200)]
    gift = gather_book.Gift([gather_book.Offer(row, "cũ.xlsx") for row in (*people, *lines)])
    book = gather_book.Book(edition_of("2026-2027"))
    book.begin([gift, gift])
    book.take(gift)
    book.take(gift)
    found = book.finish().rows
    assert (len(found[Reviewer]), len(found[TrainingLine])) == (200, 200)
    assert compared < 30 * len(gift.offers)
