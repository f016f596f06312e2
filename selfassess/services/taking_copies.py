"""Safe copies as administrators see them in pages: which there are, one more, and one to take along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.copy_folder import CopyFolder, CopyKept, copies_in, written
from selfassess.services.jobs import queue
from selfassess.services.problems import NotFoundError
from selfassess.services.sealing import seal, sealed_size
from selfassess.store.database import Database, Transaction
from selfassess.store.jobs import OPEN, Job, latest_jobs

BACK_UP = "back-up"
"""The kind of the job that makes one."""

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The copies there are, the newest first, and what became of the last one that was asked for."""

    kept: tuple[CopyKept, ...]
    last: Job | None


def see_copies(database: Database, who: Actor, folder: CopyFolder) -> Copies:
    """For administrators: what lies in the folder of this machine."""
    with database.reading() as session:
        require_administrator(session, who)
        last = _last(session)
    return Copies(kept=copies_in(folder.path), last=last)


def _last(session: Transaction) -> Job | None:
    """The newest job of this kind, unless many others came after it."""
    return next((one for one in latest_jobs(session, of=None, most=_LOOKED_AT) if one.kind == BACK_UP), None)


def ask_for_copy(database: Database, who: Actor, *, now: datetime) -> str:
    """Have a worker make one, unless one is being made; gives the id of the job. For administrators."""
    with database.writing() as session:
        require_administrator(session, who)
        last = _last(session)
        if last and last.state in OPEN:
            return last.id
        return queue(session, who, BACK_UP, {}, key=f"{BACK_UP} asked {now:%Y-%m-%dT%H:%M:%S}", now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A copy on its way to whoever asked: `size` in bytes, and the file in `parts`."""

    name: str
    size: int
    parts: Iterator[bytes] = field(repr=False)


def take_copy(database: Database, who: Actor, folder: CopyFolder, name: str, key: str, *, now: datetime) -> Taken:
    """The copy with this name, for administrators; raises `NotFoundError`.

    It holds everything that anybody ever said, of which administrators see nothing in pages: so it is sealed with the
    installation's secret key, `key`. Only who works alone at this machine, and sees it all, gets it as it is.
    """
    with database.writing() as session:
        require_administrator(session, who)
        copy = next((one for one in copies_in(folder.path) if one.file.name == name), None)
        if copy is None:
            raise NotFoundError("There is no such copy; only the newest are kept.")
        subject = Subject(kind="copy", id=written(copy.made_at))
        record(session, who, Event.COPY_TAKEN, subject, now=now, after={"sealed": not who.trusted})
    if who.trusted:
        return Taken(name=name, size=copy.size, parts=_parts(copy.file))
    return Taken(name=f"{name}.sealed", size=sealed_size(copy.size), parts=_sealed(copy.file, key))


def _parts(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while part := opened.read(1_000_000):
            yield part


def _sealed(file: Path, key: str) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from seal(opened, key)
