"""The table of blocks: which builder makes slices of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from selfassess.render.pdf import figures, heatmap, prose, tables, ticks, tiles
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Slice
from selfassess.render.pdf.structure import Element
from selfassess.report import blocks

Builder = Callable[[Any, Element, Setting], list[Slice]]
"""Adds the block's elements to the given one and returns its slices."""

BUILDERS: Mapping[type[blocks.Block], Builder] = MappingProxyType(
    {
        blocks.Heading: prose.heading,
        blocks.Paragraph: prose.running_text,
        blocks.Statement: prose.statement,
        blocks.Bullets: prose.bullets,
        blocks.Callout: prose.callout,
        blocks.WritingSpace: prose.writing_space,
        blocks.TickBoxes: ticks.tick_boxes,
        blocks.Facts: tables.facts,
        blocks.Table: tables.table,
        blocks.Heatmap: heatmap.heatmap,
        blocks.Tiles: tiles.tiles,
        blocks.Chart: figures.chart,
    }
)


def slices_of(block: blocks.Block, parent: Element, setting: Setting) -> list[Slice]:
    """The slices of one block."""
    return BUILDERS[type(block)](block, parent, setting)
