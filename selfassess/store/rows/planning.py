"""What an organisation means to do and to reach: plans of actions, progress, calendar feeds, targets by section."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.rows.base import Row, where

_STATUSES = "'not_started', 'under_way', 'done', 'stopped'"


class PlanRow(Row):
    """Twelve months of actions about one questionnaire; the next plan ends this one."""

    __tablename__ = "plan"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), comment="whose")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id of what it is about")
    assessment: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="SET NULL"), index=True, comment="the result it came from, or none"
    )
    starts_on: Mapped[date] = mapped_column(Date, comment="its first day")
    ends_on: Mapped[date] = mapped_column(Date, comment="its last day")
    follows: Mapped[str | None] = mapped_column(ForeignKey("plan.id"), unique=True, comment="the one before")
    made_at: Mapped[datetime] = mapped_column(comment="when it was begun")
    made_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="ends_on"),
        CheckConstraint("follows <> id", name="follows"),
        CheckConstraint("revision >= 1", name="revision"),
        # Of two people who begin the first plan at the same moment, one does.
        Index("uq_plan_first", "organisation", "questionnaire", unique=True, **where("follows IS NULL")),
        Index(None, "organisation", "questionnaire", "starts_on"),
    )


class ActionRow(Row):
    """One thing to be done."""

    __tablename__ = "action"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    plan: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True, comment="part of which")
    text: Mapped[str] = mapped_column(Text, comment="what is to be done")
    measure: Mapped[str] = mapped_column(Text, comment="how one will know that it worked; may be empty")
    key: Mapped[bool] = mapped_column(comment="one of the key actions")
    kind: Mapped[str] = mapped_column(String(16), comment="continuing or new")
    owner: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True, comment="the member, or none")
    owner_role: Mapped[str] = mapped_column(Text, comment="the named role, where no member owns it; may be empty")
    due_on: Mapped[date | None] = mapped_column(Date, comment="the day it is to be done by")
    status: Mapped[str] = mapped_column(String(16), comment="not_started, under_way, done or stopped")
    reason: Mapped[str] = mapped_column(Text, comment="why it was stopped; else empty")
    effort: Mapped[str | None] = mapped_column(String(16), comment="low, medium or high, where known")
    suggestion: Mapped[str | None] = mapped_column(String(200), comment="of which suggestion or template it was made")
    carried_from: Mapped[str | None] = mapped_column(
        ForeignKey("action.id"), unique=True, comment="the action of the plan before that this goes on with"
    )
    created_on: Mapped[date] = mapped_column(Date, comment="the day it was added")
    ended_on: Mapped[date | None] = mapped_column(Date, comment="there exactly when done or stopped")
    added_at: Mapped[datetime] = mapped_column(comment="when")
    added_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint("kind IN ('continuing', 'new')", name="kind"),
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("(status IN ('done', 'stopped')) = (ended_on IS NOT NULL)", name="ended_on"),
        CheckConstraint("(status = 'stopped') = (reason <> '')", name="reason"),
        CheckConstraint("effort IN ('low', 'medium', 'high')", name="effort"),
        CheckConstraint("owner IS NULL OR owner_role = ''", name="owner"),
        CheckConstraint("due_on >= created_on", name="due_on"),
        CheckConstraint("carried_from <> id", name="carried_from"),
        CheckConstraint("revision >= 1", name="revision"),
        Index(None, "due_on"),
    )


class ActionQuestionRow(Row):
    """That an action is meant to lift a question."""

    __tablename__ = "action_question"

    action: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True, comment="which")
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the plan's questionnaire")


class ActionNoteRow(Row):
    """Progress of an action on a day; rows are added and never changed."""

    __tablename__ = "action_note"

    action: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True, comment="whose")
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="counts from 1")
    noted_on: Mapped[date] = mapped_column(Date, comment="the day it tells of")
    text: Mapped[str] = mapped_column(Text, comment="what is to be said; may be empty where the status tells it")
    status: Mapped[str] = mapped_column(String(16), comment="of the action from then on")
    at: Mapped[datetime] = mapped_column(comment="when it was written")
    by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")

    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("number >= 1", name="number"),
    )


class PlanCheckRow(Row):
    """A day on which a whole plan is looked at."""

    __tablename__ = "plan_check"

    plan: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, comment="of which")
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="counts from 1")
    due_on: Mapped[date] = mapped_column(Date, index=True, comment="the day")
    done_on: Mapped[date | None] = mapped_column(Date, comment="the day it was done")
    note: Mapped[str] = mapped_column(Text, comment="what was found; may be empty")

    __table_args__ = (CheckConstraint("number >= 1", name="number"),)


class QuietRow(Row):
    """That somebody wants no reminders about the actions of an organisation."""

    __tablename__ = "quiet"

    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, comment="who")
    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, comment="of which"
    )
    since: Mapped[datetime] = mapped_column(comment="since when")


class CalendarFeedRow(Row):
    """A secret address from which a calendar program reads the dates of an organisation's actions."""

    __tablename__ = "calendar_feed"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random")
    secret: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the secret in the address")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, comment="whose dates")
    account: Mapped[str | None] = mapped_column(
        ForeignKey("account.id"),
        index=True,
        comment="who made it, and whose rights it reads with; none: nobody's login",
    )
    own: Mapped[bool] = mapped_column(comment="only what that account owns")
    made_at: Mapped[datetime] = mapped_column(comment="when")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="gives nothing since")


class TargetRow(Row):
    """Where a section is meant to be by a day, as the lead set it last.

    One that was taken away keeps its row, so that its revisions go on counting.
    """

    __tablename__ = "target"

    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True, comment="whose")
    questionnaire: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id of what it is about")
    section: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in that questionnaire")
    score: Mapped[int | None] = mapped_column(comment="0 to 100; none where it was taken away")
    by: Mapped[date | None] = mapped_column(Date, comment="the day it is to be reached by; there exactly with a score")
    set_at: Mapped[datetime] = mapped_column(comment="when")
    set_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint('("by" IS NULL) = (score IS NULL)', name="by"),
        CheckConstraint("revision >= 1", name="revision"),
    )


class ConfirmationRow(Row):
    """That last year's level was said to be still true; it holds while the answer keeps this revision."""

    __tablename__ = "confirmation"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="this year's"
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the pinned questionnaire")
    revision: Mapped[int] = mapped_column(comment="of the answer that was confirmed")
    earlier: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="SET NULL"), index=True, comment="the year it was taken from"
    )
    earlier_question: Mapped[str] = mapped_column(String(80), comment="its id there")
    reason: Mapped[str] = mapped_column(Text, comment="why it is still true; may be empty where a date says it")
    true_on: Mapped[date | None] = mapped_column(Date, comment="the day somebody looked, where one was given")
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")

    __table_args__ = (
        CheckConstraint("reason <> '' OR true_on IS NOT NULL", name="reason"),
        CheckConstraint("revision >= 1", name="revision"),
    )
