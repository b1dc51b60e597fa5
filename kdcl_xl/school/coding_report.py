"""What numbering the evidence did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from kdcl_xl.findings import Finding


@dataclass(frozen=True, slots=True)
class Coded:
    """One piece of evidence that got a code: what stood for it before ("" when nothing), and the code now."""

    title: str
    before: str
    after: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell to change in the user's own workbook, for a port that patches it in place."""

    sheet: str
    cell: str
    value: str


@dataclass(slots=True)
class CodingReport:
    """What numbering did. When `refused`, nothing was changed and the findings say why."""

    coded: list[Coded] = field(default_factory=list)
    kept: int = 0
    texts_changed: int = 0
    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: bool = False

    def lines(self) -> list[str]:
        """The report as the screen shows it."""
        lines = [finding.as_line() for finding in self.findings]
        if self.refused:
            return [*lines, "Chưa đánh số: sửa các lỗi trên rồi chạy lại; sổ được giữ nguyên."]
        lines += [
            f"{item.before or '(chưa có mã)'} → {item.after}: {item.title} (tiêu chí {item.criterion})."
            for item in self.coded
        ]
        if not self.coded and not self.kept:
            return [*lines, "Trang Minh chứng chưa có minh chứng nào để đánh số."]
        if not self.coded and not self.texts_changed:
            return [*lines, f"Mọi mã đã đúng, không đổi gì: {self.kept} mã giữ nguyên."]
        count = f"{len(self.coded)} mã mới hoặc đổi, {self.kept} mã giữ nguyên, {self.texts_changed} đoạn sửa chỗ dẫn"
        return [*lines, f"Đã đánh số: {count}."]

    def as_json(self) -> dict[str, Any]:
        """Everything, with English keys."""
        return {
            "refused": self.refused,
            "coded": [asdict(item) for item in self.coded],
            "kept": self.kept,
            "texts_changed": self.texts_changed,
            "edits": [asdict(edit) for edit in self.edits],
            "findings": [finding.as_json() for finding in self.findings],
        }
