"""A text in one or several languages, which characters no text may hold, and which texts say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

OWN_LANGUAGE = ""
"""Key of a text written without a language: it is in the language of its questionnaire."""

# NUL and other controls, lone surrogates and non-characters: SQLite, PostgreSQL, XML and spreadsheets each fail on
# some of them in their own way, and HTML calls them invalid, so every door refuses them alike. Tab, line feed and
# carriage return are allowed.
_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")

# White space, the characters that Unicode says to pass over in display (Default_Ignorable_Code_Point, version 16), and
# the Braille pattern without dots: alone they are an answer that nobody can see.
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)


def printable_fault(text: str) -> str | None:
    """The first character that no text may hold, as `U+0000`; None where the text is fit to keep and print."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def printable(text: str) -> str:
    """The text with � for each character that no text may hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in the text: it is empty, or only white space and invisible characters."""
    return _UNSEEN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Text:
    """What one sentence or name says, by language tag; `OWN_LANGUAGE` where the author gave a plain string."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Text:
        return cls(((OWN_LANGUAGE, value),) if isinstance(value, str) else tuple(value.items()))

    def pick(self, language: str) -> str:
        """The version for `language`, else its base language, else the first that was written."""
        by_language = dict(self.versions)
        base = language.partition("-")[0]
        near = [tag for tag in by_language if tag.partition("-")[0] == base]
        for tag in (language, base, *near, OWN_LANGUAGE):
            if tag in by_language:
                return by_language[tag]
        return self.versions[0][1]

    def __str__(self) -> str:
        return self.versions[0][1]
