"""`selfassess doctor` in a process of its own: what it finds in words or JSON, and an exit code to rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfassess import __version__


@pytest.fixture
def doctor(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*options: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
        environ |= {f"SELFASSESS_{name}": value for name, value in settings.items()}
        command = [sys.executable, "-m", "selfassess", "doctor", *options]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environ)

    return run


def test_advice_is_no_fault_and_nothing_is_made(doctor: Callable[..., Any], tmp_path: Path) -> None:
    done = doctor("--all")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"selfassess {__version__}, Python ")
    assert "advice  Database            " in done.stdout
    assert "→ Run: selfassess serve\n" in done.stdout
    assert done.stdout.endswith("Things that are wrong: 0. Things to think about: 2.\n")
    assert [one.name for one in tmp_path.iterdir()] == ["secret-key"]


def test_what_is_wrong_ends_with_1_and_says_what_to_do(doctor: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "selfassess.sqlite3").write_bytes(b"no database" * 1000)
    done = doctor()
    assert (done.returncode, done.stderr) == (1, "")
    assert "WRONG   Database" in done.stdout
    assert "is not a database. Move the file away" in " ".join(done.stdout.split())
    assert "good    Fonts and files" in done.stdout


def test_settings_that_are_wrong_or_missing_are_findings_too(doctor: Callable[..., Any]) -> None:
    done = doctor("--json", PORT="many")
    told = json.loads(done.stdout)
    assert (done.returncode, told["well"], told["version"]) == (1, False, __version__)
    assert told["findings"] == [
        {
            "about": "Settings",
            "state": "wrong",
            "said": "SELFASSESS_PORT must be a whole number from 1 to 65535.",
            "mend": "Nothing else was looked at.",
        }
    ]
    exposed = doctor(HOST="0.0.0.0")
    assert exposed.returncode == 1
    assert "export SELFASSESS_ADDRESS='https://assess.example.org'\n" in exposed.stdout


def test_an_e_mail_is_sent_where_it_is_asked_for(doctor: Callable[..., Any], listen: Callable[..., Any]) -> None:
    inbox = listen()
    mail = {"MAIL": f"smtp://127.0.0.1:{inbox.port}?tls=never", "MAIL_FROM": "assess@example.org"}
    done = doctor("--send", "pat@example.org", **mail)
    assert done.returncode == 0
    assert "Handed over for pat@example.org" in done.stdout
    assert [envelope.rcpt_tos for envelope in inbox.taken] == [["pat@example.org"]]
    inbox.answers["RCPT"] = "550 nobody here"
    refused = doctor("--send", "pat@example.org", **mail)
    assert (refused.returncode, "WRONG   E-mail sent" in refused.stdout) == (1, True)
    strange = doctor("--send", "nobody", **mail)
    assert (strange.returncode, "Traceback" in strange.stderr) == (1, False)
