"""Evidence is offered where it answers the same question: in another questionnaire, in another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from selfassess.answers.model import Evidence
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.evidence import add_evidence, confirm_evidence, retire_evidence
from selfassess.services.evidence_kinds import piece_of
from selfassess.services.evidence_offers import Fit, Then, backings
from selfassess.services.evidence_use import confirm_and_use, use_evidence
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.evidence import EvidenceSaid
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation

from .pieces import SAID, T, answered

LINKED = Path(__file__).parents[1] / "questionnaires" / "linked.yaml"


@pytest.fixture
def linked() -> Offer:
    data = LINKED.read_bytes()
    loaded = load_questionnaire(data, str(LINKED))
    assert loaded.questionnaire is not None
    return Offer(questionnaire=loaded.questionnaire, sha256=loaded.sha256, file=LINKED, altered=False, data=data)


def fits(found: Sequence[tuple[str, Fit]], **expected: Fit) -> None:
    assert dict(found) == expected


def offers(database: Database, who: Actor, work: Assessment, question: str) -> list[tuple[str, Fit]]:
    here = open_assessment(database, who, work.id)
    found = backings(database, who, here, {})[question].offers
    return [(offer.record.said.title, offer.fit) for offer in found]


def test_it_is_offered_where_another_questionnaire_asks_for_the_same_and_says_why(
    database: Database,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    linked: Offer,
    details: Details,
    now: datetime,
) -> None:
    other = start_assessment(
        database, OPERATOR, linked, replace(details, profile={}), organisation=force.id, token="other", now=now
    )
    for title, question in (("For a", "a"), ("For b", "b"), ("For none", "")):
        id = add_evidence(database, lead, force.id, EvidenceSaid(title=title, kind="plan"), now=now)
        if question:
            use_evidence(database, lead, work.id, question, [id], now=now)
    assert offers(database, lead, other, "same")[0] == ("For a", Fit.FULL)
    assert offers(database, lead, other, "some")[0] == ("For b", Fit.PART)
    fits(offers(database, lead, other, "other"), **{"For a": Fit.NONE, "For b": Fit.NONE, "For none": Fit.NONE})
    first = backings(database, lead, open_assessment(database, lead, other.id), {})["some"].offers[0]
    assert (T.text(first.asked), T.text(first.title), first.period) == ("B?", "Two small sections", "2026")
    assert len(backings(database, lead, open_assessment(database, lead, other.id), {})["some"].fitting) == 1


def test_another_years_evidence_is_offered_for_the_same_question_and_asked_about(
    database: Database,
    offer: Offer,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    details: Details,
    now: datetime,
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    typed = Evidence(title="Typed")
    save_section(database, lead, work.id, "s1", {"a": answered(typed)}, {}, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    later = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    new = start_assessment(database, OPERATOR, offer, later, organisation=force.id, token="new", now=now)
    assert offers(database, lead, new, "a") == [("Survey", Fit.SAME)]

    then = {"a": Then(assessment=work.id, period="2026", question="a", pieces=(typed, piece_of(SAID)))}

    def once() -> list[tuple[str, bool]]:
        here = open_assessment(database, lead, new.id)
        return [(one.piece.title, one.record is not None) for one in backings(database, lead, here, then)["a"].once]

    assert once() == [("Typed", False), ("Survey", True)]
    day = date(2026, 9, 30)
    assert confirm_and_use(database, lead, new.id, "a", typed, None, day, now=now) == ("Typed",)
    assert confirm_and_use(database, lead, new.id, "a", piece_of(SAID), id, day, now=now) == ("Survey",)
    assert once() == []
    kept = open_assessment(database, lead, new.id).sheet.answer("a").evidence
    assert [(piece.title, piece.dated) for piece in kept] == [("Typed", day), ("Survey", day)]
    before = open_assessment(database, lead, work.id).sheet.answer("a").evidence
    assert [piece.dated for piece in before] == [None, date(2026, 3, 1)]


def test_what_was_retired_or_confirmed_elsewhere_is_asked_about_no_more(
    database: Database,
    offer: Offer,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    details: Details,
    now: datetime,
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    later = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    new = start_assessment(database, OPERATOR, offer, later, organisation=force.id, token="new", now=now)
    then = {"a": Then(assessment=work.id, period="2026", question="a", pieces=(piece_of(SAID),))}
    here = open_assessment(database, lead, new.id)
    confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now)
    found = backings(database, lead, here, then)["a"]
    assert (found.once, [offer.fit for offer in found.offers]) == ((), [Fit.SAME])
    retire_evidence(database, lead, force.id, id, seen=2, now=now)
    found = backings(database, lead, here, then)["a"]
    assert (found.once, found.offers) == ((), ())
