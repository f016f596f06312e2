"""What comes after a finished assessment: the one that is there already, or what a new one is to begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from selfassess.services.access import Actor
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.starting import startable
from selfassess.store.assessments import assessments_over_years
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details

_SPAN = re.compile(r"(?a:(.*?)(\d{4})([/–-])(\d{4}|\d{2})(\D*))")
_YEAR = re.compile(r"(?a:(\D*)(\d{4})(\D*))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """`there`: the latest of those that are later already. `details`: what to propose for a new one."""

    there: Assessment | None
    details: Details


def following(database: Database, who: Actor, this: Assessment, *, today: date) -> Following | None:
    """None while the work on `this` goes on, and for who may not start another of its organisation."""
    may = startable(database, who) if this.agreed_at else frozenset()
    if may is not None and this.organisation_id not in may:
        return None
    with database.reading() as session:
        every = assessments_over_years(session, this.organisation_id, this.questionnaire)
    there = next((one for one in every if _is_later(one, this)), None)
    return Following(there=there, details=proposed(this, today))


def latest_finished(assessments: Iterable[Assessment]) -> dict[str, Details]:
    """By id, those of a list that no other of it follows: each the last of its organisation and questionnaire.

    Those that are still worked on are left out.
    """
    last: dict[tuple[str, str], Assessment] = {}
    for one in assessments:
        known = last.setdefault((one.organisation_id, one.questionnaire), one)
        if _is_later(one, known):
            last[one.organisation_id, one.questionnaire] = one
    return {one.id: one.details for one in last.values() if one.agreed_at}


def _is_later(one: Assessment, other: Assessment) -> bool:
    return one.details.assessed_on > other.details.assessed_on


def proposed(this: Assessment, today: date) -> Details:
    """The same facts a period later: today, or where that is no later day a year after the day of `this`."""
    then = this.details.assessed_on
    day = today if today > then else then + timedelta(days=365)
    return replace(this.details, period=next_period(this.details.period), assessed_on=day)


def next_period(period: str) -> str:
    """ "2026" after "2025", "2026/27" after "2025/26"; empty where it is written in some other way."""
    span = _SPAN.fullmatch(period)
    if span is not None:
        before, start, sign, end, after = span.groups()
        if int(end) != (int(start) + 1) % 10 ** len(end):
            return ""
        return f"{before}{int(start) + 1}{sign}{(int(end) + 1) % 10 ** len(end):0{len(end)}}{after}"
    year = _YEAR.fullmatch(period)
    return f"{year[1]}{int(year[2]) + 1}{year[3]}" if year else ""


def newest(catalogue: Catalogue, questionnaire: str) -> Offer | None:
    """The newest version on offer; None where there is none any more."""
    return next((group[0] for group in catalogue.versions if group[0].questionnaire.id == questionnaire), None)
