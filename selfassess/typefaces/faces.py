"""Font files, found and read once: which characters each holds and how wide they are."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools ships no types

Name = Literal["regular", "bold", "italic", "fallback", "fallback-bold"]

_OWN = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}
_FALLBACK = {"fallback": "DejaVuSans.ttf", "fallback-bold": "DejaVuSans-Bold.ttf"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Face:
    """One font. `widths` are by code point, `ascent` and `descent` (below 0) about the baseline; all in ems."""

    name: Name
    path: Path
    widths: Mapping[int, float]
    ascent: float
    descent: float


def path_of(name: Name) -> Path:
    """Where the font file should be; it need not exist."""
    if name in _OWN:
        return Path(__file__).parent / f"AtkinsonHyperlegibleNext-{_OWN[name]}.ttf"
    # find_spec of a top-level package does not import it, and importing matplotlib costs a second.
    matplotlib = importlib.util.find_spec("matplotlib")
    if matplotlib is None or matplotlib.origin is None:
        raise FileNotFoundError("matplotlib is not installed: run python3 dev.py env")
    return Path(matplotlib.origin).parent / "mpl-data" / "fonts" / "ttf" / _FALLBACK[name]


@cache
def face(name: Name) -> Face:
    """The font of that name. FileNotFoundError, saying how to mend it, where the file is missing."""
    path = path_of(name)
    if not path.is_file():
        raise FileNotFoundError(f"the font {path.name} is missing from {path.parent}: run python3 dev.py env")
    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        widths = {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
        return Face(
            name=name, path=path, widths=widths, ascent=font["hhea"].ascent / em, descent=font["hhea"].descent / em
        )


def fonts_missing() -> tuple[Path, ...]:
    """Font files that are not where they should be, for a check at start-up."""
    names: tuple[Name, ...] = ("regular", "bold", "italic", "fallback", "fallback-bold")
    return tuple(path for path in map(path_of, names) if not path.is_file())
