"""Joining what the work groups wrote: nothing is overwritten, every disagreement is listed."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

import openpyxl
from group_samples import EDITIONS, base_of, parts_of, places, row, rows, sent_back
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    StandardAnalysis,
)
from kdcl_xl.school.coding import number_evidence
from kdcl_xl.school.joining import join
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

# ---- joining


@EDITIONS
def test_parts_that_changed_nothing_change_nothing(edition: Edition) -> None:
    base = base_of(edition)
    content, report = join(base, [sent_back(part, edition) for part in parts_of(base).values()])
    assert content == content_of(base)
    assert [(r.changes, r.additions) for r in report.received] == [(0, 0), (0, 0)]
    assert (report.conflicts, report.removed, report.renamed, report.missing) == ([], [], [], [])


@EDITIONS
def test_what_each_group_wrote_is_joined(edition: Edition) -> None:
    base = base_of(edition)
    parts = parts_of(base)
    first, second = (part.criteria[0] for part in parts.values())

    def one(content: Content) -> None:
        row(content, Description, criterion=first, level=1).text = "Viết lại [t1], [t20]."
        rows(content, Evidence).append(Evidence(draft_id="t20", title="Tài liệu mới của nhóm 1"))
        row(content, Evidence, draft_id="t1").storage = "Tủ 2"

    def two(content: Content) -> None:
        for line in rows(content, AnswerLine):
            line.result = "Đạt"
        rows(content, Improvement).append(
            Improvement(source_year=str(edition.school_year), criterion=second, issue="Thêm", measure="Làm")
        )

    sent = [sent_back(parts["Nhóm 1"], edition, one), sent_back(parts["Nhóm 2"], edition, two)]
    content, report = join(base, sent)
    assert row(content, Description, criterion=first, level=1).text == "Viết lại [t1], [t20]."
    assert row(content, Evidence, draft_id="t20").title == "Tài liệu mới của nhóm 1"
    assert row(content, Evidence, draft_id="t1").storage == "Tủ 2"
    assert row(content, Improvement, issue="Thêm").measure == "Làm"
    assert report.conflicts == []
    assert [(r.group, r.additions) for r in report.received] == [("Nhóm 1", 1), ("Nhóm 2", 1)]
    done = {progress.group: progress for progress in report.progress}
    assert done["Nhóm 2"].answered == done["Nhóm 2"].questions
    assert (done["Nhóm 1"].described, done["Nhóm 1"].evidence) == (2, 3)
    # The joined workbook is an ordinary one, and joining the same parts again changes nothing more.
    joined = opened(content, edition)
    again, second_report = join(joined, sent)
    assert again == content_of(joined)
    assert second_report.conflicts == []
    assert all(received.base_moved for received in second_report.received)


def test_parts_may_come_back_one_after_the_other() -> None:
    base = base_of()
    parts = parts_of(base)

    def write(text: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            for line in rows(content, Description):
                line.text = line.text or text

        return work

    first, report = join(base, [sent_back(parts["Nhóm 1"], TT18, write("Nhóm 1 viết"))])
    assert report.missing == ["Nhóm 2"]
    assert "Chưa có phần của: Nhóm 2." in report.lines()
    second, report = join(opened(first, TT18), [sent_back(parts["Nhóm 2"], TT18, write("Nhóm 2 viết"))])
    assert report.conflicts == []
    assert report.received[0].base_moved
    assert all(r.text for r in rows(second, Description))


def test_two_groups_on_one_cell_is_a_conflict_and_nothing_is_overwritten() -> None:
    # Standard 1 is divided between the groups: both write about its strengths.
    divided, shared = filled(TT57), "1"
    rows(divided, Assignment)[2].group = "Nhóm 2"
    rows(divided, StandardAnalysis)[0].strengths = ""
    base = opened(divided, TT57)
    parts = parts_of(base)

    def write(text: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            row(content, StandardAnalysis, standard=shared).strengths = text

        return work

    sent = [
        sent_back(parts["Nhóm 1"], TT57, write("Đội ngũ mạnh")),
        sent_back(parts["Nhóm 2"], TT57, write("Chương trình tốt")),
    ]
    for order in itertools.permutations(sent):
        content, report = join(base, order)
        assert places(report) == [("Nhận định", shared, "Điểm mạnh")]
        conflict = report.conflicts[0]
        assert conflict.cell == base.at(base.table(StandardAnalysis)[0], "strengths")[1]
        assert [(p.group, p.value) for p in conflict.theirs] == [
            ("Nhóm 1", "Đội ngũ mạnh"),
            ("Nhóm 2", "Chương trình tốt"),
        ]
        assert content == content_of(base)
        assert any("Đội ngũ mạnh" in line and "Chương trình tốt" in line for line in report.lines())
    same = [sent[0], sent_back(parts["Nhóm 2"], TT57, write("Đội ngũ mạnh"))]
    content, report = join(base, same)
    assert report.conflicts == []
    assert row(content, StandardAnalysis, standard=shared).strengths == "Đội ngũ mạnh"


def test_what_changed_in_the_workbook_meanwhile_is_not_overwritten() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    first = part.criteria[0]

    def work(content: Content) -> None:
        row(content, Description, criterion=first, level=1).text = "Bản của nhóm"
        row(content, CriterionAnalysis, criterion=first).weaknesses = "Nhóm sửa điểm yếu"

    sent = sent_back(part, TT18, work)
    moved = content_of(base)
    row(moved, Description, criterion=first, level=1).text = "Bản của thư ký"
    content, report = join(opened(moved, TT18), [sent])
    assert places(report) == [("Mô tả", f"{first}|1", "Mô tả hiện trạng")]
    conflict = report.conflicts[0]
    assert (conflict.ours, conflict.theirs[0].value) == ("Bản của thư ký", "Bản của nhóm")
    assert "tệp gốc đã đổi" in conflict.why
    assert row(content, Description, criterion=first, level=1).text == "Bản của thư ký"
    assert row(content, CriterionAnalysis, criterion=first).weaknesses == "Nhóm sửa điểm yếu"


def test_one_temporary_id_for_two_documents_is_renamed_in_the_prose_too() -> None:
    base = base_of()
    parts = parts_of(base)

    def add(title: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            first = rows(content, Description)[0]
            first.text = f"{title}: [t20], [t2] và [H1-1.1-30]."
            rows(content, Evidence).append(Evidence(draft_id="t20", title=title))
            rows(content, Evidence).append(Evidence(code="[H1-1.1-30]", title=f"{title} có mã"))

        return work

    sent = [sent_back(part, TT18, add(f"Của {group}")) for group, part in parts.items()]
    content, report = join(base, sent)
    titles = {e.title: (e.code, e.draft_id) for e in rows(content, Evidence)}
    assert titles["Của Nhóm 1"] == ("", "t20")
    assert titles["Của Nhóm 2"] == ("", "t21")
    assert titles["Của Nhóm 1 có mã"] == ("[H1-1.1-30]", "")
    assert titles["Của Nhóm 2 có mã"] == ("", "t22")
    texts = [r.text for r in rows(content, Description)]
    assert "Của Nhóm 1: [t20], [t2] và [H1-1.1-30]." in texts
    assert "Của Nhóm 2: [t21], [t2] và [t22]." in texts
    assert [(r.before, r.after) for r in report.renamed] == [("t20", "t21"), ("H1-1.1-30", "t22")]
    assert row(content, Evidence, draft_id="t22").note == "Mã nhóm đặt: [H1-1.1-30]."
    _, numbering = number_evidence(opened(content, TT18))
    assert not numbering.refused
    assert [f for f in numbering.findings if f.code == "DSM-003"] == []


def test_the_same_document_from_two_groups_is_one_line() -> None:
    base = base_of()

    def add(**more: str) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            rows(content, Evidence).append(Evidence(draft_id="t20", title="Quy chế dân chủ", **more))

        return work

    parts = parts_of(base)
    sent = [
        sent_back(parts["Nhóm 1"], TT18, add(number="5/QC")),
        sent_back(parts["Nhóm 2"], TT18, add(storage="Tủ 1")),
    ]
    content, report = join(base, sent)
    joined = row(content, Evidence, title="Quy chế dân chủ")
    assert (joined.number, joined.storage, joined.draft_id) == ("5/QC", "Tủ 1", "t20")
    assert (report.conflicts, report.renamed) == ([], [])


def test_an_edited_key_is_the_same_line_and_a_deleted_line_stays() -> None:
    content = filled(TT18)
    first = rows(content, Assignment)[0].criterion
    rows(content, Improvement).append(
        Improvement(source_year="2024-2025", criterion=first, issue="Sẽ bị xóa", measure="Không")
    )
    base = opened(content, TT18)

    def work(part: Content) -> None:
        row(part, Improvement, issue="Ít kênh công khai").issue = "Ít kênh công khai với cha mẹ"
        row(part, Evidence, draft_id="t1").code = "[H1-1.1-01]"
        part.rows[Improvement] = [r for r in rows(part, Improvement) if r.issue != "Sẽ bị xóa"]

    joined, report = join(base, [sent_back(parts_of(base)["Nhóm 1"], TT18, work)])
    assert [r.issue for r in rows(joined, Improvement)] == [
        "Chưa rà soát chiến lược",
        "Ít kênh công khai với cha mẹ",
        "Sách cũ",
        "Sẽ bị xóa",
    ]
    assert row(joined, Evidence, draft_id="t1").code == "[H1-1.1-01]"
    assert [(r.sheet, r.key) for r in report.removed] == [("Cải tiến", f"2024-2025|{first}|Sẽ bị xóa")]
    assert report.conflicts == []


def test_a_refused_value_or_a_lost_column_does_not_clear_the_workbook() -> None:
    base = base_of()
    part = parts_of(base)["Nhóm 1"]
    book = openpyxl.load_workbook(io.BytesIO(part.build(SELF_ASSESSMENT, TT18)))
    sheet = book["Minh chứng"]
    assert sheet["E5"].value == "Ngày ban hành"
    sheet["E6"] = "31/02/2026"
    book["Đánh giá"]["F5"] = "Không còn tiêu đề"
    del book["Cải tiến"]
    saved = io.BytesIO()
    book.save(saved)
    sent = read(saved.getvalue(), name="nhóm 1.xlsx")
    assert isinstance(sent, Submission)
    content, report = join(base, [sent])
    assert content == content_of(base)
    assert {f.code for f in report.findings} == {"CT-014", "CT-004", "NHO-015"}
    assert {f.file for f in report.findings} == {"nhóm 1.xlsx"}
    assert report.conflicts == []


# ---- no cell is overwritten, whoever changes what

_FIELDS = ("title", "number", "issuer", "storage")
_EDITS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.sampled_from(_FIELDS)), st.sampled_from(["x", "y", ""]), max_size=5
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_EDITS, _EDITS, _EDITS)
def test_three_way_truth_table(
    ours: dict[tuple[int, str], str], one: dict[tuple[int, str], str], two: dict[tuple[int, str], str]
) -> None:
    """Shared evidence, edited by the workbook's keeper and by two groups, each cell at will."""
    start = filled(TT57)
    start.rows[Evidence] = [
        Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}", number=f"{n}/KH") for n in range(3)
    ]
    start.rows[Description] = [
        Description(criterion=code, level=1, text="[t0; t1; t2]") for code in list(TT57.rules.by_code)
    ]
    base = opened(start, TT57)
    parts = parts_of(base)

    def edit(edits: dict[tuple[int, str], str]) -> Callable[[Content], None]:
        def work(content: Content) -> None:
            for (place, field), value in edits.items():
                setattr(row(content, Evidence, draft_id=f"t{place}"), field, value)

        return work

    sent = [sent_back(parts["Nhóm 1"], TT57, edit(one)), sent_back(parts["Nhóm 2"], TT57, edit(two))]
    now = content_of(base)
    edit(ours)(now)
    content, report = join(opened(now, TT57), sent)
    disputed = {(conflict.key, conflict.column) for conflict in report.conflicts}
    for place in range(3):
        for field in _FIELDS:
            at = (place, field)
            before = getattr(start.rows[Evidence][place], field)
            current = ours.get(at, before)
            wishes = {e[at] for e in (one, two) if at in e and e[at] not in (before, current)}
            kept = getattr(row(content, Evidence, draft_id=f"t{place}"), field)
            label = Evidence.column(field).entry.label
            conflict = bool(wishes) and (current != before or len(wishes) > 1)
            assert kept == (current if conflict or not wishes else wishes.pop())
            assert ((f"~t{place}", label) in disputed) is conflict
