"""Messages in and out of their rows: kept once for each occasion, claimed by one sender at a time, settled by it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, func, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import OutboxRow

_OUTBOX = table_of(OutboxRow)
_NOTHING = {"text": "", "html": ""}


class MessageState(StrEnum):
    """`SENDING` is a claim: whoever made it settles it, or loses it at `next_at`."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


_UNSETTLED = (MessageState.WAITING.value, MessageState.SENDING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A message in the outbox. `attempts` counts claims, and so tells one claim of it from the next."""

    id: str
    account: str | None
    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    state: MessageState
    attempts: int
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    failure: str | None


def _kept(row: Any) -> Kept:
    values = {name: value for name, value in row._mapping.items() if name != "key"}
    return Kept(**values | {"state": MessageState(row.state)})


def add_message(session: Session, key: str, account: str | None, said: Mapping[str, str], now: datetime) -> bool:
    """Keep it, to be sent from now on; False where the same `key` is there. `said` has to, subject, text and html."""
    row = {
        "id": secrets.token_hex(16),
        "key": key,
        "account": account,
        **said,
        "state": MessageState.WAITING.value,
        "attempts": 0,
        "created_at": now,
        "next_at": now,
    }
    once = insert_into(OutboxRow, dialect_of(session)).on_conflict_do_nothing(index_elements=["key"])
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    return _touched(session.execute(once, row, execution_options={"preserve_rowcount": True})) == 1


def keys_kept(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Those of these occasions of which a message was written, whatever became of it."""
    return frozenset(session.scalars(select(_OUTBOX.c.key).where(_OUTBOX.c.key.in_(list(keys)))))


# Workers ask this every few seconds; what another one is just claiming is passed over rather than waited for.
_DUE = (
    select(_OUTBOX)
    .where(_OUTBOX.c.state.in_(_UNSETTLED), _OUTBOX.c.next_at <= bindparam("now"))
    .order_by(_OUTBOX.c.next_at, _OUTBOX.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def claim_message(session: Session, now: datetime, lease_ends: datetime) -> Kept | None:
    """The message that has been due for longest, now `SENDING` until `lease_ends`; a claim that ran out is due too."""
    row = session.execute(_DUE, {"now": now}).first()
    if row is None:
        return None
    claim = {"state": MessageState.SENDING.value, "attempts": row.attempts + 1, "next_at": lease_ends}
    session.execute(update(_OUTBOX).where(_OUTBOX.c.id == row.id).values(claim))
    return _kept(session.execute(select(_OUTBOX).where(_OUTBOX.c.id == row.id)).one())


def any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to claim; reading it first spares an idle worker from taking the writers' turn."""
    due = select(_OUTBOX.c.id).where(_OUTBOX.c.state.in_(_UNSETTLED), _OUTBOX.c.next_at <= now).limit(1)
    return session.scalar(due) is not None


def settle_sent(session: Session, claimed: Kept, now: datetime) -> bool:
    """The server took it; its words are not kept. False where the claim has run out and somebody else has it."""
    return _settle(session, claimed, {"state": MessageState.SENT.value, "sent_at": now, "failure": None, **_NOTHING})


def settle_later(session: Session, claimed: Kept, next_at: datetime, failure: str) -> bool:
    """It is to be tried again; the same False."""
    values = {"state": MessageState.WAITING.value, "next_at": next_at, "failure": failure}
    return _settle(session, claimed, values)


def settle_failed(session: Session, claimed: Kept, now: datetime, failure: str) -> bool:
    """It is given up; the same False. Its words stay for a while, for somebody may mend the cause."""
    return _settle(session, claimed, {"state": MessageState.FAILED.value, "next_at": now, "failure": failure})


def _settle(session: Session, claimed: Kept, values: Mapping[str, Any]) -> bool:
    mine = (_OUTBOX.c.state == MessageState.SENDING.value) & (_OUTBOX.c.attempts == claimed.attempts)
    return _touched(session.execute(update(_OUTBOX).where(_OUTBOX.c.id == claimed.id, mine).values(values))) == 1


def retry_message(session: Session, id: str, now: datetime) -> bool:
    """Make a failed one, or one that waits for its next try, due at once, with all its tries before it."""
    again = _OUTBOX.c.state.in_((MessageState.WAITING.value, MessageState.FAILED.value)) & (_OUTBOX.c.text != "")
    values = {"state": MessageState.WAITING.value, "attempts": 0, "next_at": now}
    return _touched(session.execute(update(_OUTBOX).where(_OUTBOX.c.id == id, again).values(values))) == 1


def message_of_id(session: Session, id: str) -> Kept | None:
    """The message with this id."""
    row = session.execute(select(_OUTBOX).where(_OUTBOX.c.id == id)).first()
    return _kept(row) if row else None


def unsent_messages(session: Session, *, most: int) -> tuple[Kept, ...]:
    """Those that wait, are being sent or failed, the newest first."""
    unsent = select(_OUTBOX).where(_OUTBOX.c.state != MessageState.SENT.value)
    return tuple(map(_kept, session.execute(unsent.order_by(_OUTBOX.c.created_at.desc(), _OUTBOX.c.id).limit(most))))


def count_by_state(session: Session) -> dict[MessageState, int]:
    """How many messages are in each state; a state of none is missing."""
    counted = session.execute(select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state))
    return {MessageState(state): count for state, count in counted}


def due_since(session: Session, now: datetime) -> datetime | None:
    """Since when the message has been due that nobody has claimed for longest."""
    due = select(func.min(_OUTBOX.c.next_at)).where(_OUTBOX.c.state.in_(_UNSETTLED), _OUTBOX.c.next_at <= now)
    since: datetime | None = session.scalar(due)
    return since


def oldest_unsettled(session: Session) -> datetime | None:
    """When the oldest message was written that is still to be sent."""
    oldest: datetime | None = session.scalar(
        select(func.min(_OUTBOX.c.created_at)).where(_OUTBOX.c.state.in_(_UNSETTLED))
    )
    return oldest


def empty_messages(session: Session, *, words_before: datetime, all_before: datetime) -> None:
    """Empty what is settled: the words where it was written before the one time, address and subject the other."""
    settled = _OUTBOX.c.state.in_((MessageState.SENT.value, MessageState.FAILED.value))
    session.execute(update(_OUTBOX).where(settled, _OUTBOX.c.created_at < words_before).values(_NOTHING))
    everything = {"to": "", "subject": "", "failure": None, **_NOTHING}
    session.execute(update(_OUTBOX).where(settled, _OUTBOX.c.created_at < all_before).values(everything))


def erase_messages(session: Session, account: str, email: str | None) -> None:
    """Empty every message to this account or address; what was still to be sent is given up."""
    theirs = (_OUTBOX.c.account == account) | (_OUTBOX.c.to == (email or ""))
    unsettled = update(_OUTBOX).where(theirs, _OUTBOX.c.state.in_(_UNSETTLED))
    session.execute(unsettled.values(state=MessageState.FAILED.value))
    session.execute(update(_OUTBOX).where(theirs).values({"to": "", "subject": "", "failure": None, **_NOTHING}))


def _touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
