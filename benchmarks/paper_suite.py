"""The group `van-ban`: documents against docxtpl used plainly, batches, PDF."""

from __future__ import annotations

import tempfile

from benchmarks.measure import Usage, spread, task
from benchmarks.report import Line

GROUP, COMMAND = "Văn bản", "python -m benchmarks van-ban"
_TARGETS = {
    "giay-chung-nhan": ("một giấy chứng nhận", 40),
    "quyet-dinh": ("một quyết định hai trang", 20),
    "bao-cao-tu-danh-gia-2026": ("một báo cáo khoảng 60 trang", 5),
}


def papers(repeats: int) -> list[Line]:
    """All lines of the group. `repeats`: 1 for a quick look."""
    full = repeats > 1
    sizes = (500, 5_000) if full else (20, 40)
    pages = (500, 1_000, 2_000) if full else (5, 10)
    with tempfile.TemporaryDirectory() as scratch:
        found = task("renderers", scratch, min(repeats, 10)).told
        batches = {size: _certificates(scratch, size, 3 if full else 1) for size in sizes}
        booklets = task("booklet", *pages)
        converted = task("pdfs", f"{scratch}/pdf", 300 if full else 3).told
    lines = [_ratio(name, told) for name, told in found.items()]
    (small, _), (large, written) = batches[sizes[0]], batches[sizes[-1]]
    rate = spread([sizes[-1] / used.told["cpu"] for used in large])
    only = spread([1000 * used.told["cpu"] / sizes[-1] for used in written])
    again = spread([1000 * used.told["again"] / sizes[-1] for used in large])
    peaks = [spread([used.peak_mb for used in runs]) for runs in (small, large)]
    more = 100 * (peaks[1].median / peaks[0].median - 1)
    each = booklets.told["ms"]
    growth = 100 * (each[str(pages[-1])] / each[str(pages[0])] - 1)
    told = [f"{count} trang {ms:.3f} ms một trang".replace(".", ",") for count, ms in each.items()]
    return [
        *lines,
        Line(
            GROUP,
            f"{sizes[-1]} giấy chứng nhận ra tệp riêng, có niêm phong và nhật ký",
            "≥ 2.000 tệp một giây CPU",
            f"{rate.words('{:.0f}')} tệp",
            rate.median >= 2_000,
            COMMAND,
            f"{spread([1000 / value for value in rate.values]).words()} ms một tệp, trong đó hệ điều hành ghi một tệp cùng cỡ "
            f"(thước đo, không làm gì khác) {only.words()} ms; chạy lại khi không gì đổi {again.words()} ms một tệp",
            {"per_second": rate.values, "only_writing_ms": only.values},
        ),
        Line(
            GROUP,
            f"Bộ nhớ cao nhất: {sizes[-1]} tệp so với {sizes[0]}",
            "chênh ≤ 20 %",
            f"{more:+.0f} %",
            abs(more) <= 20,
            COMMAND,
            f"{peaks[0].words('{:.0f}')} → {peaks[1].words('{:.0f}')} MB",
            {"mb": [peak.values for peak in peaks]},
        ),
        Line(
            GROUP,
            f"Một tệp {pages[-1]} trang so với {pages[0]}: CPU cho một trang",
            "chênh ≤ 15 %",
            f"{growth:+.0f} %",
            growth <= 15,
            COMMAND,
            f"lượt nhanh nhất trong bảy: {'; '.join(told)}; bộ nhớ cao nhất {booklets.peak_mb:.0f} MB",
            {"ms_a_page": each},
        ),
        Line(GROUP, "PDF một giấy chứng nhận qua một tệp gộp (CPU, kể cả LibreOffice)", "", f"{converted['merged']:.1f} ms".replace(".", ","), None, COMMAND, f"40 tệp một lượt {converted['files']:.0f} ms một tệp; từng tệp {converted['alone']:.0f} ms", converted),
    ]  # fmt: skip


def _certificates(scratch: str, size: int, runs: int) -> tuple[list[Usage], list[Usage]]:
    """Batches of certificates, and merely writing as many files, turn by turn."""
    ours, written = [], []
    for run in range(runs):
        ours.append(task("certificates", f"{scratch}/{size}-{run}", size))
        written.append(task("files", f"{scratch}/{size}-{run}-tran", size, ours[-1].told["bytes"] // size))
    return ours, written


def _ratio(name: str, told: dict[str, list[float]]) -> Line:
    what, target = _TARGETS[name]
    ratio = spread([plain / ours for plain, ours in zip(told["plain"], told["ours"], strict=True)])
    plain, ours = spread(told["plain"]), spread(told["ours"])
    return Line(
        GROUP,
        f"Lập {what}: DocxTemplate(tệp).render().save() / mẫu dịch một lần (CPU)",
        f"≥ {target} lần",
        f"{ratio.words('{:.1f}')} lần",
        ratio.median >= target and not told["why_plain"],
        COMMAND,
        f"{plain.words('{:.1f}')} ms → {ours.words('{:.3f}')} ms",
        {"plain_ms": told["plain"], "ours_ms": told["ours"]},
    )
