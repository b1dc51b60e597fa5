"""A watched folder: what arrives is checked once, wholly, and whatever else happens to the folder."""

from __future__ import annotations

import datetime as dt
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kdcl_xl.findings import Mode
from kdcl_xl.jobs import watching
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.watching import DropFolder, Notice, watch
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import read
from tests.documents.docx_text import page_text
from tests.office import Office, office  # noqa: F401
from tests.office_folder import DAY, nobodys_settings  # noqa: F401
from tests.running import kdcl, untouched

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "workbooks" / "vi-du_tu-danh-gia_tt57_2026_pt_thcs_2026-2027.xlsx"
ON = dt.date(2027, 6, 10)
PATIENCE = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Sổ các trường"
    place.mkdir()
    return place


def drop_folder(folder: Path, results: Path | None = None, mode: Mode = Mode.SUBMIT) -> DropFolder:
    return DropFolder(folder, results or folder / "ket-qua", mode, Settings(), lambda: ON)


def clean(folder: Path, name: str = "so.xlsx") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(SAMPLE.read_bytes())
    return path


def faulty(path: Path) -> Path:
    """The sample with one cell emptied: the name of the school."""
    sheet, cell = read(SAMPLE).name_cells["ten_truong"]  # type: ignore[union-attr]
    path.write_bytes(with_values(SAMPLE.read_bytes(), {sheet: {cell: None}}))
    return path


class Clock:
    """Seconds pass when a test says so."""

    def __init__(self, drop: DropFolder) -> None:
        self._drop, self._now = drop, 0.0

    def looks(self) -> list[Notice]:
        """One look now, one when everything unchanged has settled."""
        found = list(self._drop.look(self._now))
        self._now += watching.SETTLED_AFTER
        return found + list(self._drop.look(self._now))


def results(folder: Path) -> list[str]:
    place = folder / "ket-qua"
    return sorted(
        p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file() and p.name[0] != "."
    )


def test_a_workbook_that_arrives_is_checked_and_stays_as_it_is(folder: Path) -> None:
    book = faulty(folder / "so.xlsx")
    with untouched(book):
        (notice,) = Clock(drop_folder(folder)).looks()
    assert notice.has_errors
    assert notice.sentence.startswith("so.xlsx: 1 lỗi")
    assert results(folder) == ["so_da-kiem-tra.xlsx", "so_ket-qua.docx"]
    words = page_text(folder / "ket-qua" / "so_ket-qua.docx")
    for word in ("Tên trường", "Lần nộp", "10/06/2027", "so_da-kiem-tra.xlsx", "trước khi nộp", "lỗi"):
        assert word in words
    marked = read(folder / "ket-qua" / "so_da-kiem-tra.xlsx")
    assert "Kết quả kiểm tra" in marked.sheets  # type: ignore[union-attr]


def test_folders_in_the_folder_keep_their_place(folder: Path) -> None:
    clean(folder, "Phường Hoa Ban/THCS A/so.xlsx")
    clean(folder, "Phường Hoa Sữa/THCS A/so.xlsx")
    (folder / "Phường Hoa Sữa/THCS A/so.xlsm").write_bytes(b"not a workbook")
    assert len(Clock(drop_folder(folder)).looks()) == 3
    assert results(folder) == [
        "Phường Hoa Ban/THCS A/so_da-kiem-tra.xlsx",
        "Phường Hoa Ban/THCS A/so_ket-qua.docx",
        "Phường Hoa Sữa/THCS A/so-xlsm_ket-qua.docx",
        "Phường Hoa Sữa/THCS A/so_da-kiem-tra.xlsx",
        "Phường Hoa Sữa/THCS A/so_ket-qua.docx",
    ]


def test_a_file_still_being_copied_is_waited_for(folder: Path) -> None:
    drop, whole = drop_folder(folder), SAMPLE.read_bytes()
    path = folder / "so.xlsx"
    for number in range(1, 5):
        path.write_bytes(whole[: len(whole) * number // 5])
        assert list(drop.look(now=10.0 * number)) == []
        assert drop.restless
    path.write_bytes(whole)
    assert list(drop.look(now=50)) == []
    assert list(drop.look(now=50.1)) == []
    (notice,) = drop.look(now=53)
    assert notice.sentence.startswith("so.xlsx: không có lỗi nào")
    assert not drop.restless


def test_names_that_are_no_workbook_of_anybody_are_passed_over(folder: Path) -> None:
    for name in (
        "~$so.xlsx",
        ".~lock.so.xlsx#",
        ".so.xlsx.Ab12",
        "~WRL0001.xlsx",
        "._so.xlsx",
        "so.xlsx.part",
        "a.tmp",
    ):
        (folder / name).write_bytes(b"x")
    assert Clock(drop_folder(folder)).looks() == []
    assert not (folder / "ket-qua").exists()


def test_what_is_no_workbook_is_named_once_and_never_passed_over_in_silence(folder: Path) -> None:
    (folder / "gửi qua zalo.zip").write_bytes(b"PK")
    (folder / "cụm 1").mkdir()
    (folder / "cụm 1" / "báo cáo.docx").write_bytes(b"PK")
    clock = Clock(drop_folder(folder))
    assert [notice.sentence for notice in clock.looks()] == [
        "cụm 1/báo cáo.docx: không phải sổ bảng tính nên không kiểm tra; kiểm tra thể thức văn bản bằng kdcl the-thuc.",
        "gửi qua zalo.zip: không phải sổ bảng tính nên không kiểm tra; giải nén vào thư mục này rồi sổ bên trong được kiểm tra.",
    ]
    assert clock.looks() == []


def test_a_newer_version_is_checked_again_and_its_results_replace_the_old(folder: Path) -> None:
    path = faulty(folder / "so.xlsx")
    clock = Clock(drop_folder(folder))
    assert clock.looks()[0].has_errors
    assert clock.looks() == []
    newer = clean(folder, "moi.tmp")
    os.utime(newer, ns=(path.stat().st_mtime_ns, path.stat().st_mtime_ns))
    newer.replace(path)
    (notice,) = clock.looks()
    assert not notice.has_errors
    assert results(folder) == ["so_da-kiem-tra.xlsx", "so_ket-qua.docx"]
    assert "không có lỗi nào" in page_text(folder / "ket-qua" / "so_ket-qua.docx")


def test_what_somebody_wrote_into_a_result_is_kept(folder: Path) -> None:
    path = faulty(folder / "so.xlsx")
    clock = Clock(drop_folder(folder))
    clock.looks()
    marked = folder / "ket-qua" / "so_da-kiem-tra.xlsx"
    faulty(marked)
    written = marked.read_bytes()
    path.write_bytes(SAMPLE.read_bytes())
    (notice,) = clock.looks()
    kept = folder / "ket-qua" / "so_da-kiem-tra (bản đã sửa 1).xlsx"
    assert kept.read_bytes() == written
    assert kept.name in notice.sentence


def test_after_a_restart_only_what_is_new_is_checked(folder: Path) -> None:
    clean(folder)
    Clock(drop_folder(folder)).looks()
    journal = folder / "ket-qua" / ".kdcl-da-kiem-tra.jsonl"
    with journal.open("a", encoding="utf-8") as lines:
        lines.write('{"name": "so.xlsx", "sha')  # the power went
    with untouched(folder / "ket-qua"):
        assert Clock(drop_folder(folder)).looks() == []
    clean(folder, "nữa.xlsx")
    assert [n.sentence.split(":")[0] for n in Clock(drop_folder(folder)).looks()] == ["nữa.xlsx"]


def test_after_a_restart_under_other_conditions_all_is_checked_and_no_result_is_taken_for_an_edited_one(
    folder: Path,
) -> None:
    clean(folder)
    Clock(drop_folder(folder)).looks()
    assert len(Clock(drop_folder(folder, mode=Mode.DRAFT)).looks()) == 1
    assert results(folder) == ["so_da-kiem-tra.xlsx", "so_ket-qua.docx"]


def test_a_result_that_was_deleted_is_made_again(folder: Path) -> None:
    clean(folder)
    Clock(drop_folder(folder)).looks()
    (folder / "ket-qua" / "so_ket-qua.docx").unlink()
    assert len(Clock(drop_folder(folder)).looks()) == 1
    assert len(results(folder)) == 2


def test_an_unreadable_workbook_gets_a_page_that_says_why(folder: Path) -> None:
    (folder / "cụt.xlsx").write_bytes(SAMPLE.read_bytes()[:9000])
    (notice,) = Clock(drop_folder(folder)).looks()
    assert notice.sentence == "cụt.xlsx: không đọc được."
    assert results(folder) == ["cụt_ket-qua.docx"]
    assert "bị cụt" in page_text(folder / "ket-qua" / "cụt_ket-qua.docx")


def test_a_file_another_program_holds_is_tried_again_and_mentioned_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clean(folder)
    clock = Clock(drop_folder(folder))

    def held(source: Path, **_options: object) -> bytes:
        raise PermissionError(13, "held", str(source))

    with monkeypatch.context() as held_by_excel:
        held_by_excel.setattr("kdcl_xl.workbook.guard.read_settled", held)
        (notice,) = clock.looks()
        assert "chương trình khác đang giữ tệp" in notice.sentence
        assert "sẽ thử lại" in notice.sentence
        assert clock.looks() == []
    assert results(folder) == []
    assert clock.looks()[0].sentence.startswith(f"{path.name}: không có lỗi nào")


def test_a_placeholder_of_onedrive_is_looked_at_again_when_it_has_come(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clean(folder)
    clock = Clock(drop_folder(folder))
    real = Path.stat

    class Placeholder:
        """A stat result with the attribute Windows gives to files that are not there yet."""

        st_file_attributes = 0x0040_0000

        def __init__(self, found: os.stat_result) -> None:
            self._found = found

        def __getattr__(self, name: str) -> object:
            return getattr(self._found, name)

    with monkeypatch.context() as on_the_net:
        on_the_net.setattr(
            Path, "stat", lambda self, **o: Placeholder(real(self, **o)) if self == path else real(self, **o)
        )
        assert "không đọc được" in clock.looks()[0].sentence
        assert "OneDrive" in page_text(folder / "ket-qua" / "so_ket-qua.docx")
    assert "không có lỗi nào" in clock.looks()[0].sentence


def test_a_folder_out_of_reach_is_waited_for(folder: Path) -> None:
    clock = Clock(drop_folder(folder))
    away = folder.rename(folder.with_name("đã rút"))
    (notice,) = clock.looks()
    assert "Không tới được" in notice.sentence
    assert clock.looks() == []
    clean(away)
    away.rename(folder)
    assert [n.sentence.split(":")[0] for n in clock.looks()] == [
        f"Đã tới lại được thư mục {folder}.",
        "so.xlsx",
    ]


def test_an_unforeseen_failure_does_not_end_the_watch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean(folder, "a.xlsx")
    clean(folder, "b.xlsx")
    real = watching.check_file

    def fails_once(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "a.xlsx":
            raise ZeroDivisionError("Nguyễn Thị Bí Mật")
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "check_file", fails_once)
    first, second = Clock(drop_folder(folder)).looks()
    assert "không lường trước" in first.sentence
    assert "Bí Mật" not in first.sentence
    assert second.sentence.startswith("b.xlsx: không có lỗi nào")


def test_a_full_disk_is_mentioned_and_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean(folder)
    clock = Clock(drop_folder(folder))

    def full(*_arguments: object, **_options: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(watching, "write_atomically", full)
        assert len(clock.looks()) == 1
    assert clock.looks()[0].sentence.startswith("so.xlsx: không có lỗi nào")


def test_results_may_lie_elsewhere_but_not_around_the_folder(folder: Path, tmp_path: Path) -> None:
    clean(folder)
    elsewhere = tmp_path / "kết quả"
    assert len(Clock(drop_folder(folder, elsewhere)).looks()) == 1
    assert (elsewhere / "so_ket-qua.docx").exists()
    for wrong in (folder, tmp_path):
        with pytest.raises(JobError, match="--ra"):
            drop_folder(folder, wrong)
    with pytest.raises(JobError, match="Không thấy thư mục"):
        drop_folder(folder / "không có")


# ---- watching for real


@pytest.fixture
def watched(folder: Path) -> Iterator[tuple[Path, queue.Queue[Notice]]]:
    """A watch that would look again only after an hour: what comes, came by the report of the system."""
    notices: queue.Queue[Notice] = queue.Queue()
    stop, drop = threading.Event(), drop_folder(folder)
    thread = threading.Thread(target=watch, args=(drop, stop, notices.put), kwargs={"every": 3600})
    thread.start()
    yield folder, notices
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_the_system_reports_what_arrives(watched: tuple[Path, queue.Queue[Notice]]) -> None:
    folder, notices = watched
    while not (folder / "ket-qua" / ".kdcl-theo-doi.khoa").exists():  # the watch has begun
        threading.Event().wait(0.02)
    faulty(folder / "so.xlsx")
    assert notices.get(timeout=PATIENCE).sentence.startswith("so.xlsx: 1 lỗi")
    with pytest.raises(JobError, match="một lần kdcl theo-doi khác"):
        watch(drop_folder(folder), threading.Event(), lambda _notice: None, every=1)


def test_a_share_that_reports_nothing_is_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_watches(*_arguments: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.Observer.start", no_watches)
    stop, notices = threading.Event(), []

    def tell(notice: Notice) -> None:
        notices.append(notice)
        stop.set()

    clean(folder)
    watch(drop_folder(folder), stop, tell, every=1)
    assert len(notices) == 1


def test_the_command_checks_once_and_says_so(folder: Path) -> None:
    faulty(folder / "so.xlsx")
    answer = kdcl("theo-doi", folder, "--mot-lan", "--ngay", "10/06/2027")
    assert answer.code == 1
    assert answer.out.endswith("Xong: đã kiểm tra 1 sổ, 1 sổ còn lỗi.\n")
    again = kdcl("theo-doi", folder, "--mot-lan", *DAY)
    assert (again.code, again.out) == (0, "Xong: đã kiểm tra 0 sổ, 0 sổ còn lỗi.\n")
    assert "Không thấy thư mục" in kdcl("theo-doi", folder / "không có").reason
    assert "31/02/2026" in kdcl("theo-doi", folder, "--ngay", "31/02/2026").reason


ENDINGS = ["CTRL_BREAK_EVENT"] if os.name == "nt" else ["SIGINT", "SIGTERM"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_ctrl_c_ends_it_cleanly(folder: Path, ending: str) -> None:
    clean(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "kdcl_xl.cli", "theo-doi", str(folder), *DAY],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )  # fmt: skip
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "Phiếu kết quả" in line:
            process.send_signal(getattr(signal, ending))
    assert process.wait(PATIENCE) == 0
    assert lines[-1] == "Đã dừng theo dõi: đã kiểm tra 1 sổ, 0 sổ còn lỗi.\n"
    assert process.stderr
    assert process.stderr.read() == ""
