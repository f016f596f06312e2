"""Every file of action templates that ships: read, named as it says, and linked to questions that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfassess.language import Translator
from selfassess.questionnaire.action_templates import ActionTemplates, load_templates
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import action_files, shipped_files

FILES = action_files()
SAID_BY_THE_PLEDGE = {
    "setting up an organisational trauma-informed steering group",
    "reviewing policies through a trauma-informed lens",
    (
        "developing a trauma-informed practice action plan using the Bristol, North Somerset and South Gloucestershire"
        " Trauma-Informed Practice Framework"
    ),
    "training line managers around recognising and responding to secondary and vicarious trauma among staff",
    "building coproduction into ongoing work",
    "identifying a trauma-informed champion",
}
"""The examples of actions in the text of the pledge, word for word."""


def shipped(path: Path) -> ActionTemplates:
    loaded = load_templates(path.read_bytes(), str(path))
    assert loaded.templates is not None, "\n".join(map(str, loaded.problems))
    return loaded.templates


def test_the_examples_of_the_pledge_and_the_workstreams_ship() -> None:
    assert [path.stem for path in FILES] == ["llr-workstreams", "pledge-examples"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_stands_where_its_id_says_with_its_source(path: Path) -> None:
    templates = shipped(path)
    assert path.stem == templates.id
    assert templates.source.publisher is not None
    assert templates.source.link is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_it_names_is_there_in_every_version_that_ships(path: Path) -> None:
    questionnaires = [load_questionnaire(file.read_bytes(), str(file)).questionnaire for file in shipped_files()]
    for action in shipped(path).actions:
        for id, questions in action.questions.items():
            versions = [one for one in questionnaires if one is not None and one.id == id]
            assert versions, f"{action.id} names {id}, which does not ship"
            for one in versions:
                assert set(questions) <= one.by_id.keys(), f"{action.id} in {one.name}"


def test_the_examples_of_the_pledge_are_its_own_words() -> None:
    pledge = next(one for one in map(shipped, FILES) if one.id == "pledge-examples")
    assert {Translator().text(action.quote) for action in pledge.actions} == SAID_BY_THE_PLEDGE
