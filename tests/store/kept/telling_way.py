"""What a database says about how an assessment came to its result: steps, what was said apart, and what came of it."""

from __future__ import annotations

from typing import Any

from selfassess.answers.model import Answer
from selfassess.report.looked_back_json import looked_back_as_json
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Catalogue
from selfassess.services.locking import card_holds
from selfassess.services.results import results
from selfassess.store.answers import answers_of
from selfassess.store.confirmations import confirmations_of, holding
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import uses_in
from selfassess.store.model import Assessment
from selfassess.store.names import names_of
from selfassess.store.participations import participations_in
from selfassess.store.steps import changes_of
from selfassess.voices.proceedings import Proceedings

Facts = dict[str, Any]


def way_as_said(database: Database, assessment: Assessment) -> Facts:
    """Empty lists and None where one person did all of it."""
    material = results(database, OPERATOR, assessment.id, catalogue=Catalogue(offers=(), broken=()))
    holds = card_holds(database, OPERATOR, assessment.id)
    with database.reading() as session:
        return {
            "locked_at": str(assessment.locked_at),
            "card_sha256": assessment.card_sha256,
            "card_holds": holds,
            "arranged": f"moderated {assessment.moderated}, signing {assessment.signing}",
            "workshop": f"{assessment.workshop_on}, {assessment.workshop_minutes} minutes",
            "steps": _steps(session, assessment.id),
            "contributors": _contributors(session, assessment.id),
            "evidence_used": [f"{one.question}: {one.copy.title}" for one in uses_in(session, assessment.id)],
            "proceedings": _proceedings(material.proceedings) if material.proceedings else None,
            "confirmed": _confirmed(session, assessment.id),
            "looked_back": looked_back_as_json(looked, "") if (looked := material.looked_back) else None,
        }


def _steps(session: Transaction, id: str) -> list[str]:
    changes = changes_of(session, id)
    names = names_of(session, "account", {one.by for one in changes if one.by})
    return [f"{one.at} {one.start} to {one.end} by {names.get(one.by or '')}: {one.reason}" for one in changes]


def _confirmed(session: Transaction, id: str) -> list[str]:
    """Of the year before: what was said to be still true, also where it was changed afterwards."""
    made = confirmations_of(session, id)
    holds = holding(made, answers_of(session, id))
    names = names_of(session, "account", {one.by for one in made if one.by})
    return [
        f"{one.at} {one.confirmed.question} as {one.confirmed.earlier} by {names.get(one.by or '')}, looked at"
        f" {one.confirmed.true_on}, {'holds' if one in holds else 'changed since'}: {one.confirmed.reason}"
        for one in made
    ]


def _contributors(session: Transaction, id: str) -> Facts:
    parts, said = participations_in(session, id), contributions_in(session, id)
    names = names_of(session, "account", {one.account for one in parts})
    return {
        names[one.account]: {
            "sections": sorted(one.sections) if one.sections is not None else None,
            "due_on": str(one.due_on),
            "finished_at": str(one.finished_at),
            "said": {question: _said(kept.answer) for question, kept in sorted(said.get(one.id, {}).items())},
        }
        for one in parts
    }


def _said(answer: Answer) -> str:
    return f"{answer.state} {answer.value}, {answer.comment}"


def _proceedings(told: Proceedings) -> Facts:
    return {
        "took_part": [f"{one.role}: {one.people} of {one.asked}" for one in told.took_part],
        "agreed": {
            one.question: {
                "answered": f"{one.responses.answered} of {one.responses.asked}",
                "reason": one.reason,
                "dissent": list(one.dissent),
                "changed": one.changed,
            }
            for one in told.agreed
        },
        "notes": [f"{one.question} {one.outcome} to {one.supported_level}: {one.note}" for one in told.notes],
        "signatures": [f"{one.name}, {one.role}, on {one.signed_on}: {one.statement}" for one in told.signatures],
    }
