"""Taking part in an assessment as a contributor: how it begins and ends, within whatever else is being done."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from selfassess.services.rights import ALLOWED, Action
from selfassess.store.assessments import find_assessment
from selfassess.store.contributions import copy_contributions
from selfassess.store.database import Transaction
from selfassess.store.memberships import roles_in_organisation
from selfassess.store.participations import (
    Participation,
    add_participation,
    latest_participation,
    participation_of,
    participations_in,
    participations_of,
    set_withdrawn,
)
from selfassess.voices.steps import WorkStatus

BEFORE_THE_WORKSHOP = frozenset({WorkStatus.DRAFT, WorkStatus.OPEN})
"""While people are asked and answer apart; afterwards who took part, and what they said, stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a contributor is asked for: ids of sections (None for all), and the last day, where there is one."""

    sections: frozenset[str] | None = None
    due_on: date | None = None


def take_part(
    session: Transaction, assessment: str, account: str, wanted: Wanted, *, by: str | None, now: datetime
) -> Participation | None:
    """Begin; None where the person takes part already. Who took part before goes on with what they said then.

    What was handed over stays with whom it was handed to.
    """
    if participation_of(session, assessment, account):
        return None
    before = latest_participation(session, assessment, account)
    others = [one for one in participations_in(session, assessment) if one.account != account]
    if before and any(one.handed_from == before.id for one in others):
        before = None
    made = Participation(
        id=secrets.token_hex(16),
        assessment=assessment,
        account=account,
        sections=wanted.sections,
        due_on=wanted.due_on,
        asked_at=now,
        asked_by=by,
        # Whoever wanted no reminders before is not to be asked anew for that.
        reminders=before.reminders if before else True,
        handed_from=before.id if before else None,
    )
    if not add_participation(session, made):
        return None  # asked by somebody else at the same moment
    if before:
        copy_contributions(session, before.id, made.id, now)
    return made


def take_part_as_invited(
    session: Transaction, assessment: str, account: str, wanted: Wanted, *, by: str | None, now: datetime
) -> Participation | None:
    """The same for somebody who accepts an invitation; None where it comes too late."""
    found = find_assessment(session, assessment, to_change=True)
    if found is None or found.status not in BEFORE_THE_WORKSHOP:
        return None
    return take_part(session, assessment, account, wanted, by=by, now=now)


def end_parts_without_role(session: Transaction, account: str, now: datetime) -> None:
    """After somebody lost roles: what they had finished counts on, what they had not is ended and does not.

    Once the workshop has begun nothing is ended: what was said was heard.
    """
    for part in participations_of(session, account):
        assessment = find_assessment(session, part.assessment, to_change=True)
        if assessment is None or assessment.status not in BEFORE_THE_WORKSHOP or part.finished_at:
            continue
        if not may_contribute(session, account, assessment.organisation_id):
            set_withdrawn(session, part.id, now)


def may_contribute(session: Transaction, account: str, organisation: str) -> bool:
    """Whether an active account has a role there by which it can contribute."""
    return not roles_in_organisation(session, account, organisation).isdisjoint(ALLOWED[Action.CONTRIBUTE])
