"""`selfassess verify`: proves that the figures of every locked assessment, and of partnerships, are what was signed."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from selfassess.cli.instance import open_instance, progress
from selfassess.services.access import OPERATOR
from selfassess.services.figure_check import check_figures, rebuild_figures
from selfassess.services.final_check import CheckedFinals, check_finals
from selfassess.services.locking import CheckedCards, check_cards


@click.command()
@click.option(
    "--rebuild", is_flag=True, help="First make the figures of sections and partnerships anew from the cards."
)
def verify(rebuild: bool) -> None:
    """Compute the figures of every locked assessment again: exit code 1, and which, where they are not what was signed.

    The figures were kept when it was signed, and nothing of it can be changed since but in the database itself. Figures
    of sections and of partnerships are kept beside them, and must be what they give; final documents must be the bytes
    that were kept first.
    """
    now = datetime.now(UTC)
    with open_instance() as (database, _):
        if rebuild:
            with progress("Making figures anew") as tell:
                rebuild_figures(database, OPERATOR, now=now, told=tell)
        with progress("Checking signed results") as tell:
            checked = check_cards(database, OPERATOR, told=tell)
        with progress("Checking figures kept beside them") as tell:
            beside = check_figures(database, OPERATOR, now=now, told=tell)
        with progress("Checking final documents") as tell:
            finals = check_finals(database, OPERATOR, told=tell)
    _tell(checked, beside, finals)


def _tell(checked: CheckedCards, beside: tuple[str, ...], finals: CheckedFinals) -> None:
    for one in checked.faults:
        about = one.assessment.details
        click.echo(f"{about.organisation}, {about.period} ({one.assessment.id}): {one.fault}", err=True)
    for fault in beside:
        click.echo(f"{fault}. selfassess verify --rebuild makes them anew.", err=True)
    for fault in finals.faults:
        click.echo(f"{fault}. Only a safe copy has it as it was.", err=True)
    if checked.faults:
        raise click.ClickException(f"Locked assessments that do not hold: {len(checked.faults)} of {checked.count}")
    if beside:
        raise click.ClickException(f"Kept figures that are not what the locked assessments give: {len(beside)}")
    if finals.faults:
        raise click.ClickException(f"Final documents that do not hold: {len(finals.faults)} of {finals.count}")
    click.echo(f"Locked assessments that hold: {checked.count} of {checked.count}")
    if finals.count:
        click.echo(f"Final documents that hold: {finals.count} of {finals.count}")
