"""The figures of a partnership as a JSON file; in the place of what is withheld stands the sentence that says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from selfassess.disclosure.values import OVERALL, Cell, Quartiles, Scores, Shown, Stages, Withheld, withheld_words
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.plan.together import ActionsTogether
from selfassess.report.partnership.words import ordered, padded
from selfassess.report.partnership.year import PartnershipYear

WHOLE = "overall"
"""What the whole is called among the ids of sections."""

_PLACES = 2


def partnership_json(year: PartnershipYear, t: Translator) -> bytes:
    """One object, indented, in UTF-8, with a line end. Scores are 0 to 100 with two decimals."""
    material = year.material
    write = _Written(year, t)
    said = {
        "partnership": material.partnership,
        "questionnaire": material.questionnaire.id,
        "version": material.questionnaire.version,
        "year": material.year,
        "belong": material.belong,
        "figures": write.cells(material.cells),
        "by_kind": {kind: write.cells(cells) for kind, cells in material.by_kind.items()},
        "years": {str(one.year): write.cells(one.cells) for one in material.trend},
        "organisations": [write.organisation(row) for row in material.rows],
        "actions": write.actions(year.actions),
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class _Written:
    """Values as JSON knows them, in one language."""

    def __init__(self, year: PartnershipYear, t: Translator) -> None:
        self._questionnaire, self._t = year.material.questionnaire, t

    def cells(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        return {id or WHOLE: self._cell(cell) for id, cell in ordered(self._questionnaire, cells)}

    def _cell(self, cell: Cell) -> Any:
        if isinstance(cell, Withheld):
            return withheld_words(self._t, cell)
        figures = cell.value
        moved = figures.moved
        return {
            "organisations": figures.organisations,
            "score": self._scores(figures.score),
            "stage": self._stages(figures.stage),
            "supported_stage": self._stages(figures.supported_stage),
            "moved": withheld_words(self._t, moved)
            if isinstance(moved, Withheld)
            else {
                "organisations": moved.value.organisations,
                "up": moved.value.up,
                "same": moved.value.same,
                "down": moved.value.down,
            },
            "as_of": figures.as_of.date().isoformat(),
        }

    def _scores(self, scores: Scores) -> dict[str, Any]:
        return {"median": _number(scores.median), "quartiles": self._quartiles(scores.quartiles)}

    def _stages(self, stages: Stages) -> dict[str, Any]:
        return {
            "counts": list(padded(stages.counts, self._questionnaire)),
            "median": stages.median,
            "quartiles": self._quartiles(stages.quartiles),
        }

    def _quartiles(self, quartiles: Shown[Quartiles] | Withheld) -> Any:
        if isinstance(quartiles, Withheld):
            return withheld_words(self._t, quartiles)
        return [_number(quartiles.value.lower), _number(quartiles.value.upper)]

    def organisation(self, row: NamedResult) -> dict[str, Any]:
        signed = row.signatory
        return {
            "name": row.name,
            "kind": row.kind,
            "years": list(row.years),
            "figures": {id or WHOLE: _figure(row.figures[id]) for id in self._sections(row.figures)},
            "earlier": {id or WHOLE: _figure(row.earlier[id]) for id in self._sections(row.earlier)},
            "signed": {"name": signed.name, "role": signed.role, "on": signed.signed_on.isoformat()}
            if signed
            else None,
        }

    def _sections(self, figures: Mapping[str, SectionFigure]) -> list[str]:
        return [id for id in (OVERALL, *(one.id for one in self._questionnaire.sections)) if id in figures]

    def actions(self, found: ActionsTogether) -> dict[str, Any]:
        return {
            "organisations": found.organisations,
            "planning": found.planning,
            "actions": found.actions,
            "themes": [
                {
                    "section": one.section,
                    "organisations": one.organisations,
                    "actions": one.actions,
                    **{status.value: count for status, count in one.statuses.items()},
                    "stuck": one.stuck,
                }
                for one in found.themes
            ],
            "chosen": [
                {"text": one.text, "organisations": one.organisations, "done": one.done} for one in found.chosen
            ],
            "stuck": [
                {
                    "organisation": one.organisation,
                    "text": one.text,
                    "sections": list(one.sections),
                    "overdue_since": one.due_on.isoformat() if one.due_on else None,
                    "carried_over": one.carried,
                }
                for one in found.stuck
            ],
        }


def _figure(figure: SectionFigure) -> dict[str, Any]:
    score = None if figure.score is None else _number(figure.score)
    return {"score": score, "stage": figure.stage, "supported_stage": figure.supported_stage}


def _number(value: Fraction) -> float:
    return float(rounded(value, _PLACES))
