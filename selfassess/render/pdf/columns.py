"""Where the columns of a table stand."""

from __future__ import annotations

from typing import NamedTuple

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
"""A column gets what it needs so that few of its cells break, where that is no more than this, nor than this share of
the room that is free: one short column that breaks makes every row higher."""
_FEW = 0.3
_RAGGED = 12.0
"""What lines lose at their ends."""


def places(
    columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], setting: Setting
) -> list[tuple[float, float]]:
    """Left and right of each column: by share, but none narrower than the words of its title, numbers and levels."""
    room = COLUMN - BETWEEN * (len(columns) - 1)
    shares = sum(column.width for column in columns)
    wanted = [room * column.width / shares for column in columns]
    needs = [_needs(column, [row[at] for row in rows], wanted[at], setting) for at, column in enumerate(columns)]
    whole = [one.whole for one in needs]
    fits = sum(whole) <= room
    least = whole if fits else _unbroken(needs, room)
    free = room - sum(least)
    # While a cell of another column breaks, no column is wider than its own cells are, and what is long gets most.
    most = wanted if fits else [min(full, 2 * want) for full, want in zip(whole, wanted, strict=True)]
    missing = [max(want - small, 0) for want, small in zip(most, least, strict=True)]
    scale = free / sum(missing) if sum(missing) else 0
    found, x = [], LEFT
    for small, more in zip(least, missing, strict=True):
        wide = small + more * scale
        found.append((x, x + wide))
        x += wide + BETWEEN
    return found


class _Need(NamedTuple):
    """How wide a column is at the least, where all but a few of its cells are on one line, and where all are."""

    least: float
    usual: float
    whole: float


def _unbroken(needs: list[_Need], room: float) -> list[float]:
    """The least widths, those that lack little to be as wide as is usual made so, the cheapest first."""
    found = [min(one.least, room / len(needs)) for one in needs]
    for at in sorted(range(len(needs)), key=lambda at: needs[at].usual - found[at]):
        more = needs[at].usual - found[at]
        if 0 < more <= min(_CHEAP, _OF_FREE * (room - sum(found))):
            found[at] = needs[at].usual
    return found


def _needs(column: Column, cells: list[str], share: float, setting: Setting) -> _Need:
    """By the words of its title and its cells; its share where all are empty."""
    head, body = setting.sized(HEAD_CELL).size, setting.sized(CELL).size
    words = max((width(word, head, bold=True) for word in column.title.split()), default=0.0)
    titles = max(words, width(column.title, head, bold=True) / 2 + _RAGGED / 2)
    if not any(cells):
        return _Need(*[max(titles, share)] * 3)
    apart = [cell.partition(" · ") if column.kind == "level" else (cell, "", "") for cell in cells]
    said = [(BESIDE_CHIP, name) if dot else (0.0, cell) for cell, dot, name in apart]
    wide = sorted(beside + width(text, body) for beside, text in said)
    usual, whole = wide[-1 - int(_FEW * len(wide))], wide[-1]
    # What is short takes two lines at the most, and a sentence among figures not one for each of its words.
    broken = min(whole / 2, _CHEAP) + _RAGGED if whole > _CHEAP else whole
    if column.kind != "text":
        parts = [(beside, part) for beside, text in said for part in ([text] if len(text) < _SHORT else text.split())]
        broken = max(broken, *(beside + width(part, body) for beside, part in parts), 0.0)
    return _Need(max(titles, broken) + 1, max(titles, usual) + 1, max(titles, whole) + 1)
