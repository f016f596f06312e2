"""Organisations and the services inside them: added, described, closed, and deleted while they are empty."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor, may_in_organisation, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.problems import NotPermittedError
from selfassess.services.releasing import release_belonging, release_everywhere
from selfassess.services.rights import Action
from selfassess.store import organisations as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder, heads_of, holders_in
from selfassess.store.partnerships import join_partnership, organisations_in, partnerships_of
from selfassess.store.people import Organisation, OrganisationKind, Partnership, Place, Role

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an organisation is called, one printable line, and what sort it is."""

    name: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTaken:
    """Nothing was changed: there is one of this name beside it already, among those the person sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Nothing was changed: somebody else changed it since the form was filled. `stored` is what stands there now."""

    stored: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """An organisation as somebody sees it; `partnerships`, `inside` and `leads` are empty where they may not know.

    `leads` hold the role here or in `parent`, the organisation around it. `sees_inside`: people and services;
    `starts`: may start an assessment of it now.
    """

    organisation: Organisation
    parent: Organisation | None
    inside: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...]
    leads: tuple[Holder, ...]
    sees_inside: bool
    sees_assessments: bool
    sees_evidence: bool
    sees_plan: bool
    starts: bool
    runs: bool
    takes_extract: bool
    invites_lead: bool


def look_at_organisation(database: Database, who: Actor, id: str) -> OrganisationView:
    """What there is to see of it for this person. Raises `NotFoundError`."""
    with database.reading() as session:
        found = required_organisation(session, who, Action.SEE_OUTLINE, id)
        sees = may_in_organisation(session, who, Action.SEE_ORGANISATION, id)
        runs = may_in_organisation(session, who, Action.RUN_ORGANISATION, id)
        leads = _leads(session, found)
        return OrganisationView(
            organisation=found,
            parent=rows.find_organisation(session, found.parent) if found.parent else None,
            inside=rows.services_of(session, [id]) if sees else (),
            partnerships=partnerships_of(session, id) if sees else (),
            leads=leads,
            sees_inside=sees,
            sees_assessments=may_in_organisation(session, who, Action.SEE_ASSESSMENT, id),
            sees_evidence=may_in_organisation(session, who, Action.SEE_EVIDENCE, id),
            sees_plan=may_in_organisation(session, who, Action.SEE_PLAN, id),
            starts=found.closed_at is None and may_in_organisation(session, who, Action.RUN_ASSESSMENT, id),
            runs=runs,
            takes_extract=may_in_organisation(session, who, Action.TAKE_EXTRACT, id),
            invites_lead=runs or (not leads and may_in_organisation(session, who, Action.INVITE_LEAD, id)),
        )


def _leads(session: Transaction, organisation: Organisation) -> tuple[Holder, ...]:
    active = heads_of(session, Place(organisation=organisation.id))
    places = [Place(organisation=id) for id in (organisation.id, organisation.parent) if id]
    found = (holder for place in places for holder in holders_in(session, place))
    leads = {one.account.id: one for one in found if one.account.id in active and Role.LEAD in one.roles}
    return tuple(leads.values())


def organisations_seen(database: Database, who: Actor) -> tuple[Organisation, ...]:
    """Those where `who` has a role, with the services inside them; all for those who need no role. By name."""
    with database.reading() as session:
        if who.trusted:
            return rows.every_organisation(session)
        own = rows.organisations_of(session, who.account) if who.account else ()
        return rows.by_name({*own, *rows.services_of(session, [one.id for one in own])})


def every_organisation(database: Database, who: Actor) -> tuple[Organisation, ...]:
    """All there are, by name. For administrators."""
    with database.reading() as session:
        require_administrator(session, who)
        return rows.every_organisation(session)


def add_organisation(database: Database, who: Actor, said: Described, *, now: datetime) -> Organisation | NameTaken:
    """A new one, in no partnership and without people. For administrators."""
    with database.writing() as session:
        require_administrator(session, who)
        others = (one for one in rows.every_organisation(session) if one.parent is None)
        made = _add(session, said, others, now)
        if isinstance(made, Organisation):
            _record(session, who, Event.ORGANISATION_ADDED, made, now)
        return made


def add_to_partnership(
    database: Database, who: Actor, partnership: str, said: Described, *, now: datetime
) -> Organisation | NameTaken:
    """A new one that belongs to the partnership. For those who run it; `NotFoundError`, `NotPermittedError`."""
    with database.writing() as session:
        found = required_partnership(session, who, Action.RUN_PARTNERSHIP, partnership)
        if found.closed_at is not None:
            raise NotPermittedError("add an organisation to a partnership that is closed")
        made = _add(session, said, organisations_in(session, partnership), now)
        if isinstance(made, Organisation):
            join_partnership(session, partnership, made.id, now)
            release_belonging(session, partnership, made.id, now)
            _record(session, who, Event.ORGANISATION_ADDED, made, now)
            subject = Subject(kind="organisation", id=made.id, partnership=partnership)
            record(session, who, Event.PARTNERSHIP_JOINED, subject, now=now)
        return made


def add_service(
    database: Database, who: Actor, organisation: str, said: Described, *, now: datetime
) -> Organisation | NameTaken:
    """A new service inside the organisation. For those who run it; there are no services inside services."""
    with database.writing() as session:
        around = required_organisation(session, who, Action.RUN_ORGANISATION, organisation)
        if around.parent is not None or around.closed_at is not None:
            raise NotPermittedError("add a service to a service, or to an organisation that is closed")
        made = _add(session, said, rows.services_of(session, [around.id]), now, parent=around)
        if isinstance(made, Organisation):
            _record(session, who, Event.ORGANISATION_ADDED, made, now)
        return made


def _add(
    session: Transaction,
    said: Described,
    beside: Iterable[Organisation],
    now: datetime,
    *,
    parent: Organisation | None = None,
) -> Organisation | NameTaken:
    # Asked for by its name, so that the same form sent twice at the same moment adds one.
    rows.find_organisation_named(session, said.name)
    if any(_same(one.name, said.name) for one in beside):
        return NameTaken()
    around, example = (parent.id, parent.example) if parent else (None, False)
    id = secrets.token_hex(16)
    return rows.add_organisation(session, id, said.name, said.kind, now, parent=around, example=example)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def change_organisation(
    database: Database, who: Actor, id: str, said: Described, *, seen: int, now: datetime
) -> Organisation | Stale:
    """Set name and kind; `seen` is the `revision` the form was filled from. Assessments keep the name they print."""
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if Described(name=stored.name, kind=stored.kind) == said:
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        rows.set_organisation(session, id, said.name, said.kind)
        release_everywhere(session, id, now)
        before, after = {"kind": stored.kind.value}, {"kind": said.kind.value, "renamed": stored.name != said.name}
        record(session, who, Event.ORGANISATION_CHANGED, _subject(stored), now=now, before=before, after=after)
        return _to_change(session, who, id)


def close_organisation(database: Database, who: Actor, id: str, *, now: datetime) -> Organisation:
    """Let it take no new assessments; what there is stays. Twice is once."""
    return _set_closed(database, who, id, now, now)


def reopen_organisation(database: Database, who: Actor, id: str, *, now: datetime) -> Organisation:
    """Let it take new assessments again."""
    return _set_closed(database, who, id, None, now)


def _set_closed(database: Database, who: Actor, id: str, closed_at: datetime | None, now: datetime) -> Organisation:
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if (stored.closed_at is None) == (closed_at is None):
            return stored
        rows.set_organisation_closed(session, id, closed_at)
        release_everywhere(session, id, now)
        changed = _to_change(session, who, id)
        _record(session, who, Event.ORGANISATION_CLOSED if closed_at else Event.ORGANISATION_REOPENED, stored, now)
        return changed


def delete_organisation(database: Database, who: Actor, id: str, *, now: datetime) -> bool:
    """Delete it with the roles and invitations in it; False, and nothing done, where it has assessments or services."""
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if not rows.delete_empty_organisation(session, id):
            return False
        _record(session, who, Event.ORGANISATION_DELETED, stored, now)
        return True


def is_empty(database: Database, who: Actor, id: str) -> bool:
    """Whether `delete_organisation` would delete it."""
    with database.reading() as session:
        required_organisation(session, who, Action.RUN_ORGANISATION, id)
        return not rows.has_records(session, id) and not rows.services_of(session, [id])


def _to_change(session: Transaction, who: Actor, id: str) -> Organisation:
    # Held first, asked then: whoever had to wait for another change must be allowed after it, too.
    rows.find_organisation(session, id, to_change=True)
    return required_organisation(session, who, Action.RUN_ORGANISATION, id)


def _subject(organisation: Organisation) -> Subject:
    return Subject(kind="organisation", id=organisation.id, organisation=organisation.id)


def _record(session: Transaction, who: Actor, event: Event, organisation: Organisation, now: datetime) -> None:
    record(session, who, event, _subject(organisation), now=now)
