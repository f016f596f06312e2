"""Something of everything that an organisation can have, for a look at every page there is with accounts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

from PIL import Image

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.plan import ActionDraft, ActionStatus
from selfassess.plan.progress import Progress
from selfassess.report.blocks import Brand, Logo
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.account_letters import Post
from selfassess.services.actions import add_actions, note_progress
from selfassess.services.assessments import open_assessment
from selfassess.services.branding import set_brand
from selfassess.services.calendar_feeds import make_feed
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.commitments import Committed, Committing, commit, frameworks
from selfassess.services.contributor_list import contributors_in
from selfassess.services.contributors import ask_members
from selfassess.services.evidence import add_evidence
from selfassess.services.invitations import Invited, Invitee, invite
from selfassess.services.jobs import queue
from selfassess.services.organisations import Described, add_organisation
from selfassess.services.own_sheet import save_own
from selfassess.services.participating import Wanted
from selfassess.services.partnerships import add_partnership, let_join, publish_signatories
from selfassess.services.plans import begin_plan
from selfassess.services.rights import Action
from selfassess.services.saving import save_section
from selfassess.services.steps import Moved, arrange, move
from selfassess.store.evidence import EvidenceSaid
from selfassess.store.holders import give_role
from selfassess.store.people import OrganisationKind, Partnership, Place, Role
from selfassess.voices.steps import WorkStatus

MAIL = Post(t=Translator(), base_address="https://assess.example.org")
LONG = "Rehabilitation-and-Resettlement Co-ordination, Gloucestershire"
UNBACKED = Answer(state=State.ANSWERED, value=3)


def bits_and_pieces(council, lead: Actor, place: Place) -> dict[str, str]:
    """How it looks on paper, a piece of evidence, a job, and an invitation with its letter."""
    today = council.now.date()
    said = EvidenceSaid(title=LONG, kind="policy", dated=today, link=f"https://example.org/{'long' * 30}")
    with council.database.writing() as session:
        job = queue(session, lead, "clean-up", {}, due_at=council.now + timedelta(days=1), now=council.now)
    brand = Brand(name=LONG, accent="#6b2c91", footer=f"{LONG} {LONG}"[:120], logo=a_logo())
    set_brand(council.database, lead, place, brand, seen=0, now=council.now)
    make_feed(council.database, lead, place.organisation, own=False, token="a form", now=council.now)
    invitee = Invitee(name=LONG, email=f"{'long' * 12}@example.org", role=Role.VIEWER)
    assert isinstance(invite(council.database, lead, place, invitee, MAIL, now=council.now), Invited)
    return {"job": job, "evidence": add_evidence(council.database, lead, place.organisation, said, now=council.now)}


def a_logo() -> Logo:
    """A bar, as wide as a logo can be."""
    found = BytesIO()
    Image.new("RGB", (1200, 110), "#6b2c91").save(found, "PNG")
    return Logo(png=found.getvalue(), width=1200, height=110, words=f"Logo of {LONG}")


def planned(council, lead: Actor, other: Actor) -> dict[str, str]:
    """A plan with an action that is under way, and one that nobody leads on yet."""
    database, now, place = council.database, council.now, council.organisation.id
    plan = begin_plan(database, lead, place, "bnssg-pledge", starts_on=now.date(), assessment=None, now=now)
    drafts = (
        ActionDraft(text=f"{LONG} {LONG} {LONG}", key=True, owner=other.account, due_on=now.date(), effort="low"),
        ActionDraft(text="Ask people", owner_role=LONG),
    )
    made = add_actions(database, lead, place, plan.id, drafts, now=now)
    assert isinstance(made, tuple), made
    progress = Progress(noted_on=now.date(), status=ActionStatus.UNDER_WAY, text=LONG)
    note_progress(database, lead, place, made[0].id, progress, seen=1, now=now)
    return {"plan": plan.id, "action": made[0].id}


def partnership(council, lead: Actor) -> dict[str, str]:
    """One that the organisation belongs to, with its administrator, and another organisation that could join."""
    add_organisation(council.database, OPERATOR, Described(name=LONG, kind=OrganisationKind.OTHER), now=council.now)
    made = add_partnership(council.database, OPERATOR, f"Partnership of {LONG}", now=council.now)
    assert isinstance(made, Partnership)
    assert let_join(council.database, OPERATOR, made.id, council.organisation.id, now=council.now)
    publish_signatories(council.database, OPERATOR, made.id, True, seen=made.revision, now=council.now)
    with council.database.writing() as session:
        within = Place(partnership=made.id)
        give_role(session, secrets.token_hex(16), within, lead.account, Role.PARTNERSHIP_ADMINISTRATOR, council.now)
    return {"partnership": f"/partnerships/{made.id}", "within": made.id}


def signed(council) -> dict[str, str]:
    """The pledge, signed twice: by somebody with a long name, and by who came after."""
    framework, now = frameworks(questionnaires_on_offer())["bnssg-pledge"], council.now
    before = ""
    for name in (LONG, "Ben Lee"):
        said = Committing(name=name, role=LONG, signed_on=now.date(), statement=f"We sign. {LONG}")
        place = council.organisation.id
        done = commit(council.database, OPERATOR, place, framework, said, seen=before, mail=MAIL, now=now)
        assert isinstance(done, Committed)
        before = done.signature.id
    return {"signature": before}


def assessments(council, lead: Actor, other: Actor) -> dict[str, str]:
    """One in each status, and the participation of `other` in the open one."""
    way = (WorkStatus.OPEN, WorkStatus.WORKSHOP, WorkStatus.MODERATION, WorkStatus.AGREED)
    ways = {"draft": (), **{status.value: way[: at + 1] for at, status in enumerate(way)}}
    made = {name: council.start(lead) for name in ways}
    for name, way in ways.items():
        take(council, lead, other, made[name], way)
    parts = contributors_in(council.database, lead, made["open"]).contributors
    part = next(one.participation.id for one in parts if one.account.id == other.account)
    return {"part": part} | {name: f"/assessments/{id}" for name, id in made.items()}


def take(council, lead: Actor, other: Actor, id: str, way: Sequence[WorkStatus]) -> None:
    """Answer in the draft, ask two people, and go the way; where it is open both answer."""
    database, now = council.database, council.now
    accounts = [lead.account or "", other.account or ""]
    save_section(database, lead, id, "asking", {"ask": level(3), "act": UNBACKED}, {}, now=now)
    arrange(database, lead, id, moderated=True, signing=True, seen=revision(council, id), now=now)
    ask_members(database, lead, id, accounts, Wanted(), MAIL, now=now)
    for step in way:
        moved = move(database, OPERATOR, id, step, seen=revision(council, id), now=now)
        assert isinstance(moved, Moved), moved
        if step is WorkStatus.OPEN:
            for who, said in ((lead, 0), (other, 3)):
                save_own(database, who, id, "asking", {"ask": level(said)}, {}, {}, now=now)


def level(value: int) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=f"Because of {LONG}.", evidence=(Evidence(title=LONG),))


def revision(council, id: str) -> int:
    return open_assessment(council.database, OPERATOR, id, Action.SEE_ASSESSMENT).assessment.revision
