"""`selfassess user` in a process of its own: accounts come and go, links open, and nobody locks everybody out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.links import look_at_link
from selfassess.store.database import open_database

User = Callable[..., Any]


@pytest.fixture
def user(selfassess: Callable[..., Any], tmp_path: Path) -> User:
    """`user("list")`: the command on an instance of its own."""
    settings = {"SELFASSESS_INSTANCE": str(tmp_path / "instance"), "SELFASSESS_ADDRESS": "https://assess.example.org"}
    return lambda *arguments: selfassess("user", *arguments, env=os.environ | settings)


@pytest.fixture
def opens(tmp_path: Path) -> Callable[[str], bool]:
    """Whether the address that was printed can be used."""

    def usable(said: str) -> bool:
        secret = re.findall(r"^https://assess\.example\.org/link/([\w-]{32})$", said, re.MULTILINE)[0]
        with closing(open_database(f"sqlite:///{tmp_path}/instance/selfassess.sqlite3")) as database:
            return look_at_link(database, secret, now=datetime.now(UTC)) is not None

    return usable


def test_accounts_are_added_listed_and_switched_off(user: User, opens: Callable[[str], bool]) -> None:
    added = user("add", "Ann@Example.org", "Ann Example", "--administrator")
    assert added.stdout.startswith("Added Ann Example, ann@example.org.\n")
    assert opens(added.stdout)
    assert user("add", "bob@example.org", "Bob").returncode == 0
    assert user("deactivate", "BOB@example.org").stdout == "bob@example.org is switched off.\n"
    assert user("list").stdout == "ann@example.org\tAnn Example\tadministrator\nbob@example.org\tBob\tswitched off\n"
    assert user("activate", "bob@example.org").stdout == "bob@example.org is switched on.\n"
    assert user("administrator", "bob@example.org").stdout == "bob@example.org is an administrator.\n"
    assert user("administrator", "--no", "ann@example.org").returncode == 0
    assert "Nobody would be left who manages" in user("administrator", "--no", "bob@example.org").stderr


def test_who_lost_access_is_handed_a_link(user: User, opens: Callable[[str], bool]) -> None:
    first = user("add", "ann@example.org", "Ann", "--administrator")
    again = user("link", "ANN@example.org", "--without-second-step")
    assert opens(again.stdout)
    assert opens(first.stdout)
    assert user("link", "nobody@example.org").stderr == (
        "Error: There is no active account with the address nobody@example.org.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "ann@example.org", "Ann"], "must be an administrator’s. Add --administrator."),
        (["add", "ann@example", "Ann", "--administrator"], "ann@example is no e-mail address."),
        (
            ["add", "ann@example.org", "Ann\nBcc: x", "--administrator"],
            "cannot be kept: Write it on one line.",
        ),
        (["add", "ann@example.org", " ", "--administrator"], "The name cannot be kept: "),
        (["deactivate", "ann@example.org"], "There is no account with the address ann@example.org."),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(user: User, arguments: list[str], said: str) -> None:
    done = user(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert user("list").stdout == ""
