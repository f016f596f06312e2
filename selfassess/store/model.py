"""What the store gives out about an assessment: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from selfassess.answers.model import Answer


class AssessmentStatus(StrEnum):
    """A draft takes answers; a finished assessment is the record and must be reopened before it takes any."""

    DRAFT = "draft"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says about an assessment as a whole; `profile` is fact id to option id."""

    organisation: str
    period: str
    assessed_on: date
    profile: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment without its answers. `id` is random and fit for an address; times are aware, in UTC.

    `organisation_id` says whose it is, `details.organisation` the name it is printed with. `questionnaire`, `version`
    and `sha256` name the pinned text. `revision` counts changes of details and status, from 1, so that a stale form
    can be told from a fresh one. `example` marks made-up data.
    """

    id: str
    organisation_id: str
    details: Details
    questionnaire: str
    version: str
    sha256: str
    status: AssessmentStatus
    finished_at: datetime | None
    example: bool
    created_at: datetime
    updated_at: datetime
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One saved state of an answer; revisions count from 1. `saved_by` is the account, where there was one."""

    revision: int
    answer: Answer
    saved_at: datetime
    saved_by: str | None
