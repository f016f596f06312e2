"""`selfassess doctor`: whether this installation is well, and what to do where it is not."""

from __future__ import annotations

import json
import os
import platform
import secrets
import sqlite3
import textwrap
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

import click

from selfassess import __version__
from selfassess.config import Settings, SettingsProblem, load_settings, require_ready_for_others
from selfassess.language import Translator
from selfassess.mail.letter import Letter, compose
from selfassess.mail.problems import PermanentProblem, TransientProblem
from selfassess.mail.transports import Transport, open_transport
from selfassess.services.access import OPERATOR
from selfassess.services.doctor.check_up import check_up
from selfassess.services.doctor.findings import Depth, Finding, Installation, State
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
from selfassess.web.assets import missing_assets

_MARKS = {State.GOOD: "good", State.ADVICE: "advice", State.WRONG: "WRONG", State.NOT_CHECKED: "-"}
_COLOURS = {State.ADVICE: "yellow", State.WRONG: "red"}
_ABOUT, _WIDTH = 20, 100


@click.command()
@click.option("--all", "everything", is_flag=True, help="Compute every signed figure again, not only some.")
@click.option("--send", metavar="ADDRESS", help="Send an e-mail there, to see it arrive.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def doctor(send: str | None, *, everything: bool, as_json: bool) -> None:
    """Look at the settings, the database, the disk, mail, safe copies and what else is needed.

    Nothing in the database is changed.

    Exit code 1 where something is wrong; what could be better, or has not been looked at, is no fault.
    """
    found = _findings(Depth.EVERYTHING if everything else Depth.COMMAND, send)
    wrong = sum(one.state is State.WRONG for one in found)
    if as_json:
        click.echo(json.dumps(_versions() | {"well": not wrong, "findings": [asdict(one) for one in found]}, indent=2))
    else:
        _tell(found)
    if wrong:
        raise click.exceptions.Exit(1)


def _findings(depth: Depth, send: str | None) -> tuple[Finding, ...]:
    try:
        settings = load_settings(os.environ)
        with closing(open_database(settings.database_url)) as database:
            transport = open_transport(settings.mail, settings.instance / "mail")
            here = Installation(
                database=database,
                instance=settings.instance,
                copies=settings.copies,
                transport=transport,
                base_address=settings.base_address,
                others_can_reach=settings.others_can_reach,
                missing_assets=missing_assets,
                t=Translator(),
                now=datetime.now(UTC),
            )
            found = (_settings(settings), *check_up(here, OPERATOR, depth))
            return (*found, _sent(transport, settings.mail_from, send)) if send else found
    except (SettingsProblem, StoreProblem) as problem:
        return (Finding(about="Settings", state=State.WRONG, said=str(problem), mend="Nothing else was looked at."),)


def _settings(settings: Settings) -> Finding:
    try:
        require_ready_for_others(settings)
    except SettingsProblem as problem:
        return Finding(about="Settings", state=State.WRONG, said=str(problem))
    said = f"All are understood. Data live in {settings.instance}."
    return Finding(about="Settings", state=State.GOOD, said=said)


def _sent(transport: Transport, sender: str, to: str) -> Finding:
    words = "This is to see whether e-mail arrives. It was asked for by selfassess doctor."
    letter = Letter(
        id=secrets.token_hex(16), sender=sender, to=to, subject="Trying out e-mail", text=words, html=f"<p>{words}</p>"
    )
    try:
        transport.send(compose(letter, datetime.now(UTC)))
    except (TransientProblem, PermanentProblem) as problem:
        return Finding(about="E-mail sent", state=State.WRONG, said=str(problem), mend="Nothing was sent.")
    return Finding(about="E-mail sent", state=State.GOOD, said=f"Handed over for {to}: see that it arrives.")


def _versions() -> dict[str, str]:
    """What somebody who helps asks first."""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(terse=True),
    }


def _tell(found: tuple[Finding, ...]) -> None:
    told = _versions()
    click.echo(f"selfassess {told['version']}, Python {told['python']}, SQLite {told['sqlite']}, {told['system']}\n")
    for one in found:
        mark = click.style(f"{_MARKS[one.state]:<8}", fg=_COLOURS.get(one.state))
        lines = _lines(one.said) + [f"→ {line}" if not at else f"  {line}" for at, line in enumerate(_lines(one.mend))]
        click.echo(f"{mark}{one.about:<{_ABOUT}}{lines[0]}")
        for line in lines[1:]:
            click.echo(f"{'':<{8 + _ABOUT}}{line}".rstrip())
    wrong, advice = (sum(one.state is state for one in found) for state in (State.WRONG, State.ADVICE))
    click.echo(f"\nThings that are wrong: {wrong}. Things to think about: {advice}.")


def _lines(words: str) -> list[str]:
    """Within the width; what is to be copied stays on a line of its own."""
    return [
        line for given in words.splitlines() for line in textwrap.wrap(given, _WIDTH, break_long_words=False) or [""]
    ]
