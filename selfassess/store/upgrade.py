"""When the steps to the tables of this version may be taken: a file never without a copy, a server when told to."""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from selfassess import __version__
from selfassess.store.database import Database
from selfassess.store.dialects import dialect_of
from selfassess.store.migrate import Steps, migrate
from selfassess.store.occupying import come_in
from selfassess.store.problem import StoreProblem

COPIES_KEPT = 3
"""Of the copies that upgrades leave beside a SQLite file, the newest."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """The steps that were taken, and where a SQLite file is kept as it was before; a server's copies are its own."""

    steps: Steps
    copy: Path | None


def bring_up_to_date(database: Database) -> Upgrade | None:
    """What every start does: make missing tables, and upgrade a SQLite file. `StoreProblem` where that cannot be done.

    On PostgreSQL other programs may be at work with the tables as they are: nothing is changed there unless somebody
    says so, by `upgrade`.
    """
    upgraded = _upgraded(database, may_upgrade_servers=False)
    if upgraded and upgraded.copy:
        logger.warning(
            "The database %s was brought from step %s to step %s. As it was before, it is kept in %s.",
            database.place,
            upgraded.steps.before,
            upgraded.steps.after,
            upgraded.copy,
        )
    return upgraded


def upgrade(database: Database) -> Upgrade | None:
    """Upgrade it, whatever its kind; None where it is up to date. `StoreProblem` where that cannot be done."""
    return _upgraded(database, may_upgrade_servers=True)


def _upgraded(database: Database, *, may_upgrade_servers: bool) -> Upgrade | None:
    come_in(database)
    kept: list[_Kept] = []

    def before(session: Session, step: str) -> None:
        if dialect_of(session) == "sqlite":
            kept.append(_keep_copy(session, database.place, step))
        elif not may_upgrade_servers:
            raise StoreProblem(
                f"The database {database.place} is at step {step}, of an older version of selfassess. Stop what uses "
                "it, back it up (selfassess backup), and run: selfassess upgrade"
            )

    steps = migrate(database, before=before)
    for one in kept:
        _forget_older(one)
    return Upgrade(steps=steps, copy=kept[0].copy if kept else None) if steps else None


class _Kept(NamedTuple):
    of: Path
    copy: Path


def _keep_copy(session: Session, place: str, step: str) -> _Kept:
    """Copy the file while the transaction of `session`, which has changed nothing so far, keeps all writers out."""
    file = Path(session.execute(text("PRAGMA database_list")).one()[2])
    copy = file.with_name(f"{file.stem}-before-{__version__}-at-step-{step}{file.suffix}")
    beside = copy.with_name(f"{copy.name}.part")
    try:
        beside.unlink(missing_ok=True)  # of an upgrade that was killed
        beside.touch(mode=0o600)  # it holds what everybody said, and others may see the folder
        # A connection of its own to read from: of one in the middle of writing, SQLite would wait for the end for ever.
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(beside)) as target:
            source.backup(target)
            found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreProblem(f"The database {place} is damaged ({found}). Put a backup copy in its place.")
        shutil.copymode(file, beside)
        beside.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(
            f"The database {place} has to be upgraded, and no copy of it can be kept as {copy} ({error}). Nothing was "
            "changed. Free as much space as the database takes, see that this user can write there, and start again."
        ) from error
    finally:
        with suppress(OSError):  # where nothing can be written nothing can be removed
            beside.unlink(missing_ok=True)
    return _Kept(of=file, copy=copy)


def _forget_older(kept: _Kept) -> None:
    """The new one stays whatever the clock says; other files are somebody's own, however much their names are alike."""
    ours = re.compile(rf"{re.escape(kept.of.stem)}-before-\d[\w.+!]*-at-step-\w+{re.escape(kept.of.suffix)}")
    others = [one for one in kept.of.parent.iterdir() if ours.fullmatch(one.name) and one != kept.copy]
    others.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    for old in others[COPIES_KEPT - 1 :]:
        with suppress(OSError):  # the upgrade is done, and a copy too many is no reason not to start
            old.unlink(missing_ok=True)
