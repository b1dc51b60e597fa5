# ruff: noqa: F811 (fixtures are imported by name)
"""`kdcl quy-dinh`: the rule sets shown, the official wording loaded from the circular itself and dropped again."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.office_folder import nobodys_settings  # noqa: F401
from tests.running import kdcl


def test_rule_sets() -> None:
    answer = kdcl("quy-dinh", "--ngay", "2026-11-22")
    assert answer.code == 0
    assert "tt57_2026_pt" in answer.out
    known = kdcl("quy-dinh", "--ngay", "22/11/2026", "--json").json
    assert known["in_force"]["thcs"] == "tt57_2026_pt"
    one = kdcl("quy-dinh", "tt57_2026_pt", "--json").json
    assert (one["schema"], one["id"]) == (1, "tt57_2026_pt")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["BÁO CÁO TỰ ĐÁNH GIÁ", "Theo THÔNG TƯ 57/2026/TT-BGDĐT"], "báo cáo tự đánh giá của một trường"),
        (["Thông tư 57/2026/TT-BGDĐT"], "không có dòng “THÔNG TƯ”"),
        (["THÔNG TƯ", "Số: 18/2018/TT-BGDĐT"], "không thấy số 57/2026/TT-BGDĐT"),
        (["THÔNG TƯ", "Số: 57/2026/TT- BGDĐT"], ""),
        (["PHỤ LỤC II", "(Kèm theo Thông tư số 57/2026/TT-BGDĐT)"], ""),
    ],
)
def test_only_the_circular_itself_is_loaded(tmp_path: Path, lines: list[str], reason: str) -> None:
    source = tmp_path / "tệp.docx"
    document = docx.Document()
    for line in (*lines, "Tiêu chí 1.1: Kế hoạch", "Mức 1", "Nhà trường có kế hoạch."):
        document.add_paragraph(line)
    document.save(str(source))
    answer = kdcl("quy-dinh", "nap", source, "--bo-tieu-chuan", "tt57_2026_pt")
    if reason:
        assert reason in answer.reason
        assert "chưa nạp" in kdcl("quy-dinh", "nap", "--bo", "--bo-tieu-chuan", "tt57_2026_pt").reason
    else:
        assert (answer.code, answer.err) == (0, "")
        assert "Nhà trường có kế hoạch." in answer.out


def test_official_wording_is_loaded_and_printed(tmp_path: Path, nobodys_settings: Path) -> None:
    source = tmp_path / "lời văn.yaml"
    source.write_text(
        'criteria: {"1.1": {1: {"*": "Lời văn của thông tư do cơ quan nạp."}}}', encoding="utf-8"
    )
    answer = kdcl("quy-dinh", "nap", source, "--bo-tieu-chuan", "tt57_2026_pt")
    assert answer.code == 0, answer
    assert "1/" in answer.out
    assert "Lời văn của thông tư" in kdcl("quy-dinh", "tt57_2026_pt", "--json").out
    assert "1.1 Mức 1: Lời văn của thông tư" in answer.out
    kept = nobodys_settings.rglob("tt57_2026_pt.yaml")
    assert str(next(kept)) in answer.out
    undo = ("quy-dinh", "nap", "--bo", "--bo-tieu-chuan", "tt57_2026_pt")
    assert " ".join(undo) in answer.out
    assert kdcl(*undo).code == 0
    assert "Lời văn của thông tư" not in kdcl("quy-dinh", "tt57_2026_pt", "--json").out
    assert "chưa nạp" in kdcl(*undo).reason
    assert "chỉ dùng với nap" in kdcl("quy-dinh", "--bo").reason
    assert (
        "không tìm thấy tệp"
        in kdcl("quy-dinh", "nap", tmp_path / "x.yaml", "--bo-tieu-chuan", "tt57_2026_pt").reason
    )
