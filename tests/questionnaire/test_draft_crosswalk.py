"""A draft of a crosswalk: what ids say, guesses that are marked as such, and YAML that can be pasted."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.questionnaire import draft_crosswalk as drafting
from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.difference import difference
from selfassess.questionnaire.draft_crosswalk import DraftRow, draft_as_yaml, draft_crosswalk
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]

LEARNING = "How far does everyone here have the learning about trauma that their role needs, from induction onwards?"
SPACES = "Which rooms, corridors and doors have people walked through with us, and what was painted or moved since?"
MONEY = "When are fares, meals and childcare paid to people who help, before the day, on it, or weeks afterwards?"
TALKS = "Who rings a helper a week later, asks how it was, and writes down themes without anyone's name?"


def said(*prompts: tuple[str, str], **keys: Any) -> dict[str, Any]:
    """Sections with one section of questions that ask nothing but their prompts; levels are alike for all of them."""
    return {"s": {"questions": {id: {"type": "text", "prompt": prompt, **keys} for id, prompt in prompts}}}


def rows(found: Sequence[DraftRow]) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    return [(one.change, one.old, one.new, bool(one.check)) for one in found]


@pytest.fixture
def drafted(make_questionnaire: Build) -> Callable[..., list[tuple[str, tuple[str, ...], tuple[str, ...], bool]]]:
    def made(old: Any, new: Any, **keys: Any) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
        return rows(draft_crosswalk(make_questionnaire(old), make_questionnaire(new, version="1.1.0", **keys)))

    return made


def test_what_is_the_same_by_id_and_wording_needs_no_row(drafted: Callable[..., Any]) -> None:
    assert drafted(said(("a", LEARNING)), said(("a", LEARNING))) == []


def test_a_raised_revision_is_reworded_without_a_guess(drafted: Callable[..., Any]) -> None:
    assert drafted(said(("a", LEARNING)), said(("a", SPACES), revision=2)) == [("reworded", ("a",), ("a",), False)]


def test_a_wording_that_changed_under_one_revision_is_kept_and_to_be_checked(drafted: Callable[..., Any]) -> None:
    assert drafted(said(("a", LEARNING)), said(("a", LEARNING + " Always?"))) == [("kept", ("a",), ("a",), True)]


def test_levels_are_part_of_the_wording(make_questionnaire: Build) -> None:
    old = make_questionnaire({"s": {"questions": {"a": {}}}})
    levels = {level: f"quite another {level}" for level in range(5)}
    new = make_questionnaire({"s": {"questions": {"a": {"levels": levels}}}}, version="1.1.0")
    assert rows(draft_crosswalk(old, new)) == [("kept", ("a",), ("a",), True)]


def test_a_question_under_another_id_is_guessed_from_its_words(drafted: Callable[..., Any]) -> None:
    new = said(("x", LEARNING), ("y", SPACES.partition(", and")[0] + "?"))
    assert drafted(said(("a", LEARNING), ("b", SPACES)), new) == [
        ("kept", ("a",), ("x",), True),
        ("reworded", ("b",), ("y",), True),
    ]


def test_parts_of_a_question_are_guessed_to_be_a_split_and_the_other_way_round_a_merger(
    drafted: Callable[..., Any],
) -> None:
    whole, parts = said(("whole", f"{MONEY} {TALKS}")), said(("money", MONEY), ("talks", TALKS))
    assert drafted(whole, parts) == [("split", ("whole",), ("money", "talks"), True)]
    assert drafted(parts, whole) == [("merged", ("money", "talks"), ("whole",), True)]


def test_what_resembles_nothing_was_added_or_removed(drafted: Callable[..., Any]) -> None:
    assert drafted(said(("a", LEARNING)), said(("b", "Fares?"))) == [
        ("added", (), ("b",), False),
        ("removed", ("a",), (), False),
    ]


def test_a_question_of_another_type_is_never_guessed_to_be_the_same(drafted: Callable[..., Any]) -> None:
    new = said(("x", LEARNING))
    new["s"]["questions"]["x"]["type"] = "yes_no"
    assert [change for change, *_ in drafted(said(("a", LEARNING)), new)] == ["added", "removed"]


def test_of_many_alike_each_is_named_once(drafted: Callable[..., Any]) -> None:
    old = said(*((f"o{at}", LEARNING) for at in range(4)))
    new = said(*((f"n{at}", LEARNING) for at in range(3)))
    found = drafted(old, new)
    assert sorted(id for _, ids, _, _ in found for id in ids) == ["o0", "o1", "o2", "o3"]
    assert sorted(id for _, _, ids, _ in found for id in ids) == ["n0", "n1", "n2"]


def test_rows_that_the_author_wrote_stand_with_their_reasons(make_questionnaire: Build) -> None:
    old = make_questionnaire(said(("a", LEARNING), ("b", SPACES)))
    why = {"en-GB": 'Said "no"', "cy": "Na"}
    crosswalk = {"from": "1.0.0", "questions": ({"old": "a", "new": "x", "change": "reworded", "why": why},)}
    new = make_questionnaire(said(("x", LEARNING), ("b", SPACES)), version="1.1.0", crosswalk=crosswalk)
    found = draft_crosswalk(old, new)
    assert rows(found) == [("reworded", ("a",), ("x",), False)]
    assert '    - {old: a, new: x, change: reworded, why: {"en-GB": "Said \\"no\\"", "cy": "Na"}}' in draft_as_yaml(
        old, new, found
    )


def test_where_too_many_would_have_to_be_compared_nothing_is_guessed(
    drafted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_PAIRS", 1)
    new = said(("x", LEARNING), ("b", SPACES), revision=2)
    assert drafted(said(("a", LEARNING), ("b", SPACES)), new) == [
        ("reworded", ("b",), ("b",), False),
        ("added", (), ("x",), False),
        ("removed", ("a",), (), False),
    ]


def test_a_guess_is_marked_and_says_how_alike(make_questionnaire: Build) -> None:
    old, new = make_questionnaire(said(("a", LEARNING))), make_questionnaire(said(("x", LEARNING)), version="1.1.0")
    assert draft_as_yaml(old, new, draft_crosswalk(old, new)).splitlines() == [
        "# Draft of the crosswalk from example 1.0.0 to 1.1.0, for the end of the new file.",
        "# Rows marked “check” are guesses. Questions that are not named here are the same by id and revision.",
        "crosswalk:",
        "  from: 1.0.0",
        "  questions:",
        "    - {old: a, new: x, change: kept}   # check: 1.00 alike, under another id",
    ]


def test_with_nothing_to_say_the_draft_is_an_empty_list(make_questionnaire: Build) -> None:
    asked = make_questionnaire(said(("a", LEARNING)))
    assert draft_as_yaml(asked, asked, ()).endswith("  questions: []\n")


WORDS = st.lists(
    st.sampled_from(["role", "learning", "room", "fare", "meal", "talk", "week", "name", "door", "day"]),
    min_size=1,
    max_size=8,
)
IDS = st.sampled_from(["a", "b", "no", "on", "1", "1e3", "null", "c-d", "0x1f", "y"])
QUESTIONS = st.dictionaries(IDS, st.tuples(WORDS, st.sampled_from(["text", "yes_no"]), st.integers(1, 2)), min_size=1)


def written(version: str, questions: dict[str, tuple[list[str], str, int]]) -> str:
    lines = [f"format: 1\nid: small\nversion: {version}\ntitle: Small\nscale:"]
    lines += [f"  - {{value: {level}, name: Level {level}}}" for level in range(3)]
    lines += ["sections:", "  - id: s", "    title: S", "    questions:"]
    for id, (words, type, revision) in questions.items():
        texts = {"id": id, "type": type, "revision": revision, "prompt": " ".join(words)}
        lines.append(f"      - {json.dumps(texts)}")
    return "\n".join(lines) + "\n"


def loaded(text: str) -> Questionnaire:
    found = load_questionnaire(text.encode(), "q.yaml")
    assert found.questionnaire is not None, [str(one) for one in found.problems]
    return found.questionnaire


@given(QUESTIONS, QUESTIONS)
def test_a_pasted_draft_passes_every_check_and_tells_of_every_question_once(
    first: dict[str, tuple[list[str], str, int]], second: dict[str, tuple[list[str], str, int]]
) -> None:
    old, text = loaded(written("1.0.0", first)), written("1.1.0", second)
    draft = draft_as_yaml(old, loaded(text), draft_crosswalk(old, loaded(text)))
    new = loaded(text + draft)
    assert list(crosswalk_misfits(new, old)) == []
    found = difference(old, new)
    assert found.by_crosswalk
    assert sorted(id for one in found.questions for id in one.old) == sorted(first)
    assert sorted(id for one in found.questions for id in one.new) == sorted(second)
    # What is written into the file is not drafted over again.
    assert rows(draft_crosswalk(old, new)) == [
        (change, before, after, False) for change, before, after, _ in rows(draft_crosswalk(old, loaded(text)))
    ]
