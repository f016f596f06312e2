"""One year beside the one before it: scores, questions up and down, why the score moved, what cannot be compared."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from selfassess.comparison import NotComparable
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Callout, Column, Heading, Paragraph, Table
from selfassess.report.diagrams import question_label, question_number
from selfassess.report.material import YearPair
from selfassess.report.year_diagrams import why_waterfall
from selfassess.report.year_words import PLACES, change_between, missing_words, moved_words, reason_words, score_then


def year_pair(pair: YearPair, t: Translator, *, level: Literal[3, 4]) -> tuple[Block, ...]:
    """`level` is that of the headings inside."""
    return (
        _overall(pair, t),
        *_sections(pair, t),
        *_questions(pair, t),
        *_why(pair, t, level),
        *_not_comparable(pair, t, level),
        *_missing(pair, t),
    )


def _overall(pair: YearPair, t: Translator) -> Table:
    found = pair.then.comparison
    rows = [(t("As scored, each year by its own questions"), *_both(found.before, found.after, t))]
    if found.like_for_like:
        like = _both(found.like_for_like.from_, found.like_for_like.to, t)
        rows.append((t("Like for like, over the common questions"), *like))
    return Table(
        caption=t("The overall score in both years"), columns=_columns(t("Overall score"), pair, t), rows=tuple(rows)
    )


def _sections(pair: YearPair, t: Translator) -> tuple[Block, ...]:
    if not pair.then.comparison.sections:
        return ()
    sections = {section.id: section for section in pair.now.questionnaire.sections}
    columns = _columns(t("Section"), pair, t)
    return (
        Table(
            caption=t("Like for like, section by section"),
            columns=(*columns, Column(title=t("Common questions"), width=2, kind="number")),
            rows=tuple(
                (
                    wording.section_name(t, sections[change.section]),
                    *_both(change.from_, change.to, t),
                    t.number(change.questions),
                )
                for change in pair.then.comparison.sections
            ),
        ),
        Paragraph(
            text=t(
                "A change of a few points can come from a single answer: read it together with what people say changed."
            ),
            style="small",
        ),
    )


def _questions(pair: YearPair, t: Translator) -> tuple[Block, ...]:
    """Which common questions went up, stayed or went down, by their numbers."""
    found = pair.then.comparison
    if not found.common:
        return ()
    rows = []
    for section in pair.now.questionnaire.sections:
        moved = [_moved(pair, section, way) for way in ("up", "same", "down")]
        if any(moved):
            rows.append((wording.section_name(t, section), *(numbers or t("none") for numbers in moved)))
    return (
        Table(
            caption=t("Question by question: {moved}", moved=moved_words(t, found)),
            columns=(
                Column(title=t("Section"), width=5),
                Column(title=t("Up"), width=3),
                Column(title=t("The same"), width=3),
                Column(title=t("Down"), width=2),
            ),
            rows=tuple(rows),
        ),
    )


def _moved(pair: YearPair, section: Section, way: str) -> str:
    ids = {question.id for question in section.questions}
    changes = [one for one in pair.then.comparison.questions if one.id in ids and one.moved == way]
    return ", ".join(question_number(section, one.id) for one in changes)


def _columns(first: str, pair: YearPair, t: Translator) -> tuple[Column, ...]:
    return (
        Column(title=first, width=5),
        Column(title=pair.then.card.period, width=2, kind="number"),
        Column(title=pair.now.card.period, width=2, kind="number"),
        Column(title=t("Change"), width=2, kind="number"),
    )


def _both(before: Fraction | None, after: Fraction | None, t: Translator) -> tuple[str, str, str]:
    """Both years and the change between them."""
    return score_then(t, before), score_then(t, after), change_between(t, before, after)


def _why(pair: YearPair, t: Translator, level: Literal[3, 4]) -> tuple[Block, ...]:
    chart = why_waterfall(pair, t)
    if chart is None:
        return ()
    return (
        Heading(text=t("Why the score moved"), level=level),
        Paragraph(
            text=t(
                "The change in the score as scored, taken apart. It begins at {before}; each row moves it by one thing "
                "alone, one after the other. The rows add up exactly; only for printing is each rounded by itself.",
                before=t.number(pair.then.comparison.before or 0, PLACES),
            )
        ),
        chart,
    )


def _not_comparable(pair: YearPair, t: Translator, level: Literal[3, 4]) -> tuple[Block, ...]:
    if not pair.then.comparison.not_comparable:
        return ()
    return (
        Heading(text=t("What cannot be compared"), level=level),
        Table(
            caption=t("Questions left out of like for like, and why"),
            columns=(
                Column(title=t("Question"), width=6),
                Column(title=t("Year"), width=2),
                Column(title=t("Why"), width=4),
            ),
            rows=tuple(
                (_label(pair, one, t), _period(pair, one), reason_words(t, one.year)[one.why])
                for one in pair.then.comparison.not_comparable
            ),
        ),
    )


def _label(pair: YearPair, one: NotComparable, t: Translator) -> str:
    questionnaire = pair.now.questionnaire if one.year == "now" else pair.then.questionnaire
    section = next(
        section for section in questionnaire.sections if any(question.id == one.id for question in section.questions)
    )
    return question_label(section, one.id, t)


def _period(pair: YearPair, one: NotComparable) -> str:
    return pair.now.card.period if one.year == "now" else pair.then.card.period


def _missing(pair: YearPair, t: Translator) -> tuple[Block, ...]:
    missing = pair.then.comparison.missing
    return (Callout(title=t("Compared by name only"), text=missing_words(t, missing)),) if missing else ()
