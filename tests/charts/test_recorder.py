"""The renderer that writes down what matplotlib draws."""

from __future__ import annotations

import pytest
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.path import Path as MatplotlibPath
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from selfassess.charts import Path
from selfassess.charts.recorder import Recorder


def recorded(vertices: list[tuple[float, float]], codes: list[int], fill: str | None = None) -> Path:
    recorder = Recorder(50)
    path = MatplotlibPath(vertices, codes)
    recorder.draw_path(GraphicsContextBase(), path, IdentityTransform(), (1, 0, 0) if fill else None)
    (found,) = recorder.operations
    assert isinstance(found, Path)
    return found


def test_y_is_turned_to_run_downwards() -> None:
    assert recorded([(0, 0), (10, 50)], [MatplotlibPath.MOVETO, MatplotlibPath.LINETO]).steps == (
        ("M", 0, 50),
        ("L", 10, 0),
    )


def test_a_quadratic_curve_becomes_the_same_cubic_one() -> None:
    codes = [MatplotlibPath.MOVETO, MatplotlibPath.CURVE3, MatplotlibPath.CURVE3]
    assert recorded([(0, 0), (30, 30), (60, 0)], codes).steps[1] == ("C", 20, 30, 40, 30, 60, 50)


def test_a_filled_shape_keeps_its_colour_and_is_closed() -> None:
    codes = [MatplotlibPath.MOVETO, MatplotlibPath.LINETO, MatplotlibPath.LINETO, MatplotlibPath.CLOSEPOLY]
    path = recorded([(0, 0), (10, 0), (10, 10), (0, 0)], codes, "red")
    assert path.fill == "#ff0000"
    assert path.steps[-1] == ("Z",)


def test_what_is_neither_stroked_nor_filled_leaves_nothing() -> None:
    recorder, context = Recorder(50), GraphicsContextBase()
    context.set_linewidth(0)
    path = MatplotlibPath([(0, 0), (1, 1)])
    recorder.draw_path(context, path, IdentityTransform())
    assert recorder.operations == []


def test_bitmaps_and_turned_text_are_refused_rather_than_lost() -> None:
    recorder = Recorder(50)
    with pytest.raises(NotImplementedError):
        recorder.draw_image(GraphicsContextBase(), 0, 0, None)
    with pytest.raises(NotImplementedError):
        recorder.draw_text(GraphicsContextBase(), 0, 0, "x", Text().get_fontproperties(), 90)
