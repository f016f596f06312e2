"""What a place or a person of the `world` has there: a browser, an invitation, a calendar, a signature, a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from selfassess.plan.actions import Action, ActionKind, ActionStatus
from selfassess.services.links import hash_of
from selfassess.services.plans import new_plan
from selfassess.store.actions import add_action
from selfassess.store.calendar_feeds import CalendarFeed, add_feed
from selfassess.store.database import Transaction
from selfassess.store.invitations import add_invitation
from selfassess.store.jobs import add_job
from selfassess.store.kept_forms import KeptForm, keep_form
from selfassess.store.pack_items import Edition, Wanted, keep_item
from selfassess.store.pack_runs import PackRun, RunState, add_run, finish_run
from selfassess.store.participations import Participation, add_participation
from selfassess.store.people import Invitation, Place
from selfassess.store.plans import add_plan
from selfassess.store.sessions import add_session
from selfassess.store.signatures import Signature, add_signature

from .world import NOW, RAW, word


def at_a_browser(session: Transaction, account: str, device: str) -> None:
    add_session(session, f"session-{account}", account, device, NOW)
    form = KeptForm(id=f"kept-{account}", account=account, address="/", fields=((device, device),), kept_at=NOW)
    keep_form(session, form)
    asked = {"kind": "report", "arguments": {}, "requested_by": account, "due_at": NOW}
    add_job(session, f"job-{account}", None, asked | {"organisation": None, "partnership": None}, NOW)


def sign(session: Transaction, organisation: str, name: str) -> str:
    """The commitment of one, signed by somebody of this name."""
    signature = Signature(
        id=f"signature-{organisation}",
        organisation=organisation,
        questionnaire=RAW["questionnaire"],
        assessment=None,
        name=name,
        role="Chair",
        signed_on=NOW.date(),
        statement="We sign.",
        key_actions=(),
        signed_at=NOW,
        signed_by=None,
    )
    assert add_signature(session, signature)
    return signature.id


def subscribe(session: Transaction, account: str, organisation: str, secret: str) -> None:
    """An address from which this account's calendar program reads the actions there."""
    feed = CalendarFeed(id=f"feed-{account}", organisation=organisation, account=account, own=False, made_at=NOW)
    add_feed(session, feed, hash_of(secret))


def have_packs(session: Transaction, id: str, partnership: str, account: str) -> None:
    """Packs of a partnership that this account asked for, made."""
    bare = {"period": "2026", "suffix": ".pdf", "job": None, "made_at": NOW, "finished_at": None}
    add_run(
        session,
        PackRun(id=id, partnership=f"id-{partnership}", requested_by=account, state=RunState.WAITING, **bare),
        [
            Wanted(
                name="one.pdf", title="All", edition=Edition.STEERING, assessment=None, questionnaire="pages", year=2026
            )
        ],
    )
    keep_item(session, id, "one.pdf", b"made", "0" * 64)
    finish_run(session, id, RunState.DONE, NOW)


def invite(session: Transaction, id: str, place: Place, called: str, secret: str) -> None:
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


def plan_ahead(session: Transaction, name: str) -> None:
    """What this organisation means to do, with one action."""
    plan = replace(new_plan(f"id-{name}", "pages", NOW.date(), None), id=f"plan-{name}")
    add_plan(session, plan, NOW, by=None)
    action = Action(
        id=f"action-{name}",
        plan=plan.id,
        text=word("words", name),
        measure="",
        key=True,
        kind=ActionKind.NEW,
        owner=None,
        due_on=None,
        status=ActionStatus.NOT_STARTED,
        reason="",
        effort=None,
        suggestion=None,
        questions=(),
        carried_from=None,
        created_on=NOW.date(),
        ended_on=None,
        revision=1,
    )
    add_action(session, action, NOW, by=None)


def take_part(session: Transaction, id: str, assessment: str, account: str) -> None:
    part = Participation(
        id=id, assessment=assessment, account=account, sections=None, due_on=None, asked_at=NOW, asked_by=None
    )
    add_participation(session, part)
