"""Tổng hợp thư mục, Tình trạng nộp: as `kdcl tong-hop` and `kdcl tinh-trang`."""

from pathlib import Path

import pytest

from kdcl_xl.buttons.press import press
from kdcl_xl.buttons.registry import CancelledError, Kind, buttons, questions
from kdcl_xl.workbook.plan import Plan, Result
from tests.buttons.open_workbook import ON, OpenWorkbook, workbook
from tests.consolidate.schools_made import content, listed, save, school_list
from tests.running import kdcl, untouched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two schools have sent; a third on the list has not."""
    place = tmp_path / "Đã nộp"
    save(place, "a.xlsx", content("079001", "Trường THCS Một"))
    save(place, "b.xlsx", content("079002", "Trường THCS Hai", level=2))
    return place


def _list(path: Path) -> Path:
    names = {"079001": "Trường THCS Một", "079002": "Trường THCS Hai", "079003": "Trường THCS Ba"}
    return school_list(path, *(listed(id_, name) for id_, name in names.items()))


def _press(folder: Path, **answers: object) -> Plan:
    given = {"thu-muc": str(folder), "cap": "phong", **answers}
    return press("tong-hop", None, given, on=ON)


def test_the_workbook_is_the_commands(folder: Path, tmp_path: Path) -> None:
    schools = _list(tmp_path / "danh-muc.xlsx")
    with untouched(folder, schools):
        plan = _press(folder, **{"danh-muc": str(schools), "ra": str(tmp_path / "nut" / "tong-hop.xlsx")})
    command = kdcl(
        "tong-hop", folder, "--cap", "phong", "--danh-muc", schools, "--ngay", "2027-06-20",
        "--ra", tmp_path / "lenh" / "tong-hop.xlsx",
    )  # fmt: skip
    assert (tmp_path / "nut" / "tong-hop.xlsx").read_bytes() == (
        tmp_path / "lenh" / "tong-hop.xlsx"
    ).read_bytes()
    assert plan.lines[:-1] == command.out.splitlines()[:-1]
    assert plan.open == [str(tmp_path / "nut" / "tong-hop.xlsx")]
    assert plan.result is (Result.FOUND_ERRORS if command.code else Result.DONE)


def test_without_an_answer_it_lies_beside_the_folder(folder: Path, tmp_path: Path) -> None:
    plan = _press(folder)
    assert plan.open == [str(tmp_path / "tong-hop_phong_da-nop.xlsx")]
    assert plan.message.startswith("Đã tổng hợp 2 tệp vào “tong-hop_phong_da-nop.xlsx”: ")
    assert plan.message.endswith(" cảnh báo trong các sổ được tính.")
    assert not any("--" in line for line in plan.lines)


def test_a_schools_workbook_is_never_replaced(folder: Path) -> None:
    with untouched(folder):
        plan = _press(folder, ra=str(folder / "a.xlsx"))
    assert plan.result is Result.FAILED
    assert plan.message == "“a.xlsx” đã có và không phải sổ tổng hợp; chọn tên khác."


def test_what_is_missing_is_asked_or_said(folder: Path, tmp_path: Path) -> None:
    assert press("tong-hop", None).message == "Chưa chọn: Chọn thư mục sổ các trường đã nộp."
    assert press("tong-hop", None, {"thu-muc": "x"}).message == "Chưa chọn: Tổng hợp cho cấp nào?"
    assert _press(folder, cap="tỉnh").message == "Không có cấp “tỉnh”; chọn phong hoặc so."
    gone = tmp_path / "không có"
    assert _press(gone).message == f"Không thấy thư mục {gone}."


def test_progress_is_told_and_cancelling_writes_nothing(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, _what: str) -> None:
        told.append((done, total))
        raise CancelledError

    before = sorted(tmp_path.rglob("*"))
    plan = press("tong-hop", None, {"thu-muc": str(folder), "cap": "phong"}, stop, on=ON)
    assert plan.message == "Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì."
    assert told == [(1, 2)]
    assert sorted(tmp_path.rglob("*")) == before


def test_status_of_the_open_workbook_or_a_chosen_one(folder: Path, tmp_path: Path) -> None:
    schools = _list(tmp_path / "danh-muc.xlsx")
    path = Path(_press(folder, **{"danh-muc": str(schools)}).open[0])
    summary, school = OpenWorkbook(path), OpenWorkbook(workbook(tmp_path / "truong.xlsx"))
    button = buttons()["tinh-trang"]
    assert questions(button, summary.snapshot()) == ()
    (ask,) = questions(button, school.snapshot())
    assert (ask.kind, ask.prompt) == (Kind.FILE, "Chọn sổ tổng hợp.")

    command = kdcl("tinh-trang", path).out.splitlines()
    open_, chosen = summary.press("tinh-trang"), school.press("tinh-trang", so=str(path))
    assert open_ == chosen
    assert [open_.message, *open_.lines] == [f"{command[0]}.", *command[1:]]
    assert open_.message.startswith(f"{path.name}: 3 trường (")

    assert school.press("tinh-trang").message == "Chưa chọn: Chọn sổ tổng hợp."
    wrong = school.press("tinh-trang", so=str(school.path))
    assert wrong.result is Result.FAILED
    assert "nút này cần sổ tổng hợp" in wrong.message
