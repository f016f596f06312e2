"""The first page: the assessments there are, by organisation, and what a new one can be started from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import Catalogue
from selfassess.services.example import remove_example as remove
from selfassess.services.organisations import organisations_seen
from selfassess.services.own_actions import PlansOfOne, own_plans
from selfassess.services.partnerships import partnerships_steered
from selfassess.services.people import own_places
from selfassess.services.starting import startable
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation
from selfassess.web.pages import page
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.login import signed_in
from selfassess.web.security.policies import ADMINISTRATOR, SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.listed import Listed, listed
from selfassess.web.views.plans_shown import ActionShown, shown_action
from selfassess.web.wiring import wiring

routes = Routes("home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The assessments of one organisation; `address` is its own page, empty while the program works alone."""

    name: str
    note: str
    address: str
    listed: tuple[Listed, ...]


@routes.get("/", SIGNED_IN)
def home() -> Response:
    """Assessments by organisation, and questionnaires."""
    use, me = wiring(), who()
    catalogue, assessments = use.catalogue(), list_assessments(use.database, me)
    alone, own = not accounts_exist(), own_places(use.database, me)
    may = startable(use.database, me)
    seen = () if alone else organisations_seen(use.database, me)
    return page(
        "home.html",
        title=use.t("Your assessments"),
        groups=_by_name(assessments, catalogue, may) if alone else _by_organisation(seen, assessments, catalogue, may),
        alone=alone,
        own=own,
        email=_email(),
        steered={one.id for one in partnerships_steered(use.database, me)} if own.partnerships else set(),
        nowhere=not alone and not own.organisations and not own.partnerships,
        starts=may != frozenset(),
        planned=_planned(),
        today=use.now().date(),
        offers=catalogue.versions,
        broken=catalogue.broken if alone or own.administers else (),
        example=any(assessment.example for assessment in assessments),
    )


def _planned() -> list[tuple[PlansOfOne, list[ActionShown]]]:
    """Where there are plans, each with what is to be done by whoever asks."""
    use, today = wiring(), wiring().now().date()
    return [
        (one, [shown_action(action, {}, today) for action in one.own])
        for one in own_plans(use.database, who(), today=today)
    ]


def _email() -> str:
    found = signed_in()
    return (found.account.email or "") if found else ""


def _by_name(assessments: Iterable[Assessment], catalogue: Catalogue, may: frozenset[str] | None) -> list[Group]:
    return [
        Group(name=name, note="", address="", listed=tuple(listed(group, catalogue, may)))
        for name, group in groupby(assessments, key=lambda one: one.details.organisation)
    ]


def _by_organisation(
    organisations: tuple[Organisation, ...],
    assessments: tuple[Assessment, ...],
    catalogue: Catalogue,
    may: frozenset[str] | None,
) -> list[Group]:
    """Every organisation somebody belongs to, with or without assessments; a service after what it is inside of."""
    known = {one.id: one for one in organisations}
    theirs = {id: [one for one in assessments if one.organisation_id == id] for id in known}
    return [
        Group(
            name=one.name,
            note=_note(one, known),
            address=url_for("organisations.organisation", organisation=one.id),
            listed=tuple(listed(theirs[one.id], catalogue, may)),
        )
        for one in sorted(organisations, key=lambda one: _family(one, known))
    ]


def _family(one: Organisation, known: Mapping[str, Organisation]) -> tuple[str, bool, str]:
    around = known.get(one.parent or "", one)
    return around.name.casefold(), around is not one, one.name.casefold()


def _note(one: Organisation, known: Mapping[str, Organisation]) -> str:
    t, around = wiring().t, known.get(one.parent or "")
    inside = t("Service of {organisation}", organisation=around.name) if around else ""
    return " · ".join(filter(None, [inside, t("closed") if one.closed_at else ""]))


@routes.post("/example/remove", ADMINISTRATOR)
def remove_example() -> Response:
    """Every example assessment goes; nothing else."""
    use = wiring()
    count = remove(use.database, who(), now=use.now())
    if count:
        flash(use.t.plural("The example is removed: {count} assessment, and nothing else.",
                           "The example is removed: {count} assessments, and nothing else.", count))  # fmt: skip
    else:
        flash(use.t("There was no example left to remove."))
    return redirect(url_for("home.home"), 303)
