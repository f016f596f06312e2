"""`selfassess audit`: proves that the audit record is whole, and writes it out."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import click

from selfassess.cli.instance import open_instance, progress
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.audit_check import Noted, check_audit
from selfassess.services.audit_export import EXPORT_FORMATS
from selfassess.services.audit_reading import every_event
from selfassess.store.audit import Choice

_MOST_SHOWN = 20
_NOTED = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@click.group()
def audit() -> None:
    """Prove that the record of what was done is whole, or write it out."""


def _noted(_: click.Context, __: click.Parameter, value: str | None) -> Noted | None:
    if value is None:
        return None
    found = _NOTED.fullmatch(value.strip().lower())
    if found is None:
        raise click.BadParameter("it is written NUMBER:HASH, as an earlier check printed it.")
    return Noted(number=int(found[1]), hash=found[2])


@audit.command()
@click.option("--noted", callback=_noted, metavar="NUMBER:HASH", help="The end that an earlier check printed.")
def verify(noted: Noted | None) -> None:
    """Walk the chain of hashes from the first event to the last: exit code 1, and which event, where it is broken.

    Note the line it prints somewhere else: with --noted a later check proves that nothing up to there was made anew.
    """
    with open_instance() as (database, _), progress("Checking") as tell:
        checked = check_audit(database, noted=noted, told=tell)
    for fault in checked.faults[:_MOST_SHOWN]:
        click.echo(fault, err=True)
    if len(checked.faults) > _MOST_SHOWN:
        click.echo(f"… and {len(checked.faults) - _MOST_SHOWN} more.", err=True)
    if checked.faults:
        raise click.ClickException(f"The audit record is not whole ({checked.events} events were checked).")
    click.echo(f"The audit record is whole: {checked.events} events.")
    if checked.events:
        click.echo(f"To prove it again later, note its end:  {checked.last.number}:{checked.last.hash}")


@audit.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only events from this day on (UTC).")
@click.option("--format", "kind", type=click.Choice(list(EXPORT_FORMATS)), default="csv", show_default=True)
def export(since: datetime | None, kind: str) -> None:
    """Write all events to standard output, the oldest first, people by the names they have now."""
    choice = Choice(since=since.replace(tzinfo=UTC) if since else None)
    with open_instance() as (database, _):
        for piece in EXPORT_FORMATS[kind].pieces(every_event(database, OPERATOR, Translator(), choice)):
            click.echo(piece, nl=False)
