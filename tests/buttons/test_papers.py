"""Lập báo cáo, Xuất văn bản: the files of `kdcl van-ban`."""

import errno
from pathlib import Path

import pytest

from kdcl_xl.buttons.press import Request, think
from kdcl_xl.buttons.registry import CancelledError, Kind, buttons, questions
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.workbook.plan import Result
from tests.buttons.open_workbook import ON, OpenWorkbook, workbook
from tests.documents.summary_workbooks import ward_bytes
from tests.running import kdcl, untouched

REPORT = "bao-cao-tu-danh-gia_79-778-0501_2026-2027.docx"


@pytest.fixture
def school(tmp_path: Path) -> OpenWorkbook:
    return OpenWorkbook(workbook(tmp_path / "so" / "truong.xlsx"))


@pytest.fixture
def ward(tmp_path: Path) -> OpenWorkbook:
    path = tmp_path / "phuong" / "tong-hop.xlsx"
    path.parent.mkdir()
    path.write_bytes(ward_bytes())
    return OpenWorkbook(path)


def test_the_report_is_what_the_command_writes(school: OpenWorkbook, tmp_path: Path) -> None:
    with untouched(school.path):
        plan = school.press("lap-bao-cao")
    assert plan.message == f"Đã lập “{REPORT}”."
    assert plan.open == [str(school.path.parent / REPORT)]
    command = kdcl(
        "van-ban",
        "bao-cao-tu-danh-gia",
        "--tu",
        school.path,
        "--ra",
        tmp_path / "lenh",
        "--ngay",
        "2027-06-20",
    )
    assert command.code == 0
    assert (tmp_path / "lenh" / REPORT).read_bytes() == Path(plan.open[0]).read_bytes()
    assert plan.lines[1:] == command.out.splitlines()[1:-1]


def test_a_report_somebody_has_worked_on_is_kept(school: OpenWorkbook) -> None:
    path = Path(school.press("lap-bao-cao").open[0])
    same = school.press("lap-bao-cao")
    assert not list(path.parent.glob("*.bak"))
    path.write_bytes(b"edited in Word")
    plan = school.press("lap-bao-cao")
    assert path.with_name(f"{REPORT}.bak").read_bytes() == b"edited in Word"
    assert plan.lines == [*same.lines, f"Bản cũ cùng tên được giữ ở {REPORT}.bak."]


def test_only_documents_that_fit_are_offered(school: OpenWorkbook, ward: OpenWorkbook) -> None:
    button = buttons()["xuat-van-ban"]
    which, pdf = questions(button, school.snapshot())
    assert (which.key, which.kind, which.optional) == ("van-ban", Kind.CHOICE, False)
    offered = dict(which.choices)
    assert offered["bao-cao-tu-danh-gia"] == "Báo cáo tự đánh giá"
    assert offered["phieu-danh-gia-tieu-chi"] == "Phiếu đánh giá tiêu chí, mỗi tiêu chí một phiếu"
    assert (pdf.key, pdf.optional) == ("pdf", True)
    of_the_ward = set(questions(button, ward.snapshot())[0].choices)
    assert {"bao-cao-tong-hop-kdcl", "cong-van-don-doc"} <= of_the_ward
    assert of_the_ward.isdisjoint(offered)
    part = OpenWorkbook(Path(school.press("chia-nhom").open[0]))
    assert list(questions(button, part.snapshot())[0].choices) == ["phieu-danh-gia-tieu-chi"]
    assert set(questions(button, None)[0].choices) >= of_the_ward | set(offered)


def test_several_documents_go_into_a_folder_of_their_own(ward: OpenWorkbook, tmp_path: Path) -> None:
    plan = ward.press("xuat-van-ban", van_ban="cong-van-don-doc")
    folder = ward.path.parent / "cong-van-don-doc_2026-2027"
    assert plan.message == f"Đã lập {len(plan.open)} tệp ở {folder}."
    kdcl("van-ban", "cong-van-don-doc", "--tu", ward.path, "--ra", tmp_path / "lenh", "--ngay", "2027-06-20")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "lenh").iterdir()
    }


def test_a_wrong_form_is_said_in_words(school: OpenWorkbook, ward: OpenWorkbook) -> None:
    assert ward.press("lap-bao-cao").message == (
        "Báo cáo tự đánh giá lập từ sổ tự đánh giá (tu-danh-gia); "
        f"“tong-hop.xlsx” là {SUMMARY.title.lower()} ({SUMMARY.id})."
    )
    plan = school.press("xuat-van-ban", van_ban="bao-cao")
    assert plan.result is Result.FAILED
    assert plan.message.startswith("Không có văn bản “bao-cao”.")


def test_a_part_gives_no_report(school: OpenWorkbook) -> None:
    part = OpenWorkbook(Path(school.press("chia-nhom").open[0]))
    plan = part.press("lap-bao-cao")
    assert plan.message == (
        f"“{part.path.name}” là phần của một nhóm công tác; "
        "ghép các phần (nút “Ghép phần”) rồi lập báo cáo từ sổ chung."
    )
    assert plan.open == []


def test_pdf_beside_the_word_file(school: OpenWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    from kdcl_xl.documents.pdf import ABSENT, PdfResult

    asked: list[Path] = []

    def absent(sources: list[Path]) -> list[PdfResult]:
        asked.extend(sources)
        return [PdfResult(source, None, ABSENT) for source in sources]

    monkeypatch.setattr("kdcl_xl.jobs.documents.to_pdf_batch", absent)
    plan = school.press("xuat-van-ban", van_ban="bao-cao-tu-danh-gia", pdf="co")
    assert [path.name for path in asked] == [REPORT]
    assert any(line.startswith(ABSENT) for line in plan.lines)
    school.press("xuat-van-ban", van_ban="bao-cao-tu-danh-gia", pdf="khong")
    assert len(asked) == 1


def test_cancelling_leaves_nothing_behind(school: OpenWorkbook) -> None:
    told: list[tuple[int, int, str]] = []

    def stop(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        if done == 3:
            raise CancelledError

    request = Request(
        "xuat-van-ban", school.snapshot(), school.as_file(), {"van-ban": "phieu-danh-gia-tieu-chi"}, ON
    )
    plan = think(request, stop)
    assert plan.message == "Đã dừng theo yêu cầu của thầy/cô; chưa ghi gì."
    assert told[0] == (0, 15, "phieu_1.1_79-778-0501.docx")
    assert not (school.path.parent / "phieu-danh-gia-tieu-chi_2026-2027").exists()


def test_a_full_disk_is_one_sentence(
    school: OpenWorkbook, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def full(path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    copy = school.as_file()
    monkeypatch.setattr(school, "as_file", lambda: copy)
    monkeypatch.setattr(Path, "write_bytes", full)
    plan = school.press("lap-bao-cao")
    assert plan.result is Result.FAILED
    assert plan.message == (
        f'Không ghi được tệp "{REPORT}": đĩa đã đầy. Tệp cũ (nếu có) còn nguyên. '
        "Thầy/cô xóa bớt tệp hoặc chọn ổ đĩa khác rồi làm lại."
    )
    assert not (school.path.parent / REPORT).exists()
    assert not (home / "nhat-ky").exists()
