"""Keeps a small database as this version of the program makes it, so that later versions can prove they open it.

`python tests/store/make_release.py [FOLDER]`, run once when a version is released; FOLDER is `releases/<version>`
beside this file unless given. It gets `database.sqlite3.gz`, `database.sql.gz` for PostgreSQL, and `recorded.json`:
what each assessment says and scores. Nothing in it may be changed afterwards.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from selfassess import __version__
from selfassess.answers.model import UNANSWERED, Answer, Evidence, State
from selfassess.scoring import score
from selfassess.scoring.card_json import card_as_json
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.example import load_example
from selfassess.services.files import export_answers
from selfassess.services.saving import history, save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import move
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.model import Details
from selfassess.voices.steps import WorkStatus

HERE = Path(__file__).parent
NOW = datetime(2026, 10, 1, 9, 30, 0, 123456, tzinfo=UTC)


def main(folder: Path) -> None:
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "database.sqlite3"
        with closing(open_database(f"sqlite:///{file}")) as database:
            fill(database)
            recorded = record(database)
        keep(folder / "database.sqlite3.gz", file.read_bytes())
    keep(folder / "database.sql.gz", dump_from_postgresql().encode())
    (folder / "recorded.json").write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def keep(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, mtime=0))


def dump_from_postgresql() -> str:
    """What `pg_dump` writes of a database filled in the same way; the ids of its assessments are other ones."""
    server = [sys.executable, HERE.parent / "postgresql_server.py"]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        folder = running.stdout.readline().strip()
        url = f"postgresql://postgres@/postgres?host={folder}"
        with closing(open_database(url)) as database:
            fill(database)
        dump = [f"{folder}/bin/pg_dump", "--no-owner", "--no-privileges", "--inserts", url]
        return subprocess.run(dump, check=True, stdout=subprocess.PIPE, text=True).stdout


def fill(database: Database) -> None:
    """The example that ships, and an assessment with values of every kind, other scripts, a history and a clear."""
    migrate(database)
    load_example(database, OPERATOR, now=NOW)
    offer = catalogue_of([HERE.parent / "questionnaires" / "saving.yaml"], {}).offers[0]
    details = Details(
        organisation="Tŷ Bach", period="2026", assessed_on=date(2026, 10, 1), profile={"sector": "school"}
    )
    id = start_assessment(database, OPERATOR, offer, details, token="release", now=NOW).id
    for number, answers in enumerate(saves()):
        section = "s2" if "kinds" in answers else "s1"
        seen = open_assessment(database, OPERATOR, id).revisions
        save_section(database, OPERATOR, id, section, answers, seen, now=NOW + timedelta(minutes=number))
    move(database, OPERATOR, id, WorkStatus.AGREED, seen=1, now=NOW + timedelta(hours=1))


def saves() -> list[dict[str, Answer]]:
    """Submits of sections, one after the other."""

    def said(value: Any, **more: Any) -> Answer:
        return Answer(state=State.ANSWERED, value=value, **more)

    evidence = Evidence(
        title="Učení Ω", dated=date(2026, 3, 1), reach="All", shows="effect", link="https://example.org"
    )
    return [
        {"a": said(1, comment="First\nthought"), "b": said(2), "staff": said(Fraction(25, 2))},
        {"a": said(2, evidence=(evidence, Evidence(title="Note"))), "b": UNANSWERED},
        {
            "c": Answer(state=State.DONT_KNOW, comment="To be asked"),
            "kinds": said(("x", "y")),
            "since": said(date(2020, 2, 29)),
            "why": said("Größe, “ŵ” & <b>"),
        },
        {"b": Answer(state=State.NOT_APPLICABLE, reason="None here")},
    ]


def record(database: Database) -> dict[str, Any]:
    """What each assessment says, scores and remembers, by organisation and period."""
    recorded = {}
    for assessment in list_assessments(database, OPERATOR):
        opened = open_assessment(database, OPERATOR, assessment.id)
        recorded[f"{assessment.details.organisation}, {assessment.details.period}"] = {
            "status": assessment.status,
            "agreed_at": str(assessment.agreed_at),
            "answers": json.loads(export_answers(database, OPERATOR, assessment.id)),
            "card": card_as_json(score(opened.questionnaire, opened.sheet, assessment.sha256)),
            "history": {
                question: [
                    f"{one.saved_at} {one.answer.state}" for one in history(database, OPERATOR, assessment.id, question)
                ]
                for question in opened.revisions
            },
        }
    return recorded


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE / "releases" / __version__)
