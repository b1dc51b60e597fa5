"""Which workbooks of units count for the Sở: of its school year, of a unit that is named, the later one of two.

Two workbooks of one unit count only when their "Ngày số liệu" tell which is later. Whatever does not count is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.forms.external_review import ReviewPlan
from kdcl_xl.forms.review_words import OfficeLevel
from kdcl_xl.school.digest import content_digest
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.names import text_sort_key
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

RIVALS = rule("DGT-021", Severity.ERROR, "Mỗi đơn vị chỉ có một sổ đánh giá ngoài được tính")
OLDER = rule("DGT-022", Severity.WARNING, "Sổ của đơn vị là bản mới nhất")
NO_OFFICE = rule("DGT-023", Severity.ERROR, "Sổ đánh giá ngoài ghi đơn vị lập sổ")
OTHER_YEAR = rule("DGT-024", Severity.ERROR, "Sổ đánh giá ngoài thuộc năm học đang tổng hợp")


class UnitState(StrEnum):
    """What became of a file."""

    TAKEN = "Đã gộp"
    REFUSED = "Không nhận"
    WAITING = "Chờ chọn bản"
    OLDER = "Đã có bản mới hơn"
    SAME = "Trùng nội dung với tệp đã nhận"


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One file of the folder."""

    file: str
    state: UnitState
    office: str = ""
    rows: int = 0
    why: str = ""
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {"file": self.file, "office": self.office, "state": str(self.state), "rows": self.rows, "why": self.why, "remedy": self.remedy}  # fmt: skip


def office_of(submission: Submission) -> str:
    """The unit a workbook is of, "" when it does not say."""
    return (submission.fields(ReviewPlan).office or submission.stamp.unit).strip()


def is_province(submission: Submission) -> bool:
    """Whether it is the Sở's own."""
    return submission.fields(ReviewPlan).level == OfficeLevel.PROVINCE


@dataclass(slots=True)
class Chooser:
    """Which workbooks count, and an account of the others."""

    files: list[UnitFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def choose(self, found: list[Submission]) -> list[Submission]:
        """One workbook a unit, the Sở's own first, then by name."""
        groups: dict[str, list[Submission]] = {}
        for one in self._of_the_year(found):
            office = office_of(one)
            if office:
                groups.setdefault(match_key(office), []).append(one)
            else:
                self._aside(one, UnitState.REFUSED, NO_OFFICE, "Sổ không ghi đơn vị lập sổ (trang Thông tin).", "Mở tệp, ghi ô Đơn vị ở trang Thông tin rồi chạy lại lệnh; hoặc báo đơn vị ghi rồi gửi lại.")  # fmt: skip
        counted = [self._newest(group) for group in groups.values()]
        chosen = [one for one in counted if one is not None]
        return sorted(chosen, key=lambda one: (not is_province(one), text_sort_key(office_of(one))))

    def _of_the_year(self, found: list[Submission]) -> Iterator[Submission]:
        """The Sở's own school year, else the one most units write; of two equally frequent ones the later."""
        years = Counter(one.edition.school_year for one in found)
        own = [one.edition.school_year for one in found if is_province(one)]
        year = max(own, default=None) or max(years, key=lambda y: (years[y], y), default=None)
        for one in found:
            if one.edition.school_year == year:
                yield one
            else:
                self._aside(one, UnitState.REFUSED, OTHER_YEAR, f"Sổ của năm học {one.edition.school_year}, đang tổng hợp năm học {year}.", f"Báo đơn vị gửi sổ năm học {year}; chưa gửi thì đơn vị ấy chưa có số liệu.")  # fmt: skip

    def _newest(self, group: list[Submission]) -> Submission | None:
        """Of the workbooks of one unit the one that counts; None while nobody can tell which is later."""
        different: dict[str, Submission] = {}
        for one in group:
            first = different.setdefault(content_digest(one), one)
            if first is not one:
                self.files.append(UnitFile(one.file, UnitState.SAME, office_of(one), why=f"Cùng nội dung với {first.file}."))  # fmt: skip
        rivals = list(different.values())
        if len(rivals) == 1:
            return rivals[0]
        dated = sorted(
            ((day, place) for place, one in enumerate(rivals) if (day := one.fields(ReviewPlan).as_of)),
            reverse=True,
        )
        if len(dated) == len(rivals) and dated[0][0] > dated[1][0]:
            latest, newest = dated[0][0], rivals[dated[0][1]]
            for day, place in dated[1:]:
                self._aside(rivals[place], UnitState.OLDER, OLDER, f"Số liệu ngày {vn_date(day)}; đã tính {newest.file}, số liệu ngày {vn_date(latest)}.", "Không cần làm gì nếu tệp mới là bản đúng.")  # fmt: skip
            return newest
        names = ", ".join(one.file for one in rivals)
        for one in rivals:
            self._aside(one, UnitState.WAITING, RIVALS, f"{office_of(one)} có {len(rivals)} sổ khác nội dung mà Ngày số liệu không cho biết bản nào sau: {names}. Chưa tính tệp nào.", "Chuyển bản sai ra khỏi thư mục rồi chạy lại; hoặc đơn vị ghi Ngày số liệu (trang Thông tin) cho từng bản.")  # fmt: skip
        return None

    def _aside(self, one: Submission, state: UnitState, code: Rule, why: str, remedy: str) -> None:
        self.files.append(UnitFile(one.file, state, office_of(one), why=why, remedy=remedy))
        self.findings.append(replace(code.at("", "", why, remedy), file=one.file))
