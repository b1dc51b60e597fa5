"""More plans in Word: boxes, signs, nested tables, old fonts. All schools and people are invented."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.review import word

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_BOX = (
    "<w:p {ns}><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='width:200pt;height:60pt'>"
    "<v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _run(paragraph: Any, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def symbol(paragraph: Any, char: str, font: str = "Wingdings") -> None:
    """A sign put in by Insert Symbol."""
    _run(paragraph, f'<w:r {nsdecls("w")}><w:sym w:font="{font}" w:char="{char}"/></w:r>')


def checkbox(paragraph: Any, *, checked: bool) -> None:
    """A check box content control."""
    sign = "☒" if checked else "☐"
    _run(
        paragraph,
        f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>",
    )


def form_checkbox(paragraph: Any, *, checked: bool) -> None:
    """A check box of old forms."""
    state = '<w:default w:val="0"/><w:checked/>' if checked else '<w:default w:val="0"/>'
    for kind, inside in (("begin", f'<w:ffData><w:name w:val="c"/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'), ("end", "")):  # fmt: skip
        _run(
            paragraph,
            f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>',
        )
        if kind == "begin":
            _run(
                paragraph,
                f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>',
            )


def signs() -> bytes:
    """Ticks as symbols of Wingdings, check boxes of both ages, and a blank box."""
    d = word.new()
    word.head(
        d,
        "UBND QUẬN HỒNG HÀ",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 640/KH-GDĐT",
        "Hồng Hà, ngày 25 tháng 8 năm 2026",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027")
    table = word.table(
        d,
        [
            ["STT", "Tên trường", "Thời gian", "KĐCL", "CQG"],
            ["1", "MN Sông Hồng", "10/2026", "", ""],
            ["2", "TH Phúc Tân", "11/2026", "", ""],
            ["3", "THCS Phúc Tân", "12/2026", "", ""],
            ["4", "TH Phúc Xá", "3/2027", "", ""],
            ["5", "THCS Phúc Xá", "4/2027", "", ""],
        ],
    )
    first = {(r, c): table.cell(r, c).paragraphs[0] for r in range(1, 6) for c in (3, 4)}
    symbol(first[1, 3], "F0FC")
    symbol(first[1, 4], "F0A8")
    symbol(first[2, 3], "F0FE")
    symbol(first[2, 4], "F0FE")
    checkbox(first[3, 3], checked=True)
    checkbox(first[3, 4], checked=False)
    form_checkbox(first[4, 3], checked=False)
    form_checkbox(first[4, 4], checked=True)
    symbol(first[5, 3], "F052", "Wingdings 2")
    first[5, 4].text = "☒"
    word.end(d, "TRƯỞNG PHÒNG", "Đào Thị Hồng Nhung")
    return word.saved(d)


def boxes() -> bytes:
    """Letterhead in the page header, number and date in a text box, the schedule in a table inside a cell."""
    d = word.new()
    d.sections[0].header.paragraphs[0].text = "UBND HUYỆN LỘC THỦY\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    d.sections[0].header.add_paragraph("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc")
    d.sections[0].footer.paragraphs[0].text = "Phòng GDĐT huyện Lộc Thủy, điện thoại 0123456789"
    lines = _paragraph("Số: 455/KH-PGDĐT") + _paragraph("Lộc Thủy, ngày 14 tháng 9 năm 2026")
    d.element.body.insert(0, parse_xml(_BOX.format(ns=nsdecls("w"), lines=lines)))
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027")
    outer = d.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "Phụ lục. Lịch đánh giá ngoài"
    inner = outer.cell(0, 0).add_table(rows=3, cols=4)
    for r, row in enumerate(
        (
            ("TT", "Thời gian", "Trường", "Đề nghị"),
            ("1", "Tháng 11/2026", "MN Lộc An", "KĐCL"),
            ("2", "Tháng 02/2027", "TH Lộc An", "CQG mức độ 2"),
        )
    ):
        for c, value in enumerate(row):
            word.put(inner.cell(r, c), value)
    word.end(d, "TRƯỞNG PHÒNG", "Hồ Sỹ Bằng")
    return word.saved(d)


def levels_ticked() -> bytes:
    """A tick column for every level of both recognitions, three header rows, a row of numbers below them, groups."""
    d = word.new()
    word.head(
        d,
        "UBND THÀNH PHỐ VĨNH AN",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 1190 /KH-GDĐT",
        "Vĩnh An, ngày 06 tháng 9 năm 2024",
    )
    word.text(d, "KẾ HOẠCH", "Kiểm định chất lượng giáo dục năm học 2024-2025", "Biểu 1. Lịch đánh giá ngoài")
    rows = [
        ["TT", "Trường", "Thời gian", "", "Đề nghị công nhận", "", "", "", "Ghi chú"],
        ["", "", "Từ ngày", "Đến ngày", "KĐCLGD cấp độ", "", "", "CQG mức độ", ""],
        ["", "", "", "", "1", "2", "3", "1", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        ["A", "MẦM NON", "", "", "", "", "", "", ""],
        ["1", "MN Vĩnh An", "11/11/2024", "12/11/2024", "", "x", "", "x", ""],
        ["2", "MN Thanh Bình", "18/11/2024", "19/11/2024", "x", "", "", "", "Tư thục"],
        ["B", "TIỂU HỌC", "", "", "", "", "", "", ""],
        ["3", "TH Thanh Bình", "02/12/2024", "03/12/2024", "", "", "x", "x", ""],
    ]
    word.table(
        d,
        rows,
        [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 3), (1, 2, 2, 2), (1, 3, 2, 3), (0, 4, 0, 7), (1, 4, 1, 6), (0, 8, 2, 8),
         (4, 1, 4, 8), (7, 1, 7, 8)],
    )  # fmt: skip
    word.end(d, "TRƯỞNG PHÒNG", "Trịnh Văn Quyết Tâm")
    return word.saved(d)


def many_tables() -> bytes:
    """The schedule among tables of pupils, panels and deadlines; a group of months merged over the schools; long text."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN CẨM GIANG ĐÔNG",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 35/KH-PGDĐT",
        "Cẩm Giang Đông, ngày 15 tháng 9 năm 2026",
    )
    word.text(d, "KẾ HOẠCH", "Công tác kiểm định chất lượng giáo dục năm học 2026-2027")
    for n in range(300):
        word.text(
            d,
            f"{n}. Các trường thực hiện tự đánh giá theo đúng quy trình, chú ý tiêu chí {n % 5 + 1}.{n % 4 + 1}.",
        )
    word.text(d, "Bảng 1. Quy mô trường, lớp")
    word.table(d, [["TT", "Trường", "Số lớp", "Số học sinh"], ["1", "TH Cẩm An", "20", "650"]])
    word.text(d, "Bảng 2. Kế hoạch đánh giá ngoài")
    word.table(
        d,
        [
            ["Thời gian", "TT", "Tên trường", "Nội dung", "Xã"],
            ["Tháng 11/2026", "1", "TH Cẩm An", "KĐCL", "Cẩm An"],
            ["", "2", "THCS Cẩm An", "KĐCL, CQG", "Cẩm An"],
            ["Tháng 3/2027", "3", "MN Cẩm Bình", "CQG", "Cẩm Bình"],
            ["", "4", "TH Cẩm Bình", "KĐCL", "Cẩm Bình"],
        ],
    )
    word.text(d, "Bảng 3. Dự kiến thành viên đoàn đánh giá ngoài")
    word.table(
        d,
        [
            ["TT", "Họ và tên", "Đơn vị công tác", "Nhiệm vụ"],
            ["1", "Phạm Thị Lan", "Trường TH Cẩm An", "Trưởng đoàn"],
            ["2", "Vũ Văn Hùng", "Trường THCS Cẩm Bình", "Thư ký"],
        ],
    )
    word.text(d, "Bảng 4. Thời hạn gửi hồ sơ đăng ký đánh giá ngoài")
    word.table(
        d,
        [
            ["TT", "Trường", "Hạn gửi hồ sơ"],
            ["1", "TH Cẩm An", "Trước 15/9/2026"],
            ["2", "THCS Cẩm An", "Trước 15/9/2026"],
        ],
    )
    word.end(d, "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG", "Nguyễn Hữu Phước")
    return word.saved(d)


def old_font() -> bytes:
    """A Word file typed in VNI-Times, capitals in the head; the table with months merged over several schools."""
    from viparse.normalize.encodings import CHARMAPS

    backwards = {letter: sign for sign, letter in CHARMAPS["vni"].pairs}

    def vni(text: str) -> str:
        return "".join(backwards.get(letter, letter) for letter in text)

    d = word.new()
    word.head(
        d,
        vni("UBND HUYỆN ĐỨC LINH BẮC"),
        vni("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"),
        vni("Số: 71/KH-PGDĐT"),
        vni("Đức Linh Bắc, ngày 12 tháng 9 năm 2024"),
    )
    word.text(
        d,
        vni("KẾ HOẠCH"),
        vni("Đánh giá ngoài năm học 2024-2025"),
        vni("Lịch đánh giá ngoài các trường như sau:"),
    )
    rows = [
        ["TT", "Tên trường", "Thời gian đánh giá ngoài", "Đề nghị"],
        ["1", "Trường Mẫu giáo Họa Mi", "Tháng 11/2024", "KĐCL"],
        ["2", "Trường Tiểu học Đông Hà", "", "KĐCL, CQG"],
        ["3", "Trường THCS Đông Hà", "Tháng 02/2025", "CQG"],
    ]
    word.table(d, [[vni(cell) for cell in row] for row in rows], [(1, 2, 2, 2)])
    word.end(d, vni("TRƯỞNG PHÒNG"), vni("Nguyễn Thị Hồng Đào"))
    return word.saved(d)


def wide() -> bytes:
    """Deadlines before, dates after, the name in the middle, remarks at both ends, two lines in a cell; a district of old."""
    d = word.new()
    word.text(
        d, "PHÒNG GD&ĐT CHÂU PHÚ", "Số: 9/KH-PGD&ĐT", "Châu Phú, ngày 5 tháng 9 năm 2026", "KẾ HOẠCH",
        "Về việc thực hiện công tác kiểm định chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia",
        "Năm học: 2026 – 2027", "Phụ lục 02",
    )  # fmt: skip
    word.table(
        d,
        [
            ["Nhận xét", "Hạn nộp hồ sơ", "Trường\n(điểm chính)", "Ngày ĐGN\n(dự kiến)", "Cấp", "CQG (MĐ)", "KĐCLGD (CĐ)", "Số TT"],
            ["", "15/9/2026", "Mỹ Phú A", "03/11 và 04/11/2026", "TH", "MĐ1", "CĐ2", "01"],
            ["Còn thiếu sân chơi", "20/9/2026", "Mỹ Phú", "17 - 18/11/2026", "MN", "", "CĐ1", "02"],
            ["", "01/10/2026", "Ô Long Vĩ", "HK2", "THCS", "MĐ1", "", "03"],
            ["Tổng", "", "3", "", "", "2", "2", ""],
        ],
    )  # fmt: skip
    word.end(d, "TRƯỞNG PHÒNG", "Trần Văn Tài Lộc")
    return word.saved(d)


def cells_with_several() -> bytes:
    """Schools on lines of one cell with their dates on lines of another, one cell with too few dates."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN TÂN BIÊN NAM",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 67/KH-PGDĐT",
        "Tân Biên Nam, ngày 07 tháng 9 năm 2026",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027")
    word.table(
        d,
        [
            ["Cụm", "Tên trường", "Thời gian", "Đề nghị công nhận"],
            ["1", "Trường MN Tân Lập\nTrường TH Tân Lập", "Tháng 11/2026\nTháng 12/2026", "KĐCL\nCQG"],
            ["2", "Trường MN Tân Bình\nTrường TH Tân Bình\nTrường THCS Tân Bình", "Tháng 3/2027\nTháng 4/2027", "KĐCL"],
        ],
    )  # fmt: skip
    word.end(d, "TRƯỞNG PHÒNG", "Lâm Thị Kim Thoa")
    return word.saved(d)


def two_rows_a_school() -> bytes:
    """A school on two merged rows for two recognitions; requests in other words, one refused; rounds as headings."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN KỲ SƠN ĐÔNG",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 52/KH-PGDĐT",
        "Kỳ Sơn Đông, ngày 11 tháng 9 năm 2026",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027")
    word.table(
        d,
        [
            ["STT", "Trường", "ĐGN lần", "Nội dung", "Thời gian"],
            ["1", "MN Kỳ Phong", "1", "CNCL", "11/2026"],
            ["", "", "", "CQG mức độ 1", "3/2027"],
            ["2", "TH Kỳ Phong", "2", "Không đề nghị CQG, chỉ KĐCL", "12/2026"],
            ["3", "THCS Kỳ Phong", "1", "Kiểm định chất lượng cấp độ 2 và trường đạt chuẩn quốc gia mức độ 1", "4/2027"],
        ],
        [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)],
    )  # fmt: skip
    word.end(d, "TRƯỞNG PHÒNG", "Vi Văn Thắng")
    return word.saved(d)


def header_repeated() -> bytes:
    """One table over three pages: its two header rows typed again at every page, a page number in a row of its own."""
    d = word.new()
    word.head(
        d,
        "UBND QUẬN CÁI KHẾ",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 20/KH-PGDĐT",
        "Cái Khế, ngày 10 tháng 9 năm 2026",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027")
    header = [
        ["STT", "Đơn vị", "Năm 2026", "", "", "Năm 2027", "", "KĐ\nCL", "C\nQG"],
        ["", "", "T10", "T11", "T12", "T3", "T4", "", ""],
    ]
    word.table(
        d,
        [
            *header,
            ["1", "MN Sao Mai", "X", "", "", "", "", "X", ""],
            ["2", "MN Bông Sen", "", "X", "", "", "", "X", "X"],
            ["", "", "", "", "2", "", "", "", ""],
            *header,
            ["3", "TH Mạc Đĩnh Chi", "", "", "", "12/3", "", "X", "X"],
            ["4", "THCS Chu Văn An", "", "", "", "", "X", "", "X"],
        ],
    )
    word.end(d, "TRƯỞNG PHÒNG", "Huỳnh Thanh Liêm")
    return word.saved(d)
