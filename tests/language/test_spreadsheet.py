"""Texts in the cells of a CSV file are no formulas, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.language.spreadsheet import as_meant, harmless


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
