"""The years side by side: as scored, like for like, why the score moved, and what cannot be compared."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.material import Material, YearPair, Years
from selfassess.report.parts.worked_years import worked_years
from selfassess.report.parts.year_pair import year_pair
from selfassess.report.year_diagrams import year_lines
from selfassess.report.year_words import change_between, nothing_common_words, score_then


def years(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no earlier year is given; with several each step is told, the latest first."""
    found = material.years
    return (*side_by_side(material, t), *worked_years(found, t)) if found else ()


def side_by_side(material: Material, t: Translator) -> tuple[Block, ...]:
    """The same without how its figures came about."""
    found = material.years
    if found is None:
        return ()
    lead = Paragraph(text=_opening(found, t), style="lead")
    lines = year_lines(material, found, t)
    if len(found.pairs) == 1:
        overall, *more = year_pair(found.pairs[0], t, level=3)
        return lead, overall, *lines, *more
    overall, *further = _several(found, t)
    steps = (block for pair in reversed(found.pairs) for block in _step(pair, t))
    return lead, overall, *further, *lines, *steps


def _opening(found: Years, t: Translator) -> str:
    periods = [year.sheet.period for year in found.series.years]
    if len(periods) == 2:
        said = _common(found.pairs[0], t)
        earlier, now = periods
        shared = found.series.shared
        return t("{now} beside {earlier}. {common}", now=now, earlier=earlier, common=said) if shared else said
    whole = t("{first} to {now}, {count} years side by side.", first=periods[0], now=periods[-1], count=len(periods))
    if found.series.shared is None:
        return t("{whole} No question was answered in every one of them in a way that can be compared.", whole=whole)
    return t.plural(
        "{whole} {count} question was answered in every one of them and can be compared over the whole time.",
        "{whole} {count} questions were answered in every one of them and can be compared over the whole time.",
        len(found.series.shared.questions),
        whole=whole,
    )


def _common(pair: YearPair, t: Translator) -> str:
    """How much of the two years can be compared."""
    if not pair.then.comparison.common:
        nothing = nothing_common_words(t, pair.then.comparison, pair.then.card.period, pair.now.card.period)
        return t("{nothing} This part shows each year on its own.", nothing=nothing)
    return t.plural(
        "{count} question was answered in both years and can be compared.",
        "{count} questions were answered in both years and can be compared.",
        pair.then.comparison.common,
    )


def _several(found: Years, t: Translator) -> tuple[Block, ...]:
    """Each year as scored and over what all share, then this year beside every earlier one."""
    shared = found.series.shared
    rows = []
    for at, year in enumerate(found.series.years):
        before, like = (shared.overall[max(at - 1, 0)], shared.overall[at]) if shared else (None, None)
        rows.append(
            (
                year.sheet.period,
                year.questionnaire.version,
                score_then(t, found.series.as_scored[at]),
                t("None to show") if like is None else score_then(t, like),
                change_between(t, before, like) if at else t("first year"),
            )
        )
    return (
        Table(
            caption=t("The overall score of each year"),
            columns=(
                Column(title=t("Year"), width=3),
                Column(title=t("Version"), width=3),
                Column(title=t("As scored"), width=2, kind="number"),
                Column(title=t("Like for like"), width=2, kind="number"),
                Column(title=t("Change"), width=3, kind="number"),
            ),
            rows=tuple(rows),
        ),
        Paragraph(
            text=t(
                "As scored: each year by its own questions. Like for like: every year over the questions answered in "
                "all of them, with this year’s weights and sections. The change is that of like for like."
            ),
            style="small",
        ),
        _since(found, t),
    )


def _since(found: Years, t: Translator) -> Table:
    """This year beside each earlier one, each time over what those two share."""
    now = found.series.years[-1].sheet.period
    rows = []
    for year in found.before:
        like = year.comparison.like_for_like
        before, after = (like.from_, like.to) if like else (None, None)
        rows.append(
            (
                year.card.period,
                t.number(year.comparison.common),
                t("None to show") if before is None else score_then(t, before),
                t("None to show") if after is None else score_then(t, after),
                change_between(t, before, after),
            )
        )
    return Table(
        caption=t("{now} beside each earlier year, like for like", now=now),
        columns=(
            Column(title=t("Earlier year"), width=3),
            Column(title=t("Common questions"), width=3, kind="number"),
            Column(title=t("Then"), width=2, kind="number"),
            Column(title=now, width=2, kind="number"),
            Column(title=t("Change"), width=3, kind="number"),
        ),
        rows=tuple(rows),
    )


def _step(pair: YearPair, t: Translator) -> tuple[Block, ...]:
    """One year beside the one before it, under a heading of its own."""
    heading = Heading(text=t("{now} beside {earlier}", now=pair.now.card.period, earlier=pair.then.card.period))
    return heading, Paragraph(text=_common(pair, t)), *year_pair(pair, t, level=4)
