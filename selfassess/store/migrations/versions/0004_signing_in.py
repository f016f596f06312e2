"""Sessions, one-time links, attempts that are counted, and forms kept for who has to sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    _login_session()
    _one_time_link()
    _throttle()
    _kept_form()


def _login_session() -> None:
    op.create_table(
        "login_session",
        sa.Column("id", sa.String(64), nullable=False, comment="SHA-256 of the secret in the cookie"),
        sa.Column("account", sa.String(32), nullable=False, comment="whose"),
        sa.Column("device", sa.Text, nullable=False, comment="browser and system in words; no address is kept"),
        sa.Column("started_at", _MOMENT, nullable=False, comment="when the person signed in"),
        sa.Column("proved_at", _MOMENT, nullable=False, comment="when the person last proved who they are"),
        sa.Column("seen_at", _MOMENT, nullable=False, comment="last request, to the minute"),
        sa.Column("ended_at", _MOMENT, nullable=True, comment="signed out or revoked; none while idle for too long"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_login_session_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
    )
    op.create_index(op.f("ix_login_session_account"), "login_session", ["account"])


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("secret", sa.String(64), nullable=False, comment="SHA-256 of the secret in the link"),
        sa.Column("purpose", sa.String(16), nullable=False, comment="set_up, sign_in, password or email"),
        sa.Column("account", sa.String(32), nullable=True, comment="for whom; none for the first administrator"),
        sa.Column("email", sa.Text, nullable=True, comment="the new address that it proves"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="when it was made"),
        sa.Column("expires_at", _MOMENT, nullable=False, comment="of no use from then on"),
        sa.Column("used_at", _MOMENT, nullable=True, comment="when it was used or taken back"),
        sa.CheckConstraint(
            "purpose IN ('set_up', 'sign_in', 'password', 'email')", name=op.f("ck_one_time_link_purpose")
        ),
        sa.CheckConstraint("(purpose = 'set_up') = (account IS NULL)", name=op.f("ck_one_time_link_account")),
        sa.CheckConstraint("(purpose = 'email') = (email IS NOT NULL)", name=op.f("ck_one_time_link_email")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_one_time_link_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("secret", name=op.f("pk_one_time_link")),
    )
    op.create_index(op.f("ix_one_time_link_account"), "one_time_link", ["account"])
    op.create_index(op.f("ix_one_time_link_expires_at"), "one_time_link", ["expires_at"])


def _throttle() -> None:
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(64), nullable=False, comment="SHA-256 of what is counted"),
        sa.Column("since", _MOMENT, nullable=False, comment="start of the window that is counted"),
        sa.Column("count", sa.Integer, nullable=False, comment="attempts in it"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_index(op.f("ix_throttle_since"), "throttle", ["since"])


def _kept_form() -> None:
    op.create_table(
        "kept_form",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in the address"),
        sa.Column("account", sa.String(32), nullable=False, comment="whose"),
        sa.Column("address", sa.Text, nullable=False, comment="path and query it was sent to"),
        sa.Column("fields", _JSON, nullable=False, comment="pairs of name and value, in order"),
        sa.Column("kept_at", _MOMENT, nullable=False, comment="when; deleted a day later"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_kept_form_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
    )
    op.create_index(op.f("ix_kept_form_account"), "kept_form", ["account"])
    op.create_index(op.f("ix_kept_form_kept_at"), "kept_form", ["kept_at"])
