"""The kinds of question and what each holds; only `level` questions are scored."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from selfassess.questionnaire.conditions import Condition
from selfassess.questionnaire.fields import Exact, Frozen, Id, OptionId, Part, Words


class Link(Part):
    """Where another questionnaire asks about the same thing; evidence is shared along it, scores never."""

    to: str
    strength: Literal["full", "part"]


class SuggestedAction(Part):
    """Something to do that leads one step up the ladder, from level `from_` to the next."""

    from_: int = Field(alias="from", ge=0)
    do: Words
    effort: Literal["low", "medium", "high"] = "medium"


class QuestionBase(Part):
    """What questions of every type have."""

    id: Id
    revision: int = Field(default=1, ge=1)
    prompt: Words
    help: Words | None = None
    not_applicable: bool = True
    applies_if: Condition | None = None
    lenses: tuple[str, ...] = ()
    maps_to: tuple[Link, ...] = ()
    evidence: tuple[Words, ...] = ()


class LevelQuestion(QuestionBase):
    """Which of the described levels fits; the only scored type."""

    type: Literal["level"]
    weight: Exact = Field(default=Fraction(1), gt=0)
    gate: int | None = Field(default=None, ge=1)
    levels: Annotated[Mapping[int, Words], Frozen]
    actions: tuple[SuggestedAction, ...] = ()

    def actions_from(self, level: int) -> tuple[SuggestedAction, ...]:
        """Suggestions for the step from `level` to the next, in the author's order."""
        return tuple(action for action in self.actions if action.from_ == level)


class YesNoQuestion(QuestionBase):
    """Yes or no."""

    type: Literal["yes_no"]


class ChoiceQuestion(QuestionBase):
    """One of the options."""

    type: Literal["choice"]
    options: Annotated[Mapping[OptionId, Words], Frozen] = Field(min_length=1)


class ChoicesQuestion(QuestionBase):
    """Any number of the options."""

    type: Literal["choices"]
    options: Annotated[Mapping[OptionId, Words], Frozen] = Field(min_length=1)


class NumberQuestion(QuestionBase):
    """A number, within bounds where the author set them."""

    type: Literal["number"]
    unit: Words | None = None
    minimum: Exact | None = None
    maximum: Exact | None = None
    whole: bool = False


class PercentQuestion(QuestionBase):
    """A number from 0 to 100."""

    type: Literal["percent"]


class TextQuestion(QuestionBase):
    """An answer in one's own words."""

    type: Literal["text"]
    longest: int = Field(default=5000, ge=1, le=20_000)


class DateQuestion(QuestionBase):
    """A day."""

    type: Literal["date"]


QUESTION_TYPES: Mapping[str, type[QuestionBase]] = {
    "level": LevelQuestion,
    "yes_no": YesNoQuestion,
    "choice": ChoiceQuestion,
    "choices": ChoicesQuestion,
    "number": NumberQuestion,
    "percent": PercentQuestion,
    "text": TextQuestion,
    "date": DateQuestion,
}

Question = Annotated[
    LevelQuestion
    | YesNoQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | NumberQuestion
    | PercentQuestion
    | TextQuestion
    | DateQuestion,
    Field(discriminator="type"),
]
