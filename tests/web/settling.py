"""Settling the `world` in an application's empty database: its places, its people, and what each of them has there."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import text

from selfassess.answers.model import Answer, Evidence, State
from selfassess.disclosure.sharing import Choice
from selfassess.report.blocks import Brand
from selfassess.services.access import OPERATOR
from selfassess.services.action_files import Preview, look_into_file
from selfassess.services.catalogue import Offer
from selfassess.services.links import hash_of
from selfassess.services.pinned import required
from selfassess.services.rights import Action as Right
from selfassess.services.safe_copies import keep_copy
from selfassess.services.saving import save_section
from selfassess.services.sharing import share
from selfassess.services.starting import start_assessment
from selfassess.services.steps import take_step
from selfassess.store.accounts import add_account, set_rights, set_second_step
from selfassess.store.answers import Kept
from selfassess.store.assessments import set_steps
from selfassess.store.branding import keep_brand
from selfassess.store.contributions import keep_contributions
from selfassess.store.database import Transaction
from selfassess.store.evidence import EvidenceSaid, add_evidence
from selfassess.store.holders import end_roles, give_role
from selfassess.store.links import OneTimeLink, Purpose, add_link
from selfassess.store.model import Details
from selfassess.store.organisations import add_organisation
from selfassess.store.outbox import add_message
from selfassess.store.partnerships import add_partnership, join_partnership, set_signatories_public
from selfassess.store.people import OrganisationKind, Place, Role
from selfassess.store.sessions import add_session, end_session
from selfassess.voices.steps import WorkStatus

from .asking import ACTIONS
from .belongings import at_a_browser, have_packs, invite, plan_ahead, sign, subscribe, take_part
from .world import NOW, ORGANISATIONS, PARTNERSHIPS, PRINCIPALS, RAW, World, word

PROFILE = {"sector": "police"}


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
            brand = Brand(footer=word("names", place), accent="#6b2c91")
            keep_brand(session, place_of(place), brand, NOW, new_id=f"brand-{place}", by=None)
        _whom_the_secret_is_for(session)
        _published(session)
    for name in ORGANISATIONS:
        _assess(world, name)
        world.ids[name] |= {"carried": urlsafe_b64encode(ACTIONS).decode(), "seen_of_file": _seen_of_file(world, name)}
    for relation, partnership in (("own", "near"), ("sibling", "near"), ("other", "far")):
        world.ids[relation] |= {"partnership": f"id-{partnership}", "run": f"run-{relation}"}
        with world.database.writing() as session:
            have_packs(session, f"run-{relation}", partnership, f"member-{partnership}")
    _share(world)
    world.token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps("raw")
    for principal in PRINCIPALS:
        world.cookies[principal] = _cookie(world, principal)
    with world.database.writing() as session:
        for name in ORGANISATIONS:
            _answer_apart(session, world, name)
        take_part(session, "own-sheet", world.works["own"]["open"], "contributor")
        take_part(session, RAW["secret"], world.works["own"]["open"], "linked")
    keep_copy(world.database, OPERATOR, app.extensions["selfassess"].copies, instance=file.parent, now=NOW)
    world.keep()
    return world


def place_of(name: str) -> Place:
    return Place(partnership=f"id-{name}") if name in PARTNERSHIPS else Place(organisation=f"id-{name}")


def _people_of(session: Transaction, name: str) -> None:
    """A member who only sees, signed in, with a form kept, a job and a message unsent; and an invitation."""
    place, person, called = place_of(name), f"member-{name}", word("people", name)
    add_account(session, person, called, f"{called}@example.org", administrator=False, password=None, now=NOW)
    give_role(session, f"role-{name}", place, person, place.roles[-1], NOW)
    at_a_browser(session, person, called)
    letter = {"to": f"{called}@example.org", "subject": called, "text": called, "html": called}
    add_message(session, f"message-{name}", person, letter, NOW)
    invite(session, f"invitation-{name}", place, called, f"secret-{name}")
    if place.organisation:
        subscribe(session, person, place.organisation, f"calendar of {name}")


def _whom_the_secret_is_for(session: Transaction) -> None:
    """Whoever holds it may see and do what it is for: so it is for a place and a person that nobody else knows."""
    add_organisation(session, "id-inviting", "Inviting", OrganisationKind.OTHER, NOW)
    add_account(session, "linked", "Linked", "linked@example.org", administrator=False, password=None, now=NOW)
    link = OneTimeLink(purpose=Purpose.SIGN_IN, account="linked", email=None)
    add_link(session, hash_of(RAW["secret"]), link, NOW, NOW + timedelta(hours=1))
    invite(session, "invitation-inviting", Place(organisation="id-inviting"), "Invited", RAW["secret"])
    give_role(session, "role-linked", Place(organisation="id-inviting"), "linked", Role.MODERATOR, NOW)
    subscribe(session, "linked", "id-inviting", RAW["secret"])


def _published(session: Transaction) -> None:
    """A partnership that lets everybody see who signed, with an organisation that nobody else knows.

    Somebody signed there whose name most must never be shown, the public least of all.
    """
    add_partnership(session, RAW["published"], "Open", NOW)
    set_signatories_public(session, RAW["published"], True)
    join_partnership(session, RAW["published"], "id-inviting", NOW)
    sign(session, "id-inviting", word("people", "own"))


def _share(world: World) -> None:
    """What is signed is shared: that of `sibling` by name with the steering group, of the others with all members."""
    for name, partnership in (("own", "near"), ("sibling", "near"), ("other", "far")):
        choice = Choice.STEERING if name == "sibling" else Choice.MEMBERS
        share(world.database, OPERATOR, world.works[name]["signed"], f"id-{partnership}", choice, seen=0, now=NOW)


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
        "plan": f"plan-{name}",
        "action": f"action-{name}",
        "feed": f"feed-member-{name}",
    }
    said = EvidenceSaid(title=word("words", name), kind="plan")
    with database.writing() as session:
        add_evidence(session, f"evidence-{name}", f"id-{name}", said, NOW, by=None)
        plan_ahead(session, name)
        world.ids[name]["signature"] = sign(session, f"id-{name}", word("names", name))
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
            now = required(session, OPERATOR, Right.SEE_ASSESSMENT, made.id)
            set_steps(session, made.id, NOW, moderated=True, signing=True)
            take_step(session, OPERATOR, now, step, now=NOW)
    return made.id


def _seen_of_file(world: World, name: str) -> str:
    """What the page that shows what a file of actions would do gives along."""
    use = world.app.extensions["selfassess"]
    found = look_into_file(
        use.database, OPERATOR, f"id-{name}", f"plan-{name}", ACTIONS, world.offer.questionnaire, use.t, now=use.now()
    )
    assert isinstance(found, Preview)
    return found.seen


def _answer_apart(session: Transaction, world: World, name: str) -> None:
    """Somebody who contributes to what is open there, and has said something that is nobody else’s to read."""
    account, part, said = f"asked-{name}", f"part-{name}", word("apart", name)
    add_account(session, account, "Asked", f"{account}@example.org", administrator=False, password=None, now=NOW)
    give_role(session, f"role-{account}", place_of(name), account, Role.CONTRIBUTOR, NOW)
    take_part(session, part, world.works[name]["open"], account)
    answer = Answer(state=State.ANSWERED, value=1, comment=said, evidence=(Evidence(title=said),))
    keep_contributions(session, part, {"learn": Kept(answer=answer, revision=1)}, NOW)
    world.ids[name]["participation"] = part


def _cookie(world: World, principal: str) -> str:
    """The cookie of somebody's browser, in the state that the table of principals says."""
    row, account = PRINCIPALS[principal], principal.replace(" ", "-")
    world.own[principal] = {}
    told = {"csrf_token": "raw"}
    if row["session"] != "none":
        told["secret"] = f"secret of {account}"
        with world.database.writing() as session:
            _settle_in(session, row, account, hash_of(told["secret"]))
        world.own[principal] = {
            "place": f"session-{account}",
            "kept": f"kept-{account}",
            "job": f"job-{account}",
            "feed": f"feed-{account}",
            "run": f"run-{account}",
        }
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
    at_a_browser(session, account, "another browser")
    subscribe(session, account, "id-own", f"calendar of {account}")
    have_packs(session, f"run-{account}", "near", account)
    add_session(session, hash, account, "a browser", NOW - timedelta(days=1) if row["session"] == "expired" else NOW)
    if account == "lead":
        set_second_step(session, account, "JBSWY3DPEHPK3PXP", None, [])
    if row["session"] == "revoked":
        end_session(session, account, hash, NOW)
    if row["session"] == "disabled":
        set_rights(session, account, active=False, administrator=False)
