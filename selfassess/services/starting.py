"""Starting an assessment: whose it is, and that one form makes one assessment, however often it is sent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from selfassess.services.access import Actor, require_in_organisation
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Offer
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import ALLOWED, Action
from selfassess.store import assessments as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import held_by_somebody
from selfassess.store.model import Assessment, Details
from selfassess.store.organisations import (
    add_organisation,
    delete_unused_organisation,
    find_organisation,
    find_organisation_named,
    open_organisations_of,
)
from selfassess.store.people import Organisation, OrganisationKind, Role
from selfassess.store.texts import PinnedText, pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose an assessment is, and whether that organisation was added just now."""

    organisation: Organisation
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The assessment that a form made. `is_new`: just now; `owner_is_new`: its organisation too."""

    assessment: Assessment
    is_new: bool
    owner_is_new: bool


def startable(database: Database, who: Actor) -> frozenset[str] | None:
    """Ids of the organisations that this person may start an assessment of; None for those who need no role."""
    if who.trusted:
        return None
    if who.account is None:
        return frozenset()
    with database.reading() as session:
        return frozenset(one.id for one in open_organisations_of(session, who.account, ALLOWED[Action.RUN_ASSESSMENT]))


def organisations_to_start_in(database: Database, who: Actor) -> tuple[Organisation, ...] | None:
    """Those a person may start an assessment of, by name; None for those who need no role and so write any name.

    Raises `NotPermittedError` where there is none.
    """
    if who.trusted:
        return None
    roles = ALLOWED[Action.RUN_ASSESSMENT]
    with database.reading() as session:
        found = open_organisations_of(session, who.account, roles) if who.account else ()
    if not found:
        raise NotPermittedError(Action.RUN_ASSESSMENT.value, frozenset(roles))
    return found


def start_assessment(
    database: Database,
    who: Actor,
    offer: Offer,
    details: Details,
    *,
    organisation: str | None = None,
    token: str,
    now: datetime,
) -> Assessment:
    """A new draft that pins the offered text; it is of the organisation with this id, whose name is printed.

    Those who need no role may leave the id out: then it is of the organisation named in `details`, found or added.
    The same `token` (one a form, at most 80 characters) again gives the same assessment, however it was filled in.
    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        started = add_draft(session, who, offer, details, organisation=organisation, token=token, now=now)
        record_start(session, who, started, now)
        return started.assessment


def add_draft(
    session: Transaction,
    who: Actor,
    offer: Offer,
    details: Details,
    *,
    organisation: str | None,
    token: str,
    now: datetime,
    example: bool = False,
) -> Started:
    """The same inside a transaction that is open; `record_start` is to be called at its end.

    Where the organisation has moderators or signatories, their steps apply until a lead says otherwise.
    """
    token = token.replace("\0", "")  # nobody's but a forged form's, and PostgreSQL keeps none
    earlier = rows.assessment_of_token(session, token)
    if earlier is not None:
        return _started_before(session, who, earlier)
    owner = _owner(session, who, organisation, details.organisation, now, example=example)
    details = replace(details, organisation=owner.organisation.name)
    text = PinnedText(
        sha256=offer.sha256, questionnaire=offer.questionnaire.id, version=offer.questionnaire.version, data=offer.data
    )
    pin(session, text, now)
    roles = held_by_somebody(session, owner.organisation.id, (Role.MODERATOR, Role.SIGNATORY))
    is_new = rows.add_assessment(
        session,
        secrets.token_hex(16),
        token,
        text,
        owner.organisation,
        details,
        now,
        moderated=Role.MODERATOR in roles,
        signing=Role.SIGNATORY in roles,
    )
    made = rows.assessment_of_token(session, token)
    assert made is not None  # noqa: S101 - added just now, by us or, in the same moment, by the same form
    if not is_new:
        delete_unused_organisation(session, owner.organisation.id)
        return _started_before(session, who, made)
    return Started(assessment=made, is_new=True, owner_is_new=owner.is_new)


def _started_before(session: Transaction, who: Actor, assessment: Assessment) -> Started:
    # Whoever sends somebody else's form learns nothing by it.
    found = required(session, who, Action.SEE_ASSESSMENT, assessment.id)
    return Started(assessment=found, is_new=False, owner_is_new=False)


def _owner(
    session: Transaction, who: Actor, organisation: str | None, name: str, now: datetime, *, example: bool
) -> Owner:
    if organisation is None:
        return owner_named(session, who, name, now, example=example)
    missing = f"There is no organisation {organisation}."
    found = find_organisation(session, organisation)
    if found is None:
        raise NotFoundError(missing)
    require_in_organisation(session, who, Action.RUN_ASSESSMENT, found.id, missing)
    if found.closed_at is not None:
        raise NotPermittedError("start an assessment of an organisation that is closed")
    return Owner(organisation=found)


def owner_named(session: Transaction, who: Actor, name: str, now: datetime, *, example: bool = False) -> Owner:
    """The organisation of exactly this name, added where there is none, for those who need no role."""
    if not who.trusted:
        raise NotFoundError("There is no such organisation.")
    found = find_organisation_named(session, name, example=example)
    if found is not None:
        return Owner(organisation=found)
    made = add_organisation(session, secrets.token_hex(16), name, OrganisationKind.OTHER, now, example=example)
    return Owner(organisation=made, is_new=True)


def record_start(session: Transaction, who: Actor, started: Started, now: datetime) -> None:
    """Put what `add_draft` did on record."""
    this = started.assessment
    if started.owner_is_new:
        record_organisation(session, who, this.organisation_id, now)
    if started.is_new:
        subject = Subject(kind="assessment", id=this.id, organisation=this.organisation_id)
        after = {"questionnaire": this.questionnaire, "version": this.version}
        record(session, who, Event.ASSESSMENT_STARTED, subject, now=now, after=after)


def record_organisation(session: Transaction, who: Actor, organisation: str, now: datetime) -> None:
    """Put on record that an organisation was added."""
    subject = Subject(kind="organisation", id=organisation, organisation=organisation)
    record(session, who, Event.ORGANISATION_ADDED, subject, now=now)
