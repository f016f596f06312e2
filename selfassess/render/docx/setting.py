"""What every builder of blocks is told beside its block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from docx.document import Document

from selfassess.language import Translator
from selfassess.render.docx.look import Look
from selfassess.render.docx.numbering import another_list
from selfassess.render.docx.styles import NUMBERS_LIST, PART_HEADING, PART_SUBHEADING, UNLISTED_HEADING


@dataclass(slots=True)
class Nesting:
    """Keeps headings properly nested: no level is ever skipped downwards, whatever the blocks say."""

    part: int = 1
    """Level of the part that is being built, 1 or 2."""
    last: int = 0

    def open(self, part: int, *, listed: bool = True) -> str:
        """The style of the heading of a part; contents that are made anew name what has a heading's own style."""
        self.part = self.last = min(part, self.last + 1)
        return f"Heading{self.part}" if listed or self.part == 1 else UNLISTED_HEADING

    def style(self, level: int) -> str:
        """The style of a heading inside the part; its level 3 is the first below the part's own."""
        self.last = min(self.part + level - 2, self.last + 1)
        if self.part == 2:
            return f"Heading{self.last}"
        return PART_HEADING if self.last == 2 else PART_SUBHEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`frames` as in `charts.draw`. `nesting` and the document alone change, from the first block to the last."""

    words: Translator
    look: Look
    document: Document
    frames: Path | None
    nesting: Nesting = field(default_factory=Nesting)
    pictures: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers for pictures: no two of a document have the same, in its headers neither."""
    lists: Iterator[int] = field(default_factory=lambda: count(NUMBERS_LIST + 1))

    def new_list(self) -> int:
        """The number of a list that counts from 1."""
        number = next(self.lists)
        self.document.part.numbering_part.element.append(another_list(number))
        return number
