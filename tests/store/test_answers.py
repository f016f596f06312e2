"""Answers come back from their rows exactly as they went in, and every revision of them is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from selfassess.answers.model import UNANSWERED, Answer, Evidence, State
from selfassess.store.answers import Kept, answers_at, answers_of, history_of, keep
from selfassess.store.assessments import add_assessment, assessment_of_token, delete_assessment
from selfassess.store.coding import value_from_json
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind
from selfassess.store.texts import PinnedText, pin

NOW = datetime(2026, 10, 1, 12, 0, 0, 123456, tzinfo=UTC)
TEXT = PinnedText(sha256="0" * 64, questionnaire="q", version="1.0.0", data=b"format: 1")
DETAILS = Details(organisation="Tŷ Bach ŵ", period="2026", assessed_on=date(2026, 10, 1), profile={"sector": "school"})


@pytest.fixture
def kept(database: Database) -> Database:
    """A database with one assessment, named `one`."""
    with database.writing() as session:
        pin(session, TEXT, NOW)
        owner = add_organisation(session, "owner", DETAILS.organisation, OrganisationKind.OTHER, NOW)
        add_assessment(session, "one", "token", TEXT, owner, DETAILS, NOW)
    return database


def answered(value: object) -> Answer:
    return Answer(state=State.ANSWERED, value=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        answered(0),
        answered("yes"),
        answered("12"),
        answered("naïve ŵ 😀 \\ \" ' \n new line"),
        answered(Fraction(1, 10)),
        answered(Fraction(12345678901234567890123456789, 1000)),
        answered(Fraction(-5)),
        answered(date(2026, 2, 28)),
        answered(()),
        answered(("x", "y")),
        Answer(state=State.NOT_APPLICABLE, reason="The board runs no services."),
        Answer(state=State.DONT_KNOW, comment="We must ask."),
        Answer(comment="Cleared, but the remark stays."),
        Answer(
            state=State.ANSWERED,
            value=3,
            evidence=(
                Evidence(
                    title="All of it", dated=date(2026, 3, 1), reach="all staff", shows="effect", link="https://x"
                ),
                Evidence(title="Only a title"),
            ),
        ),
    ],
    ids=repr,
)
def test_an_answer_comes_back_as_what_it_was(kept: Database, answer: Answer) -> None:
    with kept.writing() as session:
        keep(session, "one", {"a": Kept(answer=answer, revision=1)}, NOW, saved_by=None)
    with kept.reading() as session:
        back = answers_of(session, "one")["a"]
    assert back == Kept(answer=answer, revision=1)
    assert type(back.answer.value) is type(answer.value)


def test_every_revision_is_kept_and_can_be_asked_for(kept: Database) -> None:
    said = [answered(1), answered(2), UNANSWERED]
    for number, answer in enumerate(said, start=1):
        with kept.writing() as session:
            keep(
                session, "one", {"a": Kept(answer=answer, revision=number)}, NOW + timedelta(days=number), saved_by=None
            )
    with kept.reading() as session:
        assert answers_of(session, "one") == {"a": Kept(answer=UNANSWERED, revision=3)}
        assert [(one.revision, one.answer) for one in history_of(session, "one", "a")] == list(enumerate(said, start=1))
        assert answers_at(session, "one", [("a", 2), ("a", 9), ("b", 1)]) == {"a": answered(2)}


def test_the_history_of_a_revision_is_never_written_twice(kept: Database) -> None:
    with kept.writing() as session:
        keep(session, "one", {"a": Kept(answer=answered(1), revision=1)}, NOW, saved_by=None)
    with pytest.raises(IntegrityError), kept.writing() as session:
        keep(session, "one", {"a": Kept(answer=answered(2), revision=1)}, NOW, saved_by=None)
    with kept.reading() as session:
        assert answers_of(session, "one")["a"].answer == answered(1)


def test_who_saved_an_answer_is_kept_with_each_revision(kept: Database) -> None:
    for number, account in ((1, "somebody"), (2, None)):
        with kept.writing() as session:
            answers = {"a": Kept(answer=answered(number), revision=number)}
            keep(session, "one", answers, NOW, saved_by=account)
    with kept.reading() as session:
        assert [one.saved_by for one in history_of(session, "one", "a")] == ["somebody", None]


def test_deleting_an_assessment_deletes_all_of_it(kept: Database) -> None:
    with kept.writing() as session:
        keep(session, "one", {"a": Kept(answer=answered(1), revision=1)}, NOW, saved_by=None)
    with kept.writing() as session:
        assert delete_assessment(session, "one")
        assert not delete_assessment(session, "one")
    with kept.reading() as session:
        for table in ("assessment", "answer", "answer_history"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_times_come_back_aware_and_in_utc(kept: Database) -> None:
    with kept.writing() as session:
        summer = NOW.astimezone(timezone(timedelta(hours=1)))
        keep(session, "one", {"a": Kept(answer=answered(1), revision=1)}, summer, saved_by=None)
    with kept.reading() as session:
        saved_at = history_of(session, "one", "a")[0].saved_at
        assert (saved_at, saved_at.tzinfo) == (NOW, UTC)
        assert assessment_of_token(session, "token").created_at == NOW


def test_a_time_without_a_zone_is_refused(kept: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="a time without a zone cannot be kept"), kept.writing() as session:
        keep(session, "one", {"a": Kept(answer=answered(1), revision=1)}, naive, saved_by=None)


ROW = {"state": "answered", "value": "1", "reason": None, "revision": 1}


@pytest.mark.parametrize("table", ["answer", "answer_history"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "maybe"},
        {"value": None},
        {"state": "dont_know"},
        {"reason": "both"},
        {"state": "not_applicable", "value": None},
        {"state": "not_applicable", "value": None, "reason": ""},
        {"revision": 0},
        {"assessment": "of nobody"},
    ],
    ids=str,
)
def test_the_database_itself_refuses_answers_in_no_proper_state(
    kept: Database, table: str, wrong: dict[str, object]
) -> None:
    add = text(
        f"INSERT INTO {table} (assessment, question, state, value, reason, comment, evidence, revision, saved_at)"
        " VALUES (:assessment, 'a', :state, :value, :reason, NULL, '[]', :revision, '2026-10-01')"
    )
    row = {"assessment": "one", **ROW}
    with pytest.raises(IntegrityError), kept.writing() as session:
        session.execute(add, row | wrong)
    with kept.writing() as session:
        session.execute(add, row)


@pytest.mark.parametrize(
    "wrong",
    [
        "status = 'finished'",
        "status = 'agreed'",
        "status = 'signed', agreed_at = '2026-10-01'",
        "agreed_at = '2026-10-01'",
        "locked_at = '2026-10-01'",
        "card = '{}'",
        "card_sha256 = 'x'",
        "revises = 'unknown'",
        "revises = id",
        "workshop_minutes = 0",
        "revision = 0",
        "sha256 = 'unknown'",
    ],
)
def test_the_database_itself_refuses_assessments_in_no_proper_state(kept: Database, wrong: str) -> None:
    with pytest.raises(IntegrityError), kept.writing() as session:
        session.execute(text(f"UPDATE assessment SET {wrong}"))


def test_a_value_nobody_wrote_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="no value of an answer"):
        value_from_json({"number": 12})
