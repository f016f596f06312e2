"""What must not come back to life where a database becomes again what it was some time ago."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.outbox import MessageState
from selfassess.store.rows import KeptFormRow, LoginSessionRow, OneTimeLinkRow, OutboxRow

_OUTBOX = table_of(OutboxRow)


def let_rest(session: Session, why: str) -> None:
    """End all sessions and links, which may have been ended or used since, and give up messages that waited then.

    They were probably sent since; `why` is what the page of messages says, where each can still be sent.
    """
    for row in (LoginSessionRow, OneTimeLinkRow, KeptFormRow):
        session.execute(delete(table_of(row)))
    waiting = _OUTBOX.c.state.in_((MessageState.WAITING.value, MessageState.SENDING.value))
    session.execute(update(_OUTBOX).where(waiting).values(state=MessageState.FAILED.value, failure=why))
