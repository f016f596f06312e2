"""What is kept of how a result was reached comes into its report, and counts in its lock and its corrections."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

from selfassess.language import Translator
from selfassess.render.table import RENDERERS
from selfassess.report.material import Material
from selfassess.services.access import OPERATOR
from selfassess.services.agreeing import Seen, record_agreed
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.contributors import ask_members
from selfassess.services.correcting import correct
from selfassess.services.locking import card_holds
from selfassess.services.moderation import keep_note
from selfassess.services.own_sheet import save_own
from selfassess.services.participating import Wanted
from selfassess.services.results import results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.moderation import add_note
from selfassess.store.people import Role
from selfassess.voices.proceedings import ModerationNote, Outcome, TookPart
from selfassess.voices.steps import Role as WorkRole
from selfassess.voices.steps import WorkStatus

from .members import MAIL, Town
from .signing import Scene, answered, now_of, step

LOWERED = ModerationNote(question="a", outcome=Outcome.LOWERED, note="One team only.", supported_level=0)


def material_of(database: Database, id: str) -> Material:
    return results(database, OPERATOR, id, catalogue=Catalogue(offers=(), broken=()))


def test_one_person_alone_has_nothing_to_tell(database: Database, assessment: Assessment, now: datetime) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": answered(1)}, {}, now=now)
    assert material_of(database, assessment.id).proceedings is None


def test_roles_and_numbers_and_the_signature_are_told(scene: Scene) -> None:
    told = material_of(scene.database, scene.id).proceedings
    assert told is not None
    assert told.took_part == (
        TookPart(role=WorkRole.LEAD, people=1, asked=1),
        TookPart(role=WorkRole.CONTRIBUTOR, people=1, asked=1),
        TookPart(role=WorkRole.SIGNATORY, people=1, asked=1),
    )
    assert [(one.name, one.role) for one in told.signatures] == [("Sue Sign", "Chair")]
    written = json.loads(RENDERERS[".json"].render(material_of(scene.database, scene.id), Translator()))
    assert written["proceedings"]["signatures"][0]["name"] == "Sue Sign"


def test_an_answer_that_was_changed_after_it_was_agreed_is_told_as_that(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    town = Town(database=database, now=now)
    council = town.organisation("Council")
    con = town.person("con", (council, Role.CONTRIBUTOR))
    id = start_assessment(database, OPERATOR, offer, details, organisation=council.id, token="c", now=now).id
    ask_members(database, OPERATOR, id, [con.account or ""], Wanted(), MAIL, now=now)
    step(database, id, WorkStatus.OPEN, now)
    save_own(database, con, id, "s1", {"a": answered(1)}, {}, {}, now=now)
    step(database, id, WorkStatus.WORKSHOP, now)
    record_agreed(database, OPERATOR, id, "a", answered(2), ("No.",), seen=Seen(), now=now)

    def changed() -> bool:
        told = material_of(database, id).proceedings
        assert told is not None
        return told.agreed[0].changed

    assert not changed()
    commented = replace(answered(2), comment="Put better")
    save_section(database, OPERATOR, id, "s1", {"a": commented}, {"a": 1}, now=now + timedelta(hours=1))
    assert not changed()
    save_section(database, OPERATOR, id, "s1", {"a": answered(0)}, {"a": 2}, now=now + timedelta(hours=2))
    assert changed()


def test_a_level_set_lower_after_the_lock_is_noticed(scene: Scene) -> None:
    assert card_holds(scene.database, OPERATOR, scene.id)
    with scene.database.writing() as session:
        add_note(session, scene.id, LOWERED, scene.later, by=None)
    assert not card_holds(scene.database, OPERATOR, scene.id)


def test_a_correction_begins_with_the_notes_that_stand(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    id = assessment.id
    save_section(database, OPERATOR, id, "s1", {"a": answered(2)}, {}, now=now)
    arrange(database, OPERATOR, id, moderated=True, signing=True, seen=now_of(database, id).revision, now=now)
    step(database, id, WorkStatus.MODERATION, now)
    keep_note(database, OPERATOR, id, replace(LOWERED, note="First."), seen=0, now=now)
    keep_note(database, OPERATOR, id, LOWERED, seen=1, now=now)
    step(database, id, WorkStatus.AGREED, now)
    step(database, id, WorkStatus.SIGNED, now)
    draft = correct(database, OPERATOR, id, reason="The year was mistyped", now=now)
    assert [one.note for one in open_assessment(database, OPERATOR, draft.id).notes] == [LOWERED]
    assert material_of(database, draft.id).card.lowered["a"].reason == "One team only."
