"""Every answer of one section in one table: its levels, and below each what stands behind it."""

from __future__ import annotations

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.model import EvidenceRule, Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Table
from selfassess.report.diagrams import level_cells, level_columns, question_label
from selfassess.report.material import Material
from selfassess.scoring.evidence import first_unmet


def answers_table(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    """The questions that apply, in order, those of the unscored types among them; nothing where none applies."""
    applies = applicability(material.questionnaire, material.sheet).applies
    asked = [question for question in section.questions if question.id in applies]
    if not asked:
        return ()
    table = Table(
        caption=t("The answers, and what stands behind them"),
        columns=(Column(title=t("Question"), width=8), *level_columns(material, t)),
        rows=tuple((question_label(section, one.id, t), *answer_cells(material, section, one, t)) for one in asked),
        notes=tuple(tuple(answer_notes(material, one, t)) for one in asked),
        notes_title=t("with what stands behind its answer"),
    )
    return (table,)


def answer_cells(material: Material, section: Section, question: Question, t: Translator) -> tuple[str, ...]:
    """The levels; for an unscored type whether it is answered, for what was said stands below."""
    if isinstance(question, LevelQuestion):
        results = material.card.section(section.id).questions
        return level_cells(material, next(one for one in results if one.id == question.id), t)
    others = len(level_columns(material, t)) - 1
    return (wording.state_words(t, material.sheet.answer(question.id).state), *[t("Not scored")] * others)


def answer_notes(material: Material, question: Question, t: Translator) -> list[Note]:
    """What stands behind an answer: its level as described, comment or reason, evidence, the earlier comment."""
    answer = material.sheet.answer(question.id)
    found = []
    if isinstance(question, LevelQuestion):
        if answer.level is not None:
            term = t("Level {level}", level=answer.level)
            found.append(Note(term=term, text=t.text(question.levels[answer.level])))
    elif answer.state is State.ANSWERED:
        found.append(Note(term=t("Answer"), text=wording.answer_words(t, material.questionnaire, question, answer)))
    if answer.reason:
        found.append(Note(term=t("Reason"), text=answer.reason))
    if answer.comment:
        found.append(Note(term=t("Comment"), text=answer.comment))
    found += [Note(term=t("Evidence"), text=wording.evidence_words(t, piece)) for piece in answer.evidence]
    if isinstance(question, LevelQuestion):
        found += _backing(material, answer, t) + _lowered(material, answer, t) + _earlier(material, question)
    return found


def _backing(material: Material, answer: Answer, t: Translator) -> list[Note]:
    """What the next level would need to be backed, where the evidence does not reach as far as the answer."""
    first = first_unmet(answer, material.questionnaire.rules.evidence, material.sheet.assessed_on)
    if first is None:
        return []
    return [
        Note(term=t("Missing"), text=t("Level {level} needs {rule}.", level=first.level, rule=rule_words(t, first)))
    ]


def _lowered(material: Material, answer: Answer, t: Translator) -> list[Note]:
    if answer.lowered is None:
        return []
    return [Note(term=t("Moderator"), text=wording.lowered_words(t, material.questionnaire, answer.lowered))]


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


def _earlier(material: Material, question: LevelQuestion) -> list[Note]:
    """What was said in the earlier year beside the level, where it is the same question."""
    year = material.comparable
    then = year.result(question.id) if year else None
    if year is None or then is None:
        return []
    said = beside_level(year.sheet.answer(then.id))
    return [Note(term=year.card.period, text=said)] if said else []


def beside_level(answer: Answer) -> str:
    """The reason and the comment of an answer in one; empty where it has neither."""
    return " ".join(part for part in (answer.reason, answer.comment) if part)
