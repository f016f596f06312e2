"""The way of an assessment from draft to signed: its steps, its lock, what it corrects; invitations to contribute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)
_IN_STATUSES = " IN ('draft', 'open', 'workshop', 'moderation', 'agreed', 'signed')"


def upgrade() -> None:
    _assessment_has_more()
    _status_change()
    _what_was_finished_is_agreed()
    _assessment_has_its_rules()
    _invitation_to_contribute()


def _assessment_has_more() -> None:
    with op.batch_alter_table("assessment") as table:
        for name in ("status", "finished_at"):
            table.drop_constraint(op.f(f"ck_assessment_{name}"), type_="check")
        table.alter_column(
            "status",
            existing_type=sa.String(16),
            existing_nullable=False,
            comment="where the work is: draft, open, …, agreed, signed",
        )
        table.alter_column(
            "finished_at",
            new_column_name="agreed_at",
            existing_type=_MOMENT,
            existing_nullable=True,
            comment="there exactly while agreed or signed",
        )
        table.add_column(sa.Column("moderated", sa.Boolean, nullable=True))
        table.add_column(sa.Column("signing", sa.Boolean, nullable=True))
        table.add_column(sa.Column("workshop_on", sa.Date, comment="the day of the workshop, where one is known"))
        table.add_column(sa.Column("workshop_minutes", sa.Integer, comment="how long it may take, without breaks"))
        table.add_column(sa.Column("workshop_shows", sa.String(80), comment="id of the question on the screen, if any"))
        table.add_column(sa.Column("revises", sa.String(32), comment="the locked one that this corrects"))
        table.add_column(
            sa.Column("locked_at", _MOMENT, comment="there exactly while signed: nothing changes any more")
        )
        table.add_column(sa.Column("card", _JSON, comment="the figures as they were locked"))
        table.add_column(sa.Column("card_sha256", sa.String(64), comment="of the card, its keys in order"))


def _status_change() -> None:
    op.create_table(
        "status_change",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose"),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False, comment="counts from 1"),
        sa.Column("start", sa.String(16), nullable=False, comment="the status it left"),
        sa.Column("end", sa.String(16), nullable=False, comment="the status it came to"),
        sa.Column("reason", sa.Text, nullable=False, comment="why it went back; may be empty on the way on"),
        sa.Column("at", _MOMENT, nullable=False, comment="when"),
        sa.Column("by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.CheckConstraint("start" + _IN_STATUSES, name=op.f("ck_status_change_start")),
        sa.CheckConstraint('"end"' + _IN_STATUSES, name=op.f("ck_status_change_end")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_status_change_number")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_status_change_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment", "number", name=op.f("pk_status_change")),
    )


def _what_was_finished_is_agreed() -> None:
    """Nobody knows who finished it; when is known, and becomes its one step."""
    names = ("id", "status", "moderated", "signing")
    assessment = sa.table("assessment", *map(sa.column, names), sa.column("agreed_at", _MOMENT))
    finished = assessment.c.status == "finished"
    step = sa.select(
        assessment.c.id,
        sa.literal(1),
        sa.literal("draft"),
        sa.literal("agreed"),
        sa.literal(""),
        assessment.c.agreed_at,
    )
    columns = ("assessment", "number", "start", "end", "reason", "at")
    change = sa.table("status_change", *map(sa.column, columns))
    op.execute(change.insert().from_select(columns, step.where(finished)))
    op.execute(assessment.update().where(finished).values(status="agreed"))
    op.execute(assessment.update().values(moderated=sa.false(), signing=sa.false()))


_RULES = {
    "status": "status" + _IN_STATUSES,
    "agreed_at": "(status IN ('agreed', 'signed')) = (agreed_at IS NOT NULL)",
    "locked_at": "(status = 'signed') = (locked_at IS NOT NULL)",
    "card": "(status = 'signed') = (card IS NOT NULL)",
    "card_sha256": "(status = 'signed') = (card_sha256 IS NOT NULL)",
    "workshop_minutes": "workshop_minutes >= 1",
    "revises": "revises <> id",
}


def _assessment_has_its_rules() -> None:
    with op.batch_alter_table("assessment") as table:
        for column, comment in (
            ("moderated", "a moderator looks at it before it is agreed"),
            ("signing", "a signatory signs what was agreed"),
        ):
            table.alter_column(column, existing_type=sa.Boolean, nullable=False, comment=comment)
        for name, rule in _RULES.items():
            table.create_check_constraint(op.f(f"ck_assessment_{name}"), rule)
        table.create_unique_constraint(op.f("uq_assessment_revises"), ["revises"])
        table.create_foreign_key(op.f("fk_assessment_revises"), "assessment", ["revises"], ["id"])


def _invitation_to_contribute() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("assessment", sa.String(32), comment="to contribute to, where it is for one"))
        table.add_column(sa.Column("sections", _JSON, comment="ids of those asked for; none means all"))
        table.add_column(sa.Column("due_on", sa.Date, comment="the last day for it, where one was named"))
        table.create_foreign_key(
            op.f("fk_invitation_assessment"), "assessment", ["assessment"], ["id"], ondelete="CASCADE"
        )
        table.create_check_constraint(
            op.f("ck_invitation_assessment"),
            "(assessment IS NULL AND sections IS NULL AND due_on IS NULL)"
            " OR (assessment IS NOT NULL AND organisation IS NOT NULL AND role = 'contributor')",
        )
    op.create_index(op.f("ix_invitation_assessment"), "invitation", ["assessment"])
