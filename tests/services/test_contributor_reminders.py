"""Contributors are reminded before their last day, each once, and only who wants it and can answer."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.contributor_reminders import remind_contributors, remind_now, stop_reminders, wants_reminders
from selfassess.services.contributors import ask_anew
from selfassess.services.own_sheet import choose_reminders, finish_own
from selfassess.services.participating import Wanted
from selfassess.services.problems import NotFoundError
from selfassess.voices.steps import WorkStatus

from .council import Council
from .members import MAIL


def remind(council: Council, day: int) -> int:
    when = datetime(2026, 10, day, 8, 0, tzinfo=council.now.tzinfo)
    return remind_contributors(council.database, OPERATOR, MAIL, now=when)


def test_who_has_not_finished_is_reminded_three_days_before_and_on_the_last_day_each_once(opened: Council) -> None:
    finish_own(opened.database, opened.ben, opened.id, now=opened.now)
    days = {day: (remind(opened, day), remind(opened, day)) for day in range(3, 11)}
    assert {day: sent for day, sent in days.items() if sent != (0, 0)} == {5: (1, 0), 8: (1, 0)}


def test_another_last_day_is_another_occasion(opened: Council) -> None:
    remind(opened, 8)
    wanted = Wanted(due_on=date(2026, 10, 20))
    ask_anew(opened.database, opened.lead, opened.id, opened.parts()["Ann"], wanted, now=opened.now)
    assert [remind(opened, day) for day in (16, 17, 18, 20)] == [0, 1, 0, 1]


def test_nobody_is_reminded_who_wants_none_or_cannot_answer(opened: Council) -> None:
    stop_reminders(opened.database, OPERATOR, opened.parts()["Ann"], now=opened.now)
    assert not wants_reminders(opened.database, opened.parts()["Ann"])
    assert remind(opened, 5) == 1
    choose_reminders(opened.database, opened.ann, opened.id, wanted=True, now=opened.now)
    opened.step(WorkStatus.WORKSHOP)
    assert remind(opened, 8) == 0


def test_the_lead_reminds_nobody_twice_on_one_day(opened: Council) -> None:
    def now(days: int = 0) -> int:
        later = opened.now + timedelta(days=days)
        return remind_now(opened.database, opened.lead, opened.id, MAIL, now=later)

    assert (now(), now(), now(1)) == (2, 0, 2)


def test_a_link_that_leads_nowhere_stops_nothing(opened: Council) -> None:
    for secret in (secrets.token_hex(16), "a\0b"):
        with pytest.raises(NotFoundError):
            wants_reminders(opened.database, secret)
