"""Reading a circular in Word: where each criterion, level and indicator begins, and which words belong to it.

Circulars differ: levels stand as chapters above the criteria (2018: "Mục 2 … MỨC 2"), or under each criterion
(2026: "Mức 1", "Mức 1: …"); letters are typed or numbered by Word; the text may stand in tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from kdcl_xl.law.regulation import Question
from kdcl_xl.text.normal import tidy

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_CRITERION = re.compile(r"^(?:\d+\s*[.)]\s*)?tiêu chí\s+(?P<code>\d+\.\d+)\s*(?:[:.\-–]|$|(?=\s))", re.I)
_LEVEL = re.compile(
    r"^(?:[-–+•]\s*)?(?:yêu cầu\s+)?mức\s+(?P<level>[1-4])\s*(?:[:.\-–]\s*(?P<text>.*))?$", re.I
)
_SECTION = re.compile(r"^(?:mục|phần|chương)\s+[\divxlc]+\b", re.I)
_SECTION_LEVEL = re.compile(r"\bmức\s+(?P<level>[1-4])\b", re.I)
_ARTICLE = re.compile(r"^điều\s+(?P<number>\d+)\b", re.I)
_CLAUSE = re.compile(r"^(?P<number>\d+)\s*[.)]\s*(?P<text>.+)$")
_INDICATOR = re.compile(r"^(?P<label>[a-zđ])\s*[).]\s*(?P<text>.+)$")
_HEADING = re.compile(r"^(?:(?:tiêu chuẩn|điều)\s+\d+\b|(?:mục|phần|chương|phụ lục)\s+[\divxlc]+\b)", re.I)
_NOTHING = re.compile(r"^[-–—./*]+$")
_REPORT_TITLE = "BÁO CÁO TỰ ĐÁNH GIÁ"
_CIRCULAR_TITLES = ("THÔNG TƯ", "PHỤ LỤC")
_LETTERS = "abcdđeghik"


@dataclass(slots=True)
class _Place:
    """Where the reader stands in the circular."""

    criterion: str = ""
    level: int = 0
    section_level: int = 0
    clauses_of: int = 0
    """Number of the article whose clauses are the top level (Điều 22), 0 elsewhere."""
    question: Question | None = None
    numbered: int = 0
    bare_level: bool = False
    """The last line was a level and nothing else: another one now means columns we cannot tell apart."""
    lost: bool = False
    """The last text was set aside, so lines that continue it are as well."""
    texts: dict[Question, str] = field(default_factory=dict)
    unread: list[tuple[str, str, str]] = field(default_factory=list)


def read_circular(path: Path) -> tuple[dict[Question, str], list[tuple[str, str, str]]]:
    """Texts by question, and (place, text, reason) of every line within a criterion that found no place.

    Raises WordingError when the file is no Word document.
    """
    here = _Place()
    for number, (text, auto_numbered) in enumerate(_lines(path), start=1):
        if text:
            _read_line(text, auto_numbered, f"đoạn {number}", here)
    return here.texts, here.unread


def why_not_circular(path: Path, number: str) -> str:
    """Why a Word file is not the circular of that number, in Vietnamese; "" when it is.

    Raises WordingError when the file is no Word document.
    """
    lines = [text for text, _ in _lines(path)]
    if any(line.upper() == _REPORT_TITLE for line in lines):
        return (
            "đây là báo cáo tự đánh giá của một trường, không phải thông tư (nếu là thông tư có kèm mẫu báo cáo thì "
            "xóa phần mẫu ấy trong một bản sao rồi nạp)"
        )
    if not any(line.startswith(_CIRCULAR_TITLES) for line in lines):
        return "không có dòng “THÔNG TƯ” hoặc “PHỤ LỤC” (chữ in hoa), nên không phải thông tư"
    if _compact(number) not in _compact("".join(lines)):
        return f"không thấy số {number}, nên không phải thông tư ấy"
    return ""


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def _read_line(text: str, auto_numbered: bool, where: str, here: _Place) -> None:
    after_bare_level, here.bare_level = here.bare_level, False
    if match := _CRITERION.match(text):
        here.criterion, here.level, here.clauses_of = match["code"], here.section_level, 0
        here.question, here.numbered, here.lost = None, 0, False
    elif match := _LEVEL.match(text):
        _enter_level(0 if after_bare_level else int(match["level"]), match["text"], where, here)
    elif _NOTHING.match(text):
        return
    elif _HEADING.match(text):
        _enter_heading(text, here)
    elif here.clauses_of and (match := _CLAUSE.match(text)):
        _put(Question(f"{here.clauses_of}.{match['number']}", 4, "*"), match["text"], where, here)
    elif here.criterion and (match := _INDICATOR.match(text)):
        _put_indicator(match["label"], match["text"], where, here)
    elif here.criterion and auto_numbered and here.numbered < len(_LETTERS):
        _put_indicator(_LETTERS[here.numbered], text, where, here)
    elif here.question:
        here.texts[here.question] += f"\n{text}"
    elif here.lost:
        here.unread.append((where, text[:80], "phần tiếp của đoạn không dùng ở trên"))
    elif here.criterion and here.level:
        _put(Question(here.criterion, here.level, "*"), text, where, here)
    elif here.criterion:
        here.unread.append((where, text[:80], f"tiêu chí {here.criterion}, không rõ thuộc mức nào"))


def _enter_level(level: int, text: str | None, where: str, here: _Place) -> None:
    here.level, here.question, here.numbered, here.lost = level, None, 0, False
    if not here.criterion:
        here.section_level = level
    elif not text:
        here.bare_level = True
    elif level:
        _put(Question(here.criterion, level, "*"), text, where, here)


def _enter_heading(text: str, here: _Place) -> None:
    """A heading ends the criterion. A section names the level of the criteria under it; Điều 22 lists clauses."""
    here.criterion, here.question, here.clauses_of, here.lost = "", None, 0, False
    level = _SECTION_LEVEL.search(text)
    if _SECTION.match(text):
        here.section_level = int(level["level"]) if level else 0
    elif (article := _ARTICLE.match(text)) and (level["level"] if level else str(here.section_level)) == "4":
        here.clauses_of = int(article["number"])


def _put_indicator(label: str, text: str, where: str, here: _Place) -> None:
    if not here.level:
        here.unread.append((where, text[:80], f"tiêu chí {here.criterion}, không rõ thuộc mức nào"))
        return
    here.numbered += 1
    _put(Question(here.criterion, here.level, label), text, where, here)


def _put(question: Question, text: str, where: str, here: _Place) -> None:
    if question in here.texts:
        code, level, label = question
        reason = f"tiêu chí {code} mức {level} {label} đã có lời văn ở trên, giữ lời thứ nhất"
        here.unread.append((where, text[:80], reason))
        here.question, here.lost = None, True
        return
    here.texts[question] = text
    here.question, here.lost = question, False


def _lines(path: Path) -> Iterator[tuple[str, bool]]:
    """Every line in reading order, tables included, and whether Word numbers it by itself."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    from kdcl_xl.law.load_wording import WordingError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise WordingError(f"{path.name}: không phải tệp Word (.docx) đọc được.") from error
    for block in document.iter_inner_content():
        yield from _block_lines(block)


def _block_lines(block: Paragraph | Table) -> Iterator[tuple[str, bool]]:
    from docx.table import Table

    yield from _table_lines(block) if isinstance(block, Table) else _paragraph_lines(block)


def _paragraph_lines(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    # A line break inside a paragraph separates what the typist meant as lines.
    for line in paragraph.text.split("\n"):
        yield tidy(line), numbered


def _table_lines(table: Table) -> Iterator[tuple[str, bool]]:
    """Row by row. Columns headed "Mức 1", "Mức 2" … say the level of what stands under them."""
    levels: dict[int, str] = {}
    for row in table.rows:
        cells: dict[int, tuple[int, _Cell]] = {}
        for column, cell in enumerate(row.cells):
            cells.setdefault(id(cell._tc), (column, cell))
        heads = {
            column: cell.text.strip() for column, cell in cells.values() if _LEVEL.match(cell.text.strip())
        }
        if len(heads) > 1:
            levels = heads
            continue
        for column, cell in cells.values():
            if column in levels:
                yield levels[column], False
            for block in cell.iter_inner_content():
                yield from _block_lines(block)
