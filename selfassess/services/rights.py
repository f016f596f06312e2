"""What can be done, by which roles and when: the table of rights. Asked through `services.access` alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from selfassess.store.people import ORGANISATION_ROLES, Role
from selfassess.voices.steps import WorkStatus


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
    SEE_PLAN = "see the actions an organisation plans, and its targets"
    KEEP_PLAN = "plan the actions of an organisation, close them and carry them over"
    NOTE_PROGRESS = "tell how far an action is"
    SET_TARGETS = "set targets for the sections"
    SHARE = "choose with whom a result is shared"
    SEE_AGAINST_OTHERS = "see how an organisation stands against its partnership"
    TAKE_EXTRACT = "download everything that is kept about an organisation"
    RUN_ORGANISATION = "change it, its services and its people, and read its audit record"
    SEE_PARTNERSHIP = "see a partnership and its organisations"
    SEE_SHARED = "see what the organisations of a partnership share"
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
        Action.SEE_PLAN: _always(*ORGANISATION_ROLES),
        Action.KEEP_PLAN: _always(Role.LEAD),
        Action.NOTE_PROGRESS: _always(Role.LEAD, Role.CONTRIBUTOR, Role.MODERATOR, Role.SIGNATORY),
        Action.SET_TARGETS: _always(Role.LEAD),
        Action.SHARE: _always(Role.LEAD),
        Action.SEE_AGAINST_OTHERS: _always(*ORGANISATION_ROLES),
        Action.TAKE_EXTRACT: _always(Role.LEAD),
        Action.RUN_ORGANISATION: _always(Role.LEAD),
        Action.SEE_PARTNERSHIP: _always(Role.PARTNERSHIP_ADMINISTRATOR, Role.STEERING_GROUP),
        Action.SEE_SHARED: _always(Role.STEERING_GROUP),
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
        Action.SEE_PLAN: Action.SEE_OUTLINE,
        Action.KEEP_PLAN: Action.SEE_OUTLINE,
        Action.NOTE_PROGRESS: Action.SEE_OUTLINE,
        Action.SET_TARGETS: Action.SEE_OUTLINE,
        Action.SHARE: Action.SEE_ASSESSMENT,
        Action.SEE_AGAINST_OTHERS: Action.SEE_OUTLINE,
        Action.TAKE_EXTRACT: Action.SEE_OUTLINE,
        Action.RUN_ORGANISATION: Action.SEE_OUTLINE,
        Action.SEE_PARTNERSHIP: Action.SEE_PARTNERSHIP,
        Action.SEE_SHARED: Action.SEE_PARTNERSHIP,
        Action.RUN_PARTNERSHIP: Action.SEE_PARTNERSHIP,
        Action.RUN_INSTALLATION: Action.RUN_INSTALLATION,
    }
)
"""What one must be allowed to do to know that the place is there at all."""
