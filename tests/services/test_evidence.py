"""Evidence an organisation keeps: who may do what with it, and what goes and stays with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from selfassess.services.access import LOCAL, OPERATOR, Actor
from selfassess.services.assessments import change_details, delete_assessment, open_assessment
from selfassess.services.audit import Event
from selfassess.services.evidence import (
    Stale,
    add_evidence,
    bring_back_evidence,
    change_evidence,
    confirm_evidence,
    evidence_in,
    look_at_evidence,
    retire_evidence,
)
from selfassess.services.evidence_use import use_evidence
from selfassess.services.organisations import delete_organisation
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role

from .members import Town
from .pieces import SAID, events


def test_the_same_piece_is_kept_once(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    first = add_evidence(database, lead, force.id, SAID, now=now)
    assert add_evidence(database, lead, force.id, SAID, now=now) == first
    assert add_evidence(database, lead, force.id, replace(SAID, dated=None), now=now) != first
    assert events(database, force) == [Event.EVIDENCE_ADDED] * 2


def test_leads_change_everything_contributors_what_they_added_others_only_see(
    database: Database, town: Town, force: Organisation, lead: Actor, now: datetime
) -> None:
    con, val = town.person("con", (force, Role.CONTRIBUTOR)), town.person("val", (force, Role.VIEWER))
    theirs = add_evidence(database, con, force.id, SAID, now=now)
    others = add_evidence(database, lead, force.id, replace(SAID, title="Plan"), now=now)
    better = replace(SAID, title="Better")
    changed = change_evidence(database, con, force.id, theirs, better, seen=1, now=now)
    assert not isinstance(changed, Stale)
    assert changed.said == better
    assert not isinstance(change_evidence(database, lead, force.id, theirs, SAID, seen=2, now=now), Stale)
    for who, id in ((con, others), (val, theirs)):
        with pytest.raises(NotPermittedError):
            change_evidence(database, who, force.id, id, better, seen=1, now=now)
        with pytest.raises(NotPermittedError):
            retire_evidence(database, who, force.id, id, seen=1, now=now)
    with pytest.raises(NotPermittedError):
        add_evidence(database, val, force.id, SAID, now=now)
    assert look_at_evidence(database, val, force.id, theirs).may_change is False


def test_strangers_and_administrators_see_nothing(database: Database, town: Town, lead: Actor, now: datetime) -> None:
    force, other = town.organisation("Own"), town.organisation("Other")
    id = add_evidence(database, OPERATOR, force.id, SAID, now=now)
    with pytest.raises(NotFoundError):
        evidence_in(database, town.person("far", (other, Role.LEAD)), force, id)
    with pytest.raises(NotPermittedError):
        evidence_in(database, town.person("ada", administrator=True), force, id)
    with pytest.raises(NotFoundError):
        evidence_in(database, OPERATOR, other, id)
    with pytest.raises(NotFoundError):
        evidence_in(database, OPERATOR, force, "\0")


def test_a_stale_form_changes_nothing(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    change_evidence(database, lead, force.id, id, replace(SAID, title="First"), seen=1, now=now)
    for late in (
        change_evidence(database, lead, force.id, id, replace(SAID, title="Second"), seen=1, now=now),
        confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now),
        retire_evidence(database, lead, force.id, id, seen=1, now=now),
    ):
        assert isinstance(late, Stale)
        assert (late.stored.said.title, late.stored.revision, late.stored.retired_at) == ("First", 2, None)


def test_confirming_sets_the_date_and_is_recorded_retiring_and_bringing_back_too(
    database: Database, force: Organisation, lead: Actor, now: datetime
) -> None:
    id, day = add_evidence(database, lead, force.id, SAID, now=now), date(2026, 9, 30)
    one = confirm_evidence(database, lead, force.id, id, day, seen=1, now=now)
    again = confirm_evidence(database, lead, force.id, id, day, seen=1, now=now)
    assert one == again
    assert not isinstance(one, Stale)
    assert one.said == replace(SAID, dated=day)
    gone = retire_evidence(database, lead, force.id, id, seen=one.revision, now=now)
    assert not isinstance(gone, Stale)
    assert gone.retired_at == now
    assert retire_evidence(database, lead, force.id, id, seen=1, now=now) == gone
    back = bring_back_evidence(database, lead, force.id, id, seen=gone.revision, now=now)
    assert not isinstance(back, Stale)
    assert back.retired_at is None
    retire_evidence(database, lead, force.id, id, seen=back.revision, now=now)
    seen = back.revision + 1
    confirmed = confirm_evidence(database, lead, force.id, id, day + timedelta(1), seen=seen, now=now)
    assert not isinstance(confirmed, Stale)
    assert confirmed.retired_at is None
    assert events(database, force) == [
        Event.EVIDENCE_ADDED,
        Event.EVIDENCE_CONFIRMED,
        Event.EVIDENCE_RETIRED,
        Event.EVIDENCE_BROUGHT_BACK,
        Event.EVIDENCE_RETIRED,
        Event.EVIDENCE_CONFIRMED,
    ]


# What goes, and what stays


def test_a_deleted_assessment_takes_its_uses_along_and_leaves_the_evidence(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    delete_assessment(database, lead, work.id, now=now)
    view = look_at_evidence(database, lead, force.id, id)
    assert (view.used_in, view.unseen) == ((), 0)
    assert delete_organisation(database, lead, force.id, now=now) is False


@pytest.fixture
def renamed(database: Database, assessment: Assessment, details: Details, now: datetime) -> Callable[[str], None]:
    def give(name: str) -> None:
        revision = open_assessment(database, LOCAL, assessment.id).assessment.revision
        change_details(database, LOCAL, assessment.id, replace(details, organisation=name), seen=revision, now=now)

    return give


def test_working_alone_evidence_follows_the_name_that_was_mended(
    database: Database, assessment: Assessment, renamed: Callable[[str], None], now: datetime
) -> None:
    id = add_evidence(database, LOCAL, assessment.organisation_id, SAID, now=now)
    renamed("Example Borough Council")
    owner = open_assessment(database, LOCAL, assessment.id).assessment.organisation_id
    assert owner != assessment.organisation_id
    assert look_at_evidence(database, LOCAL, owner, id).record.said == SAID
