"""One-time links: made for one purpose, looked at as often as one likes, used once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from selfassess.store import links as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.links import OneTimeLink, Purpose

LASTS: Mapping[Purpose, timedelta] = MappingProxyType(
    {
        Purpose.SET_UP: timedelta(days=1),
        Purpose.SIGN_IN: timedelta(minutes=30),
        Purpose.PASSWORD: timedelta(hours=2),
        Purpose.EMAIL: timedelta(days=1),
    }
)
"""How long each can be used: mail to public bodies is scanned and can be slow."""

BY_HAND = timedelta(days=3)
"""How long a link can be used that somebody on a terminal made, to be handed over."""


def new_secret() -> str:
    """A word nobody can guess, for a link or a cookie; only its hash is kept."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 192 random bits, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def make_link(session: Transaction, link: OneTimeLink, now: datetime, *, lasts: timedelta | None = None) -> str:
    """Keep a new link and give its secret, which is kept nowhere."""
    secret = new_secret()
    rows.add_link(session, hash_of(secret), link, now, now + (lasts or LASTS[link.purpose]))
    return secret


def look_at_link(database: Database, secret: str, *, now: datetime) -> OneTimeLink | None:
    """What the link does; None where it was used, has expired or never was. Uses nothing up."""
    with database.reading() as session:
        return rows.open_link(session, hash_of(secret), now)


def use_link(session: Transaction, secret: str, now: datetime) -> OneTimeLink | None:
    """The link, used up by this; None where it cannot be used any more."""
    return rows.use_link(session, hash_of(secret), now)
