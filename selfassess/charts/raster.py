"""A drawing as the bytes of a PNG, for documents that hold no vectors everybody can see."""

from __future__ import annotations

import io

from selfassess.charts.drawing import Drawing
from selfassess.charts.frames import one_at_a_time

DOTS = 200
"""Dots an inch: letters of 8 points are sharp on paper, and a chart as wide as a page takes about 45 kB."""

_COLOURS = 128


def png(drawing: Drawing, *, dots: int = DOTS) -> bytes:
    """The drawing on white, `dots` an inch; the same drawing gives the same bytes."""
    # Both take long to load, and most documents need neither.
    from PIL import Image

    with one_at_a_time:
        from selfassess.charts.pixels import drawn

        pixels, wide, high = drawn(drawing, dots)
    picture = Image.frombuffer("RGBA", (wide, high), pixels, "raw", "RGBA", 0, 1).convert("RGB")
    # A third of the size. Median cut leaves the colours of areas exactly as they are; other methods do not.
    few = picture.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, format="PNG", dpi=(dots, dots), compress_level=6)  # 9 saves a twentieth and takes eight times as long
    return out.getvalue()
