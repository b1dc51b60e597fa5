"""kdcl danh-gia-ngoai tong-hop: the Sở's workbook of the units', whatever else lies in the folder."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import Inspection, ReviewSource, ReviewTerm, Target
from kdcl_xl.forms.review_people import CostLine, Reviewer
from kdcl_xl.forms.review_results import DossierReview, Feedback, Recognised
from kdcl_xl.review_year.school_files import school_files
from kdcl_xl.review_year.targets import target_lines
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year import office_files as files
from tests.running import Answer, kdcl

ONE, TWO, SO = "UBND phường Tân Mỹ", "UBND xã Nhà Bè", "Sở Giáo dục và Đào tạo"
DAY = dt.date(2027, 5, 20)


def held(which: int, **more: Any) -> Recognised:
    given: dict[str, Any] = {
        "school_id": f"07910{which}", "school": f"Trường THCS Số {which}", "kind": "THCS", "certificate": "CQG",
        "grade": 1, "decision": f"{which}/QĐ-UBND", "signed_on": dt.date(2024, 5, 10), "ownership": "Công lập",
    }  # fmt: skip
    return Recognised(**(given | more))


def unit(folder: Path, name: str, office: str, *rows: Row, **cells: Any) -> Path:
    return files.save(folder / name, *rows, office=office, **({"as_of": DAY, "level": "Xã, phường, đặc khu"} | cells))  # fmt: skip


def merged(tmp_path: Path, *options: str) -> tuple[Answer, Submission]:
    out = tmp_path / "so.xlsx"
    answer = kdcl(
        "danh-gia-ngoai", "tong-hop", tmp_path / "nop", "--ra", out, "--ngay", "2027-06-01", *options
    )
    return answer, files.opened(out)


def states(answer: Answer) -> dict[str, str]:
    return {one["file"]: one["state"] for one in answer.json["files"]}


def test_every_row_carries_its_unit_and_where_it_stood(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    rows = (
        ScheduledVisit(stt=1, school="THCS Số 1", source="dòng 1"),
        ReviewRegistration(school_id="079101", school="THCS Số 1", purpose="CQG", source="abc"),
        Feedback(school="THCS Số 1", number=1, opinion="Xem lại tiêu chí 1.1"),
        CostLine(what="Tiền ăn", amount=100.0),
        Target(subject="CQG", scope="Tất cả", schools=4),
        held(1),
    )
    unit(folder, "a.xlsx", ONE, *rows)
    unit(folder, "b.xlsx", TWO, ScheduledVisit(stt=1, school="THCS Số 2", source="dòng 1"))
    answer, found = merged(tmp_path, "--json", "--don-vi", SO)
    assert answer.code == 0, answer
    plan = found.fields(ReviewPlan)
    assert (plan.office, plan.level, plan.as_of, found.stamp.unit) == (SO, "Sở GDĐT", dt.date(2027, 6, 1), SO)
    sources = {row.file: row for row in found.table(ReviewSource)}
    for table in {type(row) for row in rows}:
        for row in found.table(table):
            office, (file, place) = row.office, row.source.split("; ")[0].split(" · ")  # type: ignore[attr-defined]
            assert sources[file].office == office and office in (ONE, TWO), row
            assert place == f"{table.table.sheet}!A6", row
    visits = found.table(ScheduledVisit)
    assert [(row.stt, row.office) for row in visits] == [(1, ONE), (2, TWO)]
    assert visits[1].source == "b.xlsx · Lịch đánh giá ngoài!A6; dòng 1"
    assert answer.json["rows"]["Lịch đánh giá ngoài"] == 2


def test_next_years_workbook_still_says_where_a_row_stood(tmp_path: Path) -> None:
    unit(tmp_path / "nop", "a.xlsx", ONE, held(1))
    merged(tmp_path, "--don-vi", SO)
    kdcl("danh-gia-ngoai", "lap", "--nam-truoc", tmp_path / "so.xlsx", "--ra", tmp_path / "sau.xlsx")
    found = files.opened(tmp_path / "sau.xlsx")
    (row,) = found.table(Recognised)
    assert row.source == "a.xlsx · Kết quả, công nhận!A6"
    assert "a.xlsx" in {source.file for source in found.table(ReviewSource)}


def test_a_second_merging_says_how_to_keep_what_the_so_has_added(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1))
    merged(tmp_path, "--don-vi", SO)
    book = openpyxl.load_workbook(tmp_path / "so.xlsx")
    book[Inspection.table.sheet]["B6"] = "Trường THCS Số 1"
    book.save(tmp_path / "so.xlsx")
    unit(folder, "b.xlsx", TWO, held(2))
    again, _ = merged(tmp_path, "--don-vi", SO)
    assert again.code == 2 and "không ghi đè" in again.reason and "vào thư mục “nop”" in again.reason
    shutil.move(tmp_path / "so.xlsx", folder / "so-cu.xlsx")
    assert merged(tmp_path, "--don-vi", SO)[0].code == 0
    found = files.opened(tmp_path / "so.xlsx")
    assert [row.school for row in found.table(Recognised)] == ["Trường THCS Số 1", "Trường THCS Số 2"]
    (kept,) = found.table(Inspection)
    assert (kept.school, kept.source) == ("Trường THCS Số 1", "so-cu.xlsx · Kiểm tra!A6")


def test_bad_files_are_listed_and_stop_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1))
    unit(folder, "b.xlsx", TWO, held(2))
    (folder / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    (folder / "~$a.xlsx").write_bytes(b"khoa")
    (folder / "~lock.txt").write_text("x")
    unit(folder, "khong-ten.xlsx", "", held(3))
    files.save(folder / "cu.xlsx", held(4), year="2025-2026", office=TWO)
    shutil.copy(next(files.schools(tmp_path / "truong").glob("*.xlsx")), folder / "truong.xlsx")
    answer, found = merged(tmp_path, "--json")
    assert answer.code == 1
    told = states(answer)
    assert {name for name, state in told.items() if state == "Đã gộp"} == {"a.xlsx", "b.xlsx"}
    assert {name for name, state in told.items() if state == "Không nhận"} == {
        "hong.xlsx", "khong-ten.xlsx", "cu.xlsx", "truong.xlsx",
    }  # fmt: skip
    assert "~$a.xlsx" not in told
    assert sorted(row.school for row in found.table(Recognised)) == ["Trường THCS Số 1", "Trường THCS Số 2"]
    assert "hong.xlsx" in {row.place for row in found.table(ImportRemark)}
    why = {one["file"]: one["why"] for one in answer.json["files"]}
    assert "2025-2026" in why["cu.xlsx"] and "không phải sổ đánh giá ngoài" in why["truong.xlsx"]


def test_of_two_workbooks_of_a_unit_the_later_day_counts(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "cu.xlsx", ONE, held(1))
    unit(folder, "moi.xlsx", ONE.upper(), held(2), as_of=dt.date(2027, 5, 25))
    answer, found = merged(tmp_path, "--json")
    assert states(answer) == {"moi.xlsx": "Đã gộp", "cu.xlsx": "Đã có bản mới hơn"}
    assert [row.school for row in found.table(Recognised)] == ["Trường THCS Số 2"]


@pytest.mark.parametrize("day", [DAY, None])
def test_without_a_later_day_neither_counts(tmp_path: Path, day: dt.date | None) -> None:
    folder = tmp_path / "nop"
    unit(folder, "mot.xlsx", ONE, held(1))
    unit(folder, "hai.xlsx", ONE, held(2), as_of=day)
    unit(folder, "khac.xlsx", TWO, held(3))
    answer, found = merged(tmp_path, "--json")
    assert answer.code == 1
    assert states(answer) == {"mot.xlsx": "Chờ chọn bản", "hai.xlsx": "Chờ chọn bản", "khac.xlsx": "Đã gộp"}
    assert [row.school for row in found.table(Recognised)] == ["Trường THCS Số 3"]
    assert any(
        "mot.xlsx" in one["message"] and "hai.xlsx" in one["message"] for one in answer.json["findings"]
    )


def test_a_unit_spelt_in_two_ways_is_named_with_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1))
    unit(folder, "b.xlsx", "UBND P. Tân My", held(2))
    unit(folder, "so.xlsx", SO, held(3, office="UBND xã Nha Bè"), level="Sở GDĐT")
    unit(folder, "c.xlsx", TWO, held(4))
    answer, found = merged(tmp_path)
    said = [line for line in answer.out.splitlines() if "DGT-031" in line]
    assert answer.code == 0 and len(said) == 2
    assert "a.xlsx" in said[0] and "“UBND P. Tân My” (b.xlsx)" in said[0]
    assert "“UBND xã Nha Bè” (so.xlsx)" in said[1] and "c.xlsx" in said[1]
    assert [row.code for row in found.table(ImportRemark)].count("DGT-031") == 2


def test_the_same_content_sent_twice_counts_once(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    shutil.copy(unit(folder, "a.xlsx", ONE, held(1)), folder / "a (1).xlsx")
    answer, found = merged(tmp_path, "--json")
    assert answer.code == 0
    assert sorted(states(answer).values()) == ["Trùng nội dung với tệp đã nhận", "Đã gộp"]
    assert len(found.table(Recognised)) == 1


def test_when_nothing_counts_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "mot.xlsx", ONE, held(1))
    unit(folder, "hai.xlsx", ONE, held(2))
    answer = kdcl("danh-gia-ngoai", "tong-hop", folder, "--ra", tmp_path / "so.xlsx")
    assert answer.code == 1 and "chưa ghi sổ" in answer.out and not (tmp_path / "so.xlsx").exists()
    (tmp_path / "trong").mkdir()
    assert "không có tệp nào" in kdcl("danh-gia-ngoai", "tong-hop", tmp_path / "trong", "--ra", tmp_path / "so.xlsx").reason  # fmt: skip


def test_the_certificates_of_the_so_overrule_those_of_the_units(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1, school_id="", school="THCS Số 1", grade=2, number="77"), held(2))
    unit(folder, "so.xlsx", SO, held(1, number=""), level="Sở GDĐT")
    answer, found = merged(tmp_path)
    assert answer.code == 0
    one, two = found.table(Recognised)
    assert (one.grade, one.number) == (1, "77"), "the Sở's value, completed from the unit's"
    assert one.office == ONE, "the school is of its unit, whoever wrote the row"
    assert one.source == "so.xlsx · Kết quả, công nhận!A6; a.xlsx · Kết quả, công nhận!A6"
    assert two.office == ONE
    assert [(f.school_id, f.office) for f in school_files(found)] == [("079101", ONE), ("079102", ONE)]
    (line,) = [line for line in answer.out.splitlines() if "DGT-025" in line]
    assert "so.xlsx" in line and "a.xlsx" in line and "“2”" in line
    assert found.fields(ReviewPlan).office == SO


def test_one_decision_on_two_schools_is_two_rows(tmp_path: Path) -> None:
    unit(tmp_path / "nop", "a.xlsx", ONE, held(1, decision="9/QĐ"), held(2, decision="9/QĐ"))
    _answer, found = merged(tmp_path)
    assert len(found.table(Recognised)) == 2


def test_a_school_in_two_units_is_told_and_counted_once(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1, decision="1/QĐ"), Target(subject="CQG", scope="Tất cả", schools=2))
    unit(folder, "b.xlsx", TWO, held(1, decision="2/QĐ"), Target(subject="CQG", scope="Tất cả", schools=2))
    answer, found = merged(tmp_path)
    (line,) = [line for line in answer.out.splitlines() if "DGT-009" in line]
    assert "079101" in line and ONE in line and TWO in line
    assert len(found.table(Recognised)) == 2
    total = [line for line in target_lines(found, DAY) if not line.office and line.scope == "Tất cả" and not line.kind]  # fmt: skip
    assert total[0].schools == 4


def test_one_name_in_two_units_without_codes_is_two_schools_and_no_remark(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1, school_id=""))
    unit(folder, "b.xlsx", TWO, held(1, school_id="", decision="2/QĐ"))
    answer, found = merged(tmp_path)
    assert "DGT" not in answer.out and len(found.table(Recognised)) == 2


def test_people_of_one_code_in_two_units_are_two_and_phone_numbers_stay(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    an = Reviewer(code="NS001", name="Lê Văn An", school="THCS Số 1", phone="0901234567", served=2)
    unit(
        folder, "a.xlsx", ONE, an,
        DossierReview(school="THCS Số 1", reviewed_by="Trần Văn Dũng"),
        Inspection(school="THCS Số 1", team="Trần Văn Dũng", present="Lê Thị Mai"),
    )  # fmt: skip
    unit(folder, "b.xlsx", TWO, Reviewer(code="NS001", name="Lý Thị Hoa", school="THCS Số 2"))
    _answer, found = merged(tmp_path)
    people = found.table(Reviewer)
    assert [(row.code, row.name, row.office, row.phone) for row in people] == [
        ("NS001", "Lê Văn An", ONE, ""),
        ("NS001", "Lý Thị Hoa", TWO, ""),
    ]
    text = str(found.rows) + str(found.values)
    assert not any(word in text for word in ("0901234567", "Trần Văn Dũng", "Lê Thị Mai"))


def test_two_people_under_one_code_of_a_unit_are_told(tmp_path: Path) -> None:
    same = [Reviewer(code="NS001", name=name, school="THCS Số 1") for name in ("Lê Văn An", "LÊ VĂN AN", "Lý Thị Hoa")]  # fmt: skip
    unit(tmp_path / "nop", "a.xlsx", ONE, *same)
    answer, found = merged(tmp_path)
    assert [row.name for row in found.table(Reviewer)] == ["Lê Văn An", "Lý Thị Hoa"]
    assert answer.out.count("DGT-028") == 1 and "Lý Thị Hoa" not in answer.out, "no names on the screen"


def test_the_units_own_numbers_stay_with_them(tmp_path: Path) -> None:
    unit(tmp_path / "nop", "a.xlsx", ONE, held(1), ReviewTerm(id="so_cong_van", value="9", own_paper="CV 1"))
    _answer, found = merged(tmp_path)
    assert {row.id: row.value for row in found.table(ReviewTerm)}["so_cong_van"] == "2"


def test_the_sos_copy_of_a_unit_gives_way_to_the_units_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1))
    first, _found = merged(tmp_path)
    assert first.code == 0
    shutil.copy(tmp_path / "so.xlsx", folder / "so-thang-truoc.xlsx")
    (tmp_path / "so.xlsx").unlink()
    unit(folder, "b.xlsx", TWO, held(2))
    old, name = files.opened(folder / "so-thang-truoc.xlsx"), ReviewPlan.column("office").entry.name
    rows = [row for table in (Recognised,) for row in old.table(table)]
    files.save(
        folder / "so-thang-truoc.xlsx", *rows, held(3, office="UBND xã Khác"), office=SO, level="Sở GDĐT"
    )
    answer, found = merged(tmp_path)
    assert name and sorted((row.school_id, row.office) for row in found.table(Recognised)) == [
        ("079101", ONE),
        ("079102", TWO),
        ("079103", "UBND xã Khác"),
    ]
    assert "DGT-027" in answer.out and "DGT-025" not in answer.out


def test_merging_again_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    unit(folder, "a.xlsx", ONE, held(1))
    unit(folder, "b.xlsx", TWO, held(2))
    merged(tmp_path)
    before = (tmp_path / "so.xlsx").read_bytes()
    answer, _found = merged(tmp_path)
    assert answer.code == 0 and (tmp_path / "so.xlsx").read_bytes() == before
