"""The expiry board, proposals, schools at risk and the improvement plans followed: figures, reasons, unknowns."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from kdcl_xl.cli.app import app
from kdcl_xl.findings import Mode
from kdcl_xl.forms.review_oversight import ReviewTerm
from kdcl_xl.forms.review_results import Appraisal, Comparison, ImprovementTrack, Recognised
from kdcl_xl.forms.summary import Danger, RiskLine
from kdcl_xl.law.recognition import Standing, State
from kdcl_xl.law.regulation import load
from kdcl_xl.review_year.at_risk import at_risk
from kdcl_xl.review_year.certificates import UNKNOWN, BoardLine, board, standings
from kdcl_xl.review_year.improvement import follow_up
from kdcl_xl.review_year.proposals import SchoolProposal, proposal_for
from kdcl_xl.review_year.school_files import school_files
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year.books import book
from tests.review_year.review_tables import clean, review_workbook

ON = dt.date(2026, 11, 22)
OLD = dt.date(2026, 3, 2)


def certificate(
    school: str = "Trường THCS Hoa Sữa", signed: dt.date | None = dt.date(2022, 5, 20), **more: object
) -> Recognised:
    values = {"school": school, "kind": "THCS", "certificate": "CQG", "grade": 1, "signed_on": signed, "decision": "12/QĐ-UBND"}  # fmt: skip
    return Recognised.model_validate(values | more)


def lines(*rows: Recognised, on: dt.date = ON) -> tuple[BoardLine, ...]:
    return board(book(*rows), on, Settings())


# ---- the expiry board


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (dt.date(2026, 11, 21), Standing.EXPIRED),
        (dt.date(2026, 11, 22), Standing.REGISTER),
        (dt.date(2027, 4, 22), Standing.REGISTER),
        (dt.date(2027, 4, 23), Standing.EXPIRING),
        (dt.date(2027, 11, 22), Standing.EXPIRING),
        (dt.date(2027, 11, 23), Standing.VALID),
    ],
)
def test_standing_by_months_left(last: dt.date, expected: Standing) -> None:
    (line,) = lines(certificate(valid_until=last))
    assert line.standing is expected
    assert line.expiry.source == "ngày in trên giấy"


def test_the_months_are_the_offices_own() -> None:
    terms = [ReviewTerm(id="dang_ky_lai_thang", value="3"), ReviewTerm(id="sap_het_han_thang", value="6")]
    submission = book(certificate(valid_until=dt.date(2027, 4, 22)), *terms)
    (line,) = board(submission, ON, Settings())
    assert line.standing is Standing.EXPIRING
    assert line.register_by == dt.date(2027, 1, 22)


def test_a_day_that_is_not_printed_is_counted_and_says_so() -> None:
    (line,) = lines(certificate())
    assert (line.expiry.on, line.expiry.source) == (dt.date(2027, 5, 20), "tính: ngày ký cộng 5 năm")
    (new,) = lines(certificate(signed=dt.date(2026, 10, 1)))
    assert "chưa đối chiếu" in new.expiry.source


def test_what_is_not_known_is_not_expired() -> None:
    no_day, no_kind = certificate(signed=None), certificate("Trung tâm Hoa Mai", kind="", decision="13")
    for line in lines(no_day, no_kind):
        assert (line.standing, line.standing_said, line.expiry.on) == (None, UNKNOWN, None)
        assert "ghi “Có giá trị đến” theo giấy" in line.remark
    counts = standings(lines(no_day, no_kind))
    assert counts[UNKNOWN] == 2 and sum(counts.values()) == 2


def test_a_newer_certificate_of_the_same_kind_supersedes() -> None:
    old = certificate(signed=dt.date(2017, 5, 4), valid_until=dt.date(2022, 5, 4))
    new = certificate("THCS Hoa Sữa", decision="99/QĐ-UBND")
    accreditation = certificate(certificate="KĐCLGD", grade=2, signed=dt.date(2017, 5, 4), decision="7")
    to_come = certificate(signed=dt.date(2026, 12, 1), decision="120/QĐ")
    found = lines(old, new, accreditation, to_come)
    assert [(line.certificate, line.decision) for line in found] == [
        ("KĐCLGD", "7"),
        ("CQG", "99/QĐ-UBND"),
        ("CQG", "120/QĐ"),
    ]
    assert found[-1].standing is Standing.NOT_YET


def test_most_urgent_first() -> None:
    days = {"A": (2027, 10, 1), "B": (2026, 1, 1), "C": (2027, 1, 1), "D": (2030, 1, 1), "E": (2025, 1, 1)}
    rows = [certificate(f"Trường THCS {name}", valid_until=dt.date(*day), decision=name) for name, day in days.items()]  # fmt: skip
    assert [line.decision for line in lines(*rows)] == ["E", "B", "C", "A", "D"]


def test_the_next_grade_under_the_path_of_the_day() -> None:
    first, highest = (
        certificate(),
        certificate("Trường THCS Tân Quy", grade=2, signed=dt.date(2022, 5, 21), decision="2"),
    )
    one, two = lines(first, highest)
    assert (one.next.grade, one.next.earliest) == (2, dt.date(2024, 5, 20))
    assert "cần trường đạt Mức 2" in one.next.note and "có thể xem xét" in one.next.note
    assert (two.next.grade, two.next.note) == (None, "Đang giữ bậc cao nhất")
    (accreditation,) = lines(certificate(certificate="KĐCLGD", grade=2))
    assert accreditation.next.grade is None and "không còn cấp độ" in accreditation.next.note
    assert "cần hỏi cơ quan có thẩm quyền" in accreditation.remark
    (before,) = lines(certificate(certificate="KĐCLGD", grade=2), on=OLD)
    assert (before.next.grade, before.remark) == (3, "")


def test_nobody_must_register_again_for_what_is_no_longer_granted() -> None:
    """KĐCLGD since TT 57/2026: its end is told, no day to register by."""
    held = certificate(certificate="KĐCLGD", grade=2, valid_until=ON + dt.timedelta(days=60))
    (line,) = lines(held)
    assert (line.standing, line.register_by) == (Standing.EXPIRING, None)
    (line,) = lines(certificate(certificate="KĐCLGD", grade=2, valid_until=OLD + dt.timedelta(60)), on=OLD)
    assert line.standing is Standing.REGISTER and line.register_by is not None


# ---- proposals


def compared(rules: str, level: int, school: str, **levels: int) -> list[Comparison]:
    return [
        Comparison(
            school=school,
            criterion=criterion.code,
            found=levels.get(f"c{criterion.code.replace('.', '_')}", level),
            regulation=rules,
        )
        for criterion in load(rules).criteria
    ]


def proposed(submission: Submission, on: dt.date) -> SchoolProposal:
    (file,) = school_files(submission)
    return proposal_for(file, on)


def unknown_of(found: SchoolProposal) -> tuple[str, ...]:
    """The conditions nobody has said anything about, once each."""
    texts = [one.text for p in found.proposals for one in p.checks if one.state is State.UNKNOWN]
    return tuple(dict.fromkeys(texts))


def test_under_the_old_path_both_certificates_are_proposed() -> None:
    submission = book(*compared("tt18_2018_tr", 2, "Trường THCS Hoa Sữa"), year="2025-2026")
    found = proposed(submission, OLD)
    assert [(p.recognition.kind, p.grade_low, p.state) for p in found.proposals] == [
        ("kdclgd", 2, State.UNKNOWN),
        ("cqg", 1, State.UNKNOWN),
    ]
    assert unknown_of(found) == ("Trường có ít nhất một khóa học sinh hoàn thành chương trình cấp học",)
    assert found.basis == f"Trang Đối chiếu: {len(load('tt18_2018_tr').criteria)} tiêu chí"


def test_one_criterion_below_decides() -> None:
    submission = book(*compared("tt18_2018_tr", 2, "Trường THCS Hoa Sữa", c3_2=0), year="2025-2026")
    found = proposed(submission, OLD)
    assert [(p.grade_low, p.grade_high, p.state) for p in found.proposals] == [(0, 0, State.UNMET)] * 2


def test_under_the_council_only_the_national_standard() -> None:
    appraisal = Appraisal(
        school="Trường THCS Hoa Sữa", cohort="Có", years_of_data=3, facilities="Có", met_on=ON
    )
    found = proposed(book(*compared("tt57_2026_pt", 1, "THCS Hoa Sữa"), appraisal), ON)
    assert [(p.recognition.kind, p.grade_low, p.state) for p in found.proposals] == [("cqg", 1, State.MET)]
    assert unknown_of(found) == ()


def test_a_condition_that_is_missing_decides() -> None:
    appraisal = Appraisal(school="Trường THCS Hoa Sữa", level=1, cohort="Không", met_on=ON)
    found = proposed(book(appraisal), ON)
    assert "Thẩm định công nhận" in found.basis
    assert found.proposals[0].state is State.UNMET


def test_no_level_and_no_rule_set_propose_nothing() -> None:
    blank = proposed(book(Appraisal(school="Trường THCS Hoa Sữa", met_on=ON)), ON)
    assert (blank.proposals, blank.basis) == ((), "Chưa có kết quả đánh giá ngoài của tiêu chí nào")
    unknown = proposed(book(Appraisal(school="Trường Quốc tế Bình Minh", level=2, met_on=ON)), ON)
    assert (unknown.rules, unknown.basis) == (None, "Chưa rõ bộ tiêu chuẩn của trường")


def test_under_the_new_path_an_old_result_is_proposed_for_the_national_standard_only() -> None:
    found = proposed(book(*compared("tt18_2018_tr", 2, "Trường THCS Hoa Sữa")), ON)
    assert [p.recognition.kind for p in found.proposals] == ["cqg"]


# ---- schools at risk


def risk(danger: Danger, name: str, **more: str) -> RiskLine:
    return RiskLine(name=name, kind="THCS", danger=danger, detail=f"{danger} chi tiết", basis="Ngưỡng trong thiết lập", source="abc", **more)  # fmt: skip


def test_holders_with_signals_and_dates_are_at_risk() -> None:
    holders = book(
        certificate("Trường THCS Hoa Sữa", school_id="79-1", valid_until=dt.date(2030, 1, 1)),
        certificate("Trường THCS Tân Quy", valid_until=dt.date(2026, 1, 1), decision="2"),
        certificate("Trường THCS Lạc Long Quân", valid_until=dt.date(2030, 1, 1), decision="3"),
    )
    risks = [
        risk(Danger.LAND, "Tên khác", school_id="79-1"),
        risk(Danger.CLASS_SIZE, "THCS Tân Quy"),
        risk(Danger.LAND, "Trường THCS Không Giữ Chuẩn"),
        risk(Danger.EXPIRED, "Trường THCS Lạc Long Quân"),
    ]
    report = at_risk(holders, ON, Settings(), risks)
    told = {one.school: [reason.what for reason in one.reasons] for one in report.schools}
    assert told == {
        "Trường THCS Tân Quy": ["hết hạn", "Sĩ số vượt"],
        "Trường THCS Hoa Sữa": ["Thiếu diện tích đất"],
    }
    assert [line.name for line in report.unmatched] == ["Trường THCS Không Giữ Chuẩn"]
    assert "3 dòng nguy cơ" in report.computed_from[1]


def test_without_a_consolidated_workbook_the_report_says_what_it_did_not_look_at() -> None:
    report = at_risk(book(certificate(valid_until=dt.date(2027, 2, 1))), ON, Settings())
    assert [one.reasons[0].what for one in report.schools] == ["phải đăng ký"]
    assert "chưa được xét" in report.computed_from[1]
    looked = at_risk(book(certificate(valid_until=dt.date(2027, 2, 1))), ON, Settings(), [])
    assert "0 dòng nguy cơ" in looked.computed_from[1], "a consolidated workbook without risks was looked at"


@pytest.mark.parametrize(
    ("grade", "own", "found", "told"),
    [
        (1, 2, 1, "Theo đánh giá ngoài: tiêu chí 3.1"),
        (1, 1, None, "Theo tự đánh giá: tiêu chí 3.1"),
        (1, 1, 2, ""),
        (1, None, None, ""),
        (2, 2, 2, "Mức 2, cần Mức 3"),
    ],
)
def test_criteria_on_facilities_of_a_holder(
    grade: int, own: int | None, found: int | None, told: str
) -> None:
    """TT 18/2018: CQG mức độ 1 needs Mức 2, mức độ 2 needs Mức 3; what the panel found goes before the school's own."""
    compared = [
        Comparison(
            school="Trường THCS Hoa Sữa", criterion=code, own=own, found=found, regulation="tt18_2018_tr"
        )
        for code in ("1.1", "3.1")
    ]
    report = at_risk(
        book(certificate(grade=grade, valid_until=dt.date(2030, 1, 1)), *compared), ON, Settings(), []
    )
    said = [reason.detail for one in report.schools for reason in one.reasons]
    assert len(said) == bool(told) and all(told in detail and "1.1" not in detail for detail in said)


def test_one_name_of_two_holders_decides_nothing() -> None:
    holders = book(
        certificate("Trường THCS Hoa Sữa", office="Xã A"), certificate("Trường THCS Hoa Sữa", office="Xã B")
    )
    report = at_risk(holders, dt.date(2023, 1, 1), Settings(), [risk(Danger.LAND, "Trường THCS Hoa Sữa")])
    assert report.schools == () and len(report.unmatched) == 1


# ---- improvement


def measure(state: str = "", school: str = "Trường THCS Hoa Sữa", **more: object) -> ImprovementTrack:
    values = {"school": school, "criterion": "3.2", "issue": "Thiếu phòng", "measure": "Xây phòng", "source_year": "2026-2027", "state": state}  # fmt: skip
    return ImprovementTrack.model_validate(values | more)


def plans(*rows: ImprovementTrack, year: str = "2026-2027") -> Submission:
    return book(*rows, year=year)


def test_shares_leave_out_what_was_stopped_and_name_what_is_unsaid() -> None:
    rows = [measure("Hoàn thành"), measure("Dừng", measure="b"), measure("", measure="c"), measure("Đang thực hiện", measure="d")]  # fmt: skip
    (count,) = follow_up(plans(*rows), ON, Settings()).schools
    assert (count.measures, count.done, count.stopped, count.unsaid) == (4, 1, 1, 1)
    assert count.share == "33,3% (1/3, 1 chưa ghi tình trạng)"
    (none,) = follow_up(plans(measure("Dừng")), ON, Settings()).schools
    assert none.share == "chưa có giải pháp"
    (nobody_said,) = follow_up(plans(measure(), measure(measure="b"), measure("Dừng", measure="c")), ON, Settings()).schools  # fmt: skip
    assert nobody_said.share == "chưa rõ (2/2 chưa ghi tình trạng)"


def test_units_add_up_their_schools() -> None:
    rows = [measure("Hoàn thành", office="Xã A"), measure("Dừng", "Trường THCS Tân Quy", office="Xã A"), measure("Chưa thực hiện", "Trường THCS C", office="Xã B")]  # fmt: skip
    found = follow_up(plans(*rows), ON, Settings())
    assert {unit.name: (unit.measures, unit.share) for unit in found.units} == {
        "Xã A": (2, "100,0% (1/1)"),
        "Xã B": (1, "0,0% (0/1)"),
    }
    assert (found.total.measures, found.total.share) == (3, "50,0% (1/2)")


def test_overdue_longest_first_done_and_stopped_never() -> None:
    day = dt.date(2026, 11, 1)
    rows = [measure("Đang thực hiện", ends_on=day), measure("", measure="b", ends_on=dt.date(2026, 10, 1)), measure("Hoàn thành", measure="c", ends_on=day), measure("Dừng", measure="d", ends_on=day), measure("", measure="e", ends_on=ON)]  # fmt: skip
    found = follow_up(plans(*rows), ON, Settings())
    assert [(late.row.measure, late.days) for late in found.overdue] == [("b", 52), ("Xây phòng", 21)]


def test_one_issue_is_followed_across_years() -> None:
    rows = [
        measure("Hoàn thành", measure="Xây 2 phòng", result="Đã xây", evidence="H1-3.2-01"),
        measure("Đang thực hiện", source_year="2025-2026", issue="THIẾU phòng ", measure="Lập dự án"),
        measure("", criterion="1.1", issue="", measure="Sửa quy chế"),
    ]
    threads = follow_up(plans(*rows), ON, Settings()).threads
    assert [(t.criterion, t.years, t.closed) for t in threads] == [
        ("1.1", ("2026-2027",), False),
        ("3.2", ("2025-2026", "2026-2027"), True),
    ]
    assert [row.measure for row in threads[1].steps] == ["Lập dự án", "Xây 2 phòng"]
    assert threads[0].issue == "Sửa quy chế"


@pytest.mark.parametrize(
    ("on", "year", "missing"),
    [
        (dt.date(2027, 5, 30), "2026-2027", 0),
        (dt.date(2027, 5, 31), "2026-2027", 1),
        (dt.date(2026, 8, 1), "2025-2026", 0),
    ],
)
def test_missing_reviews_are_told_when_the_year_is_over(on: dt.date, year: str, missing: int) -> None:
    rows = [measure(review_1_on=dt.date(2027, 1, 12)), measure(measure="b", review_1_on=dt.date(2027, 1, 12))]
    found = follow_up(plans(*rows, year=year), on, Settings())
    assert [(one.reviews, one.asked) for one in found.reviews_missing] == [(1, 2)] * missing


# ---- the commands


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "dgn.xlsx"
    path.write_bytes(review_workbook(clean("2024", Mode.SUBMIT)))
    return path


def ask(*arguments: str) -> str:
    answer = CliRunner().invoke(app, ["danh-gia-ngoai", *arguments])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_the_board_as_text_json_and_workbook(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "bang-han.xlsx"
    text = ask("bang-han", str(workbook), "--ngay", "2030-06-01", "--ra", str(out))
    assert "Hết hạn: 3" in text and "Nguy cơ mất chuẩn quốc gia: 2 trường" in text and str(out) in text
    data = json.loads(ask("bang-han", str(workbook), "--ngay", "2030-06-01", "--json"))
    assert (data["schema"], data["date"], len(data["certificates"])) == (1, "2030-06-01", 3)
    assert data["certificates"][0]["expires_on"] == "2030-05-20"
    assert {one["standing"]: one["count"] for one in data["standings"]}["hết hạn"] == 3
    assert [one["reasons"][0]["what"] for one in data["at_risk"]] == ["hết hạn"] * 2
    book_ = openpyxl.load_workbook(out)
    assert book_.sheetnames == ["Bảng hạn", "Nguy cơ mất chuẩn", "Căn cứ tính"]
    assert [cell.value for cell in book_["Bảng hạn"]["D"]][-3:] == ["hết hạn"] * 3
    first = out.read_bytes()
    ask("bang-han", str(workbook), "--ngay", "2030-06-01", "--ra", str(out))
    assert out.read_bytes() == first


def test_the_follow_up_as_text_and_json(workbook: Path) -> None:
    text = ask("cai-tien", str(workbook), "--ngay", "2027-01-05")
    assert "Hoàn thành 50,0% (1/2); quá hạn 1." in text and "Vấn đề kéo dài nhiều năm (1)" in text
    data = json.loads(ask("cai-tien", str(workbook), "--ngay", "2027-01-05", "--json"))
    assert (data["schema"], data["total"]["measures"], data["total"]["overdue"]) == (1, 2, 1)
    assert [step["source_year"] for step in data["issues"][0]["steps"]] == ["2023-2024", "2024-2025"]


def test_another_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["danh-gia-ngoai", "bang-han", str(tmp_path / "khong-co.xlsx")])
    assert answer.exit_code != 0
