"""What a database says, without any id, so that it can be compared with what it said when it was kept."""

from __future__ import annotations

import json
from typing import Any

from selfassess.language import Translator
from selfassess.scoring import score
from selfassess.scoring.card_json import card_as_json
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.audit_check import check_audit
from selfassess.services.audit_reading import Told, every_event
from selfassess.services.files import export_answers
from selfassess.services.jobs import list_jobs
from selfassess.services.messages import outbox
from selfassess.services.saving import history
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.model import Assessment

from .telling_papers import documents_as_said, site_as_said
from .telling_people import accounts_as_said, organisations_as_said, partnerships_as_said
from .telling_shared import shared_as_said
from .telling_way import way_as_said

Facts = dict[str, Any]


def record(database: Database) -> dict[str, dict[str, Facts]]:
    """Facts by what they are about: each part holds its things by name, each thing its facts by word."""
    return {
        "assessments": {_name(one): assessment_as_said(database, one) for one in list_assessments(database, OPERATOR)},
        "accounts": accounts_as_said(database),
        "organisations": organisations_as_said(database),
        "partnerships": partnerships_as_said(database),
        "installation": {"audit": audit_as_said(database), "work": work_as_said(database)},
        "site": site_as_said(database),
    }


def _name(assessment: Assessment) -> str:
    """A correction has the details of what it corrects."""
    correcting = ", corrected" if assessment.revises else ""
    return f"{assessment.details.organisation}, {assessment.details.period}{correcting}"


def assessment_as_said(database: Database, assessment: Assessment) -> Facts:
    """What it says, scores and remembers, and how it came to that."""
    opened = open_assessment(database, OPERATOR, assessment.id)
    return {
        "status": assessment.status,
        "agreed_at": str(assessment.agreed_at),
        "answers": json.loads(export_answers(database, OPERATOR, assessment.id)),
        "card": card_as_json(score(opened.questionnaire, opened.sheet, assessment.sha256)),
        "history": {
            question: [
                f"{one.saved_at} {one.answer.state}" for one in history(database, OPERATOR, assessment.id, question)
            ]
            for question in opened.revisions
        },
        **way_as_said(database, assessment),
        **shared_as_said(database, assessment),
        "documents": documents_as_said(database, assessment),
    }


def audit_as_said(database: Database) -> Facts:
    """Whether the record is whole, and every event of it in order."""
    checked = check_audit(database)
    events = every_event(database, OPERATOR, Translator(), Choice())
    return {"events": checked.events, "faults": list(checked.faults), "told": [_event(one) for one in events]}


def _event(told: Told) -> str:
    one = told.recorded
    who = told.who if one.actor else one.actor_kind
    return f"{one.number} {one.at} {one.event}, by {who}, in {told.place or 'no place'}"


def work_as_said(database: Database) -> Facts:
    """How the outbox and the jobs stand."""
    letters, jobs = outbox(database, OPERATOR), list_jobs(database, OPERATOR).jobs
    return {
        "sent": letters.sent,
        "waiting": letters.waiting,
        "failed": letters.failed,
        "unsent": sorted(f"{one.created_at} to {one.to}: {one.subject}" for one in letters.unsent),
        "jobs": sorted(f"{one.kind} {one.state}, due {one.due_at}, result {json.dumps(one.result)}" for one in jobs),
    }
