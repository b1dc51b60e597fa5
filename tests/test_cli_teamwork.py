# ruff: noqa: F811 (fixtures are imported by name)
"""Commands for work groups and evidence, and the package to send, as a user runs them."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence
from kdcl_xl.workbook.builder import build
from tests.checks.samples import EDITIONS, sample
from tests.office_folder import DAY, book, nobodys_settings, office, opened, valid  # noqa: F401
from tests.running import kdcl, untouched


def test_parts_go_out_and_come_back(book: Path, tmp_path: Path) -> None:
    parts, out = tmp_path / "Các phần", tmp_path / "Ghép.xlsx"
    with untouched(book):
        answer = kdcl("chia", book, "--ra", parts)
        assert answer.code == 0, answer
        written = sorted(parts.glob("*.xlsx"))
        assert f"Đã chia thành {len(written)} phần" in answer.out
        zalo = written[0].with_name(written[0].name.replace(".xlsx", " (1).xlsx"))
        written[0].rename(zalo)
        joined = kdcl("ghep", book, zalo, *written[1:], "--ra", out, "--json")
    assert joined.code == 0, joined
    assert joined.json["conflicts"] == []
    assert len(joined.json["received"]) == len(written)
    assert kdcl("doc", out).json["tables"] == kdcl("doc", book).json["tables"]


def test_a_phieu_for_each_criterion(book: Path, tmp_path: Path) -> None:
    answer = kdcl("chia", book, "--word", "--ra", tmp_path, "--json")
    assert answer.code == 0, answer
    assert len(answer.json["outputs"]) == len(EDITIONS["tt57"].rules.criteria)
    assert all((tmp_path / name).read_bytes()[:2] == b"PK" for name in answer.json["outputs"])


def test_a_foreign_file_among_the_parts(office: Path, book: Path, tmp_path: Path) -> None:
    answer = kdcl("ghep", book, office / "Danh mục trường.xlsx", "--ra", tmp_path / "ghép.xlsx")
    assert "Danh mục trường.xlsx" in answer.reason
    assert not (tmp_path / "ghép.xlsx").exists()
    kdcl("chia", book, "--ra", tmp_path / "nhóm")
    part = min((tmp_path / "nhóm").glob("*.xlsx"))
    mixed = kdcl("ghep", book, part, office / "Danh mục trường.xlsx", "--ra", tmp_path / "ghép.xlsx")
    assert mixed.code == 1
    assert "NHO-010" in mixed.out


def test_word_phieu_are_for_paper_and_say_so(book: Path, tmp_path: Path) -> None:
    split = kdcl("chia", book, "--word", "--ra", tmp_path / "phiếu")
    assert "kdcl ghep không ghép được phiếu Word" in split.out
    phieu = min((tmp_path / "phiếu").glob("*.docx"))
    answer = kdcl("ghep", book, phieu, "--ra", tmp_path / "ghép.xlsx")
    assert f"{phieu.name}: Đây là phiếu Word" in answer.reason
    assert not (tmp_path / "ghép.xlsx").exists()


def test_evidence_gets_final_codes_in_a_copy(tmp_path: Path) -> None:
    content = sample("tt57")
    rows = content.rows[Evidence]
    rows[0] = rows[0].model_copy(update={"code": "", "draft_id": "t1", "criteria": "1.1"})
    path, out = tmp_path / "viết dở.xlsx", tmp_path / "có mã.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], content))
    with untouched(path):
        answer = kdcl("minh-chung", "danh-so", path, "--ra", out, "--json")
    assert answer.json["schema"] == 1
    assert [item["before"] for item in answer.json["coded"]] == ["t1"]
    assert opened(out).table(Evidence)[0].code == answer.json["coded"][0]["after"]


def test_labels_of_boxes(office: Path) -> None:
    path = office / "Sổ năm trước.xlsx"
    assert kdcl("minh-chung", "nhan-hop", path).out.startswith("HỘP 1: Tiêu chuẩn 1")
    boxes = kdcl("minh-chung", "nhan-hop", path, "--json").json["boxes"]
    assert boxes[0]["codes"][0] == "[H1-1.1-01]"


def test_files_of_evidence_are_looked_for(book: Path, tmp_path: Path) -> None:
    kept = tmp_path / "Minh chứng"
    kept.mkdir()
    with untouched(book):
        answer = kdcl("minh-chung", "soat-tep", book, "--thu-muc", kept, "--json")
    found = valid(answer, "findings")["findings"]
    assert {finding["sheet"] for finding in found} <= {"Minh chứng"}
    assert kdcl("minh-chung", "soat-tep", book, "--thu-muc", tmp_path / "không có").reason.startswith(
        "Không thấy thư mục"
    )


def test_pack_for_sending(book: Path, tmp_path: Path) -> None:
    with untouched(book):
        answer = kdcl("dong-goi", book, *DAY, "--ra", tmp_path)
    assert answer.code == 0, answer
    (packed,) = tmp_path.iterdir()
    assert packed.name == "79-778-0501_tu-danh-gia_2026-2027_L1.xlsx"
    assert kdcl("kiem-tra", packed, *DAY).code == 0


def test_a_workbook_with_errors_is_not_packed_but_as_a_draft(office: Path, tmp_path: Path) -> None:
    path = office / "Đã nộp" / "79100001.xlsx"
    refused = kdcl("dong-goi", path, *DAY, "--ra", tmp_path)
    assert "chưa đóng gói" in refused.reason
    assert "--ban-nhap" in refused.reason
    assert "DG-005" in refused.out
    assert "chưa đóng gói" not in refused.out, "said once"
    told = kdcl("dong-goi", path, *DAY, "--ra", tmp_path, "--json")
    assert (told.code, told.json["output"], told.json["error"]) == (2, None, refused.reason)
    assert told.json["findings"]
    assert list(tmp_path.iterdir()) == []
    draft = kdcl("dong-goi", path, *DAY, "--ban-nhap", "--ra", tmp_path, "--json")
    assert draft.code == 1
    assert draft.json["output"].endswith("_NHAP.xlsx")
