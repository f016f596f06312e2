"""CSV files are read whatever program wrote them, and rows are numbered as spreadsheets number them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.interchange.csv_text import Unpaired, csv_bytes, records_of, text_of
from selfassess.language.spreadsheet import harmless


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    assert text_of("Siân’s action".encode(encoding)) == "Siân’s action"


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", b"a\0b", b"\xff\xfea", b"\xef\xbb\xbf\xff", b"\x81\x8d"])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert text_of(data) is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(separator: str) -> None:
    (head, row), unpaired = records_of(f"action{separator}due\nDo it{separator}\n")
    assert (head.cells, row.cells, unpaired) == (("action", "due"), ("Do it", ""), None)


def test_rows_are_counted_with_empty_ones_and_lines_with_line_ends_in_cells() -> None:
    records, _ = records_of('sep=,\naction\n\n"two\nlines"\n,\nlast\n')
    assert [(one.line, one.row, one.cells[0]) for one in records] == [(2, 1, "action"), (4, 3, "two\nlines"),
                                                                     (7, 5, "last")]  # fmt: skip


def test_a_quotation_mark_too_many_stops_the_reading_there() -> None:
    records, unpaired = records_of('action\nfine\n"bro"ken\nnever read\n')
    assert [one.cells[0] for one in records] == ["action", "fine"]
    assert unpaired == Unpaired(line=3, row=3)


def test_nothing_gives_no_records() -> None:
    assert records_of("\ufeff \n") == ((), None)


@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip), min_size=1, max_size=4))
def test_every_row_comes_back_from_what_is_written(cells: list[str]) -> None:
    text = text_of(csv_bytes([["first", *cells]]))
    assert text is not None
    (row,), _ = records_of(text)
    assert [cell.strip() for cell in row.cells] == [harmless(cell).strip() for cell in ["first", *cells]]
