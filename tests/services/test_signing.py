"""Signing a result, and the pledge or concordat itself: by whom, once, never in silence."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.plan import ActionKind
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.commitments import Committed, CommittedMeanwhile, Committing, commit, commitments
from selfassess.services.locking import card_holds
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.signing import Signed, SignedMeanwhile, Signing, sign, signatures
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Refused, arrange, move
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, Role
from selfassess.store.signatures import KeyAction
from selfassess.voices.steps import Refusal, WorkStatus

from .members import MAIL, Town
from .signing import now_of, step

Agreed = tuple[Town, Organisation, str, Actor, Actor]


@pytest.fixture
def agreed(database: Database, offer: Offer, details: Details, now: datetime) -> Agreed:
    """A town, its council, an agreed assessment of it, its lead and its signatory."""
    town = Town(database=database, now=now)
    council = town.organisation("Council")
    lead, chair = town.person("ann", (council, Role.LEAD)), town.person("chair", (council, Role.SIGNATORY))
    id = start_assessment(database, lead, offer, details, organisation=council.id, token="agreed", now=now).id
    step(database, id, WorkStatus.AGREED, now, who=lead)
    return town, council, id, lead, chair


def words(now: datetime, name: str = "Ada Okafor") -> Signing:
    return Signing(name=name, role="Chair", signed_on=now.date(), statement="We agree.")


def test_signing_keeps_name_role_day_and_words_and_locks(agreed: Agreed, now: datetime) -> None:
    town, _, id, _, chair = agreed
    seen = now_of(town.database, id).revision
    done = sign(town.database, chair, id, words(now), seen=seen, now=now)
    assert isinstance(done, Signed)
    assert done.assessment.locked_at == now
    (made,) = signatures(town.database, chair, id)
    assert (made.name, made.role, made.signed_on, made.statement) == ("Ada Okafor", "Chair", now.date(), "We agree.")
    assert made.signed_by == chair.account
    assert card_holds(town.database, chair, id)
    assert isinstance(sign(town.database, chair, id, words(now), seen=seen, now=now), Signed)
    assert len(signatures(town.database, chair, id)) == 1


def test_who_has_not_the_role_cannot_sign(agreed: Agreed, now: datetime) -> None:
    town, _, id, lead, _ = agreed
    seen = now_of(town.database, id).revision
    with pytest.raises(NotPermittedError) as refused:
        sign(town.database, lead, id, words(now), seen=seen, now=now)
    assert refused.value.roles == {Role.SIGNATORY}
    with pytest.raises(NotFoundError):
        sign(town.database, town.person("stranger"), id, words(now), seen=seen, now=now)
    assert now_of(town.database, id).locked_at is None


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_is_neither_to_come_nor_before_it_was_agreed(agreed: Agreed, now: datetime, days: int) -> None:
    town, _, id, _, chair = agreed
    said = replace(words(now), signed_on=now.date() + timedelta(days=days))
    with pytest.raises(ValueError, match="nothing can have been signed"):
        sign(town.database, chair, id, said, seen=now_of(town.database, id).revision, now=now)
    assert signatures(town.database, chair, id) == ()


def test_nothing_is_signed_by_a_step_alone(agreed: Agreed, now: datetime) -> None:
    town, _, id, _, chair = agreed
    done = move(town.database, chair, id, WorkStatus.SIGNED, seen=now_of(town.database, id).revision, now=now)
    assert isinstance(done, Refused)
    assert done.why is Refusal.NO_SIGNATURE


def test_where_nobody_is_to_sign_or_not_yet_there_is_nothing_to_sign(agreed: Agreed, now: datetime) -> None:
    town, _, id, _, chair = agreed
    seen = now_of(town.database, id).revision
    assert isinstance(sign(town.database, chair, id, words(now), seen=seen - 1, now=now), SignedMeanwhile)
    arrange(town.database, OPERATOR, id, moderated=False, signing=False, seen=seen, now=now)
    with pytest.raises(NotNowError):
        sign(town.database, chair, id, words(now), seen=seen + 1, now=now)


def test_of_two_who_sign_at_once_one_does_and_the_other_is_told(agreed: Agreed, now: datetime) -> None:
    town, council, id, _, chair = agreed
    deputy = town.person("deputy", (council, Role.SIGNATORY))
    seen, done = now_of(town.database, id).revision, []
    barrier = threading.Barrier(2)

    def run(who: Actor, name: str) -> None:
        barrier.wait()
        done.append(sign(town.database, who, id, words(now, name), seen=seen, now=now))

    threads = [threading.Thread(target=run, args=one) for one in ((chair, "Ada"), (deputy, "Ben"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in done) == ["Signed", "SignedMeanwhile"]
    (made,) = signatures(town.database, chair, id)
    (late,) = (one for one in done if isinstance(one, SignedMeanwhile))
    assert late.signature == made


ACTIONS = (
    KeyAction(text="Induction says what trauma is.", kind=ActionKind.NEW),
    KeyAction(text="Letters go on being rewritten.", kind=ActionKind.CONTINUING),
)


def committing(now: datetime, name: str = "Ada Okafor") -> Committing:
    return Committing(name=name, role="Chair", signed_on=now.date(), statement="We commit.", key_actions=ACTIONS)


def test_a_commitment_is_signed_before_any_assessment_and_leads_are_told(agreed: Agreed, offer: Offer,
                                                                         now: datetime) -> None:  # fmt: skip
    town, council, _, _, chair = agreed
    framework, catalogue = offer.questionnaire, Catalogue(offers=(offer,), broken=())
    done = commit(town.database, chair, council.id, framework, committing(now), seen="", mail=MAIL, now=now)
    assert isinstance(done, Committed)
    again = commit(town.database, chair, council.id, framework, committing(now), seen="", mail=MAIL, now=now)
    assert again == done
    (one,) = commitments(town.database, chair, catalogue, council.id).each
    assert one.standing == done.signature
    assert one.standing.key_actions == ACTIONS
    with town.database.reading() as session:
        (told,) = session.execute(text('SELECT "to", text FROM outbox')).all()
    assert told.to == "ann@example.org"
    assert "Key action: Letters go on being rewritten." in told.text


def test_who_signs_again_takes_the_place_of_who_signed_before(agreed: Agreed, offer: Offer, now: datetime) -> None:
    town, council, _, _, chair = agreed
    framework, catalogue = offer.questionnaire, Catalogue(offers=(offer,), broken=())
    first = commit(town.database, chair, council.id, framework, committing(now), seen="", mail=MAIL, now=now)
    assert isinstance(first, Committed)
    other = committing(now, "New Post")
    late = commit(town.database, chair, council.id, framework, other, seen="", mail=MAIL, now=now)
    assert late == CommittedMeanwhile(stored=first.signature)
    second = commit(town.database, chair, council.id, framework, other, seen=first.signature.id, mail=MAIL, now=now)
    assert isinstance(second, Committed)
    (one,) = commitments(town.database, chair, catalogue, council.id).each
    assert (one.standing, one.before) == (second.signature, (first.signature,))


def test_only_a_signatory_commits_and_not_for_tomorrow(agreed: Agreed, offer: Offer, now: datetime) -> None:
    town, council, _, lead, chair = agreed
    with pytest.raises(NotPermittedError):
        commit(town.database, lead, council.id, offer.questionnaire, committing(now), seen="", mail=MAIL, now=now)
    tomorrow = replace(committing(now), signed_on=now.date() + timedelta(days=1))
    with pytest.raises(ValueError, match="nothing can have been signed"):
        commit(town.database, chair, council.id, offer.questionnaire, tomorrow, seen="", mail=MAIL, now=now)
