"""Signature and recipients (Điều 13; Phụ lục I, mục II, khoản 7 to 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdcl_xl.documents.layout.anatomy import AGREEMENTS, is_joint
from kdcl_xl.documents.layout.lines import Line, key_of, lines_of
from kdcl_xl.documents.layout.looks import Look, not_in_capitals, off_look
from kdcl_xl.documents.layout.mending import Mend, replace_text, together
from kdcl_xl.documents.layout.rules import APPENDIX_1, Trouble, View, layout_rule, places, quoted
from kdcl_xl.documents.layout.tail import (
    AUTHORITY,
    OFFICES,
    deputy_in_full,
    is_name,
    is_name_in_capitals,
    is_office,
    is_office_typed_small,
    prefix_of,
)
from kdcl_xl.findings import Severity

_ARTICLE_13 = "Điều 13 và Phụ lục I NĐ 30/2020/NĐ-CP"
_RIGHT = re.compile(r"^(TM|KT|TL|TUQ|Q)\. \S")
_COLLECTIVE = (
    "uy ban", "ubnd", "hoi dong", "hdnd", "ban ", "tap the", "dang uy", "chi bo", "doan ", "to ", "thuong truc", "chinh phu",
    "cong doan", "truong doan", "cac ", "lien ", "bch", "dai hoi", "hoi nghi",
)  # fmt: skip
_NO_COLLECTIVE = ("ban giam hieu", "ban giam doc", "ban lanh dao")
"""Words for the head and the deputies together: a unit with one head signs by the head (Điều 13)."""
_PREPARERS = frozenset({"nguoi lap", "nguoi lap bieu", "nguoi lap bang", "nguoi tong hop", "ke toan", "ke toan truong", "can bo tong hop"})  # fmt: skip
"""Who signs a table of figures on the left, beside the signer of the paper."""
_DEPUTY = {"thu truong", "pho"}
TWO_SIGNERS = {*AGREEMENTS, "biên bản", "giấy giới thiệu", "giấy ủy quyền"}
"""Kinds that several people sign, of other bodies too."""
_NO_RECIPIENTS = {*AGREEMENTS, "giấy nghỉ phép", "giấy giới thiệu", "giấy ủy quyền", "phiếu gửi", "phiếu chuyển", "phiếu báo", "biên bản"}  # fmt: skip
_TITLED = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|Ths|BS|KS|CN|NGND|NGƯT|Dr|GV|Thầy|Cô|Ông|Bà)\.?\s*)+(?=[A-ZĐÀ-Ỹ])")  # fmt: skip
_SCHOOL = re.compile(r"TRƯỜNG|TRUNG TÂM|HỌC VIỆN|VIỆN|BỆNH VIỆN|NHÀ TRẺ", re.I)
_ARCHIVE = re.compile(r"^- Lưu: VT(, .+)?\.$")


@layout_rule(
    "KY01",
    Severity.ERROR,
    "Quyền hạn ký ghi TM., KT., TL., TUQ. hoặc Q., một dấu cách, rồi chức vụ hay tập thể, chữ in hoa; dòng dưới là chức vụ người ký",
    law=_ARTICLE_13,
)
def authority(view: View) -> Iterator[Trouble]:
    """The prefix, its full stop, one space; below it the signer's own office."""
    lines = view.anatomy.signature
    for number, line in enumerate(lines):
        found = AUTHORITY.match(line.text)
        if found is None:
            continue
        prefix, rest = prefix_of(found), line.text[found.end() :]
        right = f"{prefix}. {rest.upper()}"
        if line.text != right or not _RIGHT.match(line.text) or "  " in line.raw:
            why = (
                "chưa in hoa"
                if line.text.upper() == right
                else "thiếu dấu chấm hoặc dấu cách sau chữ viết tắt"
            )
            yield Trouble(
                line.place,
                f"{quoted(line.text)}: {why}.",
                f"Ghi {quoted(right)}.",
                replace_text(line.paragraph, line.raw, right),
            )
        following = lines[number + 1] if number + 1 < len(lines) else None
        if prefix != "Q" and (following is None or not is_office(following)):
            yield Trouble(
                line.place,
                f"Dưới {quoted(line.text)} không có chức vụ của người ký.",
                f"Ghi chức vụ người ký ở dòng dưới, ví dụ {_below(prefix, rest)}.",
            )
    for line in lines:
        if re.match(r"QUYỀN\s+\S", line.text):
            right = re.sub(r"^QUYỀN\s+", "Q. ", line.text)
            yield Trouble(line.place, f"Người được giao quyền ký ghi {quoted(line.text)}.", f"Ghi {quoted(right)}.")  # fmt: skip


def _below(prefix: str, rest: str) -> str:
    """An example of what stands below: KT. HIỆU TRƯỞNG → PHÓ HIỆU TRƯỞNG."""
    if prefix == "KT" and key_of(rest).startswith(OFFICES):
        return f"PHÓ {rest.upper()}"
    return "CHỦ TỊCH" if prefix == "TM" else "TRƯỞNG PHÒNG"


@layout_rule(
    "KY02", Severity.ERROR, "Cấp phó ký thay ghi KT. chức vụ cấp trưởng, dòng dưới là chức vụ cấp phó", law="Điều 13 NĐ 30/2020/NĐ-CP"
)  # fmt: skip
def deputy(view: View) -> Iterator[Trouble]:
    """KT. TRƯỞNG PHÒNG → PHÓ TRƯỞNG PHÒNG; and a deputy who signs without KT."""
    lines = view.anatomy.signature
    offices = [line for line in lines if is_office(line)]
    for number, line in enumerate(offices):
        found = AUTHORITY.match(line.text)
        key = key_of(AUTHORITY.sub("", line.text))
        before = offices[number - 1] if number else None
        if full := deputy_in_full(line.text):
            yield Trouble(line.place, f"Chức vụ viết tắt {quoted(line.text)}.", f"Ghi {quoted(full)}.")
        if found is not None and prefix_of(found) == "KT":
            following = offices[number + 1] if number + 1 < len(offices) else None
            below = key_of(deputy_in_full(following.text) or following.text) if following is not None else ""
            if following is not None and not below.startswith(tuple(_DEPUTY)):
                yield Trouble(
                    following.place,
                    f"Dưới {quoted(line.text)} ghi {quoted(following.text)}, không phải chức vụ cấp phó.",
                    f"Ghi chức vụ cấp phó, ví dụ PHÓ {AUTHORITY.sub('', line.text).upper()}.",
                )
            if key.startswith("pho "):
                yield Trouble(
                    line.place, f"{quoted(line.text)}: ký thay cấp phó.", "Sau KT. ghi chức vụ cấp trưởng."
                )
        elif (
            found is None and key.startswith("pho ") and (before is None or not AUTHORITY.match(before.text))
        ):
            head = line.text[4:].strip().upper()
            in_charge = key.endswith(("phu trach", "dieu hanh"))
            if view.anatomy.kind_name not in TWO_SIGNERS and not in_charge:
                yield Trouble(line.place, f"{quoted(line.text)} ký mà không ghi KT.", f"Ghi thêm dòng trên: {quoted(f'KT. {head}')}.")  # fmt: skip


@layout_rule("KY04", Severity.WARNING, "TM. dùng khi ký thay mặt một tập thể", law=_ARTICLE_13)
def on_behalf(view: View) -> Iterator[Trouble]:
    """TM. ỦY BAN NHÂN DÂN, TM. HỘI ĐỒNG; not TM. TRƯỞNG PHÒNG."""
    for line in view.anatomy.signature:
        found = AUTHORITY.match(line.text)
        if found is None or prefix_of(found) != "TM":
            continue
        whom = AUTHORITY.sub("", line.text)
        key = key_of(whom)
        if not f"{key} ".startswith(_COLLECTIVE) or key.startswith(_NO_COLLECTIVE):
            yield Trouble(
                line.place,
                f"{quoted(line.text)}: {whom} không phải tập thể.",
                _instead_of(whom),
            )


def _instead_of(whom: str) -> str:
    """KT. stands before an office, never before a body: KT. HIỆU TRƯỞNG, not KT. NHÀ TRƯỜNG."""
    if key_of(whom).startswith(OFFICES):
        return f"Ký thay cấp trưởng thì ghi {quoted(f'KT. {whom}')}; ký thừa lệnh thì ghi TL."
    return "Bỏ dòng này; người đứng đầu ký thì chỉ ghi chức vụ, ví dụ HIỆU TRƯỞNG."


@layout_rule("KY05", Severity.WARNING, "Quyền hạn, chức vụ: chữ in hoa, cỡ 13 đến 14, đứng, đậm; họ tên: chữ thường, cỡ 13 đến 14, đứng, đậm")  # fmt: skip
def signature_look(view: View) -> Iterator[Trouble]:
    """The look of the block."""
    offices = [line for line in view.anatomy.signature if is_office(line)]
    names = [line for line in view.anatomy.signature if not is_office(line)]
    look = Look(13, 14, bold=True, italic=False)
    for line in filter(is_office_typed_small, offices):
        yield from not_in_capitals("Chức vụ người ký", line)
    yield from off_look("Quyền hạn, chức vụ của người ký", offices, look)
    for line in names:
        if is_name_in_capitals(line.text):
            right = " ".join(word.capitalize() for word in line.text.split())
            yield Trouble(line.place, f"Họ và tên người ký {quoted(line.text)} viết in hoa.", f"Ghi {quoted(right)}.")  # fmt: skip
    yield from off_look("Họ và tên người ký", names, look)


@layout_rule("KY06", Severity.HINT, "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu (trừ đơn vị giáo dục, y tế, khoa học, lực lượng vũ trang)")  # fmt: skip
def no_titles(view: View) -> Iterator[Trouble]:
    """Schools may; offices may not."""
    if any(_SCHOOL.search(line.text) for line in view.anatomy.bodies):
        return
    for line in view.anatomy.signature:
        found = None if is_office(line) else _TITLED.match(line.text)
        if found is not None:
            yield Trouble(
                line.place,
                f"Trước họ tên người ký có {quoted(found[0].strip())}.",
                f"Ghi {quoted(line.text[found.end() :])}.",
            )


@layout_rule("KY07", Severity.WARNING, "Có đúng một khối chữ ký")
def one_block(view: View) -> Iterator[Trouble]:
    """None, or two of the same; minutes and contracts have several."""
    lines = view.anatomy.signature
    if not lines:
        yield Trouble(
            "cuối văn bản",
            "Không thấy khối chữ ký (chức vụ người ký).",
            "Ghi quyền hạn, chức vụ và họ tên người ký ở cuối văn bản, bên phải.",
        )
        return
    kind = view.anatomy.kind
    if view.anatomy.kind_name in TWO_SIGNERS or (kind is not None and is_joint(kind)):
        return
    names = [line for line in lines if not is_office(line) and is_name(line.text)]
    prepared = any(line.key in _PREPARERS for line in lines_of(view.paper))
    if len(names) > (2 if prepared else 1):
        yield Trouble(
            names[1].place,
            f"Có {len(names)} người ký: {', '.join(quoted(line.text) for line in names)}.",
            "Giữ một khối chữ ký của người ký văn bản này.",
        )


@layout_rule(
    "NN01", Severity.ERROR, "“Nơi nhận:” cỡ 12, nghiêng, đậm; danh sách cỡ 11, đứng, mỗi dòng “- …;”"
)
def recipients(view: View) -> Iterator[Trouble]:
    """The list of recipients."""
    lines = view.anatomy.recipients
    if not lines:
        if view.anatomy.kind_name not in _NO_RECIPIENTS:
            yield Trouble("cuối văn bản", "Không thấy “Nơi nhận:”.", "Ghi “Nơi nhận:” và danh sách nơi nhận ở cuối văn bản, bên trái.")  # fmt: skip
        return
    first, items = lines[0], lines[1:]
    if first.text.rstrip() != "Nơi nhận:":
        shown = re.sub(r"(?i)^\W*nơi nhận\s*:?.*$", "Nơi nhận:", first.text)
        if len(first.text) < 16:
            yield Trouble(first.place, f"Ghi {quoted(first.text)}.", f"Ghi {quoted(shown)}.", replace_text(first.paragraph, first.raw, "Nơi nhận:"))  # fmt: skip
        else:
            yield Trouble(first.place, f"Danh sách nơi nhận ghi cùng dòng: {quoted(first.text)}.", "Xuống dòng, mỗi nơi một dòng “- …;”.")  # fmt: skip
    yield from off_look("Chữ “Nơi nhận:”", [first], Look(12, 12, bold=True, italic=True))
    yield from off_look("Danh sách nơi nhận", items, Look(11, 11, bold=False, italic=False))
    wrong = [line for line in items[:-1] if not (line.text.startswith("- ") and line.text.endswith(";"))]
    if wrong:
        yield Trouble(
            wrong[0].place,
            f"Dòng nơi nhận chưa đúng dạng “- …;”: {quoted(wrong[0].text)}"
            + (f", tất cả {len(wrong)} dòng ({places(wrong)})." if len(wrong) > 1 else "."),
            "Đầu dòng ghi “- ”, cuối dòng ghi “;”.",
            together([_item(line, ";") for line in wrong]),
        )


@layout_rule(
    "NN02", Severity.ERROR, "Dòng cuối nơi nhận: “- Lưu: VT, …” (đơn vị soạn thảo), kết thúc bằng dấu chấm"
)
def archive(view: View) -> Iterator[Trouble]:
    """Where the file copy is kept."""
    items = view.anatomy.recipients[1:]
    if not items:
        return
    last = items[-1]
    if _ARCHIVE.match(last.text):
        return
    key = key_of(last.text)
    if not key.startswith("luu") and re.search(r"[;.]\s*[-–+]?\s*lưu\s*:", last.text, re.I):
        yield Trouble(last.place, f"Các nơi nhận ghi chung một dòng: {quoted(last.text)}.", "Xuống dòng, mỗi nơi một dòng “- …;”, dòng cuối “- Lưu: VT, …”.")  # fmt: skip
        return
    if not key.startswith("luu"):
        yield Trouble(last.place, f"Nơi nhận không có dòng Lưu; dòng cuối là {quoted(last.text)}.", "Thêm dòng cuối “- Lưu: VT, <đơn vị soạn thảo>.”.")  # fmt: skip
        return
    rest = re.sub(r"(?i)^\W*lưu\s*:?\s*", "", last.text).rstrip(" ;,.")
    right = f"- Lưu: {rest}."
    if rest and any("CÔNG ĐOÀN" in line.text.upper() for line in view.anatomy.bodies):
        return  # its own union rules on records, and often no văn thư
    if not re.match(r"VT\b", rest):
        yield Trouble(last.place, f"Dòng lưu ghi {quoted(last.text)}, không có VT (văn thư).", "Ghi “- Lưu: VT, <đơn vị soạn thảo>.”.")  # fmt: skip
    elif right != last.text:
        yield Trouble(
            last.place, f"Dòng lưu ghi {quoted(last.text)}.", f"Ghi {quoted(right)}.", _whole(last, right)
        )


@layout_rule("NN03", Severity.WARNING, "Nơi nhận của công văn bắt đầu bằng “- Như trên;”", law=APPENDIX_1)
def as_above(view: View) -> Iterator[Trouble]:
    """A công văn goes first to whom it is addressed."""
    items = view.anatomy.recipients[1:]
    if view.anatomy.kind_name == "công văn" and items and not items[0].key.startswith("nhu "):
        yield Trouble(
            items[0].place, f"Dòng đầu nơi nhận là {quoted(items[0].text)}.", "Ghi dòng đầu “- Như trên;”."
        )


def without_titles(name: str) -> str:
    """A name without học hàm, học vị, danh hiệu: "ThS. Mạc Thị Thu Giang" → "Mạc Thị Thu Giang"."""
    return _TITLED.sub("", name).strip()


def _item(line: Line, end: str) -> Mend | None:
    words = re.sub(r"^[-–+•]\s*", "", line.text).rstrip(" ;,.")
    return _whole(line, f"- {words}{end}")


def _whole(line: Line, right: str) -> Mend | None:
    """The whole line anew; the dash Word puts there by itself stays Word's."""
    if line.paragraph.label and line.alone:
        right = right.removeprefix("- ")
    return replace_text(line.paragraph, line.raw, right)
