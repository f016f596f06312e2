"""Who may do what: every address and method for every kind of person and whoever's things, by a reviewed table.

`authorisation.csv` has a row for each method of each address and a column for each row of `principals.csv`. A letter
says what happens: A it is done or shown; R the form comes back, nothing is done; F the page that says who may; N the
page for what is not there; S the way to sign in. A cell with three letters is about an assessment, an organisation, a
partnership that is one's `own`, a `sibling`'s, another's: see `world.py`. What is nowhere must look, for everybody, as
what is N. `sends` is the form that is sent. The table is written and reviewed by people; no program may fill it in.
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
from selfassess.services.catalogue import catalogue_of

from .asking import ask, nowhere, parts_of, tell_who_was_admitted
from .world import PRINCIPALS, RELATIONS, World, settle

TABLE = Path(__file__).parent / "authorisation.csv"
PAGES = Path(__file__).parents[1] / "questionnaires" / "pages.yaml"
BESIDE = {"throttle", "kept_form"}
"""What may be written though nothing was done: guesses are counted, and what somebody sent whose session is over is
kept for that same person."""

with TABLE.open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def name(row: dict[str, str]) -> str:
    return f"{row['method']} {row['address']}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, compiled_templates: FileSystemBytecodeCache) -> Iterator[World]:
    instance = tmp_path_factory.mktemp("world")
    (instance / "questionnaires").mkdir()
    shutil.copy(PAGES, instance / "questionnaires")
    settings = {"SELFASSESS_INSTANCE": str(instance), "SELFASSESS_SECURITY_CONTACT": "mailto:weak@example.org"}
    app = create_app(load_settings(settings))
    app.jinja_env.bytecode_cache = compiled_templates
    app.after_request(tell_who_was_admitted)
    offer = catalogue_of([instance / "questionnaires" / "pages.yaml"], {}).offers[0]
    settled = settle(app, offer, instance / "selfassess.sqlite3")
    yield settled
    settled.database.close()


def is_about_a_place(row: dict[str, str]) -> bool:
    return bool(parts_of(row["address"])) or "{" in row["sends"]


def test_the_table_has_a_row_for_everything_the_application_answers_to(world: World) -> None:
    listed = {(row["address"], row["method"]) for row in ROWS}
    found = {
        (rule.rule, method) for rule in world.app.url_map.iter_rules() for method in (rule.methods or set()) - {"HEAD"}
    }
    missing = sorted(found - listed)
    advice = [
        f"{address},{method},<what it sends>,<a cell for each of {len(PRINCIPALS)}>" for address, method in missing
    ]
    assert not missing, "\n".join(["say in authorisation.csv who may use these:", *advice])
    assert not listed - found, "these are gone"


def test_the_table_has_a_column_for_everybody() -> None:
    assert list(ROWS[0])[3:] == list(PRINCIPALS)


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_somebody_may_do_it(row: dict[str, str]) -> None:
    assert any("A" in row[who] for who in PRINCIPALS), "a row in which nobody may do it tests nothing"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_every_cell_is_as_the_table_says(world: World, row: dict[str, str]) -> None:
    wrong: list[str] = []
    relations = RELATIONS if is_about_a_place(row) else RELATIONS[:1]
    for who in PRINCIPALS:
        assert len(row[who]) == len(relations), f"{who}: {len(relations)} letters for {', '.join(relations)}"
        for relation, expected in zip(relations, row[who], strict=True):
            asked = ask(world, who, row["method"], row["address"], row["sends"], world.named(who, relation))
            wrong += [f"{who}, {relation}: {asked.letter}, not {expected}"] * (asked.letter != expected)
            wrong += [f"{who}, {relation}: is shown {word}" for word in sorted(asked.leaks(who))]
            changed = set() if row["method"] == "POST" and expected == "A" else asked.changed - BESIDE
            wrong += [f"{who}, {relation}: changes {one}" for one in sorted(changed)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in ROWS if parts_of(row["address"])], ids=name)
def test_what_is_not_there_looks_like_what_one_may_not_see(world: World, row: dict[str, str]) -> None:
    missing = nowhere(parts_of(row["address"]))
    for who in PRINCIPALS:
        nothing = ask(world, who, row["method"], row["address"], row["sends"], world.named(who, "own") | missing)
        signed_in = PRINCIPALS[who]["session"] == "good"
        assert nothing.letter == ("N" if signed_in else "S"), who
        for relation, letter in zip(RELATIONS, row[who], strict=True):
            if letter == "N":
                foreign = ask(world, who, row["method"], row["address"], row["sends"], world.named(who, relation))
                assert foreign.without_what_is_new_each_time == nothing.without_what_is_new_each_time, who


@pytest.mark.parametrize("row", [row for row in ROWS if len(parts_of(row["address"])) > 1], ids=name)
def test_a_thing_of_one_place_is_not_there_in_another(world: World, row: dict[str, str]) -> None:
    first, *others = parts_of(row["address"])
    for who, here, there in product(PRINCIPALS, RELATIONS, (*RELATIONS, "around")):
        theirs = {part: world.ids[there].get(part) for part in others}
        if here == there or all(world.ids[here].get(part) == id for part, id in theirs.items()):
            continue
        mixed = world.ids[here] | {part: id for part, id in theirs.items() if id is not None}
        asked = ask(world, who, row["method"], row["address"], row["sends"], mixed)
        assert asked.letter in "NFS", f"{who}: {first} {here}, {others} {there}"
        assert not asked.changed - BESIDE
        assert not asked.leaks(who)
