"""Any schedule we print into Word, in any of several layouts, is read back as the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcl_xl.review.plan_sources import plan_of_docx
from kdcl_xl.review.schedule import row_json, schedule_of
from tests.review import word

LEVELS = {
    "MN": "mam_non", "Mầm non": "mam_non", "MG": "mam_non", "TH": "tieu_hoc", "Tiểu học": "tieu_hoc", "THCS": "thcs",
    "Trường THCS": "thcs", "THPT": "thpt", "TH&THCS": "nhieu_cap", "TT GDNN-GDTX": "gdtx",
}  # fmt: skip
NAMES = ("Hoa Sen", "Sao Mai", "Kim Đồng", "Võ Thị Sáu", "Lê Lợi", "Nguyễn Bỉnh Khiêm", "An Phước 2", "30/4", "Tân Tạo A", "Trung Chánh")  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A row to be printed, and what is to be read from it."""

    stt: int
    school: str
    kind: str
    when: str
    date: tuple[int | None, int | None, int | None]
    kdcl: bool
    cqg: bool
    note: str


months = st.sampled_from([(2024, m) for m in range(9, 13)] + [(2025, m) for m in range(1, 8)])


@st.composite
def times(draw: st.DrawFn) -> tuple[str, tuple[int | None, int | None, int | None]]:
    year, month = draw(months)
    day = draw(st.integers(1, 26))
    return draw(
        st.sampled_from(
            [
                (f"Tháng {month}/{year}", (year, month, None)),
                (f"Tháng {month:02}/{year}", (year, month, None)),
                (f"{month}/{year}", (year, month, None)),
                (f"tháng {month} năm {year}", (year, month, None)),
                (f"Tháng {month}", (year, month, None)),
                (f"Tuần 2 tháng {month}/{year}", (year, month, None)),
                (f"{day:02}/{month:02}/{year}", (year, month, day)),
                (f"ngày {day} tháng {month} năm {year}", (year, month, day)),
                (f"từ {day} đến {day + 2}/{month}/{year}", (year, month, day)),
                (f"{day}-{day + 1}/{month}/{year}", (year, month, day)),
                (f"Trước {day}/{month}/{year}", (year, month, day)),
                (f"Quý {'I' if month < 4 else 'IV'}/{year}", (year, None, None)),
            ]
        )
    )


@st.composite
def schedules(draw: st.DrawFn) -> list[Printed]:
    size = draw(st.integers(1, 9))
    rows = []
    for stt in range(1, size + 1):
        level = draw(st.sampled_from(sorted(LEVELS)))
        when, date = draw(times())
        kdcl = draw(st.booleans())
        cqg = not kdcl or draw(st.booleans())
        note = draw(st.sampled_from(["", "Công nhận lại", "Trường tư thục", "Đang xây thêm 4 phòng"]))
        rows.append(
            Printed(
                stt, f"{level} {draw(st.sampled_from(NAMES))}", LEVELS[level], when, date, kdcl, cqg, note
            )
        )
    return rows


LAYOUTS = (
    "two rows",
    "one row",
    "purpose",
    "reordered",
    "cut",
    "repeated header",
    "tabs",
    "title row",
    "merged times",
    "ditto",
    "list",
)


def mark(asked: bool) -> str:
    return "X" if asked else ""


def purpose(row: Printed) -> str:
    return " và ".join(word for word, asked in (("KĐCL", row.kdcl), ("CQG", row.cqg)) if asked)


def printed(rows: Sequence[Printed], layout: str) -> bytes:
    d = word.new()
    word.head(
        d, "UBND HUYỆN AN", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Số: 1/KH-PGDĐT", "An, ngày 01 tháng 8 năm 2024"
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2024-2025", "Lịch đánh giá ngoài")
    plain = ["STT", "Tên trường", "Thời gian", "KĐCL", "CQG", "Ghi chú"]
    body = [[str(r.stt), r.school, r.when, mark(r.kdcl), mark(r.cqg), r.note] for r in rows]
    half = len(body) // 2
    if layout == "two rows":
        top, below = (
            ["TT", "Trường", "Thời gian đánh giá ngoài", "Đề nghị công nhận", "", "Ghi chú"],
            ["", "", "", "KĐCLGD", "Chuẩn quốc gia", ""],
        )
        word.table(
            d, [top, below, *body], [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
        )
    elif layout == "one row":
        word.table(d, [plain, *body])
    elif layout == "purpose":
        word.table(
            d,
            [
                ["STT", "Đơn vị", "Nội dung đề nghị", "Dự kiến thời gian", "Ghi chú"],
                *([b[0], b[1], purpose(r), b[2], b[5]] for b, r in zip(body, rows, strict=True)),
            ],
        )
    elif layout == "reordered":
        word.table(
            d, [["Ghi chú", "CQG", "KĐCL", "Tháng/ngày", "Tên trường", "Số TT"], *(b[::-1] for b in body)]
        )
    elif layout == "cut":
        word.table(d, [plain, *body[: half + 1]])
        word.text(d, "", "2")
        if body[half + 1 :]:
            word.table(d, body[half + 1 :])
    elif layout == "repeated header":
        word.table(d, [plain, *body[:half], plain, *body[half:]])
    elif layout == "tabs":
        word.text(d, *("\t".join(line) for line in (plain, *body)))
    elif layout == "merged times":
        word.table(d, [plain, *body], _runs_of_times(body))
    elif layout == "ditto":
        same = [n for n in range(1, len(body)) if body[n][2] == body[n - 1][2]]
        word.table(d, [plain, *([*b[:2], "nt" if n in same else b[2], *b[3:]] for n, b in enumerate(body))])
    elif layout == "list":
        word.text(d, *(_sentence(row) for row in rows))
    else:
        word.table(d, [["LỊCH ĐÁNH GIÁ NGOÀI", "", "", "", "", ""], plain, *body], [(0, 0, 0, 5)])
    word.end(d, "TRƯỞNG PHÒNG", "Lê Thị An")
    return word.saved(d)


def _runs_of_times(body: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """The cells of one time below each other, merged; rows count from the header."""
    runs: list[tuple[int, int, int, int]] = []
    first = 0
    for n in range(1, len(body) + 1):
        if n == len(body) or body[n][2] != body[first][2]:
            runs += [(first + 1, 2, n, 2)] if n - first > 1 else []
            first = n
    return runs


def _sentence(row: Printed) -> str:
    note = f"; {row.note}" if row.note else ""
    return f"{row.stt}. {row.school}: {row.when}, đề nghị công nhận {purpose(row)}{note}."


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules(), st.sampled_from(LAYOUTS))
def test_printed_and_read_back(rows: list[Printed], layout: str) -> None:
    found = schedule_of(plan_of_docx(printed(rows, layout), "a.docx"), lead_days=45)
    got = [row_json(visit) for visit in found.visits]
    assert [
        (
            r["stt"],
            r["school"],
            r["kind"],
            r["when_text"],
            (r["year"], r["month"], r["day"]),
            r["kdcl"],
            r["cqg"],
            r["note"],
        )
        for r in got
    ] == [(r.stt, r.school, r.kind, r.when, r.date, r.kdcl, r.cqg, r.note or None) for r in rows]
    assert found.heading.signer == "Lê Thị An"
