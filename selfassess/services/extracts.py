"""A copy of everything that is kept about one person or one organisation, to read and to take along.

Nobody gets by a copy what they may not see on a page: what somebody answered apart is in their own copy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess import __version__
from selfassess.interchange.bundle import Sheet, bundle
from selfassess.language import Translator
from selfassess.report.filename import copy_filename
from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.extract_words import about_a_person, about_an_organisation
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.accounts import account_of_id
from selfassess.store.database import Database, Transaction
from selfassess.store.extracts import Extract, Person, about_organisation, about_person, files_of, people_of, places_of
from selfassess.store.people import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractFile:
    """A ZIP, and a name for it."""

    content: bytes
    name: str


def extracted_person(database: Database, who: Actor, account: str) -> Account:
    """Of whom a copy may be made: oneself, and anybody for administrators. `NotFoundError` for others."""
    with database.reading() as session:
        return _person(session, who, account)


def extract_of_person(database: Database, who: Actor, account: str, t: Translator, *, now: datetime) -> ExtractFile:
    """Everything about somebody. For the person, and for administrators without what was answered apart."""
    with database.reading() as session:
        found = _person(session, who, account)
        own = who.account == found.id
        about = about_person(session, Person(account=found.id, email=found.email, own=own))
        extracts = (places_of(session, found.id), *about)
    with database.writing() as session:
        record(session, who, Event.PERSON_COPIED, Subject(kind="account", id=found.id), now=now)
    readme = about_a_person(t, found.name, now, __version__, own=own)
    return ExtractFile(content=bundle(readme, _sheets(extracts), {}), name=copy_filename(found.name, now.date()))


def _person(session: Transaction, who: Actor, account: str) -> Account:
    if who.account is None or who.account != account:
        require_administrator(session, who)
    found = None if "\0" in account else account_of_id(session, account)  # PostgreSQL would refuse the question
    if found is None or found.erased_at is not None:
        raise NotFoundError(f"There is no account {account}.")
    return found


def extract_of_organisation(
    database: Database, who: Actor, organisation: str, t: Translator, *, now: datetime
) -> ExtractFile:
    """Everything about an organisation itself, without its services. For who leads it; `NotFoundError` for others."""
    with database.reading() as session:
        found = required_organisation(session, who, Action.TAKE_EXTRACT, organisation)
        extracts = (people_of(session, found.id), *about_organisation(session, found.id))
        files = files_of(session, found.id)
    with database.writing() as session:
        subject = Subject(kind="organisation", id=found.id, organisation=found.id)
        record(session, who, Event.ORGANISATION_COPIED, subject, now=now)
    readme = about_an_organisation(t, found.name, now, __version__)
    return ExtractFile(content=bundle(readme, _sheets(extracts), files), name=copy_filename(found.name, now.date()))


def _sheets(extracts: tuple[Extract, ...]) -> tuple[Sheet, ...]:
    return tuple(Sheet(name=one.table, about=one.about, columns=one.columns, rows=one.rows) for one in extracts)
