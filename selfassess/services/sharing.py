"""Sharing: what the lead of an organisation chooses for a result in each partnership it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.disclosure.sharing import Audience, Choice, names
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import required
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError
from selfassess.services.releasing import release_year
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.partnerships import partnerships_of
from selfassess.store.people import Partnership
from selfassess.store.section_figures import every_result_kept, results_kept
from selfassess.store.sharing import Sharing, set_choice, sharings_among, sharings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is chosen for a result in a partnership the organisation belongs to now.

    `signed`: it is locked; `stands`: and no other stands for its year in its place. `named_to_…`: who sees it by name
    now. It is less than what `choice` says where it does not stand, and while it waits for others, because its name
    would tell of too few that are counted with it. `revision` is 0 before the first choice.
    """

    partnership: Partnership
    choice: Choice
    signed: bool
    stands: bool
    named_to_steering: bool
    named_to_members: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedYear:
    """The signed result that stands for a year of an organisation, and what is chosen for it in each partnership."""

    assessment: str
    questionnaire: str
    year: int
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """It is as asked, by this submit or by the same one sent before."""

    shared: Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMeanwhile:
    """Nothing was changed: somebody else chose since the form was filled. `shared` is what stands there now."""

    shared: Shared


def sharing_of(database: Database, who: Actor, assessment: str) -> tuple[Shared, ...]:
    """For each partnership the organisation belongs to now, by name; empty for a service inside an organisation.

    For those who see the answers. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        found = required(session, who, Action.SEE_ANSWERS, assessment)
        return _shared(session, found)


def shared_by(database: Database, who: Actor, organisation: str) -> tuple[SharedYear, ...]:
    """Every result of an organisation that stands, by questionnaire, the latest year first.

    For everybody with a role there. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        required_organisation(session, who, Action.SEE_AGAINST_OTHERS, organisation)
        partnerships = partnerships_of(session, organisation)
        results = every_result_kept(session, organisation) if partnerships else {}
        chosen = sharings_among(session, results.values())
    return tuple(
        SharedYear(
            assessment=assessment,
            questionnaire=questionnaire,
            year=year,
            shared=tuple(_of(one, chosen.get((assessment, one.id)), signed=True, stands=True) for one in partnerships),
        )
        for (questionnaire, year), assessment in sorted(results.items(), key=lambda one: (one[0][0], -one[0][1]))
    )


def share(
    database: Database, who: Actor, assessment: str, partnership: str, choice: Choice, *, seen: int, now: datetime
) -> Chosen | ChosenMeanwhile:
    """Choose; `seen` is the `Shared.revision` that the form was filled from.

    May be chosen before the result is signed; it is shown from then on. Not to share is a choice, too: nobody waits for
    it any more. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        found = required(session, who, Action.SHARE, assessment, to_change=True)
        stored = _shared_with(session, found, partnership)
        if stored.choice is choice and stored.revision:
            return Chosen(shared=stored)
        if stored.revision != seen:
            return ChosenMeanwhile(shared=stored)
        set_choice(session, assessment, partnership, choice, now, by=who.account)
        if found.locked_at is not None:
            release_year(session, partnership, found.questionnaire, found.details.assessed_on.year, now)
        changed = _shared_with(session, found, partnership)
        _record(session, who, found, stored, changed, now)
        return Chosen(shared=changed)


def _record(
    session: Transaction, who: Actor, assessment: Assessment, before: Shared, after: Shared, now: datetime
) -> None:
    # The partnership is named in what was said, not as a place: those who run it are not to read who shares with whom.
    place = before.partnership.id
    said = [{"partnership": place, "choice": one.choice.value} for one in (before, after)]
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    record(session, who, Event.SHARING_CHOSEN, subject, now=now, before=said[0], after=said[1])


def _shared_with(session: Transaction, assessment: Assessment, partnership: str) -> Shared:
    for one in _shared(session, assessment):
        if one.partnership.id == partnership:
            return one
    raise NotFoundError(f"There is no partnership {partnership} that this organisation belongs to.")


def _shared(session: Transaction, assessment: Assessment) -> tuple[Shared, ...]:
    partnerships = partnerships_of(session, assessment.organisation_id)
    if not partnerships:
        return ()  # most organisations: nothing more is asked for the pages that show this in passing
    chosen = sharings_of(session, assessment.id)
    stands = assessment.id in results_kept(session, assessment.organisation_id, assessment.questionnaire).values()
    signed = assessment.locked_at is not None
    return tuple(_of(one, chosen.get(one.id), signed=signed, stands=stands) for one in partnerships)


def _of(partnership: Partnership, chosen: Sharing | None, *, signed: bool, stands: bool) -> Shared:
    choice = chosen.choice if chosen else Choice.NOT_SHARED
    named = {audience for audience in chosen.saw if names(choice, audience)} if chosen and stands else set[Audience]()
    return Shared(
        partnership=partnership,
        choice=choice,
        signed=signed,
        stands=stands,
        named_to_steering=Audience.STEERING in named,
        named_to_members=Audience.MEMBERS in named,
        revision=chosen.revision if chosen else 0,
    )
