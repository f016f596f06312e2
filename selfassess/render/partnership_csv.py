"""The figures of a partnership as one table for a spreadsheet; what is withheld is said in its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction

from selfassess.disclosure.values import Cell, Movement, Quartiles, Shown, Stages, Withheld, withheld_words
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.language.spreadsheet import harmless
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.partnership.movement import moved_of
from selfassess.report.partnership.words import names_of, ordered, padded
from selfassess.report.partnership.year import PartnershipYear

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
_PLACES = 2


def partnership_csv(year: PartnershipYear, t: Translator) -> bytes:
    """A row for each section of each organisation that is named, of each kind, and of each year of the whole.

    UTF-8 with a byte order mark, without which spreadsheets read another encoding into it. `kind` is empty for all
    kinds, `section` for the whole. Scores are 0 to 100 with two decimals.
    """
    material = year.material
    columns = (*OF, *SECTION, *OWN, *TOGETHER, *_counted(material.questionnaire), *SIGNED)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    for row in _rows(year, t):
        writer.writerow({name: harmless(cell) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def _rows(year: PartnershipYear, t: Translator) -> Iterator[dict[str, str]]:
    material = year.material
    for one in material.trend:
        of = {"year": str(one.year), "of": PARTNERSHIP, "name": material.partnership, "kind": ""}
        yield from _cells(of, material.questionnaire, one.cells, t)
    for kind, cells in material.by_kind.items():
        of = {"year": str(material.year), "of": PARTNERSHIP, "name": material.partnership, "kind": kind}
        yield from _cells(of, material.questionnaire, cells, t)
    names = names_of(material.questionnaire, t)
    for row in material.rows:
        for id, name in names.items():
            if id in row.figures:
                yield _own(row, row.figures[id]) | {"section": id, "section_title": name}


def _own(row: NamedResult, figure: SectionFigure) -> dict[str, str]:
    signed = row.signatory
    said = {
        "year": str(row.year),
        "of": ORGANISATION,
        "name": row.name,
        "kind": row.kind,
        "score": "" if figure.score is None else _number(figure.score),
        "stage": _whole(figure.stage),
        "supported_stage": _whole(figure.supported_stage),
    }
    if signed:
        said |= dict(zip(SIGNED, (signed.name, signed.role, signed.signed_on.isoformat()), strict=True))
    return said


def _cells(
    of: Mapping[str, str], questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator
) -> Iterator[dict[str, str]]:
    names = names_of(questionnaire, t)
    for id, cell in ordered(questionnaire, cells):
        yield {**of, "section": id, "section_title": names[id], **_cell(questionnaire, cell, t)}


def _cell(questionnaire: Questionnaire, cell: Cell, t: Translator) -> dict[str, str]:
    if isinstance(cell, Withheld):
        return dict.fromkeys((*OWN, *TOGETHER, *_counted(questionnaire)), withheld_words(t, cell))
    figures = cell.value
    return {
        "organisations": str(figures.organisations),
        "score": _number(figures.score.median),
        "stage": str(figures.stage.median),
        "supported_stage": str(figures.supported_stage.median),
        **_quartiles("score", figures.score.quartiles, t),
        **_quartiles("stage", figures.stage.quartiles, t),
        **_moved(moved_of(cell), t),
        "as_of": figures.as_of.date().isoformat(),
        **_counts("stage", figures.stage, questionnaire),
        **_counts("supported_stage", figures.supported_stage, questionnaire),
    }


def _counted(questionnaire: Questionnaire) -> list[str]:
    """The columns that count organisations at each stage."""
    stages = range(len(questionnaire.scale))
    return [f"{what}_at_{stage}" for what in ("stage", "supported_stage") for stage in stages]


def _quartiles(what: str, quartiles: Shown[Quartiles] | Withheld, t: Translator) -> dict[str, str]:
    if isinstance(quartiles, Withheld):
        lower = upper = withheld_words(t, quartiles)
    else:
        lower, upper = _number(quartiles.value.lower), _number(quartiles.value.upper)
    return {f"{what}_lower_quartile": lower, f"{what}_upper_quartile": upper}


def _moved(moved: Shown[Movement] | Withheld, t: Translator) -> dict[str, str]:
    ways = ("moved_up", "moved_same", "moved_down")
    if isinstance(moved, Withheld):
        return dict.fromkeys(ways, withheld_words(t, moved))
    return dict(zip(ways, map(str, (moved.value.up, moved.value.same, moved.value.down)), strict=True))


def _counts(what: str, stages: Stages, questionnaire: Questionnaire) -> dict[str, str]:
    return {f"{what}_at_{stage}": str(count) for stage, count in enumerate(padded(stages.counts, questionnaire))}


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(value: Fraction) -> str:
    return f"{rounded(value, _PLACES):f}"
