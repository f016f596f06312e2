"""Signing the pledge or concordat itself, before any assessment: by whom, with which key actions, and again later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, require_in_organisation
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Catalogue
from selfassess.services.letters import Link, letter
from selfassess.services.outbox import post
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.signing_words import framework_name
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import holders_in
from selfassess.store.people import Account, Organisation, Place, Role
from selfassess.store.signatures import (
    KeyAction,
    Signature,
    add_signature,
    commitments_of,
    standing_commitment,
)

LONGEST_ACTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Committing:
    """What a signatory says: who they are, when they signed, the words, and what is to be done in twelve months."""

    name: str
    role: str
    signed_on: date
    statement: str
    key_actions: tuple[KeyAction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A framework that can be signed, or was: `standing` is the signature that counts, `before` the latest first.

    `questionnaire` is the newest version on offer; None where none is any more, and then `name` is its id.
    """

    id: str
    questionnaire: Questionnaire | None
    standing: Signature | None
    before: tuple[Signature, ...]

    def name(self, t: Translator) -> str:
        """What it is called; by its id where nothing on offer says."""
        return framework_name(t, self.questionnaire) if self.questionnaire else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """All of an organisation; `may_sign`: whether whoever looks may sign for it."""

    each: tuple[Commitment, ...]
    may_sign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """It is signed, by this submit or by the same one sent before."""

    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedMeanwhile:
    """Somebody else signed since the page was opened; nothing was written."""

    stored: Signature | None


def frameworks(catalogue: Catalogue) -> dict[str, Questionnaire]:
    """What can be signed up to, by id: of each questionnaire on offer its newest version, by title."""
    newest = (versions[0].questionnaire for versions in catalogue.versions)
    return {one.id: one for one in newest}


def commitments(database: Database, who: Actor, catalogue: Catalogue, organisation: str) -> Commitments:
    """For all who see the organisation. Raises `NotFoundError`."""
    with database.reading() as session:
        missing = f"There is no organisation {organisation}."
        rights = require_in_organisation(session, who, Action.SEE_ORGANISATION, organisation, missing)
        place = required_organisation(session, who, Action.SEE_ORGANISATION, organisation)
        made = commitments_of(session, organisation)
    offered = frameworks(catalogue)
    ids = dict.fromkeys([*offered, *(one.questionnaire for one in made)])
    may_sign = Action.COMMIT in rights and place.closed_at is None
    return Commitments(each=tuple(commitment_from(id, offered.get(id), made) for id in ids), may_sign=may_sign)


def commitment_from(id: str, questionnaire: Questionnaire | None, made: Iterable[Signature]) -> Commitment:
    """The one of this id, from signatures of one organisation in the order in which they were made."""
    of_it = [one for one in made if one.questionnaire == id]
    replaced = {one.replaces for one in of_it}
    standing = next((one for one in of_it if one.id not in replaced), None)
    before = tuple(one for one in reversed(of_it) if one is not standing)
    return Commitment(id=id, questionnaire=questionnaire, standing=standing, before=before)


def commit(
    database: Database,
    who: Actor,
    organisation: str,
    questionnaire: Questionnaire,
    said: Committing,
    *,
    seen: str,
    mail: Post,
    now: datetime,
) -> Committed | CommittedMeanwhile:
    """Sign for the organisation, in place of who signed before; `seen` is the id of that signature, "" for none.

    Its leads are told. Of two who sign at the same moment one does, and the other is told. Raises ValueError for a day
    to come, `NotFoundError`, and `NotPermittedError` also where the organisation is closed.
    """
    if said.signed_on > now.date():
        raise ValueError(f"nothing can have been signed on {said.signed_on}")
    with database.writing() as session:
        place = required_organisation(session, who, Action.COMMIT, organisation)
        if place.closed_at is not None:
            raise NotPermittedError("sign for an organisation that is closed")
        standing = standing_commitment(session, place.id, questionnaire.id)
        if standing and (_said(standing), standing.signed_by, standing.replaces or "") == (said, who.account, seen):
            return Committed(signature=standing)
        new = _signature(who, place, questionnaire, said, standing, now)
        if (standing.id if standing else "") != seen or not add_signature(session, new):
            return CommittedMeanwhile(stored=standing_commitment(session, place.id, questionnaire.id))
        _tell_leads(session, who, place, questionnaire, new, mail, now)
        subject = Subject(kind="organisation", id=place.id, organisation=place.id)
        after = {"signature": new.id, "questionnaire": questionnaire.id, "replaces": new.replaces}
        record(session, who, Event.COMMITMENT_SIGNED, subject, now=now, after=after)
        return Committed(signature=new)


def _said(signature: Signature) -> Committing:
    return Committing(
        name=signature.name,
        role=signature.role,
        signed_on=signature.signed_on,
        statement=signature.statement,
        key_actions=signature.key_actions,
    )


def _signature(
    who: Actor,
    place: Organisation,
    questionnaire: Questionnaire,
    said: Committing,
    before: Signature | None,
    now: datetime,
) -> Signature:
    return Signature(
        id=secrets.token_hex(16),
        organisation=place.id,
        questionnaire=questionnaire.id,
        assessment=None,
        name=said.name,
        role=said.role,
        signed_on=said.signed_on,
        statement=said.statement,
        key_actions=said.key_actions,
        signed_at=now,
        signed_by=who.account,
        replaces=before.id if before else None,
    )


def _tell_leads(
    session: Transaction,
    who: Actor,
    place: Organisation,
    questionnaire: Questionnaire,
    new: Signature,
    mail: Post,
    now: datetime,
) -> None:
    t = mail.t
    said = {"name": new.name, "role": new.role, "organisation": place.name, "day": t.date(new.signed_on)}
    said["framework"] = framework_name(t, questionnaire)
    for account in _leads(session, place):
        if account.id == who.account or account.email is None:
            continue
        message = letter(
            t,
            to=account.email,
            name=account.name,
            subject=t("{organisation} has signed", organisation=place.name),
            paragraphs=[
                t("{name}, {role}, signed “{framework}” for {organisation} on {day}.", **said),
                *(t("Key action: {text}", text=one.text) for one in new.key_actions),
            ],
            link=Link(words=t("See it"), address=f"{mail.base_address}/organisations/{place.id}/commitments"),
            why=t("You get this because you lead {organisation}.", organisation=place.name),
            installation=mail.base_address,
        )
        post(session, message, key=f"signed:{new.id}:{account.id}", account=account.id, now=now)


def _leads(session: Transaction, place: Organisation) -> list[Account]:
    """Those who lead it, or the organisation that it is a service of."""
    places = [Place(organisation=id) for id in (place.id, place.parent) if id]
    holders = [one for where in places for one in holders_in(session, where) if Role.LEAD in one.roles]
    return list({one.account.id: one.account for one in holders if one.account.active}.values())
