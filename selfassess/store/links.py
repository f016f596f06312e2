"""One-time links in and out of their rows; a link is known by the hash of its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import OneTimeLinkRow

_TABLE = table_of(OneTimeLinkRow)
_OPEN = (_TABLE.c.secret == bindparam("hash"), _TABLE.c.used_at.is_(None), _TABLE.c.expires_at > bindparam("now"))
_LOOK = select(_TABLE).where(*_OPEN)


class Purpose(StrEnum):
    """What a link does."""

    SET_UP = "set_up"
    """Makes the first administrator."""
    SIGN_IN = "sign_in"
    PASSWORD = "password"  # noqa: S105 - what the link is for
    """Lets its holder choose a new password."""
    EMAIL = "email"
    """Proves a new address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLink:
    """A link that can still be used. `account` is missing for `SET_UP` only, `email` is there for `EMAIL` only."""

    purpose: Purpose
    account: str | None
    email: str | None


def add_link(session: Session, hash: str, link: OneTimeLink, now: datetime, expires_at: datetime) -> None:
    """Keep a new link."""
    row = {"secret": hash, "purpose": link.purpose.value, "account": link.account, "email": link.email}
    session.execute(insert(_TABLE), row | {"made_at": now, "expires_at": expires_at})


def open_link(session: Session, hash: str, now: datetime) -> OneTimeLink | None:
    """The link, unless it was used or taken back, has expired or never was."""
    return _link(session.execute(_LOOK, {"hash": hash, "now": now}).one_or_none())


def use_link(session: Session, hash: str, now: datetime) -> OneTimeLink | None:
    """The link, used up by this; of two who try at the same moment one gets it."""
    used = update(_TABLE).where(*_OPEN).values(used_at=bindparam("used")).returning(_TABLE)
    return _link(session.execute(used, {"hash": hash, "now": now, "used": now}).one_or_none())


def _link(row: Any) -> OneTimeLink | None:
    return row and OneTimeLink(purpose=Purpose(row.purpose), account=row.account, email=row.email)


def take_back_links(session: Session, account: str | None, now: datetime) -> None:
    """Make every open link of this account useless; with None, those for the first administrator."""
    theirs = _TABLE.c.account == account if account else _TABLE.c.purpose == Purpose.SET_UP.value
    session.execute(update(_TABLE).where(theirs, _TABLE.c.used_at.is_(None)).values(used_at=now))


def delete_links(session: Session, expired_before: datetime) -> None:
    """Forget links that expired long ago."""
    session.execute(delete(_TABLE).where(_TABLE.c.expires_at < expired_before))
