"""The four states never mix."""

import pytest

from selfassess.answers.model import Answer, Lowered, State, Value


@pytest.mark.parametrize(
    ("state", "value", "reason"),
    [
        (State.ANSWERED, None, None),
        (State.DONT_KNOW, 2, None),
        (State.UNANSWERED, 0, None),
        (State.NOT_APPLICABLE, None, None),
        (State.NOT_APPLICABLE, None, ""),
        (State.ANSWERED, 2, "Because."),
    ],
)
def test_an_answer_of_two_states_or_none_cannot_be_made(state: State, value: int | None, reason: str | None) -> None:
    with pytest.raises(ValueError, match="cannot have the"):
        Answer(state=state, value=value, reason=reason)


def test_only_the_answer_to_a_level_question_has_a_level() -> None:
    assert Answer(state=State.ANSWERED, value=0).level == 0
    assert Answer(state=State.ANSWERED, value="yes").level is None


@pytest.mark.parametrize(("level", "reason"), [(-1, "Hearsay."), (1, "")])
def test_a_supported_level_is_lowered_to_a_level_and_with_a_reason(level: int, reason: str) -> None:
    with pytest.raises(ValueError, match="no supported level is set"):
        Lowered(level=level, reason=reason)


@pytest.mark.parametrize(("state", "value"), [(State.ANSWERED, 1), (State.ANSWERED, "yes"), (State.DONT_KNOW, None)])
def test_only_to_below_the_level_that_was_answered(state: State, value: Value | None) -> None:
    with pytest.raises(ValueError, match="cannot be lowered to level 1"):
        Answer(state=state, value=value, lowered=Lowered(level=1, reason="Hearsay."))
