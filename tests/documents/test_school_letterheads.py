"""Letterheads, addresses and symbols of a school's papers: every body in its own form, by date and kind."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any

import pytest

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.samples.school import ward_school
from kdcl_xl.documents.school_papers import results
from kdcl_xl.forms.self_assessment import Registration, School
from kdcl_xl.forms.vocabulary import Purpose
from tests.documents.school_papers import blank, text_of


def heading(**school: Any) -> tuple[Any, Source]:
    on = school.pop("on", dt.date(2027, 6, 1))
    regulation, year, kind = school.pop("edition", ("tt57_2026_pt", "2026-2027", "thcs"))
    source = Source(deepcopy(blank(regulation, year, kind)), on)
    source.submission.values[School] = School(
        name="Trường THCS Nguyễn Hiền", ward="Phường Tân Mỹ", province="Thành phố Hồ Chí Minh", head="Lê Văn An"
    ).model_copy(update=school)  # fmt: skip
    (draft,) = DOCUMENTS["thong-bao-ket-qua-tdg"].drafts(source)
    return draft.context, source


OLD = ("tt18_2018_tr", "2024-2025", "thcs")


@pytest.mark.parametrize(
    ("school", "parent", "body", "symbol"),
    [
        ({}, "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ", "TRƯỜNG THCS NGUYỄN HIỀN", "TB-THCSNH"),
        ({"ward": "Đặc khu Côn Đảo"}, "ỦY BAN NHÂN DÂN ĐẶC KHU CÔN ĐẢO", "TRƯỜNG THCS NGUYỄN HIỀN", "TB-THCSNH"),
        ({"unit": "Phòng VH-XH phường Tân Mỹ"}, "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ", "TRƯỜNG THCS NGUYỄN HIỀN", "TB-THCSNH"),
        ({"unit": "Phòng GD&ĐT Quận 7", "edition": OLD, "on": dt.date(2025, 6, 1)}, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 7", "TRƯỜNG THCS NGUYỄN HIỀN", "TB-THCSNH"),
        ({"ownership": "Tư thục", "name": "Trường Tiểu học tư thục Ánh Dương"}, "", "TRƯỜNG TIỂU HỌC TƯ THỤC ÁNH DƯƠNG", "TB-THAD"),
        ({"name": "Trung tâm GDTX Quận 7", "edition": ("tt57_2026_gdtx", "2026-2027", "gdtx")}, "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH", "TRUNG TÂM GDTX QUẬN 7", "TB-TTGDTXQ7"),
    ],
)  # fmt: skip
def test_each_body_in_its_own_form(school: dict[str, Any], parent: str, body: str, symbol: str) -> None:
    paper, _ = heading(**school)
    assert (paper.head.parent_body, paper.head.body, paper.head.symbol) == (parent, body, symbol)
    assert paper.head.parent_printed.replace("\u00a0", " ") == parent
    head = "GIÁM ĐỐC" if "Trung tâm" in school.get("name", "") else "HIỆU TRƯỞNG"
    assert (paper.signer.lines, paper.signer.name) == ((head,), "Lê Văn An")
    assert ("Hội đồng quản trị" in paper.receivers.lines) == (parent == "")


def test_the_annexes_of_a_private_schools_report_are_headed_as_its_cover() -> None:
    source = ward_school()
    school = source.submission.fields(School)
    source.submission.values[School] = school.model_copy(update={"ownership": "Tư thục"})
    (cover,) = DOCUMENTS["bao-cao-tu-danh-gia"].drafts(source)
    (annex,) = DOCUMENTS["danh-muc-minh-chung"].drafts(source)
    assert annex.context.parent_body == cover.context.parent_body != ""


def test_a_district_office_after_its_end_is_questioned() -> None:
    _, source = heading(unit="Phòng GD&ĐT Quận 7")
    assert any("hai cấp từ 01/7/2025" in remark for remark in source.remarks)


def test_the_school_sets_its_own_symbol() -> None:
    source = ward_school()
    papers = source.settings.papers.model_copy(update={"body_symbol": "THCS-NTL"})
    own = Source(source.submission, source.on, source.settings.model_copy(update={"papers": papers}))
    assert "/KH-THCS-NTL" in text_of("ke-hoach-tu-danh-gia", own)
    assert not any("Ký hiệu đề xuất" in remark for remark in own.remarks)


def test_a_long_superior_breaks_before_its_territory() -> None:
    paper, _ = heading()
    assert paper.head.parent_printed == "ỦY BAN NHÂN DÂN PHƯỜNG\u00a0TÂN\u00a0MỸ"
    short = paper.head.model_copy(update={"parent_body": "ỦY BAN NHÂN DÂN XÃ ĐÔNG"})
    assert short.parent_printed == "ỦY BAN NHÂN DÂN XÃ ĐÔNG"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("ỦY BAN NHÂN DÂN XÃ TÂN PHƯỚC", "ỦY BAN NHÂN DÂN XÃ~TÂN~PHƯỚC"),
        ("PHÒNG VĂN HÓA - XÃ HỘI XÃ TÂN PHƯỚC", "PHÒNG VĂN HÓA - XÃ HỘI XÃ~TÂN~PHƯỚC"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        ("TRƯỜNG THCS TƯ THỤC ÁNH DƯƠNG", "TRƯỜNG THCS TƯ THỤC ÁNH~DƯƠNG"),
        ("TRƯỜNG TIỂU HỌC VÀ THCS VÕ THỊ SÁU", "TRƯỜNG TIỂU HỌC VÀ THCS VÕ~THỊ~SÁU"),
        ("TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN GÒ CÔNG", "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN GÒ~CÔNG"),
        ("TRƯỜNG TIỂU HỌC TÂN AN", "TRƯỜNG TIỂU HỌC TÂN AN"),
        ("TRƯỜNG MẦM NON QUỐC TẾ HOA HƯỚNG DƯƠNG XANH BÊN BỜ BIỂN", "TRƯỜNG MẦM NON QUỐC TẾ HOA HƯỚNG DƯƠNG XANH BÊN BỜ BIỂN"),
    ],
)  # fmt: skip
def test_a_long_issuer_breaks_before_its_place_or_its_proper_name(body: str, printed: str) -> None:
    paper, _ = heading()
    assert paper.head.model_copy(update={"body": body}).body_printed == printed.replace("~", "\u00a0")


def test_every_letterhead_prints_its_issuer_unbroken() -> None:
    _, source = heading(name="Trường Tiểu học và THCS Võ Thị Sáu")
    assert "TRƯỜNG TIỂU HỌC VÀ THCS VÕ\u00a0THỊ\u00a0SÁU" in text_of("giay-moi-hop-hoi-dong", source)


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("Ấp 3", "Ấp 3, Phường Tân Mỹ, Thành phố Hồ Chí Minh"),
        ("Ấp 3, phường Tân Mỹ", "Ấp 3, phường Tân Mỹ, Thành phố Hồ Chí Minh"),
        ("Ấp 3, P.Tân Mỹ, TP. Hồ Chí Minh", "Ấp 3, P.Tân Mỹ, TP. Hồ Chí Minh"),
        ("12 đường Tân Mỹ", "12 đường Tân Mỹ, Phường Tân Mỹ, Thành phố Hồ Chí Minh"),
    ],
)
def test_the_address_names_ward_and_province_once(address: str, printed: str) -> None:
    _, source = heading(ward="Phường Tân Mỹ", province="Thành phố Hồ Chí Minh", address=address)
    source.submission.values[Registration] = Registration(purpose=Purpose.NATIONAL_STANDARD)
    paper = results.cover_letter(source)
    assert next(line.value for line in paper.particulars if line.label == "Địa chỉ") == printed


def test_a_center_is_told_that_nothing_is_petitioned_for() -> None:
    _, source = heading(name="Trung tâm GDTX Quận 7", edition=("tt57_2026_gdtx", "2026-2027", "gdtx"))
    results.petition(source)
    (remark,) = [remark for remark in source.remarks if "không dùng được" in remark]
    assert "cong-van-nop-ho-so" in remark and "Chọn mục đích" not in remark
