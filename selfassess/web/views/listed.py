"""Assessments as cards on a list: what they answer and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfassess.answers.completeness import completeness
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import Catalogue
from selfassess.services.problems import NotFoundError, NotPermittedError, UnreadableQuestionnaireError
from selfassess.store.model import Assessment
from selfassess.web.security.actors import who
from selfassess.web.views.next_year import Next, may_start_in, nexts_among
from selfassess.web.views.progress import Counted
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An assessment, the title of what it answers, and how far it is; `progress` is empty once it is agreed.

    `next` leads to a new one that starts from it, where nothing follows it yet.
    """

    assessment: Assessment
    title: str
    progress: str
    next: Next | None


def listed_of(organisation: str) -> list[Listed]:
    """Those of one organisation that whoever asks may see, the latest first."""
    use = wiring()
    theirs = (one for one in list_assessments(use.database, who()) if one.organisation_id == organisation)
    return listed(theirs, use.catalogue(), may_start_in())


def listed(assessments: Iterable[Assessment], catalogue: Catalogue, may: frozenset[str] | None) -> list[Listed]:
    """Each with its title and progress; `may` are the organisations where one may be started, None for all."""
    every = tuple(assessments)
    nexts = nexts_among(every, may)
    return [
        Listed(assessment=one, title=_title(one, catalogue), progress=_progress(one), next=nexts.get(one.id))
        for one in every
    ]


def _title(assessment: Assessment, catalogue: Catalogue) -> str:
    offer = catalogue.by_hash(assessment.sha256) or catalogue.by_name(assessment.questionnaire, assessment.version)
    name = f"{assessment.questionnaire} {assessment.version}"
    return wiring().t.text(offer.questionnaire.title) if offer else name


def _progress(assessment: Assessment) -> str:
    """Empty too for who may not see answers, or where it cannot be read: its own page says so, this one must open."""
    if assessment.agreed_at:
        return ""
    use = wiring()
    try:
        opened = open_assessment(use.database, who(), assessment.id)
    except (NotFoundError, NotPermittedError, UnreadableQuestionnaireError):
        return ""
    return Counted.of(completeness(opened.questionnaire, opened.sheet)).words(use.t)
