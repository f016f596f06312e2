"""Who contributes and what they say apart, in and out of their rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from selfassess.answers.model import Answer, State
from selfassess.store.answers import Kept
from selfassess.store.contributions import (
    contributions_in,
    contributions_of,
    copy_contributions,
    keep_contributions,
)
from selfassess.store.database import Transaction
from selfassess.store.participations import (
    add_participation,
    any_participation,
    find_participation,
    participation_of,
    participations_in,
    participations_of,
    set_asked,
    set_finished,
    set_reminded,
    set_reminders,
    set_withdrawn,
    to_be_reminded,
)
from selfassess.store.steps import set_status
from selfassess.voices.steps import WorkStatus

from .agreeing import LATER, NOW, SAID, part


def test_a_participation_comes_out_as_it_went_in(session: Transaction) -> None:
    asked = part(sections=frozenset({"s2", "s1"}), due_on=date(2026, 11, 1), reminders=False)
    assert add_participation(session, asked)
    assert find_participation(session, "p1") == asked
    assert participation_of(session, "one", "ann") == asked
    assert participations_in(session, "one") == participations_of(session, "ann") == (asked,)
    assert (any_participation(session, "one"), any_participation(session, "two")) == (True, False)
    assert find_participation(session, "no\0body") is None


def test_nobody_takes_part_twice_at_a_time(session: Transaction) -> None:
    assert add_participation(session, part())
    assert not add_participation(session, part("p2"))
    assert set_withdrawn(session, "p1", LATER)
    assert not set_withdrawn(session, "p1", LATER)
    assert not any_participation(session, "one")
    assert add_participation(session, part("p2", handed_from="p1"))
    assert [one.id for one in participations_in(session, "one")] == ["p1", "p2"]
    assert [one.id for one in participations_of(session, "ann")] == ["p2"]


def test_what_becomes_of_a_participation_is_kept(session: Transaction) -> None:
    add_participation(session, part())
    set_asked(session, "p1", frozenset({"s1"}), date(2026, 12, 1))
    set_reminders(session, "p1", wanted=False)
    set_reminded(session, "p1", LATER)
    set_finished(session, "p1", LATER)
    found = find_participation(session, "p1", to_change=True)
    assert found == part(
        sections=frozenset({"s1"}), due_on=date(2026, 12, 1), reminders=False, reminded_at=LATER, finished_at=LATER
    )
    set_finished(session, "p1", None)
    assert (find_participation(session, "p1") or part()).finished_at is None


def test_those_are_reminded_who_have_not_finished_what_is_due(session: Transaction) -> None:
    day = date(2026, 11, 1)
    add_participation(session, part(due_on=day))
    add_participation(session, part("p2", "bob", due_on=day + timedelta(days=1)))
    add_participation(session, part("p3", "ann", "two", due_on=day))
    assert to_be_reminded(session, day) == (), "the assessments are drafts"
    set_status(session, "one", WorkStatus.OPEN, NOW)
    assert [one.id for one in to_be_reminded(session, day)] == ["p1"]
    assert [one.id for one in to_be_reminded(session, day + timedelta(days=1))] == ["p1", "p2"]
    set_finished(session, "p1", NOW)
    set_reminders(session, "p2", wanted=False)
    assert to_be_reminded(session, day + timedelta(days=1)) == ()


def test_contributions_come_out_as_they_went_in_and_apart(session: Transaction) -> None:
    for one in (part(), part("p2", "bob")):
        add_participation(session, one)
    keep_contributions(session, "p1", SAID, NOW)
    keep_contributions(session, "p2", {}, NOW)
    assert contributions_of(session, "p1") == SAID
    assert contributions_in(session, "one") == {"p1": SAID}
    again = {"a": Kept(answer=Answer(state=State.DONT_KNOW), revision=2)}
    keep_contributions(session, "p1", again, LATER)
    assert contributions_of(session, "p1") == SAID | again
    assert contributions_of(session, "p2") == contributions_in(session, "two") == {}


def test_who_takes_over_goes_on_with_a_copy(session: Transaction) -> None:
    add_participation(session, part())
    keep_contributions(session, "p1", SAID, NOW)
    add_participation(session, part("p2", "bob", handed_from="p1"))
    copy_contributions(session, "p1", "p2", LATER)
    assert contributions_of(session, "p2") == {id: replace(one, revision=1) for id, one in SAID.items()}
    assert contributions_of(session, "p1") == SAID
