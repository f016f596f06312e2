"""What every builder of slices is told beside its block."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from selfassess.language import Translator
from selfassess.render.pdf.structure import Role
from selfassess.render.pdf.styles import CLEAR, LARGE, Style, enlarged, reduced
from selfassess.report.blocks import Brand, Column


@dataclass(slots=True)
class Nesting:
    """Keeps headings properly nested: no level is ever skipped downwards, whatever the blocks say."""

    part: int = 1
    """Level of the part that is being built, 1 or 2; the report's title is H1, so its own heading is H2 or H3."""
    last: int = 1

    def open(self, part: int) -> Role:
        """The role of the heading of a part."""
        self.part = part
        return self._role(part + 1)

    def role(self, level: int) -> Role:
        """The role of a heading inside the part; its level 3 is the first below the part's own."""
        return self._role(self.part + level - 1)

    def _role(self, wanted: int) -> Role:
        self.last = min(wanted, self.last + 1)
        return cast("Role", f"H{self.last}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`levels` is the number of levels of the scale, for the colours of level cells; `frames` as in `charts.draw`.

    `sheet`, `large`, `clear`, `numbered` and `brand` are as in `Report`. `share`: of the size of ordinary print.

    Two things change: `nesting`, as headings are met from the first to the last, and `grids`, from part to part. It has
    where the columns of the part's tables stand: those with the same columns stand below each other.
    """

    words: Translator
    levels: int
    frames: Path | None
    sheet: bool = False
    large: bool = False
    clear: bool = False
    numbered: bool = True
    share: float = 1.0
    brand: Brand | None = None
    nesting: Nesting = field(default_factory=Nesting)
    grids: dict[tuple[Column, ...], list[tuple[float, float]]] = field(default_factory=dict)

    def sized(self, style: Style) -> Style:
        """A style as it is set here."""
        least = LARGE if self.large else CLEAR if self.clear else 0.0
        if least:
            return enlarged(style, least)
        return style if self.share == 1 else reduced(style, self.share)
