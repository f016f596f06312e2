"""Counts under heads: in each row a bar for each column and its figure, so that place, not colour, says which."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.charts.bars import CHIP, SIZE, Row, beside, chip, names, rows
from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import LEADING, box, stacked, wrapped
from selfassess.charts.narrow_bars import name_above, rows_below
from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER, RULE, level_colours
from selfassess.language import Translator
from selfassess.report.charts import CountColumns, CountRow
from selfassess.typefaces import width as text_width

_HEAD_SIZE = 8.25
_BAR = 11.0
_BAND = 20.0
_INSET = 4.0
"""Between the line of a column and its bars."""
_GRACE = 1.5
"""A bar of the smallest count is at least so wide, or it could not be seen."""


def lay_out(
    content: CountColumns, words: Translator, width: float, *, narrow: bool = False
) -> tuple[Frame, tuple[Operation, ...]]:
    """The columns and the bars in them; on a phone a row's name stands above its bars. ValueError without a row."""
    if not content.rows:
        raise ValueError("a chart without rows shows nothing")
    left = 0.5 if narrow else width * 0.34
    step = (width - 1 - left) / len(content.heads)
    heads, top = _heads(content, left, step)
    labels = [row.label for row in content.rows]
    if narrow:
        placed: Sequence[Row] = rows_below([wrapped(one, SIZE, width) for one in labels], _BAND, 0.0, top)
        named = [operation for row in placed for operation in name_above(row, width)]
        beside_plot: tuple[Label, ...] = ()
    else:
        placed, named = rows(tuple(labels), left - 12, top), []
        beside_plot = names(tuple(placed))
    frame = Frame(
        kind="linear",
        width=width,
        height=round(placed[-1].top + placed[-1].height + 3, 2),
        left=left,
        top=top,
        right=left + step * len(content.heads),
        bottom=placed[-1].top + placed[-1].height,
        maximum=len(content.heads),
        ticks=tuple((at, "") for at in range(len(content.heads) + 1)),
        labels=beside_plot,
    )
    most = max((count for row in content.rows for count in row.counts or ()), default=0)
    room = step - 2 * _INSET - text_width(words.number(most), SIZE, bold=True) - 3
    bars = [
        operation
        for row, place in zip(content.rows, placed, strict=True)
        for operation in _row(content, row, place, words, left=left, step=step, per_one=room / max(most, 1))
    ]
    return frame, (*named, *heads, *bars)


def _heads(content: CountColumns, left: float, step: float) -> tuple[list[Operation], float]:
    """Over each column its head, below the digit of its level where it has one; and where the rows begin."""
    digit = CHIP + 2 if content.levels else 0.0
    broken = [wrapped(head, _HEAD_SIZE, step - _INSET - 1, longest=2) for head in content.heads]
    found: list[Operation] = []
    for at, lines in enumerate(broken):
        x = left + at * step + _INSET
        if content.levels:
            found += chip(at, len(content.heads), x, CHIP / 2)
        found += stacked(lines, x, digit, _HEAD_SIZE, colour=MUTED)
    return found, digit + max(map(len, broken)) * LEADING * _HEAD_SIZE + 5


def _row(
    content: CountColumns,
    row: CountRow,
    place: Row,
    words: Translator,
    *,
    left: float,
    step: float,
    per_one: float,
) -> list[Operation]:
    """The bars of a row with their figures, or why there are none."""
    if row.counts is None:
        return _instead(row.note, left + _INSET, place, step * len(content.heads) - 2 * _INSET)
    colours = level_colours(len(content.heads)) if content.levels else (ACCENT,) * len(content.heads)
    found: list[Operation] = []
    for at, (count, colour) in enumerate(zip(row.counts, colours, strict=True)):
        x, wide = left + at * step + _INSET, max(count * per_one, _GRACE)
        if count:
            outline = RULE if content.levels and at == 0 else None
            found.append(
                Path(steps=box(x, place.middle - _BAR / 2, wide, _BAR), fill=colour, stroke=outline, width=0.7)
            )
        found.append(
            Label(
                text=words.number(count),
                x=x + (wide + 3 if count else 0),
                y=place.middle + SIZE * 0.36,
                size=SIZE,
                weight="bold" if count else "regular",
                colour=INK if count else MUTED,
            )
        )
    return found


def _instead(note: str, x: float, place: Row, measure: float) -> list[Operation]:
    """Why there are no bars, on paper, so that no line of the grid runs through it."""
    labels = beside(note, x, place.middle, measure, colour=MUTED)
    wide = max(text_width(label.text, SIZE) for label in labels)
    paper = Path(steps=box(x - 2, place.top + 1, wide + 4, place.height - 2), fill=PAPER)
    return [paper, *labels]
