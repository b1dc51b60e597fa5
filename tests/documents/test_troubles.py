"""Faults, states and reasons in the plain words of a paper."""

import datetime as dt

from summary_workbooks import ward, ward_content

from kdcl_xl.documents.from_summary import accreditation_summary
from kdcl_xl.documents.troubles import without_address
from kdcl_xl.forms.summary import FindingLine, Result, State, StatusLine
from kdcl_xl.law.regulation import load

ON = dt.date(2027, 6, 20)


def _error(code: str, message: str, school_id: str = "", file: str = "") -> FindingLine:
    return FindingLine(school_id=school_id, file=file, severity="lỗi", code=code, times=1, message=message)


def test_faults_are_named_by_kind_without_codes_or_messages() -> None:
    content = ward_content()
    content.rows[FindingLine] = [
        _error("MC-001", "Ý thầy/cô có phải MC.1.1.01?", "079010", "a.xlsx"),
        _error("SL-003", "Số không thể bằng 0.", "079010", "a.xlsx"),
        _error("MC-004", "Mã trùng.", "079020", "b.xlsx"),
        _error("TEP-001", "Tệp không có nội dung (0 byte).", "", "c.xlsx"),
        _error("TH-012", "Không ghi mã trường.", "", "d.xlsx"),
        _error("MC-001", "Mã sai.", "", "d.xlsx"),
        _error("TH-006", "Cùng lần nộp 1.", "079001", "e.xlsx"),
    ]
    text = accreditation_summary(ward(content), ON).limitations
    assert text.splitlines()[:4] == [
        "2 cơ sở gửi sổ còn lỗi phải sửa: 2 cơ sở về minh chứng; 1 cơ sở về số liệu.",
        "1 cơ sở có nhiều bản khác nhau của cùng một lần nộp, đang chờ chọn bản.",
        "1 tệp chưa rõ của cơ sở nào.",
        "1 tệp không mở được.",
    ]
    assert not any(word in text for word in ("-00", "thầy/cô", "byte"))


def test_a_school_waiting_for_a_choice_is_one_short_sentence() -> None:
    content = ward_content()
    rows = content.rows[StatusLine]
    assert isinstance(rows[0], StatusLine)
    rows[0].state = State.CHOOSE
    rows += [
        StatusLine(school_id="079001", state=State.CHOOSE, why="Cùng lần nộp 1 nhưng khác…", file=f"{n}.xlsx")
        for n in range(3)
    ]
    context = accreditation_summary(ward(content), ON)
    (waiting,) = [row for row in context.missing_schools if row.state.startswith(State.CHOOSE)]
    assert waiting.state == "Chờ chọn bản: có 3 bản khác nhau của cùng một lần nộp"


def test_results_outside_the_totals_say_why() -> None:
    content = ward_content()
    old = content.rows[Result][-1]
    assert isinstance(old, Result)
    closed = old.model_copy(
        update={"school_id": "079098", "circular": load("tt57_2026_pt").short_title, "source": "c" * 12}
    )
    earlier = old.model_copy(update={"school_id": "079097", "school_year": "2025-2026"})
    content.rows[Result] += [closed, earlier]
    content.rows[StatusLine].append(
        StatusLine(school_id="079098", state=State.CLOSED, file="cu.xlsx", source="c" * 12)
    )
    text = accreditation_summary(ward(content), ON).result_text
    assert "1 kết quả của cơ sở đã giải thể, sáp nhập hoặc chưa có trong danh mục vào ngày số liệu" in text
    assert "1 kết quả của năm học khác không cộng" in text
    assert "1 kết quả theo bộ tiêu chuẩn cũ hơn không cộng" in text


def test_a_result_by_a_circular_of_another_time_is_named_so() -> None:
    content = ward_content()
    old = content.rows[Result][-1]
    assert isinstance(old, Result)
    long_gone = {"school_id": "079096", "circular": load("tt42_2012_tr").short_title, "source": "d" * 12}
    content.rows[Result].append(old.model_copy(update=long_gone))
    text = accreditation_summary(ward(content), ON).result_text
    assert (
        f"1 kết quả theo {load('tt42_2012_tr').short_title}, không có hiệu lực trong năm học, không cộng"
        in text
    )


def test_sentences_to_the_sender_are_left_out() -> None:
    text = "Mã “x” không có trong danh mục. Gần giống: Trường A (mã 1). Ý thầy/cô có phải “y”?"
    assert without_address(text) == "Mã “x” không có trong danh mục."
