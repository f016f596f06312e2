"""All plans of an organisation as somebody sees them: what they are about, who can own an action, what one may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfassess.plan.actions import ActionPlan
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.catalogue import Catalogue
from selfassess.services.commitments import frameworks
from selfassess.services.owners import possible_owners
from selfassess.services.pinned import questionnaire_of
from selfassess.services.places import required_organisation
from selfassess.services.problems import UnreadableQuestionnaireError
from selfassess.services.rights import Action
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation
from selfassess.store.plans import plans_of
from selfassess.store.texts import pinned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`standing`: the plans that no other follows, one for each questionnaire; `earlier` the others. Newest first.

    `about`: by the id of a plan the questionnaire it is about, as its result pins it or else the newest on offer; None
    where there is none any more. `results`: the assessments that plans came from and that `who` may see. `owners`:
    names by account of who can own an action. `keeps`: plans the actions; `tells`: notes how far they are.
    """

    organisation: Organisation
    standing: tuple[ActionPlan, ...]
    earlier: tuple[ActionPlan, ...]
    about: Mapping[str, Questionnaire | None]
    results: Mapping[str, Assessment]
    owners: Mapping[str, str]
    keeps: bool
    tells: bool

    def is_standing(self, plan: ActionPlan) -> bool:
        """Whether no other follows it."""
        return any(one.id == plan.id for one in self.standing)


def look_at_board(database: Database, who: Actor, catalogue: Catalogue, organisation: str) -> Board:
    """For all who see the plans. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        place = required_organisation(session, who, Action.SEE_PLAN, organisation)
        plans = plans_of(session, organisation)
        found = (find_assessment(session, one.assessment) for one in plans if one.assessment)
        pinned = {one.id: one for one in found if one is not None}
        texts = {id: pinned_text(session, one.sha256) for id, one in pinned.items()}
        seen = {id: one for id, one in pinned.items() if _sees(session, who, one)}
        owners = possible_owners(session, place)
        keeps = may_in_organisation(session, who, Action.KEEP_PLAN, organisation)
        tells = may_in_organisation(session, who, Action.NOTE_PROGRESS, organisation)
    offered = frameworks(catalogue)
    read = {id: _read(one, texts[id]) for id, one in pinned.items()}
    followed = {one.follows for one in plans}
    return Board(
        organisation=place,
        standing=tuple(one for one in plans if one.id not in followed),
        earlier=tuple(one for one in plans if one.id in followed),
        about={one.id: read.get(one.assessment or "") or offered.get(one.questionnaire) for one in plans},
        results=seen,
        owners=owners,
        keeps=keeps,
        tells=tells,
    )


def _read(assessment: Assessment, text: bytes) -> Questionnaire | None:
    """None where it cannot be read: the page of the assessment says so, those with plans must open."""
    try:
        return questionnaire_of(assessment, text)
    except UnreadableQuestionnaireError:
        return None


def _sees(session: Transaction, who: Actor, one: Assessment) -> bool:
    return may_in_organisation(session, who, Action.SEE_ANSWERS, one.organisation_id, status=one.status)
