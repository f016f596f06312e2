"""The worked example of the contract as files, and the command run in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .started import Start
from .years import CROSSWALK, copied

QUESTIONNAIRE = """\
format: 1
id: example-pledge
version: 1.0.0
title: Example pledge
scale:
  - {value: 0, name: Not started}
  - {value: 1, name: Exploring}
  - {value: 2, name: Developing}
  - {value: 3, name: Embedding}
  - {value: 4, name: Sustaining}
rules:
  stage_share: 0.75
  minimum_answered: 0.6
  evidence:
    - {level: 2}
    - {level: 3, within_months: 24}
    - {level: 4, within_months: 24, shows: effect}
sections:
  - id: c1
    title: First
    questions:
      - {id: a, type: level, prompt: A?, gate: 2, levels: {0: a0, 1: a1, 2: a2, 3: a3, 4: a4}}
      - {id: b, type: level, prompt: B?, weight: 2, levels: {0: b0, 1: b1, 2: b2, 3: b3, 4: b4}}
      - {id: c, type: level, prompt: C?, levels: {0: c0, 1: c1, 2: c2, 3: c3, 4: c4}}
      - {id: d, type: level, prompt: D?, levels: {0: d0, 1: d1, 2: d2, 3: d3, 4: d4}}
  - id: c2
    title: Second
    weight: 2
    questions:
      - {id: e, type: level, prompt: E?, levels: {0: e0, 1: e1, 2: e2, 3: e3, 4: e4}}
      - {id: f, type: level, prompt: F?, levels: {0: f0, 1: f1, 2: f2, 3: f3, 4: f4}}
"""
ANSWERS = """\
organisation: Example Council
period: "2026"
assessed_on: 2026-10-01
questionnaire: example-pledge
version: 1.0.0
answers:
  a: 1
  b: {level: 3, evidence: [{title: Review, dated: 2024-10-01}]}
  c: {level: 2, evidence: [{title: A note}]}
  d: dont-know
  e: 3
  f: {not_applicable: The board runs no services.}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the worked example: q.yaml and a.yaml."""
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE)
    (tmp_path / "a.yaml").write_text(ANSWERS)
    return tmp_path


@pytest.fixture
def selfassess(folder: Path) -> Run:
    """Run the command in that folder; the result's output is text."""

    def run(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "selfassess", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **settings)

    return run


@pytest.fixture
def years(folder: Path) -> Path:
    """q.yaml with a crosswalk from old.yaml; a.yaml of 2026, b.yaml of 2025 and c.yaml of 2024 against the old one."""
    copied(folder, "q.yaml", "old.yaml", version="0.9.0")
    (folder / "q.yaml").write_text((folder / "q.yaml").read_text() + CROSSWALK)
    copied(folder, "a.yaml", "b.yaml", version="0.9.0", period='"2025"', assessed_on="2025-10-01")
    copied(folder, "a.yaml", "c.yaml", version="0.9.0", period='"2024"', assessed_on="2024-10-01")
    b = (folder / "b.yaml").read_text()
    (folder / "b.yaml").write_text(b.replace("a: 1", "a: 0").replace("e: 3", "e: 4"))
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the command in an instance of its own; it is killed at the end at the latest."""
    started: list[subprocess.Popen[str]] = []
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # As in what a shell runs in the background; a child would inherit it, and never hear an interrupt.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def one(*arguments: str) -> subprocess.Popen[str]:
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_PORT": "5630"}
        command = [sys.executable, "-m", "selfassess", *arguments]
        started.append(
            subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.communicate()
