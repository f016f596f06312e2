"""The calendar of a plan, read as other programs read it: by icalendar, and by vobject, which did not write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject

from selfassess.interchange.calendar import LONGEST_TITLE, calendar
from selfassess.language import Translator
from selfassess.plan import Action, ActionKind, ActionPlan, ActionStatus, Check, Owner

BEN = Owner(account="ben", name="Benedict Secret")
TODAY = date(2026, 4, 15)
ACTION = Action(
    id="a1",
    plan="p1",
    text="Train everybody",
    measure="",
    key=False,
    kind=ActionKind.NEW,
    owner=BEN,
    due_on=date(2026, 4, 30),
    status=ActionStatus.NOT_STARTED,
    reason="",
    effort=None,
    suggestion=None,
    questions=(),
    carried_from=None,
    created_on=date(2026, 1, 1),
    ended_on=None,
    revision=3,
)
CHECKS = (
    Check(number=1, due_on=date(2026, 4, 1), done_on=date(2026, 4, 2), note="A note of somebody’s"),
    Check(number=2, due_on=date(2026, 4, 14), done_on=None, note=""),
    Check(number=3, due_on=date(2026, 12, 31), done_on=None, note=""),
)


def plan(*actions: Action, checks: tuple[Check, ...] = ()) -> ActionPlan:
    return ActionPlan(
        id="p1",
        organisation="o1",
        questionnaire="pledge",
        assessment=None,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        follows=None,
        actions=actions,
        checks=checks,
        revision=7,
    )


def written(*plans: ActionPlan, today: date = TODAY, owner: str | None = None) -> bytes:
    def address_of(plan: ActionPlan, action: Action | None) -> str:
        return f"https://assess.example.org/{plan.organisation}/{action.id if action else 'plan'}"

    return calendar(plans, title="Actions of Körper & Söhne", today=today, address_of=address_of, t=Translator(),
                    owner=owner)  # fmt: skip


def by_icalendar(data: bytes) -> list[tuple[str, date]]:
    found = icalendar.Calendar.from_ical(data)
    assert not found.errors
    return sorted((str(one["summary"]), one["dtstart"].dt) for one in found.walk("VEVENT"))


def by_vobject(data: bytes) -> list[tuple[str, date]]:
    found = vobject.readOne(data.decode("utf-8"))
    found.validate()
    return sorted((one.summary.value, one.dtstart.value) for one in found.contents.get("vevent", ()))


READERS = [by_icalendar, by_vobject]


@pytest.mark.parametrize("read", READERS)
def test_an_action_is_an_event_of_its_whole_day_and_says_whether_it_is_overdue_or_done(
    read: Callable[[bytes], Sequence[tuple[str, date]]],
) -> None:
    late = replace(ACTION, id="a2", text="Ask staff", due_on=date(2026, 4, 14))
    done = replace(late, id="a3", text="Write it down", status=ActionStatus.DONE, ended_on=date(2026, 4, 13))
    stopped = replace(late, id="a4", status=ActionStatus.STOPPED, ended_on=date(2026, 4, 13), reason="No money")
    some_day = replace(late, id="a5", due_on=None)
    assert read(written(plan(ACTION, late, done, stopped, some_day))) == [
        ("Done: Write it down", date(2026, 4, 14)),
        ("Overdue: Ask staff", date(2026, 4, 14)),
        ("Train everybody", date(2026, 4, 30)),
    ]


@pytest.mark.parametrize("read", READERS)
def test_checks_of_the_plan_are_events_too(read: Callable[[bytes], Sequence[tuple[str, date]]]) -> None:
    check = "Check of the plan that began on 1 January 2026"
    assert read(written(plan(checks=CHECKS))) == [
        (check, date(2026, 12, 31)),
        (f"Done: {check}", date(2026, 4, 1)),
        (f"Overdue: {check}", date(2026, 4, 14)),
    ]


@pytest.mark.parametrize("read", READERS)
def test_ones_own_calendar_holds_only_what_one_owns(read: Callable[[bytes], Sequence[tuple[str, date]]]) -> None:
    others = [
        replace(ACTION, id="a2", owner=Owner(account="ann", name="Ann")),
        replace(ACTION, id="a3", owner=Owner(account=None, name="ben")),
        replace(ACTION, id="a4", owner=None),
    ]
    assert read(written(plan(ACTION, *others, checks=CHECKS), owner="ben")) == [("Train everybody", date(2026, 4, 30))]


@pytest.mark.parametrize("read", READERS)
def test_a_calendar_without_an_event_can_be_read(read: Callable[[bytes], Sequence[tuple[str, date]]]) -> None:
    assert read(written(plan())) == read(written()) == []


def test_nobodys_name_and_no_note_stands_in_it() -> None:
    said = written(plan(ACTION, checks=CHECKS)).decode("utf-8")
    assert "Secret" not in said
    assert "somebody" not in said


def test_an_event_stays_the_same_one_whatever_becomes_of_the_action() -> None:
    after = replace(ACTION, text="Train half", due_on=date(2026, 6, 1), revision=4)
    was, became = (
        icalendar.Calendar.from_ical(written(plan(one), today=day)).walk("VEVENT")[0]
        for one, day in ((ACTION, TODAY), (after, TODAY + timedelta(days=1)))
    )
    assert was["uid"] == became["uid"] == "action-a1@selfassess"
    assert (was["sequence"], became["sequence"]) == (3, 4)
    assert [one["dtstamp"].dt for one in (was, became)] == [datetime(2026, 4, day, tzinfo=UTC) for day in (15, 16)]


def test_no_two_events_have_one_id() -> None:
    other = replace(plan(replace(ACTION, id="b1"), checks=CHECKS), id="p2")
    events = icalendar.Calendar.from_ical(written(plan(ACTION, checks=CHECKS), other)).walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(events) == 8


def test_it_says_all_there_is_to_say_and_where_to_look() -> None:
    told = replace(ACTION, key=True, measure="Nine of ten have\r\ndone it", status=ActionStatus.UNDER_WAY)
    event = icalendar.Calendar.from_ical(written(plan(told), today=date(2026, 5, 1))).walk("VEVENT")[0]
    assert str(event["description"]).split("\n\n") == [
        "Train everybody",
        "It worked when: Nine of ten have\ndone it",
        "One of the key actions",
        "Under way, overdue",
        "https://assess.example.org/o1/a1",
    ]
    assert str(event["url"]) == "https://assess.example.org/o1/a1"
    assert (event["dtend"].dt, str(event["transp"])) == (date(2026, 5, 1), "TRANSPARENT")


def test_programs_are_told_its_name_and_how_often_to_look_again() -> None:
    lines = written(plan()).decode("utf-8").split("\r\n")
    for line in ("X-WR-CALNAME:Actions of Körper & Söhne", "NAME:Actions of Körper & Söhne",
                 "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"):  # fmt: skip
        assert line in lines


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)])
def test_a_day_is_that_day_in_leap_years_and_where_clocks_change(day: date) -> None:
    event = icalendar.Calendar.from_ical(written(plan(replace(ACTION, due_on=day)))).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["dtend"].dt) == (day, day + timedelta(days=1))
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n".encode() in written(plan(replace(ACTION, due_on=day)))


def test_whatever_was_typed_is_read_back_and_nothing_of_it_becomes_a_line_of_its_own(
    printable_strings: tuple[str, ...],
) -> None:
    for text in printable_strings:
        data = written(plan(replace(ACTION, text=text, measure=f"a\rEND:VEVENT\u2028{text}")))
        lines = data.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines), text
        assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1, text
        (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert str(event["description"]).startswith("\n".join(text.splitlines())), text
        assert [one[1] for one in by_vobject(data)] == [ACTION.due_on], text


def test_a_long_title_is_cut_and_stands_in_full_below() -> None:
    text = "Wörter und noch mehr " * 20
    ((title, _),) = by_vobject(written(plan(replace(ACTION, text=text))))
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("…")
    event = icalendar.Calendar.from_ical(written(plan(replace(ACTION, text=text)))).walk("VEVENT")[0]
    assert text.strip() in str(event["description"])


def test_the_same_plan_on_the_same_day_gives_the_same_bytes() -> None:
    assert written(plan(ACTION, checks=CHECKS)) == written(plan(ACTION, checks=CHECKS))
