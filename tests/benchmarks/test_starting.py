"""What `selfassess --version` costs beside a Python that does nothing: both as processes, from start to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from selfassess import __version__

SELFASSESS = str(Path(sys.executable).with_name("selfassess"))


def call(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_asking_for_the_version(children: Any, race: Any, table: Any) -> None:
    assert __version__ in call(SELFASSESS, "--version")
    ours, bare = race(
        lambda: call(SELFASSESS, "--version"), lambda: call(sys.executable, "-c", "pass"), clock=children, rounds=15
    )
    table.ratio("selfassess --version / python -c pass", ours, bare, 8)
