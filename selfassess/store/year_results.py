"""The signed results of several organisations in one year, the corrected ones among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import AssessmentRow

_TABLE = table_of(AssessmentRow)


def results_in_year(
    session: Session, questionnaire: str, organisations: Collection[str], year: int
) -> dict[str, dict[str, date]]:
    """By organisation the assessments about one questionnaire that were locked, each with its day of assessment."""
    query = (
        select(_TABLE.c.organisation_id, _TABLE.c.id, _TABLE.c.assessed_on)
        .where(_TABLE.c.questionnaire == questionnaire, _TABLE.c.organisation_id.in_(organisations))
        .where(_TABLE.c.assessed_on.between(date(year, 1, 1), date(year, 12, 31)), _TABLE.c.locked_at.is_not(None))
    )
    found: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for row in session.execute(query):
        found[row.organisation_id][row.id] = row.assessed_on
    return dict(found)
