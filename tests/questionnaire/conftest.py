"""Tiny questionnaires for the tests of this room."""

from collections.abc import Callable

import pytest

from selfassess.questionnaire.loader import load_questionnaire

SMALL = """\
format: 1
id: small
version: 1.1.0
title: Small
scale: [{value: 0, name: Not started}, {value: 1, name: Exploring}, {value: 2, name: Developing}]
lenses: {realise: We realise}
profile: [{id: sector, prompt: Which?, options: {police: Police, other: Another}}]
sections:
  - id: c1
    title: Learning
    questions:
      - {id: a, type: level, prompt: How far?, levels: {0: Not yet., 1: In places., 2: Everywhere.}}
      - {id: b, type: yes_no, prompt: Does it happen?}
      - {id: c, type: choice, prompt: How?, options: {alone: Alone, together: Together}}
      - {id: d, type: number, prompt: How many?}
"""


@pytest.fixture
def small() -> str:
    """A sound questionnaire as text, to be spoilt by the test."""
    return SMALL


@pytest.fixture
def told() -> Callable[[str], list[str]]:
    """The problems of a questionnaire as `path: message`, in file order."""

    def problems(text: str) -> list[str]:
        found = load_questionnaire(text.encode(), "q.yaml").problems
        return [f"{problem.where}: {problem.message}" for problem in found]

    return problems


@pytest.fixture
def spoilt(small: str, told: Callable[[str], list[str]]) -> Callable[[str, str], list[str]]:
    """The problems once a piece of the small questionnaire is replaced."""

    def problems(piece: str, other: str) -> list[str]:
        assert piece in small
        return told(small.replace(piece, other, 1))

    return problems
