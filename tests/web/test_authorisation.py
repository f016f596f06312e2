"""Who may do what: every address and method for every kind of person and whoever's things, by a reviewed table.

`authorisation.csv` has a row for each method of each address and a column for each row of `principals.csv`. A letter
says what happens: A it is done or shown; R the form comes back, nothing is done; F the page that says who may; N the
page for what is not there; S the way to sign in. A cell with three letters is about an assessment, an organisation, a
partnership that is one's `own`, a `sibling`'s, another's: see `world.py`. What is nowhere must look, for everybody, as
what is N. `work` is where the work on the assessment is, a draft where it is not said. `sends` is the form that is
sent. The table is written and reviewed by people; no program may fill it in.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services import access, pinned
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.rights import ALWAYS, Action
from selfassess.store import organisations
from selfassess.store.people import Role
from selfassess.web.security.policies import PUBLIC, signed_in
from selfassess.web.security.routes import Routes, install, require_policies

from .asking import ask, nowhere, parts_of, tell_who_was_admitted
from .settling import settle
from .world import PRINCIPALS, RELATIONS, World, word

TABLE = Path(__file__).parent / "authorisation.csv"
PAGES = Path(__file__).parents[1] / "questionnaires" / "pages.yaml"
BESIDE = {"throttle", "kept_form"}
"""What may be written though nothing was done: guesses are counted, and what somebody sent whose session is over is
kept for that same person."""

NOT_DONE_HERE = {
    "POST /organisations/<string:organisation>/delete",
    "POST /organisations/<string:organisation>/plans/<string:plan>/delete",
    "POST /partnerships/<string:partnership>/delete",
}
"""Only what is empty can be deleted, and nothing in the world is."""

with TABLE.open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def name(row: dict[str, str]) -> str:
    return f"{row['method']} {row['address']}{' ' if row['work'] else ''}{row['work']}"


def new_world(instance: Path, *more: Routes) -> World:
    """The application with the world in it, and with pages that are there for a test only."""
    (instance / "questionnaires").mkdir()
    shutil.copy(PAGES, instance / "questionnaires")
    settings = {"SELFASSESS_INSTANCE": str(instance), "SELFASSESS_SECURITY_CONTACT": "mailto:weak@example.org"}
    settings |= {"SELFASSESS_METRICS": "this-machine"}
    app = create_app(load_settings(settings))
    install(app, more)
    require_policies(app)
    app.after_request(tell_who_was_admitted)
    offer = catalogue_of([instance / "questionnaires" / "pages.yaml"], {}).offers[0]
    return settle(app, offer, instance / "selfassess.sqlite3")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, compiled_templates: FileSystemBytecodeCache) -> Iterator[World]:
    made = new_world(tmp_path_factory.mktemp("world"))
    made.app.jinja_env.bytecode_cache = compiled_templates
    yield made
    made.database.close()


def is_about_a_place(row: dict[str, str]) -> bool:
    return bool(parts_of(row["address"])) or "{" in row["sends"]


def test_the_table_has_a_row_for_everything_the_application_answers_to(world: World) -> None:
    listed = {(row["address"], row["method"]) for row in ROWS}
    found = {
        (rule.rule, method) for rule in world.app.url_map.iter_rules() for method in (rule.methods or set()) - {"HEAD"}
    }
    missing = sorted(found - listed)
    cells = f"<where the work is>,<what it sends>,<a cell for each of {len(PRINCIPALS)}>"
    advice = [f"{address},{method},{cells}" for address, method in missing]
    assert not missing, "\n".join(["say in authorisation.csv who may use these:", *advice])
    assert not listed - found, "these are gone"


def test_the_table_has_a_column_for_everybody() -> None:
    assert list(ROWS[0])[4:] == list(PRINCIPALS)


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_somebody_may_do_it(row: dict[str, str]) -> None:
    if name(row) in NOT_DONE_HERE:
        return
    rows = [one for one in ROWS if (one["address"], one["method"]) == (row["address"], row["method"])]
    assert any("A" in one[who] for one in rows for who in PRINCIPALS), "what nobody may do at any time tests nothing"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_every_cell_is_as_the_table_says(world: World, row: dict[str, str]) -> None:
    wrong = faults(world, row)
    assert not wrong, "\n".join(wrong)


def faults(world: World, row: dict[str, str]) -> list[str]:
    """What is otherwise than the row says, what is shown that must not be, and what is changed that must not be."""
    wrong: list[str] = []
    relations = RELATIONS if is_about_a_place(row) else RELATIONS[:1]
    for who in PRINCIPALS:
        assert len(row[who]) == len(relations), f"{who}: {len(relations)} letters for {', '.join(relations)}"
        for relation, expected in zip(relations, row[who], strict=True):
            asked = ask(world, who, row, world.named(who, relation, row))
            wrong += [f"{who}, {relation}: {asked.letter}, not {expected}"] * (asked.letter != expected)
            wrong += [f"{who}, {relation}: is shown {one}" for one in sorted(asked.leaks(who, row["work"]))]
            changed = set() if row["method"] == "POST" and expected == "A" else asked.changed - BESIDE
            wrong += [f"{who}, {relation}: changes {one}" for one in sorted(changed)]
    return wrong


@pytest.mark.parametrize("row", [row for row in ROWS if parts_of(row["address"])], ids=name)
def test_what_is_not_there_looks_like_what_one_may_not_see(world: World, row: dict[str, str]) -> None:
    missing = nowhere(parts_of(row["address"]))
    for who in PRINCIPALS:
        nothing = ask(world, who, row, world.named(who, "own", row) | missing)
        assert nothing.letter == ("N" if PRINCIPALS[who]["session"] == "good" else "S"), who
        if "N" in row[who]:
            foreign = ask(world, who, row, world.named(who, RELATIONS[row[who].rindex("N")], row))
            assert foreign.without_what_is_new_each_time == nothing.without_what_is_new_each_time, who


@pytest.mark.parametrize("row", [row for row in ROWS if len(parts_of(row["address"])) > 1], ids=name)
def test_a_thing_of_one_place_is_not_there_in_another(world: World, row: dict[str, str]) -> None:
    first, *others = parts_of(row["address"])
    for who, here, there in product(PRINCIPALS, RELATIONS, RELATIONS):
        own, theirs = (world.named(who, relation, row) for relation in (here, there))
        if own[first] == theirs[first]:
            continue
        mixed = own | {part: theirs[part] for part in others}
        if mixed == own:
            continue
        asked = ask(world, who, row, mixed)
        assert asked.letter in "NFS", f"{who}: {first} of {here}, {', '.join(others)} of {there}"
        assert not asked.changed - BESIDE
        assert not asked.leaks(who, row["work"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["method"] == "POST"], ids=name)
def test_the_form_of_another_site_is_refused_and_changes_nothing(world: World, row: dict[str, str]) -> None:
    for who in PRINCIPALS:
        for relation, letter in zip(RELATIONS, row[who], strict=False):
            if letter in "AR":
                asked = ask(world, who, row, world.named(who, relation, row), from_us=False)
                assert asked.response.status_code == 400, f"{who}, {relation}"
                assert not asked.changed, f"{who}, {relation}"


# Planted holes: were nothing of this found, the table would be worth nothing.


def row_of(method: str, address: str) -> dict[str, str]:
    return next(row for row in ROWS if (row["method"], row["address"]) == (method, address))


def test_a_page_that_only_asks_for_being_signed_in_is_found(tmp_path: Path) -> None:
    careless = Routes("careless")
    unchecked = signed_in(id=lambda database, _, named: open_assessment(database, OPERATOR, named))
    careless.get("/careless/<string:id>", unchecked)(show)
    world = new_world(tmp_path, careless)
    found = faults(world, row_of("GET", "/assessments/<string:id>/check") | {"address": "/careless/<string:id>"})
    assert f"sibling lead, own: is shown {word('words', 'own')}" in found
    assert "administrator, own: A, not N" in found
    world.database.close()


def show(id: OpenAssessment) -> str:
    return id.assessment.details.period


def test_a_service_that_forgets_to_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinned, "require_in_organisation", lambda *_, **__: frozenset(Action))
    assert "removed, own: A, not N" in faults(world, row_of("GET", "/assessments/<string:id>"))
    assert "viewer, own: changes assessment" in faults(world, row_of("POST", "/assessments/<string:id>/delete"))


def test_a_list_that_shows_everything_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisations, "organisations_of", lambda session, _: organisations.every_organisation(session))
    assert f"viewer, own: is shown {word('names', 'other')}" in faults(world, row_of("GET", "/"))


def test_a_role_too_many_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "ALLOWED", {**access.ALLOWED, Action.ANSWER: dict.fromkeys(Role, ALWAYS)})
    found = faults(world, row_of("POST", "/assessments/<string:id>/sections/<string:section>"))
    assert "viewer, own: changes answer" in found


def test_a_page_nobody_listed_is_found(tmp_path: Path) -> None:
    unlisted = Routes("unlisted")
    unlisted.get("/unlisted", PUBLIC)(lambda: "")
    world = new_world(tmp_path, unlisted)
    with pytest.raises(AssertionError, match=r"say in authorisation.csv who may use these:\s+/unlisted,GET"):
        test_the_table_has_a_row_for_everything_the_application_answers_to(world)
    world.database.close()
