"""Who may do what where, by the table in `services.rights`: asked by every service in its own transaction.

A page, a command and a job all come here, so that none of them can forget. What somebody may not even see is
`NotFoundError`, worded exactly as for what never was; what they see but may not do is `NotPermittedError`. What they
may do with an assessment at another time, because of where the work on it is, is `NotNowError` (`services.pinned`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import ADMINISTRATORS_TOO, ALLOWED, SEEN_BY, Action
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import (
    any_account,
    is_administrator,
    roles_in_organisation,
    roles_in_partnership,
    roles_over_organisation,
)
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus


class ActorKind(StrEnum):
    """How somebody came here."""

    PERSON = "person"
    """Signed in."""
    LOCAL = "local"
    """At this machine, without login, while there are no accounts: may do everything."""
    OPERATOR = "operator"
    """On a terminal of the machine, with its files and database in hand: may do everything."""
    WORKER = "worker"
    """The program itself, in a job nobody asked for, such as a reminder: may do everything its job does."""
    VISITOR = "visitor"
    """Nobody we know: may do nothing that is asked here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does it, and through which request or job. `account` is there exactly for a `PERSON`."""

    kind: ActorKind
    account: str | None = None
    request: str | None = None

    @property
    def trusted(self) -> bool:
        """Whether no role is asked for."""
        return self.kind in (ActorKind.LOCAL, ActorKind.OPERATOR, ActorKind.WORKER)


LOCAL = Actor(kind=ActorKind.LOCAL)
OPERATOR = Actor(kind=ActorKind.OPERATOR)
WORKER = Actor(kind=ActorKind.WORKER)
VISITOR = Actor(kind=ActorKind.VISITOR)


def is_alone(database: Database) -> bool:
    """Whether there are no accounts yet, so that whoever is at this machine may do everything."""
    with database.reading() as session:
        return not any_account(session)


def may(
    who: Actor, action: Action, roles: frozenset[Role], *, administrator: bool, status: WorkStatus | None = None
) -> bool:
    """Whether somebody with these roles in a place may do it there; without a status of the work: at any time."""
    when = ALLOWED[action]
    if who.trusted:
        return status is None or not when or any(status in times for times in when.values())
    if who.kind is not ActorKind.PERSON:
        return False
    if any(status is None or status in when[role] for role in roles & when.keys()):
        return True
    return administrator and action in ADMINISTRATORS_TOO


def require_in_organisation(
    session: Transaction,
    who: Actor,
    action: Action,
    organisation: str,
    missing: str,
    *,
    status: WorkStatus | None = None,
) -> frozenset[Action]:
    """Go on only if `who` may do it in this organisation at any time; `missing` is what a stranger is told.

    Gives everything that their roles let them do there now, where the work on an assessment has this status.
    """
    roles = _roles_in_organisation(session, who, action, organisation)
    _require(session, who, action, roles, missing)
    return frozenset(one for one in Action if may(who, one, roles, administrator=False, status=status))


def may_in_organisation(
    session: Transaction, who: Actor, action: Action, organisation: str, *, status: WorkStatus | None = None
) -> bool:
    """Whether they may do it there, with a status: now, where the work on an assessment has it."""
    roles = _roles_in_organisation(session, who, action, organisation)
    return may(who, action, roles, administrator=_is_administrator(session, who), status=status)


def _roles_in_organisation(session: Transaction, who: Actor, action: Action, organisation: str) -> frozenset[Role]:
    if who.account is None:
        return frozenset()
    roles = roles_in_organisation(session, who.account, organisation)
    if may(who, action, roles, administrator=False):
        return roles  # most requests end here, with one question asked
    return roles | roles_over_organisation(session, who.account, organisation)


def may_in_partnership(session: Transaction, who: Actor, action: Action, partnership: str) -> bool:
    """Whether `require_in_partnership` would let them go on."""
    roles = roles_in_partnership(session, who.account, partnership) if who.account else frozenset()
    return may(who, action, roles, administrator=_is_administrator(session, who))


def require_in_partnership(session: Transaction, who: Actor, action: Action, partnership: str, missing: str) -> None:
    """Go on only if `who` may do it in this partnership; `missing` is what a stranger is told."""
    roles = roles_in_partnership(session, who.account, partnership) if who.account else frozenset()
    _require(session, who, action, roles, missing)


def require_administrator(session: Transaction, who: Actor) -> None:
    """Go on only for administrators of the installation and for those who need no role."""
    _require(session, who, Action.RUN_INSTALLATION, frozenset(), "There is no such page.")


def _require(session: Transaction, who: Actor, action: Action, roles: frozenset[Role], missing: str) -> None:
    if may(who, action, roles, administrator=False):
        return
    administrator = _is_administrator(session, who)
    if may(who, action, roles, administrator=administrator):
        return
    if may(who, SEEN_BY[action], roles, administrator=administrator):
        raise NotPermittedError(action.value, frozenset(ALLOWED[action]))
    raise NotFoundError(missing)


def _is_administrator(session: Transaction, who: Actor) -> bool:
    return who.account is not None and is_administrator(session, who.account)
