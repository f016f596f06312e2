"""Whatever people do to one another's roles, in any order, everybody sees and may do just what a small model says."""

from __future__ import annotations

import itertools
import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from hypothesis.strategies import booleans, frozensets, sampled_from

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.accepting import Accepted, accept
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.account_letters import Post
from selfassess.services.accounts import set_active
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.invitations import Invited, Invitee, invite, revoke
from selfassess.services.organisations import close_organisation, reopen_organisation
from selfassess.services.people import change_roles, leave
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.store.accounts import add_account
from selfassess.store.database import open_database
from selfassess.store.holders import give_role
from selfassess.store.migrate import migrate
from selfassess.store.model import Assessment, Details
from selfassess.store.organisations import add_organisation
from selfassess.store.people import ORGANISATION_ROLES, OrganisationKind, Place, Role

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
FILE = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"
AROUND = {"own": "around", "around": None, "other": None}
"""The organisations, and which one each is a service of."""
PEOPLE = ("ann", "ben", "cal", "boss")
BOSS = "boss"
POST = Post(t=Translator(), base_address="https://assess.example.org")

people, places, roles = sampled_from(PEOPLE), sampled_from(sorted(AROUND)), sampled_from(ORGANISATION_ROLES)


def at(place: str) -> Place:
    return Place(organisation=place)


def actor(person: str) -> Actor:
    return Actor(kind=ActorKind.PERSON, account=person)


class Household(RuleBasedStateMachine):
    """Four people, one of them the administrator, and three organisations, each with an assessment."""

    invitations = Bundle("invitations")

    @initialize()
    def settle(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.database = open_database(f"sqlite:///{self._folder.name}/answers.sqlite3")
        migrate(self.database)
        with self.database.writing() as session:
            for person in PEOPLE:
                add_account(session, person, person, f"{person}@example.org", administrator=person == BOSS,
                            password=None, now=NOW)  # fmt: skip
            for place in ("around", "own", "other"):
                add_organisation(session, place, place, OrganisationKind.OTHER, NOW, parent=AROUND[place])
            give_role(session, "first", at("around"), "ann", Role.LEAD, NOW)
        self.forms, self.closed = itertools.count(), set[str]()
        self.assessments = {place: self._assess(place) for place in AROUND}
        self.roles: dict[tuple[str, str], set[Role]] = defaultdict(set, {("ann", "around"): {Role.LEAD}})
        self.active = dict.fromkeys(PEOPLE, True)

    def _assess(self, place: str) -> str:
        return self._start(OPERATOR, place).id

    def _start(self, who: Actor, place: str) -> Assessment:
        data = FILE.read_bytes()
        loaded = load_questionnaire(data, FILE.name)
        assert loaded.questionnaire
        offer = Offer(questionnaire=loaded.questionnaire, sha256=loaded.sha256, file=FILE, altered=False, data=data)
        details = Details(organisation="", period="2026", assessed_on=date(2026, 10, 1))
        token = f"form {next(self.forms)}"
        return start_assessment(self.database, who, offer, details, organisation=place, token=token, now=NOW)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self._folder.cleanup()

    # The model

    def held(self, person: str, place: str) -> set[Role]:
        around = AROUND[place]
        return self.roles[person, place] | (self.roles[person, around] if around else set())

    def sees(self, person: str, place: str) -> bool:
        return self.active[person] and bool(self.held(person, place))

    def runs(self, person: str, place: str) -> bool:
        return self.active[person] and (Role.LEAD in self.held(person, place) or person == BOSS)

    def refusal(self, person: str, place: str) -> type[Exception]:
        """What somebody gets who does not run the place: nothing is said of it to those who do not see it."""
        return NotPermittedError if self.sees(person, place) else NotFoundError

    def expect(self, person: str, place: str, attempt: Callable[[], Any]) -> Any:
        """What running the place gives, or None for who does not and is refused."""
        if self.runs(person, place):
            return attempt()
        with pytest.raises(self.refusal(person, place)):
            attempt()
        return None

    # What people do

    @rule(target=invitations, person=people, place=places, role=roles)
    def invite_by_link(self, person: str, place: str, role: Role) -> tuple[Invited | None, str]:
        offer = Invitee(name="", email=None, role=role)
        done = self.expect(person, place, lambda: invite(self.database, actor(person), at(place), offer, POST, now=NOW))
        return (done if isinstance(done, Invited) else None), place

    @rule(offered=consumes(invitations), person=people)
    def accept_it(self, offered: tuple[Invited | None, str], person: str) -> None:
        invited, place = offered
        if invited is None:
            return
        done = accept(self.database, actor(person), invited.secret, now=NOW)
        assert isinstance(done, Accepted) == self.active[person]
        if isinstance(done, Accepted):
            self.roles[person, place].add(invited.invitation.role)

    @rule(offered=consumes(invitations), person=people, then=people)
    def take_it_back(self, offered: tuple[Invited | None, str], person: str, then: str) -> None:
        invited, place = offered
        if invited is None:
            return
        if self.expect(person, place, lambda: revoke(self.database, actor(person), invited.invitation, now=NOW)):
            assert not isinstance(accept(self.database, actor(then), invited.secret, now=NOW), Accepted)

    @rule(person=people, other=people, place=places, given=frozensets(roles, max_size=2))
    def change(self, person: str, other: str, place: str, given: frozenset[Role]) -> None:
        had = frozenset(self.roles[other, place])

        def attempt() -> Any:
            return change_roles(self.database, actor(person), at(place), other, given, seen=had, knowing=True, now=NOW)

        if had and self.expect(person, place, attempt):
            self.roles[other, place] = set(given)

    @rule(person=people, place=places)
    def go(self, person: str, place: str) -> None:
        if self.active[person]:
            leave(self.database, actor(person), at(place), knowing=True, now=NOW)
            self.roles[person, place].clear()

    @rule(person=people.filter(lambda one: one != BOSS), active=booleans())
    def switch(self, person: str, active: bool) -> None:
        set_active(self.database, actor(BOSS), person, active=active, now=NOW)
        self.active[person] = active

    @rule(person=people, place=places, closed=booleans())
    def close(self, person: str, place: str, closed: bool) -> None:
        service = close_organisation if closed else reopen_organisation
        if self.expect(person, place, lambda: service(self.database, actor(person), place, now=NOW)):
            (self.closed.add if closed else self.closed.discard)(place)

    @rule(person=people, place=places)
    def start(self, person: str, place: str) -> None:
        if self.active[person] and Role.LEAD in self.held(person, place) and place not in self.closed:
            assert self._start(actor(person), place).organisation_id == place
        else:
            with pytest.raises(self.refusal(person, place)):
                self._start(actor(person), place)

    # What holds at any time

    @invariant()
    def everybody_sees_just_what_they_may(self) -> None:
        for person in PEOPLE:
            for place, id in self.assessments.items():
                if self.sees(person, place):
                    seen = open_assessment(self.database, actor(person), id, Action.SEE_ASSESSMENT)
                    assert seen.assessment.organisation_id == place
                    # All of them are drafts, the answers of which only leads see.
                    assert seen.may_see_answers == (Role.LEAD in self.held(person, place))
                    assert seen.may_see_answers or not seen.sheet.answers
                else:
                    with pytest.raises(NotFoundError, match=f"There is no assessment {id}"):
                        open_assessment(self.database, actor(person), id, Action.SEE_ASSESSMENT)
            listed = {one.organisation_id for one in list_assessments(self.database, actor(person))}
            assert listed == {place for place in AROUND if self.sees(person, place)}

    @rule(person=people, place=places, level=sampled_from((0, 1, 2)))
    def answer(self, person: str, place: str, level: int) -> None:
        def attempt() -> Any:
            said = {"a": Answer(state=State.ANSWERED, value=level)}
            return save_section(self.database, actor(person), self.assessments[place], "s1", said, {}, now=NOW)

        if self.active[person] and Role.LEAD in self.held(person, place):
            attempt()
        else:
            with pytest.raises(self.refusal(person, place)):
                attempt()


TestHousehold = Household.TestCase
TestHousehold.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
