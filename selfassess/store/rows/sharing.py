"""What organisations share with their partnerships: choices, results by year, batches, and figures from cards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row

_CHOICES = "'not_shared', 'counted', 'steering', 'members'"


class SharingRow(Row):
    """With whom in a partnership the result of an assessment is shared; no row: with nobody."""

    __tablename__ = "sharing"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose result"
    )
    partnership: Mapped[str] = mapped_column(ForeignKey("partnership.id"), primary_key=True, comment="with whom")
    choice: Mapped[str] = mapped_column(String(16), comment="not_shared, counted, steering or members")
    steering_saw_at: Mapped[datetime | None] = mapped_column(comment="first seen by name by the steering group")
    members_saw_at: Mapped[datetime | None] = mapped_column(comment="first seen by name by the members")
    changed_at: Mapped[datetime] = mapped_column(comment="when it was chosen")
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint(f"choice IN ({_CHOICES})", name="choice"),
        CheckConstraint("revision >= 1", name="revision"),
        Index(None, "partnership", "choice"),
    )


class YearlyResultRow(Row):
    """Which locked assessment stands for an organisation in a year: the latest that no other locked one corrects."""

    __tablename__ = "yearly_result"

    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True, comment="whose")
    questionnaire: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id of what it is about")
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="of the day it was assessed on")
    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), unique=True, comment="which"
    )


class SectionFigureRow(Row):
    """The figures of one section of a locked assessment as its card holds them; section '': the whole."""

    __tablename__ = "section_figure"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    section: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the questionnaire, or empty")
    score: Mapped[int | None] = mapped_column(comment="in hundredths of a point, 0 to 10000")
    stage: Mapped[int | None] = mapped_column(comment="as answered")
    supported_stage: Mapped[int | None] = mapped_column(comment="as the evidence supports")

    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 10000", name="score"),)


class BatchRow(Row):
    """Results without a name that enter and leave the figures of a partnership together, so that none stands out."""

    __tablename__ = "batch"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random")
    partnership: Mapped[str] = mapped_column(ForeignKey("partnership.id"), comment="in whose figures")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id of what they are about")
    year: Mapped[int] = mapped_column(comment="of which")
    kind: Mapped[str | None] = mapped_column(String(40), comment="of all its organisations then; none: mixed")
    made_at: Mapped[datetime] = mapped_column(comment="counted since")
    retired_at: Mapped[datetime | None] = mapped_column(comment="counted no more since")

    __table_args__ = (Index(None, "partnership", "questionnaire", "year"),)


class BatchMemberRow(Row):
    """A result in a batch; it stays as it was, whatever becomes of the organisation."""

    __tablename__ = "batch_member"

    batch: Mapped[str] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True, comment="which")
    assessment: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True, comment="whose result")
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True, comment="whose assessment")

    __table_args__ = (Index(None, "assessment"),)


class PartnershipFigureRow(Row):
    """Figures over organisations, as one audience of a partnership sees them; what is withheld has no row."""

    __tablename__ = "partnership_figure"

    partnership: Mapped[str] = mapped_column(ForeignKey("partnership.id"), primary_key=True, comment="of which")
    questionnaire: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id of what it is about")
    audience: Mapped[str] = mapped_column(String(16), primary_key=True, comment="steering or members")
    kind: Mapped[str] = mapped_column(String(40), primary_key=True, comment="of organisation; empty: all kinds")
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="of which")
    section: Mapped[str] = mapped_column(String(80), primary_key=True, comment="id in the questionnaire, or empty")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON_OR_NULL, comment="as `disclosure` lets them be shown")
    made_at: Mapped[datetime] = mapped_column(comment="last change")

    __table_args__ = (CheckConstraint("audience IN ('steering', 'members')", name="audience"),)
