"""One answer sheet becomes a `ScoreCard`: its sections' figures, and the overall ones over them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import EvidenceRule, Questionnaire
from selfassess.scoring.card import Overall, QuestionResult, ScoreCard, SectionResult, Status
from selfassess.scoring.evidence import supported_level
from selfassess.scoring.figures import stage, weight_needed, weighted_mean
from selfassess.scoring.rubric import Scale, Scored, SectionRubric, rubric, whole
from selfassess.scoring.section import section_result


def score(questionnaire: Questionnaire, sheet: AnswerSheet, sha256: str = "") -> ScoreCard:
    """Every figure of the public contract, section 3; `sha256` is of the questionnaire file's bytes.

    The sheet is one that was read or made for this questionnaire: its levels lie on the scale.
    """
    prepared = rubric(questionnaire)
    what_applies = applicability(questionnaire, sheet)
    sections = tuple(
        section_result(section, _question_results(section, sheet, what_applies.applies, prepared.evidence))
        for section in prepared.sections
    )
    return ScoreCard(
        organisation=sheet.organisation,
        period=sheet.period,
        assessed_on=sheet.assessed_on,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        sha256=sha256,
        overall=overall(sections, prepared.scale),
        sections=sections,
        ignored=what_applies.ignored,
    )


def _question_results(
    section: SectionRubric, sheet: AnswerSheet, applies: AbstractSet[str], rules: Sequence[EvidenceRule]
) -> tuple[QuestionResult, ...]:
    """How each level question whose condition holds was answered."""
    results = []
    for id in section.scored:
        if id in applies:
            answer = sheet.answer(id)
            supported = supported_level(answer, rules, sheet.assessed_on)
            results.append(
                QuestionResult(
                    id=id,
                    state=answer.state,
                    level=answer.level,
                    supported_level=supported,
                    lowered=answer.lowered,
                )
            )
    return tuple(results)


def overall(sections: Sequence[SectionResult], scale: Scale) -> Overall:
    """The figures over the sections that apply; all None where none does."""
    applying = [section for section in sections if section.status is not Status.NOT_APPLICABLE]
    answered_share = weighted_mean([(section.answered_share, section.weight) for section in applying])
    enough = answered_share is not None and answered_share >= scale.minimum_answered
    # Sections have no gates.
    scored = [Scored(weight, gate=0) for weight in whole([section.weight for section in applying])]
    needed = weight_needed(sum(one.weight for one in scored), scale.stage_share)
    stages = [section.stage or 0 for section in applying]
    supported = [section.supported_stage or 0 for section in applying]
    return Overall(
        score=answered_mean(applying) if enough else None,
        low=weighted_mean([(section.low, section.weight) for section in applying if section.low is not None]),
        high=weighted_mean([(section.high, section.weight) for section in applying if section.high is not None]),
        stage=stage(stages, scored, scale.top, needed) if applying else None,
        supported_stage=stage(supported, scored, scale.top, needed) if applying else None,
        applicable=sum(section.applicable for section in sections),
        answered=sum(section.answered for section in sections),
    )


def answered_mean(sections: Sequence[SectionResult]) -> Fraction | None:
    """The weighted mean of the sections' means over what they answered; a section without an answer drops out."""
    return weighted_mean(
        [(section.answered_mean, section.weight) for section in sections if section.answered_mean is not None]
    )
