"""Whoever was asked for one section sees the questions there that apply by what the assessment says elsewhere."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.contributor_list import contributors_in
from selfassess.services.contributors import ask_members
from selfassess.services.own_sheet import open_own_sheet, save_own
from selfassess.services.participating import Wanted
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.workshop import open_workshop
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .members import MAIL, Town
from .signing import answered, step

FILE = Path(__file__).parents[1] / "questionnaires" / "condition-across-sections.yaml"
SECOND = Wanted(sections=frozenset({"s2"}))


class Divided:
    """Ann is asked for the second section alone, Ben for both; the lead answers the first one in the draft."""

    def __init__(self, database: Database, details: Details, now: datetime) -> None:
        self.database, self.now = database, now
        town = Town(database=database, now=now)
        council = town.organisation("Council")
        self.lead = town.person("Lead", (council, Role.LEAD))
        self.ann = town.person("Ann", (council, Role.CONTRIBUTOR))
        self.ben = town.person("Ben", (council, Role.CONTRIBUTOR))
        data = FILE.read_bytes()
        loaded = load_questionnaire(data, str(FILE))
        assert loaded.questionnaire is not None
        offer = Offer(questionnaire=loaded.questionnaire, sha256=loaded.sha256, file=FILE, altered=False, data=data)
        self.id = start_assessment(
            database, self.lead, offer, details, organisation=council.id, token=secrets.token_hex(8), now=now
        ).id
        for who, wanted in ((self.ann, SECOND), (self.ben, Wanted())):
            ask_members(database, self.lead, self.id, [who.account or ""], wanted, MAIL, now=now)

    def settle(self, level: int) -> None:
        seen = open_assessment(self.database, OPERATOR, self.id).revisions
        save_section(self.database, OPERATOR, self.id, "s1", {"a": answered(level)}, seen, now=self.now)

    def asked(self, who: Actor) -> int:
        """How many questions there are for somebody to answer."""
        return sum(one.applicable for one in open_own_sheet(self.database, who, self.id).completeness())

    def listed(self) -> dict[str, tuple[int, int]]:
        """How far each is, as the lead sees it."""
        found = contributors_in(self.database, self.lead, self.id).contributors
        return {one.account.name: (one.said, one.asked) for one in found}


@pytest.fixture
def divided(database: Database, details: Details, now: datetime) -> Divided:
    return Divided(database, details, now)


@pytest.mark.parametrize(("level", "questions"), [(0, 1), (2, 2)])
def test_what_the_assessment_says_decides_where_one_was_not_asked(divided: Divided, level: int, questions: int) -> None:
    divided.settle(level)
    assert divided.asked(divided.ann) == questions
    assert divided.listed()["Ann"] == (0, questions)


def test_whoever_was_asked_for_both_sections_decides_by_what_they_said(divided: Divided) -> None:
    divided.settle(2)
    assert divided.asked(divided.ben) == 2
    step(divided.database, divided.id, WorkStatus.OPEN, divided.now)
    save_own(divided.database, divided.ben, divided.id, "s1", {"a": answered(1)}, {}, {}, now=divided.now)
    assert divided.asked(divided.ben) == 3
    assert divided.listed()["Ben"] == (1, 3)


def test_what_another_contributor_says_does_not_show_in_ones_own_questions(divided: Divided) -> None:
    step(divided.database, divided.id, WorkStatus.OPEN, divided.now)
    save_own(divided.database, divided.ben, divided.id, "s1", {"a": answered(2)}, {}, {}, now=divided.now)
    assert divided.asked(divided.ann) == 1


def test_what_is_answered_by_that_counts_in_the_workshop(divided: Divided) -> None:
    divided.settle(2)
    step(divided.database, divided.id, WorkStatus.OPEN, divided.now)
    save_own(divided.database, divided.ann, divided.id, "s2", {"c": answered(1)}, {}, {}, now=divided.now)
    assert divided.listed()["Ann"] == (1, 2)
    step(divided.database, divided.id, WorkStatus.WORKSHOP, divided.now)
    topic = open_workshop(divided.database, divided.lead, divided.id).agenda.by_question["c"]
    assert (topic.responses.asked, topic.responses.answered) == (1, 1)
