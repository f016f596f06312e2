"""The pages where packs of every organisation are asked for, watched, cancelled and taken along."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import catalogue_of
from selfassess.services.jobs import list_jobs
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.packs import finish_run
from selfassess.store.people import Role

from .members import database_of
from .town import Town

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def region(app, regions):
    made = regions(database_of(app), NOW)
    made.result(made.organisation("Council"), 2, Choice.STEERING)
    return made


@pytest.fixture
def steering(app, administrator, region):
    """Somebody of the steering group, at a browser."""
    return Town(app).person("Stella", (region.partnership, Role.STEERING_GROUP))


@pytest.fixture
def address(region):
    return f"/partnerships/{region.partnership.id}/packs"


def make(app, region, run: str, folder: Path, most: int = 10) -> None:
    """What a worker does with it."""
    database = database_of(app)
    for item in left_to_make(database, OPERATOR, run)[:most]:
        making = Making(
            database=database, who=OPERATOR, catalogue=catalogue_of([], {}), t=Translator(), frames=folder, now=NOW
        )
        make_item(making, run, item.name)
    finish_run(database, OPERATOR, run, None, now=NOW)


def test_from_the_partnership_to_every_pack_in_one_archive(app, steering, region, address, tmp_path):
    page = steering.get(steering.get(f"/partnerships/{region.partnership.id}").link("Packs of every organisation"))
    assert page.address == address
    assert "2 files for 2026." in page.text
    assert "Shared edition" in page.text
    assert "never its answers" in page.text
    assert "get an e-mail when they are there" in page.text
    run = steering.follow(steering.send(page, format=".html"))
    assert run.address.startswith(f"{address}/")
    assert "0 of 2 done" in run.text
    id = run.address.rpartition("/")[2]
    make(app, region, id, tmp_path, most=1)
    assert "1 of 2 done" in steering.get(run.address).text
    make(app, region, id, tmp_path)
    done = steering.get(run.address)
    assert "2 packs are made." in done.text
    response = steering.get(done.link("Take all of them along")).response
    assert response.headers["Content-Disposition"] == "attachment; filename=packs-region-2026.zip"
    assert response.content_type == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(response.data))
    told = json.loads(packed.read("manifest.json"))["files"]
    assert [one["title"] for one in told] == ["Council", "Region"]
    assert all(one["name"] in packed.namelist() for one in told)
    assert "2 of 2 made" in steering.get(address).text


def test_an_address_that_says_half_of_it_means_the_usual_for_the_rest(steering, address):
    for half in ("?period=2026", "?format=.pdf"):
        assert "2 files for 2026." in steering.get(address + half).text


def test_the_same_asked_for_twice_is_made_once(app, steering, address):
    page = steering.get(address)
    assert steering.send(page).location == steering.send(page).location
    assert [job.kind for job in list_jobs(database_of(app), OPERATOR).jobs].count("make-packs") == 1


def test_packs_that_are_not_wanted_any_more_are_cancelled(steering, address):
    run = steering.follow(steering.send(steering.get(address)))
    cancelled = steering.follow(steering.send(run))
    assert "The packs are cancelled. Nothing of them is kept." in cancelled.text
    assert "Cancelled" in steering.get(address).text
    steering.get(f"{run.address}/packs.zip", 404)


def test_packs_whose_job_was_cancelled_can_be_gone_on_with(steering, address):
    page = steering.get(address)
    run = steering.follow(steering.send(page))
    steering.send(steering.get(steering.get("/jobs").link("Make the packs of a partnership")))
    stopped = steering.get(run.address)
    assert "Stopped" in stopped.text
    assert "Go on" in stopped.text
    going = steering.follow(steering.send(page))
    assert going.address == run.address
    assert "See how far it is" in going.text


def test_what_there_is_nothing_of_is_said_at_its_field_and_nothing_is_asked_for(steering, address):
    page = steering.get(address)
    wrong = steering.send(page, 422, period="1999")
    assert wrong.problems() == ["Period – There is nothing to be seen of this period: choose another one"]
    assert "Packs that were asked for" not in wrong.text
    assert steering.send(page, 422, format=".exe").problems() == ["Format – Choose a format"]
    assert "There is nothing to make packs of" in steering.get(f"{address}?period=1999&format=.pdf").text


def test_without_accounts_whoever_is_at_the_machine_gets_complete_packs(person, region, address):
    page = person.get(address)
    assert "Complete pack" in page.text
    assert "e-mail" not in page.text
