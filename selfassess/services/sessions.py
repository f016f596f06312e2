"""Sessions: who a request comes from, for how long, and where somebody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import hash_of, new_secret
from selfassess.services.problems import NotFoundError
from selfassess.services.throttle import LONGEST_WINDOW
from selfassess.store import sessions as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.kept_forms import delete_forms
from selfassess.store.links import delete_links
from selfassess.store.people import Account
from selfassess.store.sessions import LoginSession
from selfassess.store.throttle import delete_counts

IDLE = timedelta(hours=2)
"""Without a request for this long a session ends: a meeting fits in, a night does not."""
WHOLE = timedelta(hours=12)
"""However busy, it ends after this: a working day."""
FRESH = timedelta(minutes=15)
"""What decides who can sign in is changed only by those who proved who they are this recently."""
FORM_KEPT = timedelta(days=1)
"""How long a form is kept that was sent too late."""

_NOTED_EVERY = timedelta(minutes=1)
_REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session that goes on, and whose it is."""

    account: Account
    session: LoginSession

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person proved recently enough who they are."""
        return now - self.session.proved_at < FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """A session that ended by itself, not by anybody's wish: what its browser still sends is kept for its person."""

    account: str


def session_of(database: Database, secret: str, *, now: datetime) -> SignedIn | TooLong | None:
    """Whose the secret of a cookie is; None for one that was signed out, revoked, or never given out."""
    with database.reading() as session:
        found = rows.session_with_account(session, hash_of(secret))
    if found is None or found[0].ended_at is not None or not found[1].active:
        return None
    this, account = found
    if now - this.seen_at >= IDLE or now - this.started_at >= WHOLE:
        return TooLong(account=account.id)
    if now - this.seen_at >= _NOTED_EVERY:
        with database.writing() as session:
            rows.set_seen(session, this.id, now)
    return SignedIn(account=account, session=this)


def start_session(session: Transaction, account: str, device: str, now: datetime) -> str:
    """A new session, whose secret is for the cookie alone; what is over and done with is forgotten on the way."""
    secret = new_secret()
    rows.add_session(session, hash_of(secret), account, device, now)
    forget_what_is_over(session, now)
    return secret


def forget_what_is_over(session: Transaction, now: datetime) -> None:
    """Sessions and links of long ago, counts of past windows, and forms that nobody came back for; once a day too."""
    rows.delete_sessions(session, now - _REMEMBERED)
    delete_links(session, now - _REMEMBERED)
    delete_counts(session, now - LONGEST_WINDOW)
    delete_forms(session, now - FORM_KEPT)


def sessions_of(database: Database, who: Actor, *, now: datetime) -> tuple[LoginSession, ...]:
    """Where the person is signed in, the last used one first."""
    if who.account is None:
        return ()
    with database.reading() as session:
        return tuple(rows.sessions_of(session, who.account, now - IDLE, now - WHOLE))


def session_for(database: Database, who: Actor, id: str, *, now: datetime) -> LoginSession:
    """A session of this person that goes on. Raises `NotFoundError`, also for somebody else's."""
    found = next((one for one in sessions_of(database, who, now=now) if one.id == id), None)
    if found is None:
        raise NotFoundError(f"There is no session {id}.")
    return found


def end_session(database: Database, who: Actor, id: str, *, now: datetime) -> None:
    """Sign out one browser of this person; one that is signed out already stays so."""
    if who.account is None:
        return
    with database.writing() as session:
        if rows.end_session(session, who.account, id, now):
            record(session, who, Event.SIGNED_OUT, Subject(kind="account", id=who.account), now=now)


def end_other_sessions(database: Database, who: Actor, but: str, *, now: datetime) -> None:
    """Sign out every browser of this person but the one with this session."""
    if who.account is None:
        return
    with database.writing() as session:
        rows.end_sessions(session, who.account, now, but=but)
        record(session, who, Event.SIGNED_OUT_ELSEWHERE, Subject(kind="account", id=who.account), now=now)
