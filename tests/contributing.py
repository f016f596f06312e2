"""People who answer apart, and the workshop after it: made through the store, as far as a test needs it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from selfassess.answers.model import Answer
from selfassess.services.access import OPERATOR
from selfassess.services.steps import Moved, move
from selfassess.store.accounts import add_account
from selfassess.store.answers import Kept
from selfassess.store.assessments import find_assessment
from selfassess.store.contributions import keep_contributions
from selfassess.store.database import Database
from selfassess.store.participations import Participation, add_participation, set_finished
from selfassess.voices.steps import WorkStatus


def contribute(
    database: Database,
    assessment: str,
    said: Sequence[Mapping[str, Answer]],
    *,
    now: datetime,
    sections: frozenset[str] | None = None,
) -> list[str]:
    """For each of `said` somebody who answered that apart and has finished; gives their participations."""
    made = []
    with database.writing() as session:
        for answers in said:
            id, account = secrets.token_hex(16), secrets.token_hex(16)
            add_account(session, account, "Somebody", f"{account}@example.org", administrator=False, password=None,
                        now=now)  # fmt: skip
            asked = Participation(id=id, assessment=assessment, account=account, sections=sections, due_on=None,
                                  asked_at=now, asked_by=None)  # fmt: skip
            assert add_participation(session, asked)
            keep_contributions(
                session, id, {question: Kept(answer=one, revision=1) for question, one in answers.items()}, now
            )
            set_finished(session, id, now)
            made.append(id)
    return made


def take_to(database: Database, assessment: str, *steps: WorkStatus, now: datetime) -> None:
    """Take the steps, one after the other, each with a reason in case that it leads back."""
    for step in steps:
        with database.reading() as session:
            found = find_assessment(session, assessment)
        assert found is not None
        done = move(database, OPERATOR, assessment, step, seen=found.revision, reason="More to say", now=now)
        assert isinstance(done, Moved), done


def open_workshop_with(
    database: Database, assessment: str, said: Sequence[Mapping[str, Answer]], *, now: datetime
) -> list[str]:
    """The same with the workshop opened."""
    made = contribute(database, assessment, said, now=now)
    take_to(database, assessment, WorkStatus.OPEN, WorkStatus.WORKSHOP, now=now)
    return made
