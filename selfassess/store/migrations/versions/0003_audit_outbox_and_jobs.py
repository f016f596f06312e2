"""The audit record, messages to send, and jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    _audit_event()
    _append_only()
    _audit_head()
    _outbox()
    _job()


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False, comment="from 1, no gaps"),
        sa.Column("at", _MOMENT, nullable=False, comment="when"),
        sa.Column("actor_kind", sa.String(16), nullable=False, comment="person, local, operator, worker or visitor"),
        sa.Column("actor", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("event", sa.String(60), nullable=False, comment="what was done, by the table of events"),
        sa.Column("subject_kind", sa.String(30), nullable=False, comment="to what sort of thing"),
        sa.Column("subject", sa.String(80), nullable=False, comment="its id"),
        sa.Column("organisation", sa.String(32), nullable=True, comment="whose leads see this, or none"),
        sa.Column("partnership", sa.String(32), nullable=True, comment="whose administrators see this, or none"),
        sa.Column("before", _JSON, nullable=False, comment="what changed, as it was"),
        sa.Column("after", _JSON, nullable=False, comment="what changed, as it became"),
        sa.Column("request", sa.String(32), nullable=True, comment="id of the request or job that did it"),
        sa.Column("previous", sa.String(64), nullable=False, comment="hash of the event before; zeros for the first"),
        sa.Column("hash", sa.String(64), nullable=False, comment="SHA-256 of all of the above"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_event_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_actor"), "audit_event", ["actor"])
    op.create_index(op.f("ix_audit_event_organisation_number"), "audit_event", ["organisation", "number"])
    op.create_index(op.f("ix_audit_event_partnership_number"), "audit_event", ["partnership", "number"])


_TRIGGERS = {
    "sqlite": (
        """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END""",
        """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'the audit record is only added to'; END$$""",
        """CREATE TRIGGER audit_event_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_kept()""",
    ),
}


def _append_only() -> None:
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False, comment="always 1"),
        sa.Column("number", sa.BigInteger, nullable=False, comment="of the last event; 0 before the first"),
        sa.Column("hash", sa.String(64), nullable=False, comment="of the last event; zeros before the first"),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    head = sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("hash"))
    op.execute(head.insert().values(id=1, number=0, hash="0" * 64))


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False, comment="random; part of the Message-ID"),
        sa.Column("key", sa.String(120), nullable=False, comment="of the occasion: the same one is told once"),
        sa.Column("account", sa.String(32), nullable=True, comment="to whom, where there is an account"),
        sa.Column(
            "to",
            sa.Text,
            nullable=False,
            comment="address; emptied when the person is erased, and some time after sending",
        ),
        sa.Column("subject", sa.Text, nullable=False, comment="one line"),
        sa.Column("text", sa.Text, nullable=False, comment="the plain words; emptied once sent"),
        sa.Column("html", sa.Text, nullable=False, comment="the same as a page; emptied once sent"),
        sa.Column("state", sa.String(16), nullable=False, comment="waiting, sending, sent or failed"),
        sa.Column("attempts", sa.Integer, nullable=False, comment="how often sending was tried"),
        sa.Column("created_at", _MOMENT, nullable=False, comment="when it was written"),
        sa.Column(
            "next_at", _MOMENT, nullable=False, comment="not tried before; while sending, when it is given up for lost"
        ),
        sa.Column("sent_at", _MOMENT, nullable=True, comment="when the server took it"),
        sa.Column("failure", sa.Text, nullable=True, comment="what the server said last"),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outbox_sent_at")),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_outbox_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_state_next_at"), "outbox", ["state", "next_at"])


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("kind", sa.String(40), nullable=False, comment="what to do, by the table of jobs"),
        sa.Column("key", sa.String(120), nullable=True, comment="of the occasion: the same is done once"),
        sa.Column("arguments", _JSON, nullable=False, comment="ids and plain values"),
        sa.Column("requested_by", sa.String(32), nullable=True, comment="whose rights it runs with"),
        sa.Column("organisation", sa.String(32), nullable=True, comment="whose it is, or none"),
        sa.Column("partnership", sa.String(32), nullable=True, comment="whose it is, or none"),
        sa.Column("state", sa.String(16), nullable=False, comment="queued, running, done, failed or cancelled"),
        sa.Column("queued_at", _MOMENT, nullable=False, comment="when it was asked for"),
        sa.Column("due_at", _MOMENT, nullable=False, comment="not begun before"),
        sa.Column("attempts", sa.Integer, nullable=False, comment="how often it was begun"),
        sa.Column("worker", sa.String(80), nullable=True, comment="who runs it; must match to go on or finish"),
        sa.Column("heartbeat_at", _MOMENT, nullable=True, comment="last sign of life of that worker"),
        sa.Column("done", sa.Integer, nullable=False, comment="steps done"),
        sa.Column("total", sa.Integer, nullable=False, comment="steps in all; 0 while unknown"),
        sa.Column("note", sa.Text, nullable=False, comment="what it is at, in words"),
        sa.Column("cancel_asked", sa.Boolean, nullable=False, comment="stops at its next step"),
        sa.Column("result", _JSON, nullable=False, comment="what came of it; empty until done"),
        sa.Column("failure", sa.Text, nullable=True, comment="why it failed, in words"),
        sa.Column("finished_at", _MOMENT, nullable=True, comment="there exactly when done, failed or cancelled"),
        sa.CheckConstraint(
            "(state = 'running') = (worker IS NOT NULL AND heartbeat_at IS NOT NULL)", name=op.f("ck_job_worker")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL)", name=op.f("ck_job_finished_at")
        ),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_job_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.id"], name=op.f("fk_job_partnership"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_job_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index(op.f("ix_job_state_due_at"), "job", ["state", "due_at"])
