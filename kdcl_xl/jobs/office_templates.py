"""Templates an office put into its folder under a name of its own: Word's copies are never found, and nobody would know."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from kdcl_xl.text.file_names import is_by_product
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import slug

_WORD_FILES = {".docx", ".docm", ".dotx", ".doc"}
_MOST = 3


def misnamed(folder: Path, templates: Iterable[str], known: Container[str]) -> list[str]:
    """A sentence for each template of which the folder holds only files named almost like it: "x (1).docx", "x - Copy.docx".

    `known`: the names of all templates, none of which is a misspelt other.
    """
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in _WORD_FILES]
    except OSError:
        return []  # no folder of its own, or none to be read: the program's templates are used
    names = [path.name for path in files if not is_by_product(path.name)]
    said = []
    for template in templates:
        wanted = f"{template}.docx"
        near = sorted(
            name
            for name in names
            if name.removesuffix(".docx") not in known and slug(name).startswith(template)
        )
        if near and wanted not in names:
            said.append(
                f"Không dùng {some([f'“{name}”' for name in near], _MOST)} trong {folder}: mẫu của đơn vị phải mang đúng tên "
                f"{wanted}. Văn bản này theo mẫu của chương trình; đổi tên tệp rồi lập lại."
            )
    return said
