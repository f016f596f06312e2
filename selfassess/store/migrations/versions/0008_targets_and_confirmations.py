"""Targets by section, and last year's levels that were said to be still true."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0008"
down_revision = "0007"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _target()
    _confirmation()


def _target() -> None:
    op.create_table(
        "target",
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what it is about"),
        sa.Column("section", sa.String(80), nullable=False, comment="id in that questionnaire"),
        sa.Column("score", sa.Integer, nullable=True, comment="0 to 100; none where it was taken away"),
        sa.Column("by", sa.Date, nullable=True, comment="the day it is to be reached by; there exactly with a score"),
        sa.Column("set_at", _MOMENT, nullable=False, comment="when"),
        sa.Column("set_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_target_revision")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_target_score")),
        sa.CheckConstraint('("by" IS NULL) = (score IS NULL)', name=op.f("ck_target_by")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_target_organisation")),
        sa.PrimaryKeyConstraint("organisation", "questionnaire", "section", name=op.f("pk_target")),
    )


def _confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("assessment", sa.String(32), nullable=False, comment="this year's"),
        sa.Column("question", sa.String(80), nullable=False, comment="id in the pinned questionnaire"),
        sa.Column("revision", sa.Integer, nullable=False, comment="of the answer that was confirmed"),
        sa.Column("earlier", sa.String(32), nullable=True, comment="the year it was taken from"),
        sa.Column("earlier_question", sa.String(80), nullable=False, comment="its id there"),
        sa.Column("reason", sa.Text, nullable=False, comment="why it is still true; may be empty where a date says it"),
        sa.Column("true_on", sa.Date, nullable=True, comment="the day somebody looked, where one was given"),
        sa.Column("at", _MOMENT, nullable=False, comment="when"),
        sa.Column("by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.CheckConstraint("reason <> '' OR true_on IS NOT NULL", name=op.f("ck_confirmation_reason")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_confirmation_revision")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_confirmation_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier"], ["assessment.id"], name=op.f("fk_confirmation_earlier"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("assessment", "question", name=op.f("pk_confirmation")),
    )
    op.create_index(op.f("ix_confirmation_earlier"), "confirmation", ["earlier"])
