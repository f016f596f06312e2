"""A safe copy as a file: what it says of itself, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class CopyProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The copy cannot be made or used; the message names the file and says how to mend it. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCopied:
    """A table in a copy: `sha256` is of its rows as the copy writes them, the same for the same rows anywhere."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyManifest:
    """What a copy says of itself. `version` is of the program that made it, `step` what its tables were at.

    `files` are the other files of the instance that it holds, by their path there, each with its SHA-256.
    """

    version: str
    step: str
    made_at: datetime
    tables: Mapping[str, TableCopied]
    files: Mapping[str, str]

    @property
    def rows(self) -> int:
        """How many in all tables."""
        return sum(table.rows for table in self.tables.values())


def check_copy(file: Path) -> CopyManifest:
    """Read all of it and hold it against what it says of itself. `CopyProblem` where it is not whole, or not ours."""
    raise NotImplementedError
