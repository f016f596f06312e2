"""A sheet goes to somebody else with its answers: before the workshop, and to no lead who would read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfassess.answers.model import UNANSWERED
from selfassess.services.contributors import withdraw
from selfassess.services.handing_over import (
    HandedOver,
    TooLate,
    decline,
    hand_over,
    hand_over_mine,
    takers_of,
    takers_of_mine,
)
from selfassess.services.own_sheet import NotTaken, Standing
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.services.saving import Saved
from selfassess.store.contributions import contributions_in
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .council import Council
from .members import MAIL


def test_a_sheet_goes_to_somebody_else_with_its_answers(opened: Council) -> None:
    opened.say(opened.ann, 1, "from Ann")
    assert [one.account.name for one in takers_of_mine(opened.database, opened.ann, opened.id)] == ["Lead", "Vi"]
    done = hand_over_mine(opened.database, opened.ann, opened.id, opened.vi.account or "", MAIL, now=opened.now)
    assert isinstance(done, HandedOver)
    assert opened.say(opened.ann, 2, seen=1) == NotTaken(standing=Standing.ENDED)
    assert opened.sheet(opened.vi).opened.sheet.answer("a").comment == "from Ann"
    assert opened.say(opened.vi, 2, "and Vi", seen=1) == Saved(changed=("a",))
    with opened.database.reading() as session:
        said = {part: kept["a"].answer.comment for part, kept in contributions_in(session, opened.id).items()}
    assert sorted(filter(None, said.values())) == ["and Vi", "from Ann"]


def test_a_lead_hands_a_sheet_to_no_lead_who_would_read_it(opened: Council) -> None:
    second = opened.town.person("Second", (opened.place, Role.LEAD))
    part = opened.parts()["Ann"]
    assert [one.account.name for one in takers_of(opened.database, opened.lead, opened.id, part)] == ["Vi"]
    for who in (opened.lead, second):
        with pytest.raises(NotFoundError):
            hand_over(opened.database, opened.lead, opened.id, part, who.account or "", MAIL, now=opened.now)
    hand_over(opened.database, opened.lead, opened.id, part, opened.vi.account or "", MAIL, now=opened.now)
    assert ("ann", "Your answers were handed over") in opened.letters()


def test_after_the_workshop_began_nothing_is_handed_over_or_ended(opened: Council) -> None:
    part = opened.parts()["Ann"]
    opened.step(WorkStatus.WORKSHOP)
    vi = opened.vi.account or ""
    assert hand_over_mine(opened.database, opened.ann, opened.id, vi, MAIL, now=opened.now) == TooLate()
    assert not decline(opened.database, opened.ann, opened.id, now=opened.now)
    for attempt in (
        lambda: hand_over(opened.database, opened.lead, opened.id, part, vi, MAIL, now=opened.now),
        lambda: withdraw(opened.database, opened.lead, opened.id, part, now=opened.now),
        lambda: opened.ask(opened.vi),
    ):
        with pytest.raises(NotNowError):
            attempt()


def test_what_was_handed_over_stays_with_whom_it_was_handed_to(opened: Council) -> None:
    opened.say(opened.ann, 1, "mine")
    hand_over_mine(opened.database, opened.ann, opened.id, opened.vi.account or "", MAIL, now=opened.now)
    opened.now += timedelta(minutes=1)
    opened.ask(opened.ann)
    assert opened.sheet(opened.ann).opened.sheet.answer("a") == UNANSWERED
