"""Two assessments become a `Comparison`: as scored, like for like, why it moved, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet
from selfassess.comparison.movement import Levels, Why, overall_mean, section_mean, why_it_moved
from selfassess.comparison.pairing import Missing, Pairing, Reason, pair
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The overall mean of both years over the common questions, 0–100."""

    from_: Fraction
    to: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """One of this year's sections: both years' means over its common questions, 0–100, and how many those are."""

    section: str
    from_: Fraction
    to: Fraction
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """One common question: this year's id, the earlier one, and the level of both years."""

    id: str
    earlier: str
    from_: int
    to: int

    @property
    def moved(self) -> Literal["up", "same", "down"]:
        if self.to == self.from_:
            return "same"
        return "up" if self.to > self.from_ else "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComparable:
    """A question of this year, or (where `year` says so) of the earlier one, that is not common, and why."""

    id: str
    year: Literal["now", "before"]
    why: Reason | Literal["not_answered_before", "not_answered_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two years side by side. `before`, `after`: the overall means, None where nothing was answered.

    `questions`: the common ones in this year's order. `pairs`: this year's question id → the earlier id, answered or
    not. `like_for_like` and `why` are None where nothing is common. `missing`: crosswalks that were not there, so that
    id and revision alone decided.
    """

    common: int
    before: Fraction | None
    after: Fraction | None
    like_for_like: Change | None
    sections: tuple[SectionChange, ...]
    questions: tuple[QuestionChange, ...]
    why: Why | None
    not_comparable: tuple[NotComparable, ...]
    pairs: Mapping[str, str]
    missing: tuple[Missing, ...]


def compare(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    earlier: Questionnaire,
    earlier_sheet: AnswerSheet,
    between: Mapping[str, Questionnaire],
) -> Comparison:
    """Set this year's answers beside an earlier year's; `between` has the versions in between, by version."""
    pairing = pair(questionnaire, earlier, between)
    levels, earlier_levels = answered_levels(questionnaire, sheet), answered_levels(earlier, earlier_sheet)
    common = {id: old for id, old in pairing.earlier.items() if id in levels and old in earlier_levels}
    from_levels = {id: earlier_levels[old] for id, old in common.items()}
    to_levels = {id: levels[id] for id in common}
    return Comparison(
        common=len(common),
        before=overall_mean(earlier, earlier_levels),
        after=overall_mean(questionnaire, levels),
        like_for_like=_change(overall_mean(questionnaire, from_levels), overall_mean(questionnaire, to_levels)),
        sections=_sections(questionnaire, from_levels, to_levels),
        questions=tuple(
            QuestionChange(id=id, earlier=common[id], from_=from_levels[id], to=level)
            for id, level in levels.items()
            if id in common
        ),
        why=why_it_moved(questionnaire, levels, earlier, earlier_levels, pairing.earlier),
        not_comparable=_not_comparable(questionnaire, levels, earlier, earlier_levels, pairing),
        pairs=MappingProxyType(dict(pairing.earlier)),
        missing=pairing.missing,
    )


def answered_levels(questionnaire: Questionnaire, sheet: AnswerSheet) -> dict[str, int]:
    """The level of each answered question whose condition holds, by id, in questionnaire order."""
    applies = applicability(questionnaire, sheet).applies
    levels = {}
    for section in questionnaire.sections:
        for question in section.level_questions:
            level = sheet.answer(question.id).level
            if question.id in applies and level is not None:
                levels[question.id] = level
    return levels


def _change(from_: Fraction | None, to: Fraction | None) -> Change | None:
    return None if from_ is None or to is None else Change(from_=from_, to=to)


def _sections(questionnaire: Questionnaire, from_levels: Levels, to_levels: Levels) -> tuple[SectionChange, ...]:
    changes = []
    for section in questionnaire.sections:
        from_ = section_mean(section, from_levels, questionnaire.top)
        to = section_mean(section, to_levels, questionnaire.top)
        if from_ is not None and to is not None:
            questions = sum(question.id in to_levels for question in section.level_questions)
            changes.append(SectionChange(section=section.id, from_=from_, to=to, questions=questions))
    return tuple(changes)


def _not_comparable(
    questionnaire: Questionnaire,
    levels: Levels,
    earlier: Questionnaire,
    earlier_levels: Levels,
    pairing: Pairing,
) -> tuple[NotComparable, ...]:
    """This year's questions in their order, then last year's in theirs; a pair stands once, under this year's id."""
    found: list[NotComparable] = []
    for question in questionnaire.questions():
        id = question.id
        if id in pairing.unpaired_now:
            found.append(NotComparable(id=id, year="now", why=pairing.unpaired_now[id]))
        elif id in pairing.earlier and id not in levels:
            found.append(NotComparable(id=id, year="now", why="not_answered_now"))
        elif id in pairing.earlier and pairing.earlier[id] not in earlier_levels:
            found.append(NotComparable(id=id, year="now", why="not_answered_before"))
    # A question with one id in both years and one reason, such as reworded, is said once.
    said = {(one.id, one.why) for one in found}
    for question in earlier.questions():
        why = pairing.unpaired_before.get(question.id)
        if why is not None and (question.id, why) not in said:
            found.append(NotComparable(id=question.id, year="before", why=why))
    return tuple(found)
