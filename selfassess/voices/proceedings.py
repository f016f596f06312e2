"""What is kept of how a result was reached: who took part, what was agreed and why, moderation, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfassess.voices.steps import Role
from selfassess.voices.views import Responses, Views


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """How many people there were in a role, of how many who were asked; `about` may say where they came from."""

    role: Role
    people: int
    asked: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the workshop settled on one question; the answer itself stands in the assessment's sheet.

    `apart` and `responses` are what was said before. `reason` may be empty. `dissent`: what those said who see it
    differently. `changed`: the answer is another one since, so that reason and dissent are not about it.
    """

    question: str
    apart: Views
    responses: Responses
    reason: str = ""
    dissent: tuple[str, ...] = ()
    changed: bool = False


class Outcome(StrEnum):
    """What a moderator did with an answer; `lowered` says that the evidence backs less than its rules would have it."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationNote:
    """One note of the moderator on a question, or on the whole where `question` is None.

    `supported_level` is there exactly when it was lowered.
    """

    question: str | None
    outcome: Outcome
    note: str
    supported_level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed the result as what, when, and the words that were signed."""

    name: str
    role: str
    signed_on: date
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """All of it for one assessment; what did not take place is empty. `notes` are in the order they were made."""

    took_part: tuple[TookPart, ...] = ()
    workshop_on: date | None = None
    agreed: tuple[Agreed, ...] = ()
    notes: tuple[ModerationNote, ...] = ()
    signatures: tuple[Signature, ...] = ()
