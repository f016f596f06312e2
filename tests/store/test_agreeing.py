"""How a result is reached, in and out of its rows: what comes out is what went in, once, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from selfassess.answers.model import Evidence
from selfassess.store.agreements import Agreement, agreements_of, keep_agreements
from selfassess.store.assessments import delete_assessment, find_assessment, set_steps, set_workshop
from selfassess.store.contributions import (
    keep_contributions,
)
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import (
    EvidenceSaid,
    EvidenceUse,
    add_evidence,
    add_use,
    evidence_of,
    find_evidence,
    set_evidence,
    set_retired,
    uses_in,
    uses_of,
)
from selfassess.store.moderation import add_note, notes_of, supersede_notes
from selfassess.store.organisations import delete_unused_organisation, has_records
from selfassess.store.participations import (
    add_participation,
)
from selfassess.store.signatures import (
    ActionKind,
    KeyAction,
    Signature,
    add_signature,
    commitments_of,
    signatures_of,
    standing_commitment,
)
from selfassess.store.steps import LockedCard, add_change, card_of, changes_of, locked_assessments, set_status
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import WorkStatus

from .agreeing import LATER, NOW, SAID, part

USE = EvidenceUse(evidence="e1", assessment="one", question="a", copy=Evidence(title="Survey"), used_at=NOW)


def test_agreements_are_kept_once_a_question(session: Transaction) -> None:
    first = Agreement(question="a", dissent=("Too high", "Too low"), revision=1, agreed_at=NOW, agreed_by="ann")
    other = replace(first, question="b", dissent=())
    keep_agreements(session, "one", [first, other])
    assert agreements_of(session, "one") == {"a": first, "b": other}
    second = replace(first, dissent=(), revision=2, agreed_at=LATER, agreed_by=None)
    keep_agreements(session, "one", [second])
    keep_agreements(session, "one", [])
    assert agreements_of(session, "one") == {"a": second, "b": other}
    assert agreements_of(session, "two") == {}


def test_a_note_takes_the_place_of_the_one_before_on_the_same_question(session: Transaction) -> None:
    returned = ModerationNote(question="a", outcome=Outcome.RETURNED, note="Where is the evidence?")
    lowered = ModerationNote(question="a", outcome=Outcome.LOWERED, note="It is old", supported_level=1)
    whole = ModerationNote(question=None, outcome=Outcome.ACCEPTED, note="")
    for note in (returned, whole, lowered):
        add_note(session, "one", note, LATER, by="bob")
    told = notes_of(session, "one")
    assert [(one.number, one.note, one.superseded_at) for one in told] == [
        (1, returned, LATER),
        (2, whole, None),
        (3, lowered, None),
    ]
    assert supersede_notes(session, "one", None, LATER)
    assert not supersede_notes(session, "one", None, LATER)
    assert [one.number for one in notes_of(session, "one") if one.superseded_at is None] == [3]


def signature(id: str, assessment: str | None = None, **more: object) -> Signature:
    made = Signature(
        id=id,
        organisation="council",
        questionnaire="q",
        assessment=assessment,
        name="Sam",
        role="Chair",
        signed_on=date(2026, 10, 1),
        statement="We commit.",
        key_actions=(
            KeyAction(text="Train", kind=ActionKind.NEW),
            KeyAction(text="Listen", kind=ActionKind.CONTINUING),
        ),
        signed_at=NOW,
        signed_by=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_signatures_of_a_result_and_of_the_commitment_are_apart(session: Transaction) -> None:
    assert add_signature(session, signature("r1", "one"))
    assert add_signature(session, signature("c1"))
    assert signatures_of(session, "one") == (signature("r1", "one"),)
    assert commitments_of(session, "council") == (signature("c1"),)


def test_of_two_who_sign_the_commitment_first_or_next_one_does(session: Transaction) -> None:
    assert add_signature(session, signature("c1"))
    assert not add_signature(session, signature("c2"))
    assert add_signature(session, signature("other", questionnaire="another"))
    assert add_signature(session, signature("c3", name="Sue", signed_at=LATER, replaces="c1"))
    assert not add_signature(session, signature("c4", replaces="c1"))
    standing = standing_commitment(session, "council", "q")
    assert standing is not None
    assert standing.id == "c3"
    assert standing_commitment(session, "council", "nothing") is None


def test_a_piece_of_evidence_changes_and_is_used(session: Transaction) -> None:
    said = EvidenceSaid(
        title="Survey", kind="survey", dated=date(2026, 1, 1), reach="All", shows="effect", link="https://example.org"
    )
    add_evidence(session, "e1", "council", said, NOW, by="ann")
    found = find_evidence(session, "council", "e1", to_change=True)
    assert found is not None
    assert (found.said, found.revision, found.added_by) == (said, 1, "ann")
    assert find_evidence(session, "other", "e1") is None
    set_evidence(session, "e1", replace(said, dated=date(2026, 9, 1), link=None, reference="Shelf 3"))
    set_retired(session, "e1", LATER)
    (now,) = evidence_of(session, "council")
    assert (now.said.dated, now.said.reference, now.retired_at, now.revision) == (
        date(2026, 9, 1), "Shelf 3", LATER, 3,
    )  # fmt: skip
    add_use(session, USE)
    add_use(session, replace(USE, used_at=LATER))
    assert uses_of(session, "e1") == uses_in(session, "one") == (USE,)


def test_the_steps_are_counted_and_the_last_keeps_the_card(session: Transaction) -> None:
    card = LockedCard(card={"overall": {"score": 12.5}}, sha256="c" * 64)
    add_change(session, "one", WorkStatus.DRAFT, WorkStatus.AGREED, NOW, by="ann")
    set_status(session, "one", WorkStatus.AGREED, NOW)
    add_change(session, "one", WorkStatus.AGREED, WorkStatus.SIGNED, LATER, reason="", by=None)
    set_status(session, "one", WorkStatus.SIGNED, LATER, card=card)
    signed = find_assessment(session, "one")
    assert signed is not None
    assert (signed.agreed_at, signed.locked_at, signed.card_sha256, signed.revision) == (NOW, LATER, "c" * 64, 3)
    assert (card_of(session, "one"), card_of(session, "two")) == (card.card, None)
    assert locked_assessments(session) == ("one",)
    assert [(one.number, one.end, one.by) for one in changes_of(session, "one")] == [
        (1, WorkStatus.AGREED, "ann"),
        (2, WorkStatus.SIGNED, None),
    ]


def test_steps_and_workshop_are_kept_with_the_assessment(session: Transaction) -> None:
    set_steps(session, "one", LATER, moderated=True, signing=True)
    set_workshop(session, "one", LATER, on=date(2026, 11, 5), minutes=90)
    found = find_assessment(session, "one")
    assert found is not None
    assert (found.moderated, found.signing, found.workshop_on, found.workshop_minutes, found.revision) == (
        True, True, date(2026, 11, 5), 90, 3,
    )  # fmt: skip


def test_all_of_it_goes_with_the_assessment_and_evidence_stays(session: Transaction) -> None:
    add_participation(session, part())
    keep_contributions(session, "p1", SAID, NOW)
    add_note(session, "one", ModerationNote(question="a", outcome=Outcome.ACCEPTED, note=""), NOW, by=None)
    add_signature(session, signature("r1", "one"))
    add_evidence(session, "e1", "council", EvidenceSaid(title="Survey", kind="survey"), NOW, by=None)
    add_use(
        session, EvidenceUse(evidence="e1", assessment="one", question="a", copy=Evidence(title="Survey"), used_at=NOW)
    )
    add_change(session, "one", WorkStatus.DRAFT, WorkStatus.OPEN, NOW, by=None)
    for id in ("one", "two"):
        assert delete_assessment(session, id)
    for table in ("participation", "contribution", "moderation", "signature", "evidence_use", "status_change"):
        assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    assert has_records(session, "council"), "its evidence"
    assert not delete_unused_organisation(session, "council")


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE status_change SET \"end\" = 'finished'",
        "UPDATE moderation SET outcome = 'lowered'",
        "UPDATE moderation SET outcome = 'returned'",
        "UPDATE evidence SET shows = 'nothing'",
        "UPDATE signature SET replaces = 'r1'",
        "UPDATE contribution SET value = NULL WHERE state = 'answered'",
        "DELETE FROM evidence",
    ],
)
def test_the_database_itself_refuses_what_can_never_be(database: Database, session: Transaction, wrong: str) -> None:
    add_participation(session, part())
    keep_contributions(session, "p1", SAID, NOW)
    add_note(session, "one", ModerationNote(question="a", outcome=Outcome.ACCEPTED, note=""), NOW, by=None)
    add_signature(session, signature("r1", "one"))
    add_evidence(session, "e1", "council", EvidenceSaid(title="Survey", kind="survey"), NOW, by=None)
    add_use(
        session, EvidenceUse(evidence="e1", assessment="one", question="a", copy=Evidence(title="Survey"), used_at=NOW)
    )
    add_change(session, "one", WorkStatus.DRAFT, WorkStatus.OPEN, NOW, by=None)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(wrong))
