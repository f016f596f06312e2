"""Every questionnaire and example that ships: read, published, complete, distinct, scored and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

from selfassess.answers.file import load_answers, peek
from selfassess.language import Translator
from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.difference import difference, named
from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.published import disagreements
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.questionnaire.shipped import example_files, shipped_files, shipped_folder
from selfassess.render.table import RENDERERS
from selfassess.report.material import gather

FILES = shipped_files()
EXAMPLES = example_files()
FEWEST_LEVEL_QUESTIONS = {"bnssg-pledge": (8, 40, 4, 6), "hips-concordat": (6, 24, 4, 6)}
"""Sections, level questions in all, fewest and most a section."""
ALIKE = 0.8
"""Share of words in the same order from which two level texts say the same with another noun."""


def shipped(path: Path) -> Questionnaire:
    loaded = load_questionnaire(path.read_bytes(), str(path))
    assert loaded.questionnaire is not None, "\n".join(map(str, loaded.problems))
    return loaded.questionnaire


def of(path: Path) -> str:
    return "/".join(path.parts[-2:])


def level_questions(questionnaire: Questionnaire) -> Iterator[LevelQuestion]:
    return (question for section in questionnaire.sections for question in section.level_questions)


def test_the_pledge_and_its_examples_ship() -> None:
    assert "bnssg-pledge/1.0.0.yaml" in [of(path) for path in FILES]
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("path", FILES, ids=of)
def test_it_stands_where_its_id_and_version_say(path: Path) -> None:
    questionnaire = shipped(path)
    assert of(path) == f"{questionnaire.id}/{questionnaire.version}.yaml"


def test_no_published_version_has_changed_and_every_one_is_recorded() -> None:
    record = (shipped_folder() / "published.sha256").read_text(encoding="utf-8")
    assert disagreements(record, {of(path): path.read_bytes() for path in FILES}) == ()


@pytest.mark.parametrize("path", FILES, ids=of)
def test_it_has_the_questions_it_promises(path: Path) -> None:
    questionnaire = shipped(path)
    sections, fewest, least, most = FEWEST_LEVEL_QUESTIONS[questionnaire.id]
    assert len(questionnaire.sections) == sections
    assert len(list(level_questions(questionnaire))) >= fewest
    assert all(least <= len(section.level_questions) <= most for section in questionnaire.sections)
    assert all(section.statement for section in questionnaire.sections)


@pytest.mark.parametrize("path", FILES, ids=of)
def test_every_level_question_helps_proves_and_leads_on(path: Path) -> None:
    questionnaire = shipped(path)
    for question in level_questions(questionnaire):
        assert question.help, question.id
        assert len(question.evidence) >= 3, question.id
        assert question.lenses, question.id
        for step in range(questionnaire.top):
            assert question.actions_from(step), f"{question.id} has no action for the step from {step}"


NEWER = [path for path in FILES if shipped(path).crosswalk]


@pytest.mark.parametrize("path", NEWER, ids=of)
def test_a_new_version_says_what_became_of_every_question_that_changed(path: Path) -> None:
    new = shipped(path)
    old = shipped(path.with_name(f"{new.crosswalk.from_}.yaml"))
    assert list(crosswalk_misfits(new, old)) == []
    found = difference(old, new)
    assert found.by_crosswalk
    told = {id for row in new.crosswalk.questions for id in (*named(row.old), *named(row.new))}
    untold = [one for one in found.questions if not {*one.old, *one.new} & told]
    assert {one.change for one in untold} == {"kept"}
    assert not any(one.unnoticed for one in found.questions)


def test_the_pledge_1_1_0_shows_every_kind_of_change() -> None:
    folder = shipped_folder() / "bnssg-pledge"
    found = difference(shipped(folder / "1.0.0.yaml"), shipped(folder / "1.1.0.yaml"))
    changes = {(one.change, one.old, one.new) for one in found.questions if not one.untouched}
    assert {
        ("reworded", ("c3-managers",), ("c3-managers",)),
        ("split", ("c6-offer",), ("c6-support", "c6-payment")),
        ("added", (), ("c7-repair",)),
        ("removed", ("c5-group",), ()),
        ("removed", ("c7-tests",), ()),
    } < changes
    assert [(one.new, one.sections) for one in found.questions if one.sections] == [(("c6-partners",), ("c6", "c5"))]
    assert [(one.new[0], figure.name, figure.old, figure.new) for one in found.questions for figure in one.figures] == [
        ("c6-decisions", "weight", 1, 2)
    ]


def words(text: str) -> list[str]:
    return re.findall(r"[\w’]+", text.lower())


def newest() -> list[Path]:
    """The newest version of each questionnaire; an older one has its texts in common with it, on purpose."""
    by_version = sorted(FILES, key=lambda path: version_order(path.stem))
    return list({path.parent.name: path for path in by_version}.values())


def test_no_two_level_texts_are_alike() -> None:
    texts = [
        (f"{path.parent.name} {question.id}.{level}", words(str(text)))
        for path in newest()
        for question in level_questions(shipped(path))
        for level, text in question.levels.items()
    ]
    assert [pair for pair in combinations(texts, 2) if alike(pair[0][1], pair[1][1])] == []


def alike(one: list[str], other: list[str]) -> bool:
    """Whether two texts share nearly all their words in order; the cheap look at sets comes first."""
    shared = len(set(one) & set(other)) / max(len(set(one)), len(set(other)))
    return shared >= ALIKE - 0.2 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def test_a_text_that_differs_only_in_a_noun_counts_as_alike() -> None:
    text = "A named manager has written down what the team does after a hard call."
    assert alike(words(text), words(text.replace("call", "visit")))
    assert not alike(words(text), words("Nobody has taken this on yet."))


@pytest.mark.parametrize("path", FILES, ids=of)
def test_nobody_is_asked_about_their_own_trauma(path: Path) -> None:
    for question in shipped(path).questions():
        assert not re.search(r"\b(have you|did you|were you|your own|do you feel)\b", str(question.prompt).lower())


def material(path: Path):
    named = peek(path.read_bytes(), str(path))
    file = shipped_folder() / f"{named.questionnaire}/{named.version}.yaml"
    loaded = load_questionnaire(file.read_bytes(), str(file))
    answers = load_answers(path.read_bytes(), str(path), loaded.questionnaire)
    assert answers.problems == ()
    return gather(loaded.questionnaire, answers.sheet, loaded.sha256)


@pytest.mark.parametrize("path", EXAMPLES, ids=of)
def test_an_example_is_plainly_made_up_and_scored(path: Path) -> None:
    found = material(path)
    assert "made up" in found.sheet.organisation
    assert found.card.overall.applicable > 20


@pytest.mark.parametrize("suffix", RENDERERS)
@pytest.mark.parametrize("path", EXAMPLES, ids=of)
def test_an_example_is_printed_in_every_format(path: Path, suffix: str) -> None:
    found = material(path)
    data = RENDERERS[suffix].render(found, Translator(found.questionnaire.language))
    assert len(data) > 1000


def test_the_examples_hold_all_four_states_and_an_ignored_answer() -> None:
    found = [material(path) for path in EXAMPLES]
    states = {question.state for one in found for section in one.card.sections for question in section.questions}
    assert {str(state) for state in states} == {"answered", "not_applicable", "dont_know", "unanswered"}
    assert any(one.card.ignored for one in found)
