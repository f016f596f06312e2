"""Sharing: what the lead of an organisation chooses for a result in each partnership it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import Actor
from selfassess.store.database import Database
from selfassess.store.people import Partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is chosen for a result in a partnership the organisation belongs to now.

    `named_to_…`: who sees it by name now. It is less than what `choice` says before the result is signed, and while it
    waits for others, because its name would tell of too few that are counted with it. `revision` is 0 before the first
    choice.
    """

    partnership: Partnership
    choice: Choice
    named_to_steering: bool
    named_to_members: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """It is as asked, by this submit or by the same one sent before."""

    shared: Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMeanwhile:
    """Nothing was changed: somebody else chose since the form was filled. `shared` is what stands there now."""

    shared: Shared


def sharing_of(database: Database, who: Actor, assessment: str) -> tuple[Shared, ...]:
    """For each partnership the organisation belongs to now, by name; empty for a service inside an organisation.

    For those who see the answers. Raises `NotFoundError`, `NotPermittedError`.
    """
    raise NotImplementedError


def share(
    database: Database, who: Actor, assessment: str, partnership: str, choice: Choice, *, seen: int, now: datetime
) -> Chosen | ChosenMeanwhile:
    """Choose; `seen` is the `Shared.revision` that the form was filled from.

    May be chosen before the result is signed; it is shown from then on. Raises `NotFoundError`, `NotPermittedError`.
    """
    raise NotImplementedError
