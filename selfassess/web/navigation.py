"""The head of every page: where somebody can go from anywhere, by the roles they have."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, url_for

from selfassess.services.people import OwnPlaces, own_places
from selfassess.store.problem import StoreProblem
from selfassess.web.security.actors import who
from selfassess.web.wiring import wiring

MOST_NAMED = 3
"""More places than that are one link to the list of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link in the head of the page."""

    words: str
    address: str


def navigation() -> tuple[Way, ...]:
    """The places of whoever asks, and the administration; nothing where nobody is signed in, or nobody can know."""
    if "navigation" not in g:
        g.navigation = _ways(_own_places())
    found: tuple[Way, ...] = g.navigation
    return found


def administers() -> bool:
    """Whether whoever asks is offered what only administrators may do; whoever needs no role is."""
    try:
        return who().trusted or _own_places().administers
    except StoreProblem:
        return False  # nobody can know, and help is to be read all the same


def _own_places() -> OwnPlaces:
    try:
        return own_places(wiring().database, who())
    except StoreProblem:
        return OwnPlaces()  # the page that says so has a head, too


def _ways(own: OwnPlaces) -> tuple[Way, ...]:
    t = wiring().t
    named = [
        *(
            Way(words=one.name, address=url_for("organisations.organisation", organisation=one.id))
            for one in own.organisations
        ),
        *(
            Way(words=one.name, address=url_for("partnerships.partnership", partnership=one.id))
            for one in own.partnerships
        ),
    ]
    if len(named) > MOST_NAMED:
        named = [Way(words=t("Organisations"), address=url_for("home.home", _anchor="places"))]
    if own.administers:
        named.append(Way(words=t("Administration"), address=url_for("administration.administration")))
    return tuple(named)
