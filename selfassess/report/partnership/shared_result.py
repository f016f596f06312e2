"""What an organisation shares of one result with the steering group of its partnership, and nothing besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.plan import ActionStatus
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAction:
    """What is to be done, about the sections with these ids, by which day, and how far it is; not who does it."""

    text: str
    sections: tuple[str, ...]
    due_on: date | None
    status: ActionStatus
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedResult:
    """A result by the name of its organisation, as the steering group sees it.

    `kind` is what its kind is called, `by_year` has the figures of this year and of those before that are seen by name
    too, ascending, each as in `NamedResult.figures`. There is no room in here for an answer.
    `brand` is how the partnership looks on paper, for it prints the edition.
    """

    partnership: str
    questionnaire: Questionnaire
    result: NamedResult
    kind: str
    by_year: Mapping[int, Mapping[str, SectionFigure]]
    actions: tuple[SharedAction, ...]
    example: bool
    brand: Brand | None = None
