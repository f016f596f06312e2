"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.render.docx.look import COLUMN, Look
from selfassess.render.docx.styles import style_named
from selfassess.report.blocks import Column
from selfassess.typefaces import width

GAP = 9.0
"""White space at the right of each cell."""
_CHIP = 2.5
"""A level's digit on its colour, and the space after it, in ems."""
_GRACE = 3.0


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look) -> list[float]:
    """The whole column of text, shared out: none is narrower than its longest word, none wider than what it holds,
    but for one that is empty, to be filled in.

    Between the two the columns have the shares they ask for. Where all of them have what they need, what is left goes
    to the first, which names the rows.
    """
    size = look.size(style_named("TableText").size)
    texts = [[column.title, *(row[at] for row in rows)] for at, column in enumerate(columns)]
    both = list(zip(columns, texts, strict=True))
    least = [min(_longest(column, cells, size, words=True), COLUMN / len(columns)) for column, cells in both]
    most = [_longest(column, cells, size, words=False) if any(cells[1:]) else COLUMN for column, cells in both]
    found = _shared(columns, least, most)
    found[0] += COLUMN - sum(found)
    return found


def _shared(columns: Sequence[Column], least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Room is given by shares until each column has enough; what one does not need goes to the others."""
    found = list(least)
    room = COLUMN - sum(found)
    while room > 1 and (open_ := [at for at in range(len(found)) if found[at] < most[at]]):
        shares = sum(columns[at].width for at in open_)
        for at in open_:
            more = min(room * columns[at].width / shares, most[at] - found[at])
            found[at] += more
        room = COLUMN - sum(found)
    return found


def _longest(column: Column, cells: Sequence[str], size: float, *, words: bool) -> float:
    """Of the words, or of the lines, and of the words of the head; a long word of a text may be broken inside."""
    head, *texts = cells
    split = str.split if words else str.splitlines
    wide = max((width(piece, size, bold=True) for piece in head.split()), default=0.0)
    if column.kind == "level":
        texts = [text.partition(" · ")[2] or text for text in texts]
    if column.kind != "text" or not words:
        chip = _CHIP * size if column.kind == "level" else 0.0
        wide = max(wide, chip + max((width(piece, size) for text in texts for piece in split(text)), default=0.0))
    return wide + GAP + _GRACE
