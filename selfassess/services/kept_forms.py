"""What somebody sent after their session had ended, kept a day for the same person to send again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from selfassess.services.access import Actor
from selfassess.services.problems import NotFoundError
from selfassess.services.sessions import FORM_KEPT
from selfassess.store import kept_forms as rows
from selfassess.store.database import Database
from selfassess.store.kept_forms import KeptForm

MOST_KEPT = 20
"""Forms kept for one person; a newer one then takes the place of the oldest."""


def keep_form(
    database: Database, account: str, address: str, fields: Iterable[tuple[str, str]], *, now: datetime
) -> None:
    """Keep what was sent to `address`, a path and query of ours; `fields` are pairs of name and value in order."""
    form = KeptForm(id=secrets.token_hex(16), account=account, address=address, fields=tuple(fields), kept_at=now)
    with database.writing() as session:
        for old in rows.forms_of(session, account, now - FORM_KEPT)[MOST_KEPT - 1 :]:
            rows.take_form(session, account, old.id)
        rows.keep_form(session, form)


def forms_of(database: Database, who: Actor, *, now: datetime) -> tuple[KeptForm, ...]:
    """What is kept for this person, the latest first."""
    if who.account is None:
        return ()
    with database.reading() as session:
        return rows.forms_of(session, who.account, now - FORM_KEPT)


def form_for(database: Database, who: Actor, id: str, *, now: datetime) -> KeptForm:
    """One of them. Raises `NotFoundError`, also for somebody else's."""
    found = next((form for form in forms_of(database, who, now=now) if form.id == id), None)
    if found is None:
        raise NotFoundError(f"There is no kept form {id}.")
    return found


def forget_form(database: Database, who: Actor, id: str) -> None:
    """Keep it no longer: it is being sent again, or not wanted."""
    if who.account is not None:
        with database.writing() as session:
            rows.take_form(session, who.account, id)
