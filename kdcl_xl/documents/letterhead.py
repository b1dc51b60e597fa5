"""What every official paper shares: letterhead, dates, signer, receivers (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from kdcl_xl.documents.kinds import Capacity
from kdcl_xl.documents.name_lines import issuer_lines, superior_lines
from kdcl_xl.text.dates import vn_long_date
from kdcl_xl.text.normal import tidy

_PREFIX = re.compile(r"(TM|KT|TL|TUQ|Q)(?=[. ])")
_LONG_PLACE = 16
"""A longer place name leaves no room for the date on its line: the line breaks between them, not within the date."""
GAP = "\u00a0" * 6
"""Room for a day or a month the office writes by hand."""
NUMBER_TO_FILL = "……"
DAY_TO_FILL = "ngày …… tháng …… năm ………"
"""Where an appendix names its paper and the văn thư has not numbered it yet."""
_PROPOSED = re.compile(r"^Ký hiệu đề xuất: [^;]+;")
_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|Q)\. \S.*")


def day_or_gap(day: dt.date | None, year: int) -> str:
    """ "ngày 05 tháng 02 năm 2026", with room for day and month of the year while they are not known."""
    return vn_long_date(day) if day else f"ngày{GAP}tháng{GAP}năm\u00a0{year}"


class Context(BaseModel):
    """Base of everything a Word template can read. Frozen: a document is a picture of its data."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Figure = str | None
"""A number already formatted for print ("1.250", "98,5%"). None prints "chưa có số liệu", never 0 or a hole."""

Prose = str
"""Text as written; each line is a paragraph. Empty prints "(chưa có nội dung)"."""


OneLine = Annotated[str, AfterValidator(tidy)]
"""A name in one line: stray blanks of the workbook do not make another body, and are not printed."""


def _signer_line(line: str) -> str:
    prefix = _PREFIX.match(line)
    if prefix and not _AUTHORITY.fullmatch(line):
        raise ValueError(f"quyền hạn ký viết là «{prefix[1]}. …», một dấu cách sau dấu chấm: {line!r}")
    if line != line.upper():
        raise ValueError(f"quyền hạn và chức vụ ký viết hoa: {line!r}")
    return line


class Letterhead(Context):
    """The head of a letter. `number` and `issued_on` stay empty: the văn thư gives them after signing."""

    parent_body: OneLine = ""
    """Cơ quan chủ quản as printed, upper case: "ỦY BAN NHÂN DÂN XÃ NGHĨA LỘ"; empty when there is none."""
    body: OneLine
    """Cơ quan, tổ chức ban hành, upper case."""
    symbol: str
    """After the slash: "BC-PVHXH" for a named kind, "PVHXH-GDĐT" for a công văn."""
    number: str = ""
    place: str
    """Official name of the unit where the body has its seat: "Nghĩa Lộ"."""
    issued_on: dt.date | None = None
    year: int
    """Printed when `issued_on` is still empty."""

    @property
    def parent_printed(self) -> str:
        """The superior body; a name too long for one line breaks before its ward or province, not inside it."""
        return superior_lines(self.parent_body)

    @property
    def body_printed(self) -> str:
        """The issuing body; a name too long for one line breaks before its place or its proper name, not inside it."""
        return issuer_lines(self.body)

    @property
    def number_line(self) -> str:
        """`Số: 05/BC-PVHXH`, with room for the number while it is unknown."""
        number = self.number.zfill(2) if self.number else "\u00a0" * 8
        return f"Số: {number}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """`Nghĩa Lộ, ngày 05 tháng 02 năm 2026`, with room for day and month while they are unknown."""
        date = day_or_gap(self.issued_on, self.year)
        if len(self.place) > _LONG_PLACE:
            date = date.replace(" ", "\u00a0")
        return f"{self.place}, {date}"

    @property
    def cited(self) -> str:
        """As an appendix names the paper: `số 05/KH-THCSNTL ngày 05 tháng 02 năm 2026`, with dots for what is unknown."""
        number = self.number.zfill(2) if self.number else NUMBER_TO_FILL
        return f"số {number}/{self.symbol} {vn_long_date(self.issued_on) if self.issued_on else DAY_TO_FILL}"


class Signer(Context):
    """Who signs: authority and office line by line, upper case, then the name.

    `("HIỆU TRƯỞNG",)`, `("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")`,
    `("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")` (Điều 13 NĐ 30/2020).
    """

    lines: tuple[Annotated[str, AfterValidator(_signer_line)], ...]
    name: OneLine = ""

    def signed_by(self, name: str, capacity: Capacity = Capacity.DEPUTY, office: str = "") -> Signer:
        """The same paper signed by somebody else, in that capacity (Điều 13 NĐ 30/2020).

        `office`: what a signer by order or by authorisation is. Raises ValueError when they come without it.
        """
        *above, head = self.lines
        if capacity is Capacity.ACTING:
            return Signer(lines=(*above, f"Q. {head}"), name=name)
        if capacity is not Capacity.DEPUTY:
            if not office:
                raise ValueError(f"{capacity} without an office")
            return Signer(lines=(f"{capacity}. {head}", office.upper()), name=name)
        if head.startswith("PHÓ "):  # a deputy signs already: only the person changes
            return Signer(lines=self.lines, name=name)
        return Signer(lines=(*above, f"KT. {head}", f"PHÓ {head}"), name=name)


class Receivers(Context):
    """Nơi nhận, without dashes and semicolons; `archive` is what stands after `Lưu: `, e.g. `VT, VHXH`."""

    lines: tuple[str, ...] = ("Như trên",)
    archive: str = "VT"


class OfficialPaper(Context):
    """A paper under NĐ 30/2020: what all of them share. The program can number, date and have them signed by a deputy."""

    past_days: ClassVar[Mapping[str, str]] = {
        "as_of": "ngày chốt số liệu",
        "report_day": "ngày phê duyệt báo cáo",
        "held_on": "ngày họp, rà soát",
        "opened": "ngày họp",
        "source_note": "ngày của số liệu, ngày in",
    }
    """Fields, at any depth, whose days lie before the signature → what the user reads of them."""

    head: Letterhead
    receivers: Receivers = Receivers()
    signer: Signer
    unverified: tuple[str, ...] = ()
    """Statements of law not yet compared with the original text."""


class AdministrativePaper(OfficialPaper):
    """An official paper that prints its kind, its trích yếu and the căn cứ it rests on from its values."""

    kind: str
    """The kind as printed above the subject: "KẾ HOẠCH"; công văn print none."""
    subject: str
    """Trích yếu, without full stop; of a công văn without "V/v" and with a small first letter."""
    school_year: str
    grounds: tuple[str, ...] = ()
    """Căn cứ, one line each, without final punctuation."""


def proposed_symbol(symbol: str, key: str) -> str:
    """Symbols are each body's own: ours is a proposal, said to the user and not on paper. `key`: where to set it."""
    return (
        f"Ký hiệu đề xuất: {symbol}; số văn bản để trống khi chưa cấp. Đơn vị dùng ký hiệu khác thì ghi {key} "
        "ở mục [van-ban] của tệp thiết lập, hoặc sửa ngay trên văn bản."
    )


def for_any_symbol(remark: str) -> str:
    """The same remark whatever symbol it proposes, for the papers of many bodies; other remarks stay as they are."""
    return _PROPOSED.sub("Ký hiệu đề xuất theo tên từng đơn vị;", remark)
