"""The year after in the database of a release: what is still true is confirmed, the rest judged anew, and signed."""

from __future__ import annotations

from datetime import date, datetime

from selfassess.answers.model import Answer, State
from selfassess.comparison import Confirmed
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.confirming import StillTrue, confirm
from selfassess.services.next_year import proposed
from selfassess.services.saving import Saved, save_section
from selfassess.services.signing import Signed, Signing, sign
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Arranged, Moved, arrange, move
from selfassess.store.database import Database
from selfassess.store.evidence import uses_in
from selfassess.voices.steps import WorkStatus

from .people import People


def look_again(database: Database, people: People, offer: Offer, signed: str, now: datetime) -> str:
    """Of three levels one stays confirmed, one is confirmed and then changed, one judged anew; gives the signed id."""
    before = open_assessment(database, people.lead, signed).assessment
    details = proposed(before, now.date())
    made = start_assessment(
        database, people.lead, offer, details, organisation=people.organisation, token="second year", now=now
    )
    confirm_what_is_still_true(database, people, made.id, signed, now)
    judge_anew(database, people, made.id, now)
    sign_alone(database, people, made.id, now)
    return made.id


def confirm_what_is_still_true(database: Database, people: People, id: str, signed: str, now: datetime) -> None:
    """One with the evidence of then, looked at again; one for a reason."""
    with database.reading() as session:
        (use,) = uses_in(session, signed)
    looked = date(2027, 10, 1)
    said = {
        "c": StillTrue(earlier=signed, level=1, true_on=looked, pieces=((use.copy, use.evidence),)),
        "b": StillTrue(earlier=signed, level=1, reason="Nobody came or went."),
    }
    for question, one in said.items():
        done = confirm(database, people.lead, id, question, one, catalogue=Catalogue(offers=(), broken=()), now=now)
        assert isinstance(done, Confirmed), done


def judge_anew(database: Database, people: People, id: str, now: datetime) -> None:
    """Also what was confirmed a moment ago."""
    answers = {"a": Answer(state=State.ANSWERED, value=2), "b": Answer(state=State.ANSWERED, value=0, comment="Alas")}
    seen = open_assessment(database, people.lead, id).revisions
    assert isinstance(save_section(database, people.lead, id, "s1", answers, seen, now=now), Saved)


def sign_alone(database: Database, people: People, id: str, now: datetime) -> None:
    """Without a workshop and a moderator."""

    def revision() -> int:
        return open_assessment(database, people.lead, id).assessment.revision

    steps = arrange(database, people.lead, id, moderated=False, signing=True, seen=revision(), now=now)
    assert isinstance(steps, Arranged)
    assert isinstance(move(database, people.lead, id, WorkStatus.AGREED, seen=revision(), now=now), Moved)
    words = Signing(name="Siân Ŵyn", role="Cadeirydd", signed_on=now.date(), statement="We agree again.")
    assert isinstance(sign(database, people.other, id, words, seen=revision(), now=now), Signed)
