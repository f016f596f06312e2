"""Bars of scores: one a section, with the range it could still be in, its stage and what its evidence backs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from selfassess.charts.bars import CHIP, SIZE, Row, Sample, beside, chip, legend, names, rows
from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import box, marker, polyline
from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER
from selfassess.language import Translator
from selfassess.report.charts import ScoreBar, ScoreBars
from selfassess.typefaces import width as text_width

_BAR = 10.0
_HEAD = 30.0
_VALUE = 30.0
"""Room beside the plot for the figure of a full bar."""


def lay_out(content: ScoreBars, words: Translator, width: float) -> tuple[Frame, tuple[Operation, ...]]:
    """The frame and the bars over it."""
    staged = bool(content.stage_names)
    supported = any(bar.supported_stage is not None for bar in content.bars)
    columns = staged + (staged and supported)
    column = width * 0.155
    left = width * 0.31 if staged else width * 0.36
    right = width - columns * column - _VALUE
    placed = rows(tuple(bar.label for bar in content.bars), left - 14, _HEAD)
    bottom = placed[-1].top + placed[-1].height
    explained, foot = legend(entries(content, words), bottom + 8, width)
    places = [right + _VALUE + at * column for at in range(columns)]
    heads = [words("Stage"), words("Backed by evidence")]
    frame = Frame(
        kind="linear",
        width=width,
        height=round(foot, 2),
        left=left,
        top=_HEAD,
        right=right,
        bottom=bottom,
        maximum=100,
        ticks=tuple((tick, words.number(tick)) for tick in (0, 25, 50, 75, 100)),
        labels=(*names(placed), *_heads(heads, places, column)),
    )
    operations: list[Operation] = []
    for bar, row in zip(content.bars, placed, strict=True):
        operations += bar_of(bar, row, words, (left, right))
        for stage, x in zip((bar.stage, bar.supported_stage), places, strict=False):
            operations += _stage(stage, content.stage_names, x, row, column)
    return frame, (*operations, *explained)


def _heads(heads: list[str], places: list[float], column: float) -> tuple[Label, ...]:
    return tuple(
        label
        for text, x in zip(heads, places, strict=False)
        for label in beside(text, x, _HEAD - 13, column - 4, colour=MUTED)
    )


def bar_of(bar: ScoreBar, row: Row, words: Translator, plot: tuple[float, float]) -> tuple[Operation, ...]:
    """One bar in its row, with range, figure and the earlier score; `plot` is where 0 and 100 are."""
    left, right = plot

    def at(score: Fraction) -> float:
        return left + (right - left) * float(score) / 100

    operations: list[Operation] = []
    ends = [left]
    starts = [at(value) - 5 for value in (bar.low, bar.earlier, bar.target) if value is not None]
    if bar.score is not None:
        steps = box(left, row.middle - _BAR / 2, at(bar.score) - left, _BAR)
        operations.append(Path(steps=steps, fill=ACCENT))
        ends.append(at(bar.score))
    if bar.low is not None and bar.high is not None and bar.low != bar.high:
        below = 0.0 if bar.score is None else _BAR / 2 + 4.5  # under its bar, so that neither hides the other
        operations += _whiskers(at(bar.low), at(bar.high), row.middle + below)
        if bar.score is None:
            ends.append(at(bar.high))
    if bar.target is not None:
        operations += _target(at(bar.target), row.middle)
    if bar.earlier is not None:
        operations.append(marker("diamond", (at(bar.earlier), row.middle), INK, hollow=True))
        ends.append(at(bar.earlier) + 4)
    figure = _figure(bar, words, max(ends) + 5, min(starts, default=right), row.middle, plot)
    if bar.target is not None:
        taken = left if bar.earlier is None else at(bar.earlier) + 6
        figure = _clear_of_target(figure, at(bar.target), end=max(ends[:2]), taken=taken)
    return (*operations, figure)


def _clear_of_target(figure: Label, target: float, *, end: float, taken: float) -> Label:
    """The figure where the mark of the target does not cross it: at the end of its bar, inside, else beyond the mark.

    Beyond it, it could be read as the figure of the target. The bar ends at `end` and is free from `taken` on.
    """
    wide = text_width(figure.text, figure.size, figure.weight == "bold")
    if not figure.x - 5 <= target <= figure.x + wide + 4:
        return figure
    if figure.weight == "bold" and end - wide - 8 > taken:
        return replace(figure, x=min(end, target - 4) - 4, anchor="end", colour=PAPER)
    return replace(figure, x=target + 6)


def _figure(
    bar: ScoreBar, words: Translator, x: float, before: float, middle: float, plot: tuple[float, float]
) -> Label:
    """The score in bold at `x`, or the words that there is none: before the range, else after it, else under it."""
    y = middle + SIZE * 0.36
    if bar.score is not None:
        return Label(text=words.number(bar.score), x=x, y=y, size=SIZE, weight="bold")
    text = words("No score")
    if plot[0] + 5 + text_width(text, SIZE) < before:
        x = plot[0] + 5
    elif x + text_width(text, SIZE) > plot[1] + _VALUE - 2:
        x, y = plot[0] + 5, middle + SIZE + 3
    return Label(text=text, x=x, y=y, size=SIZE, colour=MUTED)


def _whiskers(low: float, high: float, middle: float) -> tuple[Path, ...]:
    """A line from low to high with caps."""
    steps = (
        *polyline([(low, middle), (high, middle)]),
        *polyline([(low, middle - 2.8), (low, middle + 2.8)]),
        *polyline([(high, middle - 2.8), (high, middle + 2.8)]),
    )
    return (Path(steps=steps, stroke=INK, width=1.0),)


def _target(x: float, middle: float, half: float = 9.0) -> tuple[Path, ...]:
    """An upright, taller than the bar, with a foot on either end: seen on the bar and beside it, on paper too."""
    upright = polyline([(x, middle - half), (x, middle + half)])
    feet = [polyline([(x - 2.6, middle + end), (x + 2.6, middle + end)]) for end in (-half, half)]
    steps = (*upright, *feet[0], *feet[1])
    # Paper below it, so that it stands out from the bar.
    return Path(steps=upright, stroke=PAPER, width=4.2), Path(steps=steps, stroke=INK, width=1.8)


def _stage(stage: int | None, stage_names: tuple[str, ...], x: float, row: Row, column: float) -> tuple[Operation, ...]:
    if stage is None:
        return (Label(text="–", x=x + CHIP / 2, y=row.middle + SIZE * 0.36, size=SIZE, anchor="middle", colour=MUTED),)
    text = beside(stage_names[stage], x + CHIP + 5, row.middle, column - CHIP - 8, colour=INK)
    return (*chip(stage, len(stage_names), x, row.middle), *text)


def entries(content: ScoreBars, words: Translator) -> list[tuple[Sample, str]]:
    """What the legend explains."""
    found: list[tuple[Sample, str]] = [
        (lambda x, y: (Path(steps=box(x, y - 4, 20, 8), fill=ACCENT),), words("Score, 0 to 100"))
    ]
    if any(bar.low != bar.high for bar in content.bars):
        found.append((lambda x, y: _whiskers(x, x + 20, y), words("What it could still be")))
    if content.earlier_name is not None:
        found.append((lambda x, y: (marker("diamond", (x + 10, y), INK, hollow=True),), content.earlier_name))
    if any(bar.target is not None for bar in content.bars):
        found.append((lambda x, y: _target(x + 10, y, 6), content.target_name or words("Target")))
    return found
