"""What is shared with partnerships, the results that stand for each year, and the figures of their sections."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0009"
down_revision = "0008"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    public = sa.Column(
        "signatories_public",
        sa.Boolean,
        nullable=False,
        server_default=sa.false(),
        comment="anybody may see who has signed",
    )
    op.add_column("partnership", public)
    _sharing()
    _yearly_result()
    _section_figure()
    _batch()
    _batch_member()
    _partnership_figure()
    _keep_what_is_locked()


def _sharing() -> None:
    op.create_table(
        "sharing",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose result"),
        sa.Column("partnership", sa.String(32), nullable=False, comment="with whom"),
        sa.Column("choice", sa.String(16), nullable=False, comment="not_shared, counted, steering or members"),
        sa.Column("steering_saw_at", _MOMENT, nullable=True, comment="first seen by name by the steering group"),
        sa.Column("members_saw_at", _MOMENT, nullable=True, comment="first seen by name by the members"),
        sa.Column("changed_at", _MOMENT, nullable=False, comment="when it was chosen"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint(
            "choice IN ('not_shared', 'counted', 'steering', 'members')", name=op.f("ck_sharing_choice")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_sharing_revision")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_sharing_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_sharing_partnership")),
        sa.PrimaryKeyConstraint("assessment", "partnership", name=op.f("pk_sharing")),
    )
    op.create_index(op.f("ix_sharing_partnership_choice"), "sharing", ["partnership", "choice"])


def _yearly_result() -> None:
    op.create_table(
        "yearly_result",
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what it is about"),
        sa.Column("year", sa.Integer, nullable=False, autoincrement=False, comment="of the day it was assessed on"),
        sa.Column("assessment", sa.String(32), nullable=False, comment="which"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_yearly_result_organisation")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_yearly_result_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "questionnaire", "year", name=op.f("pk_yearly_result")),
        sa.UniqueConstraint("assessment", name=op.f("uq_yearly_result_assessment")),
    )


def _section_figure() -> None:
    op.create_table(
        "section_figure",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose"),
        sa.Column("section", sa.String(80), nullable=False, comment="id in the questionnaire, or empty"),
        sa.Column("score", sa.Integer, nullable=True, comment="in hundredths of a point, 0 to 10000"),
        sa.Column("stage", sa.Integer, nullable=True, comment="as answered"),
        sa.Column("supported_stage", sa.Integer, nullable=True, comment="as the evidence supports"),
        sa.CheckConstraint("score BETWEEN 0 AND 10000", name=op.f("ck_section_figure_score")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_section_figure_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment", "section", name=op.f("pk_section_figure")),
    )


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.String(32), nullable=False, comment="random"),
        sa.Column("partnership", sa.String(32), nullable=False, comment="in whose figures"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what they are about"),
        sa.Column("year", sa.Integer, nullable=False, comment="of which"),
        sa.Column("kind", sa.String(40), nullable=True, comment="of all its organisations then; none: mixed"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="counted since"),
        sa.Column("retired_at", _MOMENT, nullable=True, comment="counted no more since"),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_batch_partnership")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index(op.f("ix_batch_partnership_questionnaire_year"), "batch", ["partnership", "questionnaire", "year"])


def _batch_member() -> None:
    op.create_table(
        "batch_member",
        sa.Column("batch", sa.String(32), nullable=False, comment="which"),
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose result"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="whose assessment"),
        sa.ForeignKeyConstraint(["batch"], ["batch.id"], name=op.f("fk_batch_member_batch"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=op.f("fk_batch_member_assessment")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_batch_member_organisation")),
        sa.PrimaryKeyConstraint("batch", "assessment", name=op.f("pk_batch_member")),
    )
    op.create_index(op.f("ix_batch_member_assessment"), "batch_member", ["assessment"])
    op.create_index(op.f("ix_batch_member_organisation"), "batch_member", ["organisation"])


def _partnership_figure() -> None:
    op.create_table(
        "partnership_figure",
        sa.Column("partnership", sa.String(32), nullable=False, comment="of which"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what it is about"),
        sa.Column("audience", sa.String(16), nullable=False, comment="steering or members"),
        sa.Column("kind", sa.String(40), nullable=False, comment="of organisation; empty: all kinds"),
        sa.Column("year", sa.Integer, nullable=False, autoincrement=False, comment="of which"),
        sa.Column("section", sa.String(80), nullable=False, comment="id in the questionnaire, or empty"),
        sa.Column("figures", _JSON, nullable=False, comment="as `disclosure` lets them be shown"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="last change"),
        sa.CheckConstraint("audience IN ('steering', 'members')", name=op.f("ck_partnership_figure_audience")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_partnership_figure_partnership")),
        sa.PrimaryKeyConstraint(
            "partnership", "questionnaire", "audience", "kind", "year", "section", name=op.f("pk_partnership_figure")
        ),
    )


def _keep_what_is_locked() -> None:
    """The figures of what was locked before, from the cards; of one that was corrected, what corrected it stands."""
    moment = sa.column("locked_at", _MOMENT)
    names: list[Any] = [sa.column(name) for name in ("id", "organisation_id", "questionnaire", "revises")]
    day, card = sa.column("assessed_on", sa.Date), sa.column("card", _JSON)
    locked = sa.select(*names, day, card).select_from(sa.table("assessment")).where(moment.is_not(None))
    rows = list(op.get_bind().execute(locked.order_by(day, moment, sa.column("id"))))
    corrected = {row.revises for row in rows}
    standing = {
        (row.organisation_id, row.questionnaire, row.assessed_on.year): row.id
        for row in rows
        if row.id not in corrected
    }
    results = [
        {"organisation": organisation, "questionnaire": questionnaire, "year": year, "assessment": id}
        for (organisation, questionnaire, year), id in standing.items()
    ]
    figures = [figure for row in rows for figure in _figures(row.id, row.card)]
    _fill("yearly_result", results)
    _fill("section_figure", figures)


def _figures(assessment: str, card: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [("", card["overall"]), *((section["id"], section) for section in card["sections"])]
    return [
        {
            "assessment": assessment,
            "section": id,
            "score": None if part["score"] is None else int(Decimal(str(part["score"])) * 100),
            "stage": part["stage"],
            "supported_stage": part["supported_stage"],
        }
        for id, part in parts
    ]


def _fill(table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(sa.table(table, *(sa.column(name) for name in rows[0]))), rows)
