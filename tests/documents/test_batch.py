"""Batches: resumable, one failure isolated, nothing written by hand lost (cases 27, 37; wishes 11, 21)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kdcl_xl.documents.batch import JOURNAL, Outcome, Paper, Piece, run


class Office:
    """Sources in memory, a folder, and how often each document was printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = {"a": b"A", "b": b"B", "c": b"C"}
        self.places = {key: f"{key}.docx" for key in self.sources}
        self.printed: list[str] = []

    def run(self, progress: Callable[[int, int, str], None] | None = None) -> Outcome:
        pieces = [
            Piece(key, lambda key=key: str(self.sources[key]), lambda key=key: self._papers(key))
            for key in self.sources
        ]  # type: ignore[misc]
        return run(
            pieces, self.folder, save=self._save, explain=self._explain, total=len(pieces), progress=progress
        )

    def _papers(self, key: str) -> list[Paper]:
        if self.sources[key] == b"hong":
            raise ValueError("hỏng")
        return [Paper(self.places[key], lambda: self._print(key))]

    def _print(self, key: str) -> bytes:
        self.printed.append(key)
        return self.sources[key] * 10

    def _save(self, path: Path, data: bytes) -> tuple[Path, list[str]]:
        path.with_suffix(".bak").write_bytes(path.read_bytes())
        path.write_bytes(data)
        return path, ["giữ bản cũ"]

    def _explain(self, error: Exception) -> str | None:
        return str(error) if isinstance(error, ValueError) else None


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "ra")


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_what_is_done_and_unchanged_is_not_done_again(office: Office) -> None:
    first = office.run()
    assert names(first.written) == ["a.docx", "b.docx", "c.docx"]
    office.sources["b"] = b"B2"
    second = office.run()
    assert office.printed == ["a", "b", "c", "b"]
    assert (names(second.written), names(second.kept)) == (["b.docx"], ["a.docx", "c.docx"])
    assert (office.folder / "b.docx").read_bytes() == b"B2" * 10
    assert second.remarks == []  # our own earlier version, untouched, needs no copy
    assert names(second.order) == ["a.docx", "b.docx", "c.docx"]


def test_one_failure_stops_nothing_else_and_is_tried_again(office: Office) -> None:
    office.sources["b"] = b"hong"
    first = office.run()
    assert first.failed == {"b": "hỏng"}
    assert names(first.written) == ["a.docx", "c.docx"]
    office.sources["b"] = b"B"
    second = office.run()
    assert (second.failed, names(second.written)) == ({}, ["b.docx"])


def test_what_is_not_explained_stops_the_batch_and_keeps_what_is_done(office: Office) -> None:
    office.sources["b"] = b"hong"
    office._explain = lambda error: None  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="hỏng"):
        office.run()
    office.sources["b"] = b"B"
    assert names(office.run().kept) == ["a.docx"]


def test_a_run_that_was_stopped_goes_on_where_it_was(office: Office) -> None:
    def stop(_done: int, _total: int, name: str) -> None:
        if name == "c":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.run(stop)
    assert names(office.run().written) == ["c.docx"]
    assert office.printed == ["a", "b", "c"]


def test_a_journal_cut_off_in_the_middle_of_a_line_costs_that_piece_only(office: Office) -> None:
    office.run()
    journal = office.folder / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-10])
    outcome = office.run()
    assert names(outcome.kept) == ["a.docx", "b.docx", "c.docx"]  # c was printed again and was the same
    assert office.printed == ["a", "b", "c", "c"]
    assert names(office.run().kept) == ["a.docx", "b.docx", "c.docx"]
    assert office.printed == ["a", "b", "c", "c"]


def test_a_document_edited_by_hand_stays_while_its_source_is_unchanged(office: Office) -> None:
    office.run()
    edited = office.folder / "b.docx"
    edited.write_bytes(b"da sua")
    outcome = office.run()
    assert (names(outcome.edited), edited.read_bytes()) == (["b.docx"], b"da sua")


def test_a_document_edited_by_hand_is_kept_as_a_copy_when_its_source_changes(office: Office) -> None:
    office.run()
    edited = office.folder / "b.docx"
    edited.write_bytes(b"da sua")
    office.sources["b"] = b"B3"
    outcome = office.run()
    assert edited.read_bytes() == b"B3" * 10
    assert edited.with_suffix(".bak").read_bytes() == b"da sua"
    assert outcome.remarks == ["giữ bản cũ"]


def test_a_missing_or_empty_document_is_made_again(office: Office) -> None:
    office.run()
    (office.folder / "a.docx").unlink()
    (office.folder / "b.docx").write_bytes(b"")
    assert names(office.run().written) == ["a.docx", "b.docx"]


def test_two_sources_of_one_name_do_not_overwrite_each_other(office: Office) -> None:
    office.places = dict.fromkeys(office.sources, "cung-ten.docx")
    expected = ["cung-ten.docx", "cung-ten-2.docx", "cung-ten-3.docx"]
    assert names(office.run().written) == expected
    assert names(office.run().kept) == expected
    assert (office.folder / "cung-ten-3.docx").read_bytes() == b"C" * 10


def test_two_sources_of_one_name_are_both_named(office: Office) -> None:
    """… whether the papers were made now or in an earlier run."""
    office.places = dict.fromkeys(office.sources, "cung-ten.docx")
    first, second, third = office.sources
    for said in (office.run().said, office.run().said):
        assert said[first] == []
        assert [f"“{first}”" in remark and f"“{second}”" in remark for remark in said[second]] == [True]
        assert "“cung-ten-3.docx”" in said[third][0]


def test_no_temporary_file_stays(office: Office) -> None:
    office.run()
    assert {path.name for path in office.folder.iterdir()} == {JOURNAL, "a.docx", "b.docx", "c.docx"}
