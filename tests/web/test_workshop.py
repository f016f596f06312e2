"""The workshop at the pages: its agenda, its questions, its screen, its sheet, and what comes too late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from selfassess.answers.model import Answer, Evidence, State
from selfassess.services.access import OPERATOR
from selfassess.services.agreeing import Seen, record_agreed
from selfassess.services.assessments import open_assessment
from selfassess.store.holders import give_role
from selfassess.store.people import Place, Role
from selfassess.voices.steps import WorkStatus

from .members import add, database_of, sign_in
from .page import Page
from .person import Person

_IDS = text("SELECT id FROM participation")
_WITHDRAW = text("UPDATE participation SET withdrawn_at = asked_at")
NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
MINUTES = Evidence(title="Minutes of the board", reach="both teams")


def said(value: Any, comment: str | None = None, *evidence: Evidence) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment, evidence=evidence)


APART = [
    {"learn": said(0, "Nights are left out."), "must": said(1), "care": said(1), "happens": said("yes")},
    {"learn": said(2, "Days are fine.", MINUTES), "must": said(1), "care": said(2), "happens": said("no")},
    {"learn": said(2), "must": said(1), "care": said(2), "happens": said("yes")},
]
"""Divided over `learn` and `happens`, all at one over `must`, near over `care`."""


@dataclass
class Room:
    """A workshop: whoever opens it has the role that is asked for; `lead` holds it."""

    app: Flask
    address: str
    contributing: Any
    lead: Person

    @property
    def id(self) -> str:
        return self.address.rsplit("/", 1)[-1]

    @property
    def workshop(self) -> str:
        return f"{self.address}/workshop"

    def question(self, id: str) -> str:
        return f"{self.workshop}/questions/{id}"

    def somebody(self, role: Role) -> Person:
        return signed_in(self.app, self.id, role)

    def take_to(self, *steps: WorkStatus) -> None:
        self.contributing.take_to(database_of(self.app), self.id, *steps, now=NOW)

    def answer(self, question: str) -> Answer:
        return open_assessment(database_of(self.app), OPERATOR, self.id).sheet.answer(question)


def signed_in(app: Flask, id: str, role: Role) -> Person:
    account = add(app, f"{role.value}-of-it")
    owner = open_assessment(database_of(app), OPERATOR, id).assessment.organisation_id
    with database_of(app).writing() as session:
        give_role(session, f"role-{role.value}", Place(organisation=owner), account.id, role, NOW)
    person = Person(app)
    sign_in(person, f"{role.value}-of-it")
    return person


@pytest.fixture
def room_of(app: Flask, assessment: str, contributing: Any) -> Callable[[list[dict[str, Answer]]], Room]:
    def opened(apart: list[dict[str, Answer]]) -> Room:
        id = assessment.rsplit("/", 1)[-1]
        contributing.open_workshop_with(database_of(app), id, apart, now=NOW)
        return Room(app=app, address=assessment, contributing=contributing, lead=signed_in(app, id, Role.LEAD))

    return opened


@pytest.fixture
def room(room_of: Callable[[list[dict[str, Answer]]], Room]) -> Room:
    return room_of(APART)


def buttons(page: Page) -> list[str]:
    return ["".join(one.itertext()).strip() for one in page.all("button")]


def test_the_agenda_ranks_what_divides_people_and_folds_what_they_agree_on(room: Room) -> None:
    page = room.lead.get(room.workshop)
    assert "3 people were asked apart" in page.text
    assert (
        page.text.index("How far do we learn?") < page.text.index("To confirm") < page.text.index("How far do we care")
    )
    assert "from 0 to 2 (divided)" in page.text
    assert "Nearly agreed: 1 of 1 to confirm" in page.text
    assert "All agree: 1 of 1 to confirm" in page.text


def test_people_are_counted_and_nothing_tells_who_said_what(room: Room) -> None:
    for address in (room.workshop, room.question("learn"), room.workshop + "/screen"):
        page = room.lead.get(address)
        assert "Somebody" not in page.text
        with database_of(room.app).reading() as session:
            participations = [one[0] for one in session.execute(_IDS)]
        assert participations
        assert not [one for one in participations if one in page.response.text]


def test_all_that_people_agree_on_is_accepted_with_one_button(room: Room) -> None:
    page = room.lead.get(room.workshop)
    token, seen = page.form()["csrf_token"], page.form()["seen"]
    for _ in range(2):
        done = room.lead.post(room.workshop, {"csrf_token": token, "seen": seen, "accept": "agreed"}, 303)
    assert done.location == room.workshop
    assert room.answer("must").value == 1
    assert "the one is settled" in room.lead.get(room.workshop).text
    assert room.lead.post(room.workshop, {"csrf_token": token, "seen": seen, "accept": "everything"}, 404)
    stale = room.lead.post(room.workshop, {"csrf_token": token, "seen": "1", "accept": "near"}, 409)
    assert "The assessment was changed meanwhile" in stale.text
    assert room.answer("care").value is None


def test_a_question_shows_what_was_said_and_records_what_is_agreed_and_why(room: Room) -> None:
    page = room.lead.get(room.question("learn"))
    assert "Nights are left out." in page.text
    assert "Minutes of the board (not dated; reach: both teams)" in page.text
    assert "2 people" in page.text
    left = room.lead.send(page, learn_value="1", learn_comment="One team does.", dissent_0="I see two.", action="next")
    assert room.answer("learn") == said(1, "One team does.", MINUTES)
    assert left.location == room.question("arrest")  # nobody answered it, so it is to be discussed too
    assert "Recorded: 1 · Exploring. This section: " in room.lead.follow(left).text
    again = room.lead.get(room.question("learn"))
    assert again.form()["learn_comment"].strip() == "One team does."
    assert again.form()["dissent_0"].strip() == "I see two."
    assert "Settled" in room.lead.get(room.workshop).text


def test_evidence_can_be_left_out(room: Room) -> None:
    page = room.lead.get(room.question("learn"))
    form = page.form()
    assert len(form.pop("behind")) == 1
    room.lead.post(page.action(), form | {"learn_value": "2", "action": "stay"}, 303)
    assert room.answer("learn").evidence == ()
    assert "behind" not in room.lead.get(room.question("learn")).form()
    made_up = form | {"learn_value": "2", "behind": ["another"]}
    assert "Choose among the evidence shown" in room.lead.post(page.action(), made_up, 422).problems()[0]


def test_more_than_one_may_see_it_differently(room: Room) -> None:
    page = room.lead.get(room.question("learn"))
    done = room.lead.send(page, learn_value="1", dissent_0="One.", action="more")
    more = room.lead.follow(done)
    assert more.form()["dissent_1"].strip() == ""
    room.lead.send(more, dissent_1="Two.", action="stay")
    assert "dissent_2" not in room.lead.get(room.question("learn")).form()
    assert "Sees it differently: Two." in room.somebody(Role.CONTRIBUTOR).get(room.question("learn")).text


def test_nothing_chosen_is_asked_about_and_what_was_typed_stays(room: Room) -> None:
    page = room.lead.get(room.question("learn"))
    back = room.lead.send(page, 422, learn_comment="Because <b>", action="next")
    assert "Choose what you agree on" in back.problems()[0]
    assert back.form()["learn_comment"].strip() == "Because <b>"
    assert room.lead.send(page, action="leave").location == "/"


def test_what_is_proposed_is_chosen_already(room: Room) -> None:
    page = room.lead.get(room.question("care"))
    assert page.form()["care_value"] == ["2"]
    assert "Proposed, and chosen below: 2 · Developing." in page.text
    assert "learn_value" not in room.lead.get(room.question("learn")).form()


def test_questions_of_other_types_are_agreed_too(room: Room) -> None:
    page = room.lead.get(room.question("happens"))
    assert "Yes: 2 people" in page.text
    done = room.lead.send(page, happens_value="yes", action="stay")
    assert "Recorded: Yes." in room.lead.follow(done).text
    assert room.answer("happens").value == "yes"
    for question in ("how", "who", "many", "share", "words", "since"):  # asked, and answered by nobody
        assert room.lead.get(room.question(question)).form()["agreement"] == "0"


def test_of_two_leads_the_second_sees_both(room: Room) -> None:
    mine = room.lead.get(room.question("learn"))
    record_agreed(database_of(room.app), OPERATOR, room.id, "learn", said(0, "Nobody does."), ("All do.",), seen=Seen(),
                  now=NOW)  # fmt: skip
    back = room.lead.send(mine, 409, learn_value="2", learn_comment="Mine.", action="stay")
    for words in ("Somebody else recorded something", "0 · Not started", "Nobody does.", "All do."):
        assert words in back.text
    assert back.form()["learn_comment"].strip() == "Mine."
    assert room.lead.send(back, action="theirs").location == room.question("learn")
    room.lead.send(back, action="stay")
    assert room.answer("learn").comment == "Mine."


@pytest.mark.parametrize("step", [WorkStatus.AGREED, WorkStatus.OPEN])
def test_what_comes_too_late_is_shown_to_be_copied(room: Room, step: WorkStatus) -> None:
    page = room.lead.get(room.question("learn"))
    room.take_to(step)
    late = room.lead.send(page, 409, learn_value="1", learn_comment="Long thought.", dissent_0="Not so.", action="next")
    for words in ("1 · Exploring", "Long thought.", "Not so.", "nothing was recorded"):
        assert words in late.text
    assert room.answer("learn").value is None
    assert room.lead.post(room.question("nothing"), page.form(), 404)


def test_a_form_that_was_open_too_long_comes_back_with_its_words(room: Room) -> None:
    page = room.lead.get(room.question("learn"))
    back = room.lead.post(page.action(), page.form() | {"csrf_token": "old", "learn_comment": "Kept."}, 400)
    assert back.form()["learn_comment"].strip() == "Kept."
    agenda = room.lead.get(room.workshop)
    assert room.lead.post(agenda.action(), agenda.form() | {"csrf_token": "old"}, 400)


def test_contributors_follow_and_change_nothing(room: Room) -> None:
    person = room.somebody(Role.CONTRIBUTOR)
    page = person.get(room.question("learn"))
    assert "Not settled yet." in page.text
    assert not [one for one in page.all("textarea", "input") if one.get("type") != "hidden"]
    assert "Accept" not in person.get(room.workshop).text
    token = room.lead.get(room.workshop).form()["csrf_token"]
    person.post(room.question("learn"), {"csrf_token": token, "learn_value": "1"}, 403)
    assert room.answer("learn").value is None


def test_the_screen_follows_and_never_shows_what_anybody_wrote(room: Room) -> None:
    room.lead.send(room.lead.get(room.question("learn")), learn_value="1", learn_comment="Why so.", action="stay")
    page = room.somebody(Role.MODERATOR).get(room.workshop + "/screen")
    assert "How far do we learn?" in page.text
    assert "We agree on 1 Exploring" in page.text
    for words in ("Nights are left out.", "Why so.", "Minutes"):
        assert words not in page.text
    care = room.lead.get(room.question("care"))
    token = care.form()["csrf_token"]
    assert "The room sees another question." in care.text
    room.lead.post(room.workshop + "/screen", {"csrf_token": token, "question": "care"}, 303)
    assert "How far do we care?" in room.lead.get(room.workshop + "/screen").text
    room.lead.post(room.workshop + "/screen", {"csrf_token": token, "question": "nothing"}, 404)


def test_one_contributor_is_no_distribution(room_of: Callable[[list[dict[str, Answer]]], Room]) -> None:
    room = room_of(APART[:1])
    page = room.lead.get(room.workshop)
    assert "Only one person answered apart" in page.text
    assert not [one for one in page.all("svg") if one.get("class") == "spread"]
    assert "1 person" not in room.lead.get(room.question("learn")).text


def test_a_workshop_without_anybody_says_so(room: Room) -> None:
    with database_of(room.app).writing() as session:
        session.execute(_WITHDRAW)
    assert "0 people were asked apart" in room.lead.get(room.workshop).text
    room.lead.get(room.workshop + "/screen")
    room.lead.get(room.question("learn"))


def test_day_and_time_are_planned(room: Room) -> None:
    plan = room.workshop + "/plan"
    page = room.lead.get(plan)
    wrong = room.lead.send(page, 422, minutes="many", on_day="31", on_month="2", on_year="2027")
    assert len(wrong.problems()) == 2
    done = room.lead.send(page, minutes="30", on_day="14", on_month="10", on_year="2026")
    assert "14 October 2026 · 30 minutes are planned" in room.lead.follow(done).text
    assert room.lead.send(page, 409, minutes="45")
    assert room.lead.post(plan, page.form() | {"csrf_token": "old"}, 400)


def test_the_sheet_is_to_be_had_on_paper_and_as_a_page(room: Room, sound_pdf: Callable[[bytes], bytes]) -> None:
    paper = room.lead.get(room.workshop + "/sheet.pdf")
    assert sound_pdf(paper.response.data)
    assert "workshop-example-force-2026.pdf" in paper.response.headers["Content-Disposition"]
    assert b"How far do we learn?" in room.lead.get(room.workshop + "/sheet.html").response.data


def test_a_question_that_is_not_on_the_agenda_is_not_found(room: Room) -> None:
    room.lead.get(room.question("nothing"), 404)
    room.lead.get(room.question("%00"), 404)


@pytest.mark.parametrize("number", ["0", "2", "99999999", "-1", "x", "²"])
def test_a_page_of_the_agenda_that_is_not_there_is_the_nearest(room: Room, number: str) -> None:
    assert "How far do we learn?" in room.lead.get(f"{room.workshop}?discuss={number}").text
