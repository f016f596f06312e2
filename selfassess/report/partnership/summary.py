"""The front and the one page that says it all: what this is and is not, where the partnership stands, what moved."""

from __future__ import annotations

from selfassess.disclosure.values import OVERALL, Cell, Shown, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.report.blocks import Block, Callout, Cover, Heading, Paragraph, Tile, Tiles
from selfassess.report.partnership.actions import planning_words
from selfassess.report.partnership.common import gaps, strengths
from selfassess.report.partnership.distribution import whole_distribution
from selfassess.report.partnership.movement import moved_of, movement_words
from selfassess.report.partnership.withheld import withheld_sentence
from selfassess.report.partnership.words import between_words, shown_in
from selfassess.report.partnership.year import PartnershipYear
from selfassess.report.wording import level_names, stage_words


def cover(year: PartnershipYear, t: Translator) -> Cover:
    """Which partnership and year, how many share, and where the middle organisation stands."""
    material = year.material
    questionnaire, whole = material.questionnaire, material.cells.get(OVERALL, Withheld())
    as_of = [figures.as_of.date() for _, figures in shown_in(material.cells)]
    facts = [(t("Seen by name"), _named(year, t))]
    if as_of:
        facts.append((t("Figures as of"), t.date(max(as_of))))
    return Cover(
        organisation=(year.brand and year.brand.name) or material.partnership,
        title=t("Partnership report"),
        period=str(material.year),
        assessed_on=None,
        questionnaire=t("{title}, version {version}", title=t.text(questionnaire.title), version=questionnaire.version),
        status=t("Signed results, as organisations share them with the steering group"),
        facts=tuple(facts),
        levels=level_names(t, questionnaire) if isinstance(whole, Shown) else (),
        stage=whole.value.stage.median if isinstance(whole, Shown) else None,
        figures=Tiles(tiles=(_sharing(year, t), _stage(year, whole, t))),
    )


def summary(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """Fits one A4 page: nothing here grows with the number of organisations."""
    material = year.material
    questionnaire, cells = material.questionnaire, material.cells
    whole = cells.get(OVERALL, Withheld())
    return (
        Paragraph(text=_what(year, t), style="lead"),
        Tiles(tiles=(_sharing(year, t), _stage(year, whole, t), _score(whole, t))),
        *((whole_distribution(questionnaire, whole.value, t),) if isinstance(whole, Shown) else ()),
        Heading(text=t("Where many are far along")),
        *strengths(questionnaire, cells, t),
        Heading(text=t("Where many are at the beginning")),
        *gaps(questionnaire, cells, t),
        Heading(text=t("What moved, and what is planned")),
        Paragraph(text=_moved(year, whole, t)),
        Paragraph(text=planning_words(t, year.actions)),
        Callout(title=t("No league table"), text=" ".join([_no_ranking(t), withheld_sentence(year, t)])),
    )


def _what(year: PartnershipYear, t: Translator) -> str:
    return t(
        "Where the organisations of {partnership} stand with {questionnaire} in {year}: from results that they agreed,"
        " signed and chose to share.",
        partnership=year.material.partnership,
        questionnaire=t.text(year.material.questionnaire.title),
        year=year.material.year,
    )


def _no_ranking(t: Translator) -> str:
    return t(
        "Organisations answer in their own circumstances. This report is for learning from each other; it ranks nobody,"
        " and is no inspection or accreditation."
    )


def _sharing(year: PartnershipYear, t: Translator) -> Tile:
    """How many organisations are in the figures, of all that belong; some that were counted may have left."""
    label = t("Organisations in the figures")
    belong = t.plural("{count} belongs to the partnership", "{count} belong to the partnership", year.material.belong)
    whole = year.material.cells.get(OVERALL, Withheld())
    if isinstance(whole, Withheld):
        return Tile(label=label, value=withheld_words(t, whole), note=belong)
    counted = whole.value.organisations
    if counted > year.material.belong:
        return Tile(label=label, value=t.number(counted), note=belong)
    value = t("{counted} of {all}", counted=t.number(counted), all=t.number(year.material.belong))
    return Tile(label=label, value=value, note=t("that belong to the partnership"))


def _stage(year: PartnershipYear, whole: Cell, t: Translator) -> Tile:
    label = t("Median stage")
    if isinstance(whole, Withheld):
        return Tile(label=label, value=withheld_words(t, whole))
    questionnaire, figures = year.material.questionnaire, whole.value
    backed = t("backed by evidence: {stage}", stage=stage_words(t, questionnaire, figures.supported_stage.median))
    return Tile(label=label, value=stage_words(t, questionnaire, figures.stage.median), note=backed)


def _score(whole: Cell, t: Translator) -> Tile:
    label = t("Median score out of 100")
    if isinstance(whole, Withheld):
        return Tile(label=label, value=withheld_words(t, whole))
    half = t("middle half: {between}", between=between_words(t, whole.value.score.quartiles))
    return Tile(label=label, value=t.number(whole.value.score.median), note=half)


def _moved(year: PartnershipYear, whole: Cell, t: Translator) -> str:
    before = year.material.year - 1
    if not any(one.year == before for one in year.material.trend):
        return t("There are no results of {before} to compare with.", before=before)
    moved = moved_of(whole)
    if isinstance(moved, Shown):
        return movement_words(t, moved.value)
    return t("Movement since {before}: {withheld}.", before=before, withheld=withheld_words(t, moved))


def _named(year: PartnershipYear, t: Translator) -> str:
    return t.plural("{count} organisation", "{count} organisations", len(year.material.rows))
