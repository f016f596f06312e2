"""Assessments, one row an answer, the history of answers, and the questionnaire texts they pin."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "questionnaire_text",
        sa.Column("sha256", sa.String(64), nullable=False, comment="of text, in hexadecimal"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id the text gives itself"),
        sa.Column("version", sa.String(40), nullable=False, comment="version the text gives itself"),
        sa.Column("text", sa.LargeBinary, nullable=False, comment="the bytes of the file"),
        sa.Column("first_seen", _MOMENT, nullable=False, comment="when an assessment first pinned it"),
        sa.PrimaryKeyConstraint("sha256", name="pk_questionnaire_text"),
    )
    _assessment()
    op.create_index("ix_assessment_sha256", "assessment", ["sha256"])
    op.create_index(
        "ix_assessment_questionnaire_organisation_assessed_on",
        "assessment",
        ["questionnaire", "organisation", "assessed_on"],
    )
    _answers("answer", key=("assessment", "question"))
    _answers("answer_history", key=("assessment", "question", "revision"))


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("token", sa.String(80), nullable=False, comment="of the form that started it: a repeat is told"),
        sa.Column("organisation", sa.Text, nullable=False, comment="name, as written"),
        sa.Column("period", sa.Text, nullable=False, comment="the year or span it is about, as written"),
        sa.Column("assessed_on", sa.Date, nullable=False, comment="the day that evidence is counted back from"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of the pinned questionnaire"),
        sa.Column("version", sa.String(40), nullable=False, comment="version of the pinned questionnaire"),
        sa.Column("sha256", sa.String(64), nullable=False, comment="the pinned text"),
        sa.Column("profile", _JSON, nullable=False, comment="fact id to option id"),
        sa.Column("status", sa.String(16), nullable=False, comment="draft or finished"),
        sa.Column("finished_at", _MOMENT, nullable=True, comment="there exactly while finished"),
        sa.Column("example", sa.Boolean, nullable=False, comment="made-up data, marked everywhere"),
        sa.Column("created_at", _MOMENT, nullable=False, comment="when it was started"),
        sa.Column("updated_at", _MOMENT, nullable=False, comment="last change of details, status or any answer"),
        sa.Column(
            "revision",
            sa.Integer,
            nullable=False,
            comment="changes of details and status, from 1, so that a stale form is told",
        ),
        sa.CheckConstraint("status IN ('draft', 'finished')", name=op.f("ck_assessment_status")),
        sa.CheckConstraint("(status = 'finished') = (finished_at IS NOT NULL)", name=op.f("ck_assessment_finished_at")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_assessment_revision")),
        sa.ForeignKeyConstraint(["sha256"], ["questionnaire_text.sha256"], name="fk_assessment_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("token", name="uq_assessment_token"),
    )


def _answers(table: str, key: tuple[str, ...]) -> None:
    now = table == "answer"
    op.create_table(
        table,
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose answer"),
        sa.Column("question", sa.String(80), nullable=False, comment="id in the pinned questionnaire"),
        sa.Column(
            "state",
            sa.String(16),
            nullable=False,
            comment="answered, not_applicable, dont_know or, when cleared, unanswered",
        ),
        sa.Column("value", _JSON, nullable=True, comment="there exactly when answered; numbers exact, as text"),
        sa.Column("reason", sa.Text, nullable=True, comment="there exactly when not applicable"),
        sa.Column("comment", sa.Text, nullable=True, comment="said beside the answer"),
        sa.Column("evidence", _JSON, nullable=False, comment="pieces in the order given"),
        sa.Column(
            "revision",
            sa.Integer,
            nullable=False,
            comment="how often it was saved, from 1" if now else "counts from 1",
        ),
        sa.Column(
            "saved_at",
            _MOMENT,
            nullable=False,
            comment="when it was last saved" if now else "when this state was saved",
        ),
        sa.CheckConstraint(
            "state IN ('answered', 'not_applicable', 'dont_know', 'unanswered')", name=op.f(f"ck_{table}_state")
        ),
        sa.CheckConstraint("(state = 'answered') = (value IS NOT NULL)", name=op.f(f"ck_{table}_value")),
        sa.CheckConstraint(
            "(state = 'not_applicable') = (reason IS NOT NULL AND reason <> '')", name=op.f(f"ck_{table}_reason")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision")),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=f"fk_{table}_assessment", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
    )
