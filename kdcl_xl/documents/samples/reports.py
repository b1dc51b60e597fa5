"""Samples of the reports of a school, with text as long as schools really write. People and schools are invented."""

from __future__ import annotations

from typing import Any

from kdcl_xl.documents.bodies import place_and_date
from kdcl_xl.documents.contexts import (
    Abbreviation,
    Criterion,
    CriterionForm,
    Evidence,
    FigureRow,
    Improvement,
    Indicator,
    LabelledText,
    LevelResult,
    Member,
    Met,
    SelfAssessmentReport2018,
    SelfAssessmentReport2026,
    Share,
    StaffTable,
    Standard,
    Verdict,
    YearTable,
)
from kdcl_xl.documents.letterhead import Signer
from kdcl_xl.documents.samples.office import UNVERIFIED
from kdcl_xl.documents.samples.ward_office import COMMITTEE, PLACE, SCHOOL
from kdcl_xl.law.regulation import Criterion as LawCriterion
from kdcl_xl.law.regulation import load

_STATE = (
    "Nhà trường đã xây dựng kế hoạch thực hiện nội dung này từ đầu năm học, phân công cụ thể từng bộ phận, "
    "được thông qua tại hội nghị viên chức và niêm yết công khai tại bảng tin, trang thông tin điện tử của "
    "trường {code}. Hằng tháng, tổ chuyên môn rà soát tiến độ; cuối mỗi học kỳ, lãnh đạo trường tổ chức đánh "
    "giá, điều chỉnh các chỉ tiêu chưa phù hợp với điều kiện thực tế {code}.",
    "Trong ba năm học liên tiếp, hồ sơ được lưu trữ đầy đủ, sắp xếp khoa học, thuận tiện cho việc tra cứu. Tỷ lệ "
    "cha mẹ học sinh hài lòng qua khảo sát trực tuyến đạt trên 92%, tăng 3,5% so với năm học trước {code}. Các ý "
    "kiến góp ý được tổng hợp, trả lời bằng văn bản trong vòng 10 ngày làm việc.",
    "Tuy nhiên, việc cập nhật số liệu lên cơ sở dữ liệu của ngành có thời điểm còn chậm do đường truyền và do nhân "
    "viên phụ trách phải kiêm nhiệm; một số biên bản họp chưa ghi rõ kết luận, người thực hiện & thời hạn hoàn "
    "thành (còn 4 < 12 biên bản của năm học).",
)
_STRENGTHS = (
    "Tập thể cán bộ quản lý, giáo viên, nhân viên đoàn kết, có ý thức tự học, tự bồi dưỡng; các chủ trương của "
    "trường được bàn bạc dân chủ, công khai và được cha mẹ học sinh đồng thuận cao.\nHồ sơ minh chứng đầy đủ, "
    "được số hóa từ năm học 2022-2023."
)
_WEAKNESSES = (
    "Việc rà soát, điều chỉnh kế hoạch ở một số tổ chuyên môn còn hình thức; số liệu giữa các báo cáo có lúc chưa "
    "thống nhất."
)
_IMPROVEMENT = (
    "Từ học kỳ I năm học tiếp theo, phó hiệu trưởng phụ trách chuyên môn chủ trì rà soát kế hoạch của từng tổ vào "
    "tuần đầu hằng tháng; nhân viên văn thư đối chiếu số liệu trước khi gửi báo cáo. Kinh phí dự kiến: 12.500.000 "
    "đồng từ nguồn chi thường xuyên; ban thanh tra nhân dân giám sát, báo cáo hội đồng trường cuối mỗi học kỳ."
)


def _prose(code: str, lines: int) -> str:
    return "\n".join(text.format(code=code) for text in _STATE[:lines])


def _met(code: str, level: int) -> Met:
    if (code, level) in (("3.6", 3), ("2.4", 3), ("1.9", 2), ("3.3", 2)):
        return Met.UNMET
    return Met.OPEN if (code, level) in (("5.6", 3), ("4.3", 2)) else Met.MET


def _criterion(law: LawCriterion, evidence_code: str, *, analysed: bool) -> Criterion:
    code = evidence_code.format(code=law.code)
    levels = [
        LevelResult(
            level=level.level,
            state=_prose(code, 4 - level.level if level.level < 4 else 2),
            met=_met(law.code, level.level),
            indicators=tuple(
                Indicator(label=i.label, requirement=i.summary, met=_met(law.code, level.level))
                for i in level.indicators
            ),
        )
        for level in law.levels
    ]
    if not analysed:
        return Criterion(code=law.code, title=law.title, levels=tuple(levels), mandatory=law.mandatory)
    return Criterion(
        code=law.code,
        title=law.title,
        levels=tuple(levels),
        strengths=_STRENGTHS,
        weaknesses=_WEAKNESSES,
        improvement=_IMPROVEMENT,
    )


def _figures(title: str, labels: tuple[str, ...], years: int, start: int, *, total: str = "") -> YearTable:
    rows = [
        FigureRow(label=label, values=tuple(str(start + position + year) for year in range(years)))
        for position, label in enumerate(labels)
    ]
    rows[0] = FigureRow(label=labels[0], values=(None, *rows[0].values[1:]))
    if total:
        sums = tuple(str(sum(start + p + y for p in range(len(labels)))) for y in range(1, years))
        rows.append(FigureRow(label=total, values=(None, *sums), total=True))
    return YearTable(title=title, rows=tuple(rows))


def _staff(number: int) -> StaffTable:
    def row(label: str, *values: int | None, total: bool = False) -> FigureRow:
        return FigureRow(
            label=label, values=tuple(None if v is None else str(v) for v in values), total=total
        )

    return StaffTable(
        title=f"{number}. Cán bộ quản lý, giáo viên, nhân viên tại thời điểm tự đánh giá",
        rows=(
            row("Hiệu trưởng", 1, 1, 0, 0, 1, 0),
            row("Phó hiệu trưởng", 2, 1, 0, 0, 1, 1),
            row("Giáo viên", 41, 29, None, 3, 34, 4),
            row("Nhân sự hỗ trợ giáo dục", 6, 4, 0, 0, 6, 0),
            row("Cộng", 50, 35, None, 3, 42, 5, total=True),
        ),
        note="trường chưa thống kê giáo viên là người dân tộc thiểu số.",
    )


def _tables(years: int) -> dict[str, tuple[YearTable, ...]]:
    grades = ("Khối lớp 6", "Khối lớp 7", "Khối lớp 8", "Khối lớp 9")
    rooms = (
        "Phòng học kiên cố",
        "Phòng học bán kiên cố",
        "Phòng học bộ môn",
        "Khối phòng phục vụ học tập",
        "Khối phòng hành chính - quản trị",
        "Thư viện",
        "Các công trình, khối phòng chức năng khác (nếu có)",
    )
    pupils = (
        "Tổng số học sinh",
        "- Nữ",
        "- Dân tộc thiểu số",
        "Tổng số tuyển mới",
        "Học 2 buổi/ngày",
        "Bán trú",
        "Bình quân số học sinh/lớp học",
        "Số lượng và tỉ lệ % đi học đúng độ tuổi",
        "Tổng số học sinh giỏi các cấp",
        "Tổng số học sinh thuộc đối tượng chính sách",
    )
    return {
        "class_tables": (
            _figures("1. Số lớp học", grades, years, 4, total="Cộng"),
            _figures("2. Cơ cấu khối công trình của trường", rooms, years, 9, total="Cộng"),
        ),
        "result_tables": (
            _figures("4. Học sinh", pupils, years, 612),
            _figures("5. Kết quả giáo dục", ("Học tập Tốt (%)", "Học tập Khá (%)"), years, 20),
        ),
    }


_PROFILE = tuple(
    LabelledText(label=label, text=text)
    for label, text in (
        ("Tên trước đây", "Trường cấp II xã Khê Hạ"),
        ("Cơ quan chủ quản", COMMITTEE),
        ("Tỉnh/thành phố", "Tỉnh Bắc Sơn Hà"),
        ("Xã/phường/đặc khu", "Xã Khê Hạ"),
        ("Đạt chuẩn quốc gia", "Mức độ 1, năm 2021"),
        ("Năm thành lập trường", "1987"),
        ("Loại hình", "Công lập"),
        ("Họ và tên hiệu trưởng", "Đoàn Thị Minh Hạnh"),
        ("Điện thoại", None),
        ("Website", "thcsnguyenthilo.example.vn"),
        ("Số điểm trường", "01"),
        ("Thuộc vùng khó khăn", "Không"),
        ("Trường liên kết với nước ngoài", "Không"),
    )
)
_COUNCIL = tuple(
    Member(name=name, position=position, role=role)
    for name, position, role in (
        ("Đoàn Thị Minh Hạnh", "Hiệu trưởng", "Chủ tịch"),
        ("Lục Văn Thắng", "Phó hiệu trưởng", "Phó Chủ tịch"),
        ("Ngô Thị Bích Vân", "Thư ký hội đồng trường", "Thư ký"),
        ("Hà Quang Đĩnh", "Tổ trưởng tổ Khoa học tự nhiên", "Ủy viên"),
        ("Tạ Thị Phương Loan", "Tổ trưởng tổ Khoa học xã hội", "Ủy viên"),
        ("Kiều Ngọc Sơn", "Tổng phụ trách Đội", "Ủy viên"),
        ("Chu Thị Thanh", "Kế toán", "Ủy viên"),
    )
)
_ABBREVIATIONS = tuple(
    Abbreviation(short=short, meaning=meaning)
    for short, meaning in (
        ("CBQL", "Cán bộ quản lý"),
        ("CMHS", "Cha mẹ học sinh"),
        ("GDĐT", "Giáo dục và Đào tạo"),
        ("THCS", "Trung học cơ sở"),
        ("TĐG", "Tự đánh giá"),
    )
)
_BACKGROUND = (
    f"{SCHOOL} được thành lập năm 1987 trên cơ sở tách từ trường phổ thông cơ sở của xã. Trường đóng tại trung tâm "
    "xã Khê Hạ, địa bàn gồm 9 thôn với hơn 8.400 nhân khẩu, phần lớn làm nông nghiệp và tiểu thủ công nghiệp.\n"
    "Những năm gần đây, được sự quan tâm của cấp ủy, chính quyền địa phương và sự ủng hộ của cha mẹ học sinh, cơ sở "
    "vật chất của trường được đầu tư theo hướng chuẩn hóa; đội ngũ ổn định, chất lượng giáo dục có chuyển biến rõ.\n"
    "Từ ngày 01/7/2025, trường chuyển về Ủy ban nhân dân xã quản lý; việc phân công, chế độ báo cáo và đầu mối liên "
    "hệ có thay đổi, nhà trường đã kịp thời điều chỉnh quy chế làm việc."
)
_SIGNER = Signer(lines=("TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ", "CHỦ TỊCH"), name="Đoàn Thị Minh Hạnh")


def _standards(regulation_id: str, evidence_code: str, *, analysed: bool) -> tuple[Standard, ...]:
    return tuple(
        Standard(
            code=standard.code,
            title=standard.title,
            criteria=tuple(_criterion(c, evidence_code, analysed=analysed) for c in standard.criteria),
            opening=f"Tiêu chuẩn này gồm {len(standard.criteria)} tiêu chí, được rà soát theo số liệu 05 năm học gần "
            "nhất và các minh chứng trong danh mục kèm theo."
            if analysed
            else "",
            conclusion="Điểm mạnh cơ bản: nền nếp quản lý ổn định, hồ sơ đầy đủ, sự phối hợp giữa các bộ phận chặt "
            "chẽ.\nĐiểm yếu cơ bản: việc cập nhật số liệu còn chậm."
            if analysed
            else "",
            strengths=_STRENGTHS,
            weaknesses=_WEAKNESSES,
            causes="Nhân viên phụ trách dữ liệu kiêm nhiệm ba vị trí việc làm; phần mềm quản lý chưa liên thông với cơ "
            "sở dữ liệu của ngành.",
            trend="Năm học 2024-2025: 11/15 tiêu chí đạt; 2025-2026: 13/15; 2026-2027: 14/15 tiêu chí đạt từ Mức 1.",
            priorities=""
            if standard.code == "4"
            else "Chuẩn hóa quy trình cập nhật số liệu trước ngày 30/9.",
        )
        for standard in load(regulation_id).standards
    )


def _of_both(years: int) -> dict[str, Any]:
    """What the reports of 2018 and 2026 say alike; `years`: school years in the tables."""
    return {
        "parent_body": COMMITTEE.upper(),
        "school": SCHOOL,
        "place": PLACE,
        "council": _COUNCIL,
        "abbreviations": _ABBREVIATIONS,
        "profile": _PROFILE,
        "staff_tables": (_staff(3),),
        "background": _BACKGROUND,
        "conclusion": _BACKGROUND.split("\n")[1],
        "signer": _SIGNER,
        **_tables(years),
    }


def report_2018() -> SelfAssessmentReport2018:
    """Báo cáo tự đánh giá under the circulars of 2018."""
    law = load("tt18_2018_tr")
    return SelfAssessmentReport2018(
        **_of_both(5),
        school_year="2025-2026",
        cover_date="tháng 5 năm 2026",
        regulation="Thông tư số 18/2018/TT-BGDĐT",
        years=("2021-2022", "2022-2023", "2023-2024", "2024-2025", "2025-2026"),
        process="Hội đồng tự đánh giá được thành lập theo Quyết định số 58/QĐ-THCS ngày 12/9/2025, làm việc trong 16 "
        "tuần theo kế hoạch đã công bố.",
        standards=_standards("tt18_2018_tr", "[H1-{code}-01]", analysed=True),
        clauses=tuple(_criterion(c, "[H9-{code}-01]", analysed=True) for c in law.clauses),
        clauses_conclusion="Nhà trường đạt các yêu cầu của Mức 4 ở những khoản đã đánh giá.",
        shares=(
            Share(label="Số tiêu chí đạt Mức 1", count="28/28", percent="100%"),
            Share(label="Số tiêu chí đạt Mức 2", count="26/28", percent="92,9%"),
            Share(label="Số tiêu chí đạt Mức 3", count=None, percent=None),
        ),
        verdict=Verdict(
            proposed="Trường đạt Mức 1",
            reasons=("Tiêu chí 1.9 và 3.3 chưa đạt Mức 2.", "Tiêu chí 5.6 chưa đánh giá Mức 3."),
            unverified=("tiêu chuẩn đánh giá sau khi sửa đổi bởi Thông tư 22/2024/TT-BGDĐT",),
        ),
        evidence=tuple(
            Evidence(
                code=f"[H1-{criterion.code}-{number:02d}]",
                title=f"Kế hoạch, báo cáo về {criterion.title[0].lower()}{criterion.title[1:]}",
                issued=f"Số {number + 11}/KH-THCS ngày 05/9/2025",
                issuer=SCHOOL,
            )
            for criterion in law.criteria
            for number in (1, 2, 3)
        ),
        signed_place_date=place_and_date(PLACE, None, 2026),
        source_note="Số liệu lấy từ sổ tự đánh giá, lần nộp 2, tính đến ngày 20/5/2026.",
    )


_PLANNED = Improvement(
    content="Chuẩn hóa quy trình cập nhật số liệu lên cơ sở dữ liệu ngành",
    goal="100% số liệu được cập nhật trước ngày 30/9 và 30/5",
    actions="Ban hành quy trình; phân công người rà soát; tập huấn 02 buổi cho nhân viên văn thư",
    indicator="Số lần chậm cập nhật: 0",
    time="9/2027 - 5/2028",
    owner="Lục Văn Thắng, Phó hiệu trưởng",
    resources="12.500.000 đồng, chi thường xuyên",
    evidence="Quyết định, biên bản rà soát",
    progress="Chưa thực hiện",
)


def report_2026() -> SelfAssessmentReport2026:
    """Báo cáo tự đánh giá under TT 57/2026."""
    law = load("tt57_2026_pt")
    return SelfAssessmentReport2026(
        **_of_both(3),
        school_year="2026-2027",
        cover_date="tháng 6 năm 2027",
        regulation="Thông tư số 57/2026/TT-BGDĐT",
        years=("2024-2025", "2025-2026", "2026-2027"),
        purpose="Xác định mức đạt được theo tiêu chuẩn đánh giá, chỉ ra điểm mạnh, hạn chế, nguyên nhân và vấn đề ưu "
        "tiên cải tiến.\nPhạm vi: toàn bộ hoạt động của nhà trường trong năm học 2026-2027; thời gian từ tháng "
        "9/2026 đến trước ngày 15/6/2027.",
        process="Hội đồng tự đánh giá gồm 07 thành viên, chia 03 nhóm công tác; mỗi nhóm viết phiếu, đối chiếu minh "
        "chứng và thống nhất kết quả tại 04 phiên họp.",
        standards=_standards("tt57_2026_pt", "(MC.{code}.01, MC.{code}.02)", analysed=False),
        shares=(
            Share(label="Số tiêu chí đạt từ Mức 1 trở lên", count="15/15", percent="100%"),
            Share(label="Số tiêu chí đạt Mức 2", count=None, percent=None),
        ),
        verdict=Verdict(
            proposed="Trường đạt Mức 1",
            reasons=(
                "08/08 tiêu chí bắt buộc đạt Mức 2.",
                "Tiêu chí 3.3 chưa đạt; tiêu chí 4.3 chưa đánh giá Mức 2.",
            ),
            unverified=UNVERIFIED,
        ),
        recommendations="Đề nghị Ủy ban nhân dân xã bố trí kinh phí cải tạo phòng học bộ môn.\nĐề nghị Sở Giáo dục và "
        "Đào tạo tập huấn nghiệp vụ tự đánh giá cho thành viên mới.",
        evidence=tuple(
            Evidence(
                code=f"MC.{criterion.code}.{number:02d}",
                title=f"Hồ sơ về {criterion.title[0].lower()}{criterion.title[1:]}, năm học 2026-2027",
                location=f"PDF; kho hồ sơ điện tử/TDG2027/{criterion.code}/tep-{number:02d}.pdf",
            )
            for criterion in law.criteria
            for number in (1, 2, 3)
        ),
        improvements=(_PLANNED,) * 4,
        signed_place_date=place_and_date(PLACE, None, 2027),
    )


def criterion_form() -> CriterionForm:
    """A phiếu of Mức 1, 2, 3."""
    law = load("tt18_2018_tr")
    return CriterionForm(
        parent_body=COMMITTEE.upper(),
        school=SCHOOL,
        group="Nhóm công tác 3",
        standard_code="3",
        standard_title=law.standards[2].title,
        criterion=_criterion(law.by_code["3.3"], "[H5-{code}-01]", analysed=True),
        wording_note="Yêu cầu của từng chỉ báo là phần tóm tắt, không thay thế lời văn của Thông tư.",
        place_date=place_and_date(PLACE, None, 2026),
        writer="Chu Thị Thanh",
        group_leader="Lục Văn Thắng",
    )
