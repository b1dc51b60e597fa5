"""`--so`, `--ngay-ky`, `--ky-thay`, `--mau-cua-don-vi`, `--in-thu`: papers numbered from the register, templates to edit."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kdcl_xl.documents.catalogue import variants
from kdcl_xl.documents.document import Draft
from kdcl_xl.documents.kinds import Capacity
from kdcl_xl.documents.samples.office import reminder
from kdcl_xl.jobs.documents import (
    DOCUMENTS,
    export_templates,
    make_documents,
    make_sample,
    template_fields,
    template_folder,
)
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.office_templates import misnamed
from kdcl_xl.jobs.paper_numbers import NEXT, Signing, numbers_file, register_lines, signed
from tests.documents.docx_text import lines_of
from tests.documents.summary_workbooks import ward_bytes

ON = dt.date(2027, 6, 20)
LETTERS = DOCUMENTS["cong-van-don-doc"]


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(ward_bytes())
    return path


def head_lines(path: Path) -> list[str]:
    return [line for line in lines_of(path.read_bytes()) if line.startswith(("Số: ", "Tân Mỹ, ngày"))]


def test_letters_take_one_number_each_and_keep_it(summary: Path, tmp_path: Path) -> None:
    signing = Signing(NEXT, dt.date(2027, 6, 21))
    made = make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON, signing=signing)
    assert [head_lines(path) for path in made.paths] == [
        ["Số: 01/UBND-VHXH", "Tân Mỹ, ngày 21 tháng 6 năm 2027"],
        ["Số: 02/UBND-VHXH", "Tân Mỹ, ngày 21 tháng 6 năm 2027"],
    ]
    again = make_documents("cong-van-don-doc", summary, tmp_path / "cv2", ON, signing=signing)
    assert [head_lines(p) for p in again.paths] == [head_lines(p) for p in made.paths]
    assert len(json.loads(numbers_file().read_text(encoding="utf-8"))) == 2
    *numbers, kept = register_lines()
    assert [line for line in numbers if "ngày 21/06/2027" in line] == numbers
    assert str(numbers_file()) in kept


def test_the_report_is_in_another_series(summary: Path, tmp_path: Path) -> None:
    make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON, signing=Signing(NEXT))
    made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON, signing=Signing("7"))
    assert head_lines(made.paths[0])[0] == "Số: 07/BC-UBND"
    assert made.remarks[-1] == "Chưa dùng trong sổ số văn bản: 01, 02, 03, 04, 05, 06."


def test_blank_by_default_and_nothing_is_registered(summary: Path, tmp_path: Path) -> None:
    made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON)
    assert head_lines(made.paths[0])[0] == f"Số: {chr(160) * 8}/BC-UBND"
    assert not numbers_file().exists()


def test_refusals(summary: Path, tmp_path: Path) -> None:
    with pytest.raises(JobError, match="mỗi văn bản một số"):
        make_documents("cong-van-don-doc", summary, tmp_path / "cv", ON, signing=Signing("5"))
    with pytest.raises(JobError, match="không nhận “năm”"):
        make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "x.docx", ON, signing=Signing("năm"))
    with pytest.raises(JobError, match="từ 1 đến 99999"):
        make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "x.docx", ON, signing=Signing("9" * 12))
    form = DOCUMENTS["phieu-danh-gia-tieu-chi"]
    with pytest.raises(JobError, match="không ghi số"):
        signed(form, [Draft("phieu", form.variants[0].sample())], Signing("5"), 2027)
    numbers_file().parent.mkdir(parents=True)
    numbers_file().write_text("{", encoding="utf-8")
    with pytest.raises(JobError, match="không đọc được"):
        make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "x.docx", ON, signing=Signing(NEXT))
    with pytest.raises(JobError, match="không đọc được"):
        register_lines()
    assert not list(tmp_path.glob("*.docx"))


def test_a_day_of_signing_before_the_data_is_said_with_both_days(summary: Path, tmp_path: Path) -> None:
    for number in ("", NEXT):
        early = Signing(number, dt.date(2027, 5, 31))
        made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON, signing=early)
        said = [remark for remark in made.remarks if remark.startswith("Ngày ký ")]
        assert said, made.remarks
        assert said[0].startswith("Ngày ký 31/05/2027 sớm hơn ngày ")
        assert "ngày chốt số liệu" in said[0]
        late = Signing(number, dt.date(2027, 6, 21))
        made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON, signing=late)
        assert [remark for remark in made.remarks if remark.startswith("Ngày ký ")] == []


def papers_of(code: str) -> Draft:
    return Draft(code, DOCUMENTS[code].variants[0].sample())


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("quyet-dinh-hoi-dong-tdg", dt.date(2026, 7, 6), ["văn bản viện dẫn số 57/2026/TT-BGDĐT"]),
        ("quyet-dinh-hoi-dong-tdg", dt.date(2026, 7, 7), []),  # deadlines lie ahead and are no contradiction
        ("thong-bao-ket-qua-tdg", dt.date(2027, 5, 27), ["ngày phê duyệt báo cáo"]),
        ("thong-bao-ket-qua-tdg", dt.date(2027, 5, 28), []),
        ("bao-cao-cai-tien", dt.date(2027, 5, 19), ["ngày họp, rà soát"]),
        ("bao-cao-cai-tien", dt.date(2027, 5, 20), []),
        ("cong-van-don-doc", dt.date(2027, 6, 19), ["ngày chốt số liệu"]),
        ("cong-van-don-doc", dt.date(2027, 6, 20), []),
        ("bao-cao-phoi-van-bang", dt.date(2026, 12, 30), ["kỳ báo cáo", "ngày của số liệu, ngày in"]),
        ("bao-cao-phoi-van-bang", dt.date(2027, 1, 5), []),
        ("bao-cao-thuong-nien", dt.date(2027, 6, 20), ["ngày của số liệu, ngày in"]),
    ],
)
def test_what_is_told_of_the_past_is_not_after_the_signature(
    code: str, day: dt.date, said: list[str]
) -> None:
    _papers, remarks = signed(DOCUMENTS[code], [papers_of(code)], Signing(on=day), 2027)
    told = [remark for remark in remarks if remark.startswith(f"Ngày ký {day:%d/%m/%Y} sớm hơn ngày ")]
    assert told == remarks
    assert len(told) == len(said)
    assert all(what in remark for what, remark in zip(said, told, strict=True))


def test_a_ground_that_ended_before_the_signature_is_said() -> None:
    variant = DOCUMENTS["to-trinh-ubnd-cqg"].variants[0]
    draft = Draft("to-trinh", variant.sample())
    assert "18/2018" in str(draft.context.grounds)  # type: ignore[attr-defined]
    for day, said in ((dt.date(2026, 7, 6), False), (dt.date(2026, 11, 20), True)):
        _papers, remarks = signed(DOCUMENTS["to-trinh-ubnd-cqg"], [draft], Signing(on=day), 2026)
        ended = [remark for remark in remarks if "hết hiệu lực (06/07/2026" in remark]
        assert bool(ended) is said
        assert all("18/2018" in remark or "17/2018" in remark or "19/2018" in remark for remark in ended)


def test_an_ended_act_that_a_ground_only_names_in_its_title_is_no_ground() -> None:
    context = DOCUMENTS["to-trinh-ubnd-cqg"].variants[0].sample()
    named = "Căn cứ Công văn số 5932/BGDĐT-QLCL ngày 28/12/2018 về việc hướng dẫn thực hiện Thông tư số 18/2018/TT-BGDĐT;"
    draft = Draft("to-trinh", context.model_copy(update={"grounds": (named,)}))
    _papers, remarks = signed(
        DOCUMENTS["to-trinh-ubnd-cqg"], [draft], Signing(on=dt.date(2026, 11, 20)), 2026
    )
    assert not any("hết hiệu lực" in remark for remark in remarks)


def test_many_letters_of_one_day_are_one_remark() -> None:
    letters = [Draft("cv1", reminder()), Draft("cv2", reminder())]
    _papers, remarks = signed(LETTERS, letters, Signing(on=dt.date(2027, 6, 1)), 2027)
    assert remarks == [
        "Ngày ký 01/06/2027 sớm hơn ngày 20/06/2027 ghi trong văn bản (ngày chốt số liệu, 2 văn bản). "
        "Thầy/cô xem lại ngày ký hoặc nội dung."
    ]


@pytest.mark.parametrize(
    ("signing", "lines"),
    [
        (Signing(name="Lục Văn Thắng"), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        (
            Signing(name="Lục Văn Thắng", capacity=Capacity.BY_ORDER, office="Chuyên viên phụ trách"),
            ("TL. TRƯỞNG PHÒNG", "CHUYÊN VIÊN PHỤ TRÁCH"),
        ),
        (
            Signing(name="Lục Văn Thắng", capacity=Capacity.AUTHORISED, office="Phó Trưởng phòng"),
            ("TUQ. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ),
        (Signing(name="Lục Văn Thắng", capacity=Capacity.ACTING), ("Q. TRƯỞNG PHÒNG",)),
    ],
)
def test_somebody_else_signs_for_the_head(signing: Signing, lines: tuple[str, ...]) -> None:
    letter = reminder()
    (draft,), remarks = signed(LETTERS, [Draft("cv", letter)], signing, 2027)
    paper = draft.context
    assert isinstance(paper, type(letter))
    assert paper.signer.lines == lines
    assert paper.signer.name == "Lục Văn Thắng"
    assert remarks == []


def test_a_capacity_without_its_office_or_its_person_is_refused() -> None:
    with pytest.raises(JobError, match="--chuc-vu"):
        Signing(name="Lục Văn Thắng", capacity=Capacity.BY_ORDER)
    with pytest.raises(JobError, match="--ky-thay"):
        Signing(capacity=Capacity.ACTING)


def test_the_register_lies_beside_the_settings_of_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCL_THIET_LAP", str(tmp_path / "chung" / "thiet-lap.toml"))
    assert numbers_file() == tmp_path / "chung" / "so-van-ban.json"


def test_templates_are_exported_and_a_changed_one_stays(tmp_path: Path) -> None:
    folder = tmp_path / "mẫu"
    made = export_templates(folder)
    assert {path.stem for path in made.paths} == set(variants())
    (folder / "cong-van-don-doc.docx").write_bytes(b"x")
    again = export_templates(folder)
    assert again.paths == []
    assert "cong-van-don-doc.docx: đã có, giữ nguyên." in again.remarks
    assert (folder / "cong-van-don-doc.docx").read_bytes() == b"x"
    assert str(template_folder()) in again.remarks[-1]


@pytest.mark.parametrize(
    "name",
    ["bao-cao-tong-hop-kdcl (1).docx", "Báo cáo tổng hợp KĐCL - Copy.docx", "bao-cao-tong-hop-kdcl.doc"],
)
def test_a_template_of_the_office_under_another_name_is_said_not_to_be_used(
    name: str, summary: Path, tmp_path: Path
) -> None:
    template_folder().mkdir(parents=True)
    own = template_folder() / name
    own.write_bytes(b"x")
    (template_folder() / "~$bao-cao-tong-hop-kdcl.docx").write_bytes(b"x")
    made = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON)
    (said,) = [remark for remark in made.remarks if remark.startswith("Không dùng ")]
    assert f"“{name}”" in said and "bao-cao-tong-hop-kdcl.docx" in said and "~$" not in said
    own.unlink()
    own.with_name("bao-cao-tong-hop-kdcl-nam-hoc-truoc.txt").write_bytes(b"x")
    again = make_documents("bao-cao-tong-hop-kdcl", summary, tmp_path / "bc.docx", ON)
    assert not any(remark.startswith("Không dùng ") for remark in again.remarks)


def test_a_name_that_is_a_template_of_its_own_is_no_other_misspelt(tmp_path: Path) -> None:
    (tmp_path / "bien-ban-hop-hoi-dong-tham-dinh.docx").write_bytes(b"x")
    assert misnamed(tmp_path, ["bien-ban-hop-hoi-dong"], variants()) == []


def test_a_sample_is_printed_through_the_template_of_the_office(tmp_path: Path) -> None:
    path = make_sample("cong-van-don-doc", tmp_path / "thu.docx")
    assert "Kính gửi: Trường Trung học cơ sở Nguyễn Thị Lộ" in lines_of(path.read_bytes())
    with pytest.raises(JobError, match="Ý thầy/cô có phải cong-van-don-doc"):
        make_sample("cong-van-don-docs", tmp_path)


def test_the_fields_of_a_template_are_named() -> None:
    lines = template_fields(Path("cong-van-don-doc.docx"))
    assert any(line.split() == ["missing[…].state", "Chưa", "nộp"] for line in lines)
    assert any(line.startswith("  head.date_line ") for line in lines)
    assert "chỉ kiểm tra cú pháp" in template_fields(Path("la.docx"))[0]
