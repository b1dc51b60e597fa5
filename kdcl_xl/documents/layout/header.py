"""Quốc hiệu and tiêu ngữ, names of bodies, number and symbol (Phụ lục I, mục II)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kdcl_xl.documents.layout.anatomy import KINDS, Anatomy, is_joint
from kdcl_xl.documents.layout.lines import Line, lines_of
from kdcl_xl.documents.layout.looks import Look, not_in_capitals, of_its_own, off_look
from kdcl_xl.documents.layout.mending import replace_text, set_toggle, together
from kdcl_xl.documents.layout.rules import Trouble, View, layout_rule, points, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import nfc

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_IS_MOTTO = re.compile("doc lap tu do ")
_HYPHENS = "-‐‑‒–—―−"
_TOP = "đầu văn bản"
_NAMES = Look(12, 13, italic=False, centred=True)
_SYMBOL = r"[A-ZĐÀ-Ỹ0-9&][\w&]*(?:[-/][\w&]+)*"
_BLANK = re.compile(r"^Số:[\s….]*/(?P<symbol>" + _SYMBOL + r")$")
_FULL = re.compile(r"^Số: ?(?P<number>\d+)/(?P<symbol>" + _SYMBOL + r")$")
_YEAR_FIRST = re.compile(r"(?:19|20)\d{2}\s*/")
_LETTERED = re.compile(r"^Số\s*:\s*(?P<number>\d+[a-zđ])\s*/", re.I)
_LOOSE = re.compile(r"^Số\s*:?\s*(?P<number>[\d….\s]*?)\s*/\s*(?P<symbol>.+?)[.,;]?$", re.I)
_UNDER_A_SUPERIOR = re.compile(r"^(PHÒNG|TRƯỜNG|SỞ|TRUNG TÂM GIÁO DỤC)\b", re.I)
_SUPERIOR = re.compile(r"^(ỦY BAN|UỶ BAN|UBND|SỞ|BỘ|PHÒNG|HỘI ĐỒNG QUẢN TRỊ|CÔNG TY|TẬP ĐOÀN|ĐẠI HỌC|ĐẢNG BỘ|ĐẢNG ỦY)\b", re.I)  # fmt: skip
_OWN_BODY = re.compile(r"^(PHÒNG|TRƯỜNG|TRUNG TÂM|SỞ|HỘI ĐỒNG|ĐOÀN|CỤC|BAN|TỔ|NHÓM|KHOA|BỘ PHẬN|CÔNG ĐOÀN|BCH|CHI HỘI|LIÊN ĐỘI)\b", re.I)  # fmt: skip
_NO_DISTRICTS_FROM = dt.date(2025, 7, 1)
_DISTRICT = re.compile(
    r"^(?:(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|PHÒNG\b.*) )?(?:HUYỆN|QUẬN|THỊ XÃ)\b",
    re.I,
)
_PRIVATE = re.compile(r"TƯ THỤC|DÂN LẬP|QUỐC TẾ|LIÊN CẤP", re.I)
_SCHOOL = re.compile(r"^(TRƯỜNG|TRUNG TÂM|NHÓM TRẺ|LỚP)\b", re.I)
_OF_OWNERS = {"tư thục", "dân lập"}
_WITHOUT_NUMBER = {"hợp đồng", "bản ghi nhớ", "bản thỏa thuận", "giấy nghỉ phép", "biên bản"}
_CODES = {code.upper(): code for code in KINDS.values()}
_TYPED_RULE = re.compile(r"^[_\-–—─*.]{5,}$")


@layout_rule("QH01", Severity.ERROR, f"Quốc hiệu “{COUNTRY}”: chữ in hoa, cỡ 12 đến 13, đứng, đậm, canh giữa")
def country(view: View) -> Iterator[Trouble]:
    """The country's name as it is spelt; HOÀ is read, HÒA is what this program writes."""
    line = view.anatomy.country
    if line is None:
        yield Trouble(_TOP, "Không thấy quốc hiệu.", f"Ghi {quoted(COUNTRY)} ở góc trên bên phải.")
        return
    if nfc(line.text).replace("HOÀ", "HÒA") != COUNTRY:
        mend = replace_text(line.paragraph, line.raw, COUNTRY) if len(line.text) < 45 else None
        yield Trouble(line.place, f"Quốc hiệu ghi {quoted(line.text)}.", f"Ghi {quoted(COUNTRY)}.", mend)
    yield from off_look("Quốc hiệu", [line], Look(12, 13, bold=True, italic=False, centred=True))


@layout_rule("QH02", Severity.ERROR, f"Tiêu ngữ “{MOTTO}”: gạch nối ngắn, có cách chữ hai bên")
def motto(view: View) -> Iterator[Trouble]:
    """The motto to the letter, there and in the letterheads of what is attached."""
    if view.anatomy.motto is None:
        yield Trouble(_TOP, "Không thấy tiêu ngữ.", f"Ghi {quoted(MOTTO)} dưới quốc hiệu.")
    every = (line for line in lines_of(view.paper) if _IS_MOTTO.match(line.key) and len(line.key) < 40)
    for line in every:
        if nfc(line.text) == MOTTO:
            continue
        dash = " (dùng gạch dài thay gạch nối)" if re.search("[–—−]", line.text) else _odd_hyphen(line.text)
        yield Trouble(
            line.place,
            f"Tiêu ngữ ghi {quoted(line.text)}{dash}.",
            f"Ghi {quoted(MOTTO)}.",
            replace_text(line.paragraph, line.raw, MOTTO),
        )


@layout_rule(
    "QH03",
    Severity.WARNING,
    "Tiêu ngữ cỡ 13 đến 14, đứng, đậm, không nhỏ hơn quốc hiệu; dưới có đường kẻ ngang",
)
def under_motto(view: View) -> Iterator[Trouble]:
    """Its look and the line below; a drawn line may hang on any paragraph of the header, so one anywhere will do."""
    line, above = view.anatomy.motto, view.anatomy.country
    if line is None:
        return
    yield from off_look("Tiêu ngữ", [line], Look(13, 14, bold=True, italic=False, centred=True))
    if above is not None and above.sizes and line.sizes and max(above.sizes) > max(line.sizes):
        yield Trouble(
            above.place,
            f"Quốc hiệu cỡ {points(above.sizes)} lớn hơn tiêu ngữ cỡ {points(line.sizes)}.",
            "Đặt quốc hiệu cỡ 12 với tiêu ngữ 13, hoặc 13 với 14.",
        )
    ruled = any(each.paragraph.ruled or _TYPED_RULE.match(each.text) for each in view.anatomy.head)
    underlined = any(run.underlined for run in line.runs)
    if not (ruled or underlined or _rule_between(view)):
        yield Trouble(
            line.place,
            "Không thấy đường kẻ ngang dưới tiêu ngữ.",
            "Kẻ một đường nét liền, dài bằng dòng tiêu ngữ.",
        )


def _rule_between(view: View) -> bool:
    """Whether an empty paragraph of the header carries a line."""
    paragraphs = view.paper.paragraphs
    last = view.anatomy.kind or view.anatomy.number
    end = paragraphs.index(last.paragraph) + 3 if last is not None else 12
    return any(paragraph.ruled for paragraph in paragraphs[:end])


@layout_rule(
    "CQ01",
    Severity.ERROR,
    "Tên cơ quan: chữ in hoa, cỡ 12 đến 13, đứng, canh giữa; cơ quan chủ quản không đậm, cơ quan ban hành đậm",
)
def bodies(view: View) -> Iterator[Trouble]:
    """A name may run over two lines, so the last is bold, and whatever is not bold stands above what is."""
    names = view.anatomy.bodies
    if not names:
        yield Trouble(
            _TOP,
            "Không thấy tên cơ quan ban hành.",
            "Ghi tên cơ quan chủ quản và cơ quan ban hành ở góc trên bên trái.",
        )
        return
    for line in names:
        yield from not_in_capitals("Tên cơ quan", line)
    yield from off_look("Tên cơ quan", names, _NAMES)
    yield from _weights(names)


def _weights(names: tuple[Line, ...]) -> Iterator[Trouble]:
    last = names[-1]
    own = max((n for n, line in enumerate(names) if n and _OWN_BODY.match(line.text)), default=0)
    if not last.bold:
        wanted = names[own:]
        yield Trouble(
            last.place,
            f"Tên cơ quan ban hành {quoted(last.text)} chưa đậm.",
            "Đặt chữ đậm cho tên cơ quan ban hành.",
            together([of_its_own(line, set_toggle, "b", True) for line in wanted]),
        )
    heavy = [line for line in names[:own] if line.bold and _SUPERIOR.match(names[0].text)]
    if heavy:
        yield Trouble(
            heavy[0].place,
            f"Tên cơ quan chủ quản {quoted(heavy[0].text)} in đậm.",
            "Bỏ chữ đậm ở tên cơ quan chủ quản; chỉ cơ quan ban hành in đậm.",
            together([of_its_own(line, set_toggle, "b", False) for line in heavy]),
        )


@layout_rule("CQ02", Severity.WARNING, "Có tên cơ quan chủ quản trực tiếp ở trên tên cơ quan ban hành")
def superior(view: View) -> Iterator[Trouble]:
    """A Sở, a Phòng, a public school each has a body above it; the Ministry has none, private schools differ."""
    names = view.anatomy.bodies
    yield from _of_a_district(view)
    if not names or any(_PRIVATE.search(line.text) for line in names) or _says_it_is_private(view):
        return
    first = names[0]
    joint = view.anatomy.kind is not None and is_joint(view.anatomy.kind)
    if joint:
        return  # several bodies beside each other: each has its own superior
    if _UNDER_A_SUPERIOR.match(first.text) and not any(_OWN_BODY.match(line.text) for line in names[1:]):
        yield Trouble(
            first.place,
            f"Trên {quoted(first.text)} không có tên cơ quan chủ quản.",
            f"Ghi tên cơ quan chủ quản trực tiếp, ví dụ {_superior_of(first.text)}, ở dòng trên.",
        )


def _of_a_district(view: View) -> Iterator[Trouble]:
    """A letterhead kept from before the districts were abolished."""
    within = view.anatomy.issued_within
    if within is None or within[0] < _NO_DISTRICTS_FROM:
        return
    line = next((line for line in view.anatomy.bodies if _DISTRICT.match(line.text)), None)
    if line is not None:
        yield Trouble(
            line.place,
            f"{quoted(line.text)}: từ ngày {vn_date(_NO_DISTRICTS_FROM)} không còn cấp huyện.",
            "Ghi đúng tên cơ quan hiện nay, ví dụ ỦY BAN NHÂN DÂN XÃ …, PHÒNG VĂN HÓA - XÃ HỘI.",
        )


def _superior_of(name: str) -> str:
    """An example of what stands above: a Sở is under the province."""
    return "ỦY BAN NHÂN DÂN TỈNH …" if name.upper().startswith("SỞ") else "ỦY BAN NHÂN DÂN XÃ …"


def _says_it_is_private(view: View) -> bool:
    """A private school may not say so in its name: its paper answers to owners, or states its kind in a table."""
    if not _SCHOOL.match(view.anatomy.bodies[0].text):
        return False
    owners = any(
        "hoi dong quan tri" in line.key or "nha dau tu" in line.key for line in view.anatomy.recipients
    )
    return owners or any(cell.words.lower() in _OF_OWNERS for table in view.anatomy.tables for row in table.rows for cell in row)  # fmt: skip


@layout_rule(
    "SO01", Severity.ERROR, "Số, ký hiệu ghi “Số: 05/KH-PGDĐT”: có dấu hai chấm, cỡ 13, đứng, không đậm"
)
def number_form(view: View) -> Iterator[Trouble]:
    """The word, the colon, the slash. A blank number is filled in by the văn thư after signing."""
    line = view.anatomy.number
    if line is None:
        if view.anatomy.kind_name not in _WITHOUT_NUMBER:
            yield Trouble(
                _TOP,
                "Không thấy dòng số, ký hiệu.",
                "Ghi “Số:      /KÝ-HIỆU” dưới tên cơ quan; số do văn thư ghi.",
            )
        return
    if not re.match(r"^Số ?:", line.text) or line.text.startswith("Số :"):
        lead = re.match(r"(?i)số\s*:?\s*", line.raw)
        rest = line.raw[lead.end() :] if lead else line.raw
        yield Trouble(
            line.place,
            f"Ghi {quoted(line.text)}.",
            f"Ghi {quoted(f'Số: {rest}')}.",
            replace_text(line.paragraph, line.raw, f"Số: {rest}"),
        )
    elif lettered := _LETTERED.match(line.text):
        yield Trouble(
            line.place,
            f"Số {quoted(lettered['number'])} có chữ cái.",
            f"Số chỉ ghi bằng chữ số Ả Rập: ghi số tiếp theo trong sổ, không ghi {quoted(lettered['number'])}.",
        )
    elif _LOOSE.match(line.text) is None:
        yield Trouble(
            line.place, f"Không có ký hiệu sau số: {quoted(line.text)}.", "Ghi số, gạch chéo, ký hiệu."
        )
    yield from off_look("Số, ký hiệu", [line], Look(13, 13, bold=False, italic=False))


@layout_rule("SO02", Severity.ERROR, "Số nhỏ hơn 10 ghi thêm số 0 phía trước")
def leading_zero(view: View) -> Iterator[Trouble]:
    """5 → 05."""
    line, parts = number_parts(view.anatomy)
    if (
        line is not None
        and parts is not None
        and len(parts["number"].strip()) == 1
        and parts["number"].isdigit()
    ):
        digit = parts["number"]
        yield Trouble(
            line.place,
            f"Số {digit} ghi một chữ số: {quoted(line.text)}.",
            f"Ghi 0{digit}.",
            replace_text(
                line.paragraph, line.raw, re.sub(rf"(?<!\d){digit}(?!\d)", f"0{digit}", line.raw, count=1)
            ),
        )


@layout_rule(
    "SO03",
    Severity.ERROR,
    "Ký hiệu văn bản có tên loại bắt đầu bằng chữ viết tắt tên loại; công văn bắt đầu bằng chữ viết tắt cơ quan",
)
def symbol_of_kind(view: View) -> Iterator[Trouble]:
    """KẾ HOẠCH → KH-…, công văn → no kind in front."""
    line, parts = number_parts(view.anatomy)
    if line is None or parts is None:
        return
    kind, symbol = view.anatomy.kind_name, parts["symbol"].strip()
    year = _YEAR_FIRST.match(symbol)
    if year is not None:
        right = f"Số: {parts['number'].strip() or '…'}/{symbol[year.end() :].strip()}"
        yield Trouble(
            line.place,
            f"Ký hiệu ghi cả năm: {quoted(line.text)}. Chỉ văn bản quy phạm pháp luật ghi năm trong số, ký hiệu.",
            f"Ghi {quoted(right)}.",
        )
        return
    head = re.split(rf"[{_HYPHENS}/\s]", symbol, maxsplit=1)[0]
    if kind == "công văn":
        if head.upper() == "CV":
            yield Trouble(
                line.place,
                f"Công văn không có chữ viết tắt tên loại, nhưng ký hiệu ghi {quoted(symbol)}.",
                "Bỏ “CV”, ghi chữ viết tắt của cơ quan rồi đến đơn vị soạn thảo (nếu có), ví dụ 12/PGDĐT-KT.",
            )
        elif head.upper() in _CODES and view.anatomy.kind is None:
            yield Trouble(
                line.place,
                f"Công văn mang ký hiệu {quoted(symbol)} của văn bản có tên loại ({head}).",
                "Ghi chữ viết tắt của cơ quan rồi đến đơn vị soạn thảo, ví dụ 12/PGDĐT-KT.",
            )
        return
    wanted = KINDS.get(kind)
    joint = view.anatomy.kind is not None and is_joint(view.anatomy.kind)
    if wanted is None or head == wanted or (joint and head.startswith(wanted)):
        return
    rest = symbol[len(head) :].upper() if symbol.islower() else symbol[len(head) :]
    new = f"{wanted}{rest}" if head.upper() in _CODES else f"{wanted}-{symbol}"
    same = head.upper() == wanted.upper()
    yield Trouble(
        line.place,
        f"Tên loại là {kind.upper()} nhưng ký hiệu ghi {quoted(symbol)}.",
        f"Ghi ký hiệu {quoted(new)}.",
        replace_text(line.paragraph, line.raw, line.raw.replace(symbol, new, 1)) if same else None,
    )


@layout_rule(
    "SO04", Severity.ERROR, "Giữa số và ký hiệu là gạch chéo, trong ký hiệu là gạch nối không cách chữ"
)
def no_spaces(view: View) -> Iterator[Trouble]:
    """No space around slash and hyphens, no dash for a hyphen, no full stop at the end."""
    line, parts = number_parts(view.anatomy)
    if line is None or parts is None or _FULL.match(line.text) or _BLANK.match(line.text):
        return
    number = re.sub(r"\s+", "", parts["number"])
    symbol = re.sub(rf"\s*[{_HYPHENS}]\s*", "-", re.sub(r"\s*/\s*", "/", parts["symbol"])).strip(" .")
    room = "" if number else re.search(r":(\s*)", line.raw)
    blank = room[1] if isinstance(room, re.Match) else ""
    new = f"Số: {number}/{symbol}" if number else f"Số:{blank}/{symbol}"
    said = f"Số: {number.zfill(2)}/{symbol}" if number else new  # what SO02 asks for as well
    if re.sub(r"\s+", " ", new) == line.text or not re.fullmatch(_SYMBOL, symbol):
        if not re.fullmatch(_SYMBOL, symbol):
            plain = symbol.replace(".", "")
            example = next((e for e in (plain, plain.upper()) if re.fullmatch(_SYMBOL, e)), "KH-PGDĐT")
            yield Trouble(line.place, f"Ký hiệu ghi {quoted(symbol)}.", f"Ghi chữ viết tắt nối bằng gạch nối, ví dụ {example}.")  # fmt: skip
        return
    if re.sub(r"\s", "", new) == re.sub(r"\s", "", line.text) and re.match(r"(?i)số(?!:)", line.text):
        return  # SO01 says it
    if new.replace(":", "", 1) == line.text:
        return  # only the colon is missing, which SO01 says
    yield Trouble(
        line.place,
        f"Có cách chữ hoặc dấu thừa trong {quoted(line.text)}{_odd_hyphen(line.text)}.",
        f"Ghi {quoted(' '.join(said.split()))}.",
        replace_text(line.paragraph, line.raw, new),
    )


def _odd_hyphen(text: str) -> str:
    """Said of a sign that only looks like a hyphen: Ctrl+Shift+- in Word."""
    return " (gạch nối không ngắt, không phải dấu “-” trên bàn phím)" if re.search("[‐‑]", text) else ""


def number_parts(anatomy: Anatomy) -> tuple[Line | None, re.Match[str] | None]:
    """The line of number and symbol, and its groups `number` ("" or dots while blank) and `symbol`."""
    line = anatomy.number
    return line, None if line is None else _LOOSE.match(line.text)
