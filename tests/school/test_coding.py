"""Final codes: the circular's rule, one code for one document, citations kept whole."""

from __future__ import annotations

import pytest
from coding_samples import codes, found, submission_of, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school_samples import TT18, TT42, TT57, filled, opened

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Description,
    Evidence,
    Improvement,
    Passage,
    StandardAnalysis,
)
from kdcl_xl.school.catalogue import Catalogue, uses_of
from kdcl_xl.school.coding import box_labels, number_evidence
from kdcl_xl.school.coding_report import CodingReport
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission


@pytest.mark.parametrize(
    ("edition", "expected", "text"),
    [
        (TT18, ["[H1-1.1-02]", "[H1-1.1-03]", "[H1-1.1-01]", "[H2-3.4-01]"], "[H1-1.1-03]; [H1-1.1-01]"),
        (TT57, ["MC.1.1.02", "MC.1.1.03", "MC.1.1.01", "MC.3.1.01"], "(MC.1.1.03, MC.1.1.01)"),
        (
            TT42,
            ["[H1-1-01-02]", "[H1-1-01-03]", "[H1-1-01-01]", "[H2-3-04-01]"],
            "[H1-1-01-03]; [H1-1-01-01]",
        ),
    ],
    ids=["tt18", "tt57", "tt42"],
)
def test_codes_follow_the_first_citation(edition: Edition, expected: list[str], text: str) -> None:
    content, report = number_evidence(opened(filled(edition), edition))
    assert codes(content) == expected
    assert texts(content)[1] == f"Hội đồng trường họp đủ kỳ {text}."
    assert [row.draft_id for row in content.rows[Evidence]] == ["t10", "t2", "t1", "t3"]  # type: ignore[attr-defined]
    assert report.findings == []
    assert (len(report.coded), report.kept, report.refused) == (4, 0, False)


@pytest.mark.parametrize("edition", [TT18, TT57, TT42], ids=["tt18", "tt57", "tt42"])
@pytest.mark.parametrize("renumber", [False, True])
def test_a_second_run_changes_nothing(edition: Edition, renumber: bool) -> None:
    first, _ = number_evidence(opened(filled(edition), edition), renumber=renumber)
    again, report = number_evidence(opened(first, edition), renumber=renumber)
    assert again == first
    assert (report.coded, report.edits, report.texts_changed) == ([], [], 0)
    assert report.kept == 4, "codes that come out the same are kept ones, renumbered or not"
    assert report.lines()[-1] == "Mọi mã đã đúng, không đổi gì: 4 mã giữ nguyên."


def test_nothing_to_number_is_not_called_right() -> None:
    assert CodingReport().lines() == ["Trang Minh chứng chưa có minh chứng nào để đánh số."]


def test_the_edits_put_into_the_users_own_file_say_the_same() -> None:
    data = build(SELF_ASSESSMENT, TT18, filled(TT18))
    submission = read(data, name="truong.xlsx")
    assert isinstance(submission, Submission)
    content, report = number_evidence(submission)
    values: dict[str, dict[str, str]] = {}
    for edit in report.edits:
        values.setdefault(edit.sheet, {})[edit.cell] = edit.value
    patched = read(with_values(data, values), name="truong.xlsx")  # type: ignore[arg-type]
    assert isinstance(patched, Submission)
    assert content_of(patched) == content


def test_codes_given_before_stay_and_numbers_are_not_used_again() -> None:
    submission = submission_of(
        TT18,
        [
            Evidence(code="[H4-1.1-07]", title="Đã nộp năm trước"),
            Evidence(draft_id="t1", title="Mới"),
            Evidence(draft_id="t2", title="Mới nữa"),
        ],
        ("1.1", "Có [H4-1.1-07], [t1]."),
        ("2.1", "Có [t2] và [H4-1.1-07]."),
    )
    content, report = number_evidence(submission)
    assert codes(content) == ["[H4-1.1-07]", "[H4-1.1-08]", "[H5-2.1-01]"]
    assert texts(content) == ["Có [H4-1.1-07], [H4-1.1-08].", "Có [H5-2.1-01] và [H4-1.1-07]."]
    assert (report.kept, report.findings) == (1, [])


def test_renumbering_does_not_run_codes_into_each_other() -> None:
    submission = submission_of(
        TT18,
        [Evidence(code=f"[H1-1.1-0{number}]", title=f"Tài liệu {number}") for number in (1, 2, 3)],
        ("1.1", "Có [H1-1.1-03], [H1-1.1-01], [H1-1.1-02]."),
    )
    kept, _ = number_evidence(submission)
    assert kept == content_of(submission)
    content, report = number_evidence(submission, renumber=True)
    assert codes(content) == ["[H1-1.1-02]", "[H1-1.1-03]", "[H1-1.1-01]"]
    assert texts(content) == ["Có [H1-1.1-01], [H1-1.1-02], [H1-1.1-03]."]
    assert len(report.coded) == 3


def test_renumbering_leaves_no_old_code_beside_the_new_ones() -> None:
    submission = submission_of(
        TT57,
        [Evidence(code="MC.1.1.01", title="Không ai dẫn"), Evidence(code="MC.1.1.05", title="Có dẫn")],
        ("1.1", "Có (MC.1.1.05)."),
    )
    content, report = number_evidence(submission, renumber=True)
    assert codes(content) == ["MC.1.1.02", "MC.1.1.01"]
    assert texts(content) == ["Có (MC.1.1.01)."]
    assert [code for code, _ in found(report)] == ["DSM-004"]


def test_the_top_level_is_coded_by_clause() -> None:
    submission = submission_of(TT18, [Evidence(draft_id="t1", title="Đề tài")], ("22.3", "Có đề tài [t1]."))
    content, _ = number_evidence(submission)
    assert codes(content) == ["[H1-22.3-01]"]
    assert box_labels(content, TT18.rules)[0].standards == ("Mức 4 (Điều 22)",)


def test_criterion_ten_follows_criterion_nine() -> None:
    submission = submission_of(
        TT18,
        [Evidence(draft_id="t1", title="A"), Evidence(draft_id="t2", title="B")],
        ("1.10", "Có [t1]."),
        ("1.9", "Có [t1; t2]."),
    )
    content, _ = number_evidence(submission)
    assert codes(content) == ["[H1-1.9-01]", "[H1-1.9-02]"]
    assert texts(content) == ["Có [H1-1.9-01]; [H1-1.9-02].", "Có [H1-1.9-01]."]


def test_evidence_of_every_sheet_is_found_and_replaced() -> None:
    content = Content(
        {},
        {
            Evidence: [Evidence(draft_id=f"t{n}", title=f"Tài liệu {n}") for n in range(1, 6)],
            AnswerLine: [AnswerLine(criterion="1.1", level=1, indicator="a", evidence="t1; t2")],
            Improvement: [
                Improvement(source_year="2026-2027", criterion="1.2", issue="Vấn đề (t3)", expected="t3")
            ],
            StandardAnalysis: [StandardAnalysis(standard="2", strengths="Mạnh (t4)")],
            Passage: [Passage(section="ket-luan-3", text="Kết luận (t5)")],
        },
    )
    if not any(q.indicator == "a" and q.criterion == "1.1" for q in TT57.rules.questions):
        content.rows[AnswerLine] = [
            AnswerLine(
                **dict(zip(("criterion", "level", "indicator"), TT57.rules.questions[0], strict=True)),
                evidence="t1; t2",
            )  # type: ignore[arg-type]
        ]
    numbered, report = number_evidence(opened(content, TT57))
    assert codes(numbered) == ["MC.1.1.01", "MC.1.1.02", "MC.1.2.01", "MC.2.1.01", "MC.3.1.01"]
    plan = numbered.rows[Improvement][0]
    assert (plan.issue, plan.expected) == ("Vấn đề (MC.1.2.01)", "MC.1.2.01")  # type: ignore[attr-defined]
    assert [r.evidence for r in numbered.rows[AnswerLine] if r.evidence] == ["MC.1.1.01; MC.1.1.02"]  # type: ignore[attr-defined]
    assert report.findings == []


def test_one_code_for_two_documents_is_refused() -> None:
    submission = submission_of(
        TT18,
        [
            Evidence(code="[H1-1.1-01]", title="Kế hoạch năm"),
            Evidence(code="H1-1.1-01", title="Biên bản họp"),
            Evidence(draft_id="t1", title="Khác"),
        ],
        ("1.1", "Có [H1-1.1-01], [t1]."),
    )
    content, report = number_evidence(submission)
    assert report.refused
    assert content == content_of(submission)
    assert found(report)[0] == ("DSM-001", "Minh chứng!A7")
    assert "Kế hoạch năm" in report.findings[0].message


def test_an_unreadable_code_is_not_written_over() -> None:
    data = build(SELF_ASSESSMENT, TT18, filled(TT18))
    broken = read(with_values(data, {"Minh chứng": {"A6": 110}}), name="truong.xlsx")
    assert isinstance(broken, Submission)
    content, report = number_evidence(broken)
    assert report.refused
    assert (report.edits, content) == ([], content_of(broken))
    assert found(report) == [("DSM-009", "Minh chứng!A6")]
    assert report.lines()[-1].startswith("Chưa đánh số")


def test_words_in_the_column_of_codes_are_no_codes() -> None:
    evidence = [Evidence(code="chưa có", draft_id=f"t{n}", title=f"Tài liệu {n}") for n in (1, 2)]
    content, report = number_evidence(submission_of(TT18, evidence, ("1.1", "[t1; t2]")))
    assert codes(content) == ["[H1-1.1-01]", "[H1-1.1-02]"]
    assert report.lines() == [
        "chưa có → [H1-1.1-01]: Tài liệu 1 (tiêu chí 1.1).",
        "chưa có → [H1-1.1-02]: Tài liệu 2 (tiêu chí 1.1).",
        "Đã đánh số: 2 mã mới hoặc đổi, 0 mã giữ nguyên, 1 đoạn sửa chỗ dẫn.",
    ]
    assert report.as_json()["coded"][0]["after"] == "[H1-1.1-01]"


def test_a_document_listed_twice_is_one_document() -> None:
    submission = submission_of(
        TT18,
        [
            Evidence(draft_id="t1", title="Kế hoạch năm", number="01/KH"),
            Evidence(draft_id="t1", title="Kế hoạch năm", number="01/KH"),
        ],
        ("1.1", "Có [t1]."),
    )
    content, report = number_evidence(submission)
    assert codes(content) == ["[H1-1.1-01]", "[H1-1.1-01]"]
    assert [code for code, _ in found(report)] == ["DSM-002"]
    assert number_evidence(opened(content, TT18))[0] == content


def test_citing_one_document_under_two_criteria_is_lawful() -> None:
    submission = submission_of(
        TT18,
        [Evidence(code="[H2-2.1-01]", title="Quyết định")],
        ("2.1", "Có [H2-2.1-01]."),
        ("2.3", "Có [H2-2.1-01]."),
    )
    content, report = number_evidence(submission)
    assert report.findings == []
    assert content == content_of(submission)


def test_broken_citations_orphans_and_bare_ids_are_listed_with_their_cells() -> None:
    submission = submission_of(
        TT18,
        [
            Evidence(draft_id="t1", title="Có dẫn"),
            Evidence(draft_id="t2", title="Không dẫn"),
            Evidence(draft_id="5", title="Mã tạm là số"),
        ],
        ("1.1", "Có [t1], [t7], [H1-1.1-01] và theo t2."),
    )
    content, report = number_evidence(submission)
    assert sorted(set(found(report))) == [
        ("DSM-003", "Mô tả!D6"),
        ("DSM-004", "Minh chứng!C7"),
        ("DSM-004", "Minh chứng!C8"),
        ("DSM-005", "Minh chứng!I7"),
        ("DSM-005", "Minh chứng!I8"),
        ("DSM-006", "Mô tả!D6"),
        ("DSM-007", "Minh chứng!B8"),
    ]
    # The code cited for a document nobody has listed is not given to another one.
    assert codes(content) == ["[H1-1.1-02]", "", ""]
    assert texts(content) == ["Có [H1-1.1-02], [t7], [H1-1.1-01] và theo t2."]


def test_a_code_of_the_old_circular_is_replaced_with_its_citations() -> None:
    submission = submission_of(
        TT57, [Evidence(code="[H1-1.1-01]", title="Kế hoạch")], ("1.2", "Có [H1-1.1-01].")
    )
    content, _ = number_evidence(submission)
    assert (codes(content), texts(content)) == (["MC.1.2.01"], ["Có [MC.1.2.01]."])


# ---- the graph of citations


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[Edition, Content]:
    edition = draw(st.sampled_from([TT18, TT57, TT42]))
    count = draw(st.integers(1, 12))
    rows = []
    for number in range(1, count + 1):
        coded = draw(st.booleans())
        first = list(edition.rules.by_code)[draw(st.integers(0, 3))]
        standard, criterion = first.split(".")
        code = {
            "tt18_2018_tr": f"[H1-{first}-{number:02}]",
            "tt57_2026_pt": f"MC.{first}.{number:02}",
            "tt42_2012_tr": f"[H1-{standard}-{int(criterion):02}-{number:02}]",
        }[edition.rules.id]
        rows.append(Evidence(code=code if coded else "", draft_id=f"t{number}", title=f"Tài liệu {number}"))
    words = st.sampled_from(["Đã họp", " và ", "; ", " theo t1 ", "(a) ", "\n"])

    def cited() -> str:
        row = draw(st.sampled_from(rows))
        return draw(
            st.sampled_from([f"[{row.draft_id}]", f"({row.draft_id})", row.code or f"[{row.draft_id}]"])
        )

    descriptions = []
    for code in draw(st.lists(st.sampled_from(list(edition.rules.by_code)), max_size=5, unique=True)):
        pieces = [draw(words) + cited() for _ in range(draw(st.integers(1, 4)))]
        level = edition.rules.by_code[code].levels[0].level
        descriptions.append(Description(criterion=code, level=level, text="".join(pieces)))
    return edition, Content({}, {Evidence: rows, Description: descriptions})  # type: ignore[dict-item]


def graph(submission: Submission) -> list[tuple[str, str]]:
    """(criterion of the citing row, title of the cited document), in order."""
    catalogue = Catalogue.of(submission.table(Evidence))
    return [
        (
            use.criterion,
            catalogue.rows[catalogue.by_key[use.key]].title if use.key in catalogue.by_key else "?",
        )
        for use in uses_of(submission, catalogue, submission.edition.rules)
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(workbooks(), st.booleans(), st.integers(1, 5))
def test_who_cites_what_is_the_same_before_and_after(
    drawn: tuple[Edition, Content], renumber: bool, per_box: int
) -> None:
    edition, content = drawn
    before = opened(content, edition)
    numbered, report = number_evidence(before, renumber=renumber, per_box=per_box)
    assert not report.refused
    after = opened(numbered, edition)
    assert graph(after) == graph(before)
    given_codes = [code for code in codes(numbered) if code]
    assert len(given_codes) == len(set(given_codes))
    again, second = number_evidence(after, renumber=renumber, per_box=per_box)
    assert (again, second.edits) == (numbered, [])
