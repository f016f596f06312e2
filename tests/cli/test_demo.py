"""`selfassess demo` as people start it: made-up data that is there once, and is never put among what is real."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `selfassess` in an instance of its own; it is killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def one(*arguments: str) -> subprocess.Popen[str]:
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_PORT": "5640"}
        command = [sys.executable, "-m", "selfassess", *arguments]
        started.append(
            subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    """What it says until it says how to stop it."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "Stop: Ctrl+C" in line:
            break
    return "".join(lines)


def test_a_partnership_is_made_up_once_and_the_address_that_is_said_shows_it(start: Start) -> None:
    size = ("demo", "--no-worker", "--organisations", "8", "--years", "2")
    seen = []
    for _ in range(2):
        words = said(start(*size))
        address = words.partition("what the steering group sees, ")[2].split()[0]
        with urllib.request.urlopen(address) as page:
            seen.append(page.read().decode())
        assert "(made up)" in seen[-1]
    assert seen[0].count("(made up)") == seen[1].count("(made up)")
    assert "Made-up partnership of 8 organisations over 2 years" in seen[0]


def test_nothing_is_made_up_among_real_organisations_and_it_is_said_where_to_go(start: Start, tmp_path: Path) -> None:
    real = start("organisation", "add", "Real")
    assert real.wait() == 0
    refused = start("demo", "--organisations", "8")
    out, problems = refused.communicate()
    assert (refused.returncode, out) == (1, "")
    assert problems.startswith(f"Error: {tmp_path}/selfassess.sqlite3 is not empty. ")
    assert "SELFASSESS_INSTANCE" in problems
    assert problems.count("\n") == 1


@pytest.mark.parametrize("option", ["--years", "--seed"])
def test_years_and_seed_are_those_of_a_partnership(start: Start, option: str) -> None:
    wrong = start("demo", option, "2")
    _, problems = wrong.communicate()
    assert wrong.returncode == 2
    assert "--years and --seed need --organisations." in problems


def test_without_organisations_it_is_the_example_as_ever(start: Start) -> None:
    words = said(start("demo", "--no-worker"))
    assert "Try:  open the address, look at the example’s results, answer a section" in words
