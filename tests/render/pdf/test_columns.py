"""How wide the columns of a table are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from selfassess.language import Translator
from selfassess.render.pdf.columns import BETWEEN, places
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.styles import CELL, HEAD_CELL, LEFT, RIGHT
from selfassess.render.pdf.text import lines
from selfassess.report.blocks import Column

SETTING = Setting(words=Translator(), levels=5, frames=None)
SECTION = "3. Wellbeing at work and compassionate leadership"


def widths(columns: tuple[Column, ...], *rows: tuple[str, ...]) -> list[float]:
    found = places(columns, rows, SETTING)
    assert found[0][0] == LEFT
    assert found[-1][1] == pytest.approx(RIGHT)
    assert all(after[0] - before[1] == pytest.approx(BETWEEN) for before, after in pairwise(found))
    return [right - left for left, right in found]


def count(text: str, wide: float) -> int:
    return len(lines(text, CELL, wide))


def test_nothing_breaks_where_everything_has_room() -> None:
    columns = (Column(title="Section"), Column(title="2025", kind="number"), Column(title="Change", kind="number"))
    name, *_ = widths(columns, (SECTION, "41.7", "+20.8"))
    assert count(SECTION, name) == 1


def test_a_short_column_is_as_wide_as_its_cells_where_a_long_one_breaks() -> None:
    columns = (Column(title="Section", width=5), Column(title="Range", width=2), Column(title="What was said", width=9))
    _, between, _ = widths(columns, (SECTION, "between 46 and 63", "word " * 200))
    assert count("between 46 and 63", between) == 1


def test_a_sentence_among_figures_takes_two_lines_at_the_most() -> None:
    columns = (Column(title="Section"), Column(title="Score", kind="number"), Column(title="Why", width=9))
    _, score, _ = widths(columns, (SECTION, "Not enough answers to score", "word " * 200))
    assert count("Not enough answers to score", score) <= 2


def test_no_figure_breaks_and_no_title_between_its_letters() -> None:
    columns = tuple(Column(title=title, kind="number") for title in ("Organisations", "Median", "Quartile"))
    rows = [("1,234,567", "12.5", "99.9")]
    for wide, column, cell in zip(widths((*columns, Column(title="Words", width=20)), (*rows[0], "word " * 300)),
                                  columns, rows[0], strict=False):  # fmt: skip
        assert count(cell, wide) == 1
        assert len(lines(column.title, HEAD_CELL, wide)) == 1


def test_twenty_columns_of_any_words_share_the_page() -> None:
    columns = tuple(Column(title=f"A long title {at}", width=at + 1) for at in range(20))
    assert min(widths(columns, ("unbreakable" * 20,) * 20)) > 10


def test_one_long_cell_among_many_does_not_widen_a_short_column() -> None:
    columns = (Column(title="Figure"), Column(title="Result"), Column(title="How it came about", width=6))
    short, long = ("Score", "62.5", "word " * 200), ("Score", "3.1, 3.2, 3.5 and 3.6", "word " * 200)
    assert count(long[1], widths(columns, *[short] * 9, long)[1]) == 2
    assert count(long[1], widths(columns, *[short] * 2, *[long] * 2)[1]) == 1
