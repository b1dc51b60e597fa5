"""What people drop into a folder of workbooks and no check reads: archives, papers, pictures. Each is named once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_UNPACK = "giải nén vào thư mục này rồi sổ bên trong được kiểm tra"
_WORD = "kiểm tra thể thức văn bản bằng kdcl the-thuc"
_NOTHING = "lệnh này chỉ kiểm tra sổ bảng tính"
_ADVICE = {
    **dict.fromkeys((".zip", ".rar", ".7z"), _UNPACK),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf"), _WORD),
    **dict.fromkeys((".pdf", ".jpg", ".jpeg", ".png", ".txt", ".pptx"), _NOTHING),
}


def not_workbooks(folder: Path, results: Path, passed_over: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Every such file of a folder, outside its results, with a sentence; names that begin so are nobody's. Raises OSError."""
    for path in sorted(folder.rglob("*")):
        advice = _ADVICE.get(path.suffix.lower())
        if (
            advice
            and not path.name.startswith(passed_over)
            and results not in path.parents
            and path.is_file()
        ):
            yield (
                path,
                f"{path.relative_to(folder).as_posix()}: không phải sổ bảng tính nên không kiểm tra; {advice}.",
            )
