"""A small world with all sorts of people in it, for asking who may do what: its places, its people, its secrets.

Two partnerships, `near` and `far`. In `near` are the organisations `own`, which is a service of `around`, and
`sibling`; in `far` is `other`. Each organisation has an assessment, a member, an invitation. Every text in it carries
a word of its own (`word`), by which a response can be searched for what should not be in it.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import text

from selfassess.answers.model import Answer, Evidence, State
from selfassess.services.access import OPERATOR, Action
from selfassess.services.catalogue import Offer
from selfassess.services.links import hash_of
from selfassess.services.pinned import required
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import take_step
from selfassess.store.accounts import add_account, set_rights, set_second_step
from selfassess.store.answers import Kept
from selfassess.store.assessments import set_steps
from selfassess.store.contributions import keep_contributions
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import EvidenceSaid, add_evidence
from selfassess.store.holders import end_roles, give_role
from selfassess.store.invitations import add_invitation
from selfassess.store.jobs import add_job
from selfassess.store.kept_forms import KeptForm, keep_form
from selfassess.store.links import OneTimeLink, Purpose, add_link
from selfassess.store.model import Details
from selfassess.store.organisations import add_organisation
from selfassess.store.outbox import add_message
from selfassess.store.participations import Participation, add_participation
from selfassess.store.partnerships import add_partnership, join_partnership
from selfassess.store.people import Invitation, OrganisationKind, Place, Role
from selfassess.store.sessions import add_session, end_session
from selfassess.voices.steps import WorkStatus

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
ORGANISATIONS = ("own", "around", "sibling", "other")
PARTNERSHIPS = {"near": ("own", "sibling"), "far": ("other",)}
RELATIONS = ("own", "sibling", "other")
"""Whose things an address names, in the order of the letters of a cell; in place of a partnership, whose it is."""

NOWHERE = "0" * 32
PROFILE = {"sector": "police"}
RAW = {"section": "one", "suffix": "json", "version": "1.0.0", "questionnaire": "pages", "file": "app.css",
       "secret": "a-secret", "step": "agreed", "question": "must"}  # fmt: skip
"""What is written for those parts of an address that name nobody's things."""

with (Path(__file__).parent / "principals.csv").open(encoding="utf-8", newline="") as _table:
    PRINCIPALS = {row["principal"]: row for row in csv.DictReader(_table)}


def word(kind: str, place: str) -> str:
    """What stands in the texts of a place: its `names`, what its `people` are called, `words` about it, `answers`."""
    return f"{kind}-of-{place}-7f3a"


def forbidden(principal: str, work: str) -> set[str]:
    """The words that this principal must never be shown, where what is asked for is an assessment with this status.

    The table of principals says who sees answers of a draft. Of other assessments none is shown to who may not know of
    them; to whom else, and when, is in the letters of their rows.
    """
    row = PRINCIPALS[principal]
    known = {kind: row[kind].split() for kind in ("names", "people", "words", "answers")}
    known["answers"] += known["words"] if work else []
    known["apart"] = []  # what others said apart, nobody is shown before the workshop
    every = {(kind, place) for kind in known for place in (*ORGANISATIONS, *PARTNERSHIPS)}
    return {word(kind, place) for kind, place in every if place not in known[kind]}


@dataclass
class World:
    """The application on that world, and what it takes to ask it something as one of its people."""

    app: Flask
    offer: Offer
    file: Path
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """By relation: what each part of an address names there."""
    works: dict[str, dict[str, str]] = field(default_factory=dict)
    """By relation: an assessment for each status of the work."""
    own: dict[str, dict[str, str]] = field(default_factory=dict)
    """By principal: what names things of that person alone."""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def cookie_signer(self) -> Any:
        """Writes and reads what browsers keep."""
        return SecureCookieSessionInterface().get_signing_serializer(self.app)

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["selfassess"].database
        return found

    def named(self, principal: str, relation: str, row: Mapping[str, str]) -> dict[str, str]:
        """What each part of the address in this row names, for this principal and relation."""
        named = self.ids[relation] | (self.own[principal] if relation == "own" else {})
        if row["work"]:
            named["id"] = self.works[relation][row["work"]]
        if row["address"].startswith("/partnerships/"):
            partnership = named["partnership"].removeprefix("id-")
            named |= {"person": f"member-{partnership}", "invitation": f"invitation-{partnership}"}
        return named

    def keep(self) -> None:
        """Take this state of the database as the one to go back to."""
        self.database.close()
        shutil.copy(self.file, self.file.with_suffix(".kept"))

    def go_back(self) -> None:
        """Make the database what it was."""
        self.database.close()
        for beside in ("-wal", "-shm"):
            Path(f"{self.file}{beside}").unlink(missing_ok=True)
        shutil.copy(self.file.with_suffix(".kept"), self.file)

    def changed(self) -> set[str]:
        """The tables whose rows are not what they were."""
        return {name for name in _tables(self.file) if _rows(self.file, name) != _rows(self._kept, name)}

    @property
    def _kept(self) -> Path:
        return self.file.with_suffix(".kept")


def _tables(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _rows(file: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)


def settle(app: Flask, offer: Offer, file: Path) -> World:
    """Put the world into the application's empty database."""
    app.extensions["selfassess"] = replace(app.extensions["selfassess"], now=lambda: NOW)
    world = World(app=app, offer=offer, file=file)
    with world.database.writing() as session:
        for name in PARTNERSHIPS:
            add_partnership(session, f"id-{name}", word("names", name), NOW)
        for name in ("around", "own", "sibling", "other"):
            parent = "id-around" if name == "own" else None
            add_organisation(session, f"id-{name}", word("names", name), OrganisationKind.OTHER, NOW, parent=parent)
        for partnership, members in PARTNERSHIPS.items():
            for member in members:
                join_partnership(session, f"id-{partnership}", f"id-{member}", NOW)
        for place in (*ORGANISATIONS, *PARTNERSHIPS):
            _people_of(session, place)
        _whom_the_secret_is_for(session)
    for name in ORGANISATIONS:
        _assess(world, name)
    for relation, partnership in (("own", "near"), ("sibling", "near"), ("other", "far")):
        world.ids[relation]["partnership"] = f"id-{partnership}"
    world.token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps("raw")
    for principal in PRINCIPALS:
        world.cookies[principal] = _cookie(world, principal)
    with world.database.writing() as session:
        for name in ORGANISATIONS:
            _answer_apart(session, world, name)
        _take_part(session, "own-sheet", world.works["own"]["open"], "contributor")
        _take_part(session, RAW["secret"], world.works["own"]["open"], "linked")
    world.keep()
    return world


def place_of(name: str) -> Place:
    return Place(partnership=f"id-{name}") if name in PARTNERSHIPS else Place(organisation=f"id-{name}")


def _people_of(session: Transaction, name: str) -> None:
    """A member who only sees, signed in, with a form kept, a job and a message unsent; and an invitation."""
    place, person, called = place_of(name), f"member-{name}", word("people", name)
    add_account(session, person, called, f"{called}@example.org", administrator=False, password=None, now=NOW)
    give_role(session, f"role-{name}", place, person, place.roles[-1], NOW)
    _at_a_browser(session, person, called)
    letter = {"to": f"{called}@example.org", "subject": called, "text": called, "html": called}
    add_message(session, f"message-{name}", person, letter, NOW)
    _invite(session, f"invitation-{name}", place, called, f"secret-{name}")


def _at_a_browser(session: Transaction, account: str, device: str) -> None:
    add_session(session, f"session-{account}", account, device, NOW)
    form = KeptForm(id=f"kept-{account}", account=account, address="/", fields=((device, device),), kept_at=NOW)
    keep_form(session, form)
    asked = {"kind": "report", "arguments": {}, "requested_by": account, "due_at": NOW}
    add_job(session, f"job-{account}", None, asked | {"organisation": None, "partnership": None}, NOW)


def _whom_the_secret_is_for(session: Transaction) -> None:
    """Whoever holds it may see and do what it is for: so it is for a place and a person that nobody else knows."""
    add_organisation(session, "id-inviting", "Inviting", OrganisationKind.OTHER, NOW)
    add_account(session, "linked", "Linked", "linked@example.org", administrator=False, password=None, now=NOW)
    link = OneTimeLink(purpose=Purpose.SIGN_IN, account="linked", email=None)
    add_link(session, hash_of(RAW["secret"]), link, NOW, NOW + timedelta(hours=1))
    _invite(session, "invitation-inviting", Place(organisation="id-inviting"), "Invited", RAW["secret"])


def _invite(session: Transaction, id: str, place: Place, called: str, secret: str) -> None:
    invitation = Invitation(
        id=id,
        email=None if secret == RAW["secret"] else f"invited.{called}@example.org",
        name=called,
        organisation=place.organisation,
        partnership=place.partnership,
        role=place.roles[-1],
        invited_by=None,
        invited_at=NOW,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=7),
        accepted_at=None,
        accepted_by=None,
        revoked_at=None,
    )
    add_invitation(session, invitation, hash_of(secret))


def _assess(world: World, name: str) -> None:
    database = world.database
    world.works[name] = {status.value: _assessment(world, name, status) for status in WorkStatus}
    world.ids[name] = {
        "id": world.works[name]["draft"],
        "organisation": f"id-{name}",
        "account": f"member-{name}",
        "person": f"member-{name}",
        "membership": f"role-{name}",
        "invitation": f"invitation-{name}",
        "place": f"session-member-{name}",
        "kept": f"kept-member-{name}",
        "job": f"job-member-{name}",
        "evidence": f"evidence-{name}",
    }
    said = EvidenceSaid(title=word("words", name), kind="plan")
    with database.writing() as session:
        add_evidence(session, f"evidence-{name}", f"id-{name}", said, NOW, by=None)
    with database.reading() as session:
        unsent = session.execute(text("SELECT id FROM outbox WHERE account = :account"), {"account": f"member-{name}"})
        world.ids[name]["message"] = str(unsent.scalar_one())


def _assessment(world: World, name: str, status: WorkStatus) -> str:
    """One of this organisation, with answers, the work on which is there."""
    said, database = word("answers", name), world.database
    details = Details(organisation="", period=word("words", name), assessed_on=date(2026, 10, 1), profile=PROFILE)
    made = start_assessment(
        database, OPERATOR, world.offer, details, organisation=f"id-{name}", token=f"{name} {status}", now=NOW
    )
    answer = Answer(state=State.ANSWERED, value=1, comment=said, evidence=(Evidence(title=said),))
    save_section(database, OPERATOR, made.id, "one", {"learn": answer}, {}, now=NOW)
    steps = {WorkStatus.DRAFT: (), WorkStatus.SIGNED: (WorkStatus.AGREED, WorkStatus.SIGNED)}
    for step in steps.get(status, (status,)):
        with database.writing() as session:
            now = required(session, OPERATOR, Action.SEE_ASSESSMENT, made.id)
            set_steps(session, made.id, NOW, moderated=True, signing=True)
            take_step(session, OPERATOR, now, step, now=NOW)
    return made.id


def _answer_apart(session: Transaction, world: World, name: str) -> None:
    """Somebody who contributes to what is open there, and has said something that is nobody else’s to read."""
    account, part, said = f"asked-{name}", f"part-{name}", word("apart", name)
    add_account(session, account, "Asked", f"{account}@example.org", administrator=False, password=None, now=NOW)
    give_role(session, f"role-{account}", place_of(name), account, Role.CONTRIBUTOR, NOW)
    _take_part(session, part, world.works[name]["open"], account)
    answer = Answer(state=State.ANSWERED, value=1, comment=said, evidence=(Evidence(title=said),))
    keep_contributions(session, part, {"learn": Kept(answer=answer, revision=1)}, NOW)
    world.ids[name]["participation"] = part


def _take_part(session: Transaction, id: str, assessment: str, account: str) -> None:
    part = Participation(
        id=id, assessment=assessment, account=account, sections=None, due_on=None, asked_at=NOW, asked_by=None
    )
    add_participation(session, part)


def _cookie(world: World, principal: str) -> str:
    """The cookie of somebody's browser, in the state that the table of principals says."""
    row, account = PRINCIPALS[principal], principal.replace(" ", "-")
    world.own[principal] = {}
    told = {"csrf_token": "raw"}
    if row["session"] != "none":
        told["secret"] = f"secret of {account}"
        with world.database.writing() as session:
            _settle_in(session, row, account, hash_of(told["secret"]))
        world.own[principal] = {"place": f"session-{account}", "kept": f"kept-{account}", "job": f"job-{account}"}
    return str(world.cookie_signer.dumps(told))


def _settle_in(session: Transaction, row: dict[str, str], account: str, hash: str) -> None:
    is_administrator = row["administrator"] == "yes"
    add_account(session, account, account, f"{account}@example.org", administrator=is_administrator, password=None,
                now=NOW)  # fmt: skip
    for held in row["roles"].split():
        role, _, name = held.removeprefix("-").partition("@")
        give_role(session, f"{account}-{role}", place_of(name), account, Role(role), NOW)
        if held.startswith("-"):
            end_roles(session, place_of(name), account, [Role(role)], NOW)
    _at_a_browser(session, account, "another browser")
    add_session(session, hash, account, "a browser", NOW - timedelta(days=1) if row["session"] == "expired" else NOW)
    if account == "lead":
        set_second_step(session, account, "JBSWY3DPEHPK3PXP", None, [])
    if row["session"] == "revoked":
        end_session(session, account, hash, NOW)
    if row["session"] == "disabled":
        set_rights(session, account, active=False, administrator=False)
