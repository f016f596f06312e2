"""Accounts, their sessions and one-time links, attempts that are counted, and forms kept for who has to sign in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row


class AccountRow(Row):
    """A person who can sign in. An erased one keeps its row, without anything that says who it was."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random; what all records name people by")
    name: Mapped[str] = mapped_column(Text, comment="as the person writes it; empty once erased")
    email: Mapped[str | None] = mapped_column(Text, unique=True, comment="normalised, lower case; none once erased")
    administrator: Mapped[bool] = mapped_column(comment="of the whole installation")
    created_at: Mapped[datetime] = mapped_column(comment="when it was made")
    erased_at: Mapped[datetime | None] = mapped_column(comment="when the person was erased")

    active: Mapped[bool] = mapped_column(comment="may sign in")
    password: Mapped[str | None] = mapped_column(Text, comment="hashed; none where only links are used")
    second_step: Mapped[str | None] = mapped_column(Text, comment="secret of the codes from an app, encrypted")
    last_code: Mapped[int | None] = mapped_column(comment="number of the last code taken: none is taken twice")
    recovery_codes: Mapped[list[str]] = mapped_column(JSON_OR_NULL, comment="hashed; those not used yet")

    __table_args__ = (CheckConstraint("(email IS NULL) = (erased_at IS NOT NULL)", name="erased"),)


class LoginSessionRow(Row):
    """One browser somebody is signed in with."""

    __tablename__ = "login_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of the secret in the cookie")
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="whose")
    device: Mapped[str] = mapped_column(Text, comment="browser and system in words; no address is kept")
    started_at: Mapped[datetime] = mapped_column(comment="when the person signed in")
    proved_at: Mapped[datetime] = mapped_column(comment="when the person last proved who they are")
    seen_at: Mapped[datetime] = mapped_column(comment="last request, to the minute")
    ended_at: Mapped[datetime | None] = mapped_column(comment="signed out or revoked; none while idle for too long")


class OneTimeLinkRow(Row):
    """A link that does one thing once: makes the first administrator, signs in, or changes password or address."""

    __tablename__ = "one_time_link"

    secret: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of the secret in the link")
    purpose: Mapped[str] = mapped_column(String(16), comment="set_up, sign_in, password or email")
    account: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="for whom; none for the first administrator"
    )
    email: Mapped[str | None] = mapped_column(Text, comment="the new address that it proves")
    made_at: Mapped[datetime] = mapped_column(comment="when it was made")
    expires_at: Mapped[datetime] = mapped_column(index=True, comment="of no use from then on")
    used_at: Mapped[datetime | None] = mapped_column(comment="when it was used or taken back")

    __table_args__ = (
        CheckConstraint("purpose IN ('set_up', 'sign_in', 'password', 'email')", name="purpose"),
        CheckConstraint("(purpose = 'set_up') = (account IS NULL)", name="account"),
        CheckConstraint("(purpose = 'email') = (email IS NOT NULL)", name="email"),
    )


class ThrottleRow(Row):
    """How often something was tried; shared by all processes, so that restarting one forgets nothing."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of what is counted")
    since: Mapped[datetime] = mapped_column(index=True, comment="start of the window that is counted")
    count: Mapped[int] = mapped_column(comment="attempts in it")


class KeptFormRow(Row):
    """What somebody sent after the session had ended, kept for the same person to send again."""

    __tablename__ = "kept_form"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in the address")
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="whose")
    address: Mapped[str] = mapped_column(Text, comment="path and query it was sent to")
    fields: Mapped[list[Any]] = mapped_column(JSON_OR_NULL, comment="pairs of name and value, in order")
    kept_at: Mapped[datetime] = mapped_column(index=True, comment="when; deleted a day later")
