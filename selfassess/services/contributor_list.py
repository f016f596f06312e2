"""Who is asked to contribute to an assessment, and how far each is: never what anybody answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selfassess.answers.completeness import completeness
from selfassess.services.access import Actor
from selfassess.services.assessments import Fetched, OpenAssessment
from selfassess.services.own_sheet import opened_to
from selfassess.services.participating import may_contribute
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store import participations as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.answers import answers_of
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder, holders_in
from selfassess.store.invitations import unsettled_in
from selfassess.store.model import Assessment
from selfassess.store.organisations import find_organisation
from selfassess.store.participations import Participation
from selfassess.store.people import Account, Invitation, Place
from selfassess.store.texts import pinned_text


class HowFar(StrEnum):
    """Where a contributor is."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    FINISHED = "finished"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One person who was asked. `said` of `asked` questions have something said to them.

    `here`: they have a role by which they can answer; of those who have none any more, only what they finished counts.
    """

    participation: Participation
    account: Account
    how_far: HowFar
    said: int
    asked: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributors:
    """All who were asked, by name; who could be asked; and who is invited to contribute, in this order."""

    contributors: tuple[Contributor, ...]
    to_ask: tuple[Holder, ...]
    invited: tuple[Invitation, ...]


def turnout(database: Database, who: Actor, id: str) -> tuple[int, int]:
    """How many of those who take part have finished, and how many take part. Who may ask: as below."""
    with database.reading() as session:
        required(session, who, Action.RUN_ASSESSMENT, id)
        active = [one for one in rows.participations_in(session, id) if one.active]
    return sum(one.finished_at is not None for one in active), len(active)


def contributors_in(database: Database, who: Actor, id: str) -> Contributors:
    """For the lead. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        assessment = required(session, who, Action.RUN_ASSESSMENT, id)
        parts, said = rows.participations_in(session, id), contributions_in(session, id)
        accounts = {one.account: account_of_id(session, one.account) for one in parts}
        here = {one.account: may_contribute(session, one.account, assessment.organisation_id) for one in parts}
        text, settled = pinned_text(session, assessment.sha256), answers_of(session, id)
        taking_part = {one.account for one in parts if one.active}
        people = [one for one in members_of(session, assessment) if one.account.id not in taking_part]
        waiting = unsettled_in(session, Place(organisation=assessment.organisation_id))
    listed = []
    for part in parts:
        account = accounts[part.account]
        if account is None or (not part.active and part.account in taking_part):
            continue  # asked again: the newer one tells
        own = Fetched(assessment=assessment, answers=said.get(part.id, {}), text=text)
        done, all = _progress(part, opened_to(part, own, settled))
        listed.append(
            Contributor(
                participation=part,
                account=account,
                how_far=_how_far(part, done),
                said=done,
                asked=all,
                here=here[part.account],
            )
        )
    listed.sort(key=lambda one: (one.account.name.casefold(), one.participation.asked_at, one.participation.id))
    return Contributors(
        contributors=tuple(listed),
        to_ask=tuple(people),
        invited=tuple(one for one in waiting if one.assessment == id),
    )


def _progress(part: Participation, own: OpenAssessment) -> tuple[int, int]:
    counts = [
        one
        for one in completeness(own.questionnaire, own.sheet)
        if part.sections is None or one.section in part.sections
    ]
    all = sum(one.applicable for one in counts)
    return all - sum(one.unanswered for one in counts), all


def _how_far(part: Participation, said: int) -> HowFar:
    if not part.active:
        return HowFar.ENDED
    if part.finished_at:
        return HowFar.FINISHED
    return HowFar.BEGUN if said else HowFar.NOT_BEGUN


def members_of(session: Transaction, assessment: Assessment) -> tuple[Holder, ...]:
    """Whoever has a role in the organisation, or in the one around it, and can sign in."""
    own = find_organisation(session, assessment.organisation_id)
    places = [assessment.organisation_id, *([own.parent] if own and own.parent else [])]
    found: dict[str, Holder] = {}
    for place in places:
        for holder in holders_in(session, Place(organisation=place)):
            if holder.account.active:
                found.setdefault(holder.account.id, holder)
    return tuple(sorted(found.values(), key=lambda one: (one.account.name.casefold(), one.account.id)))


def contributor_in(database: Database, who: Actor, here: OpenAssessment, part: str) -> Contributor:
    """One of them, for the lead; `NotFoundError` for any other."""
    for one in contributors_in(database, who, here.assessment.id).contributors:
        if one.participation.id == part:
            return one
    raise NotFoundError(f"There is no contributor {part}.")
