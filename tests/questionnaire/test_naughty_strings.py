"""Naughty strings as the texts of a questionnaire: there as they were written, or refused with a reason and a place."""

from collections.abc import Callable, Sequence

from selfassess.language import Text, printable_fault
from selfassess.questionnaire.loader import load_questionnaire

Saying = Callable[[Sequence[str]], bytes]


def test_a_text_is_there_as_it_was_written_without_blanks_around_it(
    questionnaire_saying: Saying, printable_strings: tuple[str, ...]
) -> None:
    loaded = load_questionnaire(questionnaire_saying(printable_strings), "q.yaml")
    assert loaded.problems == ()
    assert loaded.questionnaire is not None
    for at, text in enumerate(printable_strings):
        level, choice = (loaded.questionnaire.by_id[f"{kind}-{at}"] for kind in ("level", "choice"))
        texts = (level.prompt, level.help, *level.levels.values(), *level.evidence, level.actions[0].do,
                 choice.prompt, choice.options["this"])  # fmt: skip
        assert set(texts) == {Text.of(text.strip())}, ascii(text)


def test_a_text_that_is_none_is_refused_at_each_of_its_places(
    questionnaire_saying: Saying, naughty_strings: tuple[str, ...], printable_strings: tuple[str, ...]
) -> None:
    refused = [text for text in naughty_strings if text not in printable_strings]
    assert len(refused) > 10
    for text in refused:
        fault = printable_fault(text)
        because = f"a text cannot hold the character {fault}" if fault else "that is not empty; found the text"
        loaded = load_questionnaire(questionnaire_saying([text]), "q.yaml")
        assert loaded.questionnaire is None
        assert {problem.path[-1] for problem in loaded.problems} >= {"title", "statement", "prompt", "help", 0, "this"}
        assert all(because in problem.message and problem.line for problem in loaded.problems), ascii(text)
