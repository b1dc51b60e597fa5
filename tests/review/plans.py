"""Every plan of the tests by file name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.review import (
    plans_cut,
    plans_cut_text,
    plans_excel,
    plans_lists,
    plans_more_excel,
    plans_more_text,
    plans_more_word,
    plans_offices,
    plans_offices_text,
    plans_text,
    plans_word,
)

GOLDEN = Path(__file__).parent / "golden"
PLANS: dict[str, Callable[[], bytes]] = {
    "hai-dong-tieu-de.docx": plans_word.two_row_header,
    "cot-ngay.docx": plans_word.date_columns,
    "thoi-han.docx": plans_word.deadlines,
    "hai-bang.docx": plans_word.two_tables,
    "theo-cap-hoc.docx": plans_word.by_level,
    "ngat-trang.docx": plans_word.cut_by_page,
    "cot-thang.docx": plans_word.month_matrix,
    "theo-thang.docx": plans_word.by_month,
    "moi-o-mot-dong.txt": plans_text.cells_on_lines,
    "mat-o-trong.txt": plans_text.bare_lines,
    "dau-tab.txt": plans_text.tabs,
    "dau-cach.txt": plans_text.spaces,
    "gach-dung.txt": plans_text.markdown,
    "dau-cham-phay.txt": plans_text.separated,
    "phong-cu.txt": plans_text.legacy,
    "dau-roi.txt": plans_text.hybrid,
    "co-tieu-de.xlsx": plans_excel.with_heading,
    "moi-cap-mot-trang.xlsx": plans_excel.sheets_by_level,
    "hai-bang-mot-trang.xlsx": plans_excel.stacked,
    "tu-ngay-den-ngay.xlsx": plans_excel.from_until,
    "cap-do-muc-do.xlsx": plans_excel.levels_below,
    "dot.txt": plans_text.rounds,
    "loi-van-theo-thang.txt": plans_lists.by_month_in_prose,
    "moi-truong-mot-dong.txt": plans_lists.one_line_a_school,
    "danh-sach-theo-thang.docx": plans_lists.months_as_headings,
    "ten-theo-cap-hoc.txt": plans_lists.levels_with_names,
    "mot-cau.txt": plans_lists.one_sentence,
    "nhu-tren.txt": plans_more_text.ditto,
    "cum-va-trang.txt": plans_more_text.groups_and_pages,
    "so-bang-chu.txt": plans_more_text.counts_in_words,
    "hai-truong-mot-o.txt": plans_more_text.two_in_one_cell,
    "cach-ghi.txt": plans_more_text.spellings,
    "han-va-vien-dan.txt": plans_more_text.dates_out_of_order,
    "chay-lien.txt": plans_more_text.run_together,
    "dong-trong.txt": plans_more_text.blank_line_between,
    "hai-dong-mot-truong.docx": plans_more_word.two_rows_a_school,
    "dau-tich.docx": plans_more_word.signs,
    "o-chu.docx": plans_more_word.boxes,
    "cot-cap-do.docx": plans_more_word.levels_ticked,
    "nhieu-bang.docx": plans_more_word.many_tables,
    "phong-vni.docx": plans_more_word.old_font,
    "thu-tu-khac.docx": plans_more_word.wide,
    "nhieu-truong-mot-o.docx": plans_more_word.cells_with_several,
    "lap-tieu-de.docx": plans_more_word.header_repeated,
    "cot-thang-la-ngay.xlsx": plans_more_excel.dated_columns,
    "nhieu-trang.xlsx": plans_more_excel.many_sheets,
    "khong-so-thu-tu.xlsx": plans_more_excel.without_number_column,
    "bang-nam-ngang.docx": plans_offices.on_its_side,
    "hai-bang-canh-nhau.docx": plans_offices.side_by_side,
    "cap-hoc-la-cot.docx": plans_offices.calendar_by_level,
    "cong-va-ghi-chu.docx": plans_offices.sums_and_remarks,
    "nhom-co-so-luong.docx": plans_offices.counted_groups,
    "phuong-va-cap-hoc.docx": plans_offices.units_and_levels,
    "cot-don-vi.docx": plans_offices.unit_column,
    "lo-trinh.docx": plans_offices.roadmap,
    "tuan-duoi-thang.docx": plans_offices.weeks_under_months,
    "mot-thang-chung.docx": plans_offices.time_over_all,
    "ten-nhieu-dong.docx": plans_offices.wrapped_names,
    "gach-ngang.docx": plans_offices.struck_row,
    "danh-so-theo-cap.docx": plans_offices.numbers_within_levels,
    "tieu-de-in-hoa.docx": plans_offices.headers_in_capitals,
    "de-nghi-o-dau-bang.docx": plans_offices.purposes_in_captions,
    "ten-danh-nhan.txt": plans_offices_text.names_of_people,
    "khoi-mot-truong.txt": plans_offices_text.blocks,
    "ten-tran.txt": plans_offices_text.bare_names,
    "tieu-de-hai-dong.txt": plans_offices_text.header_of_two_lines,
    "so-gach-cheo.txt": plans_offices_text.spaces_and_slashes,
    "chay-lien-cap-hoc.txt": plans_offices_text.levels_run_together,
    "so-mot-trong-thang.xlsx": plans_offices_text.ones_in_months,
    "thang-la-trang.xlsx": plans_offices_text.months_as_sheets,
    "cat-o-dau-cap-hoc.docx": plans_cut.below_a_level,
    "cat-khac-so-cot.docx": plans_cut.with_fewer_columns,
    "phuong-danh-so.docx": plans_cut.numbered_units,
    "cong-tung-phan.docx": plans_cut.sums_of_parts,
    "o-vuong.docx": plans_cut.ticked_boxes,
    "danh-so-trong-o.docx": plans_cut.lists_with_numbers,
    "so-truoc-ten.docx": plans_cut.number_and_name,
    "cot-truong-theo-cap.docx": plans_cut.levels_called_schools,
    "so-luong-trong-o.docx": plans_cut.counted_in_cells,
    "nhan-su-sau-lich.docx": plans_cut.people_below,
    "nam-la-cot.docx": plans_cut.years_as_columns,
    "viec-sau-lich.txt": plans_cut_text.tasks_below,
    "nhieu-viec-mot-o.docx": plans_cut.several_times_in_a_cell,
    "chay-lien-hai-dong.txt": plans_cut_text.run_together_on_two_lines,
    "dau-thoat.txt": plans_cut_text.bars_with_escapes,
    "loai-hinh.docx": plans_cut.owners_between,
    "thang-tren-dong.txt": plans_cut_text.months_on_lines,
    "moi-cap-mot-khoi.xlsx": plans_cut_text.blocks_of_levels,
    "thang-giua-dong.txt": plans_cut_text.months_between_tabs,
    "ban-ghi-nhieu-dong.txt": plans_cut_text.records_over_lines,
    "nhom-tren-dong.txt": plans_cut_text.groups_on_lines,
    "thoi-gian-hai-dong.txt": plans_cut_text.times_on_two_lines,
    "ten-hai-dong.txt": plans_cut_text.names_on_two_lines,
    "cot-trong-o-giua.xlsx": plans_cut_text.open_column_between,
    "thang-gop.xlsx": plans_cut_text.months_below_one_header,
    "nhom-sau-dong-trong.xlsx": plans_cut_text.group_below_blank_rows,
}


def written(name: str, folder: Path) -> Path:
    """The plan as a file in a folder."""
    path = folder / name
    path.write_bytes(PLANS[name]())
    return path


def main() -> None:
    """Write the golden files anew: to be read line by line before they are committed."""
    import json
    import tempfile

    from kdcl_xl.review.schedule import read_schedule

    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in PLANS:
            found = read_schedule(written(name, Path(folder)), lead_days=45).as_json()
            text = json.dumps(found, ensure_ascii=False, indent=1)
            (GOLDEN / f"{name}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
