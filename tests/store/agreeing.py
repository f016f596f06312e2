"""An organisation with two assessments and two people, for tests of what belongs to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from selfassess.answers.model import Answer, Evidence, State
from selfassess.store.accounts import add_account
from selfassess.store.answers import Kept
from selfassess.store.assessments import add_assessment
from selfassess.store.database import Transaction
from selfassess.store.model import Details
from selfassess.store.organisations import add_organisation
from selfassess.store.participations import Participation
from selfassess.store.people import OrganisationKind
from selfassess.store.texts import PinnedText, pin

NOW = datetime(2026, 10, 1, 9, 30, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TEXT = PinnedText(sha256="5" * 64, questionnaire="q", version="1.0.0", data=b"text")
DETAILS = Details(organisation="Council", period="2026", assessed_on=date(2026, 10, 1))


def settle(session: Transaction) -> None:
    """Put them into an empty database."""
    council = add_organisation(session, "council", "Council", OrganisationKind.COUNCIL, NOW)
    pin(session, TEXT, NOW)
    for id in ("one", "two"):
        add_assessment(session, id, f"token {id}", TEXT, council, DETAILS, NOW)
    for person in ("ann", "bob"):
        add_account(session, person, person, f"{person}@example.org", administrator=False, password=None, now=NOW)


def part(id: str = "p1", account: str = "ann", assessment: str = "one", **more: object) -> Participation:
    asked = Participation(
        id=id, assessment=assessment, account=account, sections=None, due_on=None, asked_at=NOW, asked_by="bob"
    )
    return replace(asked, **more)  # type: ignore[arg-type]


SAID = {
    "a": Kept(answer=Answer(state=State.ANSWERED, value=2, evidence=(Evidence(title="Note"),)), revision=1),
    "n": Kept(answer=Answer(state=State.ANSWERED, value=Fraction(25, 2), comment="Half"), revision=3),
    "x": Kept(answer=Answer(state=State.NOT_APPLICABLE, reason="None"), revision=1),
}
