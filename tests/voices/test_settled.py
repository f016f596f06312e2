"""What a workshop settled, for the report."""

from __future__ import annotations

from collections.abc import Callable

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, State
from selfassess.voices.agenda import Agenda
from selfassess.voices.settled import reason_of, settled
from selfassess.voices.views import LevelSpread


def test_what_was_settled_has_what_was_said_apart_the_reason_and_the_dissent(
    agenda_of: Callable[..., Agenda], make_sheet: Callable[..., AnswerSheet]
) -> None:
    agreed = make_sheet(a=1, b=Answer(state=State.ANSWERED, value=2, comment="Nights are covered."))
    (first, second) = settled(agreed, agenda_of(a=[1, 1], b=[0, 4]), {"a": (), "b": ("Not on Sundays.",)})
    assert (first.question, first.reason, first.dissent) == ("b", "Nights are covered.", ("Not on Sundays.",))
    assert first.apart == LevelSpread(counts=(1, 0, 0, 0, 1))
    assert (second.question, second.reason, second.responses.answered) == ("a", "", 2)


def test_what_was_not_settled_or_was_cleared_since_is_left_out(
    agenda_of: Callable[..., Agenda], make_sheet: Callable[..., AnswerSheet]
) -> None:
    found = settled(make_sheet(a=1, b=UNANSWERED), agenda_of(a=[1, 1], b=[0, 4]), {"b": (), "gone": ()})
    assert found == ()


def test_why_something_does_not_apply_is_its_reason_with_the_comment_after_it() -> None:
    answer = Answer(state=State.NOT_APPLICABLE, reason="No cells.", comment="Ask again when there are.")
    assert reason_of(answer) == "No cells.\nAsk again when there are."
