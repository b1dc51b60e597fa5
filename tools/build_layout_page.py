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
_ITEMS = {"PG02": "PG02, PG03, PG04", "ND17": "thêm", "ND18": "thêm", "ND19": "thêm", "KY10": "KY07 (họ tên)"}
"""Rules that stand for several items of the checklist, or for none."""
_NOT_ON_FILE = {
    "KY03": "TUQ. phải có văn bản ủy quyền, TL. phải do người đứng đầu đơn vị ký: chỉ người biết việc ấy trả lời được",
    "KY08, KY09": "mực ký, dấu, dấu giáp lai: chỉ có trên giấy",
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
- `--sua` ghi bản `<tên>_da-sua.docx` (tệp gốc là .docm, .dotx thì giữ đuôi ấy), tệp gốc còn nguyên.
  Chỉ sửa hình thức: khổ giấy, lề, phông, màu, cỡ chữ, đậm, nghiêng,
  canh lề; chính tả quốc hiệu, tiêu ngữ; dấu cách và gạch nối trong số, ký hiệu; số 0 ở ngày, tháng; dấu cuối căn cứ, Kính gửi,
  nơi nhận; `KT. `, `./.`; dấu cách thừa; một cách ghi năm học; Unicode dựng sẵn. Lời văn, con số, tên người không bị đụng đến.
  Chương trình liệt kê từng chỗ đã sửa và những gì còn lại.
- Quốc hiệu, tên cơ quan để trong phần Header của Word vẫn được đọc và sửa (vị trí ghi thêm “(Header)”); văn bản chụp ảnh (scan)
  thì không đọc được. Văn bản gõ bằng phông của bảng mã cũ (VNI, TCVN3) chỉ được báo phông: đổi sang Unicode rồi soát lại.
- Một tệp có nhiều văn bản (quyết định và kế hoạch kèm theo có số riêng, cả loạt thư trộn) thì soát riêng từng văn bản; khổ giấy, lề,
  số trang soát một lần. Phần ban hành kèm theo không có số riêng (quy chế, danh sách, phụ lục) soát cùng văn bản: số và ngày ở dòng
  “(Kèm theo …)”, số thứ tự điều khoản, số người trong danh sách, lời văn. Phần có quốc hiệu riêng mà chưa có số thì chương trình nói
  rõ là chưa soát riêng; mẫu để trống đi kèm (“Mẫu số …”, “Phụ lục …”) thì không coi là văn bản.
- Văn bản ban hành trước ngày 05/3/2020 (Nghị định 30 chưa có hiệu lực) chỉ soát lời văn, số liệu, viện dẫn. Hợp đồng, bản ghi nhớ,
  bản thỏa thuận không có mẫu trong Nghị định nên chỉ soát trang giấy, quốc hiệu và lời văn.
"""

_REGISTER = """## Sổ đăng ký của cơ quan

`kdcl the-thuc van-ban/ --so-dang-ky TEP` soát thêm các quy tắc TT-225, TT-226, TT-227 (số, ngày cấp, ngày gửi), TT-510 (người
ký) và TT-235 (địa danh); mỗi quy tắc chỉ chạy khi có phần sổ nó cần, và chỉ với văn bản của cơ quan ấy. Dùng `--so-dang-ky`
nhiều lần thì các tệp ghép thành một sổ. Dòng không đọc được thì chương trình nêu tệp, dòng, lý do và không dùng để so. Tệp là:

- **Bảng .xlsx, .csv (UTF-8)**: sổ đăng ký văn bản đi với các cột `Số, ký hiệu văn bản`, `Ngày tháng văn bản`, `Tên loại và trích
  yếu nội dung văn bản`, `Người ký` (hoặc `Số`, `Ký hiệu`, `Ngày`, `Trích yếu`; thêm `Ngày ký`, `Ngày gửi` nếu có); danh sách
  người ký với `Họ và tên`, `Chức vụ`, `Từ ngày`, `Đến ngày`; địa danh với `Địa danh`, `Từ ngày`, `Đến ngày`. Một tệp .xlsx có
  thể chứa cả ba, mỗi bảng một trang.
- **Sổ số .json** của chương trình (`kdcl van-ban --so-da-cap` cho biết tệp ở đâu): số, ngày, cơ quan; không có trích yếu.
- **Tệp .toml**, gom mọi thứ về một nơi:

```toml
co-quan = "Phòng Văn hóa - Xã hội"   # bỏ trống thì so mọi văn bản
cach-danh-so = "tung-loai"           # hoặc "chung"; không ghi thì xem từ chính các số
so-van-ban = "so-dang-ky-2026.xlsx"  # bảng hoặc sổ số .json để cạnh tệp này
dia-danh = "Khê Hạ"                  # hoặc [[dia-danh]] ten, tu, den

[[nguoi-ky]]
ho-ten = "Mạc Thị Thu Giang"
chuc-vu = "Phó Trưởng phòng"
tu = "01/7/2025"                     # den: bỏ trống khi còn giữ chức vụ

[[van-ban]]                          # khi không có bảng
so = "05/KH-PVHXH"
ngay = "04/9/2026"
trich-yeu = "Kiểm định chất lượng giáo dục năm học 2026-2027"
```

Số để trống là dự thảo, không so. Số còn thiếu trước số của văn bản và năm sổ chưa có chỉ là gợi ý. Ngày làm việc tiếp theo đã trừ
thứ bảy, chủ nhật, ngày nghỉ lễ.
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
    lines += [_REGISTER, *_forms()]
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
