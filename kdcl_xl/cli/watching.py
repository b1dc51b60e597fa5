"""Watch a folder: theo-doi."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import Day, ModeOption, SettingsFiles
from kdcl_xl.cli.output import say

if TYPE_CHECKING:
    from kdcl_xl.jobs.watching import Notice


def watch(
    folder: Annotated[Path, typer.Argument(metavar="THU_MUC", help="Thư mục nhận sổ, kể cả thư mục con.")],
    out: Annotated[
        Path | None,
        typer.Option("--ra", metavar="THU_MUC", help="Nơi ghi kết quả; mặc định là thư mục con ket-qua."),
    ] = None,
    mode: Annotated[
        ModeOption,
        typer.Option(
            "--che-do", metavar="CHẾ_ĐỘ", help="dang-lam (không nhắc mục còn trống) hoặc truoc-khi-nop."
        ),
    ] = ModeOption.SUBMIT,
    every: Annotated[
        int,
        typer.Option(
            "--nhip",
            metavar="GIÂY",
            min=1,
            help="Nhìn lại thư mục ít nhất mỗi chừng ấy giây (ổ mạng không báo tệp mới thì vẫn thấy).",
        ),
    ] = 5,
    once: Annotated[
        bool, typer.Option("--mot-lan", help="Kiểm tra những sổ đang có rồi dừng (cho lịch chạy tự động).")
    ] = False,
    day: Day = "",
    settings_files: SettingsFiles = None,
) -> None:
    """Theo dõi một thư mục. Sổ nào chép vào cũng được kiểm tra; bản có đánh dấu và phiếu kết quả một trang (Word) ghi vào ket-qua. Dừng bằng Ctrl+C."""
    from kdcl_xl.findings import Mode
    from kdcl_xl.jobs.watching import RESULTS, DropFolder
    from kdcl_xl.jobs.watching import watch as run

    the_day(day)  # refused now, not at the first file
    results = out or folder / RESULTS
    drop = DropFolder(folder, results, Mode(mode.value), the_settings(settings_files), lambda: the_day(day))
    counts: Counter[str] = Counter()

    def tell(notice: Notice) -> None:
        counts["checked"] += notice.checked is not None
        counts["with errors"] += notice.has_errors
        _say_now(notice.sentence, f"  Phiếu kết quả: {notice.page}" if notice.page else "")

    if not once:
        _say_now(f"Đang theo dõi {folder}; kết quả ghi vào {results}. Bấm Ctrl+C để dừng.")
    run(drop, _stop_on_request(), tell, every=every, once=once)
    _say_now(
        f"{'Xong' if once else 'Đã dừng theo dõi'}: đã kiểm tra {counts['checked']} sổ, {counts['with errors']} sổ còn lỗi."
    )
    if counts["with errors"]:
        raise typer.Exit(1)


def _stop_on_request() -> threading.Event:
    """Set by Ctrl+C or by the system asking the program to end; a second Ctrl+C ends it at once."""
    stop = threading.Event()

    def asked(_number: int, _frame: Any) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):  # the last one exists on Windows only
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), asked)
    return stop


def _say_now(*lines: str) -> None:
    """Lines are read while the watch runs, also through a pipe."""
    import sys

    say(*lines)
    sys.stdout.flush()
