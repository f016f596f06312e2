"""The parts of the partnership report that set its blocks of figures under headings of their own."""

from __future__ import annotations

from selfassess.disclosure.values import OVERALL, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.report.blocks import Block, Heading, Paragraph
from selfassess.report.partnership import actions as planned
from selfassess.report.partnership.common import gaps, strengths
from selfassess.report.partnership.distribution import distribution
from selfassess.report.partnership.heatmap import heatmap
from selfassess.report.partnership.medians import kinds_tables, scores_table, stages_table
from selfassess.report.partnership.movement import movement
from selfassess.report.partnership.signed import signed_table
from selfassess.report.partnership.trend import median_lines
from selfassess.report.partnership.words import names_of, shown_in
from selfassess.report.partnership.year import PartnershipYear


def organisations(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Those that are seen by name, and where each stands."""
    material = year.material
    if not material.rows:
        return (Paragraph(text=t("No organisation shares its result of {year} by name.", year=material.year)),)
    named = t.plural(
        "{count} organisation shares its result with the steering group by name.",
        "{count} organisations share their results with the steering group by name.",
        len(material.rows),
    )
    return Paragraph(text=named, style="lead"), *heatmap(material.questionnaire, material.rows, t)


def stages(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """How organisations are spread over the stages."""
    if not any(shown_in(year.material.cells)):
        return _nothing(t)
    lead = t("How many organisations stand at which stage, section by section.")
    return Paragraph(text=lead, style="lead"), distribution(year.material.questionnaire, year.material.cells, t)


def middle(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Medians and quartiles: by section, and by kind of organisation."""
    material = year.material
    questionnaire = material.questionnaire
    if not any(any(shown_in(cells)) for cells in (material.cells, *material.by_kind.values())):
        return _nothing(t)
    return (
        Paragraph(text=_middle(t), style="lead"),
        scores_table(questionnaire, material.cells, t),
        stages_table(questionnaire, material.cells, t),
        Heading(text=t("By kind of organisation")),
        *kinds_tables(questionnaire, material.cells, material.by_kind, year.kind_names, t),
        *(block for kind in material.by_kind for block in _kind(year, kind, t)),
    )


def _nothing(t: Translator) -> tuple[Block, ...]:
    return (Paragraph(text=t("Every figure of this part: {withheld}.", withheld=withheld_words(t, Withheld()))),)


def _middle(t: Translator) -> str:
    return t(
        "Half of the organisations stand at the median or above it, half at it or below. The middle half lies between"
        " the quartiles: a quarter of the organisations is below, a quarter above."
    )


def _kind(year: PartnershipYear, kind: str, t: Translator) -> tuple[Block, ...]:
    """One kind section by section; of a single organisation the heatmap has it, and what is withheld is said before."""
    cells = year.material.by_kind[kind]
    if all(figures.organisations == 1 for _, figures in shown_in(cells)):
        return ()
    name, questionnaire = year.kind_names[kind], year.material.questionnaire
    return (
        Heading(text=name, level=4),
        scores_table(questionnaire, cells, t, caption=t("Scores by section: {kind}", kind=name)),
        stages_table(questionnaire, cells, t, caption=t("Stages by section: {kind}", kind=name)),
    )


def moved(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Since the year before, where there is one."""
    material = year.material
    before = material.year - 1
    if not any(one.year == before for one in material.trend):
        return (Paragraph(text=t("There are no results of {before} to compare with.", before=before)),)
    lead = t("Organisations that are in the figures of {before} and of {year}.", before=before, year=material.year)
    return Paragraph(text=lead, style="lead"), *movement(material.questionnaire, material.cells, material.year, t)


def years(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Medians over all years; nothing with one."""
    lines = median_lines(year.material.questionnaire, year.material.trend, t)
    if not lines:
        return ()
    if not any(any(shown_in(one.cells)) for one in year.material.trend):
        return _nothing(t)
    told = t(
        "The median score of each year over the organisations that were in its figures. They need not be the same"
        " ones every year, so a change of the median can come from who took part."
    )
    return Paragraph(text=told, style="lead"), *lines


def common(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Sections where many are far along, and where many are at the beginning; it compares sections, not people."""
    questionnaire, cells = year.material.questionnaire, year.material.cells
    held = [
        name for id, name in names_of(questionnaire, t).items() if id != OVERALL and id not in dict(shown_in(cells))
    ]
    words = withheld_words(t, Withheld())
    return (
        Heading(text=t("Where many are far along")),
        *strengths(questionnaire, cells, t),
        Heading(text=t("Where many are at the beginning")),
        *gaps(questionnaire, cells, t),
        *((Paragraph(text=f"{words}: {t.listing(held)}.", style="small"),) if held and any(shown_in(cells)) else ()),
    )


def signed(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Who signed for each organisation that is seen by name."""
    return (signed_table(year.material.rows, t),) if year.material.rows else ()


def actions(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """What the organisations that are seen by name do about their results."""
    return planned.actions(year.material.questionnaire, year.actions, t)
