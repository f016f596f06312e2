"""A report says which supported levels the moderator lowered, and why, wherever it shows what is backed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selfassess.answers.model import Answer, Lowered, State
from selfassess.language import Translator
from selfassess.report.explanations import section_explanations
from selfassess.report.material import Material

Gathered = Callable[..., Material]
Dump = Callable[..., str]
t = Translator()
SECTION = {"c1": {"questions": {"a": {}, "b": {}}}}
TOLD = "Moderator: Backed by evidence lowered to 1 · Level 1: One team only."


def lowered(level: int, to: int) -> Answer:
    return Answer(state=State.ANSWERED, value=level, lowered=Lowered(level=to, reason="One team only."))


@pytest.fixture
def material(gathered: Gathered) -> Material:
    """A questionnaire that asks for no evidence: a at 3, lowered to 1; b at 3."""
    return gathered(SECTION, {"a": lowered(3, 1), "b": 3})


def test_the_answer_stands_with_both_levels_and_the_reason(material: Material, dump: Dump) -> None:
    text = dump(material, "section-c1")
    assert "  - 1 a | 3 · Level 3 | 1 · Level 1\n" in text
    assert f"      {TOLD}\n  - 2 b | 3 · Level 3 | 3 · Level 3\n" in text
    assert "The moderator lowered how far evidence backs 1; the reason stands with the answer.\n" in text
    assert "(claimed 3, supported 1)" in text


def test_no_evidence_is_asked_for_where_none_would_help(gathered: Gathered, dump: Dump) -> None:
    both = gathered(SECTION, {"a": lowered(3, 1), "b": 3}, asked={"evidence": ({"level": 2},)})
    text = dump(both, "section-c1")
    assert "Evidence for 2 would back them." in text
    assert "Missing: Level 2 needs a piece of evidence.\n" in text


def test_the_summary_and_the_method_say_it_too(material: Material, dump: Dump) -> None:
    assert "* a 3 · Level 3 (supported 1, lowered by the moderator)" in dump(material, "summary")
    text = dump(material)
    assert "Of that and what the evidence reaches, the lower one counts." in text
    assert "1 is at 3, lowered to 1 by the moderator." in text


def test_the_explanation_gives_the_reason(material: Material) -> None:
    (section,) = material.questionnaire.sections
    told = {one.figure: one for one in section_explanations(material, section, t)}["supported_stage"].steps[0]
    assert told.rule == "1 is at level 3; its supported level was set to 1 by the moderator: One team only."


def test_where_nothing_was_lowered_and_no_evidence_is_asked_for_nothing_is_said_of_either(
    gathered: Gathered, dump: Dump
) -> None:
    text = dump(gathered(SECTION, {"a": 3, "b": 3}))
    assert "oderator" not in text
    assert "Backed by evidence" not in text
    assert "(backed by evidence)" not in text
