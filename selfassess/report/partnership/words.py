"""The recurring phrases about figures over organisations, and the names of sections as rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfassess.disclosure.values import OVERALL, Cell, Figures, Quartiles, Shown, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.wording import section_name

NO_MORE = "–"
"""Stands in the further cells of a row whose first says that all of it is withheld."""


def names_of(questionnaire: Questionnaire, t: Translator) -> dict[str, str]:
    """What each section is called, by id, the whole first."""
    return {OVERALL: t("Overall"), **{section.id: section_name(t, section) for section in questionnaire.sections}}


def shown_in(cells: Mapping[str, Cell]) -> Iterator[tuple[str, Figures]]:
    """The figures that may be shown, with their section, in the order of the cells."""
    return ((id, cell.value) for id, cell in cells.items() if isinstance(cell, Shown))


def ordered(questionnaire: Questionnaire, cells: Mapping[str, Cell]) -> Iterator[tuple[str, Cell]]:
    """A cell for the whole and each section in its order; one that is not there is withheld."""
    ids = (OVERALL, *(section.id for section in questionnaire.sections))
    return ((id, cells.get(id, Withheld())) for id in ids)


def between_words(t: Translator, quartiles: Shown[Quartiles] | Withheld) -> str:
    """Between which the middle half lies: "42 to 67"; stages may lie halfway."""
    if isinstance(quartiles, Withheld):
        return withheld_words(t, quartiles)
    lower, upper = (t.number(end, 1) for end in (quartiles.value.lower, quartiles.value.upper))
    return lower if lower == upper else t("{lower} to {upper}", lower=lower, upper=upper)


def padded(counts: tuple[int, ...], questionnaire: Questionnaire) -> tuple[int, ...]:
    """Counts of organisations for every stage of the scale; those above the highest that is reached are missing."""
    return counts + (0,) * (len(questionnaire.scale) - len(counts))
