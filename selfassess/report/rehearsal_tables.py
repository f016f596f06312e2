"""What a new version of a questionnaire would change in one assessment, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from selfassess.comparison import Cause, Rehearsal
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Column, Note, Table
from selfassess.report.wording import section_name, stage_words
from selfassess.report.year_words import PLACES, told_causes
from selfassess.scoring.card import Overall, SectionResult

Result = Overall | SectionResult | None
"""None where a section is not there in one of the versions."""


def rehearsal_table(old: Questionnaire, new: Questionnaire, one: Rehearsal, t: Translator) -> Table:
    """A row for the whole and each section that would change, with why below; what stays in all of them is left out."""
    before = {section.id: section for section in one.before.sections}
    after = {section.id: section for section in one.after.sections}
    names = {section.id: section_name(t, section) for section in (*old.sections, *new.sections)}
    pairs: list[tuple[str, Result, Result, Sequence[Cause]]] = []
    if one.overall:
        pairs.append((t("Overall"), one.before.overall, one.after.overall, one.causes))
    pairs += [(names[it.section], before.get(it.section), after.get(it.section), it.causes) for it in one.sections]
    figures = {
        title: [(told(old, then, t), told(new, now, t)) for _, then, now, _ in pairs]
        for title, told in _figures(t).items()
    }
    backed, stages = t("Backed by evidence"), figures[t("Stage")]
    shown = {
        title: cells
        for title, cells in figures.items()
        # Where no evidence is asked for, every stage is backed.
        if any(then != now for then, now in cells) and (title != backed or cells != stages)
    }
    return Table(
        caption=t(
            "{organisation}, {period}: what would change",
            organisation=one.before.organisation,
            period=one.before.period,
        ),
        columns=(Column(title=t("Section"), width=4), *(Column(title=title, width=3) for title in shown)),
        rows=tuple((pairs[at][0], *(_both(*cells[at], t) for cells in shown.values())) for at in range(len(pairs))),
        notes=tuple(_notes(causes, t) for *_, causes in pairs),
        notes_title=t("with what may have done it"),
    )


def figure_words(t: Translator) -> dict[str, str]:
    """The figures that a rehearsal watches, by their names."""
    return {
        "score": t("score"),
        "low": t("lowest it could be"),
        "high": t("highest it could be"),
        "stage": t("stage"),
        "supported_stage": t("stage backed by evidence"),
    }


def _figures(t: Translator) -> Mapping[str, Callable[[Questionnaire, Result, Translator], str]]:
    """The columns, and what stands in them for each version."""
    return {
        t("Score"): lambda _, result, t: _number(result.score if result else None, t),
        t("What it could still be"): lambda _, result, t: _range(result, t),
        t("Stage"): lambda asked, result, t: stage_words(t, asked, result.stage if result else None),
        t("Backed by evidence"): lambda asked, result, t: stage_words(
            t, asked, result.supported_stage if result else None
        ),
    }


def _both(then: str, now: str, t: Translator) -> str:
    return t("the same") if then == now else t("{then} → {now}", then=then, now=now)


def _range(result: Result, t: Translator) -> str:
    if result is None or result.low is None or result.high is None:
        return t("none")
    low, high = t.number(result.low, PLACES), t.number(result.high, PLACES)
    return low if low == high else t("{low} to {high}", low=low, high=high)


def _number(value: Fraction | None, t: Translator) -> str:
    return t("none") if value is None else t.number(value, PLACES)


def _notes(causes: Sequence[Cause], t: Translator) -> tuple[Note, ...]:
    texts = told_causes(t, causes)
    return (Note(term=t("Why"), text="\n".join(texts)),) if texts else ()
