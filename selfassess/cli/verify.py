"""`selfassess verify`: proves that the figures of every locked assessment are what was signed."""

from __future__ import annotations

import click

from selfassess.cli.instance import open_instance, progress
from selfassess.services.access import OPERATOR
from selfassess.services.locking import check_cards


@click.command()
def verify() -> None:
    """Compute the figures of every locked assessment again: exit code 1, and which, where they are not what was signed.

    The figures were kept when it was signed, and nothing of it can be changed since but in the database itself.
    """
    with open_instance() as (database, _), progress("Checking") as tell:
        checked = check_cards(database, OPERATOR, told=tell)
    for one in checked.faults:
        about = one.assessment.details
        click.echo(f"{about.organisation}, {about.period} ({one.assessment.id}): {one.fault}", err=True)
    if checked.faults:
        raise click.ClickException(f"Locked assessments that do not hold: {len(checked.faults)} of {checked.count}")
    click.echo(f"Locked assessments that hold: {checked.count} of {checked.count}")
