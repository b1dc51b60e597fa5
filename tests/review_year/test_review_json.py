"""What `kdcl danh-gia-ngoai … --json` prints is what is published under docs/schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from kdcl_xl.documents.samples.review_planning import department, district
from kdcl_xl.documents.samples.review_results import province_2025, province_2027
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build, build_to
from kdcl_xl.workbook.jsonio import content_of
from tests.checks.samples import EDITIONS, sample
from tests.office_folder import nobodys_settings, valid
from tests.review_year.books import content
from tests.running import kdcl

__all__ = ["nobodys_settings"]
DAY = ("--ngay", "22/11/2026", "--json")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Đánh giá ngoài")
    for name, source in (
        ("quận 7", district),
        ("sở", department),
        ("2025", province_2025),
        ("2027", province_2027),
    ):
        made = source().submission
        build_to(folder / f"{name}.xlsx", made.form, made.edition, content_of(made))
    (folder / "các đơn vị").mkdir()
    (folder / "quận 7.xlsx").rename(folder / "các đơn vị" / "quận 7.xlsx")
    (folder / "các đơn vị" / "hỏng.xlsx").write_text("không phải sổ")
    (folder / "trường.xlsx").write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    return folder


@pytest.mark.parametrize("command", ["bang-han", "cai-tien", "nam-sau", "soat-lich"])
@pytest.mark.parametrize("book", ["2025", "2027", "sở"])
def test_what_looks_at_a_workbook(books: Path, command: str, book: str) -> None:
    answer = kdcl("danh-gia-ngoai", command, books / f"{book}.xlsx", *DAY)
    valid(answer, f"dgn-{command}")


def test_comparison(books: Path) -> None:
    answer = kdcl("danh-gia-ngoai", "so-sanh", books / "2025.xlsx", "--json")
    valid(answer, "dgn-so-sanh")
    assert answer.json["schools"]


def test_merging_units(books: Path, tmp_path: Path) -> None:
    answer = kdcl("danh-gia-ngoai", "tong-hop", books / "các đơn vị", "--ra", tmp_path / "sở.xlsx", "--don-vi", "Sở", *DAY)  # fmt: skip
    valid(answer, "dgn-tong-hop")
    assert [file["state"] for file in answer.json["files"]] == ["Đã gộp", "Không nhận"]


def test_the_panel_s_workbook_and_its_results(books: Path, tmp_path: Path) -> None:
    team, office = tmp_path / "đoàn.xlsx", tmp_path / "cơ quan.xlsx"
    school = ReviewRegistration(
        school="Trường THCS Hoa Sữa", kind="THCS", purpose="KĐCLGD", source="công văn"
    )
    build_to(office, EXTERNAL_REVIEW, edition_of("2024-2025"), content(school))
    opened = kdcl("danh-gia-ngoai", "doan", "--tu", books / "trường.xlsx", "--ra", team, "--json")
    valid(opened, "dgn-doan")
    posted = kdcl(
        "danh-gia-ngoai", "ket-qua-doan", team, "--vao", office, "--ra", tmp_path / "mới.xlsx", "--json"
    )
    valid(posted, "dgn-ket-qua-doan")


@pytest.mark.parametrize("command", ["xep-lich", "xep-doan"])
def test_planning(books: Path, tmp_path: Path, command: str) -> None:
    office = books / "các đơn vị" / "quận 7.xlsx"
    answer = kdcl("danh-gia-ngoai", command, office, "--ra", tmp_path / "xếp.xlsx", "--ngay", "10/09/2024", "--json")  # fmt: skip
    valid(answer, f"dgn-{command}")
