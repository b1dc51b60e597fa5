"""What the macros say. VBA source is ASCII, so the Vietnamese stands here and goes into a generated module."""

from __future__ import annotations

WORDS = {
    "KDCL_TITLE": "KĐCL",
    "KDCL_WORKING": "KĐCL: đang làm, thầy/cô chờ một chút…",
    "KDCL_NO_ADD_IN": (
        "Nút này cần phần bổ trợ KĐCL, hiện chưa mở trong Excel. Nếu máy đã cài: vào Tệp › Tùy chọn › Phần bổ trợ và bật "
        "kdcl.xlam, rồi bấm lại. Nếu chưa cài: xem tệp cai-dat.md, hoặc nhờ cán bộ công nghệ thông tin. Không có phần bổ trợ, "
        "sổ vẫn nhập và nộp được như thường."
    ),
    "KDCL_OLD_ADD_IN": (
        "Phần bổ trợ KĐCL chưa làm được việc của nút này. Nếu phần bổ trợ cũ hơn sổ, thầy/cô cài lại bản mới. Excel báo:"
    ),
    "KDCL_NO_EXTENSION": (
        "Nút này cần phần mở rộng KĐCL. Vào Công cụ › Trình quản lý phần mở rộng, thêm tệp kdcl.oxt, đóng rồi mở lại "
        "LibreOffice. Không có phần mở rộng, sổ vẫn nhập và nộp được như thường."
    ),
    "KDCL_NOT_INSTALLED": (
        "Chưa thấy nơi cài chương trình KĐCL (biến KDCL_HOME). Thầy/cô chạy cai-dat.cmd của gói cài đặt, đóng mọi cửa sổ "
        "Excel rồi mở lại."
    ),
    "KDCL_NO_BOOK": (
        "Chưa có sổ nào đang mở để làm việc. Thầy/cô mở sổ rồi bấm lại; nếu đang ở chế độ xem được bảo vệ, trước hết bấm "
        "Bật chỉnh sửa."
    ),
    "KDCL_BAD_NAME": "Tên tệp có dấu “=” nên chương trình không gọi được sổ này. Thầy/cô lưu sổ với tên khác rồi bấm lại.",
    "KDCL_FOREIGN_SETTINGS": (
        "Sổ này có trang “xlwings.conf” hoặc trang tên “….py”, có thể sai khiến máy chạy chương trình khác, nên nút không "
        "chạy. Chưa có gì thay đổi. Nếu không rõ vì sao có trang ấy, thầy/cô xin lại tệp từ nơi gửi."
    ),
    "KDCL_NO_PYTHON": "Không thấy chương trình KĐCL ở nơi đã cài. Thầy/cô cài lại bằng cai-dat.cmd. Nơi đã tìm:",
    "KDCL_PYTHON_FAILED": (
        "Chương trình KĐCL không chạy được; sổ có thể chưa thay đổi gì. Thầy/cô cài lại bằng cai-dat.cmd; nếu vẫn vậy, gửi "
        "tệp sau cho bộ phận hỗ trợ:"
    ),
    "KDCL_FAILED": "Chương trình KĐCL chưa làm được việc này. Excel báo:",
}
"""Name of the VBA constant → what the user reads."""

NEEDS_ADD_IN = "Cần kdcl.xlam (LibreOffice: kdcl.oxt)."
NEEDS_EXTENSION = "Cần phần mở rộng kdcl.oxt."
ABOUT_MACROS = "Macro của sổ chỉ để gọi các nút; tắt macro thì sổ vẫn dùng được."
ABOUT_NO_MACROS = "Sổ không có macro; nút gọi phần mở rộng kdcl.oxt."

_WIDEST = 100


def escaped(text: str) -> str:
    r"""ASCII of a text, other letters as `\u1EC3`, fit for a VBA string literal."""
    letters = (letter if letter.isascii() else f"\\u{ord(letter):04X}" for letter in text)
    return "".join(letters).replace('"', '""')


def constant(name: str, text: str) -> str:
    """`Public Const NAME As String = …`, folded into lines that the VBA editor can show."""
    rest, pieces = escaped(text), []
    while rest:
        end = len(rest) if len(rest) <= _WIDEST else rest.rindex(" ", 0, _WIDEST) + 1
        pieces.append(f'"{rest[:end]}"')
        rest = rest[end:]
    return f"Public Const {name} As String = " + " & _\n    ".join(pieces)
