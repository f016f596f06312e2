"""matplotlib's Agg fills the pixels of a drawing; like `engraver` it is loaded only where something is drawn."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from selfassess.charts.drawing import Drawing, Label, Path, Step
from selfassess.charts.geometry import box
from selfassess.charts.palette import PAPER
from selfassess.typefaces import runs, width

_POINTS_AN_INCH = 72
_CODES = {"M": Outline.MOVETO, "L": Outline.LINETO, "C": Outline.CURVE4, "Z": Outline.CLOSEPOLY}


def drawn(drawing: Drawing, dots: int) -> tuple[bytes, int, int]:
    """Red, green, blue and opacity of each pixel, by rows from the top; how many are in a row; how many rows.

    Not thread-safe: matplotlib is not; the caller holds the lock.
    """
    scale = dots / _POINTS_AN_INCH
    wide, high = round(drawing.width * scale), round(drawing.height * scale)
    agg: Any = RendererAgg(wide, high, dots)  # type: ignore[no-untyped-call]  # matplotlib says no types of it
    turned = Affine2D().scale(scale, -scale).translate(0, high)
    _path(agg, Path(steps=box(0, 0, wide, high), fill=PAPER), Affine2D())
    for operation in drawing.operations:
        if isinstance(operation, Path):
            _path(agg, operation, turned)
        else:
            _label(agg, operation, turned)
    return bytes(agg.buffer_rgba()), wide, high


def _path(agg: Any, path: Path, transform: Transform) -> None:
    """The fill, then the stroke over it: only the fill may let something through."""
    points = [(point, _CODES[step[0]]) for step in path.steps for point in _points(step)]
    outline = Outline([point for point, _ in points], [code for _, code in points])
    pen = agg.new_gc()
    pen.set_snap(False)
    pen.set_joinstyle("round")
    if path.fill:
        pen.set_linewidth(0)
        agg.draw_path(pen, outline, transform, (*to_rgb(path.fill), path.alpha))
    if path.stroke:
        pen.set_linewidth(path.width)
        pen.set_foreground(path.stroke)
        pen.set_dashes(0, list(path.dash) or None)
        agg.draw_path(pen, outline, transform)
    pen.restore()


def _points(step: Step) -> list[tuple[float, float]]:
    """The points of a step; that of a closing one is not looked at."""
    if step[0] == "Z":
        return [(0.0, 0.0)]
    numbers = step[1:]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _label(agg: Any, label: Label, transform: Transform) -> None:
    """The outlines of the letters, by the fonts that have them; markers stand for what none has."""
    bold = label.weight == "bold"
    x = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width(label.text, label.size, bold)
    em = label.size / text_to_path.FONT_SCALE
    for run in runs(label.text, bold):
        # Not as a TextPath, which takes what stands between two dollars for mathematics.
        corners, codes = text_to_path.get_text_path(FontProperties(fname=run.face.path), run.text, ismath=False)
        if len(corners):
            pen = agg.new_gc()
            pen.set_linewidth(0)
            placed = Affine2D().scale(em, -em).translate(x, label.y) + transform
            agg.draw_path(pen, Outline(corners, codes), placed, (*to_rgb(label.colour), 1.0))
            pen.restore()
        x += sum(run.face.widths.get(ord(letter), 0.0) for letter in run.text) * label.size
