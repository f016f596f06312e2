"""The figures of a signed assessment are kept, hold, and whatever was done to them in the database is found."""

from __future__ import annotations

import copy
import json
from datetime import datetime

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR
from selfassess.services.locking import card_holds, check_cards
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.voices.steps import WorkStatus

from .signing import Scene, sign


def test_locking_keeps_the_figures_as_they_are(database: Database, assessment: Assessment, now: datetime) -> None:
    locked = sign(database, assessment.id, now)
    assert (locked.status, locked.locked_at, locked.agreed_at) == (WorkStatus.SIGNED, now, now)
    assert len(locked.card_sha256 or "") == 64
    assert card_holds(database, OPERATOR, assessment.id)
    assert check_cards(database, OPERATOR).faults == ()


def test_what_is_not_locked_has_nothing_to_hold(database: Database, assessment: Assessment) -> None:
    assert card_holds(database, OPERATOR, assessment.id)
    assert (check_cards(database, OPERATOR).count, check_cards(database, OPERATOR).faults) == (0, ())


TAMPERED = {
    "an answer": "UPDATE answer SET value = '0' WHERE question = 'a'",
    "the date": "UPDATE assessment SET assessed_on = '2000-01-01', period = '1999'",
    "the hash": f"UPDATE assessment SET card_sha256 = '{'0' * 64}'",
    "the text that was asked": "UPDATE questionnaire_text SET text = :damage",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_whatever_is_tampered_with_in_the_database_is_found(
    what: str, database: Database, assessment: Assessment, now: datetime
) -> None:
    sign(database, assessment.id, now)
    with database.writing() as session:
        session.execute(text(TAMPERED[what]), {"damage": b"format: 1"} if ":" in TAMPERED[what] else {})
    told: list[tuple[int, int]] = []
    checked = check_cards(database, OPERATOR, told=lambda done, count: told.append((done, count)))
    assert [one.assessment.id for one in checked.faults] == [assessment.id]
    assert not card_holds(database, OPERATOR, assessment.id)
    assert told == [(1, 1)]


def test_a_card_that_was_made_anew_is_found(database: Database, assessment: Assessment, now: datetime) -> None:
    sign(database, assessment.id, now)
    with database.writing() as session:
        card = session.scalar(text("SELECT card FROM assessment"))
        card = copy.deepcopy(json.loads(card) if isinstance(card, str) else card)
        card["overall"]["score"] = 100.0
        session.execute(text("UPDATE assessment SET card = :card"), {"card": json.dumps(card)})
    (fault,) = check_cards(database, OPERATOR).faults
    assert fault.fault == "the figures that were kept are not those that were locked"


def test_a_figure_that_its_answers_no_longer_give_is_named(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    sign(database, assessment.id, now)
    with database.writing() as session:
        session.execute(text("UPDATE answer SET value = '1' WHERE question = 'a'"))
    (fault,) = check_cards(database, OPERATOR).faults
    assert fault.fault == "overall.low: the answers do not give the figure that was locked"


def test_only_administrators_prove_all_cards(scene: Scene) -> None:
    assert check_cards(scene.database, OPERATOR).count == 1
    with pytest.raises(NotFoundError):
        check_cards(scene.database, scene.lead)
