"""Whether a crosswalk fits the version it starts from: what `check` of one file alone cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding, Path, nearest, shortened


def crosswalk_misfits(newer: Questionnaire, older: Questionnaire) -> Iterator[Finding]:
    """Old questions that the crosswalk of `newer` names and `older` does not have, placed in the newer file.

    Nothing where the crosswalk does not start from `older`, or there is none.
    """
    crosswalk = newer.crosswalk
    if crosswalk is None or older.id != newer.id or crosswalk.from_ != older.version:
        return
    for at, row in enumerate(crosswalk.questions):
        path: Path = ("crosswalk", "questions", at, "old")
        named = (
            [(path, row.old)] if isinstance(row.old, str) else [((*path, i), id) for i, id in enumerate(row.old or ())]
        )
        for place, id in named:
            if id not in older.by_id:
                message = f'{older.name} has no question "{shortened(id)}"{nearest(id, older.by_id)}'
                yield Finding(place, message)
