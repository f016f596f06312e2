"""Evidence of one questionnaire that another may use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from selfassess.answers.evidence_offers import Offer, evidence_offers
from selfassess.answers.model import Evidence
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.shipped import shipped_files

MINUTES, PLAN = Evidence(title="Minutes"), Evidence(title="Plan")


def to(*places: tuple[str, str]) -> dict[str, Any]:
    return {"maps_to": tuple({"to": place, "strength": strength} for place, strength in places)}


@pytest.fixture(scope="session")
def pledge(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    questions = {"a": to(("concordat:p1", "part")), "b": to(("concordat:y", "full")), "c": {}}
    return make_questionnaire({"c1": {"questions": questions}}, id="pledge")


@pytest.fixture(scope="session")
def concordat(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    return make_questionnaire({"p1": {"questions": {"x": {}, "y": {}}}}, id="concordat")


def full(record: object) -> Offer[Any]:
    return Offer(record=record, strength="full")


def part(record: object) -> Offer[Any]:
    return Offer(record=record, strength="part")


def test_evidence_is_offered_along_the_links_the_closest_first(pledge: Questionnaire, concordat: Questionnaire) -> None:
    offers = evidence_offers({"a": [PLAN], "b": [MINUTES], "c": [Evidence(title="Other")]}, pledge, concordat)
    assert dict(offers) == {"x": (part(PLAN),), "y": (full(MINUTES), part(PLAN))}


def test_it_is_offered_the_other_way_too(pledge: Questionnaire, concordat: Questionnaire) -> None:
    offers = evidence_offers({"y": [PLAN, MINUTES]}, concordat, pledge)
    assert dict(offers) == {"a": (part(PLAN), part(MINUTES)), "b": (full(PLAN), full(MINUTES))}
    assert list(offers) == ["a", "b"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_what_backs_several_linked_questions_is_offered_once_with_its_strongest_link(
    make_questionnaire: Callable[..., Questionnaire], concordat: Questionnaire, order: tuple[str, str]
) -> None:
    links = {"a": to(("concordat:x", "part")), "b": to(("concordat:x", "full"))}
    source = make_questionnaire({"c1": {"questions": {id: links[id] for id in order}}}, id="pledge")
    assert dict(evidence_offers({"a": [PLAN], "b": [PLAN]}, source, concordat)) == {"x": (full(PLAN),)}


def test_any_record_can_be_offered_not_only_evidence_of_a_file(pledge: Questionnaire, concordat: Questionnaire) -> None:
    assert dict(evidence_offers({"b": ["evidence-7"]}, pledge, concordat)) == {"y": (full("evidence-7"),)}


def test_evidence_for_the_pledge_is_offered_in_the_concordat_that_ships_and_back() -> None:
    loaded = [load_questionnaire(file.read_bytes(), file.name).questionnaire for file in shipped_files()]
    by_id = {one.id: one for one in loaded if one}
    pledge, concordat = by_id["bnssg-pledge"], by_id["hips-concordat"]
    for source, target in ((pledge, concordat), (concordat, pledge)):
        recorded = {question.id: [question.id] for question in source.questions()}
        offers = evidence_offers(recorded, source, target)
        assert len(offers) > len(list(target.questions())) / 2
