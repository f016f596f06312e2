"""A problem in a file somebody wrote: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

Path = tuple[str | int, ...]
"""Keys and positions from the top of a file down to one value."""

MOST_PROBLEMS = 200
"""Problems listed for one file: a hostile file must not make a list without end, and nobody mends more at once."""

# Comparing is slow for long words and many of them: a file must not be able to ask for hours of it.
_LONGEST_WORD = 80
_MOST_CANDIDATES = 2000
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    path: Path = ()
    message: str

    @property
    def where(self) -> str:
        """The path of keys as people write it: sections[0].questions[2].levels[3]; `file` for the whole."""
        written = ""
        for key in self.path:
            written += f"[{key}]" if isinstance(key, int) else f".{shortened(key)}" if written else shortened(key)
        return written or "file"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found at a path; placed at the key rather than the value where `at_key`.

    `first` is where the same thing stood before: its line is added to the message.
    """

    path: Path
    message: str
    at_key: bool = False
    first: Path | None = None


def in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader meets them; each only once."""
    return tuple(sorted(set(problems), key=lambda one: (one.line, one.column, one.message)))


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first `MOST_PROBLEMS`, in file order; where there are more that is said at the end, and they are not made."""
    first = list(islice(problems, MOST_PROBLEMS + 1))
    if len(first) <= MOST_PROBLEMS:
        return in_file_order(first)
    kept = in_file_order(first[:MOST_PROBLEMS])
    return (*kept, replace(kept[-1], path=(), message="there are more problems: mend those above first"))


def shortened(text: str) -> str:
    """A text from a file as one short line, fit to stand in a message."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def nearest(word: object, known: Iterable[object]) -> str:
    """`; did you mean "…"?` where one of `known` is close to `word`, else nothing; to be put behind a message."""
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return ""
    candidates = [one for one in islice(known, _MOST_CANDIDATES) if isinstance(one, str) and len(one) <= _LONGEST_WORD]
    close = get_close_matches(word, candidates, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
