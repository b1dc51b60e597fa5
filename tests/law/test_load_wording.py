"""Official wording from YAML and Word: everything is used or named, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from law_models import small

from kdcl_xl.law import Regulation, UnknownRegulation, load
from kdcl_xl.law.load_wording import (
    OfficialWording,
    WordingError,
    load_official_wording,
    load_with_wording,
    wording_files,
)
from kdcl_xl.law.regulation import Question

CUMULATIVE = {"kind": "cumulative", "top_level": 4, "clause_level": 4}


@pytest.fixture
def rules() -> Regulation:
    return small(
        CUMULATIVE,
        {"1.1": {1: "abc", 2: "*"}, "1.10": {1: "ab", 2: "ab", 3: "*"}},
        clauses={"22.1": {4: "*"}, "22.2": {4: "*"}},
    )


def word(path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def yaml_file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def summary_of(regulation: Regulation, question: Question) -> tuple[str, str]:
    level = regulation.by_code[question.criterion].level(question.level)
    assert level is not None
    indicator = next(i for i in level.indicators if i.label == question.indicator)
    return indicator.official, indicator.wording


CHAPTERS = (
    "THÔNG TƯ",
    "Điều 3. Giải thích từ ngữ",
    "Mục 1. TIÊU CHUẨN ĐÁNH GIÁ TRƯỜNG ĐẠT MỨC 1",
    "Điều 7. Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
    "1. Tiêu chí 1.1: Phương hướng, chiến lược",
    "a) Lời a;",
    "b)  Lời  b;",
    "c) Lời c, dòng một",
    "Điều kiện kèm theo ở dòng hai.",
    "2. Tiêu chí 1.10: An ninh",
    "a) An ninh a;",
    "b) An ninh b.",
    "Mục 2. TIÊU CHUẨN ĐÁNH GIÁ TRƯỜNG ĐẠT MỨC 2",
    "1. Tiêu chí 1.1: Phương hướng, chiến lược",
    "Có giải pháp giám sát.",
    "2. Tiêu chí 1.10: An ninh",
    "a) Hai a;",
    "b) Hai b.",
    "Mục 3. TIÊU CHUẨN ĐÁNH GIÁ TRƯỜNG ĐẠT MỨC 3",
    "1. Tiêu chí 1.10: An ninh",
    "Ba.",
    "Mục 4. TIÊU CHUẨN ĐÁNH GIÁ TRƯỜNG ĐẠT MỨC 4",
    "Điều 22. Đánh giá trường đạt Mức 4",
    "1. Khoản một.",
    "2. Khoản hai.",
    "Chương III",
    "Điều 23. Quy trình",
    "1. Không phải lời văn của tiêu chí.",
)


def test_a_circular_with_levels_as_chapters(rules: Regulation, tmp_path: Path) -> None:
    wording = load_official_wording(word(tmp_path / "a.docx", *CHAPTERS))
    assert wording.texts == {
        Question("1.1", 1, "a"): "Lời a;",
        Question("1.1", 1, "b"): "Lời b;",
        Question("1.1", 1, "c"): "Lời c, dòng một\nĐiều kiện kèm theo ở dòng hai.",
        Question("1.10", 1, "a"): "An ninh a;",
        Question("1.10", 1, "b"): "An ninh b.",
        Question("1.1", 2, "*"): "Có giải pháp giám sát.",
        Question("1.10", 2, "a"): "Hai a;",
        Question("1.10", 2, "b"): "Hai b.",
        Question("1.10", 3, "*"): "Ba.",
        Question("22.1", 4, "*"): "Khoản một.",
        Question("22.2", 4, "*"): "Khoản hai.",
    }
    report = wording.compare(rules)
    assert report.as_lines() == ["Nạp được lời văn chính thức cho 11/11 nội dung."]


def test_levels_under_each_criterion(tmp_path: Path) -> None:
    wording = load_official_wording(
        word(
            tmp_path / "a.docx",
            "PHỤ LỤC II",
            "Tiêu chuẩn 1. Quản trị",
            "Tiêu chí 1.1. Tầm nhìn",
            "Mức 1: Yêu cầu một.",
            "Mức 2",
            "Yêu cầu hai.",
            "TIÊU CHÍ 1.2 – Cơ cấu",
            "Mức 1",
            "a) Ý a",
            "b) Ý b",
            "Mức 2:",
            "-",
        )
    )
    assert wording.texts == {
        Question("1.1", 1, "*"): "Yêu cầu một.",
        Question("1.1", 2, "*"): "Yêu cầu hai.",
        Question("1.2", 1, "a"): "Ý a",
        Question("1.2", 1, "b"): "Ý b",
    }
    assert wording.unread == ()


def test_letters_that_word_numbers_by_itself(tmp_path: Path) -> None:
    document = Document()
    for line in ("Tiêu chí 1.1: Phương hướng", "Mức 1"):
        document.add_paragraph(line)
    for line in ("Một ý", "Hai ý"):
        document.add_paragraph(line, style="List Number")._p.get_or_add_pPr().get_or_add_numPr()
    document.save(str(tmp_path / "a.docx"))
    texts = load_official_wording(tmp_path / "a.docx").texts
    assert texts == {Question("1.1", 1, "a"): "Một ý", Question("1.1", 1, "b"): "Hai ý"}


def test_levels_as_columns_of_a_table(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (
            ("Tiêu chí", "Mức 1", "Mức 2"),
            ("Tiêu chí 1.1: Tầm nhìn", "Một một", "Một hai"),
            ("Tiêu chí 1.2: Cơ cấu", "Hai một", "Hai hai"),
        )
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(str(tmp_path / "a.docx"))
    assert load_official_wording(tmp_path / "a.docx").texts == {
        Question("1.1", 1, "*"): "Một một",
        Question("1.1", 2, "*"): "Một hai",
        Question("1.2", 1, "*"): "Hai một",
        Question("1.2", 2, "*"): "Hai hai",
    }


def test_levels_whose_text_cannot_be_told_apart_are_named_not_guessed(tmp_path: Path) -> None:
    wording = load_official_wording(
        word(
            tmp_path / "a.docx",
            "Tiêu chí 1.1: Tầm nhìn",
            "Mức 1",
            "Mức 2",
            "Của mức nào?",
            "Tiêu chí 1.2: Cơ cấu",
            "Chưa nói mức.",
            "Mức 1: Một",
        )
    )
    assert wording.texts == {Question("1.2", 1, "*"): "Một"}
    assert [(place.text, place.reason) for place in wording.unread] == [
        ("Của mức nào?", "tiêu chí 1.1, không rõ thuộc mức nào"),
        ("Chưa nói mức.", "tiêu chí 1.2, không rõ thuộc mức nào"),
    ]


def test_the_first_of_two_texts_is_kept_and_the_other_named(tmp_path: Path) -> None:
    lines = ("Tiêu chí 1.1: X", "Mức 1", "a) Đầu", "a) Sau", "tiếp theo sau", "b) B")
    wording = load_official_wording(word(tmp_path / "a.docx", *lines))
    assert wording.texts == {Question("1.1", 1, "a"): "Đầu", Question("1.1", 1, "b"): "B"}
    assert [place.place for place in wording.unread] == ["đoạn 4", "đoạn 5"]


def test_overlay_is_printed_and_the_rest_keeps_our_words(rules: Regulation) -> None:
    question = Question("1.1", 1, "a")
    assert rules.by_code["1.1"].title == "Tên 1.1"
    overlaid = OfficialWording({question: "Chính thức", Question("9.9", 1, "a"): "Lạc"}).laid_over(rules)
    assert summary_of(overlaid, question) == ("Chính thức", "Chính thức")
    assert summary_of(overlaid, Question("1.1", 1, "b")) == ("", "")
    assert summary_of(rules, question) == ("", "")
    assert overlaid.questions == rules.questions


def test_the_report_names_what_is_missing_and_what_is_foreign(rules: Regulation) -> None:
    wording = OfficialWording({Question("1.1", 1, "a"): "A", Question("3.6", 1, "a"): "Lạc"})
    report = wording.compare(rules)
    assert report.foreign == (Question("3.6", 1, "a"),)
    assert len(report.matched) + len(report.missing) == len(rules.questions)
    assert report.as_lines()[2] == "Không thuộc bộ tiêu chuẩn nên không dùng: 3.6 mức 1 a."


def test_yaml_in_all_its_shapes(tmp_path: Path) -> None:
    wording = load_official_wording(
        yaml_file(
            tmp_path / "a.yaml",
            """
nguon: Công báo
criteria:
  "1.1": {1: {a: " Lời  a ", b: ""}, 2: Cả mức, mot: x}
  1.10: {1: {a: x}}
  "1.2": [sai]
  "1.3": {1: {1: x}}
""",
        )
    )
    assert wording.texts == {Question("1.1", 1, "a"): "Lời a", Question("1.1", 2, "*"): "Cả mức"}
    assert [place.place for place in wording.unread] == [
        "nguon", "criteria: 1.1, 1, b", "criteria: 1.1, mot", "criteria: 1.1", "criteria: 1.2", "criteria: 1.3, 1",
    ]  # fmt: skip
    assert 'như "1.10"' in wording.unread[3].reason


def test_yaml_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    wording = load_official_wording(word(tmp_path / "a.docx", *CHAPTERS[:9]))
    again = load_official_wording(yaml_file(tmp_path / "b.yaml", wording.as_yaml()))
    assert again.texts == wording.texts
    assert "\n" in again.texts[Question("1.1", 1, "c")]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "chỉ nạp được"),
        ("a.docx", b"khong phai word", "không phải tệp Word"),
        ("a.docx", b"", "không phải tệp Word"),
        ("a.yaml", b"criteria: {", "sai cú pháp YAML ở dòng"),
        ("a.yaml", b"criteria: []", "phải có mục"),
        ("a.yaml", b"- x", "phải có mục"),
        ("a.yaml", b"criteria: {}", "không tìm thấy nội dung tiêu chí nào"),
        ("a.yaml", "criteria: {x: đ}".encode("utf-16"), "không phải UTF-8"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WordingError, match=says):
        load_official_wording(path)


@pytest.mark.parametrize("name", ["a.yaml", "a.docx"])
def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(WordingError, match="không tìm thấy tệp"):
        load_official_wording(tmp_path / name)
    (tmp_path / name).mkdir()
    with pytest.raises(WordingError, match="không tìm thấy tệp"):
        load_official_wording(tmp_path / name)


def test_a_settings_folder_lays_its_files_over_the_rule_sets(tmp_path: Path) -> None:
    yaml_file(tmp_path / "tt57_2026_pt.yaml", 'criteria: {"1.1": {1: Lời chính thức}}')
    (tmp_path / "~$t57_2026_pt.docx").write_bytes(b"")
    (tmp_path / "ghi-chu.txt").write_text("x", encoding="utf-8")
    assert set(wording_files(tmp_path)) == {"tt57_2026_pt"}
    regulation, report = load_with_wording("tt57_2026_pt", tmp_path)
    assert report is not None
    assert len(report.matched) == 1
    assert summary_of(regulation, Question("1.1", 1, "*"))[1] == "Lời chính thức"
    assert load_with_wording("tt57_2026_mn", tmp_path) == (load("tt57_2026_mn"), None)
    assert load_with_wording("tt57_2026_mn", tmp_path / "khong-co")[1] is None
    with pytest.raises(UnknownRegulation):
        load_with_wording("tt99", tmp_path)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["tt57.yaml"], "không phải tên một bộ tiêu chuẩn"),
        (["tt57_2026_pt.yaml", "tt57_2026_pt.docx"], "có hai tệp lời văn"),
    ],
)
def test_a_file_for_no_rule_set_and_two_for_one_are_refused(
    tmp_path: Path, names: list[str], says: str
) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(WordingError, match=says):
        wording_files(tmp_path)
