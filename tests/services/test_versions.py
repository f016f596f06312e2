"""The versions of a questionnaire that are known, and what a new one would change, told only to who may see it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from selfassess.answers.model import Answer, State
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.catalogue import Catalogue, Offer, catalogue_of
from selfassess.services.correcting import correct
from selfassess.services.problems import NotFoundError
from selfassess.services.rehearsing import MOST, rehearse_finished
from selfassess.services.saving import save_section
from selfassess.services.steps import move
from selfassess.services.versions import versions_of
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation, Role
from selfassess.store.texts import PinnedText, pin
from selfassess.voices.steps import WorkStatus

from .members import Town
from .signing import Scene, sign


@pytest.fixture
def newer(offer: Offer, tmp_path: Path) -> Path:
    """Version 1.1.0, which drops question b of the first section and weighs question a twice."""
    file = tmp_path / "newer.yaml"
    lines = [line for line in offer.data.decode().splitlines() if "id: b," not in line]
    text = "\n".join(lines).replace("version: 1.0.0", "version: 1.1.0").replace('"A?",', '"A?", weight: 2,')
    file.write_text(text + "\n")
    return file


@pytest.fixture
def new(newer: Path) -> Questionnaire:
    loaded = load_questionnaire(newer.read_bytes(), "newer.yaml")
    assert loaded.questionnaire is not None
    return loaded.questionnaire


@pytest.fixture
def finished(database: Database, work: Assessment, now: datetime) -> Assessment:
    """Answered by the force, and agreed: a 2, b 0."""
    said = {name: Answer(state=State.ANSWERED, value=level) for name, level in (("a", 2), ("b", 0))}
    save_section(database, OPERATOR, work.id, "s1", said, {}, now=now)
    move(database, OPERATOR, work.id, WorkStatus.AGREED, seen=1, now=now)
    return work


def test_versions_on_offer_and_those_that_assessments_pin_stand_together_the_newest_first(
    database: Database, lead: Actor, offer: Offer, work: Assessment, newer: Path
) -> None:
    catalogue = catalogue_of([newer], {})
    found = versions_of(database, lead, catalogue, "saving")
    assert [(one.questionnaire.version, one.offered, one.pinned, one.used) for one in found.each] == [
        ("1.1.0", True, False, 0),
        ("1.0.0", False, True, 1),
    ]
    assert [one.settled for one in found.each] == [False, True]
    assert found.newest.questionnaire.version == "1.1.0"
    assert found.before(found.newest) is found.each[1]
    assert found.before(found.each[1]) is found.each[1], "nothing is before it"
    assert found.by_version.keys() == {"1.0.0", "1.1.0"}
    assert found.named("1.0.0").sha256 == offer.sha256
    with pytest.raises(NotFoundError):
        found.named("2.0.0")


def test_which_are_published_is_on_record(database: Database, lead: Actor, offer: Offer, newer: Path) -> None:
    catalogue = catalogue_of([newer, offer.file], {offer.file: offer.sha256, newer: "0" * 64})
    found = versions_of(database, lead, catalogue, "saving")
    assert [(one.published, one.altered, one.settled) for one in found.each] == [
        (False, True, False),
        (True, False, True),
    ]


def test_a_text_that_cannot_be_read_is_named(database: Database, lead: Actor, now: datetime) -> None:
    with database.writing() as session:
        pin(session, PinnedText(sha256="0" * 64, questionnaire="saving", version="0.1.0", data=b"format: 9"), now)
    found = versions_of(database, lead, Catalogue(offers=(), broken=()), "saving")
    assert (found.each, found.unreadable) == ((), ("0.1.0",))


def test_a_questionnaire_that_nobody_knows_is_not_found(database: Database, lead: Actor) -> None:
    for unknown in ("nothing", "nul\0"):
        with pytest.raises(NotFoundError):
            versions_of(database, lead, Catalogue(offers=(), broken=()), unknown)


def test_finished_assessments_are_scored_under_the_new_version(
    database: Database, lead: Actor, offer: Offer, finished: Assessment, new: Questionnaire
) -> None:
    found = rehearse_finished(database, lead, offer.questionnaire, offer.sha256, new)
    ((assessment, rehearsal),) = found.each
    assert assessment.id == finished.id
    assert (found.changed, found.left_out, found.unseen) == (1, 0, 0)
    (section,) = rehearsal.sections
    assert {one.name: (one.before, one.after) for one in section.figures}["score"] == (50, 100)
    assert [(one.what, one.id) for one in section.causes] == [("dropped", "b"), ("weight", "a")]


def test_what_is_not_finished_or_answers_another_text_is_not_rehearsed(
    database: Database,
    lead: Actor,
    offer: Offer,
    work: Assessment,
    finished: Assessment,
    new: Questionnaire,
    now: datetime,
) -> None:
    assert rehearse_finished(database, lead, offer.questionnaire, "0" * 64, new).each == ()
    move(database, OPERATOR, work.id, WorkStatus.DRAFT, seen=2, reason="Not yet", now=now)
    assert rehearse_finished(database, lead, offer.questionnaire, offer.sha256, new).each == ()


def test_nobody_is_told_of_results_they_may_not_see_and_administrators_only_how_many_there_are(
    database: Database, town: Town, force: Organisation, offer: Offer, finished: Assessment, new: Questionnaire
) -> None:
    viewer, contributor = town.person("vi", (force, Role.VIEWER)), town.person("cy", (force, Role.CONTRIBUTOR))
    partnership, _ = town.partnership("Together")
    stranger, steering = town.person("sam"), town.person("stu", (partnership, Role.STEERING_GROUP))
    administrator = town.person("ada", administrator=True)

    def told(who: Actor) -> tuple[int, int]:
        found = rehearse_finished(database, who, offer.questionnaire, offer.sha256, new)
        return len(found.each), found.unseen

    assert told(viewer) == told(contributor) == told(OPERATOR) == (1, 0)
    assert told(stranger) == told(steering) == (0, 0)
    assert told(administrator) == (0, 1)


def test_of_a_corrected_assessment_its_correction_alone_is_rehearsed(
    scene: Scene, offer: Offer, new: Questionnaire
) -> None:
    made = correct(scene.database, scene.lead, scene.id, reason="A slip", now=scene.later)
    found = rehearse_finished(scene.database, OPERATOR, offer.questionnaire, offer.sha256, new)
    assert [one.id for one, _ in found.each] == [scene.id]
    sign(scene.database, made.id, scene.later)
    found = rehearse_finished(scene.database, OPERATOR, offer.questionnaire, offer.sha256, new)
    assert [one.id for one, _ in found.each] == [made.id]


def test_of_very_many_the_latest_are_rehearsed_and_it_is_said_how_many_are_not(
    database: Database, offer: Offer, finished: Assessment, new: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST >= 100
    monkeypatch.setattr("selfassess.services.rehearsing.MOST", 0)
    found = rehearse_finished(database, OPERATOR, offer.questionnaire, offer.sha256, new)
    assert (found.each, found.left_out) == ((), 1)
