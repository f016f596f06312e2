"""Blocks of a report as a page shows them: charts drawn, tables told apart by the heading they stand under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from selfassess.language import Translator
from selfassess.report.blocks import Block, Chart, Heading
from selfassess.web.figures import Drawn, drawn

WIDTH = 560
"""Points, of a chart as wide as the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """`under` is the heading it stands under, with the one around that; `drawn` is there for a chart."""

    block: Block
    under: str
    drawn: Drawn | None


def shown_blocks(blocks: Iterable[Block], t: Translator, *, id: str, frames: Path) -> list[ShownBlock]:
    """`id` begins the ids of the charts; `frames` is as in `charts.draw`."""
    found: list[ShownBlock] = []
    headings: dict[int, str] = {}
    charts = 0
    for block in blocks:
        picture = None
        if isinstance(block, Heading):
            headings = {level: text for level, text in headings.items() if level < block.level} | {
                block.level: block.text
            }
        elif isinstance(block, Chart):
            charts += 1
            picture = drawn(block, t, id=f"{id}-{charts}", frames=frames, width=WIDTH)
        found.append(ShownBlock(block=block, under=", ".join(headings.values()), drawn=picture))
    return found
