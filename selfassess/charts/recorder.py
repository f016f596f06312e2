"""A matplotlib renderer that draws nothing: it writes down vector operations in our own terms."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path as MatplotlibPath
from matplotlib.transforms import Transform

from selfassess.charts.drawing import Label, Operation, Path, Step
from selfassess.typefaces import face, width

PLACES = 2
"""Decimals of a point that are kept: a hundredth is far below what a printer shows."""


class Recorder(RendererBase):
    """Records a figure at 72 dots an inch, so that its pixels are points; y is turned to run downwards."""

    def __init__(self, high: float) -> None:
        super().__init__()
        self._high = high
        self.operations: list[Operation] = []

    def flipy(self) -> bool:
        return False

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: MatplotlibPath,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 (matplotlib's name)
    ) -> None:
        stroke = to_hex(gc.get_rgb()) if gc.get_linewidth() > 0 else None
        fill = None if rgbFace is None else to_hex(rgbFace)
        steps = self._steps(path, transform)
        dash: Any = gc.get_dashes()[1]  # its stub is too wide to be of use
        if steps and (stroke or fill):
            dashes = () if dash is None else tuple(round(float(length), PLACES) for length in dash)
            width = round(float(gc.get_linewidth()), PLACES)
            self.operations.append(Path(steps=steps, stroke=stroke, fill=fill, width=width, dash=dashes))

    def draw_text(  # the signature is matplotlib's
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,  # noqa: ARG002 (part of matplotlib's signature)
    ) -> None:
        if angle or ismath:
            raise NotImplementedError("charts have level text without markup")
        left, baseline = round(float(x), PLACES), round(self._high - float(y), PLACES)
        size = round(float(prop.get_size_in_points()), PLACES)
        self.operations.append(Label(text=s, x=left, y=baseline, size=size, colour=to_hex(gc.get_rgb())))

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:  # noqa: ARG002 (the same)
        size = prop.get_size_in_points()
        regular = face("regular")
        return width(s, size), (regular.ascent - regular.descent) * size, -regular.descent * size

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("charts have no bitmaps")

    def _steps(self, path: MatplotlibPath, transform: Transform) -> tuple[Step, ...]:
        steps: list[Step] = []
        last = (0.0, 0.0)
        segments: Any = path.iter_segments(transform, simplify=False, curves=True)  # the same
        for vertices, code in segments:
            numbers = [float(number) for number in vertices]
            if code == MatplotlibPath.CLOSEPOLY:
                steps.append(("Z",))
                continue
            if code == MatplotlibPath.CURVE3:  # a quadratic curve is a cubic one with handles two thirds of the way
                cx, cy, x, y = numbers
                numbers = [*(a + 2 / 3 * (c - a) for a, c in zip(last, (cx, cy), strict=True))]
                numbers += [x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), x, y]
            last = (numbers[-2], numbers[-1])
            turned = [round(n if at % 2 == 0 else self._high - n, PLACES) for at, n in enumerate(numbers)]
            if code == MatplotlibPath.MOVETO:
                steps.append(("M", turned[0], turned[1]))
            elif code == MatplotlibPath.LINETO:
                steps.append(("L", turned[0], turned[1]))
            else:
                steps.append(("C", turned[0], turned[1], turned[2], turned[3], turned[4], turned[5]))
        return tuple(steps)
