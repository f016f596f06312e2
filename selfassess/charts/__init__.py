"""Numbers and words of a chart become a `Drawing`: vector operations that page and PDF share.

matplotlib draws the frame of a chart (grid, axes, labels) once for its words and size; the series are added per report
with `geometry`; `raster` makes a PNG of a drawing. May know: matplotlib (only `engraver`, `recorder` and `pixels`), PIL
(only `raster`), typefaces, report.charts, language. To add a kind of chart: its content in `report.charts`, a module
here with `lay_out`, and its line in `draw`.
"""

from selfassess.charts.draw import draw
from selfassess.charts.drawing import Drawing, Label, Operation, Path

__all__ = ["Drawing", "Label", "Operation", "Path", "draw"]
