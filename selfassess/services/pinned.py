"""An assessment by its id, for those who may, and the questionnaire pinned in it: what every service starts with."""

from __future__ import annotations

from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem
from selfassess.services.access import Actor, require_in_organisation
from selfassess.services.problems import NotFoundError, NotNowError, UnreadableQuestionnaireError
from selfassess.services.rights import Action
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Transaction
from selfassess.store.model import Assessment


def required(session: Transaction, who: Actor, action: Action, id: str, *, to_change: bool = False) -> Assessment:
    """The assessment, for somebody who may do this with it.

    Raises `NotFoundError`, `NotPermittedError` for those who may only see it, `NotNowError` for those who may do it
    at another time. Whoever changes it (`to_change`) must be allowed to now. To open a form it is enough to be allowed
    at some time: what somebody has typed is to be shown to them when it comes too late.
    """
    return required_with_rights(session, who, action, id, to_change=to_change)[0]


def required_with_rights(
    session: Transaction, who: Actor, action: Action, id: str, *, to_change: bool = False
) -> tuple[Assessment, frozenset[Action]]:
    """The same with all that `who` may do with it: the one door to an assessment."""
    missing = f"There is no assessment {id}."
    found = find_assessment(session, id, to_change=to_change)
    if found is None:
        raise NotFoundError(missing)
    rights = require_in_organisation(session, who, action, found.organisation_id, missing, status=found.status)
    if action not in rights and (to_change or action in _SHOWN):
        raise NotNowError(action.value, found.status)
    return found, rights


_SHOWN = frozenset({Action.SEE_ASSESSMENT, Action.SEE_ANSWERS, Action.SEE_WORKSHOP})
"""What is done by looking: there is no form to be shown again."""


def questionnaire_of(assessment: Assessment, text: bytes) -> Questionnaire:
    """What is asked in it, read from the text it pins; `UnreadableQuestionnaireError` where that is not possible.

    To be called after the transaction that fetched `text`: reading one for the first time is too slow to make
    others wait for it.
    """
    name = f"{assessment.questionnaire} {assessment.version}"
    loaded = cached_questionnaire(text, name)
    if loaded.sha256 != assessment.sha256:
        raise UnreadableQuestionnaireError(name, (Problem(file=name, message="the text was changed in the database"),))
    if loaded.questionnaire is None:
        raise UnreadableQuestionnaireError(name, loaded.problems)
    return loaded.questionnaire
