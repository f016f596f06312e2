"""`selfassess organisation` and `selfassess partnership`: set up from a terminal what administrators do on pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from selfassess.answers.values import MisfitError, fit_line
from selfassess.cli.instance import open_instance
from selfassess.services import organisations, partnerships
from selfassess.services.access import OPERATOR
from selfassess.services.organisations import LONGEST_NAME, Described, NameTaken
from selfassess.services.problems import NotPermittedError
from selfassess.store.database import Database
from selfassess.store.people import Organisation, OrganisationKind, Partnership

_KINDS = click.Choice([kind.value for kind in OrganisationKind])


@click.group()
def organisation() -> None:
    """Organisations: add and list."""


@organisation.command("add")
@click.argument("name")
@click.option("--kind", type=_KINDS, default=OrganisationKind.OTHER.value, show_default=True, help="What sort it is.")
@click.option("--partnership", metavar="NAME", help="The partnership it joins at once.")
def add_organisation(name: str, kind: str, partnership: str | None) -> None:
    """Add an organisation, and print its id."""
    said, now = Described(name=_line(name), kind=OrganisationKind(kind)), datetime.now(UTC)
    with open_instance() as (database, _):
        if partnership is None:
            made = organisations.add_organisation(database, OPERATOR, said, now=now)
        else:
            into = partnership_named(database, partnership)
            with _told():
                made = organisations.add_to_partnership(database, OPERATOR, into.id, said, now=now)
        if isinstance(made, NameTaken):
            raise click.ClickException(f"There is an organisation called {said.name} there already.")
        click.echo(made.id)


@organisation.command("list")
def list_organisations() -> None:
    """Print every organisation: id, name, kind, what it is a service of, and whether it is closed."""
    with open_instance() as (database, _):
        every = organisations.every_organisation(database, OPERATOR)
        names = {one.id: one.name for one in every}
        for one in every:
            said = [
                one.id,
                one.name,
                one.kind.value,
                names.get(one.parent or "", ""),
                "closed" if one.closed_at else "",
            ]
            click.echo("\t".join(said).rstrip())


@click.group()
def partnership() -> None:
    """Partnerships: add, list, and let organisations join."""


@partnership.command("add")
@click.argument("name")
def add_partnership(name: str) -> None:
    """Add a partnership, and print its id."""
    line = _line(name)
    with open_instance() as (database, _):
        made = partnerships.add_partnership(database, OPERATOR, line, now=datetime.now(UTC))
        if isinstance(made, NameTaken):
            raise click.ClickException(f"There is a partnership called {line} already.")
        click.echo(made.id)


@partnership.command("list")
def list_partnerships() -> None:
    """Print every partnership: id, name, and how many organisations belong to it."""
    with open_instance() as (database, _):
        for one in partnerships.every_partnership(database, OPERATOR):
            belonging = partnerships.look_at_partnership(database, OPERATOR, one.id).organisations
            click.echo("\t".join([one.id, one.name, str(len(belonging)), "closed" if one.closed_at else ""]).rstrip())


@partnership.command("join")
@click.argument("name")
@click.argument("organisation")
def join(name: str, organisation: str) -> None:
    """Let an organisation belong to a partnership; both by name or id. Twice is once."""
    with open_instance() as (database, _):
        into, joining = partnership_named(database, name), _organisation(database, organisation)
        with _told():
            partnerships.let_join(database, OPERATOR, into.id, joining.id, now=datetime.now(UTC))


@contextmanager
def _told() -> Iterator[None]:
    """What is closed takes nothing new: a message."""
    try:
        yield
    except NotPermittedError as error:
        raise click.ClickException(f"Nobody can {error}.") from None


def _line(name: str) -> str:
    try:
        return fit_line(name.strip(), LONGEST_NAME)
    except MisfitError as misfit:
        raise click.ClickException(f"The name cannot be kept: {misfit}.") from None


def partnership_named(database: Database, named: str) -> Partnership:
    """The partnership with this id or name; a message where there is none."""
    every = partnerships.every_partnership(database, OPERATOR)
    for one in every:
        if named in (one.id, one.name):
            return one
    raise click.ClickException(f"There is no partnership {named}.")


def _organisation(database: Database, named: str) -> Organisation:
    found = [one for one in organisations.every_organisation(database, OPERATOR) if named in (one.id, one.name)]
    if len(found) > 1:
        raise click.ClickException(f"There are {len(found)} organisations called {named}. Give the id of the one.")
    if not found or found[0].parent is not None:
        raise click.ClickException(f"There is no organisation {named} that could join.")
    return found[0]
