"""What the công văn yêu cầu bổ sung needs: what one school has to complete in the workbook it sent, cell by cell."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Context, OfficialPaper, Prose


class Shortcoming(Context):
    """One thing that is wrong, wherever it stands in the workbook."""

    place: str
    """"Trang Minh chứng: B14, B20"; "Cả sổ" when no sheet is meant."""
    fault: str
    remedy: str
    law: str
    """The article; where it rests on none, that it is a rule of the form, never an invented one."""


class SupplementLetter(OfficialPaper):
    """Công văn yêu cầu bổ sung to one school. A request of the managing unit; its layout is that of NĐ 30/2020."""

    subject: str
    """After "V/v ", lower case first letter."""
    addressee: str
    school_word: str = "Nhà trường"
    basis: Prose
    as_of: str
    file: str
    """The file the findings are about, with its revision: the school may have sent several."""
    to_mend: tuple[Shortcoming, ...] = ()
    """Errors: the file cannot be accepted as it is."""
    to_review: tuple[Shortcoming, ...] = ()
    """Warnings: mended, or explained in the sheet "Giải trình"."""
    deadline: str
    """"trước ngày 30 tháng 6 năm 2027"."""
    next_revision: str
    """"lần nộp 3"."""
