"""Who may do what where: one table, asked by every service inside its own transaction, whoever calls it.

A page, a command and a job all come here, so that none of them can forget. What somebody may not even see is
`NotFoundError`, worded exactly as for what never was; what they see but may not do is `NotPermittedError`. What they
may do with an assessment at another time, because of where the work on it is, is `NotNowError` (`services.pinned`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import (
    any_account,
    is_administrator,
    roles_in_organisation,
    roles_in_partnership,
    roles_over_organisation,
)
from selfassess.store.people import ORGANISATION_ROLES, Role
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


class Action(Enum):
    """What can be done; the table below says by whom."""

    SEE_ASSESSMENT = "know that an assessment is there, where the work on it is, and one's own part in it"
    SEE_ANSWERS = "see its answers, results and report"
    ANSWER = "answer its questions, or record what was agreed"
    DESCRIBE = "change its details"
    RUN_ASSESSMENT = "start it, say who takes part, take its steps and delete it"
    CONTRIBUTE = "answer its questions apart from the others"
    SEE_WORKSHOP = "see what contributors said, counted and without names, and what the workshop agrees"
    HOLD_WORKSHOP = "hold the workshop"
    MODERATE = "moderate its answers"
    SIGN = "sign the result"
    COMMIT = "sign the pledge or concordat for an organisation"
    CORRECT = "correct it by a new assessment"
    SEE_OUTLINE = "see that an organisation is there, who leads it, and nothing else of it"
    INVITE_LEAD = "invite somebody to lead it"
    SEE_ORGANISATION = "see an organisation and who has a role in it"
    SEE_EVIDENCE = "see the evidence an organisation keeps"
    ADD_EVIDENCE = "add evidence that the organisation keeps"
    KEEP_EVIDENCE = "change, confirm and retire the evidence an organisation keeps"
    RUN_ORGANISATION = "change it, its services and its people, and read its audit record"
    SEE_PARTNERSHIP = "see a partnership and its organisations"
    RUN_PARTNERSHIP = "change it, its organisations and its people, and read its audit record"
    RUN_INSTALLATION = "manage accounts, partnerships, jobs, messages and the whole audit record"


When = Mapping[Role, frozenset[WorkStatus]]
"""Which roles may do something, and where the work on an assessment must be for it."""

ALWAYS = frozenset(WorkStatus)


def _from(first: WorkStatus) -> frozenset[WorkStatus]:
    order = list(WorkStatus)
    return frozenset(order[order.index(first) :])


def _always(*roles: Role) -> When:
    return MappingProxyType(dict.fromkeys(roles, ALWAYS))


def _only(when: Iterable[WorkStatus], *roles: Role) -> When:
    return MappingProxyType(dict.fromkeys(roles, frozenset(when)))


_BEFORE_THE_LOCK = ALWAYS - {WorkStatus.SIGNED}

ALLOWED: Mapping[Action, When] = MappingProxyType(
    {
        Action.SEE_ASSESSMENT: _always(*ORGANISATION_ROLES),
        Action.SEE_ANSWERS: MappingProxyType(
            {
                Role.LEAD: ALWAYS,
                Role.CONTRIBUTOR: _from(WorkStatus.WORKSHOP),
                Role.MODERATOR: _from(WorkStatus.MODERATION),
                Role.SIGNATORY: _from(WorkStatus.AGREED),
                Role.VIEWER: _from(WorkStatus.AGREED),
            }
        ),
        Action.ANSWER: _only({WorkStatus.DRAFT, WorkStatus.WORKSHOP}, Role.LEAD),
        Action.DESCRIBE: _only({WorkStatus.DRAFT, WorkStatus.OPEN, WorkStatus.WORKSHOP}, Role.LEAD),
        Action.RUN_ASSESSMENT: _only(_BEFORE_THE_LOCK, Role.LEAD),
        Action.CONTRIBUTE: _only({WorkStatus.OPEN}, Role.LEAD, Role.CONTRIBUTOR),
        Action.SEE_WORKSHOP: _only(_from(WorkStatus.WORKSHOP), Role.LEAD, Role.CONTRIBUTOR, Role.MODERATOR),
        Action.HOLD_WORKSHOP: _only({WorkStatus.WORKSHOP}, Role.LEAD),
        Action.MODERATE: _only({WorkStatus.MODERATION}, Role.MODERATOR),
        Action.SIGN: _only({WorkStatus.AGREED}, Role.SIGNATORY),
        Action.COMMIT: _always(Role.SIGNATORY),
        Action.CORRECT: _only({WorkStatus.SIGNED}, Role.LEAD),
        Action.SEE_OUTLINE: _always(*ORGANISATION_ROLES, Role.PARTNERSHIP_ADMINISTRATOR),
        Action.INVITE_LEAD: _always(Role.LEAD, Role.PARTNERSHIP_ADMINISTRATOR),
        Action.SEE_ORGANISATION: _always(*ORGANISATION_ROLES),
        Action.SEE_EVIDENCE: _always(*ORGANISATION_ROLES),
        Action.ADD_EVIDENCE: _always(Role.LEAD, Role.CONTRIBUTOR),
        Action.KEEP_EVIDENCE: _always(Role.LEAD),
        Action.RUN_ORGANISATION: _always(Role.LEAD),
        Action.SEE_PARTNERSHIP: _always(Role.PARTNERSHIP_ADMINISTRATOR, Role.STEERING_GROUP),
        Action.RUN_PARTNERSHIP: _always(Role.PARTNERSHIP_ADMINISTRATOR),
        Action.RUN_INSTALLATION: _always(),
    }
)
"""Which roles may do it in the place where they are held, and when.

Those who need no role are bound to the times of all roles together: nobody changes what is locked.

A role held in a partnership counts in the organisations that belong to it. What it lets one do there is named here as
well: nothing that shows an answer. Once an organisation has a lead, a partnership administrator invites nobody there
(`services.invitations`).
"""

ADMINISTRATORS_TOO = frozenset(
    {
        Action.SEE_OUTLINE,
        Action.INVITE_LEAD,
        Action.SEE_ORGANISATION,
        Action.RUN_ORGANISATION,
        Action.SEE_PARTNERSHIP,
        Action.RUN_PARTNERSHIP,
        Action.RUN_INSTALLATION,
    }
)
"""What administrators of the installation may do everywhere. Not among it: anybody's answers."""

SEEN_BY: Mapping[Action, Action] = MappingProxyType(
    {
        Action.SEE_ASSESSMENT: Action.SEE_ASSESSMENT,
        Action.SEE_ANSWERS: Action.SEE_ASSESSMENT,
        Action.ANSWER: Action.SEE_ASSESSMENT,
        Action.DESCRIBE: Action.SEE_ASSESSMENT,
        Action.RUN_ASSESSMENT: Action.SEE_ASSESSMENT,
        Action.CONTRIBUTE: Action.SEE_ASSESSMENT,
        Action.SEE_WORKSHOP: Action.SEE_ASSESSMENT,
        Action.HOLD_WORKSHOP: Action.SEE_ASSESSMENT,
        Action.MODERATE: Action.SEE_ASSESSMENT,
        Action.SIGN: Action.SEE_ASSESSMENT,
        Action.COMMIT: Action.SEE_OUTLINE,
        Action.CORRECT: Action.SEE_ASSESSMENT,
        Action.SEE_OUTLINE: Action.SEE_OUTLINE,
        Action.INVITE_LEAD: Action.SEE_OUTLINE,
        Action.SEE_ORGANISATION: Action.SEE_OUTLINE,
        Action.SEE_EVIDENCE: Action.SEE_OUTLINE,
        Action.ADD_EVIDENCE: Action.SEE_OUTLINE,
        Action.KEEP_EVIDENCE: Action.SEE_OUTLINE,
        Action.RUN_ORGANISATION: Action.SEE_OUTLINE,
        Action.SEE_PARTNERSHIP: Action.SEE_PARTNERSHIP,
        Action.RUN_PARTNERSHIP: Action.SEE_PARTNERSHIP,
        Action.RUN_INSTALLATION: Action.RUN_INSTALLATION,
    }
)
"""What one must be allowed to do to know that the place is there at all."""


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
