"""A program that runs servers of `selfassess serve`, one after the other, each in a process of its own.

`python servers.py [FILE]`: each line on its input is a port. A process is forked off, which prints `process` and its
number and becomes the server, with all that it prints; once it has ended, `ended` and its exit code follow. FILE is run
in the place of `python -m selfassess`. Forked, since starting Python and loading the libraries anew for each of a
hundred servers would take longer than everything that is tested.
"""

from __future__ import annotations

import os
import runpy
import sys

import selfassess.cli.serve  # noqa: F401 - what the servers need is loaded once, before they are forked off


def serve(file: str | None, port: str) -> None:
    """Be the server."""
    sys.argv = [file or "selfassess", "serve", "--no-worker", "--port", port]
    if file:
        runpy.run_path(file, run_name="__main__")
    else:
        runpy.run_module("selfassess", run_name="__main__")


def main(file: str | None = None) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            print("process", os.getpid(), flush=True)  # noqa: T201 - how it tells the test
            return serve(file, line.strip())
        _, status = os.waitpid(child, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the same
    return None


main(*sys.argv[1:])
