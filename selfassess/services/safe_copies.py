"""Safe copies of a whole installation: made while people go on working, checked when written, a number of them kept."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.copy_file import (
    KEY,
    QUESTIONNAIRES,
    CopyManifest,
    CopyProblem,
    belongs,
    check_copy,
    is_copy,
    write_copy,
)
from selfassess.services.copy_folder import CopyFolder, copies_in, name_of, written
from selfassess.store.copying.snapshot import snapshot
from selfassess.store.copying.tables import require_tables_of
from selfassess.store.database import Database, Transaction
from selfassess.store.migrate import is_up_to_date
from selfassess.store.stepping import knows_step, step_of

_HALF_MADE = re.compile(r"\.[0-9a-f]{16}\.(part|sqlite3(-journal|-wal|-shm)?)")
_LONG_AGO = timedelta(days=1)

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMade:
    """A copy that was written and read back. `size` is in bytes, `with_key` whether it holds the secret key."""

    file: Path
    size: int
    manifest: CopyManifest
    with_key: bool


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

    For administrators. People go on working meanwhile; tables of an older step are copied as they are. `key`, the
    secret key, only where it is wanted in it. A copy of that name is replaced once the new one was read back and found
    whole; `CopyProblem`, also where something else has that name, or `StoreProblem` leaves it as it was. `told` hears
    how many rows are done, of how many.
    """
    with database.reading() as session:
        require_administrator(session, who)
    with _written_whole(file) as beside:
        files = _files_of(instance) | ({KEY: key.encode()} if key else {})
        with snapshot(database, file.parent) as session, only_ours(beside) as out:
            step = require_step(session, database.place)
            write_copy(session, out, step=step, made_at=now, files=files, told=told)
            out.flush()
            os.fsync(out.fileno())
        manifest = check_copy(beside)
    _record(database, who, manifest, now)
    return CopyMade(file=file, size=file.stat().st_size, manifest=manifest, with_key=key is not None)


def require_step(session: Transaction, place: str) -> str:
    """The step its tables are at, and really are; `CopyProblem` where there are none or this version knows them not."""
    step = step_of(session)
    if step is None:
        raise CopyProblem(f"The database {place} has no tables of selfassess yet, so there is nothing to copy.")
    if not knows_step(step):
        raise CopyProblem(
            f"The database {place} was made by a newer version of selfassess (its tables are at step {step}). "
            "Use that version."
        )
    require_tables_of(session, step, place)
    return step


@contextmanager
def _written_whole(file: Path) -> Iterator[Path]:
    """A path beside, whose file takes the place of `file` at the end; what fails leaves neither it nor a part of it."""
    beside = file.with_name(f".{secrets.token_hex(8)}.part")
    if not file.parent.is_dir():
        raise CopyProblem(f"{file}: there is no folder {file.parent} to write it into.")
    try:
        _require_replaceable(file)
        yield beside
        beside.replace(file)
    except OSError as error:
        why = error.strerror or error
        raise CopyProblem(f"{file}: cannot be written: {why}. Nothing was changed; free some space or name another "
                          "place, and try again.") from None  # fmt: skip
    finally:
        with suppress(OSError):  # where nothing can be written nothing can be removed, and nothing is there
            beside.unlink(missing_ok=True)


def _require_replaceable(file: Path) -> None:
    """A slip of the hand names the database or the key itself, which is where the next safe copy would be missed."""
    if not file.exists():
        return
    if not file.is_file():
        raise CopyProblem(f"{file}: is not a file, so it cannot be replaced by one.")
    if file.stat().st_size and not is_copy(file):
        raise CopyProblem(f"{file}: is there already and is no safe copy, so it is not replaced. Name another file.")


def only_ours(file: Path) -> BinaryIO:
    """A new file to write that no other user can read: it holds what everybody said."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _files_of(instance: Path) -> dict[str, bytes]:
    """The instance's own questionnaires, by their path in it; all else in it can be had again."""
    found = [file for file in sorted((instance / QUESTIONNAIRES).rglob("*")) if file.is_file()]
    named = {file.relative_to(instance).as_posix(): file for file in found}
    for name, file in named.items():
        if not belongs(name):
            raise CopyProblem(f"{file}: has a name that not every system takes. Rename it, without : and \\.")
    return {name: file.read_bytes() for name, file in named.items()}


def _record(database: Database, who: Actor, manifest: CopyManifest, now: datetime) -> None:
    with database.writing() as session:
        if is_up_to_date(session):  # else the record is not as this version writes it
            record(session, who, Event.COPY_MADE, subject_of(manifest), now=now, after={"rows": manifest.rows})


def subject_of(manifest: CopyManifest) -> Subject:
    """A copy in the audit record: by when it was made, as its name says it too."""
    return Subject(kind="copy", id=written(manifest.made_at))


def keep_copy(
    database: Database,
    who: Actor,
    folder: CopyFolder,
    *,
    instance: Path,
    now: datetime,
    told: Told = lambda _, __: None,
) -> CopyMade:
    """A new copy in the folder, which then holds no more than are to be kept: the oldest are deleted."""
    try:
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CopyProblem(f"{folder.path}: cannot be made: {error.strerror or error}. Name another folder.") from None
    file = folder.path / name_of(now)
    made = make_copy(database, who, file, instance=instance, now=now, told=told)
    # The new one stays even where a clock that was wrong once makes others seem newer.
    others = [one.file for one in copies_in(folder.path) if one.file != file]
    for old in others[folder.kept - 1 :]:
        with suppress(OSError):  # the copy is made: one too many is no reason to call it failed
            old.unlink(missing_ok=True)
    _sweep(folder.path, now - _LONG_AGO)
    return made


def _sweep(folder: Path, before: datetime) -> None:
    """Delete what copies left half made whose programs were killed."""
    for file in folder.iterdir():
        with suppress(OSError):  # another program may be sweeping too
            if _HALF_MADE.fullmatch(file.name) and file.stat().st_mtime < before.timestamp():
                file.unlink(missing_ok=True)
