"""What is kept beside locked cards equals what they say; what was done to it in the database is found and mended."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Offer
from selfassess.services.correcting import correct
from selfassess.services.figure_check import check_figures, rebuild_figures
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database

from .region import Region
from .signing import everything


@pytest.fixture
def region(database: Database, offer: Offer, now: datetime) -> Region:
    """Six counted without a name, one named, one of the six corrected since."""
    region = Region(database, offer, now)
    ids = region.results(region.organisations(6), Choice.COUNTED)
    region.result(region.organisation("Named"), Choice.STEERING)
    region.sign(region.fill(correct(database, OPERATOR, ids[0], reason="a slip", now=now).id, 2))
    return region


TAMPERED = {
    "UPDATE section_figure SET score = 1 WHERE section = 's1'": "by section",
    "UPDATE section_figure SET stage = NULL": "by section",
    "UPDATE section_figure SET supported_stage = 0 WHERE section = 's2'": "by section",
    "UPDATE section_figure SET section = 'none' WHERE section = 's2'": "by section",
    "DELETE FROM section_figure WHERE section = ''": "by section",
    "DELETE FROM yearly_result": "results by year",
    "UPDATE yearly_result SET year = 2020": "results by year",
    "DELETE FROM partnership_figure WHERE section = ''": "partnership",
    "UPDATE partnership_figure SET year = 2020": "partnership",
    "UPDATE partnership_figure SET kind = 'fire' WHERE kind = ''": "partnership",
    "UPDATE partnership_figure SET figures = '{}' WHERE section = 's1'": "partnership",
}


def test_what_is_kept_holds_after_everything_that_happened(region: Region, database: Database) -> None:
    told: list[tuple[int, int]] = []
    found = check_figures(database, OPERATOR, now=region.now, told=lambda done, count: told.append((done, count)))
    assert (found, told[-1]) == ((), (10, 10))


@pytest.mark.parametrize("damage", TAMPERED)
def test_whatever_is_changed_in_the_database_is_found_and_made_anew(
    damage: str, region: Region, database: Database
) -> None:
    whole = everything(database)
    with database.writing() as session:
        session.execute(text(damage))
    found = check_figures(database, OPERATOR, now=region.now)
    assert any(TAMPERED[damage] in one for one in found)
    rebuild_figures(database, OPERATOR, now=region.now)
    assert check_figures(database, OPERATOR, now=region.now) == ()
    assert everything(database) == whole


def test_only_administrators_look_and_mend(region: Region, database: Database) -> None:
    with pytest.raises(NotFoundError):
        check_figures(database, region.sam, now=region.now)
    with pytest.raises(NotFoundError):
        rebuild_figures(database, region.sam, now=region.now)
