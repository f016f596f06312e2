"""This year beside an earlier one: as scored, like for like, why it moved, and what cannot be compared."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

from selfassess.comparison import Comparison, NotComparable, Why
from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Callout, Column, Heading, Paragraph, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import ComparedYear, Material
from selfassess.report.parts.worked_years import worked_years

PLACES = 1
"""Decimals in this part: whole numbers would hide small changes, or show some that are only rounding."""


def years(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no earlier year is given."""
    year = material.earlier
    if year is None:
        return ()
    return (
        Paragraph(text=_opening(material, year, t), style="lead"),
        _overall(material, year, t),
        *_sections(material, year, t),
        *_why(year.comparison, t),
        *_not_comparable(material, year, t),
        *_missing(year.comparison, t),
        *worked_years(material, year, t),
    )


def _opening(material: Material, year: ComparedYear, t: Translator) -> str:
    if not year.comparison.common:
        return t(
            "No question was answered in both {earlier} and {now} in a way that can be compared, so this part shows "
            "each year on its own.",
            earlier=year.card.period,
            now=material.card.period,
        )
    return t.plural(
        "{now} beside {earlier}. {count} question was answered in both years and can be compared.",
        "{now} beside {earlier}. {count} questions were answered in both years and can be compared.",
        year.comparison.common,
        now=material.card.period,
        earlier=year.card.period,
    )


def _overall(material: Material, year: ComparedYear, t: Translator) -> Table:
    found = year.comparison
    rows = [(t("As scored, each year by its own questions"), *_pair(found.before, found.after, t))]
    if found.like_for_like:
        rows.append(
            (
                t("Like for like, over the common questions"),
                *_pair(found.like_for_like.from_, found.like_for_like.to, t),
            )
        )
    return Table(
        caption=t("The overall score in both years"),
        columns=_columns(t("Overall score"), material, year, t),
        rows=tuple(rows),
    )


def _sections(material: Material, year: ComparedYear, t: Translator) -> tuple[Block, ...]:
    if not year.comparison.sections:
        return ()
    sections = {section.id: section for section in material.questionnaire.sections}
    columns = _columns(t("Section"), material, year, t)
    return (
        Table(
            caption=t("Like for like, section by section"),
            columns=(*columns, Column(title=t("Common questions"), width=2, kind="number")),
            rows=tuple(
                (
                    wording.section_name(t, sections[change.section]),
                    *_pair(change.from_, change.to, t),
                    t.number(change.questions),
                )
                for change in year.comparison.sections
            ),
        ),
        Paragraph(
            text=t(
                "A change of a few points can come from a single answer: read it together with what people say changed."
            ),
            style="small",
        ),
    )


def _columns(first: str, material: Material, year: ComparedYear, t: Translator) -> tuple[Column, ...]:
    return (
        Column(title=first, width=5),
        Column(title=year.card.period, width=2, kind="number"),
        Column(title=material.card.period, width=2, kind="number"),
        Column(title=t("Change"), width=2, kind="number"),
    )


def _pair(before: Fraction | None, after: Fraction | None, t: Translator) -> tuple[str, str, str]:
    """Both years and the change between them."""
    then = t("Not answered") if before is None else t.number(before, PLACES)
    now = t("Not answered") if after is None else t.number(after, PLACES)
    change = t("None to show") if before is None or after is None else change_words(t, after - before)
    return then, now, change


def change_words(t: Translator, change: Fraction) -> str:
    """A change in points with its sign: "+3.5", "−1"; "none", or "hardly any" where it would be rounded to nothing."""
    if change == 0:
        return t("none")
    written = t.number(abs(change), PLACES)
    if written == t.number(0):
        return t("hardly any")
    return f"+{written}" if change > 0 else f"−{written}"


def _why(found: Comparison, t: Translator) -> tuple[Block, ...]:
    if found.why is None:
        return ()
    parts = _why_words(t)
    rows, stands = [], found.before or Fraction(0)
    for field in fields(Why):
        change: Fraction = getattr(found.why, field.name)
        stands += change
        rows.append((parts[field.name], change_words(t, change), t.number(stands, PLACES)))
    return (
        Heading(text=t("Why the score moved")),
        Paragraph(
            text=t(
                "The change in the score as scored, taken apart. It begins at {before}; each row moves it by one thing "
                "alone, one after the other. The rows add up exactly; only for printing is each rounded by itself.",
                before=t.number(found.before or 0, PLACES),
            )
        ),
        Table(
            caption=t("What moved the overall score, in points"),
            columns=(
                Column(title=t("Because of"), width=6),
                Column(title=t("Change"), width=2, kind="number"),
                Column(title=t("Score then"), width=2, kind="number"),
            ),
            rows=tuple(rows),
        ),
    )


def _why_words(t: Translator) -> dict[str, str]:
    return {
        "questions_removed": t("Questions that are no longer asked, or ask something else now"),
        "weights_changed": t("Questions and sections that weigh more or less than before"),
        "no_longer_answered": t("Questions answered then and open or not applicable now"),
        "answers_changed": t("Answers that changed"),
        "newly_answered": t("Questions answered now and open or not applicable then"),
        "questions_added": t("Questions that are new, or ask something else now"),
    }


def _not_comparable(material: Material, year: ComparedYear, t: Translator) -> tuple[Block, ...]:
    if not year.comparison.not_comparable:
        return ()
    reasons = _reasons(t)
    return (
        Heading(text=t("What cannot be compared")),
        Table(
            caption=t("Questions left out of like for like, and why"),
            columns=(
                Column(title=t("Question"), width=6),
                Column(title=t("Year"), width=2),
                Column(title=t("Why"), width=4),
            ),
            rows=tuple(
                (_label(material, year, one, t), _year(material, year, one), reasons[one.why])
                for one in year.comparison.not_comparable
            ),
        ),
    )


def _label(material: Material, year: ComparedYear, one: NotComparable, t: Translator) -> str:
    questionnaire = material.questionnaire if one.year == "now" else year.questionnaire
    section = next(
        section for section in questionnaire.sections if any(question.id == one.id for question in section.questions)
    )
    return question_label(section, one.id, t)


def _year(material: Material, year: ComparedYear, one: NotComparable) -> str:
    return material.card.period if one.year == "now" else year.card.period


def _reasons(t: Translator) -> dict[str, str]:
    return {
        "reworded": t("The wording changed what it asks"),
        "split": t("It became several questions"),
        "merged": t("Several questions became one"),
        "added": t("It is new"),
        "removed": t("It is no longer asked"),
        "scale": t("The scale has a different number of levels"),
        "not_answered_before": t("It was not answered then"),
        "not_answered_now": t("It is not answered now"),
    }


def _missing(found: Comparison, t: Translator) -> tuple[Block, ...]:
    if not found.missing:
        return ()
    pairs = [t("{older} to {newer}", older=one.older, newer=one.newer) for one in found.missing]
    return (
        Callout(
            title=t("Compared by name only"),
            text=t(
                "What became of each question is not recorded for these changes of the questionnaire: {versions}. "
                "There, questions were taken to be the same where their id and revision are.",
                versions=t.listing(pairs),
            ),
        ),
    )
