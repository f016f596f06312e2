"""Plans and actions in both kinds of database: kept and found again, begun once, gone with their organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus, Check, Note, Owner
from selfassess.store.accounts import add_account
from selfassess.store.actions import add_action, add_note, find_action, note_writers, set_action
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import end_roles, give_role
from selfassess.store.organisations import (
    add_organisation,
    delete_empty_organisation,
    delete_example_organisations,
    delete_unused_organisation,
    has_records,
)
from selfassess.store.people import OrganisationKind, Place, Role
from selfassess.store.plans import (
    add_plan,
    find_plan,
    give_plans,
    next_plan,
    plans_of,
    set_check,
    set_plan_end,
    standing_plan,
    standing_plans,
)

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
CHECKS = (
    Check(number=1, due_on=date(2027, 7, 1), done_on=None, note=""),
    Check(number=2, due_on=date(2027, 10, 1), done_on=None, note=""),
)
PLAN = ActionPlan(
    id="p1",
    organisation="trust",
    questionnaire="pledge",
    assessment=None,
    starts_on=date(2026, 10, 1),
    ends_on=date(2027, 9, 30),
    follows=None,
    actions=(),
    checks=CHECKS,
    revision=1,
)
SECOND = replace(PLAN, id="p2", follows="p1", starts_on=date(2027, 10, 1), ends_on=date(2028, 9, 30))
ACTION = Action(
    id="a1",
    plan="p1",
    text="Walk through the reception",
    measure="People say so",
    key=True,
    kind=ActionKind.NEW,
    owner=Owner(account="ann", name="Ann"),
    due_on=date(2027, 3, 1),
    status=ActionStatus.NOT_STARTED,
    reason="",
    effort="low",
    suggestion="q1.0.1",
    questions=("q1", "q2"),
    carried_from=None,
    created_on=date(2026, 10, 1),
    ended_on=None,
    revision=1,
)


@pytest.fixture
def session(database: Database) -> Iterator[Transaction]:
    """Two organisations, one inside the other, and Ann, who has a role in the outer one."""
    with database.writing() as session:
        add_organisation(session, "trust", "Trust", OrganisationKind.NHS, NOW)
        add_organisation(session, "ward", "Ward", OrganisationKind.NHS, NOW, parent="trust")
        add_account(session, "ann", "Ann", "ann@example.org", administrator=False, password=None, now=NOW)
        give_role(session, "r1", Place(organisation="trust"), "ann", Role.CONTRIBUTOR, NOW)
        yield session


def test_a_plan_is_found_again_with_everything_in_it(session: Transaction) -> None:
    assert add_plan(session, PLAN, NOW, by="ann")
    add_action(session, ACTION, NOW, by="ann")
    role = replace(ACTION, id="a2", owner=Owner(account=None, name="Head of estates"), questions=(), due_on=None)
    add_action(session, role, NOW.replace(hour=10), by=None)
    note = Note(number=1, noted_on=date(2026, 11, 1), text="Half of it", status=ActionStatus.UNDER_WAY)
    add_note(session, "a1", note, NOW, by="ann")
    add_note(session, "a1", replace(note, number=2, text=""), NOW, by=None)
    expected = replace(ACTION, notes=(note, replace(note, number=2, text="")))
    assert find_plan(session, "trust", "p1", to_change=True) == replace(PLAN, actions=(expected, role))
    assert find_action(session, "trust", "a1") == expected
    assert dict(note_writers(session, "a1")) == {1: "Ann"}


def test_what_is_another_organisations_is_not_found(session: Transaction) -> None:
    add_plan(session, PLAN, NOW, by=None)
    add_action(session, ACTION, NOW, by=None)
    for id in ("p1", "nothing", "\0"):
        assert find_plan(session, "ward", id) is None
    for id in ("a1", "nothing", "\0"):
        assert find_action(session, "ward", id) is None
    assert plans_of(session, "ward") == ()


def test_of_two_first_plans_and_of_two_that_follow_one_there_is_one(session: Transaction) -> None:
    assert add_plan(session, PLAN, NOW, by=None)
    assert not add_plan(session, replace(PLAN, id="other"), NOW, by=None)
    assert add_plan(session, replace(PLAN, id="concordat", questionnaire="concordat"), NOW, by=None)
    assert add_plan(session, SECOND, NOW, by=None)
    assert not add_plan(session, replace(SECOND, id="other"), NOW, by=None)
    assert {one.id for one in standing_plans(session, ["trust", "ward"])} == {"p2", "concordat"}
    assert standing_plan(session, "trust", "pledge") == SECOND
    assert standing_plan(session, "ward", "pledge") is None
    assert (next_plan(session, "p1"), next_plan(session, "p2")) == ("p2", None)
    assert plans_of(session, "trust")[0].id == "p2"


def test_an_owner_is_here_while_active_with_a_role_there_or_around(session: Transaction) -> None:
    add_plan(session, replace(PLAN, organisation="ward"), NOW, by=None)
    add_action(session, ACTION, NOW, by=None)

    def owner() -> Owner | None:
        found = find_action(session, "ward", "a1")
        return found.owner if found else None

    assert owner() == Owner(account="ann", name="Ann")
    end_roles(session, Place(organisation="trust"), "ann", [Role.CONTRIBUTOR], NOW)
    assert owner() == Owner(account="ann", name="Ann", present=False)
    give_role(session, "r2", Place(organisation="ward"), "ann", Role.VIEWER, NOW)
    assert owner() == Owner(account="ann", name="Ann")
    session.execute(text("UPDATE account SET active = false WHERE id = 'ann'"))
    assert owner() == Owner(account="ann", name="Ann", present=False)


def test_changes_are_written_and_counted(session: Transaction) -> None:
    add_plan(session, PLAN, NOW, by=None)
    add_action(session, ACTION, NOW, by=None)
    changed = replace(ACTION, text="Do it", owner=None, questions=("q3",), status=ActionStatus.STOPPED, reason="r",
                      ended_on=date(2026, 12, 1))  # fmt: skip
    set_action(session, changed)
    assert find_action(session, "trust", "a1") == replace(changed, revision=2)
    check = replace(CHECKS[0], done_on=date(2027, 7, 2), note="Going well")
    set_check(session, "p1", check)
    set_plan_end(session, "p1", date(2027, 8, 31))
    found = find_plan(session, "trust", "p1")
    assert found is not None
    assert (found.checks, found.ends_on, found.revision) == ((check, CHECKS[1]), date(2027, 8, 31), 3)


@pytest.fixture
def two_years(session: Transaction) -> Transaction:
    add_plan(session, PLAN, NOW, by=None)
    add_action(session, ACTION, NOW, by=None)
    add_plan(session, SECOND, NOW, by=None)
    add_action(session, replace(ACTION, id="a2", plan="p2", carried_from="a1"), NOW, by=None)
    return session


def test_plans_are_records_that_keep_their_organisation(two_years: Transaction) -> None:
    assert has_records(two_years, "trust")
    assert not delete_empty_organisation(two_years, "trust")
    assert not delete_unused_organisation(two_years, "trust")


def test_plans_that_follow_each_other_go_with_an_example(two_years: Transaction) -> None:
    two_years.execute(text("UPDATE organisation SET example = true"))
    delete_example_organisations(two_years)
    for table in ("plan", "action", "action_question", "plan_check", "organisation"):
        assert two_years.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_plans_are_given_to_whom_the_organisation_is_found_to_be(two_years: Transaction) -> None:
    give_plans(two_years, "trust", "ward")
    assert [one.id for one in plans_of(two_years, "ward")] == ["p2", "p1"]
    add_plan(two_years, replace(PLAN, id="p3"), NOW, by=None)
    give_plans(two_years, "ward", "trust")
    assert len(plans_of(two_years, "ward")) == 2, "the taker has plans of its own"


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE action SET status = 'done'",
        "UPDATE action SET status = 'stopped', ended_on = '2026-12-01'",
        "UPDATE action SET ended_on = '2026-12-01'",
        "UPDATE action SET due_on = '2026-09-30'",
        "UPDATE action SET owner_role = 'Head'",
        "UPDATE action SET carried_from = id",
        "UPDATE action SET effort = 'huge'",
        "UPDATE plan SET follows = id",
        "UPDATE plan SET ends_on = '2026-09-30'",
    ],
)
def test_the_database_itself_refuses_what_can_never_be(session: Transaction, wrong: str) -> None:
    add_plan(session, PLAN, NOW, by=None)
    add_action(session, ACTION, NOW, by=None)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(wrong))
