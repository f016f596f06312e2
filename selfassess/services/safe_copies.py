"""Safe copies of a whole installation: made while people go on working, checked when written, a number of them kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from selfassess.services.access import Actor
from selfassess.services.copy_file import CopyManifest
from selfassess.store.database import Database

Told = Callable[[int, int], None]

_NAME = re.compile(r"selfassess-(\d{4}-\d{2}-\d{2}T\d{6})Z\.zip")
_WRITTEN = "%Y-%m-%dT%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMade:
    """A copy that was written and read back. `size` is in bytes, `with_key` whether it holds the secret key."""

    file: Path
    size: int
    manifest: CopyManifest
    with_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyKept:
    """A copy in the folder of copies, as its name and size tell; `copy_file.check_copy` says whether it is whole."""

    file: Path
    made_at: datetime
    size: int


def make_copy(
    database: Database,
    who: Actor,
    file: Path,
    *,
    instance: Path,
    key: str | None = None,
    now: datetime,
    told: Told = lambda _, __: None,
) -> CopyMade:
    """Write all of the database, as it is at one moment, and the instance's own questionnaires into `file`.

    For administrators. People go on working meanwhile. `key`, the secret key, only where it is wanted in it. A file of
    that name is replaced once the new one was read back and found whole; `CopyProblem` or `StoreProblem` leaves it as
    it was. `told` hears how many rows are done, of how many.
    """
    raise NotImplementedError


def keep_copy(
    database: Database,
    who: Actor,
    folder: Path,
    *,
    instance: Path,
    kept: int,
    now: datetime,
    told: Told = lambda _, __: None,
) -> CopyMade:
    """A new copy in the folder of copies, which then holds the `kept` newest; older ones are deleted."""
    raise NotImplementedError


def copies_in(folder: Path) -> tuple[CopyKept, ...]:
    """Those that `keep_copy` made, by their names, the newest first; none where there is no such folder."""
    try:
        found = [(_NAME.fullmatch(file.name), file) for file in folder.iterdir()]
        kept = [
            CopyKept(file=file, made_at=_moment(match[1]), size=file.stat().st_size) for match, file in found if match
        ]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted(kept, key=lambda one: one.made_at, reverse=True))


def newest_copy(folder: Path) -> tuple[Path, datetime] | None:
    """The newest copy in the folder of copies and when it was made; None where there is none."""
    newest = next(iter(copies_in(folder)), None)
    return (newest.file, newest.made_at) if newest else None


def _moment(written: str) -> datetime:
    return datetime.strptime(written, _WRITTEN).replace(tzinfo=UTC)
