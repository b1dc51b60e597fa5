"""Schools' workbooks beside the consolidated one: what it did not count is taken with a remark; what it lacks is told."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.forms.external_review import ImportRemark
from kdcl_xl.forms.review_results import ImprovementTrack
from tests.consolidate import schools_made as made
from tests.review_year import office_files as files
from tests.running import kdcl


def filled(tmp_path: Path, *more: object) -> tuple[list[tuple[str, str]], list[str]]:
    """(code, message) of the remarks, and the measures followed."""
    out = tmp_path / f"dgn{len(more)}.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", tmp_path / "tong-hop.xlsx", *more, "--ra", out)
    found = files.opened(out)
    told = [(row.code, f"{row.place} {row.message}") for row in found.table(ImportRemark)]
    return told, [row.measure for row in found.table(ImprovementTrack)]


def test_a_school_off_the_list_is_taken_with_the_words_of_the_consolidation(tmp_path: Path) -> None:
    folder = files.schools(tmp_path / "truong")
    made.school(folder, "079999", "Trường THCS Tân Mỹ 2", file="la.xlsx", improvements=[files.improvement(measure="Của trường lạ")])  # fmt: skip
    files.summary(tmp_path, folder)
    told, measures = filled(tmp_path, "--truong", folder)
    (remark,) = [message for code, message in told if code == "DGT-011"]
    assert "la.xlsx" in remark and "Trường THCS Tân Mỹ 2" in remark
    assert "Mã trường “079999” (“Trường THCS Tân Mỹ 2”) không có trong danh mục. Gần giống: " in remark
    assert "Của trường lạ" in measures


def test_a_school_off_the_list_that_came_after_the_consolidation_is_told_as_well(tmp_path: Path) -> None:
    folder = files.schools(tmp_path / "truong")
    files.summary(tmp_path, folder)
    made.school(folder, "079999", "Trường THCS Tân Mỹ 2", file="sau.xlsx")
    made.school(folder, "079103", "Trường THCS Phú Thuận", file="nop lai.xlsx", revision=2, level=2)
    told, _measures = filled(tmp_path, "--truong", folder)
    (remark,) = [message for code, message in told if code == "DGT-011"]
    assert "sau.xlsx" in remark and "“079999”" in remark and "không có trong danh mục" in remark


def test_a_version_that_was_replaced_is_told(tmp_path: Path) -> None:
    folder = files.schools(tmp_path / "truong")
    made.school(folder, "079103", "Trường THCS Phú Thuận", file="nop lai.xlsx", revision=2, level=2)
    files.summary(tmp_path, folder)
    (folder / "nop lai.xlsx").unlink()
    told, _measures = filled(tmp_path, "--truong", folder)
    (remark,) = [message for code, message in told if code == "DGT-011"]
    assert "Đã có lần nộp 2; tệp này là lần nộp 1." in remark


def test_the_same_bytes_under_two_names_are_no_doubt(tmp_path: Path) -> None:
    folder = files.schools(tmp_path / "truong")
    first = next(folder.glob("*.xlsx"))
    (folder / "0 ban sao.xlsx").write_bytes(first.read_bytes())
    files.summary(tmp_path, folder)
    told, _measures = filled(tmp_path, "--truong", folder)
    assert "DGT-011" not in dict(told)


def test_a_consolidated_workbook_alone_says_how_little_it_carries(tmp_path: Path) -> None:
    folder = files.schools(tmp_path / "truong")
    made.school(folder, "079104", "Trường THCS Bốn", level=2, improvements=[files.improvement("2.1", measure="Không chặn mức"), files.improvement(year="2025-2026", measure="Năm trước")])  # fmt: skip
    files.summary(tmp_path, folder)
    told, measures = filled(tmp_path)
    assert measures == ["Xây 2 phòng bộ môn"]
    assert "trang Theo dõi cải tiến chỉ có 1 giải pháp" in dict(told)["DGT-012"]
    told, measures = filled(tmp_path, "--truong", folder)
    assert sorted(measures) == ["Không chặn mức", "Năm trước", "Xây 2 phòng bộ môn"]
    assert "DGT-012" not in dict(told)


def test_an_office_that_follows_measures_already_is_not_told_again(tmp_path: Path) -> None:
    files.summary(tmp_path)
    first = tmp_path / "truoc.xlsx"
    kdcl("danh-gia-ngoai", "lap", "--tu", tmp_path / "tong-hop.xlsx", "--ra", first)
    answer = kdcl("danh-gia-ngoai", "lap", "--tu", tmp_path / "tong-hop.xlsx", "--vao", first, "--ra", tmp_path / "sau.xlsx")  # fmt: skip
    assert "DGT-012" not in answer.out
