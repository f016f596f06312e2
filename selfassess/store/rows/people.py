"""Accounts, the sessions they are signed in with, attempts that are counted, and forms kept for who has to sign in."""

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

    # The names of these are Flask-Security's.
    active: Mapped[bool] = mapped_column(comment="may sign in")
    password: Mapped[str | None] = mapped_column(Text, comment="hashed; none where only links are used")
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, comment="changed to end every session at once")
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="when the e-mail address was proved")
    tf_primary_method: Mapped[str | None] = mapped_column(String(64), comment="the second step, where it is set up")
    tf_totp_secret: Mapped[str | None] = mapped_column(Text, comment="encrypted")
    us_totp_secrets: Mapped[str | None] = mapped_column(Text, comment="encrypted; for links and codes by e-mail")
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON_OR_NULL, comment="encrypted; those not used yet")

    __table_args__ = (CheckConstraint("(email IS NULL) = (erased_at IS NOT NULL)", name="erased"),)


class LoginSessionRow(Row):
    """One browser somebody is signed in with."""

    __tablename__ = "login_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of the secret in the cookie")
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="whose")
    device: Mapped[str] = mapped_column(Text, comment="browser and system in words; no address is kept")
    started_at: Mapped[datetime] = mapped_column(comment="when the person signed in")
    seen_at: Mapped[datetime] = mapped_column(comment="last request, to the minute")
    ended_at: Mapped[datetime | None] = mapped_column(comment="signed out, revoked or idle for too long")


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
