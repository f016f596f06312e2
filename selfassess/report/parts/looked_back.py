"""Which of last year's levels were said to be still true and why, and which were judged anew."""

from __future__ import annotations

from selfassess.comparison import Confirmed, LookedBack
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Paragraph, Table
from selfassess.report.diagrams import question_label, question_number
from selfassess.report.looked_back_words import looked_back_words, still_words
from selfassess.report.material import Material


def looked_back(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where nothing was confirmed."""
    found, earlier = material.looked_back, material.earlier
    if found is None or earlier is None:
        return ()
    period = earlier.sheet.period
    counts = looked_back_words(t, found)
    return (
        Paragraph(text=t("{now} beside {period}: {counts}.", now=material.sheet.period, period=period, counts=counts)),
        *_confirmed(material, found, period, t),
        *_judged(material, found, t),
        Paragraph(
            text=t(
                "Confirmed: the level of {period} was taken over as still true, question by question, with a reason or "
                "the day on which somebody looked. An answer that was changed afterwards counts as judged anew.",
                period=period,
            ),
            style="small",
        ),
    )


def _confirmed(material: Material, found: LookedBack, period: str, t: Translator) -> tuple[Block, ...]:
    if not found.confirmed:
        return ()
    by_id = {one.question: one for one in found.confirmed}
    return (
        Table(
            caption=t("Levels of {period} that were confirmed", period=period),
            columns=(
                Column(title=t("Question"), width=5),
                Column(title=t("Level"), width=3),
                Column(title=t("Why it is still true"), width=5),
            ),
            rows=tuple(
                _row(material, section, by_id[question.id], t)
                for section in material.questionnaire.sections
                for question in section.questions
                if question.id in by_id
            ),
        ),
    )


def _row(material: Material, section: Section, one: Confirmed, t: Translator) -> tuple[str, str, str]:
    asked, answer = material.questionnaire.by_id[one.question], material.sheet.answer(one.question)
    level = wording.answer_words(t, material.questionnaire, asked, answer)
    why = still_words(t, one)
    return question_label(section, one.question, t), level, why[:1].upper() + why[1:]


def _judged(material: Material, found: LookedBack, t: Translator) -> tuple[Block, ...]:
    """By the numbers of the questions, section by section."""
    if not found.judged_anew:
        return ()
    ways: dict[str, set[str]] = {
        way: {one.id for one in found.judged if one.moved == way} for way in ("up", "same", "down")
    }
    ways["none"] = set(found.otherwise)
    rows = []
    for section in material.questionnaire.sections:
        numbers = [
            ", ".join(question_number(section, one.id) for one in section.questions if one.id in ids)
            for ids in ways.values()
        ]
        if any(numbers):
            rows.append((wording.section_name(t, section), *(one or t("none") for one in numbers)))
    return (
        Table(
            caption=t("Levels that were judged anew"),
            columns=(
                Column(title=t("Section"), width=5),
                Column(title=t("Higher"), width=2),
                Column(title=t("The same"), width=2),
                Column(title=t("Lower"), width=2),
                Column(title=t("No level now"), width=2),
            ),
            rows=tuple(rows),
        ),
    )
