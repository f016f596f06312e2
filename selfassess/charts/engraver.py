"""matplotlib draws a frame; the only modules of the product that load it are this one, its recorder and `pixels`."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from selfassess.charts.drawing import Label, Operation
from selfassess.charts.frame import Frame
from selfassess.charts.palette import GRID, MUTED, RULE
from selfassess.charts.recorder import Recorder

_TICK_SIZE = 8.25
_THIN = 0.7


def engrave(frame: Frame) -> tuple[Operation, ...]:
    """The frame as vector operations, labels last. Not thread-safe: matplotlib is not; the caller holds the lock."""
    figure = Figure(figsize=(frame.width / 72, frame.height / 72), dpi=72, frameon=False)
    if frame.kind == "polar":
        _polar(
            figure.add_axes(_place(frame, frame.left, frame.top, frame.right, frame.bottom), projection="polar"), frame
        )
    elif frame.kind == "linear":
        _linear(figure.add_axes(_place(frame, frame.left, frame.top, frame.right, frame.bottom)), frame)
    else:
        for left, top, right, bottom in frame.boxes:
            _panel(figure.add_axes(_place(frame, left, top, right, bottom)), frame, right - left)
    for x, y, to_x, to_y in frame.leaders:
        xs = [x / frame.width, to_x / frame.width]
        ys = [1 - y / frame.height, 1 - to_y / frame.height]
        figure.add_artist(Line2D(xs, ys, color=RULE, linewidth=_THIN))
    recorder = Recorder(frame.height)
    figure.draw(recorder)
    labels = [operation for operation in recorder.operations if isinstance(operation, Label)]
    paths = [operation for operation in recorder.operations if not isinstance(operation, Label)]
    # Axis names are placed by us to the hundredth of a point, so matplotlib need not measure them again.
    return (*paths, *labels, *frame.labels)


def _place(frame: Frame, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """A box as matplotlib wants it: left, bottom, width and height as shares of the figure, upwards."""
    wide, high = (right - left) / frame.width, (bottom - top) / frame.height
    return left / frame.width, 1 - bottom / frame.height, wide, high


def _polar(axes: Any, frame: Frame) -> None:
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0, frame.maximum)
    axes.patch.set_visible(False)
    axes.set_thetagrids([360 * spoke / frame.spokes for spoke in range(frame.spokes)], labels=[])
    axes.set_rgrids(
        [value for value, _ in frame.ticks],
        labels=[text for _, text in frame.ticks],
        angle=-180 / frame.spokes,  # half way to the last spoke, clear of the markers on either
        fontsize=_TICK_SIZE,
        color=MUTED,
        ha="center",
        va="center",
        parse_math=False,
    )
    axes.grid(color=GRID, linewidth=_THIN)
    axes.spines["polar"].set(color=RULE, linewidth=_THIN)
    axes.tick_params(length=0, pad=2)


def _linear(axes: Any, frame: Frame) -> None:
    axes.set_xlim(frame.minimum, frame.maximum)
    axes.set_ylim(0, 1)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_yticks([])
    axes.set_xticks([value for value, _ in frame.ticks], labels=[text for _, text in frame.ticks], parse_math=False)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, pad=3, labelsize=_TICK_SIZE, labelcolor=MUTED)
    axes.grid(axis="x", color=GRID, linewidth=_THIN)
    axes.plot([frame.minimum] * 2, [0, 1], color=RULE, linewidth=1.2, clip_on=False)


def _panel(axes: Any, frame: Frame, wide: float) -> None:
    axes.set_xlim(0, wide)
    axes.set_ylim(0, frame.maximum)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xticks(frame.columns, labels=[])
    axes.set_yticks([value for value, _ in frame.ticks], labels=[])
    axes.tick_params(length=0)
    axes.grid(color=GRID, linewidth=_THIN)
    axes.plot([0, wide], [0, 0], color=RULE, linewidth=1.2, clip_on=False)
