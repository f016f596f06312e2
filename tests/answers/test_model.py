"""The four states never mix."""

import pytest

from selfassess.answers.model import Answer, State


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
