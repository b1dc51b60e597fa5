"""Write docs/ma-loi.md: every code the program can print about a school's workbook, one table a family."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kdcl_xl.checks import FAMILIES, catalogue_complete  # noqa: E402
from kdcl_xl.findings import Rule, catalogue  # noqa: E402
from kdcl_xl.workbook import read  # noqa: E402, F401 (declares the codes of files and structure)

TARGET = ROOT / "docs" / "ma-loi.md"
_TITLES = {"TEP": "Tệp", "CT": "Cấu trúc sổ"} | {prefix: title for prefix, (title, _) in FAMILIES.items()} | {
    "GT": "Giải trình"
}  # fmt: skip
_HEAD = """# Mã lỗi, cảnh báo, gợi ý

Trang này do `tools/build_error_catalogue.py` sinh ra từ chương trình; không sửa bằng tay.

- **lỗi**: phải sửa trước khi nộp, không giải trình được.
- **cảnh báo**: sửa, hoặc người có thẩm quyền chấp nhận ở trang Giải trình (mã, trang và ô, lý do, họ tên, chức vụ, ngày).
- **gợi ý**: có thể bỏ qua.
- Cột *Khi nào*: “trước khi nộp” nghĩa là đang làm thì chương trình chưa hỏi.
- “theo bộ tiêu chuẩn của sổ”: điều khoản khác nhau tùy thông tư; mỗi phát hiện ghi rõ điều khoản của nó. Căn cứ chưa đối
  chiếu văn bản chính thức thì phát hiện ghi như vậy, và lỗi dựa trên căn cứ đó chỉ là cảnh báo.
"""


def page() -> str:
    """The whole page."""
    complete = catalogue_complete()
    rules = [rule for code, rule in catalogue().items() if code.partition("-")[0] in ("TEP", "CT")]
    rules += complete.values()
    sections = [_HEAD]
    for prefix, title in _TITLES.items():
        family = [rule for rule in rules if rule.code.partition("-")[0] == prefix]
        sections.append(f"## {prefix}: {title}\n\n{_table(family)}\n")
    return "\n".join(sections)


def _table(rules: Iterable[Rule]) -> str:
    lines = ["| Mã | Mức | Quy tắc | Khi nào | Căn cứ |", "|---|---|---|---|---|"]
    for rule in sorted(rules, key=lambda rule: rule.code):
        when = "trước khi nộp" if rule.only_when_submitting else ""
        lines.append(f"| {rule.code} | {rule.severity} | {rule.title} | {when} | {rule.law} |")
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(TARGET.relative_to(ROOT))
