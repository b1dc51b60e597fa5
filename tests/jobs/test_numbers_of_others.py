"""`--so`, `--ngay-ky` on decisions of recognition: what is issued already, or by another body, is left alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_people import CouncilSeat
from kdcl_xl.forms.review_results import Appraisal, Recognised
from kdcl_xl.jobs.documents import make_documents
from kdcl_xl.jobs.paper_numbers import NEXT, Signing, numbers_file
from tests.documents.docx_text import lines_of
from tests.review_year import office_files as files

IN_2018, SINCE_2026 = dt.date(2026, 6, 22), dt.date(2027, 6, 22)
SO = {"office": "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "province": "tỉnh Bắc Sơn Hà", "level": "Sở GDĐT"}


def granted(which: int, **more: Any) -> Recognised:
    given = {"school_id": f"790{which}", "school": f"Trường THCS Số {which}", "kind": "THCS", "certificate": "CQG", "grade": 1}  # fmt: skip
    return Recognised(**(given | more))


def heads(tmp_path: Path, *rows: Recognised, on: dt.date, signing: Signing, **cells: str) -> tuple[dict[str, list[str]], list[str]]:  # fmt: skip
    """Number and day printed on the decision of each school, and what was said."""
    year = "2025-2026" if on == IN_2018 else "2026-2027"
    book = files.save(tmp_path / "so.xlsx", *rows, year=year, **(SO | cells))
    made = make_documents("quyet-dinh-cong-nhan", book, tmp_path / "ra", on, signing=signing)
    found = {}
    for path in made.paths:
        lines = [line.replace("\u00a0", " ") for line in lines_of(path.read_bytes())]
        found[path.stem[len("quyet-dinh-cong-nhan_") :][:4]] = [
            next(line for line in lines if line.startswith("Số:")),
            next(line for line in lines if ", ngày" in line),
        ]
    return found, made.remarks


@pytest.mark.parametrize("signing", [Signing(NEXT, dt.date(2027, 6, 20)), Signing("", dt.date(2027, 6, 20))])
def test_a_decision_that_was_issued_keeps_its_number_and_day(tmp_path: Path, signing: Signing) -> None:
    issued = granted(1, decision="412/QĐ-SGDĐT", signed_on=dt.date(2027, 4, 20))
    found, said = heads(tmp_path, issued, granted(2), on=SINCE_2026, signing=signing)
    assert found["7901"][0] == "Số: 412/QĐ-SGDĐT" and "ngày 20 tháng 4 năm 2027" in found["7901"][1]
    assert "ngày 20 tháng 6 năm 2027" in found["7902"][1]
    assert found["7902"][0].startswith("Số: 01/") is bool(signing.number)
    assert "1 văn bản đã có số trong sổ: giữ nguyên số, ngày, người ký của sổ." in said


def test_a_decision_of_the_province_takes_no_number_of_the_so(tmp_path: Path) -> None:
    signing = Signing(NEXT, dt.date(2026, 6, 20))
    rows = (granted(1), granted(2, certificate="KĐCLGD"))
    found, said = heads(tmp_path, *rows, on=IN_2018, signing=signing)
    assert found["7902"] == ["Số: 01/QĐ-SGDĐT", "Bắc Sơn Hà, ngày 20 tháng 6 năm 2026"]
    assert found["7901"][0].removeprefix("Số:").strip() == "/QĐ-UBND" and "20" not in found["7901"][1].split("năm")[0]  # fmt: skip
    assert any(line.startswith("1 văn bản do cơ quan khác ban hành") for line in said)
    assert "QĐ-UBND" not in json.dumps(json.loads(numbers_file().read_text("utf-8")), ensure_ascii=False)


def test_an_office_below_drafts_decisions_of_the_so_without_a_number(tmp_path: Path) -> None:
    below = {"office": "UBND phường Mường Lái", "level": "Xã, phường, đặc khu"}
    found, said = heads(tmp_path, granted(1), on=SINCE_2026, signing=Signing(NEXT), **below)
    assert found["7901"][0].removeprefix("Số:").strip() == "/QĐ-SGDĐT"
    assert any("do cơ quan khác ban hành" in line for line in said)
    assert not numbers_file().exists()


@pytest.mark.parametrize("written", ["Quyết định số 412/QĐ-SGDĐT ngày 20/4/2027", "Số: 412/QĐ-SGDĐT"])
def test_a_number_is_read_whatever_the_cell_says_around_it(tmp_path: Path, written: str) -> None:
    issued = granted(1, decision=written, signed_on=dt.date(2027, 4, 20))
    found, said = heads(tmp_path, issued, on=SINCE_2026, signing=Signing(NEXT))
    assert found["7901"][0] == "Số: 412/QĐ-SGDĐT"
    assert any("1 văn bản đã có số trong sổ" in line for line in said)
    assert not numbers_file().exists()


def test_a_number_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    unread = granted(1, decision="QĐ 412 ngày 20/4/2027", signed_on=dt.date(2027, 4, 20))
    _found, said = heads(tmp_path, unread, on=SINCE_2026, signing=Signing())
    assert any("“QĐ 412 ngày 20/4/2027”" in line and "không có dạng số/ký hiệu" in line for line in said)


def test_two_decisions_of_one_kind_for_one_school_are_two_files_with_two_numbers(tmp_path: Path) -> None:
    rows = (granted(1, signed_on=dt.date(2027, 4, 20)), granted(1, grade=2, signed_on=dt.date(2027, 5, 20)))
    book = files.save(tmp_path / "so.xlsx", *rows, year="2026-2027", **SO)
    made = make_documents("quyet-dinh-cong-nhan", book, tmp_path / "ra", SINCE_2026, signing=Signing(NEXT))
    assert [path.stem.rpartition("_")[2] for path in made.paths] == ["cqg", "lan-2"]
    assert [entry["number"] for entry in json.loads(numbers_file().read_text("utf-8"))] == [1, 2]


@pytest.mark.parametrize(
    ("code", "on", "row"),
    [
        ("to-trinh-ubnd-cqg", IN_2018, granted(1)),
        ("quyet-dinh-hoi-dong-tham-dinh", SINCE_2026, CouncilSeat(body="Hội đồng thẩm định", name="A", role="Chủ tịch")),
        ("thong-bao-ket-qua-tham-dinh", SINCE_2026, Appraisal(school_id="7901", school="Trường THCS Số 1", met_on=SINCE_2026, verdict="Đề nghị công nhận")),
    ],
)  # fmt: skip
def test_an_office_below_takes_no_number_for_the_papers_of_the_so(
    tmp_path: Path, code: str, on: dt.date, row: Row
) -> None:
    year = "2025-2026" if on == IN_2018 else "2026-2027"
    below = SO | {"office": "UBND phường Mường Lái", "level": "Xã, phường, đặc khu"}
    book = files.save(tmp_path / "so.xlsx", row, year=year, **below)
    made = make_documents(code, book, tmp_path / "ra", on, signing=Signing(NEXT))
    text = "\n".join(lines_of(made.paths[0].read_bytes()))
    assert "Sở Giáo dục và Đào tạo" in text
    assert "phường Mường Lái đã tổ chức" not in text
    assert any("do cơ quan khác ban hành" in line for line in made.remarks)
    assert any("bản in là dự thảo để trình" in line for line in made.remarks)
    assert not numbers_file().exists()
