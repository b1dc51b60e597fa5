"""Write docs/the-thuc.md: every layout rule with its law and confidence, the register of acts, what no file shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from kdcl_xl.documents.layout.acts import Act, register  # noqa: E402
from kdcl_xl.documents.layout.fixed_forms import FIXED_FORMS  # noqa: E402
from kdcl_xl.documents.layout.rules import LayoutRule, layout_rules  # noqa: E402
from kdcl_xl.text.dates import vn_date  # noqa: E402

TARGET = ROOT / "docs" / "the-thuc.md"
_FAMILIES = {
    "Khổ giấy, phông chữ": ("PG",),
    "Phần đầu văn bản": ("QH", "CQ", "SO", "DD", "TL", "KG"),
    "Nội dung": ("ND", "PL"),
    "Chữ ký, nơi nhận": ("KY", "NN"),
    "Chữ viết": ("VH", "TN"),
    "Văn bản theo mẫu riêng": ("MB",),
}
_ITEMS = {"PG02": "PG02, PG03, PG04", "ND17": "thêm"}
"""Rules that stand for several items of the checklist, or for none."""
_NOT_ON_FILE = {
    "SO05, SO06, SO07": "số liền nhau trong năm, ngày cấp số, ngày gửi: cần sổ đăng ký văn bản của văn thư. Văn bản do chương trình lập lấy số từ sổ số riêng (`kdcl van-ban --so tu-dong`), không trùng trong năm",
    "KY03": "TUQ. phải có văn bản ủy quyền, TL. phải do người đứng đầu đơn vị ký: chỉ người biết việc ấy trả lời được",
    "KY07 (họ tên)": "họ tên người ký đúng hồ sơ nhân sự: cần danh sách cán bộ",
    "KY08, KY09": "mực ký, dấu, dấu giáp lai: chỉ có trên giấy",
    "DD05": "địa danh đúng tên đơn vị hành chính nơi đóng trụ sở vào ngày ban hành: cần danh mục đơn vị hành chính theo ngày",
    "PL02": "số trang phụ lục đánh riêng: Word chỉ chia trang khi mở",
    "MK01": "dấu chỉ mức độ khẩn: người ký quyết định",
    "ED01": "PDF và chữ ký số của văn bản điện tử: có sau khi ký số",
    "CR01, CP01, AR01": "đính chính, sao văn bản, lập hồ sơ: là quy trình, không phải thể thức của một tệp",
}
_HEAD = """# Thể thức văn bản

Trang này do `tools/build_docs.py` sinh ra từ chương trình (`make docs`); không sửa bằng tay.

`kdcl the-thuc TEP.docx…` soát văn bản Word, do chương trình lập hay không, theo Nghị định 30/2020/NĐ-CP. Mỗi phát hiện nêu
đoạn hoặc ô của bảng, chỗ sai (trích nguyên văn), căn cứ và điều cần gõ lại. Phông chữ, cỡ chữ là cái thật sự hiện ra, sau khi
tính kiểu (Styles) và chủ đề (Theme). “Đoạn 12” đếm các đoạn có chữ ở ngoài bảng; “bảng 2, dòng 3, cột 1” đếm cả bảng dùng để
xếp chữ ở phần đầu và phần ký.

- **Dự thảo**: số và ngày để trống là bình thường, văn thư ghi sau khi ký. Đã có số thì phải có ngày.
- **Độ tin**: lời Phụ lục I, II, III của Nghị định được đối chiếu qua nguồn thứ cấp và một cuốn cẩm nang rút từ khoảng 1.800 văn bản thật, chưa phải bản
  Công báo. Quy tắc chỉ tin *vừa* được hạ một bậc (lỗi thành cảnh báo, cảnh báo thành gợi ý).
- **Căn cứ trống**: điều mà người đọc văn bản thật vẫn vấp phải, không phải luật.
- `--sua` ghi bản `<tên>_da-sua.docx`, tệp gốc còn nguyên. Chỉ sửa hình thức: khổ giấy, lề, phông, màu, cỡ chữ, đậm, nghiêng,
  canh lề; chính tả quốc hiệu, tiêu ngữ; dấu cách và gạch nối trong số, ký hiệu; số 0 ở ngày, tháng; dấu cuối căn cứ, Kính gửi,
  nơi nhận; `KT. `, `./.`; dấu cách thừa; một cách ghi năm học; Unicode dựng sẵn. Lời văn, con số, tên người không bị đụng đến.
  Chương trình liệt kê từng chỗ đã sửa và những gì còn lại.
- Văn bản để quốc hiệu trong phần Header của Word, văn bản chụp ảnh (scan) thì chương trình không đọc được phần ấy.
"""


def page() -> str:
    """The whole page."""
    rules = list(layout_rules().values())
    named = {prefix for prefixes in _FAMILIES.values() for prefix in prefixes}
    strange = {rule.item for rule in rules if rule.item[:2] not in named}
    if strange:
        raise LookupError(f"rules without a family: {strange}")
    lines = [_HEAD]
    for title, prefixes in _FAMILIES.items():
        lines += _family(title, [rule for rule in rules if rule.item[:2] in prefixes])
    lines += _forms()
    lines += _acts()
    lines += ["## Không kiểm được trên tệp\n", "Những mục sau của danh mục soát không có quy tắc, vì tệp Word không cho biết:\n"]  # fmt: skip
    lines += [f"- {items}: {why}." for items, why in _NOT_ON_FILE.items()]
    return "\n".join(lines) + "\n"


def _family(title: str, rules: list[LayoutRule]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Mã | Mục | Mức | Quy tắc | Căn cứ | Độ tin |"
    yield "|---|---|---|---|---|---|"
    for each in rules:
        rule = each.rule
        yield f"| {rule.code} | {_ITEMS.get(each.item, each.item)} | {rule.severity} | {rule.title} | {rule.law} | {each.confidence} |"
    yield ""


def _forms() -> Iterator[str]:
    yield "## Mẫu riêng được nhận ra\n"
    yield "Các văn bản này có mẫu của Bộ: chỉ soát theo mẫu ấy (các quy tắc MB) và lời văn, không theo Nghị định 30.\n"
    yield "| Văn bản | Căn cứ | Điều được soát |"
    yield "|---|---|---|"
    for form in FIXED_FORMS:
        parts = [words for _, words in (*form.parts, *form.columns)]
        what = "; ".join(parts) if parts else "chỉ lời văn: nội dung mẫu chưa có trong tay"
        yield f"| {form.title} | {form.law} | {what} |"
    yield ""


def _acts() -> Iterator[str]:
    yield "## Sổ văn bản để soát viện dẫn\n"
    yield "Văn bản không có trong sổ này thì chương trình không nói gì về ngày và hiệu lực của nó.\n"
    yield "| Văn bản | Về việc | Ban hành | Hiệu lực | Đã đối chiếu |"
    yield "|---|---|---|---|---|"
    for act in register().values():
        issued = vn_date(act.issued_on) if act.issued_on else "chưa rõ"
        yield f"| {act.name} | {act.about} | {issued} | {_validity(act)} | {_checked(act)} |"
    yield ""


def _validity(act: Act) -> str:
    start = f"từ {vn_date(act.valid_from)}" if act.valid_from else ""
    end = f"đến hết {vn_date(act.valid_to)}" if act.valid_to else ""
    return " ".join(word for word in (start, end) if word) or "chưa rõ"


def _checked(act: Act) -> str:
    if act.verified and act.validity_verified:
        return "có"
    return "số, ngày; hiệu lực thì chưa" if act.verified else "chưa"
