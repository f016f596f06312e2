"""Evidence comes into answers as a copy: nothing moves unasked, and a locked assessment never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from selfassess.answers.model import Answer, Evidence
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.audit import Event
from selfassess.services.evidence import (
    add_evidence,
    change_evidence,
    confirm_evidence,
    evidence_in,
    look_at_evidence,
    retire_evidence,
)
from selfassess.services.evidence_kinds import piece_of, said_of
from selfassess.services.evidence_use import MOST_PIECES, TooMany, confirm_and_use, keep_piece, use_evidence
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.services.saving import history, save_section
from selfassess.services.steps import take_step
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import Town
from .pieces import SAID, answered, events, uses


def test_using_copies_the_piece_and_leaves_the_rest_of_the_answer(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    typed = Evidence(title="Typed")
    save_section(database, lead, work.id, "s1", {"a": answered(typed)}, {}, now=now)
    id = add_evidence(database, lead, force.id, SAID, now=now)
    assert use_evidence(database, lead, work.id, "a", [id, id], now=now) == ("Survey",)
    assert use_evidence(database, lead, work.id, "a", [id], now=now) == ()
    assert open_assessment(database, lead, work.id).sheet.answer("a") == answered(typed, piece_of(SAID))
    assert uses(database, work) == [(id, "a")]
    change_evidence(database, lead, force.id, id, replace(SAID, title="Renamed"), seen=1, now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("a").evidence[1].title == "Survey"
    (used,) = look_at_evidence(database, lead, force.id, id).used_in
    assert [(section, question) for section, question, _ in used.questions] == [("s1", "a")]
    assert [one.revision for one in history(database, lead, work.id, "a")] == [1, 2]
    assert Event.EVIDENCE_USED in events(database, force)


def test_a_question_that_is_not_answered_takes_evidence_too(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "b", [id], now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("b") == Answer(evidence=(piece_of(SAID),))


def test_what_is_retired_or_anothers_or_unknown_is_passed_over(
    database: Database, town: Town, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    theirs = add_evidence(database, OPERATOR, town.organisation("Other").id, SAID, now=now)
    retired = add_evidence(database, lead, force.id, SAID, now=now)
    retire_evidence(database, lead, force.id, retired, seen=1, now=now)
    assert use_evidence(database, lead, work.id, "a", [theirs, retired, "nothing", "\0"], now=now) == ()
    with pytest.raises(NotFoundError):
        use_evidence(database, lead, work.id, "nothing", [retired], now=now)


def test_an_answer_takes_no_more_pieces_than_its_form(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    pieces = [Evidence(title=str(number)) for number in range(MOST_PIECES)]
    save_section(database, lead, work.id, "s1", {"a": answered(*pieces)}, {}, now=now)
    id = add_evidence(database, lead, force.id, SAID, now=now)
    assert use_evidence(database, lead, work.id, "a", [id], now=now) == TooMany()
    done = confirm_and_use(database, lead, work.id, "a", piece_of(SAID), id, date(2026, 9, 1), now=now)
    assert done == TooMany()
    assert evidence_in(database, lead, force, id).said == SAID
    assert uses(database, work) == []


def test_a_piece_that_leaves_the_answer_is_used_no_more(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    save_section(database, lead, work.id, "s1", {"a": answered(piece_of(SAID), value=2)}, {"a": 1}, now=now)
    assert uses(database, work) == [(id, "a")]
    save_section(database, lead, work.id, "s1", {"a": answered(value=2)}, {"a": 2}, now=now)
    assert uses(database, work) == []


def test_what_was_typed_is_kept_in_one_step_and_once(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    typed = Evidence(title="Typed", link="Board papers")
    answers = {"a": answered(typed), "b": answered(typed)}
    save_section(database, lead, work.id, "s1", answers, {}, now=now)
    id = keep_piece(database, lead, work.id, "a", typed, now=now)
    assert keep_piece(database, lead, work.id, "b", typed, now=now) == id
    assert evidence_in(database, lead, force, id).said == said_of(typed)
    assert uses(database, work) == [(id, "a"), (id, "b")]
    with pytest.raises(NotFoundError):
        keep_piece(database, lead, work.id, "a", Evidence(title="Never saved"), now=now)


def test_a_locked_assessment_never_changes(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    for step in (WorkStatus.AGREED, WorkStatus.SIGNED):
        with database.writing() as session:
            opened = open_assessment(database, OPERATOR, work.id).assessment
            take_step(session, OPERATOR, opened, step, now=now)
    for refused in (
        lambda: use_evidence(database, lead, work.id, "b", [id], now=now),
        lambda: keep_piece(database, lead, work.id, "a", piece_of(SAID), now=now),
        lambda: confirm_and_use(database, lead, work.id, "a", piece_of(SAID), id, date(2026, 9, 1), now=now),
    ):
        with pytest.raises(NotNowError):
            refused()
    confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("a").evidence == (piece_of(SAID),)


def test_where_it_is_used_in_what_one_may_not_see_is_only_counted(
    database: Database, town: Town, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    view = look_at_evidence(database, town.person("val", (force, Role.VIEWER)), force.id, id)
    assert (view.used_in, view.unseen) == ((), 1)
