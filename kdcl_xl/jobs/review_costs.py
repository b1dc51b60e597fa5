"""The cost sheet of the visits, proposed into a new workbook `danh-gia-ngoai`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_people import CostLine
from kdcl_xl.jobs.reading import whole_form_of
from kdcl_xl.jobs.saving import Saved, refuse_onto, save_continued
from kdcl_xl.review_year.costs_proposed import proposed_costs
from kdcl_xl.settings import Settings
from kdcl_xl.text.numbers import vn_number
from kdcl_xl.workbook.jsonio import content_of


@dataclass(frozen=True, slots=True)
class Costed:
    """The lines that were added, and the workbook written."""

    added: tuple[CostLine, ...]
    saved: Saved

    @property
    def without_amount(self) -> int:
        """Lines that an amount is still unknown of."""
        return sum(line.amount is None for line in self.added)

    def lines(self) -> list[str]:
        """For the screen."""
        if not self.added:
            return [
                "Không có mục nào để thêm: chưa trường nào có đoàn, hoặc các mục đã có.",
                *self.saved.lines(),
            ]
        known = sum(float(line.amount) for line in self.added if isinstance(line.amount, int | float))
        open_ = f"; {self.without_amount} mục chưa tính được, để trống" if self.without_amount else ""
        every = self.without_amount == len(self.added)
        sum_ = "chưa mục nào tính được số tiền, để trống" if every else f"cộng {vn_number(known)} đồng{open_}"
        return [
            f"Đã thêm {len(self.added)} mục vào trang {CostLine.table.sheet}: {sum_}.",
            "Mức chi lấy từ thiết lập [danh-gia-ngoai.muc-chi]; mục chưa có mức thì cơ quan tự ghi, kèm căn cứ.",
            *self.saved.lines(),
        ]

    def as_json(self) -> dict[str, Any]:
        """With English keys; what is unknown is null."""
        names = ("school", "what", "measure", "quantity", "days", "rate", "amount", "basis", "note")
        return {
            "schema": 1,
            "output": self.saved.path.name,
            "added": [{name: getattr(line, name) for name in names} for line in self.added],
        }


def propose_costs(workbook: Path, out: Path, settings: Settings, on: dt.date) -> Costed:
    """The workbook with a line for every role of every panel, as a new file. Raises JobError and SaveError."""
    refuse_onto(out, [workbook])
    submission = whole_form_of(workbook, EXTERNAL_REVIEW)
    added = tuple(proposed_costs(submission, settings, on))
    content = content_of(submission)
    content.rows[CostLine] = [
        row.model_copy(update={"line": 0}) for row in (*submission.table(CostLine), *added)
    ]
    show = (CostLine.table.sheet,)
    return Costed(added, save_continued(out, submission, content, sources=[workbook], show=show))
