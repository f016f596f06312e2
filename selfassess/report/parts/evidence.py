"""Every answer of one section in full: the level as described, its evidence, comment or reason, and other answers."""

from __future__ import annotations

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.model import EvidenceRule, Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Facts, Heading, Paragraph
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.scoring.evidence import meets


def answers_in_detail(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    """The questions that apply, in order; those of the unscored types among them."""
    applies = applicability(material.questionnaire, material.sheet).applies
    blocks: list[Block] = []
    for question in section.questions:
        if question.id in applies:
            blocks += _answer(material, section, question, t)
    return (Heading(text=t("The answers, and what stands behind them")), *blocks) if blocks else ()


def _answer(material: Material, section: Section, question: Question, t: Translator) -> tuple[Block, ...]:
    answer = material.sheet.answer(question.id)
    said = wording.answer_words(t, material.questionnaire, question, answer)
    if isinstance(question, LevelQuestion) and answer.level is not None:
        said = t("{level}: {description}", level=said, description=t.text(question.levels[answer.level]))
    facts = _facts(material, question, answer, t)
    heading = Heading(text=question_label(section, question.id, t), level=4)
    return (heading, Paragraph(text=said), *((Facts(rows=tuple(facts)),) if facts else ()))


def _facts(material: Material, question: Question, answer: Answer, t: Translator) -> list[tuple[str, str]]:
    """What stands behind an answer: reason, comment, evidence, and what was said in the earlier year."""
    rows = []
    if answer.reason:
        rows.append((t("Why it does not apply"), answer.reason))
    if answer.comment:
        rows.append((t("Comment"), answer.comment))
    rows += [(t("Evidence"), wording.evidence_words(t, piece)) for piece in answer.evidence]
    if isinstance(question, LevelQuestion):
        rows += _backing(material, answer, t) + _earlier(material, question, t)
    return rows


def _backing(material: Material, answer: Answer, t: Translator) -> list[tuple[str, str]]:
    """The level the evidence backs, and what the next one up would need."""
    rules = sorted(material.questionnaire.rules.evidence, key=lambda rule: rule.level)
    asked = [rule for rule in rules if rule.level <= (answer.level or 0)]
    day = material.sheet.assessed_on
    first = next((rule for rule in asked if not any(meets(piece, rule, day) for piece in answer.evidence)), None)
    if first is None:
        return []
    return [
        (
            t("Backed by evidence"),
            t(
                "{level}. Level {next} needs {rule}.",
                level=wording.level_words(t, material.questionnaire, first.level - 1),
                next=first.level,
                rule=rule_words(t, first),
            ),
        )
    ]


def rule_words(t: Translator, rule: EvidenceRule) -> str:
    """What one piece of evidence must be like to meet a rule."""
    if rule.within_months is None:
        return t("a piece of evidence that shows what changed for people") if rule.shows else t("a piece of evidence")
    if rule.shows:
        return t.plural(
            "a piece of evidence from the last month before the assessment that shows what changed for people",
            "a piece of evidence from the last {count} months before the assessment that shows what changed for people",
            rule.within_months,
        )
    return t.plural(
        "a piece of evidence from the last month before the assessment",
        "a piece of evidence from the last {count} months before the assessment",
        rule.within_months,
    )


def _earlier(material: Material, question: LevelQuestion, t: Translator) -> list[tuple[str, str]]:
    """What was said in the earlier year, where it is the same question."""
    year = material.comparable
    then = year.result(question.id) if year else None
    if year is None or then is None:
        return []
    answer = year.sheet.answer(then.id)
    if then.state is not State.ANSWERED:
        return [(year.card.period, wording.state_words(t, then.state))]
    level = wording.level_words(t, material.questionnaire, then.level)
    said = t("{level}. {comment}", level=level, comment=answer.comment) if answer.comment else level
    return [(year.card.period, said)]
