"""What joining the parts did, and how far each group or person is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from kdcl_xl.findings import Finding
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.sharing import Sharing, Words
from kdcl_xl.text.lists import shortened
from kdcl_xl.workbook.content import Content

_COPY_MARKS = re.compile(
    r"(?:\s*\(\d{1,3}\)|\s*-\s*(?:copy|bản sao)(?:\s*\(\d+\))?|\s*\((?:copy|bản sao)\))+$", re.I
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one part says a cell should hold."""

    group: str
    file: str
    value: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell about which parts disagree with each other or with the workbook; it keeps `ours`."""

    sheet: str
    cell: str
    key: str
    column: str
    ours: str
    theirs: tuple[Proposal, ...]
    why: str


@dataclass(slots=True)
class Received:
    """One part that was joined. `base_moved`: the workbook has changed since this part was cut from it."""

    file: str
    group: str
    owner: str
    changes: int = 0
    additions: int = 0
    base_moved: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A row the group deleted from its part; it stays in the workbook."""

    file: str
    sheet: str
    key: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A temporary id that two groups had given to different documents."""

    file: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a group is in the joined workbook."""

    group: str
    criteria: tuple[str, ...]
    questions: int
    answered: int
    levels: int
    described: int
    evidence: int
    received: bool


@dataclass(slots=True)
class JoinReport:
    """Everything joining did, found and left alone."""

    words: Words
    """How those who wrote the parts are spoken of."""
    received: list[Received] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(file, the file it is a copy of), byte for byte."""
    refused: list[Finding] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Groups of which no part was joined this time."""
    progress: list[Progress] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report as the screen shows it."""
        lines = [_received_line(part) for part in self.received]
        lines += [
            f"{name}: nội dung giống hệt {first}, không ghép lần nữa." for name, first in self.duplicates
        ]
        lines += [f"{finding.file}: {finding.as_line()}" for finding in self.refused]
        lines += [_conflict_line(conflict) for conflict in self.conflicts]
        if self.conflicts:
            lines.append("Xung đột chưa ai quyết: ghi giá trị đã thống nhất vào đúng ô ấy của tệp vừa ghép.")
        lines += [
            f"{r.file}: đã xóa dòng “{r.key}” (trang {r.sheet}); dòng vẫn được giữ." for r in self.removed
        ]
        lines += [
            f"{r.file}: “{r.before}” ({r.title}) trùng mã của tài liệu khác, đổi thành {r.after}."
            for r in self.renamed
        ]
        lines += [f"{f.file}: {f.as_line()}" if f.file else f.as_line() for f in self.findings]
        lines += [_progress_line(progress, self.words) for progress in self.progress]
        if self.missing:
            lines.append(f"Chưa có phần của: {', '.join(self.missing)}.")
        return lines

    def as_json(self) -> dict[str, Any]:
        """Everything, with English keys."""
        return {
            "received": [asdict(part) for part in self.received],
            "duplicates": [{"file": name, "same_as": first} for name, first in self.duplicates],
            "refused": [finding.as_json() for finding in self.refused],
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
            "removed": [asdict(row) for row in self.removed],
            "renamed": [asdict(row) for row in self.renamed],
            "missing": self.missing,
            "progress": [asdict(progress) for progress in self.progress],
            "findings": [finding.as_json() for finding in self.findings],
        }


def plain_name(file: str) -> str:
    """A file name without what browsers, Zalo and Windows add to a second copy: " (1)", " - Copy"."""
    stem, dot, suffix = file.rpartition(".")
    return f"{_COPY_MARKS.sub('', stem)}{dot}{suffix}" if dot else _COPY_MARKS.sub("", file)


def progress_of(
    sharing: Sharing,
    content: Content,
    rules: Regulation,
    groups: dict[str, tuple[str, ...]],
    received: Iterable[str],
) -> list[Progress]:
    """Answers, texts and evidence of each group, counted against what the rule set asks."""
    arrived = set(received)
    table, column = sharing.answers
    answers: Any = content.rows.get(table, [])
    found = []
    for group, criteria in groups.items():
        questions = {question for question in rules.questions if question.criterion in criteria}
        answered = {row.question for row in answers if getattr(row, column)} & questions
        asked, written, evidence = sharing.prose(content, rules, criteria)
        counts = (len(questions), len(answered), asked, written, evidence)
        found.append(Progress(group, criteria, *counts, group in arrived))
    return found


def _received_line(part: Received) -> str:
    moved = " Tệp gốc đã thay đổi từ khi chia phần này." if part.base_moved else ""
    return f"{part.file}: {part.group}, nhận {part.changes} ô sửa và {part.additions} dòng thêm.{moved}"


def _conflict_line(conflict: Conflict) -> str:
    theirs = "; ".join(f"{p.group} ({p.file}): “{_short(p.value)}”" for p in conflict.theirs)
    return (
        f"Xung đột {conflict.sheet}!{conflict.cell} · {conflict.key} · {conflict.column}: {conflict.why} "
        f"Đang giữ “{_short(conflict.ours)}”; {theirs}."
    )


def _progress_line(progress: Progress, words: Words) -> str:
    done = words.done.format(written=progress.described, asked=progress.levels, evidence=progress.evidence)
    return (
        f"{progress.group}: {len(progress.criteria)} tiêu chí, đánh giá {progress.answered}/{progress.questions} "
        f"chỉ báo, {done}."
    )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), 80)
