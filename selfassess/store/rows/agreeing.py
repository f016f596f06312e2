"""How a result is reached: who takes part, what was said apart, agreed, moderated and signed, and each step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.assessments import rules_of_an_answer, status_in
from selfassess.store.rows.base import Row, where


class ParticipationRow(Row):
    """That somebody was asked to answer an assessment apart from the others."""

    __tablename__ = "participation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    assessment: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), comment="which")
    account: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True, comment="who")
    sections: Mapped[list[str] | None] = mapped_column(JSON_OR_NULL, comment="ids of those asked for; none means all")
    due_on: Mapped[date | None] = mapped_column(Date, comment="the last day, where one was named")
    asked_at: Mapped[datetime] = mapped_column(comment="when")
    asked_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    reminders: Mapped[bool] = mapped_column(comment="whether the person wants to be reminded")
    reminded_at: Mapped[datetime | None] = mapped_column(comment="last time")
    finished_at: Mapped[datetime | None] = mapped_column(comment="when the person said that this is all")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="when the person or the lead ended it")
    handed_from: Mapped[str | None] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), comment="whose answers it went on with"
    )

    __table_args__ = (
        Index("uq_participation_now", "assessment", "account", unique=True, **where("withdrawn_at IS NULL")),
        Index(None, "assessment"),
        Index(None, "handed_from"),
    )


class ContributionRow(Row):
    """What a contributor says to one question, apart; never changed once the assessment has left `open`."""

    __tablename__ = "contribution"

    participation: Mapped[str] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the pinned questionnaire")
    state: Mapped[str] = mapped_column(String(16), comment="as of an answer")
    value: Mapped[Any | None] = mapped_column(JSON_OR_NULL, comment="as of an answer")
    reason: Mapped[str | None] = mapped_column(Text, comment="as of an answer")
    comment: Mapped[str | None] = mapped_column(Text, comment="as of an answer")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSON_OR_NULL, comment="as of an answer")
    revision: Mapped[int] = mapped_column(comment="how often it was saved, from 1")
    saved_at: Mapped[datetime] = mapped_column(comment="when it was last saved")

    __table_args__ = rules_of_an_answer()


class StatusChangeRow(Row):
    """A step of an assessment on its way, or back; rows are added and never changed."""

    __tablename__ = "status_change"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="counts from 1")
    start: Mapped[str] = mapped_column(String(16), comment="the status it left")
    end: Mapped[str] = mapped_column(String(16), comment="the status it came to")
    reason: Mapped[str] = mapped_column(Text, comment="why it went back; may be empty on the way on")
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")

    __table_args__ = (
        CheckConstraint(status_in("start"), name="start"),
        CheckConstraint(status_in('"end"'), name="end"),
        CheckConstraint("number >= 1", name="number"),
    )


class AgreementRow(Row):
    """What the workshop settled on one question besides the answer itself."""

    __tablename__ = "agreement"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the pinned questionnaire")
    dissent: Mapped[list[str]] = mapped_column(JSON_OR_NULL, comment="what those said who see it differently")
    revision: Mapped[int] = mapped_column(comment="how often it was saved, from 1")
    agreed_at: Mapped[datetime] = mapped_column(comment="when it was last saved")
    agreed_by: Mapped[str | None] = mapped_column(
        String(32), comment="the account that recorded it, where there was one"
    )

    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)


class ModerationRow(Row):
    """A moderator's note on one question or on the whole; rows are added, and closed when they are dealt with."""

    __tablename__ = "moderation"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="counts from 1")
    question: Mapped[str | None] = mapped_column(String(80), comment="id in the pinned questionnaire; none: the whole")
    outcome: Mapped[str] = mapped_column(String(16), comment="accepted, returned or lowered")
    note: Mapped[str] = mapped_column(Text, comment="why; empty only where accepted")
    supported_level: Mapped[int | None] = mapped_column(comment="there exactly when lowered")
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    superseded_at: Mapped[datetime | None] = mapped_column(comment="when a later note or answer took its place")

    __table_args__ = (
        CheckConstraint("outcome IN ('accepted', 'returned', 'lowered')", name="outcome"),
        CheckConstraint("(outcome = 'lowered') = (supported_level IS NOT NULL)", name="supported_level"),
        CheckConstraint("outcome = 'accepted' OR note <> ''", name="note"),
        CheckConstraint("number >= 1", name="number"),
    )


class SignatureRow(Row):
    """That somebody signed an agreed result, or the pledge or concordat itself before any assessment."""

    __tablename__ = "signature"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, comment="for whom")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id of what was signed up to")
    assessment: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), index=True, comment="the result signed; none: the commitment"
    )
    name: Mapped[str] = mapped_column(Text, comment="of the signatory")
    role: Mapped[str] = mapped_column(Text, comment="the post held")
    signed_on: Mapped[date] = mapped_column(Date, comment="the day")
    statement: Mapped[str] = mapped_column(Text, comment="the words that were signed")
    key_actions: Mapped[list[dict[str, str]]] = mapped_column(JSON_OR_NULL, comment="of the next 12 months: text, kind")
    signed_at: Mapped[datetime] = mapped_column(comment="when it was recorded")
    signed_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    replaces: Mapped[str | None] = mapped_column(
        ForeignKey("signature.id"), unique=True, comment="the one before, of the commitment"
    )

    __table_args__ = (
        CheckConstraint("assessment IS NULL OR replaces IS NULL", name="replaces"),
        # Of two people who sign for the first time at the same moment, one does.
        Index(
            "uq_signature_first",
            "organisation",
            "questionnaire",
            unique=True,
            **where("assessment IS NULL AND replaces IS NULL"),
        ),
    )


class EvidenceRow(Row):
    """A piece of evidence an organisation keeps, to be used for several questions and years."""

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, comment="whose")
    title: Mapped[str] = mapped_column(Text, comment="what it is")
    kind: Mapped[str] = mapped_column(String(40), comment="by the table of kinds")
    dated: Mapped[date | None] = mapped_column(Date, comment="when it was made or last confirmed to be true")
    reach: Mapped[str | None] = mapped_column(Text, comment="whom it covers")
    shows: Mapped[str | None] = mapped_column(String(16), comment="effect, where it shows one")
    link: Mapped[str | None] = mapped_column(Text, comment="where it is")
    reference: Mapped[str | None] = mapped_column(Text, comment="how to find it where there is no link")
    added_at: Mapped[datetime] = mapped_column(comment="when")
    added_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    retired_at: Mapped[datetime | None] = mapped_column(comment="no longer true since")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint("shows = 'effect'", name="shows"),
        CheckConstraint("revision >= 1", name="revision"),
    )


class EvidenceUseRow(Row):
    """That a piece was used for a question: the answer holds a copy of it as it was then."""

    __tablename__ = "evidence_use"

    evidence: Mapped[str] = mapped_column(ForeignKey("evidence.id"), primary_key=True, comment="which")
    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="in which assessment"
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="for which question")
    copy: Mapped[dict[str, str]] = mapped_column(JSON_OR_NULL, comment="the piece as the answer holds it")
    used_at: Mapped[datetime] = mapped_column(comment="when")

    __table_args__ = (Index(None, "assessment"),)
