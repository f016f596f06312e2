"""Sessions in and out of their rows: which browsers somebody is signed in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.accounts import account_from
from selfassess.store.dialects import table_of
from selfassess.store.people import Account
from selfassess.store.rows import AccountRow, LoginSessionRow

_TABLE = table_of(LoginSessionRow)
_ACCOUNT = table_of(AccountRow)

# Asked at every request of somebody who is signed in; built once, because building costs more than asking.
_WITH_ACCOUNT = (
    select(
        _TABLE.c.id.label("session"),
        _TABLE.c.device,
        _TABLE.c.started_at,
        _TABLE.c.proved_at,
        _TABLE.c.seen_at,
        _TABLE.c.ended_at,
        _ACCOUNT,
    )
    .join(_ACCOUNT, _ACCOUNT.c.id == _TABLE.c.account)
    .where(_TABLE.c.id == bindparam("session"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """One browser somebody signed in with; `id` is the hash of the secret in its cookie."""

    id: str
    account: str
    device: str
    started_at: datetime
    proved_at: datetime
    seen_at: datetime
    ended_at: datetime | None


def add_session(session: Session, id: str, account: str, device: str, now: datetime) -> None:
    """Somebody signed in."""
    row = {"id": id, "account": account, "device": device, "started_at": now, "proved_at": now, "seen_at": now}
    session.execute(insert(_TABLE), row)


def session_with_account(session: Session, id: str) -> tuple[LoginSession, Account] | None:
    """The session and whose it is, also when it has ended or the account is not active any more."""
    row = session.execute(_WITH_ACCOUNT, {"session": id}).one_or_none()
    return (_login_session(row, row.session, row.id), account_from(row)) if row else None


def sessions_of(session: Session, account: str, seen_after: datetime, started_after: datetime) -> list[LoginSession]:
    """Those that were not ended and were neither idle nor open for too long, the last used one first."""
    rows = session.execute(
        select(_TABLE)
        .where(_TABLE.c.account == account, _TABLE.c.ended_at.is_(None))
        .where(_TABLE.c.seen_at > seen_after, _TABLE.c.started_at > started_after)
        .order_by(_TABLE.c.seen_at.desc(), _TABLE.c.id)
    )
    return [_login_session(row, row.id, row.account) for row in rows]


def _login_session(row: Any, id: str, account: str) -> LoginSession:
    return LoginSession(
        id=id,
        account=account,
        device=row.device,
        started_at=row.started_at,
        proved_at=row.proved_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
    )


def set_seen(session: Session, id: str, now: datetime) -> None:
    """A request came."""
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(seen_at=now))


def set_proved(session: Session, id: str, now: datetime) -> None:
    """The person proved again who they are."""
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(proved_at=now))


def end_session(session: Session, account: str, id: str, now: datetime) -> bool:
    """End a session of this account; False where it has none with this id, or it has ended."""
    open_one = update(_TABLE).where(_TABLE.c.id == id, _TABLE.c.account == account, _TABLE.c.ended_at.is_(None))
    ended = session.execute(open_one.values(ended_at=now))
    return cast("CursorResult[Any]", ended).rowcount == 1


def end_sessions(session: Session, account: str, now: datetime, *, but: str | None = None) -> None:
    """End every session of this account, except the one with the id `but`."""
    theirs = update(_TABLE).where(_TABLE.c.account == account, _TABLE.c.ended_at.is_(None))
    session.execute((theirs.where(_TABLE.c.id != but) if but else theirs).values(ended_at=now))


def delete_sessions(session: Session, started_before: datetime) -> None:
    """Forget sessions that ended long ago."""
    session.execute(delete(_TABLE).where(_TABLE.c.started_at < started_before))
