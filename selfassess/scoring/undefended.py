"""High answers that nothing stands behind yet: what a challenge would ask about first."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet, Lowered
from selfassess.questionnaire.model import EvidenceRule, Questionnaire
from selfassess.scoring.evidence import first_unmet, supported_level


@dataclass(frozen=True, slots=True, kw_only=True)
class Undefended:
    """One answer whose evidence does not reach as far as its level, or does not in the eyes of the moderator.

    `missing` is the lowest rule that is not met. None where no rule asks for more: then it was `lowered`, or the level
    is high and no evidence at all is recorded.
    """

    section: str
    question: str
    level: int
    supported_level: int
    missing: EvidenceRule | None
    lowered: Lowered | None = None


def undefended(questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[Undefended, ...]:
    """The furthest from its evidence first, then the highest level, then in questionnaire order.

    Answers with a supported level below the one claimed, and those above the middle of the scale (3 and 4 of 0–4)
    without any evidence, also where the questionnaire asks for none. Only questions whose condition holds.
    """
    applies = applicability(questionnaire, sheet).applies
    rules, day = questionnaire.rules.evidence, sheet.assessed_on
    found = []
    for section in questionnaire.sections:
        for question in section.level_questions:
            answer = sheet.answer(question.id)
            level, supported = answer.level, supported_level(answer, rules, day)
            if question.id not in applies or level is None or supported is None:
                continue
            if supported < level or (2 * level > questionnaire.top and not answer.evidence):
                missing = first_unmet(answer, rules, day)
                found.append(
                    Undefended(
                        section=section.id,
                        question=question.id,
                        level=level,
                        supported_level=supported,
                        missing=missing,
                        lowered=answer.lowered,
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.supported_level - one.level, -one.level)))
