"""The program on a terminal: the same files and services as the pages, with exit codes other programs can rely on.

0 done; 1 the input has problems, listed on standard error; 2 wrong usage. Never a traceback for bad input.
To add a command: its function in a module here and its row in `COMMANDS`.
"""

from __future__ import annotations

import errno
import importlib
import io
import sys
from collections.abc import Mapping
from types import MappingProxyType

import click

from selfassess import __version__

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "check": "selfassess.cli.check",
        "score": "selfassess.cli.score",
        "compare": "selfassess.cli.compare",
        "report": "selfassess.cli.report",
        "pack": "selfassess.cli.pack",
        "diff": "selfassess.cli.diff",
        "rehearse": "selfassess.cli.rehearse",
        "audit": "selfassess.cli.audit",
        "verify": "selfassess.cli.verify",
        "schema": "selfassess.cli.schema",
        "serve": "selfassess.cli.serve",
        "demo": "selfassess.cli.demo",
        "worker": "selfassess.cli.worker",
        "upgrade": "selfassess.cli.upgrade",
        "doctor": "selfassess.cli.doctor",
        "backup": "selfassess.cli.backup",
        "drill": "selfassess.cli.backup",
        "restore": "selfassess.cli.restore",
        "move": "selfassess.cli.restore",
        "user": "selfassess.cli.user",
        "organisation": "selfassess.cli.organisation",
        "partnership": "selfassess.cli.organisation",
    }
)
"""Each command and its module, which is imported only when asked for: `--version` must not load a server."""


class Commands(click.Group):
    """The commands of the table, in its order."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click’s signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong row in our own table, which a test reads
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run it; a full disk behind standard output, or a file that went away meanwhile, is a message too."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # `| head` has seen enough: click ends quietly
                raise
            raise click.ClickException(f"{error.filename or 'standard output'}: {error.strerror}") from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selfassess")
def main() -> None:
    """Self-assessment for organisations: questionnaires as files, explained figures, printed reports."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A Windows code page has no “→”, and no terminal takes a file name that is not text.
        sys.stdout.reconfigure(errors="replace")
