"""lap --vao: only additions, twice the same, differences named with both places, the office's own values kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.forms.external_review import ImportRemark, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_results import DossierReview, Recognised
from kdcl_xl.school.digest import content_digest
from tests.review_year import office_files as files
from tests.running import kdcl, untouched


def plan(path: Path, *rows: ScheduledVisit) -> Path:
    """A schedule as nhap-lich writes it."""
    return files.save(
        path,
        *rows,
        number="12/KH-UBND",
        digest="ab" * 32,
        source="ke-hoach.docx",
        issued_on=dt.date(2026, 9, 4),
    )


def test_running_twice_adds_nothing(tmp_path: Path) -> None:
    summary, one, two = files.summary(tmp_path), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    lich = plan(tmp_path / "lich.xlsx", ScheduledVisit(school="THCS Nguyễn Hiền", when_text="3/2027", source="d1"))  # fmt: skip
    options = ("--tu", summary, "--lich", lich, "--truong", tmp_path / "truong")
    assert kdcl("danh-gia-ngoai", "lap", *options, "--ra", one).code == 0
    with untouched(one):
        again = kdcl("danh-gia-ngoai", "lap", *options, "--vao", one, "--ra", two)
    assert again.code == 0
    assert again.out.startswith("Không có gì mới để thêm.")
    assert content_digest(files.opened(one)) == content_digest(files.opened(two))


def test_what_the_officer_typed_stays_and_the_difference_names_both_places(tmp_path: Path) -> None:
    summary, mine, out = files.summary(tmp_path), tmp_path / "dgn.xlsx", tmp_path / "moi.xlsx"
    files.save(
        mine,
        ReviewRegistration(school="THCS Nguyễn Hiền", kind="THCS", purpose="KĐCLGD", source="công văn 5", note="đã gọi"),
        Recognised(
            school_id="079102", school="THCS Tân Mỹ", certificate="CQG", grade=1, decision="12/QĐ-UBND", signed_on=dt.date(2023, 5, 12)
        ),
        DossierReview(school="Trường THCS Nguyễn Hiền", received_on=dt.date(2027, 1, 11)),
        office=files.UNIT,
    )  # fmt: skip
    answer = kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--vao", mine, "--ra", out)
    found = files.opened(out)
    (asked,) = found.table(ReviewRegistration)
    assert (asked.purpose, asked.school, asked.school_id, asked.note) == (
        "KĐCLGD",
        "THCS Nguyễn Hiền",
        "079101",
        "đã gọi",
    )
    assert asked.filed_on == dt.date(2027, 1, 10), "a blank is filled"
    assert asked.source.startswith("công văn 5; ")
    (held,) = found.table(Recognised)
    assert (held.signed_on, held.note) == (dt.date(2023, 5, 12), "")
    (dossier,) = found.table(DossierReview)
    assert (dossier.school_id, dossier.office) == ("079101", files.UNIT)
    told = [line for line in answer.out.splitlines() if "DGT-001" in line]
    assert len(told) == 2
    assert (
        "Đăng ký!D" in told[0] + told[1]
        and "“KĐCLGD”" in answer.out
        and "tong-hop.xlsx, trang Đăng ký" in answer.out
    )
    assert "“12/05/2023”" in answer.out and "“10/05/2023”" in answer.out
    assert "Đăng ký: điền" in answer.out and "thêm" in answer.out
    assert not found.table(ImportRemark), "an existing workbook only gets rows"


def test_one_school_spelt_three_ways_is_one(tmp_path: Path) -> None:
    summary, out = files.summary(tmp_path), tmp_path / "dgn.xlsx"
    lich = plan(
        tmp_path / "lich.xlsx",
        ScheduledVisit(school="THCS NGUYỄN HIỀN", when_text="tháng 3/2027", cqg="Có", source="dòng 1"),
        ScheduledVisit(
            school="Trung học cơ sở Nguyễn Hiền", when_text="tháng 5/2027", kdcl="Có", source="dòng 2"
        ),
    )
    assert kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--lich", lich, "--ra", out).code == 0
    found = files.opened(out)
    visits = found.table(ScheduledVisit)
    assert [(row.school_id, row.school, row.when_text) for row in visits] == [
        ("079101", "Trường THCS Nguyễn Hiền", "tháng 3/2027"),
        ("079101", "Trường THCS Nguyễn Hiền", "tháng 5/2027"),
    ]
    assert visits[0].source == "abababababab; dòng 1"
    assert len(found.table(ReviewRegistration)) == 1


def test_a_new_time_in_the_plan_is_one_finding_and_not_a_second_visit(tmp_path: Path) -> None:
    first = plan(tmp_path / "a.xlsx", ScheduledVisit(school="THCS Nguyễn Hiền", when_text="3/2027", year=2027, month=3, source="d1"))  # fmt: skip
    later = plan(tmp_path / "b.xlsx", ScheduledVisit(school="THCS Nguyễn Hiền", when_text="5/2027", year=2027, month=5, source="d1"))  # fmt: skip
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--lich", first, "--ra", one)
    answer = kdcl("danh-gia-ngoai", "lap", "--lich", later, "--vao", one, "--ra", two)
    (visit,) = files.opened(two).table(ScheduledVisit)
    assert (visit.when_text, visit.month) == ("3/2027", 3)
    assert answer.out.count("DGT-001") == 1


def test_a_name_that_is_only_like_another_is_told_and_not_joined(tmp_path: Path) -> None:
    summary, out = files.summary(tmp_path), tmp_path / "dgn.xlsx"
    lich = plan(tmp_path / "lich.xlsx", ScheduledVisit(school="THCS Nguyễn Hiển", when_text="3/2027", source="d1"))  # fmt: skip
    answer = kdcl("danh-gia-ngoai", "lap", "--tu", summary, "--lich", lich, "--ra", out)
    assert "DGT-002" in answer.out and "“THCS Nguyễn Hiển”" in answer.out
    found = files.opened(out)
    assert [row.school_id for row in found.table(ScheduledVisit)] == [""]
    assert "DGT-002" in {row.code for row in found.table(ImportRemark)}


def test_a_file_of_another_school_year_is_refused(tmp_path: Path) -> None:
    last = files.save(tmp_path / "cu.xlsx", year="2025-2026")
    mine, out = files.save(tmp_path / "nay.xlsx"), tmp_path / "x.xlsx"
    reason = kdcl("danh-gia-ngoai", "lap", "--lich", last, "--vao", mine, "--ra", out).reason
    assert "2025-2026" in reason and "2026-2027" in reason
    reason = kdcl("danh-gia-ngoai", "lap", "--nam-truoc", mine, "--vao", mine, "--ra", out).reason
    assert "phải là sổ năm học 2025-2026" in reason
    assert not out.exists()


@pytest.mark.parametrize("option", ["--tu", "--vao"])
def test_the_result_never_lands_on_what_it_is_made_from(tmp_path: Path, option: str) -> None:
    given = files.summary(tmp_path) if option == "--tu" else files.save(tmp_path / "a.xlsx", office="A")
    with untouched(given):
        assert "chọn tên khác" in kdcl("danh-gia-ngoai", "lap", option, given, "--ra", given).reason
