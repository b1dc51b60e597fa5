"""What can be wrong with a Word template or with the values printed through it."""

from __future__ import annotations

from collections.abc import Iterable

from kdcl_xl.findings.finding import Finding, Severity
from kdcl_xl.findings.rules import rule

UNKNOWN_NAME = rule("VB-001", Severity.ERROR, "Mọi trường trong mẫu Word đều có trong dữ liệu của văn bản.")
FORBIDDEN_TAG = rule("VB-002", Severity.ERROR, "Mẫu Word chỉ đọc dữ liệu, không gọi mã lệnh.")
BROKEN_TAG = rule("VB-003", Severity.ERROR, "Thẻ trong mẫu Word viết đúng cú pháp, mở và đóng đủ cặp.")
NOT_A_TEMPLATE = rule("VB-004", Severity.ERROR, "Mẫu văn bản là tệp Word (.docx) đọc được.")
UNTRUSTED_FOLDER = rule(
    "VB-005", Severity.ERROR, "Mẫu văn bản nằm trong thư mục mẫu của chương trình hoặc của đơn vị."
)
CONTROL_CHARACTER = rule("VB-006", Severity.ERROR, "Dữ liệu in ra văn bản không chứa ký tự điều khiển.")
FAILED_TAG = rule("VB-007", Severity.ERROR, "Biểu thức trong mẫu Word tính được với dữ liệu của văn bản.")

NO_SEAL = rule("VB-101", Severity.ERROR, "Văn bản mang thông tin xác minh đọc được.")
TEXT_EDITED = rule("VB-102", Severity.ERROR, "Nội dung văn bản còn như khi chương trình lập.")
SOURCE_MISSING = rule("VB-103", Severity.ERROR, "Tìm được tệp nguồn của văn bản.")
SOURCE_CHANGED = rule("VB-104", Severity.ERROR, "Nguồn vẫn cho đúng các giá trị in trong văn bản.")
OTHER_TEMPLATE = rule("VB-105", Severity.WARNING, "Mẫu và bộ tiêu chuẩn còn như khi lập văn bản.")
OTHER_PROGRAM = rule("VB-106", Severity.HINT, "Chương trình và thiết lập còn như khi lập văn bản.")
SOURCE_SAVED = rule("VB-107", Severity.HINT, "Tệp nguồn chưa lưu lại từ khi lập văn bản.")
NUMBERED = rule("VB-108", Severity.HINT, "Số và ngày văn bản điền sau khi ký.")


class TemplateProblem(Exception):  # noqa: N818 (named for what the office reads: a problem in its template)
    """The document was not made; `findings` say where in the template and why."""

    def __init__(self, template: str, findings: Iterable[Finding]) -> None:
        self.template = template
        self.findings = tuple(findings)
        super().__init__(template, self.findings)

    def __str__(self) -> str:
        lines = "\n".join(finding.as_line() for finding in self.findings)
        return f"Không tạo văn bản từ mẫu {self.template}.\n{lines}"
