"""A small world with all sorts of people in it, for asking who may do what: its places, its people, its secrets.

Two partnerships, `near` and `far`. In `near` are the organisations `own`, which is a service of `around`, and
`sibling`; in `far` is `other`. Each organisation has an assessment, a member, an invitation. Every text in it carries
a word of its own (`word`), by which a response can be searched for what should not be in it.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from selfassess.services.catalogue import Offer
from selfassess.store.database import Database

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
ORGANISATIONS = ("own", "around", "sibling", "other")
PARTNERSHIPS = {"near": ("own", "sibling"), "far": ("other",)}
RELATIONS = ("own", "sibling", "other")
"""Whose things an address names, in the order of the letters of a cell; in place of a partnership, whose it is."""

NOWHERE = "0" * 32
COPY = "selfassess-2026-10-01T093000Z.zip"
"""A safe copy of all of it, which every word is in."""
RAW = {"section": "one", "suffix": "json", "version": "1.0.0", "questionnaire": "pages", "file": "app.css",
       "secret": "a-secret", "step": "agreed", "question": "must", "year": "2026",
       "words": "help", "period": "unfinished",
       "published": "id-open"}  # fmt: skip
"""What is written for those parts of an address that name nobody's things, or what everybody may know of."""

with (Path(__file__).parent / "principals.csv").open(encoding="utf-8", newline="") as _table:
    PRINCIPALS = {row["principal"]: row for row in csv.DictReader(_table)}


def word(kind: str, place: str) -> str:
    """What stands in the texts of a place: its `names`, what its `people` are called, `words` about it, `answers`."""
    return f"{kind}-of-{place}-7f3a"


def forbidden(principal: str, work: str) -> set[str]:
    """The words that this principal must never be shown, where what is asked for is an assessment with this status.

    The table of principals says who sees answers of a draft. Of other assessments none is shown to who may not know of
    them; to whom else, and when, is in the letters of their rows.
    """
    row = PRINCIPALS[principal]
    known = {kind: row[kind].split() for kind in ("names", "people", "words", "answers")}
    known["answers"] += known["words"] if work else []
    known["apart"] = []  # what others said apart, nobody is shown before the workshop
    every = {(kind, place) for kind in known for place in (*ORGANISATIONS, *PARTNERSHIPS)}
    return {word(kind, place) for kind, place in every if place not in known[kind]}


@dataclass
class World:
    """The application on that world, and what it takes to ask it something as one of its people."""

    app: Flask
    offer: Offer
    file: Path
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """By relation: what each part of an address names there."""
    works: dict[str, dict[str, str]] = field(default_factory=dict)
    """By relation: an assessment for each status of the work."""
    own: dict[str, dict[str, str]] = field(default_factory=dict)
    """By principal: what names things of that person alone."""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def cookie_signer(self) -> Any:
        """Writes and reads what browsers keep."""
        return SecureCookieSessionInterface().get_signing_serializer(self.app)

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["selfassess"].database
        return found

    def named(self, principal: str, relation: str, row: Mapping[str, str]) -> dict[str, str]:
        """What each part of the address in this row names, for this principal and relation."""
        named = self.ids[relation] | (self.own[principal] if relation == "own" else {})
        if row["work"]:
            named["id"] = self.works[relation][row["work"]]
        if row["address"].startswith("/copies/"):
            named["file"] = COPY
        if row["address"].startswith("/partnerships/"):
            partnership = named["partnership"].removeprefix("id-")
            named |= {"person": f"member-{partnership}", "invitation": f"invitation-{partnership}"}
        return named

    def keep(self) -> None:
        """Take this state of the database as the one to go back to."""
        self.database.close()
        shutil.copy(self.file, self.file.with_suffix(".kept"))

    def go_back(self) -> None:
        """Make the database what it was."""
        self.database.close()
        for beside in ("-wal", "-shm"):
            Path(f"{self.file}{beside}").unlink(missing_ok=True)
        shutil.copy(self.file.with_suffix(".kept"), self.file)

    def changed(self) -> set[str]:
        """The tables whose rows are not what they were."""
        return {name for name in _tables(self.file) if _rows(self.file, name) != _rows(self._kept, name)}

    @property
    def _kept(self) -> Path:
        return self.file.with_suffix(".kept")


def _tables(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _rows(file: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)
