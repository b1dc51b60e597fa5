"""Reports and phiếu made of real school workbooks: everything written is printed, nothing else is."""

import datetime as dt
import re
from typing import Any

import pytest
from docx_text import assert_clean, lines_of, rows_of
from school_workbooks import blank_school, content_2026, read_back, school_2018, school_2026

from kdcl_xl.documents.contexts import Met, SelfAssessmentReport2018, SelfAssessmentReport2026
from kdcl_xl.documents.evidence import INDEX_ONLY
from kdcl_xl.documents.from_school import criterion_form, self_assessment_report, unprinted
from kdcl_xl.documents.render import Template
from kdcl_xl.forms.self_assessment import AnswerLine, Evidence, Improvement, Passage, StatisticRow
from kdcl_xl.jobs.checking import verdict_of
from kdcl_xl.law.regulation import load
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

ON = dt.date(2027, 6, 1)
NO_FIGURE = "chưa có số liệu"


def report(submission: Submission, on: dt.date = ON) -> Any:
    return self_assessment_report(submission, verdict_of(submission), on)


def printed(submission: Submission, on: dt.date = ON) -> bytes:
    context = report(submission, on)
    year = 2026 if isinstance(context, SelfAssessmentReport2026) else 2018
    return Template.load(f"bao-cao-tu-danh-gia-{year}").render(context)


@pytest.fixture(scope="module")
def docx_2026() -> bytes:
    return printed(school_2026())


@pytest.fixture(scope="module")
def docx_2018() -> bytes:
    return printed(school_2018(), dt.date(2025, 5, 20))


# ---- everything written is printed


def test_2026_report_prints_every_criterion_description_and_analysis(docx_2026: bytes) -> None:
    lines = lines_of(docx_2026)
    assert_clean(lines)
    rules = load("tt57_2026_pt")
    for criterion in rules.criteria:
        star = " (*)" if criterion.mandatory else ""
        assert f"Tiêu chí {criterion.code}: {criterion.title}{star}" in lines
        for level in (1, 2):
            assert sum(line.startswith(f"Hiện trạng {criterion.code} mức {level}.") for line in lines) == 1
    for standard in rules.standards:
        for start in ("Điểm mạnh", "Hạn chế", "Xu hướng", "Ưu tiên"):
            assert any(line.startswith(f"{start} của tiêu chuẩn {standard.code}") for line in lines)
        assert f"Nguyên nhân ở tiêu chuẩn {standard.code}." in lines
    assert any("còn 4 < 12 biên bản chưa ghi rõ người thực hiện & thời hạn" in line for line in lines)
    for passage in (
        "Trường thành lập năm 1987.",
        "Nhà trường đã hoàn thành tự đánh giá.",
        "Đề nghị bố trí kinh phí.",
    ):
        assert passage in lines


def test_2026_report_prints_the_passages_of_standards() -> None:
    content = content_2026()
    content.rows[Passage] += [
        Passage(section="mo-dau-2", text="Mở đầu tiêu chuẩn hai."),
        Passage(section="ket-luan-3", text="Kết luận tiêu chuẩn ba.\nNhư trên."),
    ]
    submission = read_back("tt57_2026_pt", "2026-2027", "thcs", content)
    assert not any("Lời văn" in text for text in unprinted(submission))
    lines = lines_of(printed(submission))
    titled = [n for n, line in enumerate(lines) if line.startswith("Tiêu chuẩn 2: ")]
    assert lines[titled[-1] + 1] == "Mở đầu tiêu chuẩn hai."
    place = lines.index("Kết luận về Tiêu chuẩn 3")
    assert lines[place + 1 : place + 3] == ["Kết luận tiêu chuẩn ba.", "Như trên."]
    assert not any(line.startswith("Kết luận về Tiêu chuẩn") for line in lines[:place] + lines[place + 1 :])


def test_2018_report_prints_clauses_measures_and_standards_passages(docx_2018: bytes) -> None:
    lines = lines_of(docx_2018)
    assert_clean(lines)
    for criterion in load("tt18_2018_tr").criteria:
        assert f"Tiêu chí {criterion.code}: {criterion.title}" in lines
        assert f"Điểm mạnh của tiêu chí {criterion.code}." in lines
        assert f"Nguyên nhân: Nguyên nhân ở tiêu chí {criterion.code}." in lines
    assert "Mở đầu tiêu chuẩn 3." in lines
    assert "Kết luận về tiêu chuẩn 5." in lines
    assert (
        "Đề nghị mở rộng sân. Điểm yếu khắc phục: Sân chơi hẹp. Thời gian: 08/09/2025 - 22/05/2026. "
        f"Nhân lực: Lục Văn Thắng. Kinh phí: {NO_FIGURE}. Giám sát: Ban thanh tra nhân dân giám sát." in lines
    )


def test_evidence_once_each_in_the_order_of_codes(docx_2026: bytes) -> None:
    codes = [row[1] for row in rows_of(docx_2026) if re.match(r"MC\.|\(mã tạm", row[1])]
    assert codes[:4] == ["MC.1.1.01", "MC.1.1.02", "MC.1.1.10", "MC.1.2.01"]
    assert codes[-1] == "(mã tạm t7)"
    assert len(codes) == len(set(codes)) == 18


def test_2018_codes_in_brackets_as_the_circular_writes_them(docx_2018: bytes) -> None:
    codes = [row[1] for row in rows_of(docx_2018) if row[1].startswith("[H")]
    assert codes[9:11] == ["[H10-1.10-01]", "[H11-2.1-01]"]
    assert len(codes) == 28


def test_red_evidence_is_an_index_entry_only(docx_2026: bytes) -> None:
    (row,) = [row for row in rows_of(docx_2026) if row[1] == "MC.3.2.01"]
    assert row[2:] == ["Hồ sơ sức khỏe học sinh", INDEX_ONLY, "Đỏ"]
    assert not re.search("suc-khoe|Tạ Thị Y Tế|bệnh án", "\n".join(lines_of(docx_2026)))


def test_same_line_of_evidence_twice_is_printed_once_but_a_redefined_code_twice() -> None:
    content = content_2026()
    content.rows[Evidence] = [
        Evidence(code="MC.1.1.01", title="Kế hoạch"),
        Evidence(code="mc.1.1.01", title="Kế hoạch"),
        Evidence(code="MC.1.1.01", title="Nghị quyết"),
    ]
    evidence = report(read_back("tt57_2026_pt", "2026-2027", "thcs", content)).evidence
    assert [(line.code, line.title) for line in evidence] == [
        ("MC.1.1.01", "Kế hoạch"),
        ("MC.1.1.01", "Nghị quyết"),
    ]


# ---- unknown is neither 0 nor a hole


def test_unknown_figures_say_so_and_a_written_zero_stays_zero(docx_2026: bytes) -> None:
    rows = rows_of(docx_2026)
    assert ["Khối lớp 6", "7", "8", "8"] in rows
    assert ["Cộng số lớp", NO_FIGURE, "31", "32"] in rows
    assert ["Tổng diện tích đất", NO_FIGURE, NO_FIGURE, "12.345,5"] in rows
    assert ["Cán bộ quản lý", "3", "2", NO_FIGURE, "0", NO_FIGURE, NO_FIGURE] in rows
    assert ["Thư viện", NO_FIGURE, NO_FIGURE, NO_FIGURE] in rows
    assert ["Bình quân số học sinh/lớp học (học sinh/lớp)", NO_FIGURE, NO_FIGURE, "40,6"] in rows
    assert "Ghi chú: Hiệu trưởng: 1; Phó hiệu trưởng: chưa có số liệu." in lines_of(docx_2026)


def test_staff_of_earlier_years_is_kept_where_the_school_has_it(docx_2026: bytes) -> None:
    assert any("Đội ngũ qua các năm học" in line for line in lines_of(docx_2026))
    assert ["Cán bộ quản lý: tổng số", NO_FIGURE, "3", "3"] in rows_of(docx_2026)


def test_years_and_columns_of_both_forms(docx_2026: bytes, docx_2018: bytes) -> None:
    header = ["Nội dung", "Năm học 2024-2025", "Năm học 2025-2026", "Năm học 2026-2027"]
    assert header in rows_of(docx_2026)
    assert ["Khối lớp 6", NO_FIGURE, NO_FIGURE, "7", "8", "8"] in rows_of(docx_2018)


def test_figures_the_rule_set_does_not_know_are_printed_too() -> None:
    content = content_2026()
    content.rows[StatisticRow].append(
        StatisticRow(code="xe_dap", title="Xe đạp", measure="chiếc", year_0=210)
    )
    tables = report(read_back("tt57_2026_pt", "2026-2027", "thcs", content)).result_tables
    assert tables[-1].title.endswith(". Số liệu khác của nhà trường (đơn vị: chiếc)")
    assert [(row.label, row.values) for row in tables[-1].rows] == [("Xe đạp", (None, None, "210"))]


def test_blank_school_is_not_assessed_and_prints_no_zero() -> None:
    context = report(blank_school())
    assert context.verdict.proposed == "Chưa đánh giá"
    assert {c.result for s in context.standards for c in s.criteria} == {"Chưa đánh giá"}
    assert all(share.count is None for share in context.shares)
    figures = [
        v for t in (*context.class_tables, *context.result_tables) for row in t.rows for v in row.values
    ]
    assert set(figures) == {None}
    lines = lines_of(printed(blank_school()))
    assert_clean(lines)
    assert "Đề xuất: Chưa đánh giá (Hội đồng tự đánh giá xem xét, kết luận)." in lines
    assert "(chưa có nội dung)" in lines
    assert "Không đạt" not in {
        row[-1] for row in rows_of(printed(blank_school())) if row[0].startswith("Mức")
    }


# ---- level


def test_verdict_is_a_proposal_with_reasons_and_what_is_unchecked(docx_2026: bytes) -> None:
    lines = lines_of(docx_2026)
    assert "Đề xuất: Đạt Mức 2 (Hội đồng tự đánh giá xem xét, kết luận)." in lines
    assert any(line.startswith("- Đạt Mức 2: 8/8 tiêu chí bắt buộc") for line in lines)
    assert "- Mức nhà trường tự xác định khi đăng ký: Mức 1." in lines
    (note,) = [line for line in lines if line.startswith("Nội dung chưa đối chiếu văn bản gốc")]
    assert "Cách xếp mức (khoản 3 Điều 5)" in note
    assert "chưa đối chiếu với văn bản chính thức" not in note


def test_levels_of_criteria_follow_the_verdict() -> None:
    criteria = {c.code: c for s in report(school_2026()).standards for c in s.criteria}
    assert criteria["1.1"].result == "Đạt Mức 2"
    assert criteria["3.3"].result == "Đạt Mức 1"
    assert [level.met for level in criteria["4.3"].levels] == [Met.MET, Met.OPEN]


def test_a_level_above_an_unmet_one_does_not_count_and_a_blank_one_stays_open() -> None:
    content = content_2026()
    for row in content.rows[AnswerLine]:
        assert isinstance(row, AnswerLine)
        if row.criterion in ("1.1", "1.2") and row.level == 1:
            row.result = "Không đạt"
        if row.criterion == "1.2" and row.level == 2:
            row.result = ""
    criteria = {
        c.code: c
        for s in report(read_back("tt57_2026_pt", "2026-2027", "thcs", content)).standards
        for c in s.criteria
    }
    assert [level.met for level in criteria["1.1"].levels] == [Met.UNMET, Met.UNMET]
    assert [level.met for level in criteria["1.2"].levels] == [Met.UNMET, Met.OPEN]
    assert criteria["1.2"].result == "Không đạt"


def test_shares_leave_out_the_percentage_while_something_is_open() -> None:
    shares = {share.label: (share.count, share.percent) for share in report(school_2026()).shares}
    assert shares["Số tiêu chí đạt Mức 1"] == ("15/15", "100,0%")
    assert shares["Số tiêu chí đạt Mức 2"] == ("13/15, còn 1 chưa xác định", None)


def test_clauses_only_when_somebody_wrote_about_them(docx_2018: bytes) -> None:
    assert [c.code for c in report(school_2018()).clauses] == [f"22.{n}" for n in range(1, 7)]
    assert report(blank_school("tt18_2018_tr", "2024-2025", "thcs")).clauses == ()
    assert "Nhà trường không đánh giá tiêu chí Mức 4." in lines_of(
        printed(blank_school("tt18_2018_tr", "2024-2025", "thcs"))
    )


def test_our_own_labels_are_marked_and_explained() -> None:
    old = report(blank_school("tt42_2012_th", "2017-2018", "tieu_hoc"))
    assert isinstance(old, SelfAssessmentReport2018)
    assert all(c.title.endswith("†") for s in old.standards for c in s.criteria)
    assert any("dấu †" in text for text in old.verdict.unverified)
    assert any("cột “Mức 1” của mẫu nghĩa là “Đạt”" in text for text in old.verdict.unverified)
    new = report(blank_school())
    assert not any("†" in text for text in new.verdict.unverified)
    assert "†" not in "".join(c.title for s in new.standards for c in s.criteria)


# ---- plan, council, head of the paper


def test_only_the_proposed_plan_is_printed(docx_2026: bytes) -> None:
    text = "\n".join(lines_of(docx_2026))
    assert "Việc của năm trước" not in text
    rows = [row for row in rows_of(docx_2026) if row[1].startswith("Tiêu chí ") and len(row) == 10]
    assert rows[0] == [
        "1",
        "Tiêu chí 3.3: Thiếu phòng học bộ môn",
        "Đủ phòng theo quy định",
        "Lập hồ sơ đề nghị bổ sung phòng. Giám sát: Hội đồng trường giám sát mỗi học kỳ",
        "Số phòng bộ môn: 6",
        "06/09/2027 - 20/05/2028",
        "Lục Văn Thắng",
        "1.250,5 triệu đồng, Ngân sách phường",
        "chưa ghi",
        "Chưa thực hiện",
    ]
    assert rows[1][5:8] == ["chưa ghi", "chưa ghi", "không cần kinh phí"]


def test_chair_first_and_signs_for_the_council() -> None:
    context = report(school_2026())
    assert [m.role for m in context.council] == ["Chủ tịch", "Phó Chủ tịch", "Thư ký", "Ủy viên", "Ủy viên"]
    assert context.signer.lines == ("TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ", "CHỦ TỊCH")
    assert context.signer.name == "Đoàn Thị Minh Hạnh"


def test_head_place_and_date() -> None:
    context = report(school_2026())
    assert context.parent_body == "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ"
    assert context.signed_place_date == "Tân Mỹ, ngày 28 tháng 5 năm 2027"
    assert context.cover_date == "tháng 5 năm 2027"
    unsigned = report(school_2026(ngay_phe_duyet=None))
    assert re.fullmatch(r"Tân Mỹ, ngày\s+tháng\s+năm\s2027", unsigned.signed_place_date)
    assert unsigned.cover_date == "tháng 6 năm 2027"


@pytest.mark.parametrize(
    ("rules", "year", "kind", "words"),
    [
        ("tt57_2026_gdtx", "2026-2027", "gdtx", "Trung tâm"),
        ("tt57_2026_mn", "2026-2027", "mam_non", "Nhà trường"),
        ("tt17_2018_th", "2023-2024", "tieu_hoc", "Nhà trường"),
        ("tt19_2018_mn+tt22_2024", "2024-2025", "mam_non", "Nhà trường"),
        ("tt25_2014_mn", "2016-2017", "mam_non", "Nhà trường"),
    ],
)
def test_every_rule_set_gives_a_clean_report(rules: str, year: str, kind: str, words: str) -> None:
    submission = blank_school(rules, year, kind)
    assert report(submission).school_word == words
    lines = lines_of(printed(submission))
    assert_clean(lines)
    for criterion in load(rules).criteria:
        assert any(f"Tiêu chí {criterion.code}: {criterion.title}" in line for line in lines)


def test_amended_circular_is_named_as_amended() -> None:
    context = report(blank_school("tt19_2018_mn+tt22_2024", "2024-2025", "mam_non"))
    assert context.regulation == "Thông tư số 19/2018/TT-BGDĐT, sửa đổi năm 2024"
    assert report(school_2026()).regulation == "Thông tư số 57/2026/TT-BGDĐT"


# ---- phiếu


def test_criterion_form_of_a_group() -> None:
    submission = school_2018()
    form = criterion_form(submission, verdict_of(submission), "1.4")
    assert (form.group, form.writer, form.group_leader) == ("Nhóm 1", "Chu Thị Thanh", "Hà Quang Đĩnh")
    assert form.standard_title == "Tổ chức và quản lý nhà trường"
    assert "tóm tắt" in form.wording_note
    assert not form.fourth_level
    lines = lines_of(Template.load("phieu-danh-gia-tieu-chi").render(form))
    assert_clean(lines)
    assert "Điểm mạnh của tiêu chí 1.4." in lines
    assert "Kết quả (đề xuất): Đạt Mức 3." in lines


def test_criterion_form_of_a_clause_and_of_no_criterion() -> None:
    submission = school_2018()
    form = criterion_form(submission, verdict_of(submission), "22.2")
    assert form.fourth_level
    assert form.criterion.levels[0].met is Met.UNMET
    with pytest.raises(KeyError):
        criterion_form(submission, verdict_of(submission), "9.9")


def test_2026_form_points_to_the_analysis_of_its_standard() -> None:
    submission = school_2026()
    form = criterion_form(submission, verdict_of(submission), "3.3")
    assert form.criterion.strengths == "Viết chung cho Tiêu chuẩn 3."
    assert form.criterion.improvement.startswith("Lập hồ sơ đề nghị bổ sung phòng.")


def test_the_form_has_the_levels_of_its_rule_set() -> None:
    for submission, code, title, heads in (
        (school_2018(), "1.2", "PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 1, 2 VÀ 3", ["Mức 1", "Mức 2", "Mức 3"]),
        (school_2026(), "1.2", "PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 1 VÀ 2", ["Mức 1", "Mức 2"]),
        (blank_school("tt25_2014_mn", "2016-2017", "mam_non"), "1.2", "PHIẾU ĐÁNH GIÁ TIÊU CHÍ", []),
        (blank_school("tt42_2012_th", "2016-2017", "tieu_hoc"), "1.2", "PHIẾU ĐÁNH GIÁ TIÊU CHÍ", []),
    ):
        form = criterion_form(submission, verdict_of(submission), code)
        document = Template.load("phieu-danh-gia-tieu-chi").render(form)
        lines, rows = lines_of(document), rows_of(document)
        assert_clean(lines)
        assert title in lines
        word = submission.edition.rules.words.indicator.capitalize()
        (place,) = [number for number, row in enumerate(rows) if row[0] == word]
        assert rows[place] == [word, "Đạt/ Không đạt"] * max(1, len(heads))
        assert rows[place - 1] == [head for head in heads for _ in range(2)] or not heads
        levels = submission.edition.rules.by_code[code].levels
        parts = [f"1.{level.level}. Mức {level.level}" for level in levels] if heads else []
        assert [line for line in lines if re.match(r"1\.\d\. Mức", line)] == parts
        assert ("Chỉ số:" in lines) == (not heads)


def test_a_criterion_of_one_level_is_met_without_a_number() -> None:
    content = Content()
    rules = load("tt25_2014_mn")
    content.rows[AnswerLine] = [
        AnswerLine(
            criterion=c.code, level=1, indicator=i.label, result="Không đạt" if c.code == "1.2" else "Đạt"
        )
        for c in rules.criteria
        for i in c.levels[0].indicators
    ]
    submission = read_back("tt25_2014_mn", "2016-2017", "mam_non", content)
    for code, outcome in (("1.1", "Đạt"), ("1.2", "Không đạt")):
        form = criterion_form(submission, verdict_of(submission), code)
        document = Template.load("phieu-danh-gia-tieu-chi").render(form)
        assert f"Kết quả (đề xuất): {outcome}." in lines_of(document)
        assert [outcome, outcome] in rows_of(document)
        assert not any("cột “Mức 1”" in line for line in lines_of(document))


# ---- what has no place


def test_what_has_no_place_in_the_report_is_named() -> None:
    content = content_2026()
    content.rows[Improvement].append(Improvement(criterion="1.1", issue="Chưa rõ năm", measure="x"))
    content.rows[Passage].append(Passage(section="ket-luan-9", text="Kết luận."))
    found = unprinted(read_back("tt57_2026_pt", "2026-2027", "thcs", content))
    assert len(found) == 3
    assert found[0].startswith("1 dòng ở trang Cải tiến chưa rõ Năm học nguồn")
    assert found[1].startswith("1 đoạn ở trang Lời văn ghi Mục không có trong mẫu báo cáo (ket-luan-9)")
    assert found[2].startswith("1 minh chứng còn mã tạm")
    assert unprinted(school_2018()) == []
