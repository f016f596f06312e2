"""Action files as services: all or nothing, in the audit record, on both kinds of database; templates on offer."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.plan.actions import ActionPlan, ActionStatus, Owner
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.action_files import Preview, TakenIn, look_into_file, plan_csv, plan_workbook, take_in_file
from selfassess.services.action_templates import add_from_templates, for_plan, templates_of, templates_on_offer
from selfassess.services.next_plan import begin_next_plan
from selfassess.services.plans import Ended, begin_plan, plan_of
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import Town

T = Translator()


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def place(town: Town) -> Organisation:
    return town.organisation("Trust")


@pytest.fixture
def lead(town: Town, place: Organisation) -> Actor:
    return town.person("Lee", (place, Role.LEAD))


@pytest.fixture
def plan(database: Database, place: Organisation, lead: Actor, now: datetime) -> ActionPlan:
    return begin_plan(database, lead, place.id, "example", starts_on=date(2026, 10, 1), assessment=None, now=now)


def look(database: Database, who: Actor, plan: ActionPlan, data: bytes, now: datetime) -> Preview | Ended:
    return look_into_file(database, who, plan.organisation, plan.id, data, None, T, now=now)


def take(database: Database, who: Actor, plan: ActionPlan, data: bytes, now: datetime) -> TakenIn | Preview | Ended:
    found = look(database, who, plan, data, now)
    assert isinstance(found, Preview)
    return take_in_file(database, who, plan.organisation, plan.id, data, None, T, seen=found.seen, now=now)


def stored(database: Database, plan: ActionPlan) -> ActionPlan:
    return plan_of(database, OPERATOR, plan.organisation, plan.id)


def events(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT event FROM audit_event WHERE event LIKE '%action%' ORDER BY number")))


# Files


def test_a_file_is_taken_in_as_a_whole_and_recorded(database, lead, plan, now) -> None:
    data = b"action,status,owner\nMeet,under way,LEE@example.org\nTrain,,\n"
    assert take(database, lead, plan, data, now) == TakenIn(added=2, changed=0, left_alone=0)
    first, second = stored(database, plan).actions
    assert (first.text, first.status, first.owner) == (
        "Meet", ActionStatus.UNDER_WAY, Owner(account=lead.account, name="Lee"))  # fmt: skip
    assert [(note.noted_on, note.status) for note in first.notes] == [(now.date(), ActionStatus.UNDER_WAY)]
    assert (second.text, second.notes, second.revision) == ("Train", (), 1)
    assert events(database)[-1:] == ["actions added"]


def test_a_file_read_twice_adds_nothing_twice(database, lead, plan, now) -> None:
    data = b"action,due,added\nMeet,2026-10-01,2026-09-01\n"
    found = look(database, lead, plan, data, now)
    assert isinstance(found, Preview)
    for expected in (TakenIn(added=1, changed=0, left_alone=0), TakenIn(added=0, changed=0, left_alone=1)):
        done = take_in_file(database, lead, plan.organisation, plan.id, data, None, T, seen=found.seen, now=now)
        assert done == expected
    assert stored(database, plan).revision == plan.revision + 1


def test_what_goes_out_changes_nothing_and_changes_come_back(database, lead, plan, now) -> None:
    take(database, lead, plan, b"action\nMeet\nTrain\n", now)
    out = plan_csv(database, lead, plan.organisation, plan.id)
    assert take(database, lead, plan, out, now) == TakenIn(added=0, changed=0, left_alone=2)
    changed = out.replace(b"Train", b"Train everybody").replace(b"not started", b"done", 1)
    assert take(database, lead, plan, changed, now) == TakenIn(added=0, changed=2, left_alone=0)
    first, second = stored(database, plan).actions
    assert (first.status, first.ended_on, first.notes[0].number) == (ActionStatus.DONE, now.date(), 1)
    assert (second.text, second.revision) == ("Train everybody", 2)
    assert events(database)[-2:] == ["progress of an action noted", "action changed"]


def test_with_one_problem_nothing_is_done(database, lead, plan, now) -> None:
    done = take(database, lead, plan, b"action,due\nMeet,\nTrain,soon\n", now)
    assert isinstance(done, Preview)
    assert [one.row for one in done.read.faults] == [3]
    assert stored(database, plan).actions == ()
    assert stored(database, plan).revision == plan.revision


def test_what_would_be_done_otherwise_than_shown_is_shown_again(database, lead, plan, now) -> None:
    found = look(database, lead, plan, b"action\nMeet\nTrain\n", now)
    assert isinstance(found, Preview)
    take(database, lead, plan, b"action\nMeet\n", now)
    again = take_in_file(
        database, lead, plan.organisation, plan.id, b"action\nMeet\nTrain\n", None, T, seen=found.seen, now=now
    )
    assert isinstance(again, Preview)
    assert [one.after.text for one in again.read.added] == ["Train"]
    assert len(stored(database, plan).actions) == 1


def test_a_plan_that_another_follows_takes_nothing_in_and_still_goes_out(database, lead, plan, now) -> None:
    following = begin_next_plan(
        database, lead, plan.organisation, plan.id, {}, starts_on=date(2026, 11, 1), assessment=None, now=now
    )
    assert isinstance(following, ActionPlan)
    ended = Ended(next_plan=following.id)
    assert look(database, lead, plan, b"action\nMeet\n", now) == ended
    done = take_in_file(database, lead, plan.organisation, plan.id, b"action\nMeet\n", None, T, seen="", now=now)
    assert done == ended
    assert plan_csv(database, lead, plan.organisation, plan.id).startswith(b"\xef\xbb\xbfid,action")


def test_only_who_keeps_the_plan_takes_in_and_who_sees_it_takes_along(database, town, place, plan, now) -> None:
    viewer, stranger = town.person("Vi", (place, Role.VIEWER)), town.person("Sam")
    assert plan_workbook(database, viewer, place, plan.id, None, T, now=now).startswith(b"PK")
    with pytest.raises(NotPermittedError):
        look(database, viewer, plan, b"action\nMeet\n", now)
    with pytest.raises(NotPermittedError):
        take_in_file(database, viewer, place.id, plan.id, b"action\nMeet\n", None, T, seen="", now=now)
    for service in (plan_csv, plan_of):
        with pytest.raises(NotFoundError):
            service(database, stranger, place.id, plan.id)
    with pytest.raises(NotFoundError):
        look(database, stranger, plan, b"action\nMeet\n", now)


def test_a_file_of_another_plan_has_no_ids_here(database, town, lead, plan, now) -> None:
    take(database, lead, plan, b"action\nMeet\n", now)
    out = plan_csv(database, lead, plan.organisation, plan.id)
    other = begin_plan(
        database, OPERATOR, town.organisation("Other").id, "example", starts_on=now.date(), assessment=None, now=now
    )
    found = look(database, OPERATOR, other, out, now)
    assert isinstance(found, Preview)
    assert ["No action of this plan has this id" in one.sentence for one in found.read.faults] == [True]


# Templates


def test_templates_become_actions_once_with_the_questions_that_there_are(database, lead, plan, now) -> None:
    offered = templates_on_offer()
    chosen = ["pledge-examples/champion", "pledge-examples/gone"]
    for count in (1, 0):
        made = add_from_templates(database, lead, stored(database, plan), chosen, offered, None, T, now=now)
        assert isinstance(made, tuple)
        assert len(made) == count
    ((action,),) = [stored(database, plan).actions]
    assert (action.suggestion, action.questions) == ("pledge-examples/champion", ())


def test_files_that_name_questions_of_the_plan_come_first(database, place, lead, now) -> None:
    offered = templates_on_offer()
    assert {one.id for one in offered.files} == {"llr-workstreams", "pledge-examples"}
    plan = begin_plan(database, lead, place.id, "bnssg-pledge", starts_on=now.date(), assessment=None, now=now)
    assert [one.id for one in for_plan(offered, plan)] == ["pledge-examples", "llr-workstreams"]


def test_files_of_the_instance_are_offered_and_what_is_wrong_with_them_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires" / "actions"
    folder.mkdir(parents=True)
    good = "format: 1\nid: own\ntitle: Own\nsource: {title: Us}\nactions: [{id: a, do: Meet., measure: We met.}]\n"
    (folder / "a.yaml").write_text(good)
    (folder / "b.yaml").write_text(good)
    (folder / "c.yaml").write_text(good.replace("Own", "Another"))
    (folder / "d.yaml").write_text("actions: 3")
    (folder / "e.yaml").mkdir()
    offered = templates_on_offer(tmp_path)
    assert [one.id for one in offered.files].count("own") == 1
    assert [one.file.name for one in offered.broken] == ["c.yaml", "d.yaml", "e.yaml"]
    assert "give this one an id of its own" in str(offered.broken[0].problems[0])
    assert templates_of([]).files == ()
