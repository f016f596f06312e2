"""Which questions of two questionnaires ask about the same thing, by the links that either of them names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import Link

Strength = Literal["full", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedQuestions:
    """A question of one questionnaire and one of another: `full` where they ask for the same, `part` for some of it."""

    question: str
    other: str
    strength: Strength


def linked_questions(one: Questionnaire, other: Questionnaire) -> tuple[LinkedQuestions, ...]:
    """Each pair once, in the order of `one`, then of `other`; of several links between two the strongest counts.

    Links of either questionnaire count, whichever way they point. A link from or to a section stands for each of its
    questions, but only for a part of it: what a section is about as a whole, none of its questions asks alone. Links to
    what the other questionnaire does not have lead nowhere, for it may be another version than the author meant.
    """
    found: dict[tuple[str, str], Strength] = {}
    for here, there, strength in _pairs(one, other):
        _strengthen(found, (here, there), strength)
    for there, here, strength in _pairs(other, one):
        _strengthen(found, (here, there), strength)
    return tuple(
        LinkedQuestions(question=question.id, other=linked.id, strength=found[question.id, linked.id])
        for question in one.questions()
        for linked in other.questions()
        if (question.id, linked.id) in found
    )


def _strengthen(found: dict[tuple[str, str], Strength], pair: tuple[str, str], strength: Strength) -> None:
    if found.get(pair) != "full":
        found[pair] = strength


def _pairs(source: Questionnaire, target: Questionnaire) -> Iterator[tuple[str, str, Strength]]:
    """Question of `source`, question of `target` and strength, for every link of `source` to `target`."""
    sections = {section.id: [question.id for question in section.questions] for section in target.sections}
    for section in source.sections:
        for link in section.maps_to:
            for there, _ in _ends(link, target, sections):
                for question in section.questions:
                    yield question.id, there, "part"
        for question in section.questions:
            for link in question.maps_to:
                for there, strength in _ends(link, target, sections):
                    yield question.id, there, strength


def _ends(link: Link, target: Questionnaire, sections: Mapping[str, list[str]]) -> Iterator[tuple[str, Strength]]:
    questionnaire, _, id = link.to.partition(":")
    if questionnaire != target.id:
        return
    if id in target.by_id:
        yield id, link.strength
    for question in sections.get(id, []):
        yield question, "part"
