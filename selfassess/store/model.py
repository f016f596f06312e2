"""What the store gives out about an assessment: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from selfassess.answers.model import Answer
from selfassess.voices.steps import WorkStatus


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

    `agreed_at` is there exactly while agreed or signed; `locked_at`, and `card_sha256` of the figures that were locked,
    exactly while signed. `moderated`, `signing`: whether those steps apply. `revises`: the locked one this corrects.
    """

    id: str
    organisation_id: str
    details: Details
    questionnaire: str
    version: str
    sha256: str
    status: WorkStatus
    agreed_at: datetime | None
    example: bool
    created_at: datetime
    updated_at: datetime
    revision: int
    moderated: bool
    signing: bool
    workshop_on: date | None
    workshop_minutes: int | None
    revises: str | None
    locked_at: datetime | None
    card_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One saved state of an answer; revisions count from 1. `saved_by` is the account, where there was one."""

    revision: int
    answer: Answer
    saved_at: datetime
    saved_by: str | None
