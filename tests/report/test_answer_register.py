"""All answers, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from selfassess.language import Translator
from selfassess.report.answer_register import answer_register
from selfassess.report.blocks import Paragraph, Report
from selfassess.report.material import Material

t = Translator()


def test_a_section_of_which_nothing_was_asked_names_its_questions(
    gathered: Callable[..., Material], dumped: Callable[[Report], str]
) -> None:
    never = {"applies_if": {"any": ()}}
    asked = {"c1": {"questions": {"a": {}}}, "c2": {"number": "2", "questions": {"b": never, "c": never}}}
    report = answer_register(gathered(asked, {"a": 1}), t)
    assert report.parts[1].blocks == (
        Paragraph(text="Questions 2.1 and 2.2 were not asked: they do not arise, after what was said elsewhere."),
    )
    assert "      Id: a\n      Level 1: a at 1\n" in dumped(report)
