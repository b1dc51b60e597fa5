"""`du-toan`: lines by role, days and the rates of the settings; what is unknown stays blank."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.findings import Mode
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_people import CostLine, PanelMember
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.jobs.checking import findings_of
from kdcl_xl.jobs.reading import submission_of
from kdcl_xl.jobs.review_costs import Costed
from kdcl_xl.jobs.saving import Saved
from kdcl_xl.review_year.costs_proposed import proposed_costs
from kdcl_xl.settings import Settings, SettingsError, load_settings
from kdcl_xl.workbook.builder import build
from tests.office_folder import valid
from tests.review_year.books import book, content
from tests.running import kdcl

ON = dt.date(2025, 3, 1)
SCHOOL = "Trường THCS Hoa Sữa"
RATES = Settings.model_validate(
    {"danh-gia-ngoai": {"muc-chi": {"Trưởng đoàn": 200000, "Ủy viên": 150000, "Viết báo cáo sơ bộ": 400000}}}
)


def panel(days: bool = True) -> list[Row]:
    """Five people, and a survey from Thursday to Monday: three working days."""
    roles = ["Trưởng đoàn", "Thư ký", "Ủy viên", "Ủy viên", "Ủy viên"]
    rows: list[Row] = [
        PanelMember(school=SCHOOL, name=f"Lê Thị {n}", role=role) for n, role in enumerate(roles, 1)
    ]
    rows.append(ScheduledVisit(school=SCHOOL, kind="THCS", source="dòng 1"))
    if days:
        rows.append(
            ReviewProcess(school=SCHOOL, official_from=dt.date(2025, 3, 13), official_to=dt.date(2025, 3, 17))
        )
    return rows


def test_amounts_follow_people_working_days_and_the_rates_set() -> None:
    lines = {row.what: row for row in proposed_costs(book(*panel(), year="2024-2025"), RATES, ON)}
    told = {what: (row.quantity, row.days, row.rate, row.amount) for what, row in lines.items()}
    assert told == {
        "Khảo sát chính thức, trưởng đoàn": (1, 3, 200000, 600000),
        "Khảo sát chính thức, thư ký": (1, 3, None, None),
        "Khảo sát chính thức, ủy viên": (3, 3, 150000, 1350000),
        "Viết báo cáo sơ bộ": (5, None, 400000, 2000000),
    }
    assert "muc-chi" in lines["Viết báo cáo sơ bộ"].basis and not lines["Khảo sát chính thức, thư ký"].basis


@pytest.mark.parametrize("settings", [Settings(), RATES])
def test_without_days_or_rates_nothing_is_made_up(settings: Settings) -> None:
    survey = [
        row
        for row in proposed_costs(book(*panel(days=False), year="2024-2025"), settings, ON)
        if "ngày" in row.measure
    ]
    assert len(survey) == 3 and all(row.amount is None and row.days is None for row in survey)
    assert all("Chưa có ngày khảo sát" in row.note for row in survey)


def test_a_line_that_stands_is_kept_and_not_proposed_again(tmp_path: Path) -> None:
    own = CostLine(school=SCHOOL, what="Khảo sát chính thức, Ủy viên", quantity=2, rate=99000, basis="NQ 12")
    source, out = tmp_path / "so.xlsx", tmp_path / "moi.xlsx"
    source.write_bytes(
        build(
            EXTERNAL_REVIEW,
            edition_of("2024-2025"),
            content(*panel(), own, office="Sở GDĐT", level="Sở GDĐT"),
        )
    )
    toml = tmp_path / "thiet-lap.toml"
    toml.write_text('[danh-gia-ngoai.muc-chi]\n"Trưởng đoàn" = 200000\n"Thư ký" = 150000\n', encoding="utf-8")
    command = [
        "danh-gia-ngoai",
        "du-toan",
        str(source),
        "--ra",
        str(out),
        "--thiet-lap",
        str(toml),
        "--ngay",
        "2025-03-01",
    ]
    told = kdcl(*command, "--json")
    assert told.code == 0, told
    added = valid(told, "dgn-du-toan")["added"]
    assert [line["what"] for line in added] == [
        "Khảo sát chính thức, trưởng đoàn",
        "Khảo sát chính thức, thư ký",
    ]
    made = submission_of(out)
    assert [(row.what, row.rate, row.amount) for row in made.table(CostLine)] == [
        ("Khảo sát chính thức, Ủy viên", 99000, None),
        ("Khảo sát chính thức, trưởng đoàn", 200000, 600000),
        ("Khảo sát chính thức, thư ký", 150000, 450000),
    ]
    assert "DGS-125" not in {finding.code for finding in findings_of(made, Mode.SUBMIT, RATES, ON)}
    again = kdcl(*command[:2], out, "--ra", tmp_path / "lai.xlsx", *command[5:])
    assert "Không có mục nào để thêm" in again.out


def test_what_saving_has_to_say_is_said_when_nothing_was_added() -> None:
    told = Costed((), Saved(Path("moi.xlsx"), ("Bản trước được giữ ở moi (bản trước).xlsx.",))).lines()
    assert told[-2:] == ["Đã ghi moi.xlsx.", "Bản trước được giữ ở moi (bản trước).xlsx."]


@pytest.mark.parametrize("written", ['"170.000"', "170.000", '"170000"', "true", "-5", "1e5"])
def test_a_rate_that_is_not_whole_dong_is_refused(written: str, tmp_path: Path) -> None:
    """170.000 reads as 170 đồng: a cost sheet a thousand times too small, without a word."""
    path = tmp_path / "thiet-lap.toml"
    path.write_text(f'[danh-gia-ngoai.muc-chi]\n"Trưởng đoàn" = {written}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="“Trưởng đoàn” phải là số nguyên đồng"):
        load_settings([path])
