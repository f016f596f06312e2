"""Puts a whole database in the place of another one, which is kept: at once, or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from selfassess.store.copying.tables import tables_at
from selfassess.store.database import file_at, open_database, place_of, sqlite_url
from selfassess.store.occupying import alone_in
from selfassess.store.postgresql import claim_for_migration
from selfassess.store.problem import StoreProblem
from selfassess.store.stepping import STEP_TABLE, knows_step, step_of

Fill = Callable[[Session], None]
"""Makes tables and puts rows into an empty database, in a transaction of `Database.rebuilding`."""

_BESIDE_A_FILE = ("-journal", "-wal", "-shm")


def replace_all(url: str, fill: Fill, now: datetime) -> str | None:
    """Put what `fill` makes in the place of what is there; gives where that is kept, in words; None where nothing was.

    `StoreProblem` while a program uses the database. Whatever fails, or is killed, leaves what was there as it was.
    """
    called = f"replaced-{now:%Y-%m-%dT%H%M%S}"
    file = file_at(url)
    with alone_in(url):
        # Of a link, what it leads to is replaced.
        return _replace_file(file.resolve(), fill, called) if file else _replace_on_server(url, fill, called)


def fill_file(file: Path, fill: Fill) -> None:
    """A new SQLite file with what `fill` makes, for its owner alone; what fails leaves none."""
    try:
        with suppress(OSError):  # which SQLite says in words
            file.touch(mode=0o600)  # it holds what everybody said, and others may see the folder
        with closing(open_database(sqlite_url(file))) as new, new.rebuilding() as session:
            fill(session)
    except BaseException:
        _remove(file)
        raise


def is_empty(url: str) -> bool:
    """Whether there are no tables of ours at this address; looking makes no file."""
    file = file_at(url)
    if file and not file.exists():
        return True
    with closing(open_database(url)) as database, database.reading() as session:
        return step_of(session) is None


def _replace_file(file: Path, fill: Fill, called: str) -> str | None:
    beside = file.with_name(f"{file.name}.restoring")
    kept = file.with_name(f"{file.stem}-{called}{file.suffix}")
    if kept.exists():
        raise StoreProblem(f"{kept} is there from another restore: try again in a moment.")
    _remove(beside)  # of one that was killed
    fill_file(beside, fill)
    there = file.exists()
    if there:
        _make_as_open_as(file, beside)
        _take_in(file)
    for ending in _BESIDE_A_FILE:
        # What is left, be it of a file that somebody took away, must not be taken for the new one's.
        with suppress(FileNotFoundError):
            Path(f"{file}{ending}").replace(f"{kept}{ending}")
    if there:
        _give_second_name(file, kept)
    beside.replace(file)
    _make_last(file.parent)
    return str(kept) if there else None


def _make_as_open_as(file: Path, new: Path) -> None:
    """Who could read and write the one can the other: whoever restores may be another user than the server is."""
    shutil.copymode(file, new)
    if os.name == "posix":
        there = file.stat()
        with suppress(OSError):  # only root gives files away
            os.chown(new, there.st_uid, there.st_gid)


def _take_in(file: Path) -> None:
    """Into the file goes what another version's log, or a program that was killed, left beside it."""
    # Where it is damaged, which may be why it is replaced, that cannot be done.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()


def _give_second_name(file: Path, kept: Path) -> None:
    """So that there is no moment at which the first one names nothing."""
    try:
        kept.hardlink_to(file)
    except OSError:
        shutil.copy2(file, kept)  # exFAT and some shared folders know no second names


def _remove(file: Path) -> None:
    for ending in ("", *_BESIDE_A_FILE):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _make_last(folder: Path) -> None:
    """A name that was given a moment ago may be gone after a power cut, until its folder is on the disk too."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _replace_on_server(url: str, fill: Fill, called: str) -> str | None:
    schema = called.lower().replace("-", "_")
    with closing(open_database(url)) as database, database.rebuilding() as session:
        claim_for_migration(session, database.place)
        step = step_of(session)
        if step is not None:
            _move_away(session, step, schema, database.place)
        fill(session)
    return f"the schema {schema} of {place_of(url)} (DROP SCHEMA {schema} CASCADE deletes it)" if step else None


def _move_away(session: Session, step: str, schema: str, place: str) -> None:
    if not knows_step(step):
        raise StoreProblem(
            f"The database {place} was made by a newer version of selfassess (its tables are at step {step}), so this "
            "one does not know what to put aside. Update the program, or restore into an empty database."
        )
    there = set(inspect(session.connection()).get_table_names())
    if session.scalar(text("SELECT to_regnamespace(:schema)::text"), {"schema": schema}):
        raise StoreProblem(f"The schema {schema} is there from another restore: try again in a moment.")
    session.execute(text(f"CREATE SCHEMA {schema}"))
    for name in sorted(there & {STEP_TABLE, *tables_at(step)}):
        session.execute(text(f'ALTER TABLE "{name}" SET SCHEMA {schema}'))
    for function in session.scalars(text(_FUNCTIONS)).all():
        session.execute(text(f"ALTER FUNCTION {function} SET SCHEMA {schema}"))


# The one that the audit record is guarded by; those of other programs, such as of extensions, stay.
_FUNCTIONS = """SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname = 'audit_event_is_kept'"""
