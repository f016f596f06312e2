"""How wide a text is, and where its lines break; lengths are in the unit of `size`, mostly points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selfassess.typefaces.coverage import inkless_removed, runs
from selfassess.typefaces.faces import face

# A no-break space is no place to break, so this is not \s.
_WORDS = re.compile(r"[^ \t\n\r\u2000-\u200a\u3000]+")


@lru_cache(maxsize=32768)
def _ems(text: str, bold: bool) -> float:
    if text.isascii():
        widths = face("bold" if bold else "regular").widths
        return sum(widths.get(ord(character), 0.0) for character in text)
    return sum(run.face.widths[ord(character)] for run in runs(text, bold) for character in run.text)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text."""
    return _ems(text, bold) * size


def wrap(text: str, size: float, measure: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `measure`, broken at spaces; a word that is too long for a line is broken inside.

    A line that broke at a space ends in one, so that copied text keeps its words apart; it is not part of the measure.
    """
    return _wrap(text, measure / size, bold)


@lru_cache(maxsize=4096)
def _wrap(text: str, ems: float, bold: bool) -> tuple[str, ...]:
    space = _ems(" ", bold)
    lines: list[str] = []
    for paragraph in inkless_removed(text).splitlines() or [""]:
        line, used = "", 0.0
        for word in _WORDS.findall(paragraph):
            length = _ems(word, bold) if len(word) < 100 else ems + 1  # a monster would only fill the cache
            if line and used + space + length <= ems:
                line, used = f"{line} {word}", used + space + length
                continue
            if line:
                lines.append(line + " ")
            *full, line = _pieces(word, ems, bold) if length > ems else (word,)
            lines.extend(full)
            used = length if not full else _ems(line, bold)
        lines.append(line)
    return tuple(lines)


def _pieces(word: str, ems: float, bold: bool) -> Iterator[str]:
    """A long word in pieces that fit; each character is looked at once, whatever the length."""
    start, used = 0, 0.0
    for at, character in enumerate(word):
        step = _ems(character, bold)
        if used + step > ems and at > start:
            yield word[start:at]
            start, used = at, 0.0
        used += step
    yield word[start:]
