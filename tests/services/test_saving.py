"""Saving a section loses nobody's answer: what both changed is shown to both, what only one changed is merged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from selfassess.answers.model import UNANSWERED, Answer, State, Value
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.problems import NotFoundError
from selfassess.services.saving import Clash, Conflict, Saved, history, save_section
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details


def said(value: Value, comment: str | None = None) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment)


def test_answers_of_a_section_are_kept_with_their_revisions(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    answers = {
        "a": said(2, "Why"),
        "b": Answer(state=State.NOT_APPLICABLE, reason="None here"),
        "staff": said(Fraction(5, 2)),
    }
    saved = save_section(database, OPERATOR, assessment.id, "s1", answers, {}, now=now + timedelta(hours=1))
    assert saved == Saved(changed=("a", "b", "staff"))
    opened = open_assessment(database, OPERATOR, assessment.id)
    assert opened.sheet.answers == answers
    assert opened.revisions == {"a": 1, "b": 1, "staff": 1}
    assert (opened.assessment.updated_at, opened.assessment.revision) == (now + timedelta(hours=1), 1)


def test_saving_the_same_twice_changes_nothing_and_adds_no_history(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    answers = {"a": said(1), "b": UNANSWERED}
    save_section(database, OPERATOR, assessment.id, "s1", answers, {}, now=now)
    assert save_section(database, OPERATOR, assessment.id, "s1", answers, {}, now=now + timedelta(1)) == Saved(
        changed=()
    )
    assert [one.revision for one in history(database, OPERATOR, assessment.id, "a")] == [1]
    assert history(database, OPERATOR, assessment.id, "b") == ()
    assert open_assessment(database, OPERATOR, assessment.id).assessment.updated_at == now


def test_the_history_tells_every_state_a_clear_too(database: Database, assessment: Assessment, now: datetime) -> None:
    states = [said(1), UNANSWERED, Answer(state=State.DONT_KNOW, comment="Ask"), said(2)]
    for revision, answer in enumerate(states):
        moment = now + timedelta(minutes=revision)
        save_section(database, OPERATOR, assessment.id, "s1", {"a": answer}, {"a": revision}, now=moment)
    told = history(database, OPERATOR, assessment.id, "a")
    assert [one.answer for one in told] == states
    assert [one.revision for one in told] == [1, 2, 3, 4]
    assert told[3].saved_at == now + timedelta(minutes=3)


def test_an_answer_that_both_changed_is_shown_and_nothing_is_written(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(0), "b": said(0)}, {}, now=now)
    seen = {"a": 1, "b": 1}
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1), "b": said(0)}, seen, now=now)
    late = save_section(database, OPERATOR, assessment.id, "s1", {"a": said(2), "b": said(2)}, seen, now=now)
    assert late == Conflict(clashes=(Clash(question="a", stored=said(1), submitted=said(2), revision=2),))
    assert open_assessment(database, OPERATOR, assessment.id).sheet.answers == {"a": said(1), "b": said(0)}


def test_changes_of_different_answers_from_the_same_sight_are_merged(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(0), "b": said(0)}, {}, now=now)
    seen = {"a": 1, "b": 1}
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1), "b": said(0)}, seen, now=now)
    late = save_section(database, OPERATOR, assessment.id, "s1", {"a": said(0), "b": said(2)}, seen, now=now)
    assert late == Saved(changed=("b",))
    assert open_assessment(database, OPERATOR, assessment.id).sheet.answers == {"a": said(1), "b": said(2)}


def test_a_stale_form_with_an_empty_answer_does_not_clear_what_was_said_since(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1)}, {}, now=now)
    late = save_section(
        database, OPERATOR, assessment.id, "s1", {"a": UNANSWERED, "b": said(1)}, {"a": 0, "b": 0}, now=now
    )
    assert late == Saved(changed=("b",))
    assert open_assessment(database, OPERATOR, assessment.id).sheet.answers == {"a": said(1), "b": said(1)}


def test_two_people_who_say_the_same_do_not_conflict(database: Database, assessment: Assessment, now: datetime) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1)}, {}, now=now)
    assert save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1)}, {}, now=now) == Saved(changed=())


@pytest.mark.parametrize("forged", [7, -1, 10**30])
def test_a_revision_that_never_was_cannot_overwrite_anything(
    database: Database, assessment: Assessment, now: datetime, forged: int
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1)}, {}, now=now)
    late = save_section(database, OPERATOR, assessment.id, "s1", {"a": said(2)}, {"a": forged}, now=now)
    assert isinstance(late, Conflict)
    assert isinstance(
        save_section(database, OPERATOR, assessment.id, "s1", {"b": UNANSWERED}, {"b": forged}, now=now), Saved
    )


def test_a_conflict_is_settled_by_saving_again_on_sight_of_what_is_stored(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": said(1)}, {}, now=now)
    late = save_section(database, OPERATOR, assessment.id, "s1", {"a": said(2)}, {}, now=now)
    assert isinstance(late, Conflict)
    on_sight = {clash.question: clash.revision for clash in late.clashes}
    assert save_section(database, OPERATOR, assessment.id, "s1", {"a": said(2)}, on_sight, now=now) == Saved(
        changed=("a",)
    )


@pytest.mark.parametrize(("section", "question"), [("s9", "a"), ("s1", "c"), ("s1", "nothing")])
def test_a_section_or_question_that_is_not_there_is_said_and_nothing_is_written(
    database: Database, assessment: Assessment, now: datetime, section: str, question: str
) -> None:
    with pytest.raises(NotFoundError):
        save_section(database, OPERATOR, assessment.id, section, {"a": said(1), question: said(1)}, {}, now=now)
    assert open_assessment(database, OPERATOR, assessment.id).revisions == {}


def at_once(*saves: tuple[Database, str, dict[str, Answer], datetime]) -> list[object]:
    """Save each from a thread of its own, as far as possible at the same moment."""
    gate = threading.Barrier(len(saves))
    outcomes: list[object] = []

    def run(database: Database, id: str, answers: dict[str, Answer], now: datetime) -> None:
        gate.wait()
        outcomes.append(save_section(database, OPERATOR, id, "s1", answers, {}, now=now))

    threads = [threading.Thread(target=run, args=save) for save in saves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("attempt", range(10))
def test_of_people_racing_for_one_answer_exactly_one_wins_and_the_others_are_told(
    database: Database, assessment: Assessment, now: datetime, attempt: int
) -> None:
    outcomes = at_once(*((database, assessment.id, {"a": said(level)}, now) for level in (0, 1, 2)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "Saved"]
    assert len(history(database, OPERATOR, assessment.id, "a")) == 1


@pytest.mark.parametrize("attempt", range(10))
def test_people_racing_with_different_answers_are_merged(
    database: Database, assessment: Assessment, now: datetime, attempt: int
) -> None:
    outcomes = at_once(
        (database, assessment.id, {"a": said(1), "b": UNANSWERED}, now),
        (database, assessment.id, {"a": UNANSWERED, "b": said(2)}, now),
    )
    assert all(isinstance(outcome, Saved) for outcome in outcomes)
    assert open_assessment(database, OPERATOR, assessment.id).sheet.answers == {"a": said(1), "b": said(2)}


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements run within, without the BEGIN of each transaction."""
    statements: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "answers",
    [{"c": said(1)}, {"c": said(1), "kinds": said(("x", "y")), "since": said(date(2026, 1, 1)), "why": said("So")}],
)
def test_the_number_of_statements_does_not_grow_with_the_answers(
    database: Database, offer: Offer, details: Details, now: datetime, answers: dict[str, Answer]
) -> None:
    id = start_assessment(database, OPERATOR, offer, details, token="counted", now=now).id
    with counted() as saving:
        save_section(database, OPERATOR, id, "s2", answers, {}, now=now)
    assert len(saving) == 10  # three of them for the audit record
    commented = {question: replace(answer, comment="More") for question, answer in answers.items()}
    save_section(database, OPERATOR, id, "s2", commented, dict.fromkeys(answers, 1), now=now)
    with counted() as stale:
        again = save_section(database, OPERATOR, id, "s2", answers, dict.fromkeys(answers, 1), now=now)
    assert again == Saved(changed=())
    assert len(stale) == 5
    with counted() as opening:
        assert open_assessment(database, OPERATOR, id).sheet.answers == commented
    assert len(opening) == 4
