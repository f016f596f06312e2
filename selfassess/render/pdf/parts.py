"""The parts of a report as slices: their headings with number, place and bookmark, then their blocks."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT, RULE
from selfassess.language import Translator
from selfassess.render.pdf.blocks import slices_of
from selfassess.render.pdf.closing import closed_up
from selfassess.render.pdf.columns import places
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Place, Slice, Words, bound, held
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BAND, BODY_HEIGHT, COLUMN, HEADING, KICKER, LEFT, PART, SUBPART, Style
from selfassess.render.pdf.text import balanced, line, lines, paragraph
from selfassess.report.blocks import Block, Bullets, Chart, Column, Heading, Heatmap, Paragraph, Part, Table, Tiles
from selfassess.typefaces import Unprintable

_GAPS = {1: 26.0, 2: 4.0}
"""Above the title of a part that does not open a page, by its level; below a title that only names."""
_BELOW_TEXT = 26.0
"""The same below the blocks of another part."""

_ON_SHEET = 20.0
"""Above the title of a part of a sheet, which has no number and is small, unless the part is a page."""

_SHORT = BODY_HEIGHT * 0.6
"""A part no taller than this goes to the next page rather than over its end."""
_FEW_LINES = 3
"""Words of no more lines never stand at the foot of a page without what they lead to."""

_MOST_LINES = 3
"""A title that would take more is set smaller."""

_NUMBER = Style(13, PART.leading, colour=ACCENT)


def body(
    parts: tuple[Part, ...], root: Element, setting: Setting, *, above: float = 0.0, number: int = 0
) -> list[Slice]:
    """The slices of all parts; a part of level 2 belongs to the section of the part before it.

    `above`: how high what stands above the first part on its page is. `number`: that of the part before.
    """
    found: list[Slice] = []
    chapter = root
    below_text = False
    for part in parts:
        if part.level == 1:
            number += 1
            section = chapter = root.add("Sect")
        else:
            section = chapter.add("Sect")
        _align(part, setting)
        slices = _heading(part, number, section, setting)
        if below_text and part.level == 2:
            slices[0] = replace(slices[0], gap=_BELOW_TEXT)
        below_text = bool(part.blocks)
        for at, block in enumerate(part.blocks):
            own = slices_of(block, section, setting)
            slices += bound(own) if _leads_in(part.blocks, at) and len(own) <= _FEW_LINES else own
        if not part.starts_page and sum(one.gap + one.height for one in slices) <= _SHORT:
            slices = held(slices)
        room = BODY_HEIGHT if slices[0].opens_page else BODY_HEIGHT - above
        found += closed_up(slices, room) if part.one_page else slices
        above = (0.0 if slices[0].opens_page else above) + sum(one.gap + one.height for one in slices)
    return found


def _align(part: Part, setting: Setting) -> None:
    """Finds where the columns of all tables of the part stand."""
    rows: dict[tuple[Column, ...], tuple[tuple[str, ...], ...]] = {}
    for block in part.blocks:
        table = block.table if isinstance(block, Chart) else block
        if isinstance(table, Table):
            rows[table.columns] = rows.get(table.columns, ()) + table.rows
    setting.grids.clear()
    setting.grids.update({columns: places(columns, found, setting) for columns, found in rows.items()})


def _leads_in(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a block is words below a heading that tell what the table or chart after it shows."""
    before, following = blocks[at - 1] if at else None, blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        isinstance(blocks[at], Paragraph)
        and (before is None or isinstance(before, Heading))
        and isinstance(following, Table | Heatmap | Chart | Tiles)
    )


def unprintable_part(missing: list[Unprintable], words: Translator) -> Part:
    """The list of characters that stand as boxes in this report."""
    explanation = words(
        "The fonts of this PDF do not have the characters below. Each stands in the text as ▯. "
        "The web page and the data files of this report have them as they were written."
    )
    return Part(
        id="unprintable",
        title=words("Characters this PDF could not print"),
        blocks=(Paragraph(text=explanation), Bullets(items=tuple(map(str, missing)))),
        starts_page=False,
    )


def _heading(part: Part, number: int, section: Element, setting: Setting) -> list[Slice]:
    """The part's title with a rule below it, its number in the margin; that of a part without blocks stands small."""
    element = section.add(setting.nesting.open(part.level))
    if setting.sheet:
        own_page = SUBPART if part.one_page else HEADING
        first, *others = paragraph(part.title, setting.sized(own_page), LEFT, COLUMN, element, gap=_ON_SHEET, keep=True)
        opening = replace(first, opens_page=part.starts_page, keep=True, place=Place(part.id, part.title, 0))
        return [opening, *others]
    names_only = part.level == 1 and not part.blocks
    sizes = (KICKER,) if names_only else (PART, SUBPART, HEADING) if part.level == 1 else (SUBPART, HEADING)
    style = _as_large_as_fits(part.title, [setting.sized(one) for one in sizes])
    measure = balanced(part.title, style, COLUMN)
    titles = paragraph(part.title, style, LEFT, measure, element, gap=_GAPS[part.level], keep=True)
    own: tuple[Words, ...] = ()
    if part.level == 1 and setting.numbered:
        own = (line(f"{number} ", replace(setting.sized(_NUMBER), leading=style.leading), BAND, 0, element),)
    first = titles[0]
    titles[0] = replace(
        first,
        pieces=(*own, *first.pieces),
        opens_page=part.starts_page,
        keep=True,
        place=Place(part.id, part.title, part.level - 1),
    )
    if names_only:
        return titles
    under = (
        Box(x=LEFT, y=6, width=36, height=2.5, fill=ACCENT)
        if part.level == 1
        else Box(x=LEFT, y=4, width=COLUMN, height=0.6, fill=RULE)
    )
    space = Slice(height=14 if part.level == 1 else 6, pieces=(under,), keep=True)
    return [*titles, space]


def _as_large_as_fits(title: str, styles: list[Style]) -> Style:
    """The first style that takes no more than three lines, else the last."""
    return next((one for one in styles if len(lines(title, one, COLUMN)) <= _MOST_LINES), styles[-1])
