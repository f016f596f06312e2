"""The workbook of a partnership: what its reader may see, and in the place of the rest the words that say so."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.render.answer_rows import Cell
from selfassess.render.partnership_rows import columns_of, partnership_rows
from selfassess.render.xlsx.book import write_book
from selfassess.render.xlsx.partnership_fields import figure_field
from selfassess.render.xlsx.rounding import score
from selfassess.render.xlsx.sheets import Sheet, dictionary, field, level_field, overview_of, sheet, texts
from selfassess.report.partnership.year import PartnershipYear


def partnership_xlsx(year: PartnershipYear, t: Translator) -> bytes:
    """Every sheet that has something in it, and last the dictionary that explains them."""
    made = (overview, figures, scale, themes, chosen, stuck)
    found = [one for build in made if (one := build(year, t)).rows]
    material = year.material
    return write_book(
        [*found, dictionary(found, t)],
        title=f"{t('Partnership report')}: {material.partnership}, {material.year}",
        author=material.partnership,
        language=t.language,
        levels=len(material.questionnaire.scale),
    )


def overview(year: PartnershipYear, t: Translator) -> Sheet:
    """What the figures are about."""
    material, found = year.material, year.actions
    facts: tuple[tuple[str, Cell, str], ...] = (
        ("partnership", material.partnership, t("Whose report it is")),
        ("year", material.year, t("What year it is about")),
        ("questionnaire", material.questionnaire.id, t("The id of the questionnaire")),
        ("version", material.questionnaire.version, t("Its version")),
        ("title", t.text(material.questionnaire.title), t("What it is called")),
        ("belong", material.belong, t("How many organisations belong to the partnership")),
        ("named", len(material.rows), t("How many of them are seen here by name")),
        ("planning", found.planning, t("How many of those plan actions")),
        ("actions", found.actions, t("How many actions they plan")),
    )
    return overview_of(facts, t)


def figures(year: PartnershipYear, t: Translator) -> Sheet:
    """The table that the CSV file is as well."""
    names = columns_of(year)
    fields = tuple(figure_field(name, t) for name in names)
    rows = [[_scored(row.get(name)) for name in names] for row in partnership_rows(year, t)]
    about = t("A row for each section of each organisation that is named, of each kind, and of each year of the whole")
    return sheet("figures", about, fields, rows)


def _scored(cell: Cell) -> Cell:
    """Scores with two decimals; whatever else there is, as it is."""
    return score(cell) if isinstance(cell, Fraction) else cell


def scale(year: PartnershipYear, t: Translator) -> Sheet:
    """The levels with their names."""
    fields = (
        level_field("stage", t("The number that the other sheets have")),
        field("name", t("What it is called"), 24),
        texts("meaning", t("What it stands for")),
    )
    levels = enumerate(year.material.questionnaire.scale)
    rows = [(at, t.text(level.name), t.text(level.means)) for at, level in levels]
    return sheet("scale", t("A row for each stage"), fields, rows)


def themes(year: PartnershipYear, t: Translator) -> Sheet:
    """Actions of the organisations that are named, counted by section."""
    fields = (
        field("section", t("The id of the section; empty for actions that are linked to no question"), 18),
        field("organisations", t("How many organisations have an action there")),
        field("actions", t("How many actions they have there")),
        field("not_started", t("How many of those are not started")),
        field("under_way", t("How many are under way")),
        field("done", t("How many are done")),
        field("stopped", t("How many were stopped")),
        field("stuck", t("How many do not get on: overdue, or carried over and not begun")),
    )
    rows = [
        (one.section, one.organisations, one.actions, *(one.statuses[status] for status in ActionStatus), one.stuck)
        for one in year.actions.themes
    ]
    return sheet("actions_by_section", t("A row for each section with actions"), fields, rows)


def chosen(year: PartnershipYear, t: Translator) -> Sheet:
    """Actions that several organisations chose."""
    fields = (
        texts("text", t("The action")),
        field("organisations", t("How many organisations chose it")),
        field("done", t("How many of them have done it")),
    )
    rows = [(one.text, one.organisations, one.done) for one in year.actions.chosen]
    return sheet("actions_chosen", t("A row for each action that two organisations or more chose"), fields, rows)


def stuck(year: PartnershipYear, t: Translator) -> Sheet:
    """Actions that do not get on."""
    fields = (
        field("organisation", t("Whose action it is"), 30),
        texts("text", t("The action")),
        field("sections", t("The ids of the sections it belongs to"), 24),
        field("overdue_since", t("The day it was to be done by; empty where it is not overdue")),
        field("carried_over", t("yes where it was carried over and is not begun")),
    )
    rows = [
        (one.organisation, one.text, "; ".join(one.sections), one.due_on, "yes" if one.carried else "no")
        for one in year.actions.stuck
    ]
    return sheet("actions_stuck", t("A row for each open action that does not get on"), fields, rows)
