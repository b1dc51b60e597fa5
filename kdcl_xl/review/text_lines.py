"""A table whose cells run together on one line, single spaces between them: what copying out of a PDF leaves.

"3 THCS Nguyễn Hiền Tháng 12/2024 X X": the name and the time are told by what they say, ticks by their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kdcl_xl.forms.school_names import kinds_in, parse_name
from kdcl_xl.review.plan import Cell, Grid, Row
from kdcl_xl.review.prose_phrases import mentions_in, time_in, without, words_of
from kdcl_xl.review.ticks import is_tick, read_purpose
from kdcl_xl.text.normal import nfc

_GAP = 4
_HEADER_LINES = 3
_HEAD = re.compile(r"\s*(?:stt|tt|so tt)\b.*\b(?:truong|don vi|co so)\b")
_ASKED = (
    ("KĐCL", re.compile(r"\bkd ?cl(?:gd)?\b|kiem dinh")),
    ("CQG", re.compile(r"\bcqg\b|chuan quoc gia|chuan qg")),
)
_ROW = re.compile(r"\s*(\d{1,3})[.)]?\s+(?=[^\W\d])")
_GROUP = re.compile(r"\s*(?:[IVX]+|[A-Z]|\*|-)\s*[.)/]?\s+\S")
_LONGEST_GROUP = 60
_LONGEST = 150


def run_together(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """A header that begins with the number column and names the schools, then numbered lines that hold a time each."""
    first = words_of(lines[at])
    if not _HEAD.match(first) or len(lines[at]) > _LONGEST:
        return None
    body = next(
        (n for n in range(at + 1, min(at + 1 + _HEADER_LINES, len(lines))) if _ROW.match(lines[n])), None
    )
    if body is None:
        return None
    head = " ".join(words_of(line) for line in lines[at:body])
    asked = [name for name, pattern in _ASKED if pattern.search(head)]
    rows: list[Row] = []
    end = n = next((n for n in range(at + 1, body) if _is_group(lines[n])), body)
    while n < len(lines) and n - end < _GAP:
        size = _lines_of_row(lines, n)
        row = _row(" ".join(map(str.strip, lines[n : n + size])), asked, f"dòng {n + 1}")
        if row is not None:
            rows.append(row)
            end = n + size
            n = end - 1
        elif _is_group(lines[n]) and any(_ROW.match(nfc(line)) for line in lines[n + 1 : n + _GAP]):
            rows.append(Row((Cell(lines[n].strip()),), f"dòng {n + 1}"))
            end = n + 1
        elif len(lines[n]) > _LONGEST or re.match(r"\s*(?:[IVX]+[.)]|nơi nhận)\s*\S", nfc(lines[n]), re.I):
            break
        n += 1
    if not rows:
        return None
    header = ("STT", "Tên trường", "Thời gian", *asked, *(() if asked else ("Đề nghị",)), "Ghi chú")
    top = Row(tuple(map(Cell, header)), f"dòng {at + 1}")
    return Grid((top, *rows), f"dòng {at + 1}–{end}", loose=True), end


def _lines_of_row(lines: Sequence[str], n: int) -> int:
    """How many lines a numbered row takes: two when its name or its time goes on below, where no row begins."""
    text = nfc(lines[n]).strip()
    below = nfc(lines[n + 1]).strip() if n + 1 < len(lines) else ""
    if (
        not _ROW.match(text)
        or not below
        or _ROW.match(below)
        or _GROUP.match(below)
        or len(below) > _LONGEST_GROUP
    ):
        return 1
    named = mentions_in(text)
    cut = re.search(r"(?:\b(?:đến|tới|từ|tháng|ngày|và)|[-–,])$", text, re.I) is not None
    timed = time_in(without(text, named[:1]), None) is not None
    ticked = any(map(is_tick, text.split()))
    return 2 if cut or (not timed and not ticked and time_in(below, None) is not None) else 1


def _is_group(line: str) -> bool:
    """ "I. MẦM NON", "B. Trường tiểu học": a level between the rows."""
    return len(line) < _LONGEST_GROUP and _GROUP.match(nfc(line)) is not None and len(kinds_in(line)) == 1


def _row(line: str, asked: Sequence[str], place: str) -> Row | None:
    number = _ROW.match(nfc(line))
    if number is None or len(line) > _LONGEST:
        return None
    text = nfc(line)[number.end() :].strip()
    named = mentions_in(text)
    when = time_in(without(text, named[:1]), None)
    start = text.find(when.text) if when is not None else -1
    if when is None and named:
        return _without_time(text, Cell(number[1]), asked, place)
    if when is None or start < 0:
        return None
    name = named[0].name if named else text[:start].strip(" -–,")
    if not name or (named and not parse_name(name).is_school):
        return None
    rest = text.replace(when.text, " ", 1).replace(name, " ", 1).strip(" -–,;.()")
    return Row((Cell(number[1]), Cell(name), Cell(when.text), *_asked(rest, asked)), place)


def _without_time(text: str, number: Cell, asked: Sequence[str], place: str) -> Row | None:
    """A row that is nothing but a number, a name and ticks: its time is still to come."""
    words = text.split()
    while words and is_tick(words[-1]):
        words.pop()
    name = " ".join(words)
    whole = [mention.name for mention in mentions_in(name)] == [name]
    ticks = text.split()[len(words) :]
    return Row((number, Cell(name), Cell(), *_asked(" ".join(ticks), asked)), place) if whole else None


def _asked(rest: str, asked: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of requests and the remark behind them; one tick for two columns may be of either."""
    pieces = rest.split()
    ticks = [piece for piece in pieces if is_tick(piece)]
    note = " ".join(piece for piece in pieces if not is_tick(piece))
    if not asked:
        return Cell(rest if read_purpose(rest) != (None, None) else ""), Cell("" if read_purpose(rest) != (None, None) else rest)  # fmt: skip
    if not ticks and read_purpose(note) != (None, None):
        said = dict(zip(("KĐCL", "CQG"), read_purpose(note), strict=True))
        return (*(Cell("X" if said[name] else "") for name in asked), Cell(note))
    sure = len(ticks) in (0, len(asked))
    cells = (
        Cell(" ".join(ticks) if not sure else ticks[0] if ticks else "", doubtful=not sure) for _ in asked
    )
    return (*cells, Cell(note))
