"""The figures of a partnership as rows of values; in the place of what is withheld stands the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfassess.disclosure.values import Cell as Figure
from selfassess.disclosure.values import Movement, Quartiles, Shown, Stages, Withheld, withheld_words
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.answer_rows import Cell
from selfassess.report.partnership.movement import moved_of
from selfassess.report.partnership.words import names_of, ordered, padded
from selfassess.report.partnership.year import PartnershipYear

Row = dict[str, Cell]

ORGANISATION, PARTNERSHIP = "organisation", "partnership"
"""What a row is about: an organisation that is seen by name, with its own score and stage; or all of a kind, with how
many they are and the medians in the place of those."""

OF = ("year", "of", "name", "kind")
SECTION = ("section", "section_title")
OWN = ("score", "stage", "supported_stage")
TOGETHER = (
    "organisations",
    "score_lower_quartile",
    "score_upper_quartile",
    "stage_lower_quartile",
    "stage_upper_quartile",
    "moved_up",
    "moved_same",
    "moved_down",
    "as_of",
)
SIGNED = ("signed_by", "signed_as", "signed_on")


def columns_of(year: PartnershipYear) -> tuple[str, ...]:
    """The names of the columns, in their order; a row leaves out those it has nothing in."""
    return (*OF, *SECTION, *OWN, *TOGETHER, *counted(year.material.questionnaire), *SIGNED)


def partnership_rows(year: PartnershipYear, t: Translator) -> Iterator[Row]:
    """A row for each section of each organisation that is named, of each kind, and of each year of the whole."""
    material = year.material
    for one in material.trend:
        of: Row = {"year": one.year, "of": PARTNERSHIP, "name": material.partnership, "kind": ""}
        yield from _cells(of, material.questionnaire, one.cells, t)
    for kind, cells in material.by_kind.items():
        of = {"year": material.year, "of": PARTNERSHIP, "name": material.partnership, "kind": kind}
        yield from _cells(of, material.questionnaire, cells, t)
    names = names_of(material.questionnaire, t)
    for row in material.rows:
        for id, name in names.items():
            if id in row.figures:
                yield _own(row, row.figures[id]) | {"section": id, "section_title": name}


def _own(row: NamedResult, figure: SectionFigure) -> Row:
    signed = row.signatory
    said: Row = {
        "year": row.year,
        "of": ORGANISATION,
        "name": row.name,
        "kind": row.kind,
        "score": figure.score,
        "stage": figure.stage,
        "supported_stage": figure.supported_stage,
    }
    if signed:
        said |= dict(zip(SIGNED, (signed.name, signed.role, signed.signed_on), strict=True))
    return said


def _cells(of: Row, questionnaire: Questionnaire, cells: Mapping[str, Figure], t: Translator) -> Iterator[Row]:
    names = names_of(questionnaire, t)
    for id, cell in ordered(questionnaire, cells):
        yield {**of, "section": id, "section_title": names[id], **_cell(questionnaire, cell, t)}


def _cell(questionnaire: Questionnaire, cell: Figure, t: Translator) -> Row:
    if isinstance(cell, Withheld):
        return dict.fromkeys((*OWN, *TOGETHER, *counted(questionnaire)), withheld_words(t, cell))
    figures = cell.value
    return {
        "organisations": figures.organisations,
        "score": figures.score.median,
        "stage": figures.stage.median,
        "supported_stage": figures.supported_stage.median,
        **_quartiles("score", figures.score.quartiles, t),
        **_quartiles("stage", figures.stage.quartiles, t),
        **_moved(moved_of(cell), t),
        "as_of": figures.as_of.date(),
        **_counts("stage", figures.stage, questionnaire),
        **_counts("supported_stage", figures.supported_stage, questionnaire),
    }


def counted(questionnaire: Questionnaire) -> list[str]:
    """The columns that count organisations at each stage."""
    stages = range(len(questionnaire.scale))
    return [f"{what}_at_{stage}" for what in ("stage", "supported_stage") for stage in stages]


def _quartiles(what: str, quartiles: Shown[Quartiles] | Withheld, t: Translator) -> Row:
    ways = (f"{what}_lower_quartile", f"{what}_upper_quartile")
    if isinstance(quartiles, Withheld):
        return dict.fromkeys(ways, withheld_words(t, quartiles))
    return dict(zip(ways, (quartiles.value.lower, quartiles.value.upper), strict=True))


def _moved(moved: Shown[Movement] | Withheld, t: Translator) -> Row:
    ways = ("moved_up", "moved_same", "moved_down")
    if isinstance(moved, Withheld):
        return dict.fromkeys(ways, withheld_words(t, moved))
    return dict(zip(ways, (moved.value.up, moved.value.same, moved.value.down), strict=True))


def _counts(what: str, stages: Stages, questionnaire: Questionnaire) -> Row:
    return {f"{what}_at_{stage}": count for stage, count in enumerate(padded(stages.counts, questionnaire))}
