"""Organisations and partnerships with people signed in to them, for tests of pages."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

from flask import Flask

from selfassess.services.people import place_of
from selfassess.store.holders import give_role
from selfassess.store.organisations import add_organisation
from selfassess.store.partnerships import add_partnership, join_partnership
from selfassess.store.people import Organisation, OrganisationKind, Partnership, Role

from .members import add, database_of, letters, sign_in
from .person import Person

NOW = datetime(2026, 10, 1, tzinfo=UTC)


class Town:
    """The application, and whatever a test puts into it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._database = database_of(app)

    def organisation(self, name: str, around: Organisation | None = None) -> Organisation:
        parent = around.id if around else None
        with self._database.writing() as session:
            return add_organisation(session, secrets.token_hex(16), name, OrganisationKind.COUNCIL, NOW, parent=parent)

    def partnership(self, name: str, *members: Organisation) -> Partnership:
        with self._database.writing() as session:
            partnership = add_partnership(session, secrets.token_hex(16), name, NOW)
            for one in members:
                join_partnership(session, partnership.id, one.id, NOW)
        return partnership

    def person(self, name: str, *roles: tuple[Organisation | Partnership, Role], administrator: bool = False) -> Person:
        """Somebody with an account and these roles, signed in."""
        account = add(self._app, name, administrator=administrator)
        with self._database.writing() as session:
            for place, role in roles:
                give_role(session, secrets.token_hex(16), place_of(place), account.id, role, NOW)
        person = Person(self._app)
        sign_in(person, name)
        return person

    def invitation_to(self, address: str) -> str:
        """The path of the invitation last sent there."""
        words = [words for to, _, words, _ in letters(self._app) if to == address]
        return re.findall(r"(/invitations/\S+)", words[-1])[0]
