"""A text somebody writes for a page, with headings, lists and links, as blocks that a template draws.

A small part of Markdown, and never HTML: whatever is not known stands on the page as it was typed.

    ## A heading              - a point of a list          **strong**
    ### A smaller one         [words](https://address)     {name} alone on a line: what is put in there
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

_HEADING = re.compile(r"(#{1,3})\s+(\S.*)")
_POINT = re.compile(r"[-*]\s+(\S.*)")
_INSERT = re.compile(r"\{([a-z]+)\}")
_MARKED = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<address>(?:[^()\s]|\([^()\s]*\))+)\)|\*\*(?P<strong>[^*]+)\*\*")
# Nothing else: `javascript:` would run in the reader's name; `//host`, which browsers read in `/\host` too, looks
# like a page of ours and is none.
_ADDRESS = re.compile(r"https?://\S+|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9-]+|/(?![/\\])\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a line; with an address they are a link."""

    text: str
    strong: bool = False
    address: str = ""

    @property
    def is_abroad(self) -> bool:
        """Whether it leads to another site."""
        return self.address.lower().startswith(("https://", "http://"))


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`level` 2 or 3: the page has its one heading of level 1 already."""

    level: int
    words: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that stand together are one."""

    words: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list without numbers."""

    items: tuple[Line, ...]


Block = Heading | Paragraph | Points
Inserts = Mapping[str, tuple[Block, ...]]
"""What is put in for a name in braces that stands alone on a line; any other name stays as it was typed."""


def blocks_of(text: str, inserts: Inserts | None = None) -> tuple[Block, ...]:
    """The blocks of a text. A heading of level 3 before any of level 2 becomes one: no level is left out."""
    found: list[Block] = []
    for kind, lines in groupby(filter(None, map(str.strip, _spaced(text))), _kind):
        found.extend(_blocks(kind, list(lines), inserts or {}))
    deepest = 2
    for number, block in enumerate(found):
        if isinstance(block, Heading):
            found[number] = block if block.level <= deepest else Heading(level=deepest, words=block.words)
            deepest = 3
    return tuple(found)


_GAP = "\0"


def _spaced(text: str) -> Iterator[str]:
    """The lines of it, a blank one as a mark that nobody can type."""
    for line in text.splitlines():
        yield line if line.strip() else _GAP


def _kind(line: str) -> str:
    for kind, pattern in (("heading", _HEADING), ("point", _POINT), ("insert", _INSERT)):
        if pattern.fullmatch(line):
            return kind
    return "gap" if line == _GAP else "paragraph"


def _blocks(kind: str, lines: list[str], inserts: Inserts) -> Iterator[Block]:
    match kind:
        case "heading":
            for line in lines:
                marks, words = _groups(_HEADING, line)
                yield Heading(level=max(2, len(marks)), words=_line(words))
        case "point":
            yield Points(items=tuple(_line(*_groups(_POINT, line)) for line in lines))
        case "insert":
            for line in lines:
                (name,) = _groups(_INSERT, line)
                yield from inserts.get(name, (Paragraph(words=_line(line)),))
        case "paragraph":
            yield Paragraph(words=_line(" ".join(lines)))


def _groups(pattern: re.Pattern[str], line: str) -> tuple[str, ...]:
    found = pattern.fullmatch(line)
    return tuple(found.groups()) if found else ()


def _line(text: str) -> Line:
    pieces: list[Piece] = []
    end = 0
    for found in _MARKED.finditer(text):
        piece = _marked(found)
        if piece is not None:
            pieces += [*_plain(text[end : found.start()]), piece]
            end = found.end()
    return (*pieces, *_plain(text[end:]))


def _marked(found: re.Match[str]) -> Piece | None:
    if found["strong"]:
        return Piece(text=found["strong"], strong=True)
    return Piece(text=found["words"], address=found["address"]) if _ADDRESS.fullmatch(found["address"]) else None


def _plain(text: str) -> list[Piece]:
    return [Piece(text=text)] if text else []


def unusable_addresses(text: str) -> tuple[str, ...]:
    """The addresses of links that are none anybody could follow safely, in their order; they stay plain text."""
    written = (found["address"] for found in _MARKED.finditer(text) if found["address"])
    return tuple(dict.fromkeys(one for one in written if not _ADDRESS.fullmatch(one)))
