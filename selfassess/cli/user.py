"""`selfassess user`: accounts from a terminal: the first one, and a way in for who lost theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from selfassess.answers.values import MisfitError, fit_line
from selfassess.cli.instance import open_instance
from selfassess.config import Settings
from selfassess.services import accounts
from selfassess.services.access import OPERATOR
from selfassess.services.account_letters import link_address
from selfassess.services.links import BY_HAND
from selfassess.services.problems import NotFoundError
from selfassess.services.set_up import NewPerson, NotAnAdministratorError, add_person
from selfassess.store.database import Database
from selfassess.store.people import Account

_LAST = "Nobody would be left who manages the installation. Make somebody else an administrator first."


@click.group()
def user() -> None:
    """Accounts: add, list, switch off and on, make administrators, and links for who cannot sign in."""


@user.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--administrator", is_flag=True, help="Manages the installation; the first account must.")
def add(email: str, name: str, *, administrator: bool) -> None:
    """Add an account, and print a link for its person to choose a password."""
    try:
        line = fit_line(name, accounts.LONGEST_NAME)
    except MisfitError as misfit:
        raise click.ClickException(f"The name cannot be kept: {misfit}.") from None
    address = accounts.normalised(email)
    if address is None:
        raise click.ClickException(f"{email} is no e-mail address.")
    with open_instance() as (database, settings):
        person = NewPerson(name=line, email=address, administrator=administrator)
        try:
            added = add_person(database, OPERATOR, person, now=datetime.now(UTC))
        except NotAnAdministratorError as error:
            raise click.ClickException(f"{error} Add --administrator.") from None
        if added is None:
            raise click.ClickException(f"There is an account with the address {address} already.")
        click.echo(f"Added {line}, {address}.")
        _say_link(settings, added.secret)


@user.command("list")
def list_accounts() -> None:
    """Print every account: address, name, and what it may."""
    with open_instance() as (database, _):
        for one in accounts.accounts(database, OPERATOR):
            said = [*(["administrator"] if one.administrator else []), *([] if one.active else ["switched off"])]
            click.echo("\t".join([one.email or "", one.name, ", ".join(said)]).rstrip())


@user.command("deactivate")
@click.argument("email")
def deactivate(email: str) -> None:
    """Switch an account off: its person is signed out everywhere at once. Nothing they did is lost."""
    _set_active(email, active=False)


@user.command("activate")
@click.argument("email")
def activate(email: str) -> None:
    """Switch an account on again."""
    _set_active(email, active=True)


@user.command("administrator")
@click.argument("email")
@click.option("--no", "remove", is_flag=True, help="No longer one.")
def administrator(email: str, *, remove: bool) -> None:
    """Make somebody an administrator of the installation, or no longer one."""
    with open_instance() as (database, _):
        account = _account(database, email)
        now = datetime.now(UTC)
        if not accounts.set_administrator(database, OPERATOR, account.id, administrator=not remove, now=now):
            raise click.ClickException(_LAST)
        click.echo(f"{account.email} is {'no administrator any more' if remove else 'an administrator'}.")


@user.command("link")
@click.argument("email")
@click.option("--without-second-step", is_flag=True, help="Their phone is lost too: switch the second step off.")
def link(email: str, *, without_second_step: bool) -> None:
    """Print a link to choose a new password, to be handed to somebody whom you know."""
    with open_instance() as (database, settings):
        try:
            secret = accounts.hand_over_link(
                database, OPERATOR, email, without_second_step=without_second_step, now=datetime.now(UTC)
            )
        except NotFoundError as error:
            raise click.ClickException(str(error)) from None
        _say_link(settings, secret)


def _set_active(email: str, *, active: bool) -> None:
    with open_instance() as (database, _):
        account = _account(database, email)
        if not accounts.set_active(database, OPERATOR, account.id, active=active, now=datetime.now(UTC)):
            raise click.ClickException(_LAST)
        click.echo(f"{account.email} is switched {'on' if active else 'off'}.")


def _account(database: Database, email: str) -> Account:
    with database.reading() as session:
        account = accounts.account_of_email(session, email)
    if account is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    return account


def _say_link(settings: Settings, secret: str) -> None:
    click.echo(f"This address lets them choose a password, once, within {BY_HAND.days} days:")
    click.echo(link_address(settings.base_address, secret))
