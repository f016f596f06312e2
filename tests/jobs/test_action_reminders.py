"""A worker at work through the year: a real mail server gets each reminder of actions once, on its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from selfassess.jobs.kinds import KINDS
from selfassess.plan import ActionDraft
from selfassess.services.access import OPERATOR
from selfassess.services.accounts import add_account
from selfassess.services.actions import add_actions
from selfassess.services.plans import begin_plan
from selfassess.store.holders import give_role
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind, Place, Role

BEFORE_THE_CLOCKS_CHANGE = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def inbox(yard, listen: Callable[..., Any]) -> Any:
    """A mail server that the workers of this yard send through."""
    server = listen()
    yard.mail = f"smtp://{server.host}:{server.port}?tls=never"
    yard.kinds |= KINDS
    return server


def plan(yard, *due: date) -> None:
    """A council with a lead and Olu, who owns an action for each of these days."""
    yard.clock.at = BEFORE_THE_CLOCKS_CHANGE
    with yard.database.writing() as session:
        add_organisation(session, "council", "Gŵyl Council", OrganisationKind.COUNCIL, yard.clock())
        for name, role in (("Lea", Role.LEAD), ("Olu", Role.CONTRIBUTOR)):
            email = f"{name.lower()}@example.org"
            account = add_account(session, name, email, administrator=False, password=None, now=yard.clock())
            assert account is not None
            give_role(session, f"role-{name}", Place(organisation="council"), account.id, role, yard.clock())
    begun = begin_plan(
        yard.database, OPERATOR, "council", "pledge", starts_on=date(2026, 10, 9), assessment=None, now=yard.clock()
    )
    drafts = [ActionDraft(text=f"Train ŵ by {day}", due_on=day, owner=account.id) for day in due]
    assert isinstance(add_actions(yard.database, OPERATOR, "council", begun.id, drafts, now=yard.clock()), tuple)


def work(yard, until: datetime, step: timedelta) -> None:
    """A worker looks for what is to be done every so often, and does it."""
    worker = yard.worker()
    while yard.clock() < until:
        yard.clock.go(seconds=step.total_seconds())
        worker.round()
        worker.round()


def taken(inbox: Any) -> list[tuple[str, str, str]]:
    """To whom, on which day and about what the server was given letters."""
    found = []
    for envelope in inbox.taken:
        letter = message_from_bytes(envelope.content, policy=default)
        sent = datetime.strptime(str(letter["Date"]), "%a, %d %b %Y %H:%M:%S %z")
        found.append((*envelope.rcpt_tos, f"{sent:%m-%d}", str(letter["Subject"])))
    return found


def test_each_reminder_reaches_its_people_once_on_its_day_through_autumn(yard, inbox) -> None:
    plan(yard, date(2026, 10, 25), date(2026, 10, 31))
    work(yard, datetime(2026, 12, 1, 12, 0, tzinfo=UTC), timedelta(hours=12))
    to_olu = [(day, subject.removeprefix("Actions of Gŵyl Council: ")) for to, day, subject in taken(inbox)
              if to == "olu@example.org"]  # fmt: skip
    assert to_olu == [
        ("10-11", "1 coming up"),
        ("10-17", "2 coming up"),
        ("10-25", "1 due today and 1 coming up"),
        ("10-31", "1 overdue and 1 due today"),
        ("11-01", "2 overdue"),
        ("11-07", "2 overdue"),
        ("11-25", "2 overdue"),
        ("11-30", "2 overdue"),
    ]
    assert [one[1:] for one in taken(inbox) if one[0] == "lea@example.org"] == [
        (day, f"Actions of Gŵyl Council: {subject}") for day, subject in to_olu
    ]


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_on_a_day_on_which_clocks_change_it_comes_once_after_eight_on_the_wall(yard, inbox, day: date) -> None:
    plan(yard, day)
    yard.clock.at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    work(yard, yard.clock() + timedelta(hours=30), timedelta(minutes=30))
    (first, second) = sorted(taken(inbox))
    assert (first[0], second[0]) == ("lea@example.org", "olu@example.org")
    assert {one[1] for one in (first, second)} == {f"{day:%m-%d}"}
    sent = message_from_bytes(inbox.taken[0].content, policy=default)["Date"]
    # Eight in London: 08:00 in UTC once it is winter, 07:00 once it is summer.
    assert f" {'08' if day.month == 10 else '07'}:00:00 " in str(sent)


def test_a_letter_says_who_sent_it_what_is_due_and_how_to_get_no_more(yard, inbox) -> None:
    plan(yard, date(2026, 10, 12))
    work(yard, datetime(2026, 10, 12, 12, 0, tzinfo=UTC), timedelta(hours=3))
    letter = next(
        message_from_bytes(one.content, policy=default) for one in inbox.taken if one.rcpt_tos == ["olu@example.org"]
    )
    assert isinstance(letter, EmailMessage)
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    for said in (plain.get_content(), page.get_content()):
        assert "Due today: Train ŵ by 2026-10-12" in said
        assert "http://127.0.0.1:5000/organisations/council/actions" in said
        assert "http://127.0.0.1:5000/organisations/council/reminders" in said


def test_a_server_that_is_away_for_a_while_gets_each_letter_once(yard, inbox) -> None:
    plan(yard, date(2026, 10, 12))
    inbox.answers["RCPT"] = "450 Try later"
    work(yard, datetime(2026, 10, 12, 12, 0, tzinfo=UTC), timedelta(hours=3))
    assert taken(inbox) == []
    inbox.answers.clear()
    work(yard, datetime(2026, 10, 13, 12, 0, tzinfo=UTC), timedelta(hours=3))
    assert sorted(to for to, *_ in taken(inbox)) == ["lea@example.org", "olu@example.org"]
