"""What guides tell people to type is what there is: commands, options, settings, and files that are linked to."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from selfassess.cli import main
from selfassess.config.variables import PREFIX, Variables

ROOT = Path(__file__).parents[2]
GUIDES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").rglob("*.md"))
DEPLOYED = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs/deploy").iterdir())
PROGRAM = re.compile(r"(?:\S*[/\\])?selfassess(?:\.exe)?")


def commands_in(text: str) -> Iterator[list[str]]:
    """What follows the program's name in blocks and in pieces of code."""
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    for line in [*lines, *re.findall(r"(?<!`)`(selfassess [^`\n]+)`", text)]:
        words = shlex.split(line.replace("\\", "/"))
        if words[:2] == ["docker", "exec"]:
            words = words[3:]
        if words and PROGRAM.fullmatch(words[0]) and len(words) > 1:
            yield words[1:]


def told(arguments: list[str]) -> tuple[int, str]:
    """The help of a command, or of the one inside a group."""
    named = [one for one in arguments[:2] if re.fullmatch("[a-z]+", one)]
    for depth in (2, 1):
        shown = CliRunner().invoke(main, [*named[:depth], "--help"])
        if shown.exit_code == 0:
            break
    return shown.exit_code, shown.output


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_exists_with_its_options(guide: str) -> None:
    for arguments in commands_in((ROOT / guide).read_text(encoding="utf-8")):
        code, said = told(arguments)
        assert code == 0, arguments
        missing = [one for one in arguments if one.startswith("--") and one.partition("=")[0] not in said]
        assert not missing, f"{arguments}: {missing}"


def test_guides_hold_commands_worth_a_look() -> None:
    found = [one for guide in GUIDES for one in commands_in((ROOT / guide).read_text(encoding="utf-8"))]
    assert {"serve", "backup", "restore", "move", "drill", "doctor", "user", "upgrade", "worker"} <= {
        one[0] for one in found
    }


@pytest.mark.parametrize("file", [*GUIDES, *DEPLOYED])
def test_every_setting_that_is_named_exists(file: str) -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", (ROOT / file).read_text(encoding="utf-8")))
    assert {name.lower() for name in named} <= Variables.model_fields.keys()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_to_a_file_leads_there(guide: str) -> None:
    file = ROOT / guide
    links = re.findall(r"\]\(([^)#]+)", file.read_text(encoding="utf-8"))
    assert [one for one in links if "://" not in one and not (file.parent / one).exists()] == []


@pytest.mark.parametrize("guide", [one for one in GUIDES if "/guides/" in one])
def test_files_that_are_to_be_copied_are_there(guide: str) -> None:
    named = re.findall(r"docs/deploy/[\w@.-]*\w", (ROOT / guide).read_text(encoding="utf-8"))
    assert [one for one in named if not (ROOT / one).exists()] == []
