"""What was made for somebody who may see it no more, or is shared with them no more, is not given out."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import OPERATOR
from selfassess.services.packs import (
    finish_run,
    items_of,
)
from selfassess.services.problems import NotFoundError
from selfassess.store.holders import end_roles, give_role
from selfassess.store.pack_items import ItemState
from selfassess.store.partnerships import leave_partnership
from selfassess.store.people import Place, Role

from .pack_desk import MADE, ON_SQLITE, Desk, manifest


@ON_SQLITE
def test_rights_are_asked_again_at_each_item(desk: Desk, two: dict[str, str]) -> None:
    region = desk.region
    place = region.view().rows[0].organisation
    both = region.town.person("bo", (region.partnership, Role.STEERING_GROUP))
    with region.database.writing() as session:
        give_role(session, "views", Place(organisation=place), both.account or "", Role.VIEWER, region.now)
    run = desk.ask(both)
    with region.database.writing() as session:
        end_roles(session, Place(organisation=place), both.account or "", [Role.VIEWER], region.now)
    desk.make(run, both)
    assert desk.states(run, both)["One"][0] is ItemState.FAILED
    assert desk.states(run, both)["Two"] == MADE
    with region.database.writing() as session:
        steers = Place(partnership=region.partnership.id)
        end_roles(session, steers, both.account or "", [Role.STEERING_GROUP], region.now)
    for doing in (lambda: desk.make(run, both), lambda: desk.archive(run, both)):
        with pytest.raises(NotFoundError):
            doing()


@ON_SQLITE
def test_a_complete_pack_goes_with_the_role_that_it_was_made_for(desk: Desk, two: dict[str, str]) -> None:
    """What is shared with them they have still."""
    region = desk.region
    own = Place(organisation=region.view().rows[0].organisation)
    both = region.town.person("bo", (region.partnership, Role.STEERING_GROUP))
    with region.database.writing() as session:
        give_role(session, "views", own, both.account or "", Role.VIEWER, region.now)
    run = desk.ask(both)
    desk.make(run, both)
    assert set(desk.states(run, both).values()) == {MADE}
    with region.database.writing() as session:
        end_roles(session, own, both.account or "", [Role.VIEWER], region.now)
    why = "It was made, but is not for whoever asked for it any more."
    assert desk.states(run, both) == {"One": (ItemState.FAILED, why), "Two": MADE, "Region": MADE}
    data = desk.archive(run, both)
    assert [one.get("failed") for one in manifest(data)["files"]] == [why, None, None]
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 3


def test_who_is_named_no_more_when_their_turn_comes_does_not_occur(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.region.share(two["One"], Choice.COUNTED)
    desk.make(run)
    assert "One" not in desk.states(run)
    assert len(items_of(desk.database, OPERATOR, run.id)) == 2
    opened = zipfile.ZipFile(io.BytesIO(desk.archive(run)))
    assert not [name for name in opened.namelist() if b">One<" in opened.read(name) or "one" in name]


def test_what_was_made_and_is_shared_no_more_is_given_out_no_more(desk: Desk, two: dict[str, str]) -> None:
    """Neither by itself nor in the report of all; the others know nothing of it."""
    desk.region.now += timedelta(minutes=1)
    run = desk.ask()
    desk.make(run)
    before = desk.archive(run)
    desk.region.now += timedelta(minutes=1)
    desk.region.share(two["Two"], Choice.NOT_SHARED)
    why = "Something in it is not shared any more. Have the packs made again."
    assert desk.states(run) == {"One": MADE, "Region": (ItemState.FAILED, why)}
    after = desk.archive(run)
    assert [one["title"] for one in manifest(after)["files"]] == ["One", "Region"]
    assert (b">Two<" in before, b">Two<" in after) == (True, False)
    finish_run(desk.database, desk.region.sam, run.id, None, now=desk.region.now)
    desk.region.now += timedelta(minutes=1)
    anew = desk.ask()
    desk.make(anew)
    assert desk.states(anew) == {"One": MADE, "Region": MADE}


def test_who_leaves_the_partnership_takes_their_result_out_of_what_was_made(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.make(run)
    whose = next(row.organisation for row in desk.region.view().rows if row.name == "One")
    with desk.database.writing() as session:
        leave_partnership(session, desk.region.partnership.id, whose, desk.region.now)
    assert desk.states(run)["Two"] == MADE
    assert b">One<" not in desk.archive(run)


def test_a_year_before_that_is_shared_no_more_is_given_out_no_more(desk: Desk) -> None:
    region = desk.region
    one, other = region.organisation("One"), region.organisation("Other")
    before = region.result(one, Choice.STEERING, year=2025)
    region.results([one, other], Choice.STEERING)
    run = desk.ask()
    desk.make(run)
    region.share(before, Choice.NOT_SHARED)
    assert [(title, state) for title, (state, _) in desk.states(run).items()] == [
        ("One", ItemState.FAILED),
        ("Other", ItemState.MADE),
        ("Region", ItemState.FAILED),
    ]
