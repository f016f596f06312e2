"""Texts in the cells of a CSV file are no formulas, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.language.spreadsheet import CUT, LONGEST, as_meant, harmless, in_workbook


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n=", "＝", "＋", "－", "＠", "  =", '"=', "'="])
def test_a_cell_that_a_spreadsheet_would_run_gets_a_quote_in_front(start: str) -> None:
    assert harmless(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "2", "a=b", "Not -1", "1. = 2", "“=”", "'tis"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert as_meant(text) == text


@given(text=st.text(alphabet=st.sampled_from("'=+ \"a")) | st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "=1+1"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("_x0041_ _xyz_", "_x005F_x0041_ _xyz_"),
        ("a\x00\ud800\ufffe", "a\ufffd\ufffd\ufffd"),
        ("é" * LONGEST, "é" * LONGEST),
    ],
)
def test_a_workbook_keeps_a_text_in_its_way(text: str, written: str) -> None:
    assert in_workbook(text) == written


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_that_is_too_long_for_a_cell_is_cut_between_two_letters_and_says_so(letter: str) -> None:
    found = in_workbook(letter * (LONGEST + 1))
    assert found == letter * found.count(letter) + CUT
    assert LONGEST - 1 <= len(found.encode("utf-16-le")) // 2 <= LONGEST
