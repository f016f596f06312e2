"""The table of blocks: which builder makes paragraphs and tables of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from selfassess.render.docx import figures, panels, prose, tables
from selfassess.render.docx.elements import Element
from selfassess.render.docx.setting import Setting
from selfassess.report import blocks

Builder = Callable[[Any, Setting], list[Element]]

BUILDERS: Mapping[type[blocks.Block], Builder] = MappingProxyType(
    {
        blocks.Heading: prose.heading,
        blocks.Paragraph: prose.running_text,
        blocks.Statement: prose.statement,
        blocks.Bullets: prose.bullets,
        blocks.Callout: prose.callout,
        blocks.TickBoxes: prose.tick_boxes,
        blocks.WritingSpace: prose.writing_space,
        blocks.Facts: tables.facts,
        blocks.Table: tables.table,
        blocks.Tiles: panels.tiles,
        blocks.Heatmap: panels.heatmap,
        blocks.Chart: figures.chart,
    }
)


def elements_of(block: blocks.Block, setting: Setting) -> list[Element]:
    """What one block becomes, in order."""
    return BUILDERS[type(block)](block, setting)
