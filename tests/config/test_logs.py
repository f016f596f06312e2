"""The log says what happened and where, in sentences or as JSON, and never repeats what an exception says."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from selfassess.config.logs import KINDS

MOMENT = 1_795_340_000.123
PRIVATE = "pat@example.org said: not good"


def record(message: str = "It is %s.", *values: Any, error: BaseException | None = None, **extra: Any) -> Any:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("selfassess.room", logging.WARNING, __file__, 1, message, values, info)
    made.created = MOMENT
    vars(made).update(extra)
    return made


def raised() -> BaseException:
    """As PostgreSQL does it: the cause quotes what somebody typed, and so does what is made of it."""
    try:
        try:
            int(PRIVATE)
        except ValueError as cause:
            raise LookupError(f"refused: {PRIVATE}") from cause
    except LookupError as error:
        return error


def test_a_line_of_json_holds_the_sentence_the_request_and_the_facts() -> None:
    made = record("It is %s.", "late\n[forged]", request="2f0c", facts={"ms": 12})
    line = KINDS["json"]().format(made)
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2026-11-22T09:33:20.123Z",
        "level": "warning",
        "logger": "selfassess.room",
        "message": "It is late\n[forged].",
        "request": "2f0c",
        "ms": 12,
    }


def test_text_says_when_how_bad_and_of_which_request_and_quiet_only_what() -> None:
    made = record("It is %s.", "late", request="2f0c")
    assert KINDS["text"]().format(made) == "2026-11-22T09:33:20.123Z warning It is late. [2f0c]"
    assert KINDS["quiet"]().format(made) == "It is late."


def test_a_line_break_or_a_colour_that_somebody_typed_does_not_come_out_as_one() -> None:
    for kind in ("quiet", "text"):
        line = KINDS[kind]().format(record("No %s", "a\r\nb\x1b[31m\u2028c\x85"))
        assert line.endswith("No a\ufffd\ufffdb\ufffd[31m\ufffdc\ufffd")


def test_of_an_exception_it_is_said_where_it_came_from_and_its_causes_and_not_what_they_say() -> None:
    for kind in KINDS:
        written = KINDS[kind]().format(record("It failed.", error=raised()))
        assert "builtins.LookupError" in written
        assert "builtins.ValueError" in written
        assert "in raised" in written
        assert "pat@" not in written


PROGRAM = """
import logging, sys
from selfassess.config.logs import begin_logging
if sys.argv[2:]:
    logging.basicConfig(format="theirs: %(message)s")
begin_logging(sys.argv[1])
for name in ("selfassess.web", "library"):
    logging.getLogger(name).info("info of %s", name)
    logging.getLogger(name).warning("warning of %s", name)
"""


def written(*arguments: str) -> list[str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return [" ".join(line.split()[-3:]) for line in done.stderr.splitlines()]


def test_quietly_only_what_is_wrong_is_written_else_also_what_this_program_does() -> None:
    assert written("quiet") == ["warning of selfassess.web", "warning of library"]
    assert written("text") == ["info of selfassess.web", "warning of selfassess.web", "warning of library"]


def test_where_another_server_writes_the_log_it_goes_on_to() -> None:
    assert written("text", "other") == ["info of selfassess.web", "warning of selfassess.web", "warning of library"]
    done = subprocess.run([sys.executable, "-c", PROGRAM, "text", "other"], capture_output=True, text=True, check=True)
    assert done.stderr.startswith("theirs: ")


def test_a_worker_writes_as_it_is_set(tmp_path: Path) -> None:
    environ = {**os.environ, "SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_LOG": "json"}
    environ["SELFASSESS_QUEUE"] = "redis://127.0.0.1:1/0"
    command = [sys.executable, "-m", "selfassess", "worker"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as worker:
        assert worker.stderr is not None
        line = json.loads(worker.stderr.readline())
        worker.kill()
    assert (line["level"], line["logger"]) == ("info", "selfassess.jobs.waking")
