"""kdcl van-ban --gop on one workbook of which many documents are made: certificates, notices."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.forms.review_results import Recognised
from tests.review_year import office_files as files
from tests.running import kdcl

PAPER, DAY = "bang-cong-nhan-cqg", ("--ngay", "2027-06-10")
SO = {"office": "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "province": "tỉnh Bắc Sơn Hà", "level": "Sở GDĐT"}


def waiting(which: int) -> Recognised:
    return Recognised(school_id=f"07910{which}", school=f"Trường THCS Số {which}", kind="THCS", certificate="CQG", grade=1)  # fmt: skip


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_all_certificates_of_a_workbook_as_one_file(tmp_path: Path) -> None:
    book, out = files.save(tmp_path / "so.xlsx", waiting(1), waiting(2), **SO), tmp_path / "ra"
    answer = kdcl("van-ban", PAPER, "--tu", book, "--ra", out, "--gop", *DAY)
    assert answer.code == 0, answer
    assert len(names(out)) == 3 and f"{PAPER}_gop.docx" in names(out)
    assert "Đã lập 2 văn bản." in answer.out
    assert kdcl("van-ban", "--xac-minh", out / f"{PAPER}_gop.docx").code == 0


def test_one_certificate_is_not_merged(tmp_path: Path) -> None:
    book, out = files.save(tmp_path / "so.xlsx", waiting(1), **SO), tmp_path / "ra"
    assert kdcl("van-ban", PAPER, "--tu", book, "--ra", out, "--gop", *DAY).code == 0
    assert len(names(out)) == 1 and f"{PAPER}_gop.docx" not in names(out)


def test_nothing_to_print_merges_nothing(tmp_path: Path) -> None:
    book, out = files.save(tmp_path / "so.xlsx", **SO), tmp_path / "ra"
    answer = kdcl("van-ban", PAPER, "--tu", book, "--ra", out, "--gop", *DAY)
    assert "Đã lập 0 văn bản." in answer.out and not out.exists()


def test_the_source_is_found_two_folders_above(tmp_path: Path) -> None:
    book = files.save(tmp_path / "a" / "so.xlsx", waiting(1), waiting(2), **SO)
    out = tmp_path / "a" / "van-ban" / "bang"
    assert kdcl("van-ban", PAPER, "--tu", book, "--ra", out, *DAY).code == 0
    paper = next(iter(sorted(out.glob("*.docx"))))
    assert kdcl("van-ban", "--xac-minh", paper).code == 0
    book.rename(tmp_path / "so.xlsx")
    assert kdcl("van-ban", "--xac-minh", paper).code == 2
