"""Accounts, organisations, partnerships and roles; each assessment belongs to an organisation."""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelled out rather than taken from `rows`: a step goes on making the tables it made when it was written.
revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)
_ROLE_FITS = (
    "(partnership IS NULL AND role IN ('lead', 'contributor', 'moderator', 'signatory', 'viewer'))"
    " OR (organisation IS NULL AND role IN ('partnership_administrator', 'steering_group'))"
)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _account()
    _organisation()
    _partnership()
    _partnership_member()
    _membership()
    _invitation()
    _assessment_belongs_to_an_organisation()
    _answers_say_who_saved_them()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), nullable=False, comment="random; what all records name people by"),
        sa.Column("name", sa.Text, nullable=False, comment="as the person writes it; empty once erased"),
        sa.Column("email", sa.Text, nullable=True, comment="normalised, lower case; none once erased"),
        sa.Column("administrator", sa.Boolean, nullable=False, comment="of the whole installation"),
        sa.Column("created_at", _MOMENT, nullable=False, comment="when it was made"),
        sa.Column("erased_at", _MOMENT, nullable=True, comment="when the person was erased"),
        sa.Column("active", sa.Boolean, nullable=False, comment="may sign in"),
        sa.Column("password", sa.Text, nullable=True, comment="hashed; none where only links are used"),
        sa.Column("second_step", sa.Text, nullable=True, comment="secret of the codes from an app, encrypted"),
        sa.Column("last_code", sa.Integer, nullable=True, comment="number of the last code taken: none is taken twice"),
        sa.Column("recovery_codes", _JSON, nullable=False, comment="hashed; those not used yet"),
        sa.CheckConstraint("(email IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_account_erased")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("name", sa.Text, nullable=False, comment="as written"),
        sa.Column("kind", sa.String(40), nullable=False, comment="what sort it is, by the table of kinds"),
        sa.Column("parent", sa.String(32), nullable=True, comment="the organisation it is a service of; one deep"),
        sa.Column("example", sa.Boolean, nullable=False, comment="made-up data, marked everywhere"),
        sa.Column("created_at", _MOMENT, nullable=False, comment="when it was added"),
        sa.Column("closed_at", _MOMENT, nullable=True, comment="takes no new assessments since"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("parent <> id", name=op.f("ck_organisation_parent")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_organisation_revision")),
        sa.ForeignKeyConstraint(["parent"], ["organisation.id"], name=op.f("fk_organisation_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_parent"), "organisation", ["parent"])


def _partnership() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("name", sa.Text, nullable=False, comment="as written"),
        sa.Column("created_at", _MOMENT, nullable=False, comment="when it was added"),
        sa.Column("closed_at", _MOMENT, nullable=True, comment="takes no new organisations since"),
        sa.Column("revision", sa.Integer, nullable=False, comment="changes, from 1, so that a stale form is told"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_partnership_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
    )


def _partnership_member() -> None:
    op.create_table(
        "partnership_member",
        sa.Column("partnership", sa.String(32), nullable=False, comment="which"),
        sa.Column("organisation", sa.String(32), nullable=False, comment="who"),
        sa.Column("joined_at", _MOMENT, nullable=False, comment="since when"),
        sa.Column("left_at", _MOMENT, nullable=True, comment="until when; none while it belongs"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_partnership_member_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_partnership_member_partnership")),
        sa.PrimaryKeyConstraint("partnership", "organisation", "joined_at", name=op.f("pk_partnership_member")),
    )
    op.create_index(op.f("ix_partnership_member_organisation"), "partnership_member", ["organisation"])
    op.create_index(
        "uq_partnership_member_now",
        "partnership_member",
        ["partnership", "organisation"],
        unique=True,
        **_where("left_at IS NULL"),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("account", sa.String(32), nullable=False, comment="who"),
        sa.Column("organisation", sa.String(32), nullable=True, comment="where, or none"),
        sa.Column("partnership", sa.String(32), nullable=True, comment="where, or none"),
        sa.Column("role", sa.String(32), nullable=False, comment="as what"),
        sa.Column("since", _MOMENT, nullable=False, comment="from when"),
        sa.Column("ended_at", _MOMENT, nullable=True, comment="until when; none while it holds"),
        sa.CheckConstraint(
            _ROLE_FITS,
            name=op.f("ck_membership_role"),
        ),
        sa.CheckConstraint("(organisation IS NULL) <> (partnership IS NULL)", name=op.f("ck_membership_place")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_membership_account")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_membership_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_membership_partnership")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_organisation"), "membership", ["organisation"])
    op.create_index(op.f("ix_membership_partnership"), "membership", ["partnership"])
    op.create_index(
        "uq_membership_in_organisation",
        "membership",
        ["account", "organisation", "role"],
        unique=True,
        **_where("ended_at IS NULL AND organisation IS NOT NULL"),
    )
    op.create_index(
        "uq_membership_in_partnership",
        "membership",
        ["account", "partnership", "role"],
        unique=True,
        **_where("ended_at IS NULL AND partnership IS NOT NULL"),
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(32), nullable=False, comment="random, stands in addresses"),
        sa.Column("secret", sa.String(64), nullable=False, comment="SHA-256 of the secret in the link"),
        sa.Column("email", sa.Text, nullable=True, comment="to whom it was sent; none for a link handed over"),
        sa.Column("name", sa.Text, nullable=False, comment="of the person, as far as known; may be empty"),
        sa.Column("organisation", sa.String(32), nullable=True, comment="where, or none"),
        sa.Column("partnership", sa.String(32), nullable=True, comment="where, or none"),
        sa.Column("role", sa.String(32), nullable=False, comment="as what"),
        sa.Column("invited_by", sa.String(32), nullable=True, comment="the account, where there was one"),
        sa.Column("invited_at", _MOMENT, nullable=False, comment="first sent"),
        sa.Column("sent_at", _MOMENT, nullable=False, comment="last sent"),
        sa.Column("expires_at", _MOMENT, nullable=False, comment="not accepted from then on"),
        sa.Column("accepted_at", _MOMENT, nullable=True, comment="when it was used"),
        sa.Column("accepted_by", sa.String(32), nullable=True, comment="by whom"),
        sa.Column("revoked_at", _MOMENT, nullable=True, comment="when it was taken back"),
        sa.CheckConstraint(
            _ROLE_FITS,
            name=op.f("ck_invitation_role"),
        ),
        sa.CheckConstraint("(accepted_at IS NULL) = (accepted_by IS NULL)", name=op.f("ck_invitation_accepted")),
        sa.CheckConstraint("(organisation IS NULL) <> (partnership IS NULL)", name=op.f("ck_invitation_place")),
        sa.CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name=op.f("ck_invitation_once")),
        sa.ForeignKeyConstraint(["accepted_by"], ["account.id"], name=op.f("fk_invitation_accepted_by")),
        sa.ForeignKeyConstraint(["invited_by"], ["account.id"], name=op.f("fk_invitation_invited_by")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_invitation_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_invitation_partnership")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("secret", name=op.f("uq_invitation_secret")),
    )
    op.create_index(op.f("ix_invitation_organisation"), "invitation", ["organisation"])
    op.create_index(op.f("ix_invitation_partnership"), "invitation", ["partnership"])


def _assessment_belongs_to_an_organisation() -> None:
    """Each name that assessments were made under becomes an organisation; made-up ones stay apart."""
    op.add_column("assessment", sa.Column("organisation_id", sa.String(32), nullable=True))
    assessment, organisation = _tables()
    named = sa.select(assessment.c.organisation, assessment.c.example, sa.func.min(assessment.c.created_at)).group_by(
        assessment.c.organisation, assessment.c.example
    )
    for name, example, created_at in op.get_bind().execute(named).all():
        id = secrets.token_hex(16)
        op.execute(
            organisation.insert().values(
                id=id, name=name, kind="other", example=example, created_at=created_at, revision=1
            )
        )
        op.execute(
            assessment.update()
            .where(assessment.c.organisation == name, assessment.c.example == example)
            .values(organisation_id=id)
        )
    op.drop_index("ix_assessment_questionnaire_organisation_assessed_on", "assessment")
    with op.batch_alter_table("assessment", table_args=_RULES_OF_AN_ASSESSMENT) as table:
        table.alter_column("organisation_id", existing_type=sa.String(32), nullable=False, comment="whose it is")
        table.alter_column(
            "organisation",
            existing_type=sa.Text,
            existing_nullable=False,
            comment="its name when this was started or last edited, as printed",
        )
        table.create_foreign_key("fk_assessment_organisation_id", "organisation", ["organisation_id"], ["id"])
    op.create_index("ix_assessment_organisation_id", "assessment", ["organisation_id"])
    op.create_index(
        "ix_assessment_questionnaire_organisation_id_assessed_on",
        "assessment",
        ["questionnaire", "organisation_id", "assessed_on"],
    )


# SQLite writes the table anew, and what it is rebuilt from does not know these.
_RULES_OF_AN_ASSESSMENT = (
    sa.CheckConstraint("status IN ('draft', 'finished')", name="ck_assessment_status"),
    sa.CheckConstraint("(status = 'finished') = (finished_at IS NOT NULL)", name="ck_assessment_finished_at"),
    sa.CheckConstraint("revision >= 1", name="ck_assessment_revision"),
)


def _tables() -> tuple[sa.TableClause, sa.TableClause]:
    columns = ("organisation", "organisation_id")
    assessment = sa.table(
        "assessment",
        *(sa.column(name, sa.Text) for name in columns),
        sa.column("example", sa.Boolean),
        sa.column("created_at", _MOMENT),
    )
    organisation = sa.table(
        "organisation",
        *(sa.column(name, sa.Text) for name in ("id", "name", "kind")),
        sa.column("example", sa.Boolean),
        sa.column("created_at", _MOMENT),
        sa.column("revision", sa.Integer),
    )
    return assessment, organisation


def _answers_say_who_saved_them() -> None:
    for table in ("answer", "answer_history"):
        comment = "the account, where there was one"
        op.add_column(table, sa.Column("saved_by", sa.String(32), nullable=True, comment=comment))
