"""People with accounts at the pages: added, signed in, their e-mail read, the clock moved on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import text

from selfassess.services.accounts import add_account
from selfassess.services.passwords import hashed
from selfassess.store.database import Database
from selfassess.store.people import Account

from .page import Page
from .person import Person

PASSWORD = "turnip gravel eleven"


@cache
def the_hash() -> str:
    return hashed(PASSWORD)


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["selfassess"].database
    return found


def add(app: Flask, name: str, *, administrator: bool = False, password: str | None = PASSWORD) -> Account:
    """An account with that name, the address `name@example.org` and `PASSWORD`."""
    email = f"{name.lower()}@example.org"
    with database_of(app).writing() as session:
        account = add_account(session, name, email, administrator=administrator,
                              password=the_hash() if password else None, now=datetime.now(UTC))  # fmt: skip
    assert account is not None
    return account


def sign_in(person: Person, name: str, expect: int = 303, **changes: Any) -> Page:
    """Send the page to sign in with this person's address and `PASSWORD`."""
    typed = {"email": f"{name.lower()}@example.org", "password": PASSWORD, "action": "password"}
    return person.send(person.get("/sign-in"), expect, **(typed | changes))


def letters(app: Flask) -> list[tuple[str, str, str, str]]:
    """Each message: to whom, subject, text, html."""
    with database_of(app).reading() as session:
        rows = session.execute(text('SELECT "to", subject, text, html FROM outbox ORDER BY created_at, id'))
        return [(to, subject, words, html) for to, subject, words, html in rows]


def link_to(app: Flask, address: str) -> str:
    """The path of the link last sent there."""
    words = [words for to, _, words, _ in letters(app) if to == address and "/link/" in words]
    return re.findall(r"(/link/[\w-]{32})\n", words[-1])[0]


def move_on(app: Flask, by: timedelta) -> None:
    """What the pages do next happens so much later."""
    wiring = app.extensions["selfassess"]
    app.extensions["selfassess"] = replace(wiring, now=lambda: wiring.now() + by)
