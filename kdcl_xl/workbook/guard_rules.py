"""What the guard can say about a file: one code, one sentence and one remedy for each."""

from __future__ import annotations

from dataclasses import replace

from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.workbook.archive import Fault

_RESAVE = "Thầy/cô mở bằng Excel, chọn Tệp ▸ Lưu thành ▸ Excel Workbook (.xlsx) rồi nộp tệp mới."
_RESEND = "Thầy/cô chép hoặc tải lại tệp từ máy gốc, mở thử bằng Excel rồi nộp lại."
_TEMPLATE = "Thầy/cô chép dữ liệu (dán giá trị) sang mẫu gốc rồi nộp tệp mới."


def _refuses(code: str, title: str) -> Rule:
    return rule(code, Severity.ERROR, title)


EMPTY = _refuses("TEP-001", "Tệp có nội dung")
OWNER_FILE = _refuses("TEP-002", "Không nộp tệp khóa tạm của Excel hoặc LibreOffice")
PLACEHOLDER = _refuses("TEP-003", "Tệp đã tải đủ về máy")
UNREADABLE = _refuses("TEP-004", "Tệp đọc được")
FILE_TOO_BIG = _refuses("TEP-005", "Tệp không lớn quá mức")
PASSWORD = _refuses("TEP-010", "Tệp không đặt mật khẩu mở")
OLD_EXCEL = _refuses("TEP-011", "Tệp không ở dạng Excel 97–2003 (.xls)")
BINARY_EXCEL = _refuses("TEP-012", "Tệp không ở dạng nhị phân (.xlsb)")
OPEN_DOCUMENT = _refuses("TEP-013", "Tệp không ở dạng OpenDocument (.ods)")
TEXT = _refuses("TEP-014", "Tệp bảng tính thật, không phải CSV, HTML hay XML đổi đuôi")
OTHER_OFFICE = _refuses("TEP-015", "Tệp bảng tính, không phải Word hay PowerPoint đổi đuôi")
NOT_A_WORKBOOK = _refuses("TEP-016", "Tệp là sổ tính Excel")
DISGUISED_MACRO = _refuses("TEP-017", "Tệp .xlsx không chứa macro")
TRUNCATED = _refuses("TEP-020", "Tệp không bị cụt")
CORRUPT = _refuses("TEP-021", "Tệp không bị hỏng")
DUPLICATE_PART = _refuses("TEP-022", "Mỗi phần trong tệp chỉ có một")
TRAVERSAL = _refuses("TEP-023", "Phần trong tệp không trỏ ra ngoài thư mục")
TOO_MANY_PARTS = _refuses("TEP-024", "Tệp không có quá nhiều phần")
BOMB = _refuses("TEP-025", "Tệp không phình quá mức khi giải nén")
DTD = _refuses("TEP-026", "Tệp không chứa DTD hay thực thể XML")
ODD_ZIP = _refuses("TEP-027", "Tệp nén theo cách thông thường của Excel")
FAR_CELL = _refuses("TEP-030", "Không có ô nào được ghi ở quá xa vùng dữ liệu")

EXTERNAL_LINK = rule("TEP-040", Severity.WARNING, "Sổ tính không lấy số liệu từ tệp khác")
FOREIGN_NAME = rule("TEP-041", Severity.HINT, "Tên đã đặt (Name) không trỏ sang tệp khác")
THREADED_COMMENT = rule("TEP-042", Severity.HINT, "Trao đổi (Comments) trong tệp không phải dữ liệu")
MACROS = rule("TEP-043", Severity.HINT, "Macro trong tệp không được chạy khi đọc")
HIDDEN_SHEET = rule("TEP-044", Severity.HINT, "Không có trang bị ẩn")
HIDDEN_ROWS = rule("TEP-045", Severity.HINT, "Không có dòng dữ liệu bị ẩn")
FAR_BLANK = rule("TEP-046", Severity.HINT, "Không có ô trống còn định dạng ở quá xa vùng dữ liệu")

MESSAGES: dict[Rule, tuple[str, str]] = {
    EMPTY: ("không có nội dung (0 byte).", _RESEND),
    OWNER_FILE: (
        "chỉ là tệp khóa tạm do Excel/LibreOffice tạo khi sổ tính đang mở.",
        "Thầy/cô đóng sổ tính và nộp tệp thật (tên không có ~$ hoặc .~lock ở đầu).",
    ),
    PLACEHOLDER: (
        "mới chỉ là lối dẫn của OneDrive/iCloud, nội dung chưa tải về máy.",
        'Thầy/cô bấm chuột phải vào tệp, chọn "Luôn giữ trên thiết bị này", chờ tải xong rồi làm lại.',
    ),
    UNREADABLE: ("không đọc được: {detail}.", "Thầy/cô đóng chương trình đang giữ tệp, kiểm tra quyền đọc rồi làm lại."),
    FILE_TOO_BIG: ("lớn {detail}, quá mức một sổ tính số liệu cần.", "Thầy/cô bỏ bớt ảnh, để minh chứng thành tệp riêng rồi nộp lại."),
    PASSWORD: (
        "đang đặt mật khẩu mở.",
        "Thầy/cô mở tệp, chọn Tệp ▸ Thông tin ▸ Bảo vệ sổ làm việc ▸ Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu.",
    ),
    OLD_EXCEL: ("ở dạng Excel 97–2003 (.xls).", _RESAVE),
    BINARY_EXCEL: ("ở dạng Excel nhị phân (.xlsb).", _RESAVE),
    OPEN_DOCUMENT: (
        "ở dạng OpenDocument (.ods) của LibreOffice.",
        "Thầy/cô mở bằng LibreOffice, chọn Tệp ▸ Lưu thành ▸ Excel 2007–365 (.xlsx) rồi nộp tệp mới.",
    ),
    TEXT: ("thực ra là tệp {detail} đổi đuôi, không phải sổ tính Excel.", _RESAVE),
    OTHER_OFFICE: ("thực ra là tệp {detail}, không phải sổ tính Excel.", "Thầy/cô chọn lại đúng tệp Excel rồi nộp."),
    NOT_A_WORKBOOK: ("không phải sổ tính Excel{detail}.", "Thầy/cô chọn lại đúng tệp Excel rồi nộp."),
    DISGUISED_MACRO: (
        "có đuôi .xlsx nhưng bên trong chứa macro; Excel cũng từ chối mở tệp như vậy.",
        "Thầy/cô lấy lại mẫu gốc, không đổi đuôi .xlsm thành .xlsx. Nếu không rõ nguồn tệp, xin đừng mở.",
    ),
    TRUNCATED: ("bị cụt: phần cuối tệp không có (chép hoặc tải chưa xong).", _RESEND),
    CORRUPT: ("bị hỏng{detail}.", _RESEND),
    DUPLICATE_PART: ("có hai phần cùng tên bên trong ({detail}), không biết phần nào thật.", _RESAVE),
    TRAVERSAL: ("có phần bên trong trỏ ra ngoài thư mục ({detail}).", "Tệp này không do Excel tạo; thầy/cô xin đừng mở. " + _TEMPLATE),
    TOO_MANY_PARTS: ("có quá nhiều phần bên trong.", _TEMPLATE),
    BOMB: ("phình quá lớn khi giải nén{detail}, có thể làm treo máy.", "Nếu không rõ nguồn tệp, xin đừng mở. " + _TEMPLATE),
    DTD: (
        "chứa DTD hoặc thực thể XML{detail}; Excel không bao giờ ghi như vậy.",
        "Nếu không rõ nguồn tệp, xin đừng mở. " + _TEMPLATE,
    ),
    ODD_ZIP: ("được nén hoặc khóa theo cách Excel không dùng{detail}.", _RESAVE),
    FAR_CELL: (
        'có ô được ghi ở quá xa vùng dữ liệu: ô {cell} của trang "{sheet}".',
        "Thầy/cô bấm F5, gõ địa chỉ ô ấy, xóa nội dung (hoặc xóa cả dòng, cột thừa), lưu rồi nộp lại.",
    ),
}  # fmt: skip

FAULTS: dict[Fault, Rule] = {
    Fault.TRUNCATED: TRUNCATED,
    Fault.CORRUPT: CORRUPT,
    Fault.DUPLICATE: DUPLICATE_PART,
    Fault.TRAVERSAL: TRAVERSAL,
    Fault.TOO_MANY: TOO_MANY_PARTS,
    Fault.PART_TOO_BIG: BOMB,
    Fault.TOTAL_TOO_BIG: BOMB,
    Fault.RATIO: BOMB,
    Fault.LOCKED: ODD_ZIP,
    Fault.METHOD: ODD_ZIP,
}
_IN_BRACKETS = {CORRUPT, BOMB, DTD, ODD_ZIP}


class RefusedError(Exception):
    """Raised where reading must stop; `inspect` turns it into `Inspection.refused`."""

    def __init__(self, cause: Rule, detail: str = "", *, sheet: str = "", cell: str = "") -> None:
        super().__init__(cause.code, detail)
        self.cause, self.detail, self.sheet, self.cell = cause, detail, sheet, cell

    def finding(self, file: str) -> Finding:
        """The refusal in words, for the file of that name."""
        message, remedy = MESSAGES[self.cause]
        detail = f" (phần {self.detail})" if self.detail and self.cause in _IN_BRACKETS else self.detail
        message = message.format(detail=detail, sheet=self.sheet, cell=self.cell)
        found = self.cause.at(self.sheet, self.cell, f'Tệp "{file}" {message}', remedy)
        return replace(found, file=file)
