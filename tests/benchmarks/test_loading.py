"""Reading a questionnaire of 1,000 questions beside the bare YAML library, and having it from the cache."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML

from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.loader import load_questionnaire

_HEAD = """\
format: 1
id: thousand
version: 1.0.0
title: A thousand questions
scale:
  - {value: 0, name: Not started}
  - {value: 1, name: Exploring}
  - {value: 2, name: Developing}
  - {value: 3, name: Embedding}
  - {value: 4, name: Leading}
sections:
"""
_SECTION = """\
  - id: s{section}
    title: Section {section}
    statement: We work together so that everybody is met with understanding, and we learn from what we hear.
    questions:
"""
_QUESTION = """\
      - id: s{section}-q{question}
        type: level
        prompt: How far is what we do about matter {question} of section {section} written down and lived?
        help: Think of the whole organisation, not of its best team.
        weight: 1.5
        levels:
          0: We have not begun this yet, and what happens depends on who is there on the day.
          1: We are talking about it, someone has taken it on, and first attempts have been made.
          2: There is something in writing that can be shown, and it is in use in at least one place.
          3: It is the usual way in most places where it matters, and it is checked every year.
          4: It is lived everywhere, and others come to us to learn how we go about it.
        evidence:
          - Minutes in which the board agreed how this is done
          - "A review that names what was found: dates, people's roles, next steps"
        actions:
          - {{from: 0, do: Name somebody who takes this on., effort: low}}
          - {{from: 1, do: Write down what you do already., effort: medium}}
          - {{from: 2, do: Ask those it concerns what they make of it., effort: medium}}
"""


def thousand_questions() -> bytes:
    text = [_HEAD]
    for section in range(25):
        text.append(_SECTION.format(section=section))
        text += [_QUESTION.format(section=section, question=question) for question in range(40)]
    return "".join(text).encode()


def test_a_thousand_questions_are_read_and_checked(race: Any, table: Any) -> None:
    data = thousand_questions()

    def bare() -> Any:
        return YAML(typ="safe", pure=True).load(data)  # pure, as ours is: the C parser can be made to crash

    ours = load_questionnaire(data, "thousand.yaml")
    assert ours.questionnaire is not None, ours.problems[:3]
    assert list(ours.questionnaire.by_id) == [
        question["id"] for section in bare()["sections"] for question in section["questions"]
    ]
    checked, plain, cached = race(
        lambda: load_questionnaire(data, "thousand.yaml"), bare, lambda: cached_questionnaire(data, "thousand.yaml")
    )
    table.ratio(f"1,000 questions ({len(data) / 1e6:.1f} MB) read and checked / bare ruamel.yaml", checked, plain, 2)
    table.ratio("the same from the cache / bare ruamel.yaml", cached, plain, 1 / 20)
