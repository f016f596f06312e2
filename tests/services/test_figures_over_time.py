"""What becomes of a partnership's figures as organisations come, go, withdraw, correct, and the years pass."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import Movement, Shown
from selfassess.services.access import OPERATOR, WORKER
from selfassess.services.correcting import correct
from selfassess.services.organisations import close_organisation
from selfassess.services.partnership_figures import steering_view
from selfassess.services.partnerships import let_join, let_leave
from selfassess.services.releasing import release_year_before
from selfassess.store.database import Database

from .region import Region


def test_sharing_withdrawn_leaves_figures_over_the_unnamed_until_enough_withdraw(region: Region) -> None:
    ids = region.results(region.organisations(12), Choice.COUNTED)
    assert region.counted() == 12
    for id in ids[:5]:
        region.share(id, Choice.NOT_SHARED)
        assert region.counted() == 12
    region.share(ids[5], Choice.NOT_SHARED)
    assert region.counted() == 6


def test_an_organisation_that_leaves_takes_its_name_at_once(region: Region, database: Database) -> None:
    organisations = region.organisations(7)
    region.results(organisations[:6], Choice.COUNTED)
    region.result(organisations[6], Choice.STEERING)
    for one in (organisations[0], organisations[6]):
        assert let_leave(database, OPERATOR, region.partnership.id, one.id, now=region.now)
    assert (region.names(), region.counted(), region.view().belong) == ([], 6, 5)
    assert let_join(database, OPERATOR, region.partnership.id, organisations[6].id, now=region.now.replace(day=2))
    assert (region.names(), region.counted()) == (["council 06"], 7)


def test_one_that_joins_is_counted_with_what_it_shares_there_only(region: Region, database: Database) -> None:
    outside = region.town.organisation("Outside")
    id = region.sign(region.draft(outside))
    region.result(region.organisation("Inside"), Choice.STEERING)
    with pytest.raises(ValueError, match="not enough values"):
        region.share(id, Choice.STEERING)
    let_join(database, OPERATOR, region.partnership.id, outside.id, now=region.now)
    assert region.names() == ["Inside"]
    region.share(id, Choice.STEERING)
    assert region.names() == ["Inside", "Outside"]


def test_of_organisations_that_merge_the_closed_one_keeps_its_years(region: Region, database: Database) -> None:
    one, other = region.organisations(2)
    region.results([one, other], Choice.STEERING, year=2025)
    close_organisation(database, OPERATOR, other.id, now=region.now)
    region.result(one, Choice.STEERING)
    assert [row.name for row in region.view(year=2025).rows] == ["council 00", "council 01"]
    figures = region.overall()
    assert figures
    assert figures.moved == Shown(Movement(organisations=1, up=0, same=1, down=0))


def test_one_that_splits_off_has_no_year_before(region: Region) -> None:
    old = region.organisation("Old")
    region.result(old, Choice.STEERING, year=2025)
    region.results([old, region.organisation("New")], Choice.STEERING)
    rows = region.view().rows
    assert [(row.name, row.years) for row in rows] == [("New", (2026,)), ("Old", (2025, 2026))]
    assert rows[0].earlier == {}


def test_the_same_organisation_twice_in_a_year_counts_once_with_its_latest(region: Region) -> None:
    council = region.organisation("Council")
    region.result(council, Choice.STEERING, level=0)
    region.now += timedelta(minutes=1)
    latest = region.result(council, Choice.STEERING, level=2)
    (row,) = region.view().rows
    assert (row.assessment, region.counted()) == (latest, 1)


def test_a_correction_takes_the_place_of_what_it_corrects_once_it_is_signed(region: Region, database: Database) -> None:
    id = region.result(region.organisation("Council"), Choice.STEERING, level=0)
    draft = correct(database, OPERATOR, id, reason="a slip", now=region.now).id
    assert region.view().rows[0].assessment == id
    region.sign(region.fill(draft, 2))
    (row,) = region.view().rows
    assert (row.assessment, row.figures[""].stage) == (draft, 2)


def test_a_correction_of_a_counted_result_waits_and_the_old_one_stays(region: Region, database: Database) -> None:
    ids = region.results(region.organisations(6), Choice.COUNTED, level=0)
    region.sign(region.fill(correct(database, OPERATOR, ids[0], reason="a slip", now=region.now).id, 2))
    figures = region.overall()
    assert figures
    assert figures.stage.counts == (6,)


def test_once_the_year_is_over_those_left_are_counted_together(region: Region) -> None:
    region.results(region.organisations(8)[:5], Choice.COUNTED)
    assert steering_view(region.database, region.sam, region.partnership.id, "saving") is None
    assert release_year_before(region.database, WORKER, now=region.now) == 0
    assert release_year_before(region.database, WORKER, now=region.now.replace(year=2027)) == 1
    assert region.counted() == 5


def test_movement_without_names_is_over_batches_that_stay_together(region: Region) -> None:
    region.later(2025)
    six = region.organisations(6)
    region.results(six, Choice.COUNTED, level=0, year=2025)
    region.later(2026)
    region.results(six, Choice.COUNTED, level=1)
    figures = region.overall()
    assert figures
    assert figures.moved == Shown(Movement(organisations=6, up=6, same=0, down=0))
