"""The 2018 rule sets (TT 17, 18, 19/2018; TT 22/2024 for preschools): counts, codes, references, wording.

The expected numbers are those of the circulars as transcribed in the facts, written here by hand so that a slip in
a YAML file cannot correct its own test.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest

from kdcl_xl.law import Regulation, in_force, load
from kdcl_xl.law.regulation import CumulativeEngine, Question, SchoolKind, Statistic
from kdcl_xl.law.sourced import Confidence

PRESCHOOL, PRIMARY, SECONDARY = "tt19_2018_mn", "tt17_2018_th", "tt18_2018_tr"
PRESCHOOL_AMENDED = "tt19_2018_mn+tt22_2024"
ORIGINAL = (PRESCHOOL, PRIMARY, SECONDARY)
ALL = (*ORIGINAL, PRESCHOOL_AMENDED)

CRITERIA_PER_STANDARD = {
    PRESCHOOL: (10, 3, 6, 2, 4),
    PRIMARY: (10, 4, 6, 2, 5),
    SECONDARY: (10, 4, 6, 2, 6),
    PRESCHOOL_AMENDED: (10, 3, 3, 2, 4),
}
INDICATORS_PER_LEVEL = {PRESCHOOL: (75, 46, 25), PRIMARY: (81, 48, 24), SECONDARY: (84, 45, 25)}
WITHOUT_LEVEL_3 = {
    PRESCHOOL: {"1.2", "1.7", "1.8", "1.9", "1.10", "3.6"},
    PRIMARY: {"1.2", "1.5", "1.7", "1.8", "1.9", "1.10", "3.4", "5.1"},
    SECONDARY: {"1.2", "1.7", "1.8", "1.9", "1.10", "3.4", "5.3", "5.4"},
    PRESCHOOL_AMENDED: {"1.2", "1.7", "1.8", "1.9", "1.10"},
}
CLAUSES = {PRESCHOOL: 6, PRIMARY: 5, SECONDARY: 6, PRESCHOOL_AMENDED: 6}
COMPLAINTS = Question("1.9", 1, "b")
DISABLED_CHILDREN = {Question("5.4", 2, "c"), Question("5.4", 3, "b")}
MAY_NOT_APPLY = {
    PRESCHOOL: {COMPLAINTS, *DISABLED_CHILDREN},
    PRIMARY: {COMPLAINTS},
    SECONDARY: {COMPLAINTS},
    PRESCHOOL_AMENDED: {COMPLAINTS, *DISABLED_CHILDREN},
}
LONGEST_SUMMARY = 35


@pytest.fixture(params=ALL)
def rules(request: pytest.FixtureRequest) -> Regulation:
    return load(str(request.param))


def summaries(rules: Regulation) -> dict[Question, str]:
    return {
        Question(criterion.code, level.level, indicator.label): indicator.summary
        for criterion in rules.by_code.values()
        for level in criterion.levels
        for indicator in level.indicators
    }


class TestStructure:
    def test_criteria_per_standard(self, rules: Regulation) -> None:
        assert (
            tuple(len(standard.criteria) for standard in rules.standards) == CRITERIA_PER_STANDARD[rules.id]
        )

    def test_codes_run_on_without_gap_and_1_10_follows_1_9(self, rules: Regulation) -> None:
        expected = [
            f"{standard}.{number}"
            for standard, size in enumerate(CRITERIA_PER_STANDARD[rules.id], start=1)
            for number in range(1, size + 1)
        ]
        codes = [criterion.code for criterion in rules.criteria]
        assert codes == expected
        assert codes.index("1.10") == codes.index("1.9") + 1

    @pytest.mark.parametrize("regulation_id", ORIGINAL)
    def test_indicators_per_level(self, regulation_id: str) -> None:
        questions = [q for q in load(regulation_id).questions if not q.criterion.startswith("22.")]
        counts = tuple(sum(q.level == level for q in questions) for level in (1, 2, 3))
        assert counts == INDICATORS_PER_LEVEL[regulation_id]

    def test_every_criterion_has_levels_1_and_2_and_the_right_ones_lack_3(self, rules: Regulation) -> None:
        assert all(criterion.level(1) and criterion.level(2) for criterion in rules.criteria)
        assert {c.code for c in rules.criteria if c.level(3) is None} == WITHOUT_LEVEL_3[rules.id]

    @pytest.mark.parametrize(("regulation_id", "count"), [(PRESCHOOL, 19), (PRIMARY, 19), (SECONDARY, 20)])
    def test_number_of_criteria_with_level_3(self, regulation_id: str, count: int) -> None:
        assert sum(criterion.level(3) is not None for criterion in load(regulation_id).criteria) == count

    def test_labels_are_a_b_c_in_order_or_one_star(self, rules: Regulation) -> None:
        for criterion in rules.by_code.values():
            for level in criterion.levels:
                labels = "".join(indicator.label for indicator in level.indicators)
                assert labels in {"*", "ab", "abc"}, (criterion.code, level.level)

    @pytest.mark.parametrize("regulation_id", ORIGINAL)
    def test_level_1_always_has_three_indicators(self, regulation_id: str) -> None:
        sizes = {c.code: len(c.levels[0].indicators) for c in load(regulation_id).criteria}
        assert set(sizes.values()) == {3}, sizes

    def test_clauses_of_article_22_are_level_4_only(self, rules: Regulation) -> None:
        codes = [clause.code for clause in rules.clauses]
        assert codes == [f"22.{number}" for number in range(1, CLAUSES[rules.id] + 1)]
        for clause in rules.clauses:
            assert [(level.level, [i.label for i in level.indicators]) for level in clause.levels] == [
                (4, ["*"])
            ]

    def test_may_not_apply_only_where_the_whole_indicator_is_conditional(self, rules: Regulation) -> None:
        listed = [question for criterion in rules.by_code.values() for question in criterion.may_not_apply]
        assert set(listed) == MAY_NOT_APPLY[rules.id]
        assert set(listed) <= set(rules.questions)

    def test_amendment_merges_standard_3_into_single_unlettered_indicators(self) -> None:
        standard = load(PRESCHOOL_AMENDED).standards[2]
        assert [c.title for c in standard.criteria] == [
            "Địa điểm, quy mô, diện tích",
            "Các hạng mục công trình",
            "Hạ tầng kỹ thuật, các hạng mục công trình kiên cố và thiết bị dạy học",
        ]
        for criterion in standard.criteria:
            labels = [[i.label for i in level.indicators] for level in criterion.levels]
            assert labels == [["*"], ["*"], ["*"]], criterion.code

    def test_amendment_changes_two_titles_and_no_other_outside_standard_3(self) -> None:
        old, new = load(PRESCHOOL), load(PRESCHOOL_AMENDED)
        changed = {
            c.code: c.title
            for c in new.criteria
            if not c.code.startswith("3.") and c.title != old.by_code[c.code].title
        }
        assert changed == {
            "1.2": "Hội đồng trường và các hội đồng khác",
            "1.5": "Tuyển sinh, tổ chức nhóm trẻ và lớp mẫu giáo",
        }


class TestLaw:
    def test_article_of_each_level_follows_the_standard(self, rules: Regulation) -> None:
        """Mức 1: Điều 7–11, Mức 2: Điều 12–16, Mức 3: Điều 17–21, by standard; Mức 4: khoản of Điều 22."""
        for number, standard in enumerate(rules.standards, start=1):
            for criterion in standard.criteria:
                for level in criterion.levels:
                    assert level.ref == f"Điều {1 + 5 * level.level + number}", criterion.code
        for number, clause in enumerate(rules.clauses, start=1):
            assert clause.levels[0].ref == f"khoản {number} Điều 22"

    def test_every_parameter_names_its_source(self, rules: Regulation) -> None:
        assert rules.engine is not None
        sourced = [rules.engine, rules.evidence_code, rules.council, rules.validity, rules.improvement]
        assert all(item.ref for item in [*sourced, *rules.recognitions, rules.statistics])

    def test_engine_is_cumulative_with_level_4_by_clauses(self, rules: Regulation) -> None:
        engine = rules.engine
        assert isinstance(engine, CumulativeEngine)
        assert (engine.top_level, engine.clause_level, rules.top_level) == (4, 4, 4)

    def test_certificates(self, rules: Regulation) -> None:
        grades = {recognition.kind: recognition.grades for recognition in rules.recognitions}
        assert grades == {"kdclgd": {1: 1, 2: 2, 3: 3, 4: 4}, "cqg": {1: 2, 2: 3}}
        preschool = rules.applies_to == (SchoolKind.PRESCHOOL,)
        for recognition in rules.recognitions:
            assert ("5 năm" in recognition.conditions[0]) is preschool
            assert ("khóa học sinh" in recognition.conditions[0]) is not preschool
        assert (rules.validity.years, rules.validity.register_months_before) == (5, 5)

    def test_unverified_figures_carry_their_mark(self, rules: Regulation) -> None:
        assert rules.council.min_members == 7
        assert not rules.council.odd
        assert rules.council.confidence is Confidence.UNVERIFIED
        assert (rules.confidence is Confidence.UNVERIFIED) is (rules.id == PRESCHOOL_AMENDED)

    def test_notes_tell_what_the_2024_amendment_leaves_open(self, rules: Regulation) -> None:
        about_amendment = " ".join(note for note in rules.notes if "22/2024" in note)
        assert re.search(r"cần đối chiếu|tt19_2018_mn\+tt22_2024", about_amendment)

    @pytest.mark.parametrize(
        ("day", "kind", "regulation_id"),
        [
            (dt.date(2018, 10, 10), SchoolKind.PRESCHOOL, PRESCHOOL),
            (dt.date(2025, 1, 24), SchoolKind.PRESCHOOL, PRESCHOOL),
            (dt.date(2025, 1, 25), SchoolKind.PRESCHOOL, PRESCHOOL_AMENDED),
            (dt.date(2026, 7, 6), SchoolKind.PRESCHOOL, PRESCHOOL_AMENDED),
            (dt.date(2026, 7, 6), SchoolKind.PRIMARY, PRIMARY),
            (dt.date(2024, 5, 30), SchoolKind.LOWER_SECONDARY, SECONDARY),
            (dt.date(2024, 5, 30), SchoolKind.UPPER_SECONDARY, SECONDARY),
            (dt.date(2026, 7, 6), SchoolKind.MULTI_LEVEL, SECONDARY),
        ],
    )
    def test_in_force_on_the_border_days(self, day: dt.date, kind: SchoolKind, regulation_id: str) -> None:
        found = in_force(day, kind)
        assert found is not None
        assert found.id == regulation_id

    @pytest.mark.parametrize("kind", [SchoolKind.PRESCHOOL, SchoolKind.PRIMARY, SchoolKind.MULTI_LEVEL])
    def test_no_2018_set_from_the_day_tt57_takes_over(self, kind: SchoolKind) -> None:
        found = in_force(dt.date(2026, 7, 7), kind)
        assert found is None or found.id not in ALL


class TestEvidenceCode:
    @pytest.mark.parametrize(
        "code", ["[H1-1.1-01]", "[H1-22.1-01]", "[H2-2.1-01]", "[H1-1.10-15]", "[H12-5.6-104]", "H1-1.1-01"]
    )
    def test_accepted(self, rules: Regulation, code: str) -> None:
        assert re.match(rules.evidence_code.pattern, code)

    @pytest.mark.parametrize(
        "code",
        [
            "[H1-1.1-1]",
            "[H1-6.1-01]",
            "[H1-21.1-01]",
            "[H0-1.1-01]",
            "[H1-1.0-01]",
            "[H1-1.1-01",
            "H1-1.1-01]",
            "[H1-1.1-01] ",
            "[H1 - 1.1 - 01]",
            "[H1-1-01-01]",
            "[H1-1.1-01][H1-1.1-02]",
            "MC.1.1.01",
        ],
    )
    def test_rejected(self, rules: Regulation, code: str) -> None:
        assert re.match(rules.evidence_code.pattern, code) is None

    def test_example_fits_its_own_pattern_and_parts_are_named(self, rules: Regulation) -> None:
        match = re.match(rules.evidence_code.pattern, rules.evidence_code.example)
        assert match is not None
        assert match.groupdict() == {"box": "1", "std": "1", "crit": "1", "seq": "01"}


class TestWording:
    def test_summaries_are_present_short_and_different(self, rules: Regulation) -> None:
        texts = summaries(rules)
        assert len(texts) == len(rules.questions)
        assert all(text.endswith(".") for text in texts.values())
        too_long = {q: text for q, text in texts.items() if len(text.split()) > LONGEST_SUMMARY}
        assert not too_long
        assert len(set(texts.values())) == len(texts), "two indicators share one summary"

    def test_each_criterion_suggests_two_to_five_kinds_of_evidence(self, rules: Regulation) -> None:
        for criterion in rules.by_code.values():
            assert 2 <= len(criterion.evidence) <= 5, criterion.code
            assert len(set(criterion.evidence)) == len(criterion.evidence)

    def test_all_text_is_nfc(self, rules: Regulation) -> None:
        dumped = rules.model_dump_json()
        assert unicodedata.is_normalized("NFC", dumped)

    def test_preschool_sets_speak_of_children(self, rules: Regulation) -> None:
        preschool = rules.id in (PRESCHOOL, PRESCHOOL_AMENDED)
        assert rules.words.learners == ("trẻ" if preschool else "học sinh")
        pupils = [text for text in summaries(rules).values() if "học sinh" in text]
        assert (not pupils) is preschool

    @pytest.mark.parametrize(
        ("regulation_id", "question", "figures"),
        [
            (SECONDARY, Question("1.5", 3, "*"), ("45", "40", "35")),
            (SECONDARY, Question("3.1", 3, "*"), ("6 m²", "10 m²", "2001", "25%")),
            (
                SECONDARY,
                Question("5.6", 3, "a"),
                ("10/5%", "35/30%", "25/20%", "5/10%", "60/55%", "90%", "98%"),
            ),
            (SECONDARY, Question("5.6", 3, "b"), ("≤1%", "≤2%", "≤3%", "≤5%")),
            (PRIMARY, Question("2.2", 2, "a"), ("55%", "40%")),
            (PRIMARY, Question("5.5", 3, "b"), ("90%", "80%")),
            (PRESCHOOL, Question("5.4", 1, "a"), ("90%", "85%", "80%")),
            (PRESCHOOL, Question("22.2", 4, "*"), ("90%", "40%", "80%", "30%")),
        ],
    )
    def test_summaries_keep_the_figures_that_decide(
        self, regulation_id: str, question: Question, figures: tuple[str, ...]
    ) -> None:
        text = summaries(load(regulation_id))[question]
        assert [figure for figure in figures if figure not in text] == []


class TestStatistics:
    def rows(self, rules: Regulation) -> dict[str, Statistic]:
        return {row.code: row for row in rules.statistics.rows}

    def test_five_years_and_stable_unique_codes(self, rules: Regulation) -> None:
        codes = [row.code for row in rules.statistics.rows]
        assert rules.statistics.years == 5
        assert len(codes) == len(set(codes))
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes)
        assert {"hs_tong", "hs_nu", "gv_tong", "lop_tong", "dien_tich_dat"} <= set(codes)

    def test_references_exist_in_the_same_unit_and_never_loop(self, rules: Regulation) -> None:
        rows = self.rows(rules)
        for row in rows.values():
            parts = [rows[code] for code in row.total_of]
            assert row.code not in row.total_of
            if row.part_of:
                assert rows[row.part_of].unit == row.unit, row.code
            if row.code != "lop_tong":  # preschools add nhóm and lớp
                assert {part.unit for part in parts} <= {row.unit}, row.code

    def test_every_total_has_parts_for_every_kind_of_school(self, rules: Regulation) -> None:
        rows = self.rows(rules)
        for kind in rules.applies_to:
            for total in (row for row in rows.values() if row.total_of):
                parts = [code for code in total.total_of if not rows[code].kinds or kind in rows[code].kinds]
                assert parts, (kind, total.code)

    def test_kinds_are_kinds_this_set_applies_to(self, rules: Regulation) -> None:
        for row in rules.statistics.rows:
            assert set(row.kinds) <= set(rules.applies_to), row.code

    @pytest.mark.parametrize(
        ("kind", "grades"),
        [
            (SchoolKind.LOWER_SECONDARY, range(6, 10)),
            (SchoolKind.UPPER_SECONDARY, range(10, 13)),
            (SchoolKind.MULTI_LEVEL, range(1, 13)),
        ],
    )
    def test_grades_of_each_kind_of_school(self, kind: SchoolKind, grades: range) -> None:
        shown = [row.code for row in load(SECONDARY).statistics.rows if not row.kinds or kind in row.kinds]
        assert [c for c in shown if re.fullmatch(r"lop_\d+", c)] == [f"lop_{grade}" for grade in grades]
        assert [c for c in shown if c.startswith("hs_khoi_")] == [f"hs_khoi_{grade}" for grade in grades]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (SECONDARY, "tt57_2026_pt"),
            (PRIMARY, "tt57_2026_pt"),
            (PRESCHOOL, "tt57_2026_mn"),
            (PRESCHOOL_AMENDED, "tt57_2026_mn"),
        ],
    )
    def test_figures_shared_with_2026_keep_code_and_unit(self, old: str, new: str) -> None:
        """A Sở compares years across circulars by code, so one code must mean one figure."""
        before, after = self.rows(load(old)), self.rows(load(new))
        shared = before.keys() & after.keys()
        assert {"hs_tong", "hs_nu", "gv_tong", "gv_tren_chuan", "lop_tong", "dien_tich_m2_hs"} <= shared
        assert {c: (before[c].unit, after[c].unit) for c in shared if before[c].unit != after[c].unit} == {}
