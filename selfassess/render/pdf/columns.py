"""Where the columns of a table stand."""

from __future__ import annotations

from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.styles import CELL, COLUMN, HEAD_CELL, LEFT
from selfassess.report.blocks import Column
from selfassess.typefaces import width

BETWEEN = 10.0
"""Space between columns."""
CHIP = 13.0
"""Side of the square that carries a level's digit."""
BESIDE_CHIP = CHIP + 4.5

_SHORT = 12
"""A figure of fewer letters is not broken."""
_CHEAP, _OF_FREE = 50.0, 0.5
"""A column gets what it needs so that none of its cells breaks, where that is no more than this, nor than this share of
the room that is free: one short column that breaks makes every row higher."""


def places(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> list[tuple[float, float]]:
    """Left and right of each column: by share, but none narrower than the words of its title, numbers and levels."""
    room = COLUMN - BETWEEN * (len(columns) - 1)
    cells = [[row[at] for row in rows] for at in range(len(columns))]
    least = [min(_least(*both), room / len(columns)) for both in zip(columns, cells, strict=True)]
    least = _unbroken(least, [_whole(*both) for both in zip(columns, cells, strict=True)], room)
    free = room - sum(least)
    shares = sum(column.width for column in columns)
    wanted = [room * column.width / shares for column in columns]
    missing = [max(want - small, 0) for want, small in zip(wanted, least, strict=True)]
    scale = free / sum(missing) if sum(missing) else 0
    found, x = [], LEFT
    for small, more in zip(least, missing, strict=True):
        wide = small + more * scale
        found.append((x, x + wide))
        x += wide + BETWEEN
    return found


def _unbroken(least: list[float], whole: list[float], room: float) -> list[float]:
    """The least widths, those that lack little to hold their cells on one line made as wide, the cheapest first."""
    found = list(least)
    for at in sorted(range(len(least)), key=lambda at: whole[at] - least[at]):
        more = whole[at] - least[at]
        if 0 < more <= min(_CHEAP, _OF_FREE * (room - sum(found))):
            found[at] = whole[at]
    return found


def _least(column: Column, cells: list[str]) -> float:
    """The longest word of the title, and of figures and levels."""
    head = max((width(word, HEAD_CELL.size, bold=True) for word in column.title.split()), default=0.0)
    if column.kind == "text":
        return head + 1
    parts = [part for cell in cells for part in ([cell] if len(cell) < _SHORT else cell.split())]
    body = max((width(part, CELL.size) for part in parts), default=0.0)
    names = [cell.partition(" · ")[2] for cell in cells] if column.kind == "level" else []
    named = max((BESIDE_CHIP + width(word, CELL.size) for name in names for word in name.split()), default=0.0)
    return max(head, body, named) + 1


def _whole(column: Column, cells: list[str]) -> float:
    """What the longest cell takes on one line; a level has its name beside its chip."""
    said = [(BESIDE_CHIP, cell.partition(" · ")[2]) if column.kind == "level" and " · " in cell else (0.0, cell)
            for cell in cells]  # fmt: skip
    return max((beside + width(text, CELL.size) for beside, text in said), default=0.0) + 1
