"""Each contributor answers on a sheet of their own: while it is open, and seen by nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from selfassess.answers.model import Answer, State
from selfassess.services.assessments import open_assessment
from selfassess.services.contributor_list import HowFar, contributors_in
from selfassess.services.own_sheet import NotTaken, Standing, finish_own, mark_of, reopen_own
from selfassess.services.participating import Wanted
from selfassess.services.problems import NotFoundError
from selfassess.services.saving import Conflict, Saved
from selfassess.voices.steps import WorkStatus

from .council import Council


def test_nobody_sees_what_another_says_before_the_workshop(opened: Council) -> None:
    opened.say(opened.ann, 2, "only Ann knows")
    assert "only Ann" not in repr(opened.sheet(opened.ben))
    for who in (opened.lead, opened.vi):
        with pytest.raises(NotFoundError):
            opened.sheet(who)
    assert "only Ann" not in repr(open_assessment(opened.database, opened.lead, opened.id))
    assert "only Ann" not in repr(contributors_in(opened.database, opened.lead, opened.id))
    assert "only Ann" in repr(opened.sheet(opened.ann))


def test_a_sheet_is_written_on_only_while_the_assessment_is_open(council: Council) -> None:
    council.ask(council.ann)
    assert council.say(council.ann, 1) == NotTaken(standing=Standing.NOT_YET)
    council.step(WorkStatus.OPEN)
    assert council.say(council.ann, 1) == Saved(changed=("a",))
    council.step(WorkStatus.WORKSHOP)
    assert council.say(council.ann, 2, seen=1) == NotTaken(standing=Standing.CLOSED)
    assert council.sheet(council.ann).opened.sheet.answer("a").value == 1
    council.step(WorkStatus.OPEN, "one more day")
    assert council.say(council.ann, 2, seen=1) == Saved(changed=("a",))


def test_saving_tells_which_revisions_hold_what_was_said(opened: Council) -> None:
    first, second = opened.say(opened.ann, 1), opened.say(opened.ann, 1)
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert (first.revisions, second.revisions, second.changed) == ({"a": 1}, {"a": 1}, ())


def test_two_pages_of_one_person_do_not_overwrite_each_other(opened: Council) -> None:
    opened.say(opened.ann, 1)
    opened.say(opened.ann, 2, seen=1)
    done = opened.say(opened.ann, 0, seen=1)
    assert isinstance(done, Conflict)
    assert [(clash.stored.value, clash.revision) for clash in done.clashes] == [(2, 2)]


def test_what_a_stale_page_left_as_it_was_does_not_stand_in_its_way(opened: Council) -> None:
    opened.say(opened.ann, 1)
    opened.say(opened.ann, 2, seen=1)
    shown = mark_of(Answer(state=State.ANSWERED, value=1))
    assert opened.say(opened.ann, 1, seen=1, mark=shown) == Saved(changed=())
    assert opened.sheet(opened.ann).opened.sheet.answer("a").value == 2


def test_a_section_that_was_not_asked_for_is_not_there(council: Council) -> None:
    council.ask(council.ann, wanted=Wanted(sections=frozenset({"s2"})))
    council.step(WorkStatus.OPEN)
    assert [one.id for one in council.sheet(council.ann).sections] == ["s2"]
    with pytest.raises(NotFoundError):
        council.say(council.ann, 1)


def test_this_is_all_can_be_taken_back_until_the_lead_closes(opened: Council) -> None:
    opened.say(opened.ann, 1)
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.FINISHED
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.FINISHED
    assert opened.say(opened.ann, 2, seen=1) == NotTaken(standing=Standing.FINISHED)
    assert opened.how_far() == {"Ann": HowFar.FINISHED, "Ben": HowFar.NOT_BEGUN}
    assert reopen_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.OPEN
    assert opened.how_far()["Ann"] is HowFar.BEGUN
    opened.step(WorkStatus.WORKSHOP)
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.CLOSED


def test_closing_and_saving_at_the_same_moment_lose_nothing_that_was_acknowledged(opened: Council) -> None:
    done: list[object] = []
    ways: list[Callable[[], None]] = [
        lambda: done.append(opened.say(opened.ann, 1)),
        lambda: opened.step(WorkStatus.WORKSHOP),
    ]
    threads = [threading.Thread(target=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    stored = opened.sheet(opened.ann).opened.sheet.answer("a")
    assert (stored.value == 1) == isinstance(done[0], Saved)
