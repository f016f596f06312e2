"""`selfassess organisation` and `selfassess partnership` in processes of their own: set up by a script."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def run(selfassess: Run, tmp_path: Path) -> Run:
    """`run("partnership", "list")`: the command on an instance of its own."""
    settings = {"SELFASSESS_INSTANCE": str(tmp_path / "instance")}
    return lambda *arguments: selfassess(*arguments, env=os.environ | settings)


def test_a_script_sets_up_a_partnership_with_two_organisations(run: Run) -> None:
    partnership = run("partnership", "add", "Harbour Partnership").stdout.strip()
    council = run("organisation", "add", "Council", "--kind", "council", "--partnership", "Harbour Partnership").stdout
    police = run("organisation", "add", "Police", "--kind", "police").stdout.strip()
    for _ in range(2):
        assert run("partnership", "join", partnership, "Police").returncode == 0
    assert run("organisation", "list").stdout == f"{council.strip()}\tCouncil\tcouncil\n{police}\tPolice\tpolice\n"
    assert run("partnership", "list").stdout == f"{partnership}\tHarbour Partnership\t2\n"


def test_what_cannot_be_done_is_a_message(run: Run) -> None:
    assert run("partnership", "add", "Together").returncode == 0
    assert run("organisation", "add", "Council").returncode == 0
    for arguments, message in (
        (("partnership", "add", "TOGETHER"), "There is a partnership called TOGETHER already."),
        (("organisation", "add", "Council"), "There is an organisation called Council there already."),
        (("organisation", "add", "A\nB"), "The name cannot be kept"),
        (("organisation", "add", "A", "--partnership", "Elsewhere"), "There is no partnership Elsewhere."),
        (("partnership", "join", "Together", "Nobody"), "There is no organisation Nobody that could join."),
    ):
        done = run(*arguments)
        assert done.returncode == 1
        assert message in done.stderr
        assert "Traceback" not in done.stderr
    assert run("organisation", "add", "A", "--kind", "circus").returncode == 2
