"""The radar: a profile over three or more axes, with a gap where there is no value."""

from __future__ import annotations

import re
from fractions import Fraction

from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import Point, high, on_spoke, polyline, stacked, stretches, wrapped
from selfassess.charts.palette import MUTED
from selfassess.charts.placing import GAP, Placed, place, radius_for
from selfassess.charts.styles import STYLES, Style, dot, sample, stroke, styled
from selfassess.language import Translator
from selfassess.report.charts import RadarChart, ScoreBar, ScoreBars, Series
from selfassess.typefaces import width as text_width

_SIZE = 8.5
_LEAST_RADIUS = 104.0
_COMPACT_RADIUS = 92.0
_MARGIN = 4.0
_SAMPLE = 26.0
"""Length of the line that stands for a series in the legend."""


_NUMBERED = re.compile(r"(\w{1,3})\. ")


def lay_out(
    content: RadarChart, words: Translator, width: float, *, narrow: bool = False
) -> tuple[Frame, tuple[Operation, ...]]:
    """The frame and the series over it; `narrow` has numbers at the spokes and their names in a list below.

    ValueError with fewer than three axes, or other than one to three series.
    """
    if len(content.axes) < 3 or not 1 <= len(content.series) <= len(STYLES):
        raise ValueError("a radar has three axes or more and one to three series")
    names, key = _numbered(content.axes) if narrow else (content.axes, ())
    if narrow:
        radius = width / 2 - GAP - max(text_width(name, _SIZE) for name in names) - _MARGIN
    else:
        radius = radius_for(names, _SIZE, width, _COMPACT_RADIUS if content.compact else _LEAST_RADIUS)
    placed = place(names, _SIZE, width, radius)
    above = -min(min(label.top for label in placed), -radius)
    below = max(max(label.top + label.height for label in placed), radius)
    centre = (width / 2, above + _MARGIN)
    legend_top = centre[1] + below + 14
    notes = _missing(content, words, width)
    listed = tuple(line for name in key for line in wrapped(name, _SIZE, width - 2 * _MARGIN))
    key_top = legend_top + _SIZE * 1.6 + high(notes, _SIZE) + (_SIZE if listed else 0)
    height = key_top + high(listed, _SIZE) + _MARGIN
    frame = Frame(
        kind="polar",
        width=width,
        height=round(height, 2),
        left=centre[0] - radius,
        top=centre[1] - radius,
        right=centre[0] + radius,
        bottom=centre[1] + radius,
        maximum=content.maximum,
        ticks=tuple((float(tick), words.number(tick, 1)) for tick in _rings(content.maximum)),
        spokes=len(content.axes),
        labels=(
            *(line for label in placed for line in _lines(label, centre)),
            *stacked(listed, _MARGIN, key_top, _SIZE),
        ),
        leaders=_leaders(placed, centre, radius),
    )
    drawn = [
        operation
        for series, style in reversed(styled(content.series))
        for operation in _series(series, style, centre, radius, content.maximum)
    ]
    legend = _legend(content.series, width / 2, legend_top)
    missing = stacked(notes, width / 2, legend_top + _SIZE * 1.5, _SIZE, anchor="middle", colour=MUTED)
    return frame, (*drawn, *legend, *missing)


def bars_instead(content: RadarChart) -> ScoreBars:
    """The same values as bars, for fewer than three axes, where a radar has no area."""
    now, *others = content.series
    earlier = next((one for one in others if not one.target), None)
    target = next((one for one in others if one.target), None)
    bars = tuple(
        ScoreBar(
            label=label,
            score=_hundredths(now.values[at], content.maximum),
            low=None,
            high=None,
            stage=None,
            supported_stage=None,
            earlier=_hundredths(earlier.values[at], content.maximum) if earlier else None,
            target=_hundredths(target.values[at], content.maximum) if target else None,
        )
        for at, label in enumerate(content.axes)
    )
    return ScoreBars(
        bars=bars,
        stage_names=(),
        earlier_name=earlier.name if earlier else None,
        target_name=target.name if target else None,
    )


def _hundredths(value: Fraction | None, maximum: int) -> Fraction | None:
    return None if value is None else value * 100 / maximum


def _numbered(axes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands at the spokes, and the list that explains it: the axes' own numbers ("1. Learning"), else ours."""
    found = [_NUMBERED.match(axis) for axis in axes]
    own = tuple(match[1] for match in found if match)
    if len(set(own)) == len(axes):
        return own, axes
    numbers = tuple(str(number) for number in range(1, len(axes) + 1))
    return numbers, tuple(f"{number}. {axis}" for number, axis in zip(numbers, axes, strict=True))


def _rings(maximum: int) -> tuple[Fraction, ...]:
    """A ring for each level of a short scale, else quarters."""
    steps = maximum if maximum <= 6 else 4
    return tuple(Fraction(maximum * step, steps) for step in range(1, steps + 1))


def _lines(label: Placed, centre: Point) -> tuple[Label, ...]:
    return stacked(label.lines, centre[0] + label.x, centre[1] + label.top, _SIZE, anchor=label.anchor)


def _leaders(placed: tuple[Placed, ...], centre: Point, radius: float) -> tuple[tuple[float, float, float, float], ...]:
    """A line from the spoke's end to each label that could not stand beside it."""
    found = []
    for spoke, label in enumerate(placed):
        start = on_spoke(centre, radius + 2, spoke, len(placed))
        middle = centre[1] + label.top + label.height / 2
        side = {"start": -3, "middle": 0, "end": 3}[label.anchor]
        away = abs(start[1] - middle) - label.height / 2
        if side and away > GAP:
            found.append((*start, centre[0] + label.x + side, middle))
    return tuple(found)


def _series(series: Series, style: Style, centre: Point, radius: float, maximum: int) -> tuple[Operation, ...]:
    spokes = len(series.values)
    points: list[Point | None] = [
        None if value is None else on_spoke(centre, radius * float(value) / maximum, spoke, spokes)
        for spoke, value in enumerate(series.values)
    ]
    operations: list[Operation] = []
    whole = None not in points
    for stretch in stretches(points):
        if style.fill and len(stretch) > 1:
            # Beside a gap the fill ends at the spokes; the outline does not go to the centre, which would read as 0.
            area = stretch if whole else (*stretch, centre)
            operations.append(Path(steps=polyline(area, closed=True), fill=style.colour, alpha=style.fill))
        if len(stretch) > 1:
            operations.append(stroke(stretch, style, closed=whole))
    operations += [dot(point, style) for point in points if point]
    return tuple(operations)


def _legend(series: tuple[Series, ...], middle: float, top: float) -> tuple[Operation, ...]:
    """A sample of each line with its name, in one centred row; a long name is cut to its share of the row."""
    share = 2 * middle / len(series) - _SAMPLE - 6 - 22
    names = [wrapped(one.name, _SIZE, share, longest=1)[0] for one in series]
    wide = [_SAMPLE + 6 + text_width(name, _SIZE) + 22 for name in names]
    x, y = middle - (sum(wide) - 22) / 2, top + _SIZE * 0.6
    operations: list[Operation] = []
    for name, (_, style), step in zip(names, styled(series), wide, strict=True):
        operations += sample(style, x, y, _SAMPLE)
        operations.append(Label(text=name, x=x + _SAMPLE + 6, y=y + _SIZE * 0.34, size=_SIZE))
        x += step
    return tuple(operations)


def _missing(content: RadarChart, words: Translator, width: float) -> tuple[str, ...]:
    """Which axes have no value this year, in words, because a gap alone is easily overlooked."""
    names = [axis for axis, value in zip(content.axes, content.series[0].values, strict=True) if value is None]
    if not names:
        return ()
    return wrapped(words("No score: {sections}", sections="; ".join(names)), _SIZE, width * 0.8)
