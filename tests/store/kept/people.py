"""Two people in the database of a release, a partnership, roles held and given up, invitations, letters and jobs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from selfassess.language import Translator
from selfassess.mail.folder import FolderTransport
from selfassess.services.accepting import Accepted, NewAccount, accept, accept_as_new
from selfassess.services.access import LOCAL, Actor, ActorKind
from selfassess.services.account_letters import Post
from selfassess.services.invitations import Invited, Invitee, invite
from selfassess.services.organisations import Described, add_service, organisations_seen
from selfassess.services.outbox import deliver
from selfassess.services.partnerships import add_partnership, let_join
from selfassess.services.passwords import hashed
from selfassess.services.people import RolesChanged, change_roles
from selfassess.services.schedule import plan
from selfassess.services.set_up import NewPerson, set_up
from selfassess.services.sign_in import Visit
from selfassess.services.work import settle_done, take
from selfassess.store.database import Database
from selfassess.store.jobs import Hold
from selfassess.store.people import OrganisationKind, Partnership, Place, Role

MAIL = Post(t=Translator(), base_address="https://assess.example.org")
PASSWORD = "three random words"
SENDER = "selfassess@example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The lead of an organisation, who is the administrator, and somebody with every other role in it.

    That one is of the steering group of the partnership, too.
    """

    lead: Actor
    other: Actor
    organisation: str
    partnership: str


def let_people_in(database: Database, now: datetime) -> People:
    """The administrator, who claims what was made before, and whoever accepts the invitation."""
    person = NewPerson(name="Ada Okafor", email="ada@example.org", password=hashed(PASSWORD))
    made = set_up(database, LOCAL, person, secret=None, device="Firefox", now=now)
    assert made is not None
    lead = Actor(kind=ActorKind.PERSON, account=made[0].id)
    (organisation,) = (one.id for one in organisations_seen(database, lead) if one.name == "Tŷ Bach")
    other = join(database, lead, Place(organisation=organisation), now)
    partnership = found_partnership(database, lead, other, organisation, now + timedelta(minutes=15))
    work(database, now + timedelta(minutes=20))
    return People(lead=lead, other=other, organisation=organisation, partnership=partnership)


def join(database: Database, lead: Actor, place: Place, now: datetime) -> Actor:
    """Somebody comes as a viewer and gets other roles instead; the invitation is sent and accepted."""
    invitee = Invitee(name="Siân Ŵyn", email="sian@example.org", role=Role.VIEWER)
    invited = invite(database, lead, place, invitee, MAIL, now=now)
    assert isinstance(invited, Invited)
    with tempfile.TemporaryDirectory() as folder:
        sent = deliver(database, FolderTransport(Path(folder)), sender=SENDER, clock=lambda: now)
    assert sent.sent == 1
    visit = Visit(network="192.0.2.0/24", device="Safari", request=None, now=now + timedelta(minutes=5))
    person = NewAccount(name=invitee.name, email=None, password=hashed(PASSWORD))
    joined = accept_as_new(database, invited.secret, person, visit)
    assert isinstance(joined, tuple)
    assert isinstance(joined[0], Accepted)
    account, roles = joined[1].account, {Role.CONTRIBUTOR, Role.MODERATOR, Role.SIGNATORY}
    later = now + timedelta(minutes=10)
    changed = change_roles(database, lead, place, account, roles, seen={Role.VIEWER}, now=later)
    assert isinstance(changed, RolesChanged)
    return Actor(kind=ActorKind.PERSON, account=account)


def found_partnership(database: Database, lead: Actor, other: Actor, organisation: str, now: datetime) -> str:
    """One with an organisation, which has a service; of two who are invited to it one has not answered."""
    add_service(database, lead, organisation, Described(name="Meithrinfa", kind=OrganisationKind.EDUCATION), now=now)
    made = add_partnership(database, lead, "Partneriaeth y Cwm", now=now)
    assert isinstance(made, Partnership)
    let_join(database, lead, made.id, organisation, now=now)
    place = Place(partnership=made.id)
    for name in ("sian", "steering"):
        invitee = Invitee(name="", email=f"{name}@example.org", role=Role.STEERING_GROUP)
        invited = invite(database, lead, place, invitee, MAIL, now=now)
        assert isinstance(invited, Invited)
        if name == "sian":
            assert isinstance(accept(database, other, invited.secret, now=now), Accepted)
    return made.id


def work(database: Database, now: datetime) -> None:
    """The jobs of the day, one of which is done."""
    plan(database, now=now)
    job = take(database, ["clean-up"], "worker", now=now)
    assert job is not None
    assert settle_done(database, Hold(job=job.id, worker="worker"), {"removed": 0}, now=now + timedelta(seconds=1))
