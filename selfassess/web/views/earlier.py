"""The years to look back at: earlier assessments of the same organisation in which anything was said."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.results import earlier_assessments
from selfassess.web.wiring import Wiring


def earlier_years(use: Wiring, who: Actor, id: str) -> Iterator[OpenAssessment]:
    """The latest first, each read when it is asked for. One that was never answered would hide the year before it."""
    every = (open_assessment(use.database, who, one.id) for one in earlier_assessments(use.database, who, id))
    return (one for one in every if one.sheet.answers)


def latest_year(use: Wiring, who: Actor, id: str) -> str | None:
    """The id of the latest of them."""
    year = next(earlier_years(use, who, id), None)
    return year.assessment.id if year else None
