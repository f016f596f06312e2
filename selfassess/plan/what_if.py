"""What other levels would make of every figure: the sheet with them in it, scored like any other sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.scoring import score
from selfassess.scoring.card import ScoreCard, SectionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """All figures as they are, `before`, and as they would be, `after`; the questionnaire's order everywhere.

    `levels`: by question what was set otherwise than it is. `newly_asked` and `no_longer_asked`: ids of the questions,
    of any type, whose condition the new levels bring about or undo; what comes in is not answered yet.
    """

    levels: Mapping[str, int]
    sheet: AnswerSheet
    before: ScoreCard
    after: ScoreCard
    newly_asked: tuple[str, ...]
    no_longer_asked: tuple[str, ...]

    def section(self, id: str) -> tuple[SectionResult, SectionResult]:
        """One section before and after."""
        return self.before.section(id), self.after.section(id)

    @property
    def changed(self) -> tuple[tuple[SectionResult, SectionResult], ...]:
        """Each section of which anything is otherwise, before and after."""
        pairs = zip(self.before.sections, self.after.sections, strict=True)
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    def stages_gained(self, section: str) -> int:
        """How many stages the section rises; below 0 where it falls."""
        before, after = self.section(section)
        return (after.stage or 0) - (before.stage or 0)

    @property
    def overall_stages_gained(self) -> int:
        """How many stages the whole rises; below 0 where it falls."""
        return (self.after.overall.stage or 0) - (self.before.overall.stage or 0)

    @property
    def points_gained(self) -> Fraction:
        """What it adds to the overall score with everything open counted as 0, so that there always is one."""
        return (self.after.overall.low or Fraction(0)) - (self.before.overall.low or Fraction(0))


def what_if(questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard, levels: Mapping[str, int]) -> WhatIf:
    """`card` is that of `sheet`; `levels` sets any level questions, up or down, to levels of the scale.

    Evidence stays as it is, so a new level is backed as far as what is recorded today reaches, and no further. Raises
    ValueError for what is no level question of the questionnaire, or no level of its scale.
    """
    for id, level in levels.items():
        if not is_level_of(questionnaire, id, level):
            raise ValueError(f"the questionnaire has no level {level} of a question {id!r}")
    set_ = {question.id: levels[question.id] for question in questionnaire.questions() if question.id in levels}
    changed = {id: level for id, level in set_.items() if sheet.answer(id).level != level}
    after = with_levels(sheet, changed)
    asked, then = applicability(questionnaire, sheet).applies, applicability(questionnaire, after).applies
    return WhatIf(
        levels=MappingProxyType(changed),
        sheet=after,
        before=card,
        after=score(questionnaire, after, card.sha256) if changed else card,
        newly_asked=tuple(one.id for one in questionnaire.questions() if one.id in then - asked),
        no_longer_asked=tuple(one.id for one in questionnaire.questions() if one.id in asked - then),
    )


def is_level_of(questionnaire: Questionnaire, question: str, level: int) -> bool:
    """Whether this is a level question of the questionnaire, and a level of its scale."""
    return isinstance(questionnaire.by_id.get(question), LevelQuestion) and 0 <= level <= questionnaire.top


def with_levels(sheet: AnswerSheet, levels: Mapping[str, int]) -> AnswerSheet:
    """The sheet with these questions answered so; their comments, their evidence and a moderator's word stay."""
    answers = {**sheet.answers, **{id: _at(sheet.answer(id), level) for id, level in levels.items()}}
    return replace(sheet, answers=MappingProxyType(answers))


def _at(answer: Answer, level: int) -> Answer:
    # What a moderator lets count says nothing any more of an answer that claims no more than that.
    lowered = answer.lowered if answer.lowered and answer.lowered.level < level else None
    return replace(answer, state=State.ANSWERED, value=level, reason=None, lowered=lowered)
