"""Write docs/ma-loi.md: every code the program can print, one table a family."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kdcl_xl.checks import FAMILIES, catalogue_complete  # noqa: E402
from kdcl_xl.documents.layout.rules import layout_rules  # noqa: E402
from kdcl_xl.findings import Rule, catalogue  # noqa: E402

TARGET = ROOT / "docs" / "ma-loi.md"
_TITLES = {"TEP": "Tệp", "CT": "Cấu trúc sổ"} | {prefix: title for prefix, (title, _) in FAMILIES.items()} | {
    "GT": "Giải trình",
    "CK": "Công khai",
    "PH": "Phôi văn bằng, chứng chỉ",
    "NL": "Dữ liệu nhập (lệnh nhap)",
    "NHO": "Nhóm công tác (lệnh chia, ghep)",
    "DSM": "Đánh số minh chứng (lệnh minh-chung)",
    "DGN": "Đóng gói (lệnh dong-goi)",
    "TH": "Tổng hợp (lệnh tong-hop)",
    "VB": "Mẫu Word (lệnh van-ban)",
    "LDG": "Lịch đánh giá ngoài (lệnh danh-gia-ngoai nhap-lich)",
    "DGS": "Sổ đánh giá ngoài",
    "DGT": "Đánh giá ngoài: lập sổ, tổng hợp, chỉ tiêu",
    "DGX": "Đánh giá ngoài: xếp lịch, xếp đoàn (lệnh danh-gia-ngoai soat-lich, xep-lich, xep-doan)",
    "DDG": "Sổ của đoàn đánh giá ngoài",
    "CS": "Cửa sổ KĐCL",
    "TT": "Thể thức văn bản (lệnh the-thuc)",
}  # fmt: skip
_DECLARES = re.compile(r"\b(?:rule|Rule)\(")
_HEAD = """# Mã lỗi, cảnh báo, gợi ý

Trang này do `tools/build_error_catalogue.py` sinh ra từ chương trình; không sửa bằng tay.

- **lỗi**: phải sửa trước khi nộp, không giải trình được.
- **cảnh báo**: sửa, hoặc người có thẩm quyền chấp nhận ở trang Giải trình (mã, trang và ô, lý do, họ tên, chức vụ, ngày).
- **gợi ý**: có thể bỏ qua.
- Cột *Khi nào*: “trước khi nộp” nghĩa là đang làm thì chương trình chưa hỏi.
- “theo bộ tiêu chuẩn của sổ”: điều khoản khác nhau tùy thông tư; mỗi phát hiện ghi rõ điều khoản của nó. Căn cứ chưa đối
  chiếu văn bản chính thức thì phát hiện ghi như vậy, và lỗi dựa trên căn cứ đó chỉ là cảnh báo.
"""


def _declare_all() -> None:
    """A code is declared when its module is imported: import every module that declares one."""
    for path in sorted((ROOT / "kdcl_xl").rglob("*.py")):
        if _DECLARES.search(path.read_text(encoding="utf-8")):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    layout_rules()


def page() -> str:
    """The whole page."""
    _declare_all()
    rules = list((catalogue_complete() | catalogue()).values())
    unnamed = {rule.code.partition("-")[0] for rule in rules} - _TITLES.keys()
    if unnamed:
        raise LookupError(f"families without a title: {unnamed}")
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
