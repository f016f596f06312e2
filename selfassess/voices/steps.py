"""The way of an assessment from draft to signed: its steps, who takes each, and the way back with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from selfassess.language import is_blank


class WorkStatus(StrEnum):
    """Where the work on an assessment is, in its order. Maturity has stages; work has a status.

    What was `finished` before there were contributors is `agreed`.
    """

    DRAFT = "draft"
    OPEN = "open"
    """Open to contributors, each of whom answers apart."""
    WORKSHOP = "workshop"
    MODERATION = "moderation"
    AGREED = "agreed"
    SIGNED = "signed"
    """Locked for ever: a correction is a new assessment that is linked to this one."""


class Role(StrEnum):
    """What a person does in one assessment; a person may have several roles."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    MODERATOR = "moderator"
    SIGNATORY = "signatory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who takes part besides the lead; the steps of others do not apply, and are not shown."""

    contributors: bool = False
    moderator: bool = False
    signatory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step on or back, and the roles that may take it; a step back needs a reason."""

    start: WorkStatus
    end: WorkStatus
    by: frozenset[Role]
    back: bool


class Refusal(StrEnum):
    """Why a move may not be made: the way does not lead there, it is somebody else's to make, it says no reason.

    Of `NO_SIGNATURE` the way knows nothing: whoever takes the last step signs with name, role and day.
    """

    NO_WAY = "no_way"
    NOT_YOURS = "not_yours"
    NO_REASON = "no_reason"
    NO_SIGNATURE = "no_signature"


ENDED_BY: Mapping[WorkStatus, frozenset[Role]] = MappingProxyType(
    {
        WorkStatus.DRAFT: frozenset({Role.LEAD}),
        WorkStatus.OPEN: frozenset({Role.LEAD}),
        WorkStatus.WORKSHOP: frozenset({Role.LEAD}),
        WorkStatus.MODERATION: frozenset({Role.MODERATOR}),
        WorkStatus.AGREED: frozenset({Role.SIGNATORY}),
        WorkStatus.SIGNED: frozenset(),
    }
)
"""Who may go on from each status."""

RETURNED_BY: Mapping[WorkStatus, frozenset[Role]] = MappingProxyType(
    {
        WorkStatus.DRAFT: frozenset(),
        WorkStatus.OPEN: frozenset({Role.LEAD}),
        WorkStatus.WORKSHOP: frozenset({Role.LEAD}),
        WorkStatus.MODERATION: frozenset({Role.LEAD, Role.MODERATOR}),
        WorkStatus.AGREED: frozenset({Role.LEAD, Role.MODERATOR, Role.SIGNATORY}),
        WorkStatus.SIGNED: frozenset(),
    }
)
"""Who may go back from each status. A signatory who cannot sign says why, and so does a moderator who sees more."""

ANSWERED_BY: Mapping[WorkStatus, frozenset[Role]] = MappingProxyType(
    {
        WorkStatus.DRAFT: frozenset({Role.LEAD}),
        WorkStatus.OPEN: frozenset({Role.CONTRIBUTOR}),
        WorkStatus.WORKSHOP: frozenset({Role.LEAD}),
        WorkStatus.MODERATION: frozenset({Role.MODERATOR}),
        WorkStatus.AGREED: frozenset(),
        WorkStatus.SIGNED: frozenset(),
    }
)
"""Whose words are taken in each status: a contributor's on their own sheet, a moderator's beside the answers."""


def way(parties: Parties) -> tuple[WorkStatus, ...]:
    """The steps that apply, in order."""
    left_out = set()
    if not parties.contributors:
        left_out |= {WorkStatus.OPEN, WorkStatus.WORKSHOP}
    if not parties.moderator:
        left_out.add(WorkStatus.MODERATION)
    if not parties.signatory:
        left_out.add(WorkStatus.SIGNED)
    return tuple(status for status in WorkStatus if status not in left_out)


def next_steps(status: WorkStatus, parties: Parties) -> tuple[Move, ...]:
    """One step on, then one step back, as far as there are any.

    A status that no longer applies, because the last contributor or the moderator was removed, still has its ways out.
    Nothing leads out of `signed`.
    """
    order = list(WorkStatus)
    place = order.index(status)
    after = next((one for one in way(parties) if order.index(one) > place), None)
    before = next((one for one in reversed(way(parties)) if order.index(one) < place), None)
    moves = []
    if after:
        moves.append(Move(start=status, end=after, by=_present(ENDED_BY[status], parties), back=False))
    if before and RETURNED_BY[status]:
        moves.append(Move(start=status, end=before, by=_present(RETURNED_BY[status], parties), back=True))
    return tuple(moves)


def refusal(
    status: WorkStatus, end: WorkStatus, parties: Parties, roles: Collection[Role], reason: str = ""
) -> Refusal | None:
    """Why somebody with these roles may not move the assessment to `end`; None where they may."""
    move = next((move for move in next_steps(status, parties) if move.end is end), None)
    if move is None:
        return Refusal.NO_WAY
    if move.by.isdisjoint(roles):
        return Refusal.NOT_YOURS
    if move.back and is_blank(reason):
        return Refusal.NO_REASON
    return None


def _present(roles: frozenset[Role], parties: Parties) -> frozenset[Role]:
    """Without the roles that nobody has; where none is left it falls to the lead."""
    absent = set()
    if not parties.moderator:
        absent.add(Role.MODERATOR)
    if not parties.signatory:
        absent.add(Role.SIGNATORY)
    return roles - absent or frozenset({Role.LEAD})
