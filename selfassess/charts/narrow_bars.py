"""Both kinds of bars for a phone: each name above its bar, over the whole width."""

from __future__ import annotations

from collections.abc import Iterable

from selfassess.charts import level_bars, score_bars
from selfassess.charts.bars import CHIP, SIZE, Row, beside, chip, legend
from selfassess.charts.drawing import Operation, Path
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import box, high, stacked, wrapped
from selfassess.charts.palette import INK, MUTED, PAPER
from selfassess.language import Translator
from selfassess.report.charts import LevelBars, ScoreBar, ScoreBars
from selfassess.typefaces import width as text_width

_SCORE_BAND, _STAGE_BAND, _LEVEL_BAND = 18.0, 18.0, 22.0
_BETWEEN = 9.0
_SCORE_HEAD = 16.0
_VALUE = 24.0
_INSET = 22.0
"""Half of a level's name, which is centred on its line."""


def score_bars_below(content: ScoreBars, words: Translator, width: float) -> tuple[Frame, tuple[Operation, ...]]:
    """Bars of scores; the stage, and the one that is backed, stand in a line below each."""
    staged = bool(content.stage_names)
    names = [wrapped(bar.label, SIZE, width) for bar in content.bars]
    placed = rows_below(names, _SCORE_BAND, _STAGE_BAND if staged else 0.0, _SCORE_HEAD)
    bottom = placed[-1].top + placed[-1].height + (_STAGE_BAND if staged else 0)
    left, right = 4.0, width - _VALUE
    ticks = tuple((tick, words.number(tick)) for tick in (0, 25, 50, 75, 100))
    operations: list[Operation] = []
    for bar, row in zip(content.bars, placed, strict=True):
        operations += name_above(row, width)
        operations += score_bars.bar_of(bar, row, words, (left, right))
        if staged:
            operations += _stages(bar, content.stage_names, row.top + row.height + _STAGE_BAND / 2, words, width)
    entries, foot = legend(score_bars.entries(content, words), bottom + 8, width)
    frame = Frame(
        kind="linear",
        width=width,
        height=round(foot, 2),
        left=left,
        top=_SCORE_HEAD,
        right=right,
        bottom=bottom,
        maximum=100,
        ticks=ticks,
    )
    return frame, (*operations, *entries)


def level_bars_below(content: LevelBars, words: Translator, width: float) -> tuple[Frame, tuple[Operation, ...]]:
    """Bars of levels; level 0 stands on the axis."""
    plot = (_INSET, width - _INSET)
    heads, top = level_bars.heads_of(content.level_names, plot)
    placed = rows_below([wrapped(bar.label, SIZE, width) for bar in content.bars], _LEVEL_BAND, 0.0, top)
    frame, bars = level_bars.in_rows(content, words, width, plot, placed, top=top, labels=heads)
    names = [operation for row in placed for operation in name_above(row, width)]
    return frame, (*names, *bars)


def rows_below(names: Iterable[tuple[str, ...]], band: float, below: float, top: float) -> list[Row]:
    """For each name its lines and the band of its bar under them; `below` is kept free under the band."""
    found = []
    for lines in names:
        top += _BETWEEN + high(lines, SIZE)
        found.append(Row(lines, top, band))
        top += band + below
    return found


def name_above(row: Row, width: float) -> tuple[Operation, ...]:
    """The name above the band, on paper, so that no line of the grid runs through it."""
    tall = high(row.lines, SIZE)
    paper = Path(steps=box(0, row.top - tall - 1, width, tall + 1), fill=PAPER)
    return paper, *stacked(row.lines, 0, row.top - tall, SIZE)


def _stages(
    bar: ScoreBar, names: tuple[str, ...], middle: float, words: Translator, width: float
) -> tuple[Operation, ...]:
    """The stage with its name, then the one that is backed with its own."""
    if bar.stage is None:
        return beside(words("No stage"), 0, middle, width, colour=MUTED)
    paper = Path(steps=box(0, middle - CHIP / 2 - 1, width, CHIP + 2), fill=PAPER)
    half = width * 0.34
    found: list[Operation] = [paper, *chip(bar.stage, len(names), 0, middle)]
    found += beside(names[bar.stage], CHIP + 5, middle, half - CHIP - 8, colour=INK)
    if bar.supported_stage is None:
        return tuple(found)
    said = words("evidence")
    x = half + text_width(said, SIZE) + 5
    found += beside(said, half, middle, width, colour=MUTED)
    found += chip(bar.supported_stage, len(names), x, middle)
    return (*found, *beside(names[bar.supported_stage], x + CHIP + 5, middle, width - x - CHIP - 5, colour=INK))
