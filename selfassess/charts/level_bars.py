"""Bars of levels: one a question of a section, with what its evidence supports and last year's level."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.charts.bars import CHIP, Row, Sample, beside, chip, legend, names, rows
from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.frame import Frame
from selfassess.charts.geometry import LEADING, box, marker, polyline, stacked, wrapped
from selfassess.charts.palette import ACCENT, INK, MUTED
from selfassess.language import Translator
from selfassess.report.charts import LevelBar, LevelBars

_BAR = 7.0
_HEAD_SIZE = 8.25


def lay_out(content: LevelBars, words: Translator, width: float) -> tuple[Frame, tuple[Operation, ...]]:
    """The frame and the bars over it. Level 0 stands on the axis, the top level at the right end."""
    plot = (width * 0.42, width - 30)
    heads, top = heads_of(content.level_names, plot)
    placed = rows(tuple(bar.label for bar in content.bars), plot[0] - CHIP / 2 - 10, top)
    return in_rows(content, words, width, plot, placed, top=top, labels=(*names(placed), *heads))


def in_rows(
    content: LevelBars,
    words: Translator,
    width: float,
    plot: tuple[float, float],
    placed: Sequence[Row],
    *,
    top: float,
    labels: tuple[Label, ...],
) -> tuple[Frame, tuple[Operation, ...]]:
    """The frame, and each bar in its row; `plot` is where level 0 and the top level are, `top` where it begins."""
    top_level = len(content.level_names) - 1
    left, right = plot
    bottom = placed[-1].top + placed[-1].height
    explained, foot = legend(_entries(content, words), bottom + 8, width)
    frame = Frame(
        kind="linear",
        width=width,
        height=round(foot, 2),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        maximum=top_level,
        ticks=tuple((level, "") for level in range(top_level + 1)),
        labels=labels,
    )
    operations = [
        operation
        for bar, row in zip(content.bars, placed, strict=True)
        for operation in _bar(bar, row, top_level + 1, left, (right - left) / top_level)
    ]
    return frame, (*operations, *explained)


def heads_of(level_names: tuple[str, ...], plot: tuple[float, float]) -> tuple[tuple[Label, ...], float]:
    """Digit and name of each level, centred on its line, and how high they are."""
    left, right = plot
    step = (right - left) / (len(level_names) - 1)
    heads = [[str(level), *wrapped(name, _HEAD_SIZE, step - 3, longest=2)] for level, name in enumerate(level_names)]
    labels = tuple(
        label
        for level, lines in enumerate(heads)
        for label in stacked(lines, left + level * step, 0, _HEAD_SIZE, anchor="middle", colour=MUTED)
    )
    return labels, max(map(len, heads)) * LEADING * _HEAD_SIZE + 6


def _bar(bar: LevelBar, row: Row, levels: int, left: float, step: float) -> tuple[Operation, ...]:
    """One bar in its row, with its chip, what the evidence supports and the earlier level."""
    operations: list[Operation] = []
    if bar.level is None:
        start, measure = _free(bar.earlier, levels, step)
        operations += beside(bar.note or "–", left + start, row.middle, measure, colour=MUTED)
    elif bar.level:
        steps = box(left, row.middle - _BAR / 2, bar.level * step, _BAR)
        operations.append(Path(steps=steps, fill=ACCENT, alpha=0.35))
    if bar.earlier is not None:
        operations += _tick(left + bar.earlier * step, row.middle)
    if bar.level is not None:
        operations += chip(bar.level, levels, left + bar.level * step - CHIP / 2, row.middle)
    if bar.supported is not None and bar.supported != bar.level:
        operations.append(marker("diamond", (left + bar.supported * step, row.middle), INK, hollow=True))
    return tuple(operations)


def _free(earlier: int | None, levels: int, step: float) -> tuple[float, float]:
    """The wider free stretch beside last year's mark: where it begins, from the axis, and how wide it is."""
    whole = step * (levels - 1)
    mark = (earlier or 0) * step
    return (8, mark - 14) if mark > whole / 2 else (mark + 8, whole - mark - 10)


def _tick(x: float, middle: float, half: float = 11.0) -> tuple[Path, ...]:
    """The earlier level: a dotted upright, taller than the chip that may stand on it."""
    return (Path(steps=polyline([(x, middle - half), (x, middle + half)]), stroke=INK, width=1.5, dash=(2.5, 1.5)),)


def _entries(content: LevelBars, words: Translator) -> list[tuple[Sample, str]]:
    """What the legend explains."""
    found: list[tuple[Sample, str]] = []
    if any(bar.supported is not None and bar.supported != bar.level for bar in content.bars):
        sample: Sample = lambda x, y: (marker("diamond", (x + 10, y), INK, hollow=True),)  # noqa: E731
        found.append((sample, words("What the evidence supports, where it is less")))
    if any(bar.earlier is not None for bar in content.bars):
        found.append((lambda x, y: _tick(x + 10, y, 6), content.earlier_name or words("Earlier")))
    return found
