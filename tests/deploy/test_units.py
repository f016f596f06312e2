"""The systemd units, the settings and the shell command of `docs/deploy`, as the programs that read them see them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from selfassess.cli import main
from selfassess.config import load_settings, require_ready_for_others

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
INSTALLED = "/opt/selfassess/bin/selfassess"


def lines_of(unit: Path) -> list[str]:
    return unit.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is_with_options_that_it_has(unit: Path) -> None:
    (start,) = (line for line in lines_of(unit) if line.startswith("ExecStart="))
    program, *arguments = start.removeprefix("ExecStart=").replace("%i", "5001").split()
    assert program == INSTALLED
    shown = CliRunner().invoke(main, [*arguments, "--help"])
    assert shown.exit_code == 0, shown.output
    for option in (one for one in arguments if one.startswith("--")):
        assert option in shown.output


@pytest.mark.systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    program = tmp_path / "selfassess"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copy = tmp_path / unit.name.replace("@", "@5001")
    copy.write_text(unit.read_text(encoding="utf-8").replace(INSTALLED, str(program)))
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_units_are_shut_in_in_the_same_way() -> None:
    told = ("#", "Description=", "ExecStart=")
    same = {tuple(line for line in lines_of(unit) if not line.startswith(told)) for unit in UNITS}
    assert len(same) == 1


@pytest.mark.parametrize("with_all", [False, True], ids=["as it stands", "with every line"])
def test_the_settings_are_ones_that_there_are_and_enough_to_let_others_in(with_all: bool, tmp_path: Path) -> None:
    text = (DEPLOY / "selfassess.env").read_text(encoding="utf-8")
    if with_all:
        text = re.sub(r"(?m)^#(?=SELFASSESS_)", "", text)
    given = dict(line.split("=", 1) for line in text.splitlines() if line.startswith("SELFASSESS_"))
    (tmp_path / "secret-key").write_text("k" * 64)
    here = {"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_SECRET_KEY_FILE": str(tmp_path / "secret-key")}
    settings = load_settings(given | here)
    require_ready_for_others(settings)
    assert (settings.proxies, settings.base_address) == (1, "https://assess.example.org")
    assert settings.copies.daily


def test_the_shell_command_runs_selfassess_with_the_settings_as_its_user(tmp_path: Path) -> None:
    """`runuser` and the program are stood in for by what says how they are called: only root can change users."""
    settings = tmp_path / "selfassess.env"
    settings.write_text("SELFASSESS_ADDRESS=https://assess.example.org\n")
    runuser = tmp_path / "runuser"
    runuser.write_text('#!/bin/sh\necho "$SELFASSESS_ADDRESS $*"\n')
    runuser.chmod(0o755)
    script = (
        (DEPLOY / "selfassess.sh").read_text(encoding="utf-8").replace("/etc/selfassess/selfassess.env", str(settings))
    )
    environ = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["sh", "-c", script, "selfassess", "organisation", "add", "A b"]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
    assert said == f"https://assess.example.org -u selfassess -- {INSTALLED} organisation add A b\n"
