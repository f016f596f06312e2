"""Counts under heads: every count has its figure, place says which head, and nothing is cut or collides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selfassess.charts import Drawing, Label, Path, draw
from selfassess.charts.palette import ACCENT, MUTED, PAPER, level_colours
from selfassess.language import Translator
from selfassess.report.charts import CountColumns, CountRow
from selfassess.typefaces import width as text_width

WIDTHS = (480, 240)
LEVELS = ("Not started", "Exploring", "Developing", "Embedding", "Sustaining")
WITHHELD = "withheld: fewer than 5 organisations"


def chart(*counts: tuple[int, ...] | None, heads: tuple[str, ...] = LEVELS, levels: bool = True) -> CountColumns:
    rows = tuple(
        CountRow(label=f"{at}. Wellbeing at work and compassionate leadership", counts=those,
                 note="" if those else WITHHELD)
        for at, those in enumerate(counts, 1)
    )  # fmt: skip
    return CountColumns(heads=heads, rows=rows, levels=levels)


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.operations if isinstance(one, Label)]


def bars(drawing: Drawing, colour: str) -> list[float]:
    """How wide the bars of a colour are; a chip is as high as it is wide, a bar is not."""
    found = []
    for one in drawing.operations:
        if isinstance(one, Path) and one.fill == colour:
            xs, ys = ([step[at] for step in one.steps if len(step) > 2] for at in (1, 2))
            wide, tall = max(xs) - min(xs), max(ys) - min(ys)  # type: ignore[type-var, operator]  # numbers
            found += [wide] if abs(wide - tall) > 0.01 else []
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_every_count_stands_beside_its_bar_also_none(words: Translator, width: int) -> None:
    drawing = draw(chart((0, 3, 12, 7, 1), (2, 0, 0, 0, 0)), words, width)
    for count in ("0", "3", "12", "7", "1", "2"):
        assert count in texts(drawing)
    assert texts(drawing).count("0") == 5 + 1  # and the digit of the level
    for name in LEVELS:
        assert name.split()[0] in " ".join(texts(drawing))


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_counts_ask_on_one_scale_for_all_rows(words: Translator, width: int) -> None:
    drawing = draw(chart((0, 10, 20, 0, 0), (0, 40, 0, 0, 0)), words, width)
    short, long = bars(drawing, level_colours(5)[1])
    (between,) = bars(drawing, level_colours(5)[2])
    assert long == pytest.approx(4 * short) == pytest.approx(2 * between)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_withheld_is_said_on_paper_in_place_of_the_bars(words: Translator, width: int) -> None:
    drawing = draw(chart((0, 1, 2, 0, 0), None), words, width)
    said = next(one for one in drawing.operations if isinstance(one, Label) and one.text == WITHHELD)
    assert said.colour == MUTED
    assert any(isinstance(one, Path) and one.fill == PAPER for one in drawing.operations)


def test_heads_that_are_no_levels_have_the_accent_and_no_digits(words: Translator) -> None:
    drawing = draw(chart((1, 2, 3), heads=("Higher", "The same", "Lower"), levels=False), words)
    assert len(bars(drawing, ACCENT)) == 3
    assert texts(drawing).count("0") == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("levels", [3, 7])
def test_no_text_leaves_the_drawing_with_any_scale_and_many_organisations(
    words: Translator, width: int, levels: int
) -> None:
    content = chart(tuple(1000 - at for at in range(levels)), None, heads=("Rehabilitation and resettlement",) * levels)
    drawing = draw(content, words, width)
    for label in drawing.operations:
        if isinstance(label, Label):
            wide = text_width(label.text, label.size, label.weight == "bold")
            left = label.x - (wide / 2 if label.anchor == "middle" else 0)
            assert left >= -0.6, label
            assert left + wide <= drawing.width + 0.6, label


def test_all_counts_none_or_no_row_at_all(words: Translator) -> None:
    assert texts(draw(chart((0, 0, 0, 0, 0)), words)).count("0") == 5 + 1
    assert WITHHELD in texts(draw(chart(None), words))
    with pytest.raises(ValueError, match="without rows"):
        draw(replace(chart(None), rows=()), words)
