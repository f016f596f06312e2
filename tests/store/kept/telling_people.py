"""What a database says about people: their accounts, the places where they have roles, and what those keep."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.accounts import accounts
from selfassess.services.audit import Event
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Catalogue
from selfassess.services.commitments import commitments
from selfassess.services.evidence_library import Wanted, library
from selfassess.services.organisations import every_organisation, look_at_organisation
from selfassess.services.own_account import own_credentials
from selfassess.services.partnerships import every_partnership, look_at_partnership
from selfassess.services.passwords import matches
from selfassess.services.people import people_in
from selfassess.services.sessions import sessions_of
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.invitations import find_invitation
from selfassess.store.names import names_of
from selfassess.store.people import Account, Invitation, Organisation, Partnership, Place
from selfassess.store.rows import MembershipRow
from selfassess.store.signatures import Signature

from .people import PASSWORD
from .telling_papers import brand_as_said, packs_as_said
from .telling_plans import planned_as_said
from .telling_shared import partnership_years_as_said

Facts = dict[str, Any]


def accounts_as_said(database: Database) -> dict[str, Facts]:
    """Every account, by name."""
    return {one.name: _account(database, one) for one in accounts(database, OPERATOR)}


def _account(database: Database, account: Account) -> Facts:
    who = Actor(kind=ActorKind.PERSON, account=account.id)
    soon = account.created_at + timedelta(hours=1)  # a session is not listed once it is over
    return {
        "email": account.email,
        "administrator": account.administrator,
        "active": account.active,
        "created_at": str(account.created_at),
        "password_fits": matches(PASSWORD, own_credentials(database, who).password)[0],
        "sessions": sorted(f"{one.device} since {one.started_at}" for one in sessions_of(database, who, now=soon)),
        "roles": _roles(database, account.id),
    }


def _roles(database: Database, account: str) -> list[str]:
    """Those of now and those of before, which no page shows."""
    with database.reading() as session:
        held = list(session.scalars(select(MembershipRow).where(MembershipRow.account == account)))
        places = {
            **names_of(session, "organisation", {one.organisation for one in held if one.organisation}),
            **names_of(session, "partnership", {one.partnership for one in held if one.partnership}),
        }
        return sorted(
            f"{one.role} in {places[one.organisation or one.partnership or '']} from {one.since} to {one.ended_at}"
            for one in held
        )


def organisations_as_said(database: Database) -> dict[str, Facts]:
    """Every organisation, by name."""
    return {one.name: _organisation(database, one) for one in every_organisation(database, OPERATOR)}


def _organisation(database: Database, organisation: Organisation) -> Facts:
    seen = look_at_organisation(database, OPERATOR, organisation.id)
    place = Place(organisation=organisation.id)
    return {
        "kind": organisation.kind,
        "example": organisation.example,
        "closed_at": str(organisation.closed_at),
        "service_of": seen.parent.name if seen.parent else None,
        "services": [one.name for one in seen.inside],
        "partnerships": [one.name for one in seen.partnerships],
        "people": _people(database, place),
        "invitations": _invitations(database, place),
        "evidence": _evidence(database, organisation.id),
        "commitments": _commitments(database, organisation.id),
        **planned_as_said(database, organisation),
        "brand": brand_as_said(database, place),
    }


def partnerships_as_said(database: Database) -> dict[str, Facts]:
    """Every partnership, by name."""
    return {one.name: _partnership(database, one) for one in every_partnership(database, OPERATOR)}


def _partnership(database: Database, partnership: Partnership) -> Facts:
    seen, place = look_at_partnership(database, OPERATOR, partnership.id), Place(partnership=partnership.id)
    return {
        "closed_at": str(partnership.closed_at),
        "organisations": [one.organisation.name for one in seen.organisations],
        "people": _people(database, place),
        "invitations": _invitations(database, place),
        "signatories_public": partnership.signatories_public,
        "years": partnership_years_as_said(database, partnership),
        "brand": brand_as_said(database, place),
        "packs": packs_as_said(database, partnership.id),
    }


def _people(database: Database, place: Place) -> Facts:
    return {one.account.name: sorted(one.roles) for one in people_in(database, OPERATOR, place).here}


def _invitations(database: Database, place: Place) -> list[str]:
    """Settled ones too, which no page lists: the audit record knows of them."""
    choice = Choice(organisation=place.organisation, partnership=place.partnership)
    events = [one.recorded for one in every_event(database, OPERATOR, Translator(), choice)]
    sent = [one.subject for one in events if one.event == Event.INVITED]
    with database.reading() as session:
        found = [find_invitation(session, place, id) for id in sent]
    return sorted(_invitation(one) for one in found if one is not None)


def _invitation(one: Invitation) -> str:
    return f"{one.role} for {one.email} until {one.expires_at}, accepted {one.accepted_at}, revoked {one.revoked_at}"


def _evidence(database: Database, organisation: str) -> Facts:
    page = library(database, OPERATOR, organisation, Wanted(), page=1, today=date(2026, 10, 2))
    return {
        one.record.said.title: {
            "kind": one.record.said.kind,
            "dated": str(one.record.said.dated),
            "shows": one.record.said.shows,
            "reference": one.record.said.reference,
            "uses": one.uses,
        }
        for one in page.listed
    }


def _commitments(database: Database, organisation: str) -> Facts:
    found = commitments(database, OPERATOR, Catalogue(offers=(), broken=()), organisation)
    return {one.id: _signature(one.standing) for one in found.each if one.standing}


def _signature(one: Signature) -> Facts:
    return {
        "by": f"{one.name}, {one.role}, on {one.signed_on}",
        "statement": one.statement,
        "key_actions": [f"{action.kind}: {action.text}" for action in one.key_actions],
    }
