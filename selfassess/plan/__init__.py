"""What to do next and what came of it: suggested actions along the cheapest routes, and the actions of a plan.

Pure. May know: scoring, answers, questionnaire, language. To add a kind of advice: a function in `next_steps` from card
to value; what it would do is found by `what_if`, as `suggestions` does. What an action is stands in `actions`, what
somebody says of a new one in `drafts`, of its way in `progress`; `together` counts those of several organisations.
"""

from selfassess.plan.actions import (
    MONTHS_OF_A_PLAN,
    MONTHS_OF_CHECKS,
    OPEN,
    Action,
    ActionKind,
    ActionPlan,
    ActionStatus,
    Check,
    Note,
    Owner,
)
from selfassess.plan.drafts import ActionDraft, DraftFault, draft_of, faults_of_draft
from selfassess.plan.next_steps import (
    LOWEST_STRENGTH,
    LevelStep,
    MoveSteps,
    SectionSteps,
    Strength,
    next_steps,
    priorities,
    strengths,
)

__all__ = [
    "LOWEST_STRENGTH",
    "MONTHS_OF_A_PLAN",
    "MONTHS_OF_CHECKS",
    "OPEN",
    "Action",
    "ActionDraft",
    "ActionKind",
    "ActionPlan",
    "ActionStatus",
    "Check",
    "DraftFault",
    "LevelStep",
    "MoveSteps",
    "Note",
    "Owner",
    "SectionSteps",
    "Strength",
    "draft_of",
    "faults_of_draft",
    "next_steps",
    "priorities",
    "strengths",
]
