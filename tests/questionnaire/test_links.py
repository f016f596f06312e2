"""Questions of two questionnaires that ask about the same thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from selfassess.questionnaire.links import linked_questions
from selfassess.questionnaire.model import Questionnaire


def to(place: str, strength: str = "full") -> dict[str, Any]:
    return {"maps_to": ({"to": place, "strength": strength},)}


@pytest.fixture(scope="session")
def links(make_questionnaire: Callable[..., Questionnaire]) -> Callable[..., list[tuple[str, str, str]]]:
    """`links({"c1": {"questions": {…}}}, {"p1": …})`: the links between a pledge and a concordat."""

    def build(pledge: dict[str, Any], concordat: dict[str, Any]) -> list[tuple[str, str, str]]:
        found = linked_questions(make_questionnaire(pledge, id="pledge"), make_questionnaire(concordat, id="concordat"))
        return [(link.question, link.other, link.strength) for link in found]

    return build


Links = Callable[..., list[tuple[str, str, str]]]
PLAIN = {"p1": {"questions": {"x": {}, "y": {}}}, "p2": {"questions": {"z": {}}}}


def test_a_link_between_two_questions_keeps_its_strength(links: Links) -> None:
    assert links({"c1": {"questions": {"a": to("concordat:x")}}}, PLAIN) == [("a", "x", "full")]
    assert links({"c1": {"questions": {"a": to("concordat:x", "part")}}}, PLAIN) == [("a", "x", "part")]


def test_links_count_from_either_side(links: Links) -> None:
    pledge = {"c1": {"questions": {"a": {}}}}
    concordat = {"p1": {"questions": {"x": {}, "y": to("pledge:a")}}}
    assert links(pledge, concordat) == links({"c1": {"questions": {"a": to("concordat:y")}}}, concordat)
    assert links(pledge, concordat) == [("a", "y", "full")]


def test_a_section_at_either_end_stands_for_a_part_of_each_of_its_questions(links: Links) -> None:
    from_question = {"c1": {"questions": {"a": to("concordat:p1"), "b": {}}}}
    from_section = {"c1": {**to("concordat:x"), "questions": {"a": {}, "b": {}}}}
    both = {"c1": {**to("concordat:p2"), "questions": {"a": {}, "b": {}}}}
    assert links(from_question, PLAIN) == [("a", "x", "part"), ("a", "y", "part")]
    assert links(from_section, PLAIN) == [("a", "x", "part"), ("b", "x", "part")]
    assert links(both, PLAIN) == [("a", "z", "part"), ("b", "z", "part")]


@pytest.mark.parametrize("strengths", [("full", "part"), ("part", "full")])
def test_of_several_links_between_two_questions_the_strongest_counts(links: Links, strengths: tuple[str, str]) -> None:
    pledge = {"c1": {"questions": {"a": to("concordat:x", strengths[0])}}}
    concordat = {"p1": {"questions": {"x": to("pledge:a", strengths[1])}}}
    assert links(pledge, concordat) == [("a", "x", "full")]


def test_links_stand_in_the_order_of_both_questionnaires(links: Links) -> None:
    pledge = {"c1": {"questions": {"b": to("concordat:z"), "a": to("concordat:p1")}}}
    assert links(pledge, PLAIN) == [("b", "z", "full"), ("a", "x", "part"), ("a", "y", "part")]


def test_links_to_what_is_not_there_lead_nowhere(links: Links) -> None:
    pledge = {"c1": {**to("another:x"), "questions": {"a": to("concordat:gone"), "b": to("another:p1")}}}
    assert links(pledge, PLAIN) == []
