"""People, organisations and partnerships of tests of services: made through the services, as the operator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.account_letters import Post
from selfassess.services.accounts import add_account
from selfassess.services.organisations import Described, add_organisation, add_service, add_to_partnership
from selfassess.services.partnerships import add_partnership
from selfassess.store.database import Database
from selfassess.store.holders import give_role
from selfassess.store.people import Organisation, OrganisationKind, Partnership, Place, Role

MAIL = Post(t=Translator(), base_address="https://assess.example.org")


@dataclass(frozen=True)
class Town:
    """A database with whoever a test needs in it."""

    database: Database
    now: datetime

    def person(self, name: str, *roles: tuple[Organisation | Partnership, Role], administrator: bool = False) -> Actor:
        """Somebody with the address `name@example.org` and these roles."""
        email = f"{name}@example.org"
        with self.database.writing() as session:
            account = add_account(session, name, email, administrator=administrator, password=None, now=self.now)
            assert account is not None
            for place, role in roles:
                give_role(session, secrets.token_hex(16), at(place), account.id, role, self.now)
        return Actor(kind=ActorKind.PERSON, account=account.id)

    def organisation(self, name: str) -> Organisation:
        made = add_organisation(self.database, OPERATOR, described(name), now=self.now)
        assert isinstance(made, Organisation)
        return made

    def service(self, around: Organisation, name: str) -> Organisation:
        made = add_service(self.database, OPERATOR, around.id, described(name), now=self.now)
        assert isinstance(made, Organisation)
        return made

    def partnership(self, name: str, *members: str) -> tuple[Partnership, list[Organisation]]:
        made = add_partnership(self.database, OPERATOR, name, now=self.now)
        assert isinstance(made, Partnership)
        inside = [add_to_partnership(self.database, OPERATOR, made.id, described(one), now=self.now) for one in members]
        return made, [one for one in inside if isinstance(one, Organisation)]


def described(name: str, kind: OrganisationKind = OrganisationKind.COUNCIL) -> Described:
    return Described(name=name, kind=kind)


def at(place: Organisation | Partnership) -> Place:
    if isinstance(place, Organisation):
        return Place(organisation=place.id)
    return Place(partnership=place.id)
