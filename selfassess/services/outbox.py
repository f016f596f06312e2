"""Messages: written in the transaction of what they tell about, sent once after it, tried again where sending fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.store.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody gets: `to` is an address, `subject` one line, `text` and `html` say the same."""

    to: str
    subject: str
    text: str
    html: str


def post(session: Transaction, message: Message, *, key: str, account: str | None = None, now: datetime) -> None:
    """Put it into the outbox; a second one with the same `key` (the occasion, at most 120 characters) is not sent."""
