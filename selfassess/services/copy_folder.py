"""The folder that safe copies are kept in, each named by the moment it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_MOMENT = "%Y-%m-%dT%H%M%SZ"  # no colons: names of files have none on Windows
_NAME = f"selfassess-{_MOMENT}.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFolder:
    """Where copies are kept, how many, and whether one is made every day without being asked for."""

    path: Path
    kept: int
    daily: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyKept:
    """A copy as its name and size in bytes tell; `copy_file.check_copy` says whether it is whole."""

    file: Path
    made_at: datetime
    size: int


def name_of(made_at: datetime) -> str:
    """What a copy made then is called."""
    return made_at.astimezone(UTC).strftime(_NAME)


def written(made_at: datetime) -> str:
    """The moment, in UTC, as names and records write it."""
    return made_at.astimezone(UTC).strftime(_MOMENT)


def copies_in(folder: Path) -> tuple[CopyKept, ...]:
    """Those that are kept there, by their names, the newest first; none where there is no such folder."""
    try:
        found = [(file, _made_at(file.name)) for file in folder.iterdir()]
        kept = [CopyKept(file=file, made_at=at, size=file.stat().st_size) for file, at in found if at]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted(kept, key=lambda one: one.made_at, reverse=True))


def newest_copy(folder: Path) -> tuple[Path, datetime] | None:
    """The newest copy in the folder of copies and when it was made; None where there is none."""
    newest = next(iter(copies_in(folder)), None)
    return (newest.file, newest.made_at) if newest else None


def _made_at(name: str) -> datetime | None:
    """The moment in the name of a copy; None where it is the name of something else."""
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
