"""The figures of a cell as JSON, as the store keeps them, and back; exact, scores as text of fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from selfassess.disclosure.cells import NO_QUARTILES, Made
from selfassess.disclosure.values import Figures, Movement, Quartiles, Scores, Shown, Stages, Withheld


def as_json(made: Made) -> dict[str, Any]:
    """What is withheld is not in it; nor is `as_of`, which the store keeps beside it."""
    figures = made.figures
    written: dict[str, Any] = {
        "organisations": figures.organisations,
        "hidden": made.hidden,
        "score": {"median": str(figures.score.median), **_quartiles(figures.score.quartiles)},
        "stage": _stages(figures.stage),
        "supported_stage": _stages(figures.supported_stage),
    }
    return written | ({"moved": asdict(figures.moved.value)} if isinstance(figures.moved, Shown) else {})


def _stages(stages: Stages) -> dict[str, Any]:
    return {"counts": list(stages.counts), "median": stages.median, **_quartiles(stages.quartiles)}


def _quartiles(quartiles: Shown[Quartiles] | Withheld) -> dict[str, list[str]]:
    if isinstance(quartiles, Withheld):
        return {}
    return {"quartiles": [str(quartiles.value.lower), str(quartiles.value.upper)]}


def from_json(written: Mapping[str, Any], as_of: datetime) -> Made:
    """What `as_json` wrote."""
    score = written["score"]
    figures = Figures(
        organisations=written["organisations"],
        score=Scores(median=_exact(score["median"]), quartiles=_quartiles_in(score)),
        stage=_stages_in(written["stage"]),
        supported_stage=_stages_in(written["supported_stage"]),
        moved=Shown(Movement(**written["moved"])) if "moved" in written else Withheld(),
        as_of=as_of,
    )
    return Made(figures=figures, hidden=written["hidden"])


def _stages_in(written: Mapping[str, Any]) -> Stages:
    return Stages(counts=tuple(written["counts"]), median=written["median"], quartiles=_quartiles_in(written))


def _quartiles_in(written: Mapping[str, Any]) -> Shown[Quartiles] | Withheld:
    if "quartiles" not in written:
        return NO_QUARTILES
    lower, upper = written["quartiles"]
    return Shown(Quartiles(lower=_exact(lower), upper=_exact(upper)))


@lru_cache(maxsize=4096)
def _exact(text: str) -> Fraction:
    # Ten years are read at once, and the same few figures stand in most of them.
    return Fraction(text)
