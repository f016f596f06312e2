"""The years to look back at: earlier assessments of the same organisation in which anything was said."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.results import earlier_assessments
from selfassess.web.wiring import Wiring


def earlier_years(use: Wiring, id: str) -> Iterator[OpenAssessment]:
    """The latest first, each read when it is asked for. One that was never answered would hide the year before it."""
    every = (open_assessment(use.database, one.id) for one in earlier_assessments(use.database, id))
    return (one for one in every if one.sheet.answers)


def latest_year(use: Wiring, id: str) -> str | None:
    """The id of the latest of them."""
    year = next(earlier_years(use, id), None)
    return year.assessment.id if year else None
