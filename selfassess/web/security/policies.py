"""Who may use a page: every policy there is, and what a page under it gets instead of ids.

An address names things by their ids. A policy takes those away and gives the view the things themselves, loaded by
services for whoever asks; so no view can look up what nobody checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from selfassess.services.access import Actor, require_administrator
from selfassess.services.assessments import open_assessment
from selfassess.services.own_sheet import open_own_sheet
from selfassess.services.places import organisation_for, partnership_for
from selfassess.services.rights import Action
from selfassess.store.database import Database

Values = dict[str, Any]
"""What a view is called with, by name."""

Load = Callable[[Database, Actor, Mapping[str, str]], Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`name` stands in the reviewed table. `takes` are parts of the address, `gives` what the view gets for them.

    `load` raises `NotFoundError` and `NotPermittedError`; it is asked once for each request.
    """

    name: str
    everybody: bool = False
    takes: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    load: Load | None = None


PUBLIC = Policy(name="public", everybody=True)
"""Everybody: it tells nothing about anybody, or its address holds the secret that opens it."""


def published(**parts: Callable[[Database, str], Any]) -> Policy:
    """Everybody: each of `parts` names what is public, with the service that loads that and finds nothing else."""

    def load(database: Database, _: Actor, ids: Mapping[str, str]) -> Values:
        return {part: find(database, ids[part]) for part, find in parts.items()}

    return Policy(name=PUBLIC.name, everybody=True, takes=frozenset(parts), gives=frozenset(parts), load=load)


def signed_in(**parts: Callable[[Database, Actor, str], Any]) -> Policy:
    """Everybody who is signed in, or at this machine while there are no accounts.

    Each of `parts` is a part of the address with the service that loads what it names for this person.
    """

    def load(database: Database, who: Actor, ids: Mapping[str, str]) -> Values:
        return {part: find(database, who, ids[part]) for part, find in parts.items()}

    return Policy(name="signed in", takes=frozenset(parts), gives=frozenset(parts), load=load)


SIGNED_IN = signed_in()


def administrator(**parts: Callable[[Database, Actor, str], Any]) -> Policy:
    """Administrators of the installation. `parts` as in `signed_in`."""

    def load(database: Database, who: Actor, ids: Mapping[str, str]) -> Values:
        with database.reading() as session:
            require_administrator(session, who)
        return {part: find(database, who, ids[part]) for part, find in parts.items()}

    return Policy(name="administrator", takes=frozenset(parts), gives=frozenset(parts), load=load)


ADMINISTRATOR = administrator()


InPlace = Callable[[Database, Actor, Any, str], Any]
"""A service that loads what an id names within a place: an assessment, an `Organisation` or a `Partnership`."""


def in_assessment(action: Action, **parts: InPlace) -> Policy:
    """Those who may do this with the assessment `id`; the view gets it as `here: OpenAssessment`.

    Each of `parts` is another part of the address, with the service that loads what it names within the assessment.
    """

    def load(database: Database, who: Actor, ids: Mapping[str, str]) -> Values:
        here = open_assessment(database, who, ids["id"], action)
        return {"here": here} | {part: find(database, who, here, ids[part]) for part, find in parts.items()}

    taken, given = frozenset({"id", *parts}), frozenset({"here", *parts})
    return Policy(name=_named(action), takes=taken, gives=given, load=load)


def _own_sheet(database: Database, who: Actor, ids: Mapping[str, str]) -> Values:
    return {"here": open_own_sheet(database, who, ids["id"])}


OWN_SHEET = Policy(name="own sheet", takes=frozenset({"id"}), gives=frozenset({"here"}), load=_own_sheet)
"""Whoever was asked to contribute to the assessment `id`, for their own sheet; the view gets it as `here: OwnSheet`."""


def in_organisation(action: Action, /, **parts: InPlace) -> Policy:
    """Those who may do this in `organisation`; the view gets it as `organisation: Organisation`.

    Each of `parts` is another part of the address, with the service that loads what it names within the organisation:
    what is not there is not found, whoever else has it.
    """
    return _in_place("organisation", organisation_for, action, parts)


def in_partnership(action: Action, **parts: InPlace) -> Policy:
    """Those who may do this in `partnership`; the view gets it as `partnership: Partnership`. `parts` likewise."""
    return _in_place("partnership", partnership_for, action, parts)


def _in_place(
    kind: str, find_place: Callable[[Database, Actor, Action, str], Any], action: Action, parts: Mapping[str, InPlace]
) -> Policy:
    def load(database: Database, who: Actor, ids: Mapping[str, str]) -> Values:
        place = find_place(database, who, action, ids[kind])
        return {kind: place} | {part: find(database, who, place, ids[part]) for part, find in parts.items()}

    names = frozenset({kind, *parts})
    return Policy(name=_named(action), takes=names, gives=names, load=load)


def _named(action: Action) -> str:
    return action.name.lower().replace("_", " ")
