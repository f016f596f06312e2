"""Which font prints which characters of a text, and what none of them can."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from selfassess.typefaces.faces import Face, Name, face

MARKER = "▯"
"""Stands, once for each, where a character cannot be printed."""

# No ink by definition: soft hyphen, zero-width and direction controls, variation selectors. Left in, some viewers
# draw boxes for them, and a right-to-left override could make a name look like another.
_INKLESS = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_LAO = range(0x0E80, 0x0F00)  # the fallback has its letters, but not the placing of its marks


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one font prints. `original` is set where `text` is markers standing for it."""

    face: Face
    text: str
    original: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Unprintable:
    """A character this PDF cannot print: its number and its Unicode name, as `U+0A97 GUJARATI LETTER GA`."""

    code: int

    def __str__(self) -> str:
        name = unicodedata.name(chr(self.code), "")
        return f"U+{self.code:04X} {name}".rstrip()


def inkless_removed(text: str) -> str:
    """The text composed (NFC), without characters that have no ink."""
    return _INKLESS.sub("", unicodedata.normalize("NFC", text))


def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """`text` by the fonts that print it. What none can print becomes markers, and keeps its original beside them."""
    own: Name = "bold" if bold else "regular"
    if text.isascii():
        return (Run(face(own), text),) if text else ()
    return _split(inkless_removed(text), own)


def unprintable(text: str) -> frozenset[Unprintable]:
    """The characters of `text` that `runs` replaces by markers."""
    if text.isascii():
        return frozenset()
    return frozenset(Unprintable(ord(character)) for run in runs(text) for character in run.original or "")


@lru_cache(maxsize=8192)
def _split(text: str, own: Name) -> tuple[Run, ...]:
    found = []
    for name, characters in groupby(text, key=lambda character: _printer(character, own)):
        stretch = "".join(characters)
        if name is None:
            fallback: Name = "fallback-bold" if own == "bold" else "fallback"
            found.append(Run(face(fallback), MARKER * len(stretch), stretch))
        else:
            found.append(Run(face(name), stretch))
    return tuple(found)


@lru_cache(maxsize=8192)
def _printer(character: str, own: Name) -> Name | None:
    code = ord(character)
    if code in face(own).widths:
        return own
    fallback: Name = "fallback-bold" if own == "bold" else "fallback"
    needs_shaping = unicodedata.bidirectional(character) in _RIGHT_TO_LEFT or code in _LAO or code > 0xFFFF
    return fallback if code in face(fallback).widths and not needs_shaping else None
