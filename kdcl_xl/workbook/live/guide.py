"""The sheet "Hướng dẫn": one page that a stranger can start from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kdcl_xl.forms.form import Form
from kdcl_xl.forms.self_assessment import GUIDE, RESULTS, SLIP
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import assess
from kdcl_xl.workbook.drawing import Canvas, page
from kdcl_xl.workbook.live.grid import put
from kdcl_xl.workbook.live.slip import file_name
from kdcl_xl.workbook.styles import (
    ENTRY_YELLOW,
    ERROR_RED,
    FIXED_GREY,
    GOOD_GREEN,
    LINE_GREY,
    MUTED_TEXT,
    NAVY,
    PALE_BLUE,
    lines_of,
)

_WIDTHS = (5, 27, 72)
_LAST = 2
_LINE, _ROOM = 15.75, 3.0
_FIT = 1.1
"""Running prose sets tighter than the codes and titles that `lines_of` is made for."""

_WHEN_NEEDED = (
    (("Minh chứng",), "Khi thu thập hồ sơ: mỗi tài liệu một dòng, một mã."),
    (
        ("Mô tả", "Nhận định", "Lời văn"),
        "Khi viết báo cáo: hiện trạng, điểm mạnh, điểm yếu, mở đầu, kết luận.",
    ),
    (("Cải tiến", "Rà soát"), "Khi lập kế hoạch cải tiến chất lượng và khi rà soát việc thực hiện."),
    (("Số liệu",), "Khi nhập số liệu của nhà trường qua các năm học."),
    (("Hội đồng", "Phân công"), "Khi thành lập Hội đồng tự đánh giá và giao tiêu chí cho các nhóm."),
    (("Đăng ký",), "Khi đăng ký đánh giá ngoài hoặc công nhận."),
    (("Giải trình",), "Khi người có thẩm quyền chấp nhận một cảnh báo của chương trình kiểm tra."),
    ((SLIP,), "Khi nộp: in một trang cho người đứng đầu ký, gửi kèm tệp."),
)
"""Sheets that belong to one task, and when that is."""


def draw_guide(canvas: Canvas, sheet: Any, form: Form) -> None:
    """Draw it."""
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    guide = _Guide(canvas, sheet)
    guide.title("SỔ TỰ ĐÁNH GIÁ CHẤT LƯỢNG GIÁO DỤC", canvas.subtitle)
    guide.paragraph(_purpose(canvas))
    guide.section("Làm theo thứ tự")
    for number, (place, text) in enumerate(_steps(canvas, form), start=1):
        guide.step(number, place, text, linked=place in form.first_sheets)
    guide.section("Các trang hiện theo việc")
    guide.paragraph("Mới mở, sổ chỉ hiện bốn trang. Khi cần trang khác: nhấn chuột phải vào tên trang bất kỳ ở cuối màn hình, chọn Bỏ ẩn (Unhide; LibreOffice: Hiện trang tính), rồi chọn tên trang.")  # fmt: skip
    for names, text in _sheets_by_task(canvas, form):
        guide.line(names, text)
    guide.section("Màu của ô")
    for sample, colour, text in _colours():
        guide.sample(sample, colour, text)
    guide.section("Cách ghi")
    for label, text in _habits(canvas):
        guide.line(label, text)
    guide.section("Khi nộp, khi cần giúp")
    guide.line("Tên tệp", f"={file_name(form, str(canvas.edition.school_year))}")
    for label, text in _help(canvas):
        guide.line(label, text)
    guide.section("Căn cứ và phiên bản")
    for label, text in _basis(canvas, form):
        guide.line(label, text)
    page(sheet, f"{GUIDE} · {canvas.subtitle}", landscape=False)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, guide.row - 1, _LAST)
    sheet.hide_gridlines(2)
    if canvas.buttons:
        canvas.buttons.draw(canvas.styles, sheet)


class _Guide:
    """Writes the page from top to bottom."""

    def __init__(self, canvas: Canvas, sheet: Any):
        self.canvas, self.sheet, self.row = canvas, sheet, 0

    def title(self, text: str, subtitle: str) -> None:
        of = self.canvas.styles.of
        for line, look in (
            (text, of(bold=True, font_size=18, font_color=NAVY)),
            (subtitle, of(italic=True, font_size=13, font_color=MUTED_TEXT, bottom=2, bottom_color=NAVY)),
        ):
            for position in range(_LAST + 1):
                self.sheet.write_string(self.row, position, line if position == 0 else "", look)
            self._advance(26 if line == text else 22)
        self._advance(4)

    def section(self, text: str) -> None:
        look = self.canvas.styles.of(bold=True, font_color=NAVY, bg_color=PALE_BLUE)
        self._advance(5)
        for position in range(_LAST + 1):
            self.sheet.write_string(self.row, position, text if position == 0 else "", look)
        self._advance(19)

    def paragraph(self, text: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, _LAST, text, self._prose())
        self._advance(_LINE * lines_of(text, sum(_WIDTHS) * _FIT) + _ROOM)

    def step(self, number: int, place: str, text: str, *, linked: bool) -> None:
        of = self.canvas.styles.of
        self.sheet.write_number(
            self.row, 0, number, of(bold=True, align="center", valign="top", font_color=NAVY)
        )
        if linked:
            look = of(bold=True, valign="top", underline=1, font_color="#0563C1")
            self.sheet.write_url(self.row, 1, f"internal:'{place}'!A1", look, place, f"Đến trang {place}")
        else:
            self.sheet.write_string(self.row, 1, place, of(bold=True, valign="top", text_wrap=True))
        self._text(text, lines_of(place, _WIDTHS[1]))

    def line(self, label: str, text: str) -> None:
        self.sheet.write_string(
            self.row, 1, label, self.canvas.styles.of(bold=True, valign="top", text_wrap=True)
        )
        self._text(text, lines_of(label, _WIDTHS[1]))

    def sample(self, sample: str, colour: str, text: str) -> None:
        look = {"bg_color": colour, "border": 1, "border_color": LINE_GREY, "indent": 1}
        self.sheet.write_string(
            self.row, 1, sample, self.canvas.styles.of(**look, bold=sample == Answer.UNMET)
        )
        put(self.sheet, self.row, _LAST, text, self.canvas.styles.of(indent=1))
        self._advance(_LINE + _ROOM)

    def _text(self, text: str, least: int) -> None:
        put(self.sheet, self.row, _LAST, text, self._prose())
        lines = 1 if text.startswith("=") else lines_of(text, _WIDTHS[_LAST] * _FIT)
        self._advance(_LINE * max(least, lines) + _ROOM)

    def _prose(self) -> Any:
        return self.canvas.styles.of(text_wrap=True, valign="top")

    def _advance(self, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.row += 1


def _purpose(canvas: Canvas) -> str:
    rules = canvas.edition.rules
    return (
        f"Một tệp cho một trường, một năm học. {rules.words.school} ghi thông tin, đánh giá từng {rules.words.indicator}, "
        f"viết báo cáo và kế hoạch cải tiến vào đây rồi nộp cho cơ quan quản lý; sổ tự tính {rules.level_word.lower()} "
        "đạt được. Hội đồng tự đánh giá là nơi kết luận."
    )


def _steps(canvas: Canvas, form: Form) -> Iterable[tuple[str, str]]:
    rules = canvas.edition.rules
    indicator, word = rules.words.indicator, rules.level_word.lower()
    sheets = form.sheets_of(canvas.edition)
    plan = "Cải tiến, Rà soát, Số liệu" if "Rà soát" in sheets else "Cải tiến, Số liệu"
    return (
        ("Trường", "Ghi tên, mã trường, cơ quan quản lý và “Lần nộp”. Mục có dấu * là bắt buộc."),
        (
            "Hội đồng, Phân công",
            "Ghi thành viên Hội đồng tự đánh giá; giao mỗi tiêu chí cho một nhóm công tác.",
        ),
        (
            "Minh chứng, Mô tả",
            "Lập danh mục minh chứng; viết hiện trạng từng tiêu chí, ghi mã minh chứng ngay sau nhận định.",
        ),
        ("Đánh giá", f"Chọn kết quả cho từng {indicator}. Chưa đánh giá thì để trống."),
        (RESULTS, f"Xem {word} đạt được, tiêu chí nào còn vướng và còn thiếu gì để lên {word} kế tiếp."),
        (
            plan,
            "Với mỗi điểm yếu ghi giải pháp, thời gian, người làm, kinh phí, cách giám sát; nhập số liệu các năm.",
        ),
        (f"Đăng ký, {SLIP}", f"Đăng ký (nếu có), in phiếu nộp cho {rules.words.head} ký, gửi tệp kèm phiếu."),
    )


def _sheets_by_task(canvas: Canvas, form: Form) -> Iterable[tuple[str, str]]:
    sheets = form.sheets_of(canvas.edition)
    for names, text in _WHEN_NEEDED:
        there = [name for name in names if name in sheets]
        if there:
            yield ", ".join(there), text


def _colours() -> Iterable[tuple[str, str, str]]:
    return (
        ("Ô để nhập", ENTRY_YELLOW, "Vàng nhạt: nhà trường nhập hoặc chọn từ danh sách."),
        ("Ô điền sẵn", FIXED_GREY, "Xám: đã điền theo bộ tiêu chuẩn, không sửa."),
        (Answer.MET, GOOD_GREEN, "Xanh nhạt, chữ thường: đạt."),
        (Answer.UNMET, ERROR_RED, "Đỏ nhạt, chữ đậm: không đạt. In đen trắng vẫn phân biệt được bằng chữ."),
        (
            "Ô công thức",
            "#FFFFFF",
            f"Trắng, ở trang {RESULTS} và {SLIP}: sổ tự tính, đã khóa (không mật khẩu).",
        ),
    )


def _habits(canvas: Canvas) -> Iterable[tuple[str, str]]:
    yield (
        "Dán từ nơi khác",
        "Dùng Dán giá trị (Paste Values, Ctrl+Alt+V rồi V) để không làm hỏng khuôn của ô.",
    )
    yield "“chưa có” và số 0", "Không có số liệu: ghi “chưa có”. Ghi 0 chỉ khi thật sự bằng 0."
    yield "Chưa đánh giá", "Để trống. Không chọn “Không đạt” thay cho chưa đánh giá."
    if any(criterion.may_not_apply for criterion in canvas.edition.rules.by_code.values()):
        yield (
            f"“{Answer.NOT_APPLICABLE}”",
            "Chỉ dùng cho nội dung mà thông tư ghi “(nếu có)”; nơi khác không được tính.",
        )


def _help(canvas: Canvas) -> Iterable[tuple[str, str]]:
    macros = canvas.buttons.about_macros if canvas.buttons else "Sổ không có macro."
    return (
        (
            "Không cần cài gì thêm",
            f"{macros} Danh sách chọn, màu và trang Kết quả chạy trong Excel 2010 trở lên và LibreOffice.",
        ),
        (
            "Chương trình kiểm tra",
            "Nơi có chương trình kdcl thì dùng thêm để kiểm tra, đóng gói, tổng hợp; nơi không có vẫn lập và nộp sổ được.",
        ),
        (
            "Cần giúp",
            "Hỏi bộ phận phụ trách kiểm định chất lượng của cơ quan quản lý trực tiếp, gửi kèm tệp này.",
        ),
    )


def _basis(canvas: Canvas, form: Form) -> Iterable[tuple[str, str]]:
    edition, rules = canvas.edition, canvas.edition.rules
    annex = f", {rules.annex}" if rules.annex else ""
    day = f"{rules.issued_on:%d/%m/%Y}"
    yield "Bộ tiêu chuẩn", f"Thông tư {rules.number} ngày {day}{annex}: {rules.title}."
    # The first notes of a rule set say what it was copied from; the others are about single criteria.
    doubts = [*assess({}, rules).unverified, *rules.notes[:2]]
    if doubts:
        yield "Chưa đối chiếu văn bản gốc", " ".join(text.rstrip(".") + "." for text in doubts)
    yield (
        "Phiên bản",
        f"Mẫu {form.id} {form.version} · {rules.id} · {edition.school_year} · cấu trúc {form.digest(edition)}",
    )
