"""A moderator's word on answers: it counts, stands, gives way, is never silent; and nobody else may say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from selfassess.answers.model import Answer, Lowered, State
from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.files import export_answers, import_answers
from selfassess.services.moderation import Noted, NotedMeanwhile, keep_note, open_moderation, returned_notes
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.results import results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Role
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import WorkStatus

from .members import Town
from .signing import answered, now_of, step

LATER = timedelta(minutes=5)
Told = tuple[Town, str, Actor, Actor]


def lowered(level: int = 1, why: str = "One team only.") -> ModerationNote:
    return ModerationNote(question="a", outcome=Outcome.LOWERED, note=why, supported_level=level)


def returned(why: str = "Which team?") -> ModerationNote:
    return ModerationNote(question="a", outcome=Outcome.RETURNED, note=why)


ACCEPTED = ModerationNote(question="a", outcome=Outcome.ACCEPTED, note="")


@pytest.fixture
def moderated(database: Database, offer: Offer, details: Details, now: datetime) -> Told:
    """A town, an assessment of it that is in moderation, its lead, and a moderator with no other role anywhere."""
    town = Town(database=database, now=now)
    council = town.organisation("Council")
    lead, peer = town.person("ann", (council, Role.LEAD)), town.person("peer", (council, Role.MODERATOR))
    id = start_assessment(database, lead, offer, details, organisation=council.id, token="moderated", now=now).id
    save_section(database, lead, id, "s1", {"a": answered(2)}, {}, now=now)
    step(database, id, WorkStatus.MODERATION, now, who=lead)
    return town, id, lead, peer


def test_what_is_set_lower_counts_wherever_answers_do(moderated: Told, now: datetime) -> None:
    town, id, lead, peer = moderated
    assert keep_note(town.database, peer, id, lowered(), seen=0, now=now) == Noted(changed=True)
    assert open_assessment(town.database, lead, id).sheet.answer("a").lowered == Lowered(
        level=1, reason="One team only."
    )
    material = results(town.database, lead, id, catalogue=Catalogue(offers=(), broken=()))
    assert material.card.lowered["a"].level == 1
    assert material.proceedings is not None
    assert material.proceedings.notes == (lowered(),)


def test_what_was_returned_gives_way_to_a_new_answer_and_what_was_lowered_stays(moderated: Told, now: datetime) -> None:
    town, id, lead, peer = moderated
    keep_note(town.database, peer, id, returned(), seen=0, now=now)
    assert returned_notes(open_assessment(town.database, lead, id)) == (returned(),)
    step(town.database, id, WorkStatus.DRAFT, now, who=peer, why="One is returned")
    save_section(town.database, lead, id, "s1", {"a": replace(answered(2), comment="All")}, {"a": 1}, now=now + LATER)
    assert returned_notes(open_assessment(town.database, lead, id)) == ()
    step(town.database, id, WorkStatus.MODERATION, now + LATER, who=lead)
    keep_note(town.database, peer, id, lowered(), seen=1, now=now + LATER)
    step(town.database, id, WorkStatus.DRAFT, now + LATER, who=peer, why="Less is backed")
    anew = replace(answered(2), comment="All of them")
    save_section(town.database, lead, id, "s1", {"a": anew}, {"a": 2}, now=now + 2 * LATER)
    one = open_moderation(town.database, lead, id).answer_to("a")
    assert one.answer.lowered is not None
    assert (one.again, one.looked_at) == (True, False)


def test_the_same_note_twice_is_one_and_of_two_moderators_the_second_is_told(moderated: Told, now: datetime) -> None:
    town, id, _, peer = moderated
    assert keep_note(town.database, peer, id, returned(), seen=0, now=now) == Noted(changed=True)
    assert keep_note(town.database, peer, id, returned(), seen=0, now=now) == Noted(changed=False)
    late = keep_note(town.database, OPERATOR, id, ACCEPTED, seen=0, now=now)
    assert isinstance(late, NotedMeanwhile)
    assert (late.seen, late.stored and late.stored.note) == (1, returned())
    assert keep_note(town.database, OPERATOR, id, ACCEPTED, seen=late.seen, now=now) == Noted(changed=True)


def test_a_note_on_the_whole_can_be_taken_away(moderated: Told, now: datetime) -> None:
    town, id, _, peer = moderated
    whole = ModerationNote(question=None, outcome=Outcome.ACCEPTED, note="Well argued.")
    keep_note(town.database, peer, id, whole, seen=0, now=now)
    found = open_moderation(town.database, peer, id)
    assert found.whole
    assert found.whole.note == whole
    assert keep_note(town.database, peer, id, replace(whole, note=""), seen=1, now=now) == Noted(changed=True)
    assert open_moderation(town.database, peer, id).whole is None


def test_nobody_else_moderates_and_nobody_at_another_time(moderated: Told, now: datetime) -> None:
    town, id, lead, peer = moderated
    with pytest.raises(NotPermittedError):
        keep_note(town.database, lead, id, ACCEPTED, seen=0, now=now)
    with pytest.raises(NotFoundError):
        keep_note(town.database, town.person("stranger"), id, ACCEPTED, seen=0, now=now)
    with pytest.raises(NotFoundError):
        keep_note(town.database, peer, id, replace(ACCEPTED, question="nowhere"), seen=0, now=now)
    with pytest.raises(ValueError, match="only"):
        keep_note(town.database, peer, id, lowered(level=2), seen=0, now=now)
    step(town.database, id, WorkStatus.AGREED, now, who=peer)
    with pytest.raises(NotNowError):
        keep_note(town.database, peer, id, ACCEPTED, seen=0, now=now)


def test_a_moderator_from_elsewhere_sees_nothing_before_and_nothing_else(moderated: Told, now: datetime) -> None:
    town, id, lead, peer = moderated
    assert open_moderation(town.database, peer, id).may_moderate
    step(town.database, id, WorkStatus.DRAFT, now, who=lead, why="Too early")
    with pytest.raises(NotNowError):
        open_moderation(town.database, peer, id)


def test_what_was_lowered_comes_and_goes_with_an_answers_file(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    id = start_assessment(database, OPERATOR, offer, details, token="first", now=now).id
    save_section(database, OPERATOR, id, "s1", {"a": answered(2)}, {}, now=now)
    arrange(database, OPERATOR, id, moderated=True, signing=False, seen=now_of(database, id).revision, now=now)
    step(database, id, WorkStatus.MODERATION, now)
    keep_note(database, OPERATOR, id, lowered(), seen=0, now=now)
    data = export_answers(database, OPERATOR, id)
    catalogue = Catalogue(offers=(offer,), broken=())
    copy = import_answers(database, OPERATOR, catalogue, data, "answers.json", token="second", now=now).assessment
    assert copy is not None
    assert open_assessment(database, OPERATOR, copy.id).sheet.answer("a") == Answer(
        state=State.ANSWERED, value=2, comment="Level 2", lowered=Lowered(level=1, reason="One team only.")
    )
    assert export_answers(database, OPERATOR, copy.id) == data


def test_it_is_on_record_without_the_words(moderated: Told, now: datetime) -> None:
    town, id, _, peer = moderated
    keep_note(town.database, peer, id, lowered(), seen=0, now=now)
    last = list(every_event(town.database, OPERATOR, Translator(), Choice()))[-1].recorded
    assert last.event == "answer moderated"
    assert (last.after["question"], last.after["outcome"], last.after["supported_level"]) == ("a", "lowered", 1)
    assert "One team" not in repr(last)
