"""diff and rehearse on files of two versions: what they print, and that bad input is said and never guessed."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from selfassess.questionnaire.shipped import shipped_folder
from selfassess.services.access import OPERATOR
from selfassess.services.example import load_example
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate

from .years import CROSSWALK, copied


def test_diff_tells_what_changed_and_prints_it_as_json(selfassess, years: Path) -> None:
    text = (years / "q.yaml").read_text()
    (years / "q.yaml").write_text(
        text.replace("id: b, type: level, prompt: B?, weight: 2", "id: b, type: level, prompt: New?")
    )
    done = selfassess("diff", "old.yaml", "q.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("example-pledge 0.9.0 → 1.0.0", "4 questions untouched", "c", "b: weight 2 → 1, prompt", "To judge"):
        assert words in done.stdout
    printed = json.loads(selfassess("diff", "old.yaml", "q.yaml", "--json").stdout)
    assert [(one["change"], one["new"]) for one in printed["questions"]] == [("kept", ["b"]), ("reworded", ["c"])]


def test_diff_says_which_way_it_went_where_no_crosswalk_leads(selfassess, years: Path) -> None:
    text = (years / "q.yaml").read_text()
    (years / "q.yaml").write_text(text.replace("from: 0.9.0", "from: 0.8.0"))
    assert "crosswalk starts from 0.8.0, not 0.9.0" in selfassess("diff", "old.yaml", "q.yaml").stdout
    (years / "q.yaml").write_text(text.replace(CROSSWALK, ""))
    assert "has no crosswalk" in selfassess("diff", "old.yaml", "q.yaml").stdout


def test_a_draft_pasted_into_the_new_file_passes_check(selfassess, years: Path) -> None:
    text = (years / "q.yaml").read_text().replace(CROSSWALK, "").replace("id: d,", "id: dd,")
    (years / "q.yaml").write_text(text)
    draft = selfassess("diff", "old.yaml", "q.yaml", "--draft")
    assert (draft.returncode, draft.stderr) == (0, "")
    (years / "q.yaml").write_text(text + draft.stdout)
    done = selfassess("check", "q.yaml", "old.yaml")
    assert (done.returncode, done.stderr) == (0, "")


BAD_VERSIONS = {
    "two questionnaires": ({"id": "other"}, "two versions of one questionnaire are needed"),
    "the wrong way round": ({"version": "0.5.0"}, "give the older one first"),
}


@pytest.mark.parametrize("command", ["diff", "rehearse"])
@pytest.mark.parametrize(("changes", "words"), BAD_VERSIONS.values(), ids=BAD_VERSIONS)
def test_two_files_that_are_no_two_versions_are_refused(
    selfassess, years: Path, command: str, changes: dict[str, str], words: str
) -> None:
    (years / "q.yaml").write_text((years / "q.yaml").read_text().replace(CROSSWALK, ""))
    copied(years, "q.yaml", "q.yaml", **changes)
    done = selfassess(command, "old.yaml", "q.yaml", *(["b.yaml"] if command == "rehearse" else []))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("q.yaml: ")
    assert words in done.stderr


def test_a_draft_needs_a_higher_version_and_is_no_json(selfassess, years: Path) -> None:
    shutil.copy(years / "old.yaml", years / "same.yaml")
    done = selfassess("diff", "old.yaml", "same.yaml", "--draft")
    assert done.returncode == 1
    assert "raise the version first" in done.stderr
    assert selfassess("diff", "old.yaml", "q.yaml", "--draft", "--json").returncode == 2


@pytest.mark.parametrize("command", ["diff", "rehearse"])
def test_problems_of_both_questionnaires_are_told_together(selfassess, years: Path, command: str) -> None:
    for name in ("old.yaml", "q.yaml"):
        (years / name).write_text((years / name).read_text().replace("title: First", "titel: First"))
    done = selfassess(command, "old.yaml", "q.yaml", *(["b.yaml"] if command == "rehearse" else []))
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines()} == {"old.yaml", "q.yaml"}


def test_a_rehearsal_lists_whose_figures_would_change_and_why(selfassess, years: Path) -> None:
    done = selfassess("rehearse", "old.yaml", "q.yaml", "b.yaml", "c.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "2 of 2 assessments would change",
        "Example Council · 2025",
        "asks something else than before and stands open: c",
    ):
        assert words in done.stdout
    printed = json.loads(selfassess("rehearse", "old.yaml", "q.yaml", "b.yaml", "--json").stdout)
    assert (printed["changed"], printed["from"], printed["to"]) == (1, "0.9.0", "1.0.0")
    (section,) = printed["assessments"][0]["sections"]
    assert section["id"] == "c1"
    assert section["why"] == [
        {"what": "dropped", "id": "c", "reason": "reworded"},
        {"what": "new", "id": "c", "reason": "reworded"},
    ]


def test_a_rehearsal_of_nothing_new_says_so(selfassess, years: Path) -> None:
    (years / "q.yaml").write_text((years / "q.yaml").read_text().replace(CROSSWALK, ""))
    done = selfassess("rehearse", "old.yaml", "q.yaml", "b.yaml")
    assert done.returncode == 0
    assert "2025: nothing would change" in done.stdout
    assert "0.9.0 to 1.0.0" in done.stderr


def test_answers_to_another_version_cannot_be_rehearsed(selfassess, years: Path) -> None:
    done = selfassess("rehearse", "old.yaml", "q.yaml", "b.yaml", "a.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("a.yaml:5:10: version: ")


def test_what_is_finished_in_the_instance_is_rehearsed_too(selfassess, years: Path) -> None:
    (years / "instance").mkdir()
    old, new = (str(shipped_folder() / "bnssg-pledge" / f"{version}.yaml") for version in ("1.0.0", "1.1.0"))
    url = f"sqlite:///{years}/kept.sqlite3"
    with closing(open_database(url)) as database:
        migrate(database)
        load_example(database, OPERATOR, now=datetime(2026, 10, 1, tzinfo=UTC))
    settings = {**os.environ, "SELFASSESS_DATABASE_URL": url, "SELFASSESS_INSTANCE": str(years / "instance")}
    done = selfassess("rehearse", old, new, "--instance", "--json", env=settings)
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    told = {(one["organisation"].partition(" (")[0], one["period"]) for one in printed["assessments"]}
    assert told == {
        ("Example Community Trust", "2025"),
        ("Example Community Trust", "2026"),
        ("Example Hill School", "2024"),
        ("Example Hill School", "2025"),
    }
    assert printed["changed"] == 4


@pytest.mark.parametrize("more", [(), ("b.yaml", "--instance")])
def test_rehearse_wants_answers_files_or_the_instance_and_not_both(selfassess, years: Path, more) -> None:
    done = selfassess("rehearse", "old.yaml", "q.yaml", *more)
    assert done.returncode == 2
    assert "name answers files, or say --instance" in done.stderr
