"""Messages: written in the transaction of what they tell about, sent once after it, tried again where sending fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from selfassess.language import printable_fault
from selfassess.mail.letter import Letter, compose
from selfassess.mail.problems import PermanentProblem, TransientProblem
from selfassess.mail.transports import Transport
from selfassess.store import outbox as rows
from selfassess.store.database import Database, Transaction

LEASE = timedelta(minutes=10)
"""How long a claimed message is left to who claimed it: longer than a mail server may take with one."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""Before the second try, the third and so on; after the last one the message has failed."""

KEEP_WORDS = timedelta(days=14)
"""How long the words of a message that failed are kept, for somebody to mend the cause and have it tried again."""

KEEP_ADDRESS = timedelta(days=90)
"""How long it is kept to whom a message went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody gets: `to` is an address, `subject` one line, `text` and `html` say the same."""

    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came of a round: how many were sent, put off until later, and given up."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def post(session: Transaction, message: Message, *, key: str, account: str | None = None, now: datetime) -> bool:
    """Put it into the outbox; False, and nothing, where the same `key` (the occasion, at most 120 characters) was.

    `ValueError` for a subject of several lines, a text that cannot be printed, or an occasion without a name:
    `letters.letter` makes none of them.
    """
    texts = (message.to, message.subject, message.text, message.html)
    if any(map(printable_fault, texts)) or len(message.subject.splitlines()) != 1 or not 0 < len(key) <= 120:
        raise ValueError("no message that could be sent")
    said = {"to": message.to, "subject": message.subject, "text": message.text, "html": message.html}
    return rows.add_message(session, key, account, said, now)


def deliver(
    database: Database, transport: Transport, *, sender: str, clock: Callable[[], datetime], most: int = 50
) -> Delivered:
    """Send what is due, at most so many; any number of workers may do it at the same time.

    A message is claimed in one transaction, sent outside of any, and settled in another. Whoever dies in between
    leaves a claim that runs out after `LEASE`; the message is then sent again, though the server may have it already:
    at least once, and with the same Message-ID, by which e-mail programs know it. Raises `StoreProblem`.
    """
    counts = {"sent": 0, "put_off": 0, "failed": 0}
    for _ in range(most):
        claimed = _claimed(database, clock())
        if claimed is None:
            break
        counts[_send(database, transport, claimed, sender, clock)] += 1
    return Delivered(**counts)


def _claimed(database: Database, now: datetime) -> rows.Kept | None:
    with database.reading() as session:
        if not rows.any_due(session, now):
            return None
    with database.writing() as session:
        return rows.claim_message(session, now, now + LEASE)


def _send(
    database: Database, transport: Transport, claimed: rows.Kept, sender: str, clock: Callable[[], datetime]
) -> str:
    """Try once and settle it; gives the name of what came of it."""
    if claimed.attempts > len(PAUSES) + 1:
        return _give_up(database, claimed, clock(), "Each time it was sent, the program ended before it was done.")
    letter = Letter(
        id=claimed.id,
        sender=sender,
        to=claimed.to,
        subject=claimed.subject,
        text=claimed.text,
        html=claimed.html,
    )
    try:
        transport.send(compose(letter, clock()))
    except PermanentProblem as problem:
        return _give_up(database, claimed, clock(), str(problem))
    except TransientProblem as problem:
        return _put_off(database, claimed, clock(), str(problem))
    with database.writing() as session:
        rows.settle_sent(session, claimed, clock())
    return "sent"


def _put_off(database: Database, claimed: rows.Kept, now: datetime, why: str) -> str:
    if claimed.attempts > len(PAUSES):
        return _give_up(database, claimed, now, why)
    with database.writing() as session:
        rows.settle_later(session, claimed, now + PAUSES[claimed.attempts - 1], why)
    return "put_off"


def _give_up(database: Database, claimed: rows.Kept, now: datetime, why: str) -> str:
    with database.writing() as session:
        rows.settle_failed(session, claimed, now, why)
    return "failed"


def empty_old_messages(database: Database, *, now: datetime) -> None:
    """Forget the words of messages that failed long ago, and to whom any went; once a day is often enough."""
    with database.writing() as session:
        rows.empty_messages(session, words_before=now - KEEP_WORDS, all_before=now - KEEP_ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How the outbox stands; `waiting_since` is when the oldest message was written that is still to be sent."""

    waiting: int
    failed: int
    waiting_since: datetime | None


def counts(database: Database) -> OutboxCounts:
    """For those who watch the installation; a message that waits for hours means that no worker or server is there."""
    with database.reading() as session:
        by_state = rows.count_by_state(session)
        waiting = by_state.get(rows.MessageState.WAITING, 0) + by_state.get(rows.MessageState.SENDING, 0)
        failed = by_state.get(rows.MessageState.FAILED, 0)
        return OutboxCounts(waiting=waiting, failed=failed, waiting_since=rows.oldest_unsettled(session))
