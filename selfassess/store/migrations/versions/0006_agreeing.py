"""How a result is reached: who contributes, what is said apart and agreed, moderation, signatures and evidence."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _participation()
    _contribution()
    _agreement()
    _moderation()
    _signature()
    _evidence()
    _evidence_use()


def _participation() -> None:
    op.create_table(
        "participation",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("assessment", sa.String(32), nullable=False, comment="which"),
        sa.Column("account", sa.String(32), nullable=False, comment="who"),
        sa.Column("sections", _JSON, nullable=True, comment="ids of those asked for; none means all"),
        sa.Column("due_on", sa.Date, nullable=True, comment="the last day, where one was named"),
        sa.Column("asked_at", _MOMENT, nullable=False, comment="when"),
        sa.Column("asked_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("reminders", sa.Boolean, nullable=False, comment="whether the person wants to be reminded"),
        sa.Column("reminded_at", _MOMENT, nullable=True, comment="last time"),
        sa.Column("finished_at", _MOMENT, nullable=True, comment="when the person said that this is all"),
        sa.Column("withdrawn_at", _MOMENT, nullable=True, comment="when the person or the lead ended it"),
        sa.Column("handed_from", sa.String(32), nullable=True, comment="whose answers it went on with"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_participation_account")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_participation_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["handed_from"], ["participation.id"], name=op.f("fk_participation_handed_from"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
    )
    op.create_index(op.f("ix_participation_account"), "participation", ["account"])
    op.create_index(op.f("ix_participation_assessment"), "participation", ["assessment"])
    op.create_index(op.f("ix_participation_handed_from"), "participation", ["handed_from"])
    op.create_index(
        "uq_participation_now",
        "participation",
        ["assessment", "account"],
        unique=True,
        **_where("withdrawn_at IS NULL"),
    )


def _contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("participation", sa.String(32), nullable=False, comment="whose"),
        sa.Column("question", sa.String(80), nullable=False, comment="id in the pinned questionnaire"),
        sa.Column("state", sa.String(16), nullable=False, comment="as of an answer"),
        sa.Column("value", _JSON, nullable=True, comment="as of an answer"),
        sa.Column("reason", sa.Text, nullable=True, comment="as of an answer"),
        sa.Column("comment", sa.Text, nullable=True, comment="as of an answer"),
        sa.Column("evidence", _JSON, nullable=False, comment="as of an answer"),
        sa.Column("revision", sa.Integer, nullable=False, comment="how often it was saved, from 1"),
        sa.Column("saved_at", _MOMENT, nullable=False, comment="when it was last saved"),
        sa.CheckConstraint("(state = 'answered') = (value IS NOT NULL)", name=op.f("ck_contribution_value")),
        sa.CheckConstraint(
            "(state = 'not_applicable') = (reason IS NOT NULL AND reason <> '')", name=op.f("ck_contribution_reason")
        ),
        sa.CheckConstraint(
            "state IN ('answered', 'not_applicable', 'dont_know', 'unanswered')", name=op.f("ck_contribution_state")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_contribution_revision")),
        sa.ForeignKeyConstraint(
            ["participation"], ["participation.id"], name=op.f("fk_contribution_participation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participation", "question", name=op.f("pk_contribution")),
    )


def _agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose"),
        sa.Column("question", sa.String(80), nullable=False, comment="id in the pinned questionnaire"),
        sa.Column("dissent", _JSON, nullable=False, comment="what those said who see it differently"),
        sa.Column("revision", sa.Integer, nullable=False, comment="how often it was saved, from 1"),
        sa.Column("agreed_at", _MOMENT, nullable=False, comment="when it was last saved"),
        sa.Column(
            "agreed_by", sa.String(32), nullable=True, comment="the account that recorded it, where there was one"
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_agreement_revision")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_agreement_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment", "question", name=op.f("pk_agreement")),
    )


def _moderation() -> None:
    op.create_table(
        "moderation",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose"),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False, comment="counts from 1"),
        sa.Column("question", sa.String(80), nullable=True, comment="id in the pinned questionnaire; none: the whole"),
        sa.Column("outcome", sa.String(16), nullable=False, comment="accepted, returned or lowered"),
        sa.Column("note", sa.Text, nullable=False, comment="why; empty only where accepted"),
        sa.Column("supported_level", sa.Integer, nullable=True, comment="there exactly when lowered"),
        sa.Column("at", _MOMENT, nullable=False, comment="when"),
        sa.Column("by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("superseded_at", _MOMENT, nullable=True, comment="when a later note or answer took its place"),
        sa.CheckConstraint(
            "(outcome = 'lowered') = (supported_level IS NOT NULL)", name=op.f("ck_moderation_supported_level")
        ),
        sa.CheckConstraint("outcome = 'accepted' OR note <> ''", name=op.f("ck_moderation_note")),
        sa.CheckConstraint("outcome IN ('accepted', 'returned', 'lowered')", name=op.f("ck_moderation_outcome")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_moderation_number")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_moderation_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment", "number", name=op.f("pk_moderation")),
    )


def _signature() -> None:
    op.create_table(
        "signature",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="for whom"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what was signed up to"),
        sa.Column("assessment", sa.String(32), nullable=True, comment="the result signed; none: the commitment"),
        sa.Column("name", sa.Text, nullable=False, comment="of the signatory"),
        sa.Column("role", sa.Text, nullable=False, comment="the post held"),
        sa.Column("signed_on", sa.Date, nullable=False, comment="the day"),
        sa.Column("statement", sa.Text, nullable=False, comment="the words that were signed"),
        sa.Column("key_actions", _JSON, nullable=False, comment="of the next 12 months: text, kind"),
        sa.Column("signed_at", _MOMENT, nullable=False, comment="when it was recorded"),
        sa.Column("signed_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("replaces", sa.String(32), nullable=True, comment="the one before, of the commitment"),
        sa.CheckConstraint("assessment IS NULL OR replaces IS NULL", name=op.f("ck_signature_replaces")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_signature_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_signature_organisation")),
        sa.ForeignKeyConstraint(["replaces"], ["signature.id"], name=op.f("fk_signature_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("replaces", name=op.f("uq_signature_replaces")),
    )
    op.create_index(op.f("ix_signature_assessment"), "signature", ["assessment"])
    op.create_index(op.f("ix_signature_organisation"), "signature", ["organisation"])
    op.create_index(
        "uq_signature_first",
        "signature",
        ["organisation", "questionnaire"],
        unique=True,
        **_where("assessment IS NULL AND replaces IS NULL"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose"),
        sa.Column("title", sa.Text, nullable=False, comment="what it is"),
        sa.Column("kind", sa.String(40), nullable=False, comment="by the table of kinds"),
        sa.Column("dated", sa.Date, nullable=True, comment="when it was made or last confirmed to be true"),
        sa.Column("reach", sa.Text, nullable=True, comment="whom it covers"),
        sa.Column("shows", sa.String(16), nullable=True, comment="effect, where it shows one"),
        sa.Column("link", sa.Text, nullable=True, comment="where it is"),
        sa.Column("reference", sa.Text, nullable=True, comment="how to find it where there is no link"),
        sa.Column("added_at", _MOMENT, nullable=False, comment="when"),
        sa.Column("added_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("retired_at", _MOMENT, nullable=True, comment="no longer true since"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("shows = 'effect'", name=op.f("ck_evidence_shows")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_evidence_revision")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_evidence_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_organisation"), "evidence", ["organisation"])


def _evidence_use() -> None:
    op.create_table(
        "evidence_use",
        sa.Column("evidence", sa.String(32), nullable=False, comment="which"),
        sa.Column("assessment", sa.String(32), nullable=False, comment="in which assessment"),
        sa.Column("question", sa.String(80), nullable=False, comment="for which question"),
        sa.Column("copy", _JSON, nullable=False, comment="the piece as the answer holds it"),
        sa.Column("used_at", _MOMENT, nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_evidence_use_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["evidence"], ["evidence.id"], name=op.f("fk_evidence_use_evidence")),
        sa.PrimaryKeyConstraint("evidence", "assessment", "question", name=op.f("pk_evidence_use")),
    )
    op.create_index(op.f("ix_evidence_use_assessment"), "evidence_use", ["assessment"])
