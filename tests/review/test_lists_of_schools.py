"""Several schools in one cell, and schools that sentences name."""

from __future__ import annotations

import pytest

from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.plan import Cell, PlanError
from kdcl_xl.review.plan_sources import plan_of_text
from kdcl_xl.review.prose_phrases import mentions_in, time_in
from kdcl_xl.review.schedule import Schedule, schedule_of
from kdcl_xl.review.several import schools_in
from kdcl_xl.text.dates import SchoolYear

HEAD = "UBND HUYỆN AN\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KH-PGDĐT\nAn, ngày 05 tháng 9 năm 2026\n\nKẾ HOẠCH\n{title} năm học 2026-2027\n\n"


def plan(body: str, title: str = "Đánh giá ngoài") -> Schedule:
    content = HEAD.format(title=title) + body + "\n\nTRƯỞNG PHÒNG\n\nLê Thị An\n"
    return schedule_of(plan_of_text(content.encode(), "kế hoạch.txt"), lead_days=45)


def rows(body: str, title: str = "Đánh giá ngoài") -> list[tuple[str, str, bool | None, bool | None]]:
    return [(v.school, v.when.text, v.kdcl, v.cqg) for v in plan(body, title).visits]


@pytest.mark.parametrize(
    ("text", "names", "doubtful"),
    [
        ("MN A; MN B", ("MN A", "MN B"), False),
        ("Trường MN A\nTrường MN B", ("Trường MN A", "Trường MN B"), False),
        ("Trường TH A, Trường TH B và THCS C", ("Trường TH A", "Trường TH B", "THCS C"), False),
        ("TH A + THCS A", ("TH A", "THCS A"), False),
        ("Trường MN A\n(điểm chính)\nTrường MN B", ("Trường MN A (điểm chính)", "Trường MN B"), False),
        ("Trường Tiểu học và THCS Bình Lợi", ("Trường Tiểu học và THCS Bình Lợi",), False),
        ("Trường TH, THCS Bình Lợi", ("Trường TH, THCS Bình Lợi",), False),
        ("Trường Mầm non\nTư thục Thiên Ân", ("Trường Mầm non Tư thục Thiên Ân",), False),
        ("Trường TH Lê Lợi, xã An Bình", ("Trường TH Lê Lợi, xã An Bình",), False),
        ("MN Canada - Việt Nam", ("MN Canada - Việt Nam",), False),
        ("THCS Nguyễn Trãi và Lê Lai", ("THCS Nguyễn Trãi và Lê Lai",), True),
        ("Hoa Đào, Hoa Mận", ("Hoa Đào, Hoa Mận",), True),
        ("", (), False),
    ],
)
def test_schools_of_a_cell(text: str, names: tuple[str, ...], doubtful: bool) -> None:
    listed = schools_in(Cell(text))
    assert (listed.names, listed.doubtful) == (names, doubtful)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tại Trường THCS Vĩnh Xuân từ ngày 07/12 đến 09/12/2026", ["Trường THCS Vĩnh Xuân"]),
        ("Trường MN Sơn Ca và Trường TH Đông Hòa 2.", ["Trường MN Sơn Ca", "Trường TH Đông Hòa 2"]),
        ("Trường Mầm non 19/5: 12/3/2027", ["Trường Mầm non 19/5"]),
        ("Trường TH Lê Lợi 10/2026", ["Trường TH Lê Lợi"]),
        ("MN Canada - Việt Nam – 10/2026", ["MN Canada - Việt Nam"]),
        ("các trường MN Hoa Sen, Hoa Mai và 19/5: tháng 3", ["MN Hoa Sen", "Hoa Mai"]),
        ("Các trường mầm non, tiểu học, THCS hoàn thành báo cáo", []),
        ("hiệu trưởng các trường tiểu học; trường đạt chuẩn quốc gia", []),
    ],
)
def test_schools_of_a_sentence(text: str, names: list[str]) -> None:
    assert [mention.name for mention in mentions_in(text)] == names


def test_a_level_is_no_day_of_the_month() -> None:
    when = time_in("đạt CQG mức độ 1 tháng 3/2027", SchoolYear("2026-2027"))
    assert when is not None
    assert (when.text, when.month, when.day) == ("tháng 3/2027", 3, None)


def test_a_line_shares_what_stands_before_its_schools_not_what_stands_in_brackets_behind_one() -> None:
    assert rows("- Tháng 10/2026: Trường TH A, Trường MN B (KĐCL, CQG);") == [
        ("Trường TH A", "Tháng 10/2026", None, None),
        ("Trường MN B", "Tháng 10/2026", True, True),
    ]
    assert rows("- Trường TH A, Trường MN B: tháng 10/2026, đề nghị công nhận KĐCL") == [
        ("Trường TH A", "tháng 10/2026", True, False),
        ("Trường MN B", "tháng 10/2026", True, False),
    ]
    assert rows("Đợt 1 (tháng 10/2026): Trường MN A; Trường TH B (CQG).") == [
        ("Trường MN A", "tháng 10/2026", None, None),
        ("Trường TH B", "tháng 10/2026", False, True),
    ]


def test_one_unclear_request_is_asked_about() -> None:
    found = plan("- Tháng 11/2026: Trường TH A, Trường MN B (KĐCL, CQG);")
    assert ["“Trường TH A”" in f.message for f in found.findings if f.code == "LDG-016"] == [True]


def test_sections_of_the_past_and_other_work_are_left_alone() -> None:
    past = "I. Kết quả đánh giá ngoài năm học 2025-2026\n- Trường MN A: KĐCL cấp độ 2 (tháng 3/2026)\n- Trường TH B: CQG mức độ 1, tháng 4/2026\n"
    now = "II. Lịch năm học 2026-2027\n1. Trường MN C: tháng 11/2026, KĐCL\n"
    assert rows(past + now) == [("Trường MN C", "tháng 11/2026", True, False)]
    assert plan(past + now).visits[0].stt == 1
    for other in (
        "2. Trường TH Lê Lợi đăng cai hội nghị về đánh giá ngoài ngày 10/10/2026.",
        "- Trường MN A nộp báo cáo kiểm định trước 30/5/2027.",
        "1. Đoàn đánh giá ngoài: bà Lê Thị A - Trường MN A, Trưởng đoàn, tháng 10/2026.",
        "Nơi nhận:\n- Trường MN A (tháng 10/2026);",
        "1. Tháng 9/2026: thành lập hội đồng\n2. Tháng 3/2027: đăng ký đánh giá ngoài với Phòng GDĐT",
    ):
        with pytest.raises(PlanError):
            plan(other)


def test_names_behind_the_level_they_share() -> None:
    found = plan(
        "Các trường đánh giá ngoài tháng 3/2027 gồm:\n+ Mầm non (02 trường): Hoa Sen, 19/5.\n+ THCS: An Lộc."
    )
    assert [(v.school, v.kind, v.when.month) for v in found.visits] == [
        ("Hoa Sen", SchoolKind.PRESCHOOL, 3),
        ("19/5", SchoolKind.PRESCHOOL, 3),
        ("An Lộc", SchoolKind.LOWER_SECONDARY, 3),
    ]


def test_lines_cut_in_a_name_are_put_together() -> None:
    body = (
        "Phòng tổ chức đánh giá ngoài tại các trường: Mầm non Hoa Sen (tháng 10/2026), Mầm non Hoa\n"
        "Hồng (tháng 11/2026) và Tiểu học Nguyễn Du (tháng 12/2026)."
    )
    assert [(v.school, v.when.month) for v in plan(body).visits] == [
        ("Mầm non Hoa Sen", 10),
        ("Mầm non Hoa Hồng", 11),
        ("Tiểu học Nguyễn Du", 12),
    ]


def test_prose_is_not_read_where_a_table_is_the_schedule() -> None:
    table = "STT\tTrường\tThời gian\tKĐCL\n1\tMN A\t11/2026\tx\n"
    found = plan(f"- Trường TH B: đánh giá ngoài tháng 10/2026, KĐCL\n\n{table}")
    assert [visit.school for visit in found.visits] == ["MN A"]
    exam = "Lịch thi\nSTT\tTrường\tNgày thi\tSố thí sinh\n1\tTH A\t10/3/2027\t100\n"
    found = plan(f"- Trường TH B: đánh giá ngoài tháng 10/2026, KĐCL\n\n{exam}")
    assert [visit.school for visit in found.visits] == ["Trường TH B"]


@pytest.mark.parametrize(
    "text",
    [
        "Phòng đề nghị Sở đánh giá ngoài trong tháng 10/2026 đối với Trường MN A, Trường TH B và trong tháng 3/2027 đối với Trường THCS C.",
        "Đánh giá ngoài: tháng 10/2026 Trường MN A, Trường TH B, tháng 3/2027 Trường THCS C.",
        "- Tháng 10/2026: Trường MN A, Trường TH B; tháng 3/2027: Trường THCS C",
        "- Trường MN A (tháng 10/2026), Trường TH B (tháng 10/2026), tháng 3/2027: Trường THCS C",
        "- Trường MN A tháng 10/2026, Trường TH B tháng 10/2026 và Trường THCS C tháng 3/2027",
    ],
)
def test_a_time_belongs_to_the_schools_it_leads_to(text: str) -> None:
    assert [(v.school, v.when.year, v.when.month) for v in plan(text).visits] == [
        ("Trường MN A", 2026, 10),
        ("Trường TH B", 2026, 10),
        ("Trường THCS C", 2027, 3),
    ]


def test_an_address_below_a_name_is_no_part_of_it() -> None:
    assert schools_in(Cell("Trường MN A\n12 Lê Lợi, P. An Bình")).names == ("Trường MN A",)
    assert schools_in(Cell("Trường MN A\nĐiện thoại: 0901234567")).names == ("Trường MN A",)
    assert schools_in(Cell("Trường MN\n19/5")).names == ("Trường MN 19/5",)


def test_lines_of_other_work_beside_the_schedule_are_named() -> None:
    body = "- Trường MN A: cần bổ sung 2 phòng học trước 15/10/2026\n- Trường TH B: tháng 4/2027, CQG\n"
    found = plan(body)
    assert [v.school for v in found.visits] == ["Trường TH B"]
    assert [(f.sheet, "2 phòng học" in f.message) for f in found.findings if f.code == "LDG-019"] == [
        ("dòng 9", True)
    ]
