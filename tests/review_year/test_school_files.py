"""Rows of one school found in all tables, however its name is spelt."""

from __future__ import annotations

from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_results import DossierReview, Recognised
from kdcl_xl.review_year.school_files import files_of, name_key, school_files
from tests.review_year.books import book


def test_spellings_of_one_school_come_together() -> None:
    submission = book(
        ScheduledVisit(school="MN Mỹ Phước", source="dòng 1"),
        ReviewRegistration(school="Trường Mầm non Mỹ Phước", school_id="079001", source="dòng 1"),
        DossierReview(school_id="079001", school="Mầm non Mỹ Phước (cơ sở 1)"),
    )
    (file,) = school_files(submission)
    assert (file.school_id, file.kind) == ("079001", "Mầm non")
    assert (
        len(file.of(ScheduledVisit)) == len(file.of(ReviewRegistration)) == len(file.of(DossierReview)) == 1
    )
    assert file.first(Recognised) is None


def test_papers_print_the_name_spelt_out() -> None:
    def named(*names: str, school_id: str = "7") -> list[str]:
        rows = [DossierReview(school=name, school_id=school_id) for name in names]
        return [file.name for file in files_of({DossierReview: rows})]

    assert named("TH Võ Thị Sáu", "Trường Tiểu học Võ Thị Sáu") == ["Trường Tiểu học Võ Thị Sáu"]
    assert named("Trường Tiểu học Võ Thị Sáu", "TH Võ Thị Sáu") == ["Trường Tiểu học Võ Thị Sáu"]
    assert named("Trường Mầm non Mỹ Phước", "Trường Mầm non Mỹ Phước (cơ sở 1)") == [
        "Trường Mầm non Mỹ Phước"
    ]
    assert named("Trường THCS Nguyễn Hiền", "Trung học cơ sở Nguyễn Hiền") == ["Trường THCS Nguyễn Hiền"]
    assert named("Trường TH Hòa Bình", "Trường Tiểu học Nguyễn Văn Trỗi") == ["Trường TH Hòa Bình"]


def test_one_name_in_two_levels_or_two_units_is_two_schools() -> None:
    levels = files_of(
        {ScheduledVisit: [ScheduledVisit(school="TH Kim Đồng"), ScheduledVisit(school="THCS Kim Đồng")]}
    )
    assert [file.kind for file in levels] == ["Tiểu học", "THCS"]
    units = files_of(
        {
            ScheduledVisit: [
                ScheduledVisit(school="MN Hoa Sen", office="UBND xã Bến Sậy"),
                ScheduledVisit(school="MN Hoa Sen", office="UBND xã Cồn Nổi"),
            ]
        }
    )
    assert [file.office for file in units] == ["UBND xã Bến Sậy", "UBND xã Cồn Nổi"]


def test_one_name_with_two_codes_is_two_schools() -> None:
    files = files_of(
        {ReviewRegistration: [ReviewRegistration(school="MN Hoa Sen", school_id=code) for code in ("1", "2")]}
    )
    assert [file.school_id for file in files] == ["1", "2"]


def test_a_code_learnt_later_joins_what_had_only_a_name() -> None:
    files = files_of(
        {
            ScheduledVisit: [ScheduledVisit(school="THCS Nguyễn Hiền")],
            Recognised: [Recognised(school="Trường THCS Nguyễn Hiền", school_id="7", certificate="CQG")],
            DossierReview: [DossierReview(school_id="7")],
        }
    )
    assert [(file.school_id, sorted(table.__name__ for table in file.rows)) for file in files] == [
        ("7", ["DossierReview", "Recognised", "ScheduledVisit"])
    ]


def test_a_row_that_names_no_school_belongs_to_none() -> None:
    assert files_of({DossierReview: [DossierReview(note="chưa rõ")]}) == []


def test_the_kind_column_tells_what_the_name_does_not() -> None:
    assert name_key("Hoa Sen", "Mầm non") == name_key("Trường Mầm non Hoa Sen")
    assert name_key("Hoa Sen") != name_key("Trường Mầm non Hoa Sen")


def test_a_row_without_its_unit_is_of_the_only_school_of_its_name() -> None:
    files = files_of(
        {
            ScheduledVisit: [ScheduledVisit(school="MN Hoa Sen")],
            ReviewRegistration: [
                ReviewRegistration(
                    school_id="1", school="Trường Mầm non Hoa Sen", office="UBND phường Tân Mỹ"
                )
            ],
        }
    )
    assert [(file.school_id, file.office, len(file.rows)) for file in files] == [
        ("1", "UBND phường Tân Mỹ", 2)
    ]


def test_a_row_that_could_be_of_two_schools_is_of_neither() -> None:
    registered = [
        ReviewRegistration(school_id=code, school="Trường Mầm non Hoa Sen", office=office)
        for code, office in (("1", "UBND phường Tân Mỹ"), ("2", "UBND phường Phú Thuận"))
    ]
    files = files_of(
        {
            ScheduledVisit: [ScheduledVisit(school="MN Hoa Sen"), ScheduledVisit(school="Mầm non Hoa sen")],
            ReviewRegistration: registered,
        }
    )
    assert sorted((file.school_id, len(file.of(ScheduledVisit))) for file in files) == [
        ("", 2),
        ("1", 0),
        ("2", 0),
    ]
