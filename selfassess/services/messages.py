"""The outbox for administrators: what was not sent and why, another try, and a message to see whether mail works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.language import Translator
from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.letters import letter
from selfassess.services.outbox import post
from selfassess.services.problems import NotFoundError
from selfassess.store import outbox as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.database import Database, Transaction

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A message that waits or failed, without what it says. `can_retry`: its words are still there."""

    id: str
    to: str
    subject: str
    failed: bool
    created_at: datetime
    next_at: datetime
    attempts: int
    failure: str
    can_retry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """The newest `MOST_SHOWN` unsent messages, and how many there are of each kind."""

    unsent: tuple[Unsent, ...]
    waiting: int
    failed: int
    sent: int


def outbox(database: Database, who: Actor) -> Outbox:
    """How the outbox stands; for administrators."""
    with database.reading() as session:
        require_administrator(session, who)
        count = rows.count_by_state(session)
        return Outbox(
            unsent=tuple(map(_unsent, rows.unsent_messages(session, most=MOST_SHOWN))),
            waiting=count.get(rows.MessageState.WAITING, 0) + count.get(rows.MessageState.SENDING, 0),
            failed=count.get(rows.MessageState.FAILED, 0),
            sent=count.get(rows.MessageState.SENT, 0),
        )


def message_for(database: Database, who: Actor, id: str) -> Unsent:
    """One message by its id; `NotFoundError` for whoever is no administrator, and where there is none."""
    with database.reading() as session:
        return _required(session, who, id)


def retry_message(database: Database, who: Actor, id: str, *, now: datetime) -> bool:
    """Have it tried again at once, with all tries before it; False where it is being sent, was sent or is empty."""
    with database.writing() as session:
        _required(session, who, id)
        if not rows.retry_message(session, id, now):
            return False
        record(session, who, Event.MESSAGE_RETRIED, Subject(kind="message", id=id), now=now)
        return True


def send_test_message(
    database: Database, who: Actor, t: Translator, *, token: str, installation: str, now: datetime
) -> str | None:
    """Post a message to whoever asks; gives its address, None for somebody without an account.

    The same `token` (one a form) again posts no second one.
    """
    with database.writing() as session:
        require_administrator(session, who)
        account = account_of_id(session, who.account) if who.account else None
        if account is None or account.email is None:
            return None
        message = letter(
            t,
            to=account.email,
            name=account.name,
            subject=t("Test message"),
            paragraphs=[t("E-mail works: this message has reached you."), t("There is nothing you need to do.")],
            why=t("You get this because you asked for a test message as an administrator."),
            installation=installation,
        )
        if post(session, message, key=f"test:{account.id}:{token}", account=account.id, now=now):
            record(session, who, Event.MESSAGE_TESTED, Subject(kind="account", id=account.id), now=now)
        return account.email


def _required(session: Transaction, who: Actor, id: str) -> Unsent:
    require_administrator(session, who)
    found = None if "\0" in id else rows.message_of_id(session, id)  # PostgreSQL would refuse the question
    if found is None:
        raise NotFoundError(f"There is no message {id}.")
    return _unsent(found)


def _unsent(kept: rows.Kept) -> Unsent:
    return Unsent(
        id=kept.id,
        to=kept.to,
        subject=kept.subject,
        failed=kept.state is rows.MessageState.FAILED,
        created_at=kept.created_at,
        next_at=kept.next_at,
        attempts=kept.attempts,
        failure=kept.failure or "",
        can_retry=bool(kept.text) and kept.state is not rows.MessageState.SENDING,
    )
