"""Whoever owns an action and whoever leads is reminded of it, in one letter a day, and nobody of anything twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.plan import Action, ActionDraft, ActionPlan, ActionStatus
from selfassess.plan.progress import Progress
from selfassess.services.access import LOCAL, OPERATOR, WORKER, Actor
from selfassess.services.action_letters import MOST_LISTED
from selfassess.services.action_reminders import choose_reminders, remind_of_actions, wants_reminders
from selfassess.services.actions import add_actions, note_progress
from selfassess.services.erasure import erase
from selfassess.services.organisations import close_organisation
from selfassess.services.people import leave
from selfassess.services.plans import begin_plan
from selfassess.services.problems import NotFoundError
from selfassess.store.accounts import set_rights
from selfassess.store.database import Database
from selfassess.store.holders import give_role
from selfassess.store.people import Organisation, Role

from .members import MAIL, Town, at

BEGAN = date(2026, 10, 1)


class Year:
    """A council whose lead and owner have a plan, and days that go by."""

    def __init__(self, town: Town) -> None:
        self.town, self.database = town, town.database
        self.place = town.organisation("Council")
        self.lead = town.person("lea", (self.place, Role.LEAD))
        self.owner = town.person("olu", (self.place, Role.CONTRIBUTOR))
        self.plan = self.begin(self.place, self.lead)

    def begin(self, place: Organisation, lead: Actor, questionnaire: str = "pledge") -> ActionPlan:
        return begin_plan(
            self.database, lead, place.id, questionnaire, starts_on=BEGAN, assessment=None, now=self.town.now
        )

    def act(self, words: str, due_on: date | None, owner: Actor | None = None, *, key: bool = False) -> str:
        draft = ActionDraft(text=words, due_on=due_on, owner=owner.account if owner else None, key=key)
        made = add_actions(self.database, self.lead, self.place.id, self.plan.id, [draft], now=self.town.now)
        assert isinstance(made, tuple)
        return made[0].id

    def come_to(self, action: str, status: ActionStatus, words: str = "") -> None:
        said = Progress(noted_on=BEGAN, status=status, text=words)
        done = note_progress(self.database, self.lead, self.place.id, action, said, seen=1, now=self.town.now)
        assert isinstance(done, Action)

    def remind(self, day: date) -> int:
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return remind_of_actions(self.database, WORKER, MAIL, now=now)

    def days(self, first: date, last: date, to: str = "") -> list[str]:
        """Run every day; gives the days on which anybody, or this one, was written to."""
        found: list[str] = []
        for number in range((last - first).days + 1):
            before = len(self.letters())
            self.remind(first + timedelta(days=number))
            if [name for name, *_ in self.letters()[before:] if to in name]:
                found.append((first + timedelta(days=number)).isoformat())
        return found

    def letters(self) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            rows = session.execute(text('SELECT "to", subject, text FROM outbox ORDER BY created_at, "to"'))
            return [(to.partition("@")[0], subject, words) for to, subject, words in rows]

    def forget(self) -> None:
        with self.database.writing() as session:
            session.execute(text("DELETE FROM outbox"))


@pytest.fixture
def year(town: Town) -> Year:
    return Year(town)


def test_owner_and_lead_are_reminded_before_on_and_after_the_day_and_then_monthly_each_once(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    told = year.days(date(2026, 11, 10), date(2027, 1, 31))
    assert told == ["2026-11-16", "2026-11-30", "2026-12-07", "2026-12-30", "2027-01-30"]
    assert [to for to, *_ in year.letters()] == ["lea", "olu"] * 5
    assert year.days(date(2026, 11, 16), date(2026, 11, 30)) == []


def test_a_letter_says_all_there_is_to_say_overdue_first(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner, key=True)
    year.act("Ask staff", date(2026, 11, 9), year.owner)
    year.act("Next year’s", date(2027, 9, 1), year.owner)
    year.act("Write it down", date(2026, 11, 20))
    year.remind(date(2026, 11, 16))
    (lead, owner) = year.letters()
    assert (lead[0], lead[1]) == ("lea", "Actions of Council: 1 overdue and 2 coming up")
    assert (owner[0], owner[1]) == ("olu", "Actions of Council: 1 overdue and 1 coming up")
    assert lead[2].split("\n\n")[:5] == [
        "Hello lea,",
        "What is to be done at Council:",
        "Overdue since 9 November 2026: Ask staff (olu)",
        "Due on 20 November 2026: Write it down (nobody’s yet)",
        "Due on 30 November 2026: Train everybody (key action; olu)",
    ]
    assert owner[2].split("\n\n")[2:4] == [
        "Overdue since 9 November 2026: Ask staff",
        "Due on 30 November 2026: Train everybody (key action)",
    ]
    board = f"https://assess.example.org/organisations/{year.place.id}"
    assert f"Open the actions:\n{board}/actions\n" in owner[2]
    assert f"To get no reminders about the actions of Council: {board}/reminders\n" in owner[2]


def test_what_is_done_or_stopped_is_nobodys_to_be_reminded_of(year: Year) -> None:
    for status, words in ((ActionStatus.DONE, ""), (ActionStatus.STOPPED, "No money")):
        year.come_to(year.act(status.value, date(2026, 10, 30), year.owner), status, words)
    assert year.days(date(2026, 10, 15), date(2026, 11, 7)) == []


def test_checks_of_the_plan_are_told_to_who_leads_after_nine_and_twelve_months(year: Year) -> None:
    first, second = (check.due_on for check in year.plan.checks)
    told = year.days(first - timedelta(days=20), first)
    assert told == [(first - timedelta(days=14)).isoformat(), first.isoformat()]
    assert {to for to, *_ in year.letters()} == {"lea"}
    assert "Due today: check of the plan that began on 1 October 2026" in year.letters()[-1][2]
    assert year.remind(second) == 1


def test_one_letter_tells_of_all_organisations_and_how_to_be_rid_of_each(year: Year) -> None:
    other = year.town.organisation("Force")
    with year.database.writing() as session:
        give_role(session, "more", at(other), year.lead.account or "", Role.LEAD, year.town.now)
    plan = year.begin(other, year.lead)
    draft = ActionDraft(text="Patrol", due_on=date(2026, 10, 30))
    add_actions(year.database, year.lead, other.id, plan.id, [draft], now=year.town.now)
    year.act("Train everybody", date(2026, 11, 1), year.lead)
    assert year.remind(date(2026, 10, 30)) == 1
    ((_, subject, words),) = year.letters()
    assert subject == "Your actions: 1 due today and 1 coming up"
    for line in (
        "What is to be done at Force:\n\nDue today: Patrol (nobody’s yet)",
        "What is to be done at Council:\n\nDue on 1 November 2026: Train everybody\n",
        "Open your actions:\nhttps://assess.example.org/\n",
        f"/organisations/{other.id}/reminders",
        f"/organisations/{year.place.id}/reminders",
    ):
        assert line in words


def test_whoever_wants_none_gets_none_of_that_organisation_until_they_want_them_again(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    assert wants_reminders(year.database, year.owner, year.place.id)
    for _ in range(2):
        choose_reminders(year.database, year.owner, year.place.id, wanted=False, now=year.town.now)
    assert not wants_reminders(year.database, year.owner, year.place.id)
    year.remind(date(2026, 11, 16))
    assert [to for to, *_ in year.letters()] == ["lea"]
    choose_reminders(year.database, year.owner, year.place.id, wanted=True, now=year.town.now)
    year.remind(date(2026, 11, 30))
    assert [to for to, *_ in year.letters()] == ["lea", "lea", "olu"]


def test_without_an_account_there_is_nothing_to_be_reminded_of(year: Year) -> None:
    choose_reminders(year.database, LOCAL, year.place.id, wanted=False, now=year.town.now)
    assert not wants_reminders(year.database, LOCAL, year.place.id)
    stranger = year.town.person("sam")
    for ask in (wants_reminders, lambda *_: choose_reminders(*_, wanted=False, now=year.town.now)):
        with pytest.raises(NotFoundError):
            ask(year.database, stranger, year.place.id)


def gives_up_the_role(year: Year, now: datetime) -> None:
    leave(year.database, year.owner, at(year.place), now=now)


def is_erased(year: Year, now: datetime) -> None:
    erase(year.database, OPERATOR, year.owner.account or "", now=now)


@pytest.mark.parametrize("go", [gives_up_the_role, is_erased])
def test_an_owner_who_left_gets_nothing_and_the_lead_is_told_the_next_day(
    year: Year, go: Callable[[Year, datetime], None]
) -> None:
    year.act("Train everybody", date(2027, 9, 1), year.owner)
    year.act("Some day", None, year.owner)
    go(year, datetime(2026, 10, 9, 15, 0, tzinfo=UTC))
    assert year.days(date(2026, 10, 8), date(2026, 10, 31)) == ["2026-10-10"]
    ((to, subject, words),) = year.letters()
    assert (to, subject) == ("lea", "Actions of Council: 1 coming up and 1 without a day")
    gone = "whoever was to do it is no longer here. Please choose somebody else."
    assert f"Due on 1 September 2027: Train everybody – {gone}" in words
    assert f"Without a day: Some day – {gone}" in words
    year.forget()
    assert year.days(date(2027, 8, 18), date(2027, 9, 1)) == ["2027-08-18", "2027-09-01"]
    assert {to for to, *_ in year.letters()} == {"lea"}


def test_an_account_that_is_switched_off_gets_nothing_though_its_role_goes_on(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    with year.database.writing() as session:
        set_rights(session, year.owner.account or "", active=False, administrator=False)
    year.remind(date(2026, 11, 30))
    assert [to for to, *_ in year.letters()] == ["lea"]
    assert "no longer here" in year.letters()[0][2]


def test_nobody_of_a_closed_organisation_is_reminded(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    close_organisation(year.database, OPERATOR, year.place.id, now=year.town.now)
    assert year.days(date(2026, 11, 15), date(2026, 12, 8)) == []


def test_a_service_with_a_lead_of_its_own_does_not_trouble_who_leads_the_organisation_around_it(year: Year) -> None:
    ward = year.town.service(year.place, "Ward")
    plan = year.begin(ward, year.lead)
    draft = ActionDraft(text="Paint it", due_on=date(2026, 10, 30))
    add_actions(year.database, year.lead, ward.id, plan.id, [draft], now=year.town.now)
    year.remind(date(2026, 10, 16))
    assert [to for to, *_ in year.letters()] == ["lea"]
    year.town.person("wanda", (ward, Role.LEAD))
    year.remind(date(2026, 10, 30))
    assert [to for to, *_ in year.letters()] == ["lea", "wanda"]


def test_a_day_without_a_worker_is_made_up_for_within_a_week_and_not_later(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    assert year.days(date(2026, 11, 19), date(2026, 11, 25)) == ["2026-11-19"]
    year.forget()
    assert year.days(date(2026, 11, 23), date(2026, 11, 29)) == []


def test_another_day_is_another_occasion(year: Year) -> None:
    year.act("Train everybody", date(2026, 11, 30), year.owner)
    year.act("Ask staff", date(2026, 12, 1), year.owner)
    assert year.days(date(2026, 11, 16), date(2026, 11, 29)) == ["2026-11-16", "2026-11-17"]


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_the_day_is_the_one_in_london_also_where_clocks_change(year: Year, day: date) -> None:
    year.act("Train everybody", day, year.owner)
    year.days(day - timedelta(days=15), day - timedelta(days=1))
    year.forget()
    moment, sent = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2), []
    for _ in range(60):
        sent.append(remind_of_actions(year.database, WORKER, MAIL, now=moment))
        moment += timedelta(minutes=30)
    # Midnight in London: 23:00 the evening before while it is summer there, else 00:00.
    first = 2 if day.month == 10 else 4
    assert sent == [0] * first + [2] + [0] * (59 - first)


def test_what_is_due_on_29_february_is_reminded_of_on_the_29th_of_later_months(town: Town) -> None:
    leap = Year(Town(database=town.database, now=datetime(2028, 2, 29, 9, 30, tzinfo=UTC)))
    leap.act("Train everybody", date(2028, 2, 29), leap.owner)
    told = leap.days(date(2028, 2, 29), date(2028, 4, 30), to="olu")
    assert told == ["2028-03-07", "2028-03-29", "2028-04-29"]


def test_many_are_counted_rather_than_listed(year: Year) -> None:
    for number in range(MOST_LISTED + 3):
        year.act(f"Number {number}", date(2026, 10, 30))
    year.remind(date(2026, 10, 30))
    ((_, subject, words),) = year.letters()
    assert subject == f"Actions of Council: {MOST_LISTED + 3} due today"
    assert words.count("Due today") == MOST_LISTED
    assert "\n\nAnd 3 more.\n\n" in words


def test_what_was_typed_cannot_break_out_of_its_line(year: Year) -> None:
    year.act("Train\r\nBcc: all@example.org\n\n<b>everybody</b>", date(2026, 10, 30), year.owner)
    year.remind(date(2026, 10, 30))
    assert "Due today: Train Bcc: all@example.org <b>everybody</b>" in year.letters()[-1][2]


def test_of_several_workers_at_the_same_moment_one_writes_the_letter(year: Year, database: Database) -> None:
    year.act("Train everybody", date(2026, 10, 30), year.owner)
    with ThreadPoolExecutor(4) as workers:
        wrote = list(workers.map(year.remind, [date(2026, 10, 30)] * 4))
    assert sum(wrote) == len(year.letters()) == 2
    with database.reading() as session:
        events = session.scalar(text("SELECT count(*) FROM audit_event WHERE event = 'reminded of actions'"))
    assert events == 2
