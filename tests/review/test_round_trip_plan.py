"""Any schedule printed as ke-hoach-kdcl, under either law, is read back as the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.review_papers.planning import year_plan
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import signed
from kdcl_xl.forms.external_review import ScheduledVisit
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.plan_sources import plan_of_docx
from kdcl_xl.review.schedule import Schedule, row_json, schedule_of

LEVELS = {
    "MN": "mam_non", "Mầm non": "mam_non", "Trường Mẫu giáo": "mam_non", "TH": "tieu_hoc", "Tiểu học": "tieu_hoc",
    "Trường Quốc tế": "mam_non", "THCS": "thcs", "Trường THCS": "thcs", "THPT": "thpt", "TH&THCS": "nhieu_cap", "Trung tâm GDNN-GDTX": "gdtx",
}  # fmt: skip
"""How names begin; what an international school teaches only the column Cấp học tells."""
NAMES = ("Hoa Sen", "Sao Mai", "Kim Đồng", "Võ Thị Sáu", "Lê Lợi", "Nguyễn Bỉnh Khiêm", "An Phước 2", "Tân Tạo A", "30/4", "Canada - Việt Nam")  # fmt: skip
ASKED = {"Có": True, "Không": False, "": None}


@st.composite
def times(draw: st.DrawFn, start: int) -> dict[str, object]:
    """What a row says of its time: typed by a plan, set by the scheduler, or nothing."""
    month = draw(st.integers(1, 12).filter(lambda number: number not in (7, 8)))
    year = start if month > 8 else start + 1
    day = draw(st.integers(1, 26))
    last = dt.date(year, month, day + 2)
    solved = {"year": year, "month": month, "day": day, "first": dt.date(year, month, day), "last": last}
    return draw(
        st.sampled_from(
            [
                {},
                {"year": year, "month": month},
                {"year": year, "month": month, "day": day},
                solved,
                {"when_text": f"Tháng {month}", "year": year, "month": month},
                {"when_text": f"tháng {month} năm {year}", "year": year, "month": month},
                {"when_text": f"Tuần 2 tháng {month}/{year}", "year": year, "month": month},
                {"when_text": f"Trước {day}/{month}/{year}", "year": year, "month": month, "day": day},
                {"when_text": f"{day}-{day + 1}/{month}/{year}", "year": year, "month": month, "day": day},
                {"when_text": "Quý I/" + str(start + 1), "year": start + 1},
                {"when_text": "Tháng 6/1999", **solved},  # written by the plan, moved since
            ]
        )
    )


@st.composite
def visits(draw: st.DrawFn, start: int, *, kdcl_said: bool) -> list[ScheduledVisit]:
    """A schedule; `kdcl_said`: whether its rows say anything of KĐCL."""
    rows = []
    jump = draw(st.sampled_from([0, 0, 1]))
    for place in range(1, draw(st.integers(1, 9)) + 1):
        level = draw(st.sampled_from(sorted(LEVELS)))
        kdcl = draw(st.sampled_from(sorted(ASKED))) if kdcl_said else ""
        cqg = "Có" if kdcl == "Không" or not kdcl_said else draw(st.sampled_from(sorted(ASKED)))
        rows.append(
            ScheduledVisit(
                stt=place + (jump if place > 4 else 0),
                school=f"{level} {draw(st.sampled_from(NAMES))}",
                kind=str(NAME_OF_KIND[SchoolKind(LEVELS[level])]),
                kdcl=kdcl,
                cqg=cqg,
                grade="CQG mức độ 1" if cqg == "Có" and draw(st.booleans()) else "",
                note=draw(st.sampled_from(["", "Công nhận lại", "Trường tư thục", "Đang xây thêm 4 phòng"])),
                **draw(times(start)),
            )
        )
    return rows


def read_back(source: Source, rows: list[ScheduledVisit]) -> Schedule:
    source.submission.rows[ScheduledVisit] = list(rows)
    paper = signed(year_plan(source))
    head = paper.head.model_copy(update={"number": "12", "issued_on": source.on})
    data = Template.load("ke-hoach-kdcl").render(paper.model_copy(update={"head": head}))
    return schedule_of(plan_of_docx(data, "ke-hoach.docx"), lead_days=45)


def expected(row: ScheduledVisit) -> tuple[object, ...]:
    kind = next(str(kind) for kind, name in NAME_OF_KIND.items() if name == row.kind)
    return (row.stt, row.school, kind, row.year, row.month, row.day, ASKED[row.kdcl], ASKED[row.cqg])


FIELDS = ("stt", "school", "kind", "year", "month", "day", "kdcl", "cqg")


def assert_same(found: Schedule, rows: list[ScheduledVisit]) -> None:
    got = [tuple(row_json(visit)[name] for name in FIELDS) for visit in found.visits]
    assert got == [expected(row) for row in rows]
    assert found.heading.signer == "Mạc Thị Thu Giang"


@pytest.mark.parametrize("office", [samples.district, samples.ward])
def test_our_samples_are_read_without_a_finding(office: Callable[[], Source]) -> None:
    source = office()
    rows = source.submission.table(ScheduledVisit)
    found = read_back(source, rows)
    assert_same(
        found, [row.model_copy(update={"kdcl": row.kdcl if source.on.year < 2026 else ""}) for row in rows]
    )
    assert [finding.as_line() for finding in found.findings] == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits(2024, kdcl_said=True))
def test_under_the_law_of_2018(rows: list[ScheduledVisit]) -> None:
    found = read_back(samples.district(), rows)
    assert_same(found, rows)
    assert str(found.heading.school_year) == "2024-2025"
    assert found.heading.number == "12/KH-PGDĐT"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits(2027, kdcl_said=False))
def test_under_tt57_with_one_column_of_requests(rows: list[ScheduledVisit]) -> None:
    assert_same(read_back(samples.ward(), rows), rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits(2027, kdcl_said=True).filter(lambda rows: any(row.kdcl == "Có" for row in rows)))
def test_under_tt57_with_schools_that_still_ask_for_kdcl(rows: list[ScheduledVisit]) -> None:
    assert_same(read_back(samples.ward(), rows), rows)
