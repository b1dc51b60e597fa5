"""Papers whose form the Ministry fixes: recognised by their title, measured against their own form, not NĐ 30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kdcl_xl.documents.layout.anatomy import Anatomy
from kdcl_xl.documents.layout.lines import Line, key_of, lines_of
from kdcl_xl.documents.layout.paper import Paper
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Trouble, View, layout_rule, quoted
from kdcl_xl.findings import Severity

_TITLE_LINES = 40
_PAGE = frozenset({"PG01", "PG02", "PG05"})


@dataclass(frozen=True, slots=True)
class FixedForm:
    """A form. `parts`: words of each part (key) → how users read it, in the order of the form; `columns` likewise.

    `optional` are parts a paper may have nothing for. `rules` are the items of NĐ 30 the form takes over (its page).
    A form whose parts were not at hand has none.
    """

    id: str
    title: str
    law: str
    parts: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    rules: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


CRITERION_FORM = FixedForm(
    "phieu-danh-gia-tieu-chi",
    "Phiếu đánh giá tiêu chí",
    "Phụ lục 5a, 5b Công văn 5932/BGDĐT-QLCL",
    parts=(
        (r"muc [1-4]\b", "Mức 1, Mức 2, Mức 3"),
        (r"(1 )?mo ta hien trang", "1. Mô tả hiện trạng"),
        (r"(2 )?diem manh", "2. Điểm mạnh"),
        (r"(3 )?diem yeu", "3. Điểm yếu"),
        (r"(4 )?ke hoach cai tien chat luong", "4. Kế hoạch cải tiến chất lượng"),
        (r"(5 )?tu danh gia|5 ket qua tu danh gia", "5. Tự đánh giá"),
    ),
)
REPORT_2018 = FixedForm(
    "bao-cao-tu-danh-gia-2018",
    "Báo cáo tự đánh giá (Thông tư 17, 18, 19/2018)",
    "Công văn 5932, 5942/BGDĐT-QLCL",
    parts=(
        (r"(danh muc )?(cac )?(chu|tu) viet tat|danh muc (cac )?(chu|tu) viet tat", "Danh mục chữ viết tắt"),
        (r"tong hop ket qua tu danh gia", "Tổng hợp kết quả tự đánh giá"),
        (r"phan i\b.*co so du lieu|co so du lieu", "Phần I. Cơ sở dữ liệu"),
        (r"phan ii\b", "Phần II. Tự đánh giá"),
        (r"a dat van de|dat van de", "A. Đặt vấn đề"),
        (r"b tu danh gia", "B. Tự đánh giá"),
        (r"phan iii\b", "Phần III. Kết luận chung"),
        (r"phan iv\b", "Phần IV. Phụ lục"),
    ),
    rules=_PAGE,
    optional=frozenset({"Danh mục chữ viết tắt"}),
)
REPORT_2026 = FixedForm(
    "bao-cao-tu-danh-gia-2026",
    "Báo cáo tự đánh giá (Thông tư 57/2026)",
    "Mẫu 1 Phụ lục V Thông tư 57/2026/TT-BGDĐT (chưa đối chiếu văn bản gốc)",
    parts=(
        (r"phan i\b", "Phần I. Tổng quan"),
        (r"phan ii\b", "Phần II. Tự đánh giá"),
        (r"phan iii\b", "Phần III. Kết luận"),
        (r"phan iv\b", "Phần IV. Phụ lục"),
    ),
)
EVIDENCE_LIST_2018 = FixedForm(
    "danh-muc-minh-chung-2018",
    "Danh mục minh chứng",
    "Công văn 5932, 5942/BGDĐT-QLCL",
    columns=(
        (r"tt|stt|so tt", "TT"),
        (r"ma minh chung|ma", "Mã minh chứng"),
        (r"ten minh chung", "Tên minh chứng"),
        (r"so ngay.*", "Số, ngày ban hành…"),
        (r"noi ban hanh.*", "Nơi ban hành hoặc nhóm, cá nhân thực hiện"),
        (r"ghi chu", "Ghi chú"),
    ),
    landscape=True,
)
EVIDENCE_LIST_2026 = FixedForm(
    "danh-muc-minh-chung-2026",
    "Danh mục minh chứng (Thông tư 57/2026)",
    "Phụ lục IV Thông tư 57/2026/TT-BGDĐT (chưa đối chiếu văn bản gốc)",
    columns=(
        (r"tt|stt|so tt", "TT"),
        (r"ma minh chung|ma", "Mã minh chứng"),
        (r"ten minh chung", "Tên minh chứng"),
        (r"dinh dang.*", "Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử"),
        (r"ghi chu", "Ghi chú"),
    ),
)
REGISTER = FixedForm(
    "so-goc",
    "Sổ gốc cấp văn bằng",
    "Điều 13 Thông tư 21/2019/TT-BGDĐT (đến 14/4/2026); từ Thông tư 10/2026/TT-BGDĐT chỉ quy định nội dung chính",
    columns=(
        (r"s?tt|so tt", "STT"),
        (r"ho va ten|ho ten.*|ho dem", "Họ và tên"),
        (r"ngay thang nam sinh|ngay sinh", "Ngày tháng năm sinh"),
        (r"so hieu.*", "Số hiệu văn bằng"),
        (r"so vao so.*", "Số vào sổ gốc cấp văn bằng"),
        (r"(chu ky )?nguoi nhan.*|ky nhan|chu ky.*", "Chữ ký người nhận"),
    ),
)
_SIGN_OF_2026 = re.compile(r"57/2026/TT-BGDĐT|\bMC\.[1-4]\.\d\.\d{2}\b|(?i:phần I\. tổng quan)")
DIPLOMA = FixedForm("bang", "Văn bằng, chứng chỉ, giấy chứng nhận", "mẫu của Bộ Giáo dục và Đào tạo")
FIXED_FORMS = (
    REPORT_2018,
    REPORT_2026,
    CRITERION_FORM,
    EVIDENCE_LIST_2018,
    EVIDENCE_LIST_2026,
    REGISTER,
    DIPLOMA,
)
"""Every form that is recognised."""
_TITLES = (
    (re.compile(r"^phieu danh gia tieu chi\b(?!.*ngoai)"), CRITERION_FORM),
    (re.compile(r"^(phu luc )?so goc( cap)?\b|^so cap (ban sao|bang|van bang|chung chi)\b"), REGISTER),
    (re.compile(r"^(bang|ban sao bang) (tot nghiep|cong nhan)\b|^(giay )?chung nhan\b|^chung chi\b|^(ban sao )?giay chung nhan\b"), DIPLOMA),
    (re.compile(r"^(bang )?danh muc (ma )?minh chung$"), EVIDENCE_LIST_2018),
)  # fmt: skip


def form_of(paper: Paper, anatomy: Anatomy) -> FixedForm | None:
    """The form a paper follows, None for all others. A paper with number and kind of its own is administrative."""
    head = [line for line, _ in zip(lines_of(paper), range(_TITLE_LINES), strict=False)]
    for number, line in enumerate(head):
        if line.text != line.text.upper() and not line.bold:
            continue
        following = head[number + 1].key if number + 1 < len(head) else ""
        whole = line.key == "bao cao tu danh gia"
        if whole or (line.key == "bao cao" and following == "tu danh gia" and anatomy.number is None):
            return _report(paper)
        if anatomy.number is None:
            found = next((form for pattern, form in _TITLES if pattern.match(line.key)), None)
            if found is EVIDENCE_LIST_2018 and _is_of_2026(paper):
                return EVIDENCE_LIST_2026
            if found is not None:
                return found
    return None


def _report(paper: Paper) -> FixedForm:
    return REPORT_2026 if _is_of_2026(paper) else REPORT_2018


def _is_of_2026(paper: Paper) -> bool:
    """Whether a paper names the circular of 2026 or a code of evidence in its form."""
    return any(_SIGN_OF_2026.search(paragraph.words) for paragraph in paper.paragraphs)


@layout_rule("MB01", Severity.WARNING, "Đủ các phần của mẫu", law=GOOD_ORDER)
def all_parts(view: View) -> Iterator[Trouble]:
    """The parts of the form, each somewhere at the beginning of a line."""
    if view.form is None or not view.form.parts:
        return
    found = _parts(view)
    missing = [
        words
        for (_pattern, words), lines in zip(view.form.parts, found, strict=True)
        if not lines and words not in view.form.optional
    ]
    if missing:
        yield Trouble(
            "cả văn bản",
            f"Không thấy {', '.join(quoted(words) for words in missing)} của mẫu {view.form.title}.",
            "Bổ sung theo mẫu.",
            law=view.form.law,
        )


@layout_rule("MB02", Severity.WARNING, "Các phần đúng thứ tự của mẫu", law=GOOD_ORDER)
def parts_in_order(view: View) -> Iterator[Trouble]:
    """The last place of each part counts: a table of contents names them all once before."""
    if view.form is None or not view.form.parts:
        return
    placed = [
        (lines[-1], words) for (_, words), lines in zip(view.form.parts, _parts(view), strict=True) if lines
    ]
    for (before, first), (after, second) in pairwise(placed):
        if (
            after[0] < before[0]
            and second.startswith(("Phần", "A.", "B."))
            and first.startswith(("Phần", "A.", "B."))
        ):
            yield Trouble(
                after[1].place,
                f"{quoted(second)} đứng trước {quoted(first)}.",
                f"Xếp lại theo mẫu {view.form.title}.",
                law=view.form.law,
            )


def _parts(view: View) -> list[list[tuple[int, Line]]]:
    assert view.form is not None  # noqa: S101 -- both callers have asked
    lines = list(enumerate(lines_of(view.paper)))
    patterns = [re.compile(pattern) for pattern, _ in view.form.parts]
    return [[(n, line) for n, line in lines if pattern.match(line.key)] for pattern in patterns]


@layout_rule("MB03", Severity.WARNING, "Khổ giấy ngang khi mẫu in khổ ngang", law=GOOD_ORDER)
def landscape(view: View) -> Iterator[Trouble]:
    """The list of evidence is printed on landscape pages."""
    if view.form is None or not view.form.landscape:
        return
    if view.paper.sections and all(section.width < section.height for section in view.paper.sections):
        yield Trouble("khổ giấy", f"{view.form.title} in khổ dọc.", "Chọn Layout → Orientation → Landscape.", law=view.form.law)  # fmt: skip


@layout_rule("MB04", Severity.WARNING, "Đủ các cột của mẫu", law=GOOD_ORDER)
def all_columns(view: View) -> Iterator[Trouble]:
    """The headings of the longest table."""
    if view.form is None or not view.form.columns:
        return
    tables = sorted(view.paper.tables, key=lambda table: len(table.rows))
    if not tables:
        yield Trouble("cả văn bản", f"Không thấy bảng của mẫu {view.form.title}.", "Lập bảng theo mẫu.", law=view.form.law)  # fmt: skip
        return
    table = tables[-1]
    headings = [key_of(cell.words) for row in table.rows[:3] for cell in row]
    missing = [
        words for pattern, words in view.form.columns if not any(re.fullmatch(pattern, h) for h in headings)
    ]
    if missing:
        yield Trouble(f"bảng {table.number}", f"Thiếu cột {', '.join(quoted(words) for words in missing)}.", f"Thêm cột theo mẫu {view.form.title}.", law=view.form.law)  # fmt: skip
