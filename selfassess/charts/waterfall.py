"""The waterfall: from one year's score to another's, one step below the other."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import NamedTuple

from selfassess.charts.bars import SIZE, Row, Sample, legend, names, rows
from selfassess.charts.drawing import Label, Operation, Path, Step
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import box, marker, polyline, wrapped
from selfassess.charts.narrow_bars import name_above, rows_below
from selfassess.charts.palette import ACCENT, INK, PAPER
from selfassess.language import Translator
from selfassess.report.charts import Fall, Waterfall
from selfassess.typefaces import width as text_width

_BAR = 11.0
_HEAD = 18.0
_VALUE = 36.0
"""Room for a figure right of the plot."""
_BAND = 19.0
_WIDTHS = (1, 2, 5, 10, 20, 25)
_MOST_PARTS = 6
_GRACE = 0.35
"""A step is drawn at least this wide to either side, or it could not be seen."""


class _Axis(NamedTuple):
    """The plot between `left` and `right` stands for `least` to `most`, with a line every `each`."""

    left: float
    right: float
    least: int
    most: int
    each: int

    def at(self, score: Fraction) -> float:
        return self.left + (self.right - self.left) * float((score - self.least) / (self.most - self.least))


def lay_out(
    content: Waterfall, words: Translator, width: float, *, narrow: bool = False
) -> tuple[Frame, tuple[Operation, ...]]:
    """A row for each step between the two years. The axis need not begin at 0, so the years are marks and not bars."""
    labels = (content.from_label, *(step.label for step in content.steps), content.to_label)
    left = 6.0 if narrow else width * 0.45
    if narrow:
        placed = tuple(rows_below([wrapped(label, SIZE, width) for label in labels], _BAND, 0.0, _HEAD))
    else:
        placed = rows(labels, left - 16, _HEAD)
    axis = _axis(content, left, width - _VALUE)
    operations: list[Operation] = [*_ties(content, placed, axis)]
    operations += [operation for row in placed if narrow for operation in name_above(row, width)]
    operations += _steps(content, placed, axis)
    bottom = placed[-1].top + placed[-1].height
    explained, foot = legend(_entries(content, words), bottom + 8, width)
    frame = Frame(
        kind="linear",
        width=width,
        height=round(foot, 2),
        left=axis.left,
        top=_HEAD,
        right=axis.right,
        bottom=bottom,
        minimum=axis.least,
        maximum=axis.most,
        ticks=tuple((tick, words.number(tick)) for tick in range(axis.least, axis.most + 1, axis.each)),
        labels=() if narrow else names(placed),
    )
    return frame, (*operations, *_ends(content, words, placed, axis), *explained)


def _axis(content: Waterfall, left: float, right: float) -> _Axis:
    """From below the lowest score on the way to above the highest, in steps of round numbers."""
    stands = [*_stands(content), content.after]
    low, high = min(stands), max(stands)
    each = next(each for each in _WIDTHS if ceil(high / each) - floor(low / each) <= _MOST_PARTS)
    least = floor(low / each) * each
    return _Axis(left, right, least, max(ceil(high / each) * each, least + each), each)


def _stands(content: Waterfall) -> list[Fraction]:
    """Where the score stands before the first step, after it, and so on."""
    return list(accumulate((step.change for step in content.steps), initial=content.before))


def _ties(content: Waterfall, placed: tuple[Row, ...], axis: _Axis) -> list[Path]:
    """A dotted line from where one row ends to where the next begins."""
    return [
        Path(
            steps=polyline([(axis.at(stands), above.middle), (axis.at(stands), below.middle)]),
            stroke=INK,
            width=0.8,
            dash=(1.0, 2.0),
        )
        for stands, (above, below) in zip(_stands(content), pairwise(placed), strict=True)
    ]


def _steps(content: Waterfall, placed: tuple[Row, ...], axis: _Axis) -> list[Operation]:
    between = zip(content.steps, placed[1:-1], pairwise(_stands(content)), strict=True)
    return [
        operation
        for step, row, (start, end) in between
        for operation in _step(step, row, axis.at(start), axis.at(end), axis)
    ]


def _step(step: Fall, row: Row, start: float, end: float, axis: _Axis) -> tuple[Operation, ...]:
    """Filled where the score rose, hollow where it fell, a thin line where it stayed; with its figure."""
    x = max(start, end) + 5
    y = row.middle + SIZE * 0.36
    said = Label(text=step.said, x=x, y=y, size=SIZE)
    if x + text_width(step.said, SIZE) > axis.right + _VALUE - 2:
        said = Label(text=step.said, x=min(start, end) - 5, y=y, size=SIZE, anchor="end")
    if not step.change:
        upright = polyline([(start, row.middle - _BAR / 2), (start, row.middle + _BAR / 2)])
        return Path(steps=upright, stroke=INK, width=1.2), said
    begin, wide = min(start, end) - _GRACE, abs(end - start) + 2 * _GRACE
    steps = box(begin, row.middle - _BAR / 2, wide, _BAR)
    return _bar(steps, rising=step.change > 0), said


def _bar(steps: tuple[Step, ...], *, rising: bool) -> Path:
    if rising:
        return Path(steps=steps, fill=ACCENT)
    return Path(steps=steps, fill=PAPER, stroke=INK, width=1.2, dash=(2.5, 1.5))


def _ends(content: Waterfall, words: Translator, placed: tuple[Row, ...], axis: _Axis) -> list[Operation]:
    """The two years as marks with their scores."""
    found: list[Operation] = []
    for score, row, hollow in ((content.before, placed[0], True), (content.after, placed[-1], False)):
        x, text = axis.at(score), words.number(score, 1)
        fits = x + 9 + text_width(text, SIZE, True) < axis.right + _VALUE
        found += [
            marker(
                "square" if hollow else "circle", (x, row.middle), INK if hollow else ACCENT, hollow=hollow, size=4.2
            ),
            Label(
                text=text,
                x=x + 9 if fits else x - 9,
                y=row.middle + SIZE * 0.36,
                size=SIZE,
                weight="bold",
                anchor="start" if fits else "end",
            ),
        ]
    return found


def _entries(content: Waterfall, words: Translator) -> list[tuple[Sample, str]]:
    """What the legend explains."""
    found: list[tuple[Sample, str]] = []
    if any(step.change > 0 for step in content.steps):
        found.append((lambda x, y: (_bar(box(x, y - 4, 20, 8), rising=True),), words("Raised the score")))
    if any(step.change < 0 for step in content.steps):
        found.append((lambda x, y: (_bar(box(x, y - 4, 20, 8), rising=False),), words("Lowered the score")))
    return found
