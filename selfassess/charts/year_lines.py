"""Lines over years: a small panel for each section, so that no two sections are ever told apart by a line alone."""

from __future__ import annotations

from selfassess.charts.bars import Sample, legend
from selfassess.charts.drawing import Label, Operation
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import LEADING, Point, high, runs, stacked, wrapped
from selfassess.charts.palette import MUTED
from selfassess.charts.styles import STYLES, Style, dot, sample, stroke
from selfassess.language import Translator
from selfassess.report.charts import LinePanel, Series, YearLines
from selfassess.typefaces import width as text_width

_SIZE = 8.5
_HIGH = 62.0
_AXIS = 19.0
"""Room for the numbers of the axis, left of the first panel of a row."""
_VALUE = 21.0
"""Room for the last figure, right of each panel."""
_INSET = 5.0
_BETWEEN = 14.0
_LINES = 2
"""Of the name of a period: "Autumn 2025" may need both on a phone."""
TICKS = (0, 25, 50, 75, 100)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom of a panel's plot."""


def lay_out(
    content: YearLines, words: Translator, width: float, *, narrow: bool = False
) -> tuple[Frame, tuple[Operation, ...]]:
    """The panels row by row, three beside each other, on a phone two; ValueError without a panel or a second year."""
    if not content.panels or len(content.periods) < 2:
        raise ValueError("lines over years need a panel and two years or more")
    across = 2 if narrow else 3
    wide = (width - _AXIS) / across - _VALUE - 4
    step = (wide - 2 * _INSET) / (len(content.periods) - 1)
    columns = tuple(_INSET + at * step for at in range(len(content.periods)))
    deep = max(len(wrapped(period, _SIZE, wide * 0.45, longest=_LINES)) for period in content.periods)
    boxes: list[Box] = []
    labels: list[Label] = []
    operations: list[Operation] = []
    top = 0.0
    for start in range(0, len(content.panels), across):
        row = content.panels[start : start + across]
        titles = [wrapped(panel.label, _SIZE, wide + _VALUE - 2, longest=3) for panel in row]
        plot = top + max(high(lines, _SIZE) for lines in titles) + 8
        for at, (panel, lines) in enumerate(zip(row, titles, strict=True)):
            left = _AXIS + at * (wide + _VALUE + 4)
            box = (left, plot, left + wide, plot + _HIGH)
            boxes.append(box)
            labels += stacked(lines, left, plot - 7 - high(lines, _SIZE), _SIZE)
            labels += _periods(content.periods, columns, box)
            operations += _panel(panel, columns, box, words)
        labels += _axis(plot, words)
        top = plot + _HIGH + deep * LEADING * _SIZE + _BETWEEN
    explained, foot = legend(_entries(content.panels[0].series), top - 2, width)
    frame = Frame(
        kind="panels", width=width, height=round(foot, 2), left=_AXIS, top=0, right=width, bottom=top, maximum=100,
        ticks=tuple((tick, "") for tick in TICKS), boxes=tuple(boxes), columns=columns, labels=tuple(labels),
    )  # fmt: skip
    return frame, (*operations, *explained)


def _axis(top: float, words: Translator) -> list[Label]:
    return [
        Label(
            text=words.number(tick),
            x=_AXIS - 4,
            y=top + _HIGH * (1 - tick / 100) + _SIZE * 0.34,
            size=_SIZE - 0.25,
            anchor="end",
            colour=MUTED,
        )
        for tick in TICKS[::2]
    ]


def _periods(periods: tuple[str, ...], columns: tuple[float, ...], box: Box) -> list[Label]:
    """The names of the years below a panel: the last, and as many before it as stand clear of each other."""
    wide = box[2] - box[0]
    found: list[Label] = []
    free = wide + _VALUE
    for period, column in reversed(list(zip(periods, columns, strict=True))):
        lines = wrapped(period, _SIZE, wide * 0.45, longest=_LINES)
        half = max(text_width(line, _SIZE) for line in lines) / 2
        # The first and last keep to their panel, so that neighbours never touch.
        x = min(max(column, half - 2), wide + _VALUE / 2 - half)
        if x + half <= free:
            found += stacked(lines, box[0] + x, box[3] + 3, _SIZE, anchor="middle", colour=MUTED)
            free = x - half - 5
    return found


def _panel(panel: LinePanel, columns: tuple[float, ...], box: Box, words: Translator) -> list[Operation]:
    operations: list[Operation] = []
    for series, style in reversed(list(zip(panel.series, STYLES, strict=False))):
        points = [
            None if value is None else _point(box, x, float(value))
            for x, value in zip(columns, series.values, strict=True)
        ]
        operations += [stroke(run, style) for run in runs(points) if len(run) > 1]
        operations += [dot(point, style) for point in points if point]
    return [*operations, *_figure(panel.series[0], box, columns, words)]


def _figure(series: Series, box: Box, columns: tuple[float, ...], words: Translator) -> tuple[Label, ...]:
    """The last figure beside its point; words where there is none at all."""
    if all(value is None for value in series.values):
        return (Label(text=words("No score"), x=box[0] + 8, y=(box[1] + box[3]) / 2, size=_SIZE, colour=MUTED),)
    last = series.values[-1]
    if last is None:
        return ()
    x, y = _point(box, columns[-1], float(last))
    return (Label(text=words.number(last), x=x + 6, y=y + _SIZE * 0.36, size=_SIZE, weight="bold"),)


def _entries(series: tuple[Series, ...]) -> list[tuple[Sample, str]]:
    return [(_sample(style), one.name) for one, style in zip(series, STYLES, strict=False)]


def _sample(style: Style) -> Sample:
    return lambda x, y: sample(style, x, y, 20)


def _point(box: Box, x: float, value: float) -> Point:
    """Where a value of 0–100 stands in a panel, `x` points from its left."""
    return box[0] + x, box[3] - (box[3] - box[1]) * value / 100
