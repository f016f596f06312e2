"""Builders of small questionnaires and answer sheets, so that a test shows only what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, State
from selfassess.questionnaire.model import Questionnaire

ON = date(2026, 10, 1)


def _question(id: str, said: Mapping[str, Any], top: int) -> dict[str, Any]:
    if said.get("type", "level") != "level":
        return {"id": id, "prompt": id, **said}
    levels = {level: f"{id} at {level}" for level in range(top + 1)}
    return {"id": id, "type": "level", "prompt": id, "levels": levels, **said}


def _section(id: str, said: Mapping[str, Any], top: int) -> dict[str, Any]:
    questions = tuple(_question(question, keys, top) for question, keys in said["questions"].items())
    return {"id": id, "title": id, **said, "questions": questions}


@pytest.fixture(scope="session")
def make_questionnaire() -> Callable[..., Questionnaire]:
    """`make_questionnaire({"c1": {"weight": …, "questions": {"a": {"gate": 2}}}}, top=4, stage_share=…)`."""

    def build(sections: Mapping[str, Mapping[str, Any]], top: int = 4, **keys: Any) -> Questionnaire:
        rules = {name: keys.pop(name) for name in ("stage_share", "minimum_answered", "evidence") if name in keys}
        return Questionnaire.model_validate(
            {
                "format": 1,
                "id": "example",
                "version": "1.0.0",
                "title": "Example",
                "scale": tuple({"value": level, "name": f"Level {level}"} for level in range(top + 1)),
                "rules": rules,
                "sections": tuple(_section(id, said, top) for id, said in sections.items()),
                **keys,
            }
        )

    return build


def _answer(said: Any) -> Answer:
    """A level, "?" for don't know, "-" for not applicable, None for unanswered, or an `Answer`."""
    if isinstance(said, Answer):
        return said
    if said == "?":
        return Answer(state=State.DONT_KNOW)
    if said == "-":
        return Answer(state=State.NOT_APPLICABLE, reason="It does not arise here.")
    return UNANSWERED if said is None else Answer(state=State.ANSWERED, value=said)


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., AnswerSheet]:
    """`make_sheet(a=1, b="?", c="-", d=None)`; see `_answer`."""

    def build(answers: Mapping[str, Any] | None = None, /, **more: Any) -> AnswerSheet:
        said = {**(answers or {}), **{id: value for id, value in more.items() if id != "profile"}}
        return AnswerSheet(
            organisation="Example Council",
            period="2026",
            assessed_on=ON,
            questionnaire="example",
            version="1.0.0",
            profile=more.get("profile", {}),
            answers={id: _answer(value) for id, value in said.items()},
        )

    return build


def _backed(level: int, *dates: date | None, shows: Any = None) -> Answer:
    evidence = tuple(Evidence(title="A note", dated=dated, shows=shows) for dated in dates)
    return Answer(state=State.ANSWERED, value=level, evidence=evidence)


@pytest.fixture(scope="session")
def backed() -> Callable[..., Answer]:
    """`backed(3, date(…), None, shows="effect")`: a level with one piece of evidence for each date."""
    return _backed
