"""Leads are told, once, a month before an assessment of theirs goes; what they then change is kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR, WORKER
from selfassess.services.assessments import open_assessment
from selfassess.services.deletion_letters import BEFORE, tell_of_deletions
from selfassess.services.expiring import delete_expired
from selfassess.services.retention import Kind, set_period
from selfassess.services.saving import save_section

from .council import Council
from .members import MAIL
from .signing import Scene

DAY = timedelta(days=1)


def letters(council: Council) -> list[tuple[str, str]]:
    with council.database.reading() as session:
        found = session.execute(text('SELECT "to", subject, text FROM outbox ORDER BY created_at, "to"'))
        return [(to, f"{subject}\n{words}") for to, subject, words in found]


def test_who_leads_is_told_once_and_in_time(council: Council) -> None:
    set_period(council.database, OPERATOR, Kind.UNFINISHED, 12, seen=0, now=council.now)
    over = council.now.replace(year=2027) + DAY  # 2 October 2027
    assert tell_of_deletions(council.database, WORKER, MAIL, now=over - BEFORE - DAY) == 0
    assert tell_of_deletions(council.database, WORKER, MAIL, now=over - BEFORE) == 1
    assert tell_of_deletions(council.database, WORKER, MAIL, now=over - DAY) == 0
    ((to, words),) = letters(council)
    assert to == "Lead@example.org"
    assert words.startswith("Council, 2026: to be deleted on 2 October 2027")
    assert f"https://assess.example.org/assessments/{council.id}" in words
    assert "are kept here for 1 year after their last change" in words
    assert delete_expired(council.database, WORKER, now=over - DAY) == {}
    assert delete_expired(council.database, WORKER, now=over) == {Kind.UNFINISHED: 1}


def test_what_was_changed_after_the_letter_is_kept_and_told_of_again_a_year_later(council: Council) -> None:
    set_period(council.database, OPERATOR, Kind.UNFINISHED, 12, seen=0, now=council.now)
    over = council.now.replace(year=2027) + DAY
    tell_of_deletions(council.database, WORKER, MAIL, now=over - BEFORE)
    revisions = open_assessment(council.database, OPERATOR, council.id).revisions
    said = {"a": Answer(state=State.ANSWERED, value=1)}
    save_section(council.database, council.lead, council.id, "s1", said, revisions, now=over - DAY)
    assert delete_expired(council.database, WORKER, now=over) == {}
    assert tell_of_deletions(council.database, WORKER, MAIL, now=over.replace(year=2028) - BEFORE) == 1


def test_of_what_is_over_already_or_locked_for_long_it_is_told_likewise(scene: Scene) -> None:
    set_period(scene.database, OPERATOR, Kind.LOCKED, 12, seen=0, now=scene.later)
    now = scene.town.now.replace(year=2027) - timedelta(days=10)
    assert tell_of_deletions(scene.database, WORKER, MAIL, now=now) == 1
    assert tell_of_deletions(scene.database, WORKER, MAIL, now=now + timedelta(days=20)) == 0


def test_of_what_is_over_before_anybody_could_be_told_nobody_is(council: Council) -> None:
    set_period(council.database, OPERATOR, Kind.UNFINISHED, 12, seen=0, now=council.now)
    over = council.now.replace(year=2027) + DAY
    assert tell_of_deletions(council.database, WORKER, MAIL, now=over) == 0
