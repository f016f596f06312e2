"""The pages of contributors: the lead asks and sees how far, contributors answer on sheets of their own."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from selfassess.services.access import OPERATOR
from selfassess.services.accounts import add_account
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.rights import Action
from selfassess.services.steps import Moved, move
from selfassess.store.holders import give_role
from selfassess.store.people import Account, Place, Role
from selfassess.voices.steps import WorkStatus

from .members import add, database_of, letters, sign_in
from .page import Page
from .person import Person, start


class Panel:
    """An organisation with a lead in one browser and contributors in others."""

    def __init__(self, app: Flask, lead: Person) -> None:
        self.app, self.lead = app, lead
        self.hub = start(lead, sector="police")
        page = lead.get("/set-up")
        lead.send(page, name="Boss", email="boss@example.org", password="three random words here")
        self.id = self.hub.rsplit("/", 1)[-1]
        with database_of(app).reading():
            self.place = list_assessments(database_of(app), OPERATOR)[0].organisation_id
        self.accounts: dict[str, Account] = {}

    def contributor(self, name: str, role: Role = Role.CONTRIBUTOR) -> Person:
        account = self.accounts[name] = add(self.app, name)
        with database_of(self.app).writing() as session:
            place = Place(organisation=self.place)
            give_role(session, f"role-{name}", place, account.id, role, datetime.now(UTC))
        person = Person(self.app)
        sign_in(person, name)
        return person

    def ask(self, *names: str, **typed: Any) -> Page:
        page = self.lead.get(f"{self.hub}/contributors/ask")
        ids = [self.accounts[name].id for name in names]
        return self.lead.send(page, people=ids, **typed)

    def step(self, to: WorkStatus) -> None:
        database = database_of(self.app)
        seen = open_assessment(database, OPERATOR, self.id, Action.SEE_ASSESSMENT).assessment.revision
        done = move(database, OPERATOR, self.id, to, seen=seen, reason="", now=datetime.now(UTC))
        assert isinstance(done, Moved)

    @property
    def mine(self) -> str:
        return f"{self.hub}/mine"


@pytest.fixture
def panel(app: Flask, person: Person) -> Panel:
    return Panel(app, person)


@pytest.fixture
def opened(panel: Panel) -> tuple[Panel, Person, Person]:
    """Ann and Ben are asked, and it is open."""
    ann, ben = panel.contributor("Ann"), panel.contributor("Ben")
    panel.ask("Ann", "Ben")
    panel.lead.send(panel.lead.get(f"{panel.hub}/steps/open"))
    return panel, ann, ben


def section(person: Person, panel: Panel) -> Page:
    return person.get(f"{panel.mine}/sections/one")


def test_while_the_program_works_alone_nobody_can_be_asked(person: Person) -> None:
    assert "Nobody can be asked yet" in person.get(start(person) + "/contributors").text


def test_who_is_asked_gets_a_letter_when_it_is_opened_with_a_way_out_of_reminders(
    opened: tuple[Panel, Person, Person], app: Flask
) -> None:
    panel, ann, _ = opened
    _, subject, words, _ = next(one for one in letters(app) if one[0] == "ann@example.org")
    assert subject.startswith("You are asked to answer")
    assert f"{panel.hub}/mine" in words
    link = re.findall(r"(/reminders/\S+)", words)[0]
    stranger = Person(app)
    page = stranger.get(link)
    assert "wants no reminders" not in panel.lead.get(f"{panel.hub}/contributors").text.lower()
    assert "You get no more reminders" in stranger.send(page, 200).text
    assert "wants no reminders" in panel.lead.get(f"{panel.hub}/contributors").text.lower()
    assert "Remind me again" in ann.get(panel.mine).text


def test_a_contributor_answers_checks_and_says_that_this_is_all(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    assert "Your sheet" in ann.get(panel.hub).text
    done = ann.send(section(ann, panel), learn_value="2", learn_comment="Only Ann knows", action="continue")
    assert "/mine/sections/" in done.location or done.location.endswith("/mine/check")
    assert "Only Ann knows" in ann.get(f"{panel.mine}/check").text
    page = ann.get(panel.mine)
    token = page.form()["csrf_token"]
    ann.post(f"{panel.mine}/finish", {"csrf_token": token}, 303)
    assert "You said that this is all" in ann.get(panel.mine).text
    assert "Finished" in panel.lead.get(f"{panel.hub}/contributors").text
    ann.get(f"{panel.mine}/sections/one", 302)
    ann.post(f"{panel.mine}/reopen", {"csrf_token": token}, 303)
    section(ann, panel)


def test_nobody_reads_what_another_says_before_the_workshop(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, ben = opened
    ann.send(section(ann, panel), learn_value="2", learn_comment="canary-of-ann", action="continue")
    ben.send(section(ben, panel), learn_value="0", learn_comment="canary-of-ben", action="continue")
    ways = ("", "/contributors", "/mine", "/mine/check", "/mine/sections/one", "/mine/hand-over", "/check",
            "/results", "/report", "/report/view", "/answers.json", "/sections/one")  # fmt: skip
    for who, other in ((ann, "canary-of-ben"), (ben, "canary-of-ann"), (panel.lead, "canary-of-")):
        for way in ways:
            answer = who._client.get(panel.hub + way, base_url="http://127.0.0.1:5000", follow_redirects=True)
            assert other not in answer.text, way


def test_the_lead_sees_who_and_how_far(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    ann.send(section(ann, panel), learn_value="2", action="continue")
    page = panel.lead.get(f"{panel.hub}/contributors")
    assert "0 of 2 have finished" in page.text
    assert "Begun (1)" in page.text
    begun = panel.lead.get(f"{panel.hub}/contributors?state=begun")
    assert "ann@example.org" in begun.text
    assert "ben@example.org" not in begun.text


def test_after_closing_what_was_typed_is_there_to_be_copied(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    page = section(ann, panel)
    panel.step(WorkStatus.WORKSHOP)
    late = ann.send(page, 409, learn_value="2", learn_comment="typed <b>too</b> late", action="continue")
    assert "This could not be saved any more" in late.text
    assert "typed <b>too</b> late" in late.text
    assert "It is closed" in ann.get(panel.mine).text


def test_who_is_withdrawn_or_taken_out_in_the_middle_loses_no_word(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, ben = opened
    typed, other = section(ann, panel), section(ben, panel)
    listed = panel.lead.get(f"{panel.hub}/contributors")
    address = listed.link("Change – Ann")
    panel.lead.send(panel.lead.get(f"{address}/withdraw"))
    panel.lead.send(panel.lead.get(f"/organisations/{panel.place}/people/{panel.accounts['Ben'].id}/remove"))
    for who, page in ((ann, typed), (ben, other)):
        late = who.send(page, 409, learn_comment="my own words", action="continue")
        assert "my own words" in late.text
        assert "You do not take part in this any more" in who.get(panel.mine).text


def test_two_windows_of_one_contributor_are_told_apart(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    first, second = section(ann, panel), section(ann, panel)
    ann.send(first, learn_comment="first window", action="stay")
    clash = ann.send(second, 409, learn_comment="second window", action="stay")
    assert "You answered this elsewhere meanwhile" in clash.text
    assert "first window" in clash.text
    assert clash.form()["learn_comment"] == "second window"
    ann.send(clash, action="stay")
    assert section(ann, panel).form()["learn_comment"] == "second window"


def sent_while_typing(person: Person, page: Page, expect: int = 200, **changes: Any) -> dict[str, Any]:
    form = page.form() | changes
    answer = person.post(page.action(), form, expect, base=page.address, headers={"Accept": "application/json"})
    told: dict[str, Any] = answer.response.json
    return told


def test_what_is_sent_while_typing_is_kept_and_acknowledged(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    page = section(ann, panel)
    told = sent_while_typing(ann, page, learn_comment="typing")
    assert told["seen"]["learn_seen"].startswith("1-")
    assert (told["problems"], told["closed"]) == ([], "")
    told = sent_while_typing(ann, page, learn_comment="typing on", **told["seen"])
    assert told["seen"]["learn_seen"].startswith("2-")
    panel.step(WorkStatus.WORKSHOP)
    assert "It is closed" in sent_while_typing(ann, page, 409, learn_comment="late", **told["seen"])["closed"]


def test_a_sheet_is_handed_over_with_its_answers(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    cy = panel.contributor("Cy")
    ann.send(section(ann, panel), learn_comment="goes with it", action="stay")
    page = ann.get(f"{panel.mine}/hand-over")
    assert "Everything you have answered goes with it" in page.text
    ann.send(page, 422)
    ann.send(page, to=panel.accounts["Cy"].id)
    assert section(cy, panel).form()["learn_comment"] == "goes with it"
    assert "Your part in it has ended" in ann.get(panel.mine).text


def test_who_declines_is_out_and_the_lead_sees_it(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    ann.send(ann.get(f"{panel.mine}/decline"))
    assert "their answers do not count" in panel.lead.get(f"{panel.hub}/contributors").text


def test_somebody_new_is_invited_for_some_sections_by_a_day(opened: tuple[Panel, Person, Person], app: Flask) -> None:
    panel, _, _ = opened
    page = panel.lead.get(f"{panel.hub}/contributors/invite")
    over = {"due_on_day": "1", "due_on_month": "1", "due_on_year": "2020"}
    assert "cannot be over" in panel.lead.send(page, 422, email="new@example.org", **over).text
    panel.lead.send(page, email="new@example.org", sections=["one"])
    assert "new@example.org" in panel.lead.get(f"{panel.hub}/contributors").text
    words = next(words for to, _, words, _ in letters(app) if to == "new@example.org")
    new = Person(app)
    accepting = new.get(re.findall(r"(/invitations/\S+)", words)[0])
    new.send(accepting, name="New", password="three random words here")
    assert section(new, panel).form()


def test_the_last_day_and_the_sections_can_be_changed(opened: tuple[Panel, Person, Person]) -> None:
    panel, ann, _ = opened
    page = panel.lead.get(panel.lead.get(f"{panel.hub}/contributors").link("Change – Ann"))
    panel.lead.send(page, sections=["one"], due_on_day="1", due_on_month="1", due_on_year="2040")
    assert "1 January 2040" in ann.get(panel.mine).text
    assert "1 January 2040" in panel.lead.get(f"{panel.hub}/contributors").text


def test_those_who_have_not_finished_are_reminded_once_a_day(opened: tuple[Panel, Person, Person], app: Flask) -> None:
    panel, _, _ = opened
    token = panel.lead.get(f"{panel.hub}/contributors").form()["csrf_token"]
    for expected in ("2 people are reminded", "Nobody was reminded"):
        panel.lead.post(f"{panel.hub}/remind-contributors", {"csrf_token": token}, 303)
        assert expected in panel.lead.get(f"{panel.hub}/contributors").text
    assert sum("still open" in subject for _, subject, _, _ in letters(app)) == 2


def test_a_council_with_sixty_contributors_has_a_page_that_can_be_used(panel: Panel) -> None:
    with database_of(panel.app).writing() as session:
        for number in range(60):
            name = f"Person {number:02}"
            account = add_account(session, name, f"person{number}@example.org", administrator=False, password=None,
                                  now=datetime.now(UTC))  # fmt: skip
            assert account is not None
            panel.accounts[name] = account
            place = Place(organisation=panel.place)
            give_role(session, f"role-{number}", place, account.id, Role.CONTRIBUTOR, datetime.now(UTC))
    panel.ask(*panel.accounts)
    page = panel.lead.get(f"{panel.hub}/contributors")
    assert len(page.text.encode()) < 300_000
    assert "Page 1 of 2" in page.text
    assert "Person 59" in panel.lead.get(f"{panel.hub}/contributors?page=2").text
    for odd in ("0", "-1", "99999999999", "x", "²"):
        panel.lead.get(f"{panel.hub}/contributors?page={odd}&state=strange")
