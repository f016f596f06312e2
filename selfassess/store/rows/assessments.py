"""Assessments, one row an answer, every revision of an answer, and the questionnaire texts they pin."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row

_STATUSES = "'draft', 'open', 'workshop', 'moderation', 'agreed', 'signed'"


def status_in(column: str) -> str:
    """The condition that a column holds one of the statuses of the work."""
    return f"{column} IN ({_STATUSES})"


class QuestionnaireTextRow(Row):
    """The text of a questionnaire version as it was when an assessment was started from it."""

    __tablename__ = "questionnaire_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, comment="of text, in hexadecimal")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id the text gives itself")
    version: Mapped[str] = mapped_column(String(40), comment="version the text gives itself")
    text: Mapped[bytes] = mapped_column(LargeBinary, comment="the bytes of the file")
    first_seen: Mapped[datetime] = mapped_column(comment="when an assessment first pinned it")


class AssessmentRow(Row):
    """One organisation, one questionnaire version, one period."""

    __tablename__ = "assessment"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    token: Mapped[str] = mapped_column(String(80), unique=True, comment="of the form that started it: a repeat is told")
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, comment="whose it is")
    organisation: Mapped[str] = mapped_column(Text, comment="its name when this was started or last edited, as printed")
    period: Mapped[str] = mapped_column(Text, comment="the year or span it is about, as written")
    assessed_on: Mapped[date] = mapped_column(Date, comment="the day that evidence is counted back from")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id of the pinned questionnaire")
    version: Mapped[str] = mapped_column(String(40), comment="version of the pinned questionnaire")
    sha256: Mapped[str] = mapped_column(ForeignKey("questionnaire_text.sha256"), index=True, comment="the pinned text")
    profile: Mapped[dict[str, str]] = mapped_column(JSON_OR_NULL, comment="fact id to option id")
    status: Mapped[str] = mapped_column(String(16), comment="where the work is: draft, open, …, agreed, signed")
    agreed_at: Mapped[datetime | None] = mapped_column(comment="there exactly while agreed or signed")
    example: Mapped[bool] = mapped_column(comment="made-up data, marked everywhere")
    created_at: Mapped[datetime] = mapped_column(comment="when it was started")
    updated_at: Mapped[datetime] = mapped_column(comment="last change of details, status or any answer")
    revision: Mapped[int] = mapped_column(comment="changes of details and status, from 1, so that a stale form is told")
    moderated: Mapped[bool] = mapped_column(comment="a moderator looks at it before it is agreed")
    signing: Mapped[bool] = mapped_column(comment="a signatory signs what was agreed")
    workshop_on: Mapped[date | None] = mapped_column(Date, comment="the day of the workshop, where one is known")
    workshop_minutes: Mapped[int | None] = mapped_column(comment="how long it may take, without breaks")
    workshop_shows: Mapped[str | None] = mapped_column(String(80), comment="id of the question on the screen, if any")
    revises: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id"), unique=True, comment="the locked one that this corrects"
    )
    locked_at: Mapped[datetime | None] = mapped_column(comment="there exactly while signed: nothing changes any more")
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL, comment="the figures as they were locked")
    card_sha256: Mapped[str | None] = mapped_column(String(64), comment="of the card, its keys in order")

    __table_args__ = (
        CheckConstraint(status_in("status"), name="status"),
        CheckConstraint("(status IN ('agreed', 'signed')) = (agreed_at IS NOT NULL)", name="agreed_at"),
        CheckConstraint("(status = 'signed') = (locked_at IS NOT NULL)", name="locked_at"),
        CheckConstraint("(status = 'signed') = (card IS NOT NULL)", name="card"),
        CheckConstraint("(status = 'signed') = (card_sha256 IS NOT NULL)", name="card_sha256"),
        CheckConstraint("workshop_minutes >= 1", name="workshop_minutes"),
        CheckConstraint("revises <> id", name="revises"),
        CheckConstraint("revision >= 1", name="revision"),
        Index(None, "questionnaire", "organisation_id", "assessed_on"),
    )


class _Said:
    """The columns that an answer and each of its revisions share; their own ones come after, by `sort_order`."""

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose answer"
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the pinned questionnaire")
    state: Mapped[str] = mapped_column(
        String(16), comment="answered, not_applicable, dont_know or, when cleared, unanswered"
    )
    value: Mapped[Any | None] = mapped_column(
        JSON_OR_NULL, comment="there exactly when answered; numbers exact, as text"
    )
    reason: Mapped[str | None] = mapped_column(Text, comment="there exactly when not applicable")
    comment: Mapped[str | None] = mapped_column(Text, comment="said beside the answer")
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSON_OR_NULL, comment="pieces in the order given")


def rules_of_an_answer() -> tuple[CheckConstraint, ...]:
    """What every table of answers holds to."""
    return (
        CheckConstraint("state IN ('answered', 'not_applicable', 'dont_know', 'unanswered')", name="state"),
        CheckConstraint("(state = 'answered') = (value IS NOT NULL)", name="value"),
        CheckConstraint("(state = 'not_applicable') = (reason IS NOT NULL AND reason <> '')", name="reason"),
        CheckConstraint("revision >= 1", name="revision"),
    )


class AnswerRow(_Said, Row):
    """What is said to one question now. A cleared answer keeps its row, so that its revisions go on counting."""

    __tablename__ = "answer"

    revision: Mapped[int] = mapped_column(sort_order=1, comment="how often it was saved, from 1")
    saved_at: Mapped[datetime] = mapped_column(sort_order=2, comment="when it was last saved")
    saved_by: Mapped[str | None] = mapped_column(String(32), sort_order=3, comment="the account, where there was one")

    __table_args__ = rules_of_an_answer()


class AnswerRevisionRow(_Said, Row):
    """Every saved state of every answer; rows are added and never changed."""

    __tablename__ = "answer_history"

    revision: Mapped[int] = mapped_column(primary_key=True, sort_order=1, comment="counts from 1")
    saved_at: Mapped[datetime] = mapped_column(sort_order=2, comment="when this state was saved")
    saved_by: Mapped[str | None] = mapped_column(String(32), sort_order=3, comment="the account, where there was one")

    __table_args__ = rules_of_an_answer()
