"""Papers of an inspection: plan, minutes, conclusion, made of the sheets Kiểm tra and Nội dung kiểm tra."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.documents.review_papers import inspections
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.forms.review_oversight import Inspection, InspectionItem
from tests.documents.sample_offices import changed, first


def test_the_minutes_hold_the_checklist_and_what_follows_by_deadline() -> None:
    minutes = first(inspections.inspection_minutes(samples.district()), inspections.InspectionMinutes)
    assert [item.outcome for item in minutes.items] == ["Đạt", "Chưa đạt", "Chưa xem"]
    assert [(line.due, line.state) for line in minutes.requests] == [
        ("15/11/2024", "Chưa ghi"),
        ("29/11/2024", "Đang thực hiện"),
    ]
    assert minutes.signer.name == "Chu Thị Thanh"
    assert minutes.decision == "Kế hoạch số 215/KH-PGDĐT"


@pytest.mark.parametrize(
    "team", ["Trưởng đoàn: Chu Thị Thanh; Vi Văn Én", "bà Chu Thị Thanh, Trưởng đoàn; Vi Văn Én"]
)
def test_the_head_of_the_team_is_found_however_written(team: str) -> None:
    source = changed(samples.district(), Inspection, 0, team=team)
    minutes = first(inspections.inspection_minutes(source), inspections.InspectionMinutes)
    assert minutes.signer.name == "Chu Thị Thanh"


@pytest.mark.parametrize(
    ("present", "signs"),
    [("Bà Lê Thị Hà (Hiệu trưởng)", "Lê Thị Hà"), ("Lê Thị Hà; Vũ Văn Tư", "……………………"), ("", "……………………")],
)
def test_the_one_person_the_school_sent_signs_for_it(present: str, signs: str) -> None:
    source = changed(samples.district(), Inspection, 0, present=present)
    minutes = first(inspections.inspection_minutes(source), inspections.InspectionMinutes)
    assert minutes.school_head == signs


def test_an_inspection_without_its_day_is_not_minuted_but_planned() -> None:
    source = samples.district()
    assert [draft.name for draft in inspections.inspection_minutes(source)] == [
        "bien-ban-kiem-tra_079712_tieu-hoc-phu-khe"
    ]
    assert any("Chưa ghi ngày kiểm tra nên chưa lập: MN Sao Mai" in remark for remark in source.remarks)
    plan = inspections.inspection_plan(samples.district())
    assert {line.school: line.when for line in plan.inspections} == {
        "MN Sao Mai": "18/02/2025",
        "Tiểu học Phú Khê": "22/10/2024",
    }


def test_the_conclusion_counts_without_calling_open_things_met_and_names_the_overdue() -> None:
    source = samples.district()
    source.on = dt.date(2024, 12, 2)
    conclusion = first(inspections.inspection_conclusions(source), inspections.InspectionConclusion)
    assert conclusion.summary == (
        "Đã kiểm tra 03 (ba) nội dung: 01 (một) nội dung đạt, 01 (một) nội dung chưa đạt, 01 (một) nội dung chưa kết luận"
    )
    assert any("2 kiến nghị đã quá hạn" in remark for remark in source.remarks)
    for ended in ({"done_on": dt.date(2024, 11, 14)}, {"state": "Dừng"}):
        less = changed(samples.district(), InspectionItem, 1, **ended)
        less.on = dt.date(2024, 12, 2)
        list(inspections.inspection_conclusions(less))
        assert any("1 kiến nghị đã quá hạn" in remark for remark in less.remarks)
