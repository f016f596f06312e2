"""A person at the pages: an application on a real database file, and a client that audits every page it is given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import OpenAssessment, list_assessments, open_assessment

pytest.register_assert_rewrite(f"{__package__}.audit", f"{__package__}.person")

from .person import Person, start  # noqa: E402 - once it is settled how its assertions tell what they saw
from .planning import NOW, set_clock  # noqa: E402 - the same

QUESTIONNAIRES = Path(__file__).parents[1] / "questionnaires"


@contextmanager
def opened(instance: Path, migrated_file: Path, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    shutil.copy(migrated_file, instance / "selfassess.sqlite3")
    (instance / "questionnaires").mkdir()
    shutil.copy(QUESTIONNAIRES / "pages.yaml", instance / "questionnaires")
    made = create_app(load_settings({"SELFASSESS_INSTANCE": str(instance)}))
    made.jinja_env.bytecode_cache = compiled_templates
    yield made
    made.extensions["selfassess"].database.close()


@pytest.fixture
def app(tmp_path: Path, migrated_file: Path, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The whole application in an instance of its own, which offers `pages 1.0.0` besides what ships."""
    with opened(tmp_path, migrated_file, compiled_templates) as made:
        yield made


@pytest.fixture(scope="module")
def quiet_app(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The same, once for all tests of a file that change nothing in it."""
    with opened(tmp_path_factory.mktemp("quiet"), migrated_file, compiled_templates) as made:
        yield made


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app)


@pytest.fixture
def another(app: Flask) -> Person:
    """Somebody else, in a browser of their own."""
    return Person(app)


@pytest.fixture
def administrator(person: Person) -> Person:
    """The same person, who has set up accounts, and so is signed in as the first administrator."""
    page = person.get("/set-up")
    person.send(page, name="Boss", email="boss@example.org", password="three random words here")
    return person


@pytest.fixture
def assessment(person: Person) -> str:
    """The address of a new assessment, as a person starts one: a police force, answers to `pages`."""
    return start(person, sector="police")


@pytest.fixture
def start_one() -> Callable[..., str]:
    return start


@pytest.fixture
def stored(app: Flask) -> Callable[[str], OpenAssessment]:
    """What is really in the database, for the address of an assessment."""
    return lambda address: open_assessment(app.extensions["selfassess"].database, OPERATOR, address.rsplit("/", 1)[-1])


@pytest.fixture
def all_stored(app: Flask) -> Callable[[], tuple[Any, ...]]:
    return lambda: list_assessments(app.extensions["selfassess"].database, OPERATOR)


LAST_YEAR = {"learn_value": "1", "learn_comment": "A plan is there.", "must_value": "2", "happens_value": "yes"}
THEN_BACKED = {"learn_evidence_0_title": "Plan", "learn_evidence_0_dated_day": "1", "learn_evidence_0_dated_month": "3",
        "learn_evidence_0_dated_year": "2025"}  # fmt: skip


@pytest.fixture
def last(person: Person) -> str:
    """2025, in which `learn` is 1 and `must` 2; finished."""
    made = start(person, sector="police", period="2025", year=2025)
    person.send(person.get(f"{made}/sections/one"), **LAST_YEAR, **THEN_BACKED)
    person.send(person.get(f"{made}/steps/agreed"))
    return made


@pytest.fixture
def newer(tmp_path: Path) -> None:
    """Version 1.1.0, which asks `must` in other words."""
    text = (QUESTIONNAIRES / "pages.yaml").read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    text = text.replace("prompt: Who leads it?", "prompt: Who answers for it?\n        revision: 2")
    (tmp_path / "questionnaires" / "newer.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def begun(person: Person, newer: None, last: str) -> str:
    """2026, started from it on the newer version."""
    return person.send(person.get(f"{last}/next")).location


@pytest.fixture
def in_november(app: Flask) -> None:
    """It is 22 November 2026."""
    set_clock(app, NOW)


@pytest.fixture
def board(person: Person, assessment: str) -> str:
    """The address of the board, where a plan was begun from the result of the assessment."""
    form = person.get(person.get(f"{assessment}/results").link("Begin a plan of actions with this result"))
    done = person.send(form)
    assert "The plan is begun." in person.follow(done).text
    return done.location
