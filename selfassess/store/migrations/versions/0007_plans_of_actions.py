"""Plans of actions for twelve months, their progress and checks, and calendar feeds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _plan()
    _action()
    _action_question()
    _action_note()
    _plan_check()
    _quiet()
    _calendar_feed()


def _plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what it is about"),
        sa.Column("assessment", sa.String(32), nullable=True, comment="the result it came from, or none"),
        sa.Column("starts_on", sa.Date, nullable=False, comment="its first day"),
        sa.Column("ends_on", sa.Date, nullable=False, comment="its last day"),
        sa.Column("follows", sa.String(32), nullable=True, comment="the one before"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="when it was begun"),
        sa.Column("made_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("follows <> id", name=op.f("ck_plan_follows")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_plan_revision")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_plan_ends_on")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_plan_assessment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["follows"], ["plan.id"], name=op.f("fk_plan_follows")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_plan_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("follows", name=op.f("uq_plan_follows")),
    )
    op.create_index(op.f("ix_plan_assessment"), "plan", ["assessment"])
    op.create_index(
        op.f("ix_plan_organisation_questionnaire_starts_on"), "plan", ["organisation", "questionnaire", "starts_on"]
    )
    op.create_index(
        "uq_plan_first", "plan", ["organisation", "questionnaire"], unique=True, **_where("follows IS NULL")
    )


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("plan", sa.String(32), nullable=False, comment="part of which"),
        sa.Column("text", sa.Text, nullable=False, comment="what is to be done"),
        sa.Column("measure", sa.Text, nullable=False, comment="how one will know that it worked; may be empty"),
        sa.Column("key", sa.Boolean, nullable=False, comment="one of the key actions"),
        sa.Column("kind", sa.String(16), nullable=False, comment="continuing or new"),
        sa.Column("owner", sa.String(32), nullable=True, comment="the member, or none"),
        sa.Column(
            "owner_role", sa.Text, nullable=False, comment="the named role, where no member owns it; may be empty"
        ),
        sa.Column("due_on", sa.Date, nullable=True, comment="the day it is to be done by"),
        sa.Column("status", sa.String(16), nullable=False, comment="not_started, under_way, done or stopped"),
        sa.Column("reason", sa.Text, nullable=False, comment="why it was stopped; else empty"),
        sa.Column("effort", sa.String(16), nullable=True, comment="low, medium or high, where known"),
        sa.Column("suggestion", sa.String(200), nullable=True, comment="of which suggestion or template it was made"),
        sa.Column(
            "carried_from", sa.String(32), nullable=True, comment="the action of the plan before that this goes on with"
        ),
        sa.Column("created_on", sa.Date, nullable=False, comment="the day it was added"),
        sa.Column("ended_on", sa.Date, nullable=True, comment="there exactly when done or stopped"),
        sa.Column("added_at", _MOMENT, nullable=False, comment="when"),
        sa.Column("added_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("(status = 'stopped') = (reason <> '')", name=op.f("ck_action_reason")),
        sa.CheckConstraint("(status IN ('done', 'stopped')) = (ended_on IS NOT NULL)", name=op.f("ck_action_ended_on")),
        sa.CheckConstraint("effort IN ('low', 'medium', 'high')", name=op.f("ck_action_effort")),
        sa.CheckConstraint("kind IN ('continuing', 'new')", name=op.f("ck_action_kind")),
        sa.CheckConstraint("owner IS NULL OR owner_role = ''", name=op.f("ck_action_owner")),
        sa.CheckConstraint("status IN ('not_started', 'under_way', 'done', 'stopped')", name=op.f("ck_action_status")),
        sa.CheckConstraint("carried_from <> id", name=op.f("ck_action_carried_from")),
        sa.CheckConstraint("due_on >= created_on", name=op.f("ck_action_due_on")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_action_revision")),
        sa.ForeignKeyConstraint(["carried_from"], ["action.id"], name=op.f("fk_action_carried_from")),
        sa.ForeignKeyConstraint(["owner"], ["account.id"], name=op.f("fk_action_owner")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_action_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("carried_from", name=op.f("uq_action_carried_from")),
    )
    op.create_index(op.f("ix_action_due_on"), "action", ["due_on"])
    op.create_index(op.f("ix_action_owner"), "action", ["owner"])
    op.create_index(op.f("ix_action_plan"), "action", ["plan"])


def _action_question() -> None:
    op.create_table(
        "action_question",
        sa.Column("action", sa.String(32), nullable=False, comment="which"),
        sa.Column("question", sa.String(80), nullable=False, comment="id in the plan's questionnaire"),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_action_question_action"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("action", "question", name=op.f("pk_action_question")),
    )


def _action_note() -> None:
    op.create_table(
        "action_note",
        sa.Column("action", sa.String(32), nullable=False, comment="whose"),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False, comment="counts from 1"),
        sa.Column("noted_on", sa.Date, nullable=False, comment="the day it tells of"),
        sa.Column(
            "text", sa.Text, nullable=False, comment="what is to be said; may be empty where the status tells it"
        ),
        sa.Column("status", sa.String(16), nullable=False, comment="of the action from then on"),
        sa.Column("at", _MOMENT, nullable=False, comment="when it was written"),
        sa.Column("by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.CheckConstraint(
            "status IN ('not_started', 'under_way', 'done', 'stopped')", name=op.f("ck_action_note_status")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_action_note_number")),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_action_note_action"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("action", "number", name=op.f("pk_action_note")),
    )


def _plan_check() -> None:
    op.create_table(
        "plan_check",
        sa.Column("plan", sa.String(32), nullable=False, comment="of which"),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False, comment="counts from 1"),
        sa.Column("due_on", sa.Date, nullable=False, comment="the day"),
        sa.Column("done_on", sa.Date, nullable=True, comment="the day it was done"),
        sa.Column("note", sa.Text, nullable=False, comment="what was found; may be empty"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_check_number")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_plan_check_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan", "number", name=op.f("pk_plan_check")),
    )
    op.create_index(op.f("ix_plan_check_due_on"), "plan_check", ["due_on"])


def _quiet() -> None:
    op.create_table(
        "quiet",
        sa.Column("account", sa.String(32), nullable=False, comment="who"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="of which"),
        sa.Column("since", _MOMENT, nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_quiet_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_quiet_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "organisation", name=op.f("pk_quiet")),
    )


def _calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(32), nullable=False, comment="random"),
        sa.Column("secret", sa.String(64), nullable=False, comment="SHA-256 of the secret in the address"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose dates"),
        sa.Column(
            "account",
            sa.String(32),
            nullable=True,
            comment="who made it, and whose rights it reads with; none: nobody's login",
        ),
        sa.Column("own", sa.Boolean, nullable=False, comment="only what that account owns"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="when"),
        sa.Column("revoked_at", _MOMENT, nullable=True, comment="gives nothing since"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_calendar_feed_account")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_calendar_feed_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret", name=op.f("uq_calendar_feed_secret")),
    )
    op.create_index(op.f("ix_calendar_feed_account"), "calendar_feed", ["account"])
    op.create_index(op.f("ix_calendar_feed_organisation"), "calendar_feed", ["organisation"])
