"""Work to be done after a transaction: messages to send, and jobs to run, once each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row


class OutboxRow(Row):
    """A message, written in the transaction of what it tells about, and sent after it."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random; part of the Message-ID")
    key: Mapped[str] = mapped_column(String(120), unique=True, comment="of the occasion: the same one is told once")
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"), comment="to whom, where there is an account")
    to: Mapped[str] = mapped_column(
        Text, comment="address; emptied when the person is erased, and some time after sending"
    )
    subject: Mapped[str] = mapped_column(Text, comment="one line")
    text: Mapped[str] = mapped_column(Text, comment="the plain words; emptied once sent")
    html: Mapped[str] = mapped_column(Text, comment="the same as a page; emptied once sent")
    state: Mapped[str] = mapped_column(String(16), comment="waiting, sending, sent or failed")
    attempts: Mapped[int] = mapped_column(comment="how often sending was tried")
    created_at: Mapped[datetime] = mapped_column(comment="when it was written")
    next_at: Mapped[datetime] = mapped_column(comment="not tried before; while sending, when it is given up for lost")
    sent_at: Mapped[datetime | None] = mapped_column(comment="when the server took it")
    failure: Mapped[str | None] = mapped_column(Text, comment="what the server said last")

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        Index(None, "state", "next_at"),
    )


class JobRow(Row):
    """Long or later work; this row is the truth about it, whatever the queue knows."""

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    kind: Mapped[str] = mapped_column(String(40), comment="what to do, by the table of jobs")
    key: Mapped[str | None] = mapped_column(String(120), unique=True, comment="of the occasion: the same is done once")
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON_OR_NULL, comment="ids and plain values")
    requested_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"), comment="whose rights it runs with")
    organisation: Mapped[str | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), comment="whose it is, or none"
    )
    partnership: Mapped[str | None] = mapped_column(
        ForeignKey("partnership.id", ondelete="SET NULL"), comment="whose it is, or none"
    )
    state: Mapped[str] = mapped_column(String(16), comment="queued, running, done, failed or cancelled")
    queued_at: Mapped[datetime] = mapped_column(comment="when it was asked for")
    due_at: Mapped[datetime] = mapped_column(comment="not begun before")
    attempts: Mapped[int] = mapped_column(comment="how often it was begun")
    worker: Mapped[str | None] = mapped_column(String(80), comment="who runs it; must match to go on or finish")
    heartbeat_at: Mapped[datetime | None] = mapped_column(comment="last sign of life of that worker")
    done: Mapped[int] = mapped_column(comment="steps done")
    total: Mapped[int] = mapped_column(comment="steps in all; 0 while unknown")
    note: Mapped[str] = mapped_column(Text, comment="what it is at, in words")
    cancel_asked: Mapped[bool] = mapped_column(comment="stops at its next step")
    result: Mapped[dict[str, Any]] = mapped_column(JSON_OR_NULL, comment="what came of it; empty until done")
    failure: Mapped[str | None] = mapped_column(Text, comment="why it failed, in words")
    finished_at: Mapped[datetime | None] = mapped_column(comment="there exactly when done, failed or cancelled")

    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
        CheckConstraint("(state = 'running') = (worker IS NOT NULL AND heartbeat_at IS NOT NULL)", name="worker"),
        CheckConstraint("(state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL)", name="finished_at"),
        Index(None, "state", "due_at"),
    )
