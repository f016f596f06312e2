"""One questionnaire version as a frozen value: scale, rules, profile facts, sections of questions, crosswalk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from selfassess.questionnaire.fields import Day, Exact, Frozen, Id, Language, OptionId, Part, Version, Words
from selfassess.questionnaire.questions import LevelQuestion, Link, Question


class Source(Part):
    """The document whose wording the questionnaire stands on."""

    title: Words
    publisher: Words | None = None
    published: Day | None = None
    link: str | None = None


class ScaleLevel(Part):
    """One level of the scale: its number, its name, and what it means everywhere in the questionnaire."""

    value: int = Field(ge=0, le=6)
    name: Words
    means: Words | None = None


class EvidenceRule(Part):
    """What answers at `level` and above must be backed by: one piece that satisfies all keys given here."""

    level: int = Field(ge=1)
    within_months: int | None = Field(default=None, ge=1, le=1200)
    shows: Literal["effect"] | None = None


class Rules(Part):
    """How levels become stages and scores."""

    stage_share: Exact = Field(default=Fraction(3, 4), gt=0, le=1)
    minimum_answered: Exact = Field(default=Fraction(3, 5), gt=0, le=1)
    evidence: tuple[EvidenceRule, ...] = ()


class ProfileFact(Part):
    """A fact about the organisation that conditions may use, chosen from options."""

    id: Id
    prompt: Words
    help: Words | None = None
    options: Annotated[Mapping[OptionId, Words], Frozen] = Field(min_length=1)


class Section(Part):
    """A commitment or principle: its official statement and the questions about it."""

    id: Id
    number: str | None = None
    title: Words
    statement: Words | None = None
    weight: Exact = Field(default=Fraction(1), gt=0)
    maps_to: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def level_questions(self) -> tuple[LevelQuestion, ...]:
        return tuple(question for question in self.questions if isinstance(question, LevelQuestion))


class CrosswalkRow(Part):
    """What became of one or several questions of the version before."""

    old: str | tuple[str, ...] | None = None
    new: str | tuple[str, ...] | None = None
    change: Literal["kept", "reworded", "split", "merged", "added", "removed"]
    why: Words | None = None


class Crosswalk(Part):
    """How this version follows from the one before."""

    from_: Version = Field(alias="from")
    questions: tuple[CrosswalkRow, ...] = ()


class Questionnaire(Part):
    """A whole questionnaire version; `format` is the version of the file format."""

    format: Literal[1]
    id: Id
    version: Version
    kind: Literal["organisation"] = "organisation"
    language: Language = "en-GB"
    title: Words
    summary: Words | None = None
    source: Source | None = None
    scale: tuple[ScaleLevel, ...] = Field(min_length=3, max_length=7)
    rules: Rules = Rules()
    lenses: Annotated[Mapping[str, Words], Frozen] = Field(default_factory=dict)
    profile: tuple[ProfileFact, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)
    crosswalk: Crosswalk | None = None

    @property
    def top(self) -> int:
        """m, the highest level of the scale, which starts at 0."""
        return len(self.scale) - 1

    @property
    def name(self) -> str:
        """Id and version as people write them: bnssg-pledge 1.0.0."""
        return f"{self.id} {self.version}"

    def questions(self) -> Iterator[Question]:
        """Every question, in questionnaire order."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions()}
