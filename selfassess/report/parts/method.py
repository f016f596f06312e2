"""How the figures came about: the method in plain words once, then every figure with its arithmetic."""

from __future__ import annotations

from selfassess.answers.applicability import applicability
from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.blocks import Block, Bullets, Facts, Heading, Paragraph
from selfassess.report.diagrams import question_number
from selfassess.report.explanations import PLACES, overall_explanations, section_explanations
from selfassess.report.material import Material
from selfassess.report.outcomes import lies_between
from selfassess.report.parts.evidence import rule_words
from selfassess.report.parts.way_on import score_after
from selfassess.report.parts.worked import Row, worked_rows, worked_table
from selfassess.scoring.card import Status


def method(material: Material, t: Translator) -> tuple[Block, ...]:
    """The rules, what was assessed, then the overall figures and those of each section step by step."""
    return (
        Paragraph(
            text=t(
                "Nothing in this report is estimated: each figure follows from the answers by the rules below, and "
                "anyone can work it out again."
            ),
            style="lead",
        ),
        Heading(text=t("The rules in plain words")),
        Bullets(items=(*_rules(material.questionnaire, t), *_moderated(material, t), *_no_cause(material, t))),
        Heading(text=t("What was assessed")),
        Facts(rows=_identity(material, t)),
        Heading(text=t("The figures, step by step")),
        worked_table(t("Overall"), worked_rows(overall_explanations(material, t), t), t),
        *(_section(material, section, t) for section in material.questionnaire.sections),
    )


def _rules(questionnaire: Questionnaire, t: Translator) -> tuple[str, ...]:
    rules = questionnaire.rules
    share, minimum = t.number(100 * rules.stage_share, 2), t.number(100 * rules.minimum_answered, 2)
    top = wording.level_words(t, questionnaire, questionnaire.top)
    said = [
        t(
            "Score: the weighted mean of the answered levels, from 0 (all at the lowest level) to 100 (all at {top}). "
            "It is given once at least {minimum}% of what applies is answered.",
            top=top,
            minimum=minimum,
        ),
        t("Range: the score if all open questions were at the lowest level, and if all were at the highest."),
        t(
            "Stage: the highest level that at least {share}% of the weight has reached, with the same true of every "
            "level below. Some questions are gates: while one is too low, the stage waits for it.",
            share=share,
        ),
        t(
            "Questions that do not apply are left out on both sides. “Don’t know yet” and unanswered questions count "
            "as level 0 for the stage, and leave the score alone."
        ),
        t("Middle level: the middle one of the answered levels in order, the lower one of two; weights play no part."),
        t(
            "Way to the next stage: the fewest steps that reach it; of equal ways the one with the fewest questions, "
            "then the one whose questions come first."
        ),
        t("Overall: the sections together, each by its weight, by the same rules."),
        t(
            "Numbers are worked out exactly and rounded once, for printing: to whole numbers, here to two decimals, in "
            "the part on years to one."
        ),
    ]
    if rules.evidence:
        needs = [
            t("Level {level} and above needs {rule}.", level=rule.level, rule=rule_words(t, rule))
            for rule in rules.evidence
        ]
        backed = t("Backed by evidence: the same figures with each level only as high as its evidence reaches.")
        said.append(" ".join([backed, *needs]))
    return tuple(said)


def _moderated(material: Material, t: Translator) -> tuple[str, ...]:
    """Only where it happened."""
    if not material.card.lowered:
        return ()
    return (
        t(
            "Lowered by the moderator: a moderator may set how far an answer is backed by evidence lower, and says "
            "why. Of that and what the evidence reaches, the lower one counts."
        ),
    )


def _no_cause(material: Material, t: Translator) -> tuple[str, ...]:
    """Only where actions stand beside what their questions did."""
    plans, pair = material.plans, material.pair
    if not (plans and plans.before and pair and lies_between(plans.before, pair)):
        return ()
    return (
        t(
            "Actions beside what their questions did: no cause is claimed, for much else happens in the same months, "
            "and nobody can say what the answers would have been without the action."
        ),
    )


def _identity(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    """The questionnaire by its hash, and the facts that conditions may have used."""
    questionnaire = material.questionnaire
    rows = [
        (t("Questionnaire"), t.text(questionnaire.title)),
        (t("Id and version"), questionnaire.name),
        (t("SHA-256 of its file"), material.card.sha256 or t("Not recorded")),
    ]
    for fact in questionnaire.profile:
        chosen = material.sheet.profile.get(fact.id)
        rows.append((t.text(fact.prompt), t.text(fact.options[chosen]) if chosen else t("Not said")))
    return tuple(rows)


def _section(material: Material, section: Section, t: Translator) -> Block:
    """What went in, then the section's figures; only the reason where nothing in it applies."""
    explanations = section_explanations(material, section, t)
    if material.card.section(section.id).status is Status.NOT_APPLICABLE:
        status = explanations[0]
        rows = [(status.title, status.result, status.reasoning.rule)]
    else:
        rows = [*_went_in(material, section, t), *worked_rows(explanations, t), *_afterwards(material, section, t)]
    return worked_table(wording.section_name(t, section), rows, t)


def _went_in(material: Material, section: Section, t: Translator) -> list[Row]:
    """Level, weight and gate of each question that applies; the usual weight is not worth a word."""
    applies = applicability(material.questionnaire, material.sheet).applies
    result = material.card.section(section.id)
    told = [_answer(material, section, one, t) for one in section.level_questions if one.id in applies]
    counted = t("{answered} of {all}", answered=result.answered, all=result.applicable)
    return [(t("Answers"), counted, "; ".join(told))]


def _answer(material: Material, section: Section, question: LevelQuestion, t: Translator) -> str:
    answer = material.sheet.answer(question.id)
    said = str(answer.level) if answer.state is State.ANSWERED else wording.state_words(t, answer.state)
    told = [f"{question_number(section, question.id)}: {said}"]
    if question.weight != 1:
        told.append(t("weight {weight}", weight=t.number(question.weight, 6)))
    if question.gate is not None:
        told.append(t("gate of stage {gate}", gate=question.gate))
    return ", ".join(told)


def _afterwards(material: Material, section: Section, t: Translator) -> list[Row]:
    found = score_after(material, section)
    return [(t("Score after that way"), t.number(found[0], PLACES), found[1])] if found else []
