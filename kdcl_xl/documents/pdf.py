"""docx and xlsx to PDF through headless LibreOffice. The source files stay whatever happens here."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.documents.pdf_contents import has_contents, prepare
from kdcl_xl.text.lists import some

_START_SECONDS = 60
_SECONDS_EACH = 30
_WINDOWS_PLACES = ("PROGRAMFILES", "PROGRAMFILES(X86)")

ABSENT = (
    "Chưa tạo được PDF vì máy này không có LibreOffice. Tệp gốc vẫn còn nguyên; "
    "thầy/cô mở tệp bằng Word hoặc Excel rồi chọn Lưu dưới dạng PDF, hoặc cài LibreOffice."
)
TOO_SLOW = (
    "LibreOffice không trả lời trong {seconds} giây nên đã dừng lại. Tệp gốc vẫn còn nguyên; "
    "thầy/cô thử lại với ít tệp hơn, hoặc mở tệp bằng Word, Excel rồi Lưu dưới dạng PDF."
)
FAILED = "LibreOffice không chuyển được tệp này sang PDF. Tệp gốc vẫn còn nguyên; thầy/cô mở tệp xem có bị hỏng không."
NO_SOURCE = "Không có tệp này để chuyển sang PDF."


@dataclass(frozen=True, slots=True)
class PdfResult:
    """What became of one file: `pdf` when made, otherwise `problem` says why, in Vietnamese."""

    source: Path
    pdf: Path | None
    problem: str = ""

    @property
    def made(self) -> bool:
        """Whether the PDF exists."""
        return self.pdf is not None


def problems_in_words(results: Iterable[PdfResult], most: int) -> Iterator[str]:
    """One sentence for every reason why files gave no PDF, naming the first `most` of them."""
    failed: dict[str, list[str]] = {}
    for result in results:
        if not result.made:
            failed.setdefault(result.problem, []).append(result.source.name)
    for problem, names in failed.items():
        yield f"{problem} ({len(names)} văn bản: {some(names, most)})"


def find_libreoffice() -> Path | None:
    """The program, on the search path or where its Windows and macOS installers put it."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    usual = [
        Path(os.environ[variable]) / "LibreOffice" / "program" / "soffice.com"
        for variable in _WINDOWS_PLACES
        if variable in os.environ
    ]
    usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return next((place for place in usual if place.is_file()), None)


def to_pdf(
    sources: Sequence[Path],
    folder: Path | None = None,
    *,
    limit: float | None = None,
    program: Path | None = None,
) -> list[PdfResult]:
    """Convert the files in one run of LibreOffice; one result for each, in the same order.

    `folder`: where the PDFs go (default: beside each source). `limit`: seconds for the whole run (default: one
    minute and half a minute for each file). LibreOffice gets a profile of its own and works on copies, so an open window, a stale lock file or
    a name it cannot write does not matter. Raises OSError only when a PDF cannot be put in its place.
    """
    program = program or find_libreoffice()
    if program is None:
        return [PdfResult(source, None, ABSENT) for source in sources]
    with tempfile.TemporaryDirectory(prefix="kdcl-pdf-") as temporary:
        work = Path(temporary)
        copies = _copies(sources, work)
        seconds = limit or _START_SECONDS + _SECONDS_EACH * len(copies)
        in_time = _convert(program, list(copies.values()), work, seconds)
        problem = FAILED if in_time else TOO_SLOW.format(seconds=round(seconds))
        return [
            _collected(source, copies.get(position), target, problem)
            for position, (source, target) in enumerate(zip(sources, targets(sources, folder), strict=True))
        ]


def _copies(sources: Sequence[Path], work: Path) -> dict[int, Path]:
    copies = {}
    for position, source in enumerate(sources):
        if source.is_file():
            copies[position] = Path(shutil.copyfile(source, work / f"{position:05d}{source.suffix.lower()}"))
    return copies


def targets(sources: Sequence[Path], folder: Path | None) -> list[Path]:
    """`a.docx` → `a.pdf`; a second `a` in the same folder → `a.xlsx.pdf`."""
    taken: list[Path] = []
    for source in sources:
        place = folder or source.parent
        target = place / f"{source.stem}.pdf"
        taken.append(target if target not in taken else place / f"{source.name}.pdf")
    return taken


def _convert(program: Path, copies: Sequence[Path], work: Path, seconds: float) -> bool:
    """Whether LibreOffice came to its end in time.

    Files with a table of contents go first, through a macro that updates it; what that leaves without a PDF
    is converted the ordinary way.
    """
    profile = work / "profile"
    until = time.monotonic() + seconds
    with_contents = [copy for copy in copies if has_contents(copy)]
    if with_contents:
        # the first start of a profile would write its own macros over ours
        first = _run(program, profile, ["--terminate_after_init"], seconds)
        macro = [prepare(profile, with_contents)]
        if not (first and _run(program, profile, macro, until - time.monotonic())):
            return False
    rest = [str(copy) for copy in copies if not copy.with_suffix(".pdf").is_file()]
    ordinary = ["--convert-to", "pdf", "--outdir", str(work), *rest]
    return not rest or _run(program, profile, ordinary, until - time.monotonic())


def convert_marked(program: Path, copy: Path, seconds: float) -> Path | None:
    """One docx whose bookmarks become named destinations of the PDF, which lies beside it; None when that failed."""
    options = '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
    with tempfile.TemporaryDirectory(prefix="kdcl-lo-") as profile:
        arguments = [
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            str(copy.parent),
            str(copy),
        ]
        in_time = _run(program, Path(profile), arguments, seconds)
    made = copy.with_suffix(".pdf")
    return made if in_time and is_whole(made) else None


def is_whole(made: Path) -> bool:
    """Whether LibreOffice came to the end of a PDF."""
    return made.is_file() and b"%%EOF" in made.read_bytes()[-1024:]


def _run(program: Path, profile: Path, arguments: Sequence[str], seconds: float) -> bool:
    """One run; on a time-out LibreOffice is ended with all its children."""
    command = [
        str(program),
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={profile.as_uri()}",
        *arguments,
    ]
    process = subprocess.Popen(  # noqa: S603 (the program found above, our own arguments)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=max(seconds, 1))
    except subprocess.TimeoutExpired:
        _end(process)
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
            check=False,
            capture_output=True,
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _collected(source: Path, copy: Path | None, target: Path, problem: str) -> PdfResult:
    if copy is None:
        return PdfResult(source, None, NO_SOURCE)
    made = copy.with_suffix(".pdf")
    if not is_whole(made):
        return PdfResult(source, None, problem)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, target)
    return PdfResult(source, target)
