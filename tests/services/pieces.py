"""A piece of evidence and an answer that rests on some, and what is recorded of their use, for tests of evidence."""

from __future__ import annotations

from datetime import date

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.audit_reading import every_event
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.evidence import EvidenceSaid, uses_in
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation

T = Translator()
SAID = EvidenceSaid(
    title="Survey", kind="feedback", dated=date(2026, 3, 1), reach="All wards", reference="Board, item 7"
)


def events(database: Database, organisation: Organisation) -> list[str]:
    found = every_event(database, OPERATOR, T, Choice(organisation=organisation.id))
    return [told.recorded.event for told in found if "evidence" in told.recorded.event]


def answered(*pieces: Evidence, value: int = 1) -> Answer:
    return Answer(state=State.ANSWERED, value=value, evidence=pieces)


def uses(database: Database, work: Assessment) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(use.evidence, use.question) for use in uses_in(session, work.id)]
