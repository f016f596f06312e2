"""Where the columns of a table stand."""

from __future__ import annotations

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


def places(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> list[tuple[float, float]]:
    """Left and right of each column: by share, but none narrower than the words of its title, numbers and levels."""
    room = COLUMN - BETWEEN * (len(columns) - 1)
    least = [min(_least(column, [row[at] for row in rows]), room / len(columns)) for at, column in enumerate(columns)]
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


def _least(column: Column, cells: list[str]) -> float:
    head = max((width(word, HEAD_CELL.size, bold=True) for word in column.title.split()), default=0.0)
    if column.kind == "text":
        return head + 1
    parts = [part for cell in cells for part in ([cell] if len(cell) < _SHORT else cell.split())]
    body = max((width(part, CELL.size) for part in parts), default=0.0)
    names = [cell.partition(" · ")[2] for cell in cells] if column.kind == "level" else []
    named = max((BESIDE_CHIP + width(word, CELL.size) for name in names for word in name.split()), default=0.0)
    return max(head, body, named) + 1
