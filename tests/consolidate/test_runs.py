"""Runs again, runs in parallel, cache, evidence export, and the workbook itself."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
import schools_made as made

from kdcl_xl.consolidate import ConsolidationProblem, HeldByAnotherError, gather
from kdcl_xl.consolidate.evidence import LABELS, evidence_rows, export_evidence, rows_of_files
from kdcl_xl.consolidate.intake import cache_path, survey
from kdcl_xl.forms.summary import MATRIX, OVERVIEW, SUMMARY, Result, State
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six schools, one of them in a zip, and a file nobody can read."""
    place = tmp_path / "nop"
    for number in range(1, 6):
        made.school(place, f"7900000{number}", f"Trường THCS Số {number}", level=number % 3)
    zipped = made.school(tmp_path, "79000006", "Trường THCS Số 6")
    with zipfile.ZipFile(place / "gui.zip", "w") as archive:
        archive.write(zipped, "truong 6.xlsx")
    (place / "hong.xlsx").write_bytes(b"PK hong")
    return place


def _age(folder: Path) -> None:
    """Files of yesterday: their time of change can be trusted."""
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    made.consolidate(folder, tmp_path / "a.xlsx")
    made.consolidate(folder, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_two_processes_give_the_bytes_of_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "_CHUNK", 2)
    one = made.consolidate(folder, tmp_path / "mot.xlsx")
    two = made.consolidate(folder, tmp_path / "hai.xlsx", processes=2)
    assert (tmp_path / "mot.xlsx").read_bytes() == (tmp_path / "hai.xlsx").read_bytes()
    assert {**one.as_json(), "output": ""} == {**two.as_json(), "output": ""}


def test_a_second_run_opens_no_unchanged_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _age(folder)
    out = tmp_path / "ra.xlsx"
    first = made.consolidate(folder, out, cache=True)
    assert (first.opened, first.unchanged) == (7, 0)
    before = out.read_bytes()
    made.school(folder, "79000003", "Trường THCS Số 3", level=2, revision=2)

    opened: list[str] = []
    real = gather.process
    monkeypatch.setattr(gather, "process", lambda a, terms: opened.append(a.name) or real(a, terms))  # type: ignore[func-returns-value]
    second = made.consolidate(folder, out, cache=True)
    assert opened == ["79000003.xlsx"]
    assert (second.opened, second.unchanged) == (1, 6)
    assert out.read_bytes() != before

    made.consolidate(folder, tmp_path / "day du.xlsx")
    assert out.read_bytes() == (tmp_path / "day du.xlsx").read_bytes()


def test_a_file_touched_or_renamed_is_hashed_not_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    _age(folder)
    made.consolidate(folder, out, cache=True)
    (folder / "79000001.xlsx").touch()
    (folder / "79000002.xlsx").rename(folder / "ten khac.xlsx")
    again = made.consolidate(folder, out, cache=True)
    assert again.opened == 0
    made.consolidate(folder, tmp_path / "day du.xlsx")
    assert out.read_bytes() == (tmp_path / "day du.xlsx").read_bytes()


def test_a_file_changed_within_the_same_tick_is_not_taken_for_unchanged(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    made.consolidate(folder, out, cache=True)
    path = folder / "79000001.xlsx"
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[-30:] = bytes(30)  # same size, same time, other bytes: the file is damaged now
    path.write_bytes(bytes(content))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert made.states(made.consolidate(folder, out, cache=True))["79000001.xlsx"] == State.REFUSED


@pytest.mark.parametrize("damage", ["rubbish", "flipped", "cut", "other program"])
def test_a_damaged_cache_is_ignored(folder: Path, tmp_path: Path, damage: str) -> None:
    _age(folder)
    out = tmp_path / "ra.xlsx"
    made.consolidate(folder, out, cache=True)
    expected = out.read_bytes()
    path = cache_path(out)
    content = path.read_bytes()
    path.write_bytes(
        {
            "rubbish": b"\x00\xff" * 500,
            "flipped": content.replace("Số 2".encode(), "Số 9".encode()),
            "cut": content[: len(content) // 2],
            "other program": content.replace(content.split(b"\t")[1], b"0" * 16, 1),
        }[damage]
    )
    again = made.consolidate(folder, out, cache=True)
    assert again.opened > 0
    assert out.read_bytes() == expected


def test_settings_and_date_are_part_of_the_cache(folder: Path, tmp_path: Path) -> None:
    _age(folder)
    out = tmp_path / "ra.xlsx"
    made.consolidate(folder, out, cache=True)
    later = made.consolidate(folder, out, cache=True, on=made.ON + made.dt.timedelta(days=1))
    assert later.opened == 7
    other = Settings.model_validate({"tong-hop": {"canh-bao-het-han-thang": 3}})
    assert made.consolidate(folder, out, cache=True, settings=other).opened == 7
    assert made.consolidate(folder, out, settings=other).opened == 7, "--khong-cache"


def test_progress_counts_every_file(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    made.consolidate(folder, tmp_path / "ra.xlsx", progress=lambda *step: seen.append(step))
    assert [step[0] for step in seen] == list(range(1, 8))
    assert {step[1] for step in seen} == {7}


def test_an_empty_folder_gives_a_workbook_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "nop").mkdir()
    schools = made.school_list(tmp_path / "dm.xlsx", made.listed("79000001", "Trường THCS Một"))
    outcome = made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx", school_list=schools)
    assert (outcome.figures.schools, outcome.figures.missing, outcome.errors) == (1, 1, 0)
    assert made.summary(tmp_path / "ra.xlsx").shown["kq_missing"] == 1


def test_without_files_and_without_a_list_there_is_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / "Nhầm chỗ").mkdir()
    with pytest.raises(ConsolidationProblem, match="“Nhầm chỗ” không có tệp nào"):
        made.consolidate(tmp_path / "Nhầm chỗ", tmp_path / "ra.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["Nhầm chỗ"], "no workbook of zeros, no lock left"


# ---- the workbook


def test_it_is_an_ordinary_stamped_form(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    outcome = made.consolidate(folder, out, unit="UBND phường Tân Mỹ")
    book = made.summary(out)
    assert (book.stamp.form, book.stamp.unit) == (SUMMARY.id, "UBND phường Tân Mỹ")
    assert not [finding for finding in book.findings if finding.severity == "lỗi"]
    sheets = openpyxl.load_workbook(out).sheetnames
    assert sheets == [*SUMMARY.order, "_kdcl"]
    assert book.shown["kq_received"] == outcome.figures.received == 6
    assert book.shown["kq_ngay"] == "20/06/2027"
    assert not book.overwritten & {f"kq_{name}" for name in outcome.figures.named()}


def test_sums_are_live_and_agree_with_their_cached_values(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    made.consolidate(folder, out)
    sheet = openpyxl.load_workbook(out)[OVERVIEW]
    cached = openpyxl.load_workbook(out, data_only=True)[OVERVIEW]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 14
    for cell in formulas:
        first, last = cell.value.removeprefix("=SUM(").removesuffix(")").split(":")
        assert cached[cell.coordinate].value == sum(row[0].value for row in cached[first:last])


def test_the_matrix_is_worded_not_only_coloured(folder: Path, tmp_path: Path) -> None:
    made.school(folder, "79000007", "Trường THCS Số 7", level=None)
    made.consolidate(folder, tmp_path / "ra.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx")[MATRIX]
    words = {row[0].value: row[5].value for row in sheet.iter_rows(min_row=6) if row[0].value}
    assert words == {
        "79000001": "M1",
        "79000002": "M2",
        "79000003": "KĐ",
        "79000004": "M1",
        "79000005": "M2",
        "79000006": "M1",
        "79000007": "–",
    }


def test_text_like_formulas_stays_text(tmp_path: Path) -> None:
    made.school(tmp_path / "nop", "79000001", "=1+1", cells={"co_quan_quan_ly": "@lệnh"})
    made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx")
    row = made.summary(tmp_path / "ra.xlsx").table(Result)[0]
    assert (row.name, row.unit) == ("=1+1", "@lệnh")


def test_no_personal_name_of_a_school_travels_up(folder: Path, tmp_path: Path) -> None:
    made.consolidate(folder, tmp_path / "ra.xlsx", evidence_out=tmp_path / "mc.xlsx")
    for path in (tmp_path / "ra.xlsx", tmp_path / "mc.xlsx"):
        assert not any("Trần Thị Mẫu".encode() in part for part in _parts(path).values())


def test_json_is_plain_and_says_unknown(folder: Path, tmp_path: Path) -> None:
    outcome = made.consolidate(folder, tmp_path / "ra.xlsx")
    data = json.loads(json.dumps(outcome.as_json(), ensure_ascii=False))
    assert data["schema"] == 2
    assert data["figures"]["schools"] is None, "no list: the denominator is not known"
    assert data["figures"]["received"] == 6
    assert data["output"] == "ra.xlsx"
    assert data["states"]["files"][State.REFUSED] == 1, "a file, not a school"
    assert State.REFUSED not in data["states"]["schools"]
    assert sum(data["states"]["schools"].values()) == len(data["lines"]["schools"]) == 6
    assert sum(data["states"]["files"].values()) == len(data["lines"]["files"])
    assert str(tmp_path) not in json.dumps(data)


def test_a_blank_one_can_be_built(tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    path.write_bytes(build(SUMMARY, made.edition_of(made.YEAR)))
    assert made.summary(path).form is SUMMARY


# ---- evidence


def test_evidence_of_every_school_that_counts(folder: Path, tmp_path: Path) -> None:
    made.school(folder, "79000001", "Trường THCS Số 1", file="cu.xlsx", revision=0, evidence=9)
    outcome = made.consolidate(folder, tmp_path / "ra.xlsx", evidence_out=tmp_path / "mc.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "mc.xlsx")["Minh chứng"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert outcome.evidence_rows == len(rows) == 6 * 3
    assert {row[0] for row in rows} == {f"7900000{n}" for n in range(1, 7)}
    sources = {row.source for row in made.summary(tmp_path / "ra.xlsx").table(Result)}
    assert {row[-1] for row in rows} == sources


def test_files_gone_before_the_export_give_no_rows(folder: Path) -> None:
    arrivals = [(arrival, "", "Trường") for arrival in survey(folder).arrivals]
    assert len(list(rows_of_files(arrivals))) == 6 * 3
    with zipfile.ZipFile(folder / "gui.zip", "w"):
        pass
    (folder / "79000001.xlsx").unlink()
    assert len(list(rows_of_files(arrivals))) == 4 * 3
    (folder / "gui.zip").write_bytes(b"PK")
    assert len(list(rows_of_files(arrivals))) == 4 * 3


def test_evidence_goes_on_further_sheets_and_text_stays_text(tmp_path: Path) -> None:
    rows = [_a_row(f"=MC.{n}") for n in range(7)]
    assert export_evidence(rows, tmp_path / "mc.xlsx", expected=7, rows_a_sheet=3) == 7
    book = openpyxl.load_workbook(tmp_path / "mc.xlsx")
    assert [sheet.max_row for sheet in book.worksheets] == [4, 4, 2]
    assert book.worksheets[2]["C2"].value == "=MC.6"
    assert book.worksheets[2]["C2"].data_type == "s"
    assert book.worksheets[2]["G2"].number_format == "dd/mm/yyyy"


def _a_row(code: str) -> dict[str, object]:
    row = dict.fromkeys(LABELS, "")
    return row | {"Mã minh chứng": code, "Tên minh chứng": "@x", "Ngày ban hành": made.dt.date(2026, 9, 5)}


def test_no_evidence_at_all_still_gives_a_table(tmp_path: Path) -> None:
    assert export_evidence([], tmp_path / "mc.xlsx", expected=0) == 0
    sheet = openpyxl.load_workbook(tmp_path / "mc.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(LABELS)


def test_evidence_that_outgrows_its_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="more evidence rows"):
        export_evidence([_a_row("MC")] * 4, tmp_path / "mc.xlsx", expected=2, rows_a_sheet=2)
    assert not (tmp_path / "mc.xlsx").exists()


def test_red_evidence_leaves_the_school_as_a_name_only(tmp_path: Path) -> None:
    content = made.content("79000001", "Trường", evidence=1)
    content.rows[made.Evidence][0].sensitivity = "Đỏ"  # type: ignore[attr-defined]
    content.rows[made.Evidence][0].storage = "Hồ sơ sức khỏe"  # type: ignore[attr-defined]
    read_back = made.read(made.save(tmp_path, "a.xlsx", content))
    assert isinstance(read_back, made.Submission)
    (row,) = evidence_rows(read_back, "79000001", "Trường")
    assert row["Tên minh chứng"] == "Kế hoạch số 1"
    assert "sức khỏe" not in str(row)


# ---- two officers at once


def test_the_second_officer_is_told_who_holds_the_output(folder: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    out = tmp_path / "ra.xlsx"
    program = (
        "import sys\nfrom pathlib import Path\nfrom kdcl_xl.consolidate.lock import held\n"
        "with held(Path(sys.argv[1])):\n    print('đang giữ', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        with pytest.raises(HeldByAnotherError, match=r"đang được tổng hợp bởi .+, máy .+, từ \d\d:\d\d ngày"):
            made.consolidate(folder, out)
        first.kill()  # a crash leaves no stale lock
    assert made.consolidate(folder, out).figures.received == 6
    assert not [path.name for path in tmp_path.glob(".*khoa*")]
