"""A problem in a file somebody wrote: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and positions from the top of a file down to one value."""


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
        """The path of keys as people write it: sections[0].questions[2].levels.3; `file` for the whole."""
        written = ""
        for key in self.path:
            written += f"[{key}]" if isinstance(key, int) else f".{key}" if written else key
        return written or "file"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.where}: {self.message}"


def in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader meets them; each only once."""
    return tuple(sorted(set(problems), key=lambda one: (one.line, one.column, one.message)))
