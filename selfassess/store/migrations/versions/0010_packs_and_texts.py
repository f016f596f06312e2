"""Branding, kept report packs, runs of many packs, texts of the installation, and how long things are kept."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _branding()
    _final_pack()
    _pack_run()
    _pack_item()
    _site_text()
    _retention()


def _branding() -> None:
    op.create_table(
        "branding",
        sa.Column("id", sa.String(32), nullable=False, comment="random"),
        sa.Column("organisation", sa.String(32), nullable=True, comment="whose, or none"),
        sa.Column("partnership", sa.String(32), nullable=True, comment="whose, or none"),
        sa.Column("name", sa.Text, nullable=False, comment="as it is printed; empty: as it is called here"),
        sa.Column("accent", sa.String(7), nullable=False, comment="colour as #rrggbb; empty: ours"),
        sa.Column("footer", sa.Text, nullable=False, comment="at the foot of every page; may be empty"),
        sa.Column("logo", sa.LargeBinary(), nullable=True, comment="a PNG that this program wrote"),
        sa.Column("logo_sha256", sa.String(64), nullable=True, comment="of those bytes; stands in addresses"),
        sa.Column("logo_words", sa.Text, nullable=False, comment="what the logo shows, for those who do not see it"),
        sa.Column("changed_at", _MOMENT, nullable=False, comment="last change"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("(logo IS NULL) = (logo_sha256 IS NULL)", name=op.f("ck_branding_logo")),
        sa.CheckConstraint("(organisation IS NULL) <> (partnership IS NULL)", name=op.f("ck_branding_place")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_branding_revision")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_branding_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_branding_partnership")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branding")),
    )
    op.create_index(
        "uq_branding_organisation", "branding", ["organisation"], unique=True, **_where("organisation IS NOT NULL")
    )
    op.create_index(
        "uq_branding_partnership", "branding", ["partnership"], unique=True, **_where("partnership IS NOT NULL")
    )


def _final_pack() -> None:
    op.create_table(
        "final_pack",
        sa.Column("assessment", sa.String(32), nullable=False, comment="whose"),
        sa.Column("document", sa.String(40), nullable=False, comment="which, by the table of documents"),
        sa.Column("suffix", sa.String(8), nullable=False, comment="ending of the file, with its dot"),
        sa.Column("sha256", sa.String(64), nullable=False, comment="of the bytes"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="the file"),
        sa.Column("version", sa.String(20), nullable=False, comment="of the program that made it"),
        sa.Column("made_at", _MOMENT, nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_final_pack_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment", "document", "suffix", name=op.f("pk_final_pack")),
    )


def _pack_run() -> None:
    op.create_table(
        "pack_run",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("partnership", sa.String(32), nullable=False, comment="of which"),
        sa.Column("period", sa.Text, nullable=False, comment="as asked for"),
        sa.Column("options", sa.Text, nullable=False, comment="what else was asked for, as canonical JSON"),
        sa.Column(
            "requested_by", sa.String(32), nullable=True, comment="as whose eyes see; none: who is at the machine"
        ),
        sa.Column("state", sa.String(16), nullable=False, comment="waiting, done or cancelled"),
        sa.Column(
            "job", sa.String(32), nullable=True, comment="that makes it, where one does; jobs are forgotten before runs"
        ),
        sa.Column("made_at", _MOMENT, nullable=False, comment="when it was asked for"),
        sa.Column("finished_at", _MOMENT, nullable=True, comment="there exactly when done or cancelled"),
        sa.CheckConstraint("(state = 'waiting') = (finished_at IS NULL)", name=op.f("ck_pack_run_finished_at")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'cancelled')", name=op.f("ck_pack_run_state")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_pack_run_partnership")),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_pack_run_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_run")),
    )
    op.create_index(op.f("ix_pack_run_partnership_made_at"), "pack_run", ["partnership", "made_at"])
    op.create_index(op.f("ix_pack_run_requested_by"), "pack_run", ["requested_by"])


def _pack_item() -> None:
    op.create_table(
        "pack_item",
        sa.Column("run", sa.String(32), nullable=False, comment="of which"),
        sa.Column("name", sa.String(200), nullable=False, comment="of the file in the archive"),
        sa.Column("title", sa.Text, nullable=False, comment="whose it is, in words"),
        sa.Column("edition", sa.String(16), nullable=False, comment="complete, shared or steering"),
        sa.Column("assessment", sa.String(32), nullable=True, comment="what it is made from; none: steering"),
        sa.Column("questionnaire", sa.String(80), nullable=False, comment="id of what was answered"),
        sa.Column("year", sa.Integer, nullable=True, comment="of what is shared; none where the edition is complete"),
        sa.Column("state", sa.String(16), nullable=False, comment="waiting, made or failed"),
        sa.Column(
            "begun",
            sa.Integer,
            nullable=False,
            comment="how often a worker began it: what takes workers down is given up",
        ),
        sa.Column("sha256", sa.String(64), nullable=True, comment="of the bytes"),
        sa.Column("content", sa.LargeBinary(), nullable=True, comment="the file; there exactly when made"),
        sa.Column("failure", sa.Text, nullable=True, comment="why it could not be made, in words"),
        sa.CheckConstraint("edition IN ('complete', 'shared', 'steering')", name=op.f("ck_pack_item_edition")),
        sa.CheckConstraint("(edition = 'steering') = (assessment IS NULL)", name=op.f("ck_pack_item_assessment")),
        sa.CheckConstraint("(edition = 'complete') = (year IS NULL)", name=op.f("ck_pack_item_year")),
        sa.CheckConstraint("begun >= 0", name=op.f("ck_pack_item_begun")),
        sa.CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name=op.f("ck_pack_item_failure")),
        sa.CheckConstraint(
            "(state = 'made') = (content IS NOT NULL AND sha256 IS NOT NULL)", name=op.f("ck_pack_item_content")
        ),
        sa.CheckConstraint("state IN ('waiting', 'made', 'failed')", name=op.f("ck_pack_item_state")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessment.id"], name=op.f("fk_pack_item_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["pack_run.id"], name=op.f("fk_pack_item_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_pack_item")),
    )
    op.create_index(op.f("ix_pack_item_assessment"), "pack_item", ["assessment"])


def _site_text() -> None:
    op.create_table(
        "site_text",
        sa.Column("page", sa.String(40), nullable=False, comment="which, by the table of pages"),
        sa.Column("text", sa.Text, nullable=False, comment="plain text with headings, lists and links; empty: ours"),
        sa.Column("changed_at", _MOMENT, nullable=False, comment="last change"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_site_text_revision")),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_site_text")),
    )


def _retention() -> None:
    op.create_table(
        "retention",
        sa.Column("kind", sa.String(40), nullable=False, comment="of what, by the table of kinds"),
        sa.Column("months", sa.Integer, nullable=True, comment="how long; none: no end"),
        sa.Column("changed_at", _MOMENT, nullable=False, comment="last change"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("months BETWEEN 1 AND 1200", name=op.f("ck_retention_months")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_retention_revision")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention")),
    )
