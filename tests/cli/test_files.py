"""check, score, report and schema on files: what they print, what they write, their exit codes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from selfassess.cli import COMMANDS
from selfassess.render.table import RENDERERS


def test_the_worked_example_gives_the_figures_of_the_contract(selfassess) -> None:
    done = selfassess("score", "q.yaml", "a.yaml", "--json")
    card = json.loads(done.stdout)
    assert done.returncode == 0
    assert card["overall"] == {
        "score": 68.75, "low": 65.0, "high": 71.67, "stage": 1, "supported_stage": 1, "applicable": 5, "answered": 4,
    }  # fmt: skip
    first = card["sections"][0]
    assert first["route"] == {"to": 2, "steps": 1, "moves": [{"id": "a", "from": 1, "to": 2}]}
    assert (first["status"], first["score"], first["low"], first["high"]) == ("partial", 56.25, 45.0, 65.0)
    assert (first["stage"], first["supported_stage"], first["median"], first["weakest"]) == (1, 1, 2, ["a"])
    assert list(card) == ["organisation", "period", "questionnaire", "overall", "sections", "ignored"]


def test_without_json_the_same_figures_are_a_table(selfassess) -> None:
    table = selfassess("score", "q.yaml", "a.yaml").stdout
    assert "56.25" in table
    assert "68.75" in table
    assert "a: 1 → 2" in table


def test_what_a_moderator_lowered_is_in_the_figures_the_table_and_the_json(selfassess, folder: Path) -> None:
    text = (folder / "a.yaml").read_text()
    lowered = text.replace("c: {level: 2,", 'c: {level: 2, supported: {level: 0, reason: "Hearsay,\\nno more."},')
    (folder / "lowered.yaml").write_text(lowered)
    card = json.loads(selfassess("score", "q.yaml", "lowered.yaml", "--json").stdout)
    first = card["sections"][0]
    assert (first["stage"], first["supported_stage"]) == (1, 0)
    assert first["questions"][2] == {
        "id": "c", "state": "answered", "level": 2, "supported_level": 0,
        "lowered": {"level": 0, "reason": "Hearsay,\nno more."},
    }  # fmt: skip
    table = selfassess("score", "q.yaml", "lowered.yaml").stdout
    assert "Supported levels lowered by the moderator\n  c: level 0 at most: Hearsay, no more.\n" in table


def test_a_good_file_is_one_line_and_exit_0(selfassess) -> None:
    done = selfassess("check", "q.yaml", "a.yaml")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "q.yaml: example-pledge 1.0.0, 2 sections, 6 questions",
        "a.yaml: answers to example-pledge 1.0.0, Example Council 2026",
    ]


def test_every_problem_of_every_file_is_a_line_on_standard_error_and_exit_1(selfassess, folder: Path) -> None:
    text = (folder / "q.yaml").read_text()
    (folder / "bad.yaml").write_text(text.replace("title: First", "titel: First").replace("gate: 2", "gate: 7"))
    done = selfassess("check", "q.yaml", "bad.yaml", "none.yaml")
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert "q.yaml:" in done.stdout
    assert any(line.startswith("bad.yaml:20:5: sections[0].titel:") and "title" in line for line in lines)
    assert any(line.startswith("bad.yaml:22:") and "gate" in line for line in lines)
    assert any(line.startswith("none.yaml:1:1: file:") for line in lines)


BAD_ANSWERS = {
    "an unknown question": ("a: 1", "aa: 1", "aa"),
    "a level outside the scale": ("a: 1", "a: 5", "answers.a"),
    "not applicable without a reason": ("d: dont-know", "d: {not_applicable: }", "answers.d"),
    "another questionnaire": ("questionnaire: example-pledge", "questionnaire: other", "questionnaire"),
    "another version": ("version: 1.0.0", "version: 2.0.0", "version"),
    "a day that does not exist": ("2026-10-01", "2026-02-30", "assessed_on"),
    "a day that is not whole": ("2026-10-01", "2026-10", "assessed_on"),
}


@pytest.mark.parametrize(("old", "new", "named"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_bad_answers_are_told_with_their_place(selfassess, folder: Path, old: str, new: str, named: str) -> None:
    (folder / "a.yaml").write_text((folder / "a.yaml").read_text().replace(old, new))
    done = selfassess("score", "q.yaml", "a.yaml")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("a.yaml:")
    assert named in done.stderr
    assert "Traceback" not in done.stderr


BAD_FILES = {
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "100 MB": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 100_000_000),
    "a folder": lambda path: path.mkdir(),
    "missing": lambda path: None,
    "deeply nested": lambda path: path.write_text("[" * 30_000),
}


@pytest.mark.parametrize("make", BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("place", ["questionnaire", "answers"])
def test_a_file_that_is_none_is_a_clear_message(selfassess, folder: Path, make, place: str) -> None:
    make(folder / "x.yaml")
    files = ("x.yaml", "a.yaml") if place == "questionnaire" else ("q.yaml", "x.yaml")
    done = selfassess("report", *files, "--out", "report.pdf", timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("x.yaml:")
    assert "Traceback" not in done.stderr
    assert not (folder / "report.pdf").exists()


@pytest.mark.parametrize("suffix", RENDERERS)
def test_every_format_is_written(selfassess, folder: Path, suffix: str) -> None:
    done = selfassess("report", "q.yaml", "a.yaml", "--out", f"out{suffix}")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / f"out{suffix}").stat().st_size > 500
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a.yaml", "q.yaml", f"out{suffix}"])


def test_json_is_what_score_prints(selfassess, folder: Path) -> None:
    selfassess("report", "q.yaml", "a.yaml", "--out", "out.json")
    assert (folder / "out.json").read_text() == selfassess("score", "q.yaml", "a.yaml", "--json").stdout


def test_an_unknown_format_is_wrong_usage_and_names_what_exists(selfassess, folder: Path) -> None:
    done = selfassess("report", "q.yaml", "a.yaml", "--out", "out.odt")
    assert done.returncode == 2
    for suffix in RENDERERS:
        assert suffix in done.stderr


def test_a_full_disk_leaves_what_was_there(selfassess, folder: Path) -> None:
    (folder / "out.pdf").write_bytes(b"last year's")

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = selfassess("report", "q.yaml", "a.yaml", "--out", "out.pdf", preexec_fn=small_disk)
    assert done.returncode == 1
    assert "out.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "out.pdf").read_bytes() == b"last year's"
    assert not list(folder.glob(".*.part"))


@pytest.mark.parametrize("out", ["nowhere/out.pdf", "folder.pdf", "/proc/out.pdf"])
def test_a_place_that_cannot_be_written_is_a_clear_message(selfassess, folder: Path, out: str) -> None:
    (folder / "folder.pdf").mkdir()
    done = selfassess("report", "q.yaml", "a.yaml", "--out", out)
    assert done.returncode == 1
    assert out in done.stderr
    assert "Traceback" not in done.stderr


def test_an_earlier_year_finds_its_questionnaire_beside_the_first(selfassess, folder: Path) -> None:
    older = (folder / "q.yaml").read_text().replace("version: 1.0.0", "version: 0.9.0")
    (folder / "old-questionnaire.yaml").write_text(older)
    earlier = (folder / "a.yaml").read_text().replace("version: 1.0.0", "version: 0.9.0").replace("2026", "2025")
    (folder / "earlier.yaml").write_text(earlier)
    done = selfassess("report", "q.yaml", "a.yaml", "--earlier", "earlier.yaml", "--out", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2025" in (folder / "out.html").read_text()


def test_an_earlier_year_whose_questionnaire_is_not_here_is_told_so(selfassess, folder: Path) -> None:
    (folder / "earlier.yaml").write_text((folder / "a.yaml").read_text().replace("version: 1.0.0", "version: 0.1.0"))
    done = selfassess("report", "q.yaml", "a.yaml", "--earlier", "earlier.yaml", "--out", "out.html")
    assert done.returncode == 1
    assert "--with" in done.stderr


def test_this_year_given_again_as_an_earlier_one_is_refused(selfassess, folder: Path) -> None:
    done = selfassess("report", "q.yaml", "a.yaml", "--earlier", "a.yaml", "--out", "out.html")
    assert done.returncode == 1
    assert "2026 is given twice" in done.stderr


def test_only_a_draft_says_draft(selfassess, folder: Path) -> None:
    selfassess("report", "q.yaml", "a.yaml", "--out", "plain.html")
    selfassess("report", "q.yaml", "a.yaml", "--draft", "--out", "draft.html")
    assert "Draft" not in (folder / "plain.html").read_text()
    assert "Draft" in (folder / "draft.html").read_text()


def test_the_schema_is_json_with_the_keys_of_the_format(selfassess) -> None:
    schema = json.loads(selfassess("schema").stdout)
    assert {"format", "id", "version", "scale", "sections", "crosswalk"} <= set(schema["properties"])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(selfassess, name: str) -> None:
    done = selfassess(name, "--help")
    assert done.returncode == 0
    assert f"{name} [OPTIONS]" in done.stdout


def test_an_unknown_command_is_wrong_usage(selfassess) -> None:
    assert selfassess("scores").returncode == 2


def test_the_version_is_printed_without_loading_the_engine(selfassess) -> None:
    from selfassess import __version__

    assert selfassess("--version").stdout.strip() == f"selfassess, version {__version__}"


@pytest.mark.parametrize("out", ["x" * 300 + ".json", "x" * 300 + "/card.json", "none/card.json", "a.yaml/card.json"])
def test_a_place_where_nothing_can_be_written_is_said(selfassess, folder: Path, out: str) -> None:
    before = sorted(folder.iterdir())
    done = selfassess("report", "q.yaml", "a.yaml", "--out", out)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{out}: cannot be written: ")
    assert len(done.stderr.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_the_longest_name_there_can_be_is_written(selfassess, folder: Path) -> None:
    name = "x" * 250 + ".json"
    assert selfassess("report", "q.yaml", "a.yaml", "--out", name).returncode == 0
    assert (folder / name).is_file()


@pytest.mark.parametrize("out", ["answers.json", "./answers.json", "link.json"])
def test_a_file_that_is_read_is_never_replaced(selfassess, folder: Path, out: str) -> None:
    (folder / "a.yaml").rename(folder / "answers.json")
    (folder / "link.json").symlink_to("answers.json")
    before = (folder / "answers.json").read_bytes()
    done = selfassess("report", "q.yaml", "answers.json", "--out", out)
    assert done.returncode == 2
    assert "which is read" in done.stderr
    assert (folder / "answers.json").read_bytes() == before


def test_a_terminal_of_few_characters_gets_a_table_all_the_same(selfassess) -> None:
    done = selfassess("score", "q.yaml", "a.yaml", env={**os.environ, "PYTHONIOENCODING": "cp1252"}, encoding="cp1252")
    assert done.returncode == 0
    assert "68.75" in done.stdout


def test_figures_as_json_are_utf_8_whatever_the_terminal_takes(selfassess, folder: Path) -> None:
    answers = folder / "a.yaml"
    answers.write_text(answers.read_text().replace("Example Council", "Cyngor Ŵyl"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = selfassess("score", "q.yaml", "a.yaml", "--json", env=environment, encoding="utf-8")
    assert json.loads(done.stdout)["organisation"] == "Cyngor Ŵyl"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
@pytest.mark.parametrize(
    "command", [("score", "q.yaml", "a.yaml"), ("score", "q.yaml", "a.yaml", "--json"), ("schema",)]
)
def test_a_full_disk_behind_standard_output_is_said(folder: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "selfassess", *command],
            cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["Error: standard output: No space left on device"]


def test_templates_of_actions_are_checked_as_what_they_are(selfassess, folder: Path) -> None:
    good = "format: 1\nid: small\ntitle: Small\nsource: {title: T}\nactions: [{id: a, do: Meet., measure: We met.}]\n"
    (folder / "good.yaml").write_text(good)
    (folder / "bad.yaml").write_text(good.replace("measure", "mesure"))
    assert selfassess("check", "good.yaml").stdout == "good.yaml: small, 1 action to choose from\n"
    done = selfassess("check", "good.yaml", "bad.yaml")
    assert done.returncode == 1
    assert 'actions[0].mesure: the key "mesure" is unknown; did you mean "measure"?' in done.stderr


@pytest.mark.parametrize("key", ["questionnaire", "version"])
def test_answers_that_do_not_say_what_they_answer_are_still_checked_as_answers(
    selfassess, folder: Path, key: str
) -> None:
    lines = (folder / "a.yaml").read_text().splitlines()
    (folder / "a.yaml").write_text("\n".join(line for line in lines if not line.startswith(f"{key}:")))
    done = selfassess("check", "a.yaml", "q.yaml")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f'a.yaml:1:1: {key}: the key "{key}" is missing']
