"""Organisations, the partnerships they belong to, who holds which role in them, and invitations to one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row, where

_ROLE_FITS = (
    "(partnership IS NULL AND role IN ('lead', 'contributor', 'moderator', 'signatory', 'viewer'))"
    " OR (organisation IS NULL AND role IN ('partnership_administrator', 'steering_group'))"
)
_ONE_PLACE = "(organisation IS NULL) <> (partnership IS NULL)"
_ASKED_FOR = (
    "(assessment IS NULL AND sections IS NULL AND due_on IS NULL)"
    " OR (assessment IS NOT NULL AND organisation IS NOT NULL AND role = 'contributor')"
)


class OrganisationRow(Row):
    """Who assesses itself: an organisation, or a service inside one."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    name: Mapped[str] = mapped_column(Text, comment="as written")
    kind: Mapped[str] = mapped_column(String(40), comment="what sort it is, by the table of kinds")
    parent: Mapped[str | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, comment="the organisation it is a service of; one deep"
    )
    example: Mapped[bool] = mapped_column(comment="made-up data, marked everywhere")
    created_at: Mapped[datetime] = mapped_column(comment="when it was added")
    closed_at: Mapped[datetime | None] = mapped_column(comment="takes no new assessments since")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (CheckConstraint("revision >= 1", name="revision"), CheckConstraint("parent <> id", name="parent"))


class PartnershipRow(Row):
    """Organisations that look at their results together."""

    __tablename__ = "partnership"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    name: Mapped[str] = mapped_column(Text, comment="as written")
    created_at: Mapped[datetime] = mapped_column(comment="when it was added")
    closed_at: Mapped[datetime | None] = mapped_column(comment="takes no new organisations since")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")
    signatories_public: Mapped[bool] = mapped_column(server_default=false(), comment="anybody may see who has signed")

    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)


class PartnershipMemberRow(Row):
    """That an organisation belonged to a partnership, from one moment to another."""

    __tablename__ = "partnership_member"

    partnership: Mapped[str] = mapped_column(ForeignKey("partnership.id"), primary_key=True, comment="which")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True, comment="who")
    joined_at: Mapped[datetime] = mapped_column(primary_key=True, comment="since when")
    left_at: Mapped[datetime | None] = mapped_column(comment="until when; none while it belongs")

    __table_args__ = (
        Index(
            "uq_partnership_member_now",
            "partnership",
            "organisation",
            unique=True,
            **where("left_at IS NULL"),
        ),
        Index(None, "organisation"),
    )


class MembershipRow(Row):
    """That a person held a role in an organisation or a partnership, from one moment to another."""

    __tablename__ = "membership"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    account: Mapped[str] = mapped_column(ForeignKey("account.id"), comment="who")
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), comment="where, or none")
    partnership: Mapped[str | None] = mapped_column(ForeignKey("partnership.id"), comment="where, or none")
    role: Mapped[str] = mapped_column(String(32), comment="as what")
    since: Mapped[datetime] = mapped_column(comment="from when")
    ended_at: Mapped[datetime | None] = mapped_column(comment="until when; none while it holds")

    __table_args__ = (
        CheckConstraint(_ONE_PLACE, name="place"),
        CheckConstraint(_ROLE_FITS, name="role"),
        Index(
            "uq_membership_in_organisation",
            "account",
            "organisation",
            "role",
            unique=True,
            **where("ended_at IS NULL AND organisation IS NOT NULL"),
        ),
        Index(
            "uq_membership_in_partnership",
            "account",
            "partnership",
            "role",
            unique=True,
            **where("ended_at IS NULL AND partnership IS NOT NULL"),
        ),
        Index(None, "organisation"),
        Index(None, "partnership"),
    )


class InvitationRow(Row):
    """An offer of a role to whoever holds its secret. It is open until it is accepted, revoked or expired."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    secret: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the secret in the link")
    email: Mapped[str | None] = mapped_column(Text, comment="to whom it was sent; none for a link handed over")
    name: Mapped[str] = mapped_column(Text, comment="of the person, as far as known; may be empty")
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), comment="where, or none")
    partnership: Mapped[str | None] = mapped_column(ForeignKey("partnership.id"), comment="where, or none")
    role: Mapped[str] = mapped_column(String(32), comment="as what")
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"), comment="the account, where there was one")
    invited_at: Mapped[datetime] = mapped_column(comment="first sent")
    sent_at: Mapped[datetime] = mapped_column(comment="last sent")
    expires_at: Mapped[datetime] = mapped_column(comment="not accepted from then on")
    accepted_at: Mapped[datetime | None] = mapped_column(comment="when it was used")
    accepted_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"), comment="by whom")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="when it was taken back")
    assessment: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), index=True, comment="to contribute to, where it is for one"
    )
    sections: Mapped[list[str] | None] = mapped_column(JSON_OR_NULL, comment="ids of those asked for; none means all")
    due_on: Mapped[date | None] = mapped_column(Date, comment="the last day for it, where one was named")

    __table_args__ = (
        CheckConstraint(_ONE_PLACE, name="place"),
        CheckConstraint(_ROLE_FITS, name="role"),
        CheckConstraint(_ASKED_FOR, name="assessment"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by IS NULL)", name="accepted"),
        CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name="once"),
        Index(None, "organisation"),
        Index(None, "partnership"),
    )
