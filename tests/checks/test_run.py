"""The runner: all at once, none caused by another, no flood, waivers in the open, fast."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest

from kdcl_xl.checks import examine, run
from kdcl_xl.checks.quick_look import look_at, looks_odd
from kdcl_xl.checks.registry import CHECKS
from kdcl_xl.checks.run import MOST_ALIKE
from kdcl_xl.findings import Mode, Rule, Severity, count_errors
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    Description,
    Evidence,
    Improvement,
    Member,
    Registration,
    School,
    Waiver,
)
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.settings import Settings
from kdcl_xl.text import legacy
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.snapshot import Submission
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.checks.tables import loose, submission_of

ON = CHECKED_ON["tt57"]


@pytest.fixture
def clean() -> Submission:
    return _clean("tt57")


def _clean(edition: str, evidence_per_level: int = 1) -> Submission:
    content = sample(edition, evidence_per_level)
    return submission_of(build(SELF_ASSESSMENT, EDITIONS[edition], content, show=SELF_ASSESSMENT.order))


def _codes(submission: Submission, mode: Mode = Mode.SUBMIT) -> list[str]:
    return [finding.code for finding in run(submission, mode, Settings(), ON)]


def _blank(edition: str) -> Submission:
    return submission_of(build(SELF_ASSESSMENT, EDITIONS[edition], show=SELF_ASSESSMENT.order))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_workbook_is_no_reproach_while_writing(edition: str) -> None:
    assert run(_blank(edition), Mode.DRAFT, Settings(), CHECKED_ON[edition]) == []


@pytest.mark.parametrize("regulation", regulation_ids())
def test_every_rule_set_can_be_checked(regulation: str) -> None:
    """Blank and half written under every circular: no exception, no reproach, and nothing that cannot be."""
    rules = load(regulation)
    edition = edition_of(
        f"{rules.valid_from.year}-{rules.valid_from.year + 1}", regulation, rules.applies_to[0]
    )
    blank = submission_of(build(SELF_ASSESSMENT, edition, show=SELF_ASSESSMENT.order))
    on = dt.date(rules.valid_from.year + 1, 6, 10)
    assert run(blank, Mode.DRAFT, Settings(), on) == []
    for row in blank.table(AnswerLine):
        row.result = "Đạt"
    found = {finding.code for finding in run(blank, Mode.SUBMIT, Settings(), on)}
    assert "DG-005" in found
    assert not found & {"DG-001", "DG-002", "DG-003", "DG-010", "DG-012", "KH-013", "DM-001", "DM-003"}


def test_a_blank_workbook_gets_a_short_list_when_submitting() -> None:
    found = run(_blank("tt57"), Mode.SUBMIT, Settings(), ON)
    assert {"TR-001", "HD-001", "DG-012", "DK-001", "SL-012"} <= {finding.code for finding in found}
    assert len(found) < 40


def test_in_draft_mode_rules_about_what_is_missing_are_silent() -> None:
    waiting = {rule.code for check in CHECKS for rule in check.rules if rule.only_when_submitting}
    assert not waiting & set(_codes(_blank("tt18"), Mode.DRAFT))
    assert waiting & set(_codes(_blank("tt18"), Mode.SUBMIT))


@pytest.mark.parametrize(
    "table", SELF_ASSESSMENT.tables_of(EDITIONS["tt57"]), ids=lambda table: table.__name__
)
def test_a_missing_table_causes_no_other_finding_about_it(clean: Submission, table: type[Member]) -> None:
    del clean.places[table]
    del clean.rows[table]
    sheets = {finding.sheet for finding in run(clean, Mode.SUBMIT, Settings(), ON)}
    assert table.table.sheet not in sheets


@pytest.mark.parametrize("edition", ["tt57", "tt18"])
def test_a_missing_column_is_not_a_column_of_blanks(edition: str) -> None:
    """For every table and column in turn: no error beside the reader's own, and no exception."""
    submission = _clean(edition)
    for table, place in submission.places.items():
        for field in list(place.columns):
            position = place.columns.pop(field)
            kept = [getattr(row, field) for row in submission.rows[table]]
            for row in submission.rows[table]:
                setattr(row, field, table.model_fields[field].default)
            found = run(submission, Mode.SUBMIT, Settings(), CHECKED_ON[edition])
            for row, value in zip(submission.rows[table], kept, strict=True):
                setattr(row, field, value)
            place.columns[field] = position
            wrong = [f.as_line() for f in found if f.severity is Severity.ERROR]
            assert not wrong, (table.__name__, field)


def test_a_cell_that_could_not_be_read_is_not_blank(clean: Submission) -> None:
    row = clean.table(Evidence)[4]
    for field in ("title", "storage", "issued_on", "number"):
        setattr(row, field, None if field == "issued_on" else "")
        clean.unreadable.add(clean.at(row, field))
    measure = clean.table(Improvement)[0]
    measure.starts_on = None
    clean.unreadable.add(clean.at(measure, "starts_on"))
    clean.fields(School).approved_on = None
    clean.unreadable.add(clean.where(School, "approved_on"))
    clean.fields(Registration).purpose = ""
    clean.unreadable.add(clean.where(Registration, "purpose"))
    assert _codes(clean) == []


def test_an_unreadable_answer_leaves_the_level_open(clean: Submission) -> None:
    row = next(row for row in clean.table(AnswerLine) if row.criterion == "2.1" and row.level == 2)
    row.result = ""
    clean.unreadable.add(clean.at(row, "result"))
    examination = examine(clean, Mode.SUBMIT, Settings(), ON)
    assert examination.findings == []
    assert examination.verdict is not None
    assert (examination.verdict.level_low, examination.verdict.level_high) == (1, 2)


def test_the_same_mistake_over_and_over_is_counted_not_repeated() -> None:
    submission = _clean("tt18")
    for row in submission.table(Evidence):
        row.code = row.code[:-2] + row.code[-1]
    found = [f for f in run(submission, Mode.SUBMIT, Settings(), CHECKED_ON["tt18"]) if f.code == "MC-001"]
    assert len(found) == MOST_ALIKE + 1
    assert found[-1].message.startswith(f"Còn {76 - MOST_ALIKE} ô nữa")


def test_one_sentence_about_many_rows_keeps_every_cell(clean: Submission) -> None:
    rows = clean.table(Description)
    for row in rows:
        row.text = "Nhà trường đã làm đầy đủ, có kế hoạch từng năm học [t1]."
    found = [finding.cell for finding in run(clean, Mode.SUBMIT, Settings(), ON) if finding.code == "MC-021"]
    assert len(rows) > MOST_ALIKE
    assert found == [clean.at(row, "text")[1] for row in rows]


def test_even_one_sentence_is_not_told_without_end(
    monkeypatch: pytest.MonkeyPatch, clean: Submission
) -> None:
    monkeypatch.setattr(importlib.import_module("kdcl_xl.checks.run"), "MOST_CELLS", 3)
    rows = clean.table(Description)
    for row in rows:
        row.text = "Nhà trường đã làm đầy đủ, có kế hoạch từng năm học [t1]."
    found = [f for f in run(clean, Mode.SUBMIT, Settings(), ON) if f.code == "MC-021"]
    assert len(found) == 4
    assert found[-1].message.startswith(f"Còn {len(rows) - 3} ô nữa")


def test_findings_come_in_the_order_of_the_sheets(clean: Submission) -> None:
    clean.table(Evidence)[3].title = ""
    clean.table(Evidence)[1].title = ""
    clean.table(Assignment)[0].group = "Nhóm lạ"
    clean.fields(School).name = ""
    assert _codes(clean) == ["TR-001", "MC-011", "MC-011", "HD-008"]


def test_a_waiver_moves_a_warning_to_the_accepted_ones(clean: Submission) -> None:
    clean.fields(Registration).letters = 1
    _waive(clean, "DK-012", "Đăng ký!" + clean.where(Registration, "letters")[1])
    examination = examine(clean, Mode.SUBMIT, Settings(), ON)
    assert examination.findings == []
    assert [(a.finding.code, a.waiver.approved_by) for a in examination.accepted] == [("DK-012", "Phan Lộc")]
    assert not count_errors(examination.findings)


def test_a_waiver_for_another_cell_waives_nothing(clean: Submission) -> None:
    clean.fields(Registration).letters = 1
    _waive(clean, "DK-012", "Đăng ký!B99")
    assert sorted(_codes(clean)) == ["DK-012", "GT-004"]


def test_errors_of_structure_cannot_be_waived(clean: Submission) -> None:
    broken = Rule("CT-004", Severity.ERROR, "Đủ các cột của mẫu")
    clean.findings.append(broken.at("Minh chứng", "A5", "Thiếu cột “Ghi chú”.", "Chèn lại cột."))
    _waive(clean, "CT-004", "*")
    examination = examine(clean, Mode.SUBMIT, Settings(), ON)
    assert sorted(f.code for f in examination.findings) == ["CT-004", "GT-002"]
    assert not examination.accepted and count_errors(examination.findings)


def _waive(submission: Submission, code: str, place: str) -> None:
    row = Waiver(code=code, place=place, reason="Đã thống nhất", approved_by="Phan Lộc", position="Trưởng phòng", approved_on=dt.date(2027, 6, 19))  # fmt: skip
    row.line = 6
    submission.rows[Waiver] = [row]


def test_without_answers_sheet_there_is_no_verdict(clean: Submission) -> None:
    del clean.places[AnswerLine]
    del clean.rows[AnswerLine]
    assert examine(clean, Mode.SUBMIT, Settings(), ON).verdict is None


def test_what_rests_on_unread_law_only_warns(clean: Submission) -> None:
    clean.rows[Member] = clean.rows[Member][:3]
    found = next(f for f in run(clean, Mode.SUBMIT, Settings(), ON) if f.code == "HD-002")
    assert found.severity is Severity.WARNING
    assert "chưa đối chiếu" in found.law and "Điều 9" in found.law


def test_checks_know_no_clock(clean: Submission) -> None:
    early = run(clean, Mode.SUBMIT, Settings(), dt.date(2026, 9, 1))
    assert [f.code for f in early if f.code == "TR-010"] == ["TR-010"]
    assert run(clean, Mode.SUBMIT, Settings(), ON) == []


def test_a_plan_typed_on_an_old_keyboard_is_read_and_mentioned_once_a_column() -> None:
    """Loose tone marks on composed vowels, as in real plans: seven lines with 109 marks there."""
    content = sample("tt57")
    rows = [row for row in content.rows[Evidence] if isinstance(row, Evidence)]
    text = "Tiếp tục xác định nhiệm vụ kiểm định chất lượng giáo dục các bậc học, thực hiện đúng quy định"
    for number, row in enumerate(rows[:7]):
        row.title = loose(f"{text} {number}")
    assert sum(len(row.title) - len(f"{text} 0") for row in rows[:7]) >= 109
    submission = submission_of(build(SELF_ASSESSMENT, EDITIONS["tt57"], content, show=SELF_ASSESSMENT.order))
    found = run(submission, Mode.SUBMIT, Settings(), ON)
    assert [f.code for f in found] == ["CV-002"]
    assert "7 ô" in found[0].message
    assert submission.table(Evidence)[0].title == f"{text} 0"


@pytest.mark.parametrize("sign", legacy._NEVER_VIETNAMESE)
def test_the_quick_look_sees_every_sign_of_legacy_fonts(sign: str) -> None:
    assert looks_odd(f"Kế hoạch năm học\nv{sign}n")


@pytest.mark.parametrize("pair", ["aê", "aù", "oâ", "Oõ", "eà", "aâ", "Eù"])
def test_the_quick_look_sees_impossible_pairs(pair: str) -> None:
    assert legacy._SUSPECT_PAIR.search(pair)
    assert looks_odd(f"Tr{pair}n")


def test_the_quick_look_passes_ordinary_prose() -> None:
    assert not looks_odd(
        "Hoà hoãn, thuở, quý, Đoàn – Đội “xuất sắc” 12 m², 37 °C…\n- gạch đầu dòng\n+ dấu cộng; xoè, oẻo, khoá"
    )


@pytest.mark.parametrize("text", ["(bổ sung)", "[ Điền số]", "(NHẬP tên)", "ngày …", "…………", "xXx", "___", "(ghi rõ)", "{Nêu rõ}", "(viết thêm)"])  # fmt: skip
def test_the_quick_look_sees_places_that_wait(text: str) -> None:
    assert look_at(f"Kế hoạch {text} của trường").gaps


def test_the_quick_look_sees_temporary_ids() -> None:
    assert look_at("Có biên bản [t1].").drafts and look_at("(MC.1.1.01; T12)").drafts
    assert not look_at("Trường có 12 lớp; tổ 1 [H1-1.1-01].").drafts


def test_a_large_clean_workbook_has_no_finding() -> None:
    submission = _clean("tt18", evidence_per_level=14)
    assert sum(map(len, submission.rows.values())) > 1_400
    submission.findings.clear()
    assert run(submission, Mode.SUBMIT, Settings(), CHECKED_ON["tt18"]) == []
