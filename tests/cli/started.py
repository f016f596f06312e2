"""Commands that go on until they are stopped, such as `serve`, as people start them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

Start = Callable[..., "subprocess.Popen[str]"]


def said(process: subprocess.Popen[str]) -> str:
    """What it says until it says how to stop it."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "Stop: Ctrl+C" in line:
            break
    return "".join(lines)
