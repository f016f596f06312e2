"""How far an action is: what can be told of which day, and the action from then on."""

from __future__ import annotations

from datetime import date

import pytest

from selfassess.language import Translator
from selfassess.plan import ActionStatus, Note
from selfassess.plan.progress import Progress, faults_of_progress, noted

from .planning import TODAY, action, plan

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("status", "text", "noted_on", "field", "sentence"),
    [
        ("done", "", date(2026, 11, 23), "noted_on", "That day is still to come"),
        ("done", "", date(2026, 9, 30), "noted_on", "Choose a day from 1 October 2026 on, when the plan began"),
        ("stopped", " ", DAY, "text", "Say why it was stopped"),
        ("not_started", "", DAY, "text", "Say what happened, or choose another status"),
        ("stopped", "x" * 501, DAY, "text", "Write at most 500 characters; there are 501"),
        ("under_way", "x" * 2001, DAY, "text", "Write at most 2000 characters; there are 2001"),
    ],
)
def test_what_cannot_be_noted_is_told(status: str, text: str, noted_on: date, field: str, sentence: str) -> None:
    progress = Progress(noted_on=noted_on, status=ActionStatus(status), text=text)
    (fault,) = faults_of_progress(progress, action(), plan(), TODAY)
    assert (fault.field, fault.told(Translator())) == (field, sentence)


@pytest.mark.parametrize(("status", "text"), [("under_way", ""), ("not_started", "Not yet"), ("stopped", "No room")])
def test_a_change_of_status_needs_no_words_and_words_need_no_change(status: str, text: str) -> None:
    progress = Progress(noted_on=TODAY, status=ActionStatus(status), text=text)
    assert faults_of_progress(progress, action(), plan(), TODAY) == ()


def test_an_action_is_done_on_the_day_it_was_and_can_be_taken_up_again() -> None:
    done = noted(action(), Progress(noted_on=DAY, status=ActionStatus.DONE, text="Ready"))
    assert (done.status, done.ended_on, done.reason, done.revision) == (ActionStatus.DONE, DAY, "", 2)
    again = noted(done, Progress(noted_on=TODAY, status=ActionStatus.UNDER_WAY))
    assert (again.status, again.ended_on, again.revision) == (ActionStatus.UNDER_WAY, None, 3)
    assert again.notes == (
        Note(number=1, noted_on=DAY, text="Ready", status=ActionStatus.DONE),
        Note(number=2, noted_on=TODAY, text="", status=ActionStatus.UNDER_WAY),
    )


def test_an_action_is_stopped_with_the_reason_that_was_told() -> None:
    stopped = noted(action(), Progress(noted_on=DAY, status=ActionStatus.STOPPED, text="No room"))
    assert (stopped.status, stopped.reason, stopped.ended_on) == (ActionStatus.STOPPED, "No room", DAY)
