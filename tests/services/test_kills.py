"""A program that is killed at any moment loses no acknowledged save and leaves no half of one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from selfassess.answers.model import State
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.saving import history
from selfassess.store.database import Database
from selfassess.store.model import Assessment

WRITER = Path(__file__).with_name("writer.py")
KILLS = int(os.environ.get("TEST_KILLS", "5"))
LONGEST_LIFE = 0.05
"""Seconds from the first acknowledged save to the kill, at most: a few dozen saves."""


def killed_writer(url: str, id: str, first: int, life: float) -> int:
    """Run the writer, kill it `life` seconds after its first save; the number of the last save it was told is kept."""
    command = [sys.executable, str(WRITER), url, id, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()]
        time.sleep(life)
        writer.kill()
        said += writer.stdout.readlines()
    # The kill may fall into the middle of a line, which then was not said.
    return int([line for line in said if line.endswith("\n")][-1])


def test_no_acknowledged_save_is_lost_and_none_is_kept_by_halves(
    database_url: str, database: Database, settled: Callable[[], None], assessment: Assessment
) -> None:
    lives = random.Random(2026)
    written = 0
    for _ in range(KILLS):
        acknowledged = killed_writer(database_url, assessment.id, written + 1, lives.uniform(0, LONGEST_LIFE))
        settled()
        answers = open_assessment(database, OPERATOR, assessment.id).sheet.answers
        assert answers["a"] == answers["b"]
        assert answers["a"].state is State.ANSWERED
        written = int(answers["a"].comment or 0)
        # The very last one may be kept though the writer did not live to say so.
        assert written in (acknowledged, acknowledged + 1)
        for question in ("a", "b"):
            told = history(database, OPERATOR, assessment.id, question)
            assert [one.answer.comment for one in told] == [str(number) for number in range(1, written + 1)]
            assert [one.revision for one in told] == list(range(1, written + 1))


def test_a_kill_between_the_statements_of_a_save_leaves_nothing_of_it(
    database_url: str, database: Database, settled: Callable[[], None], assessment: Assessment
) -> None:
    program = f"""
import os, signal
from datetime import UTC, datetime
from selfassess.answers.model import Answer, State
from selfassess.store.answers import Kept, keep
from selfassess.store.database import open_database
with open_database("{database_url}").writing() as session:
    keep(session, "{assessment.id}", {{"a": Kept(answer=Answer(state=State.DONT_KNOW), revision=1)}},
         datetime.now(UTC), saved_by=None)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -9
    settled()
    assert open_assessment(database, OPERATOR, assessment.id).revisions == {}
    assert history(database, OPERATOR, assessment.id, "a") == ()
