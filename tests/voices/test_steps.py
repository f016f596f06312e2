"""The way from draft to signed, for one person and for many."""

from __future__ import annotations

import itertools

import pytest

from selfassess.voices.steps import (
    ANSWERED_BY,
    Move,
    Parties,
    Refusal,
    Role,
    WorkStatus,
    next_steps,
    refusal,
    way,
)

ALONE = Parties()
ALL = Parties(contributors=True, moderator=True, signatory=True)
EVERY = [Parties(contributors=a, moderator=b, signatory=c) for a, b, c in itertools.product([False, True], repeat=3)]
DRAFT, OPEN, WORKSHOP, MODERATION, AGREED, SIGNED = WorkStatus
LEAD, CONTRIBUTOR, MODERATOR, SIGNATORY = Role


def ends(status: WorkStatus, parties: Parties) -> list[WorkStatus]:
    return [move.end for move in next_steps(status, parties)]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        (ALONE, "draft agreed"),
        (Parties(signatory=True), "draft agreed signed"),
        (Parties(moderator=True), "draft moderation agreed"),
        (Parties(contributors=True, signatory=True), "draft open workshop agreed signed"),
        (ALL, "draft open workshop moderation agreed signed"),
    ],
)
def test_steps_that_do_not_apply_are_left_out(parties: Parties, expected: str) -> None:
    assert " ".join(way(parties)) == expected


def test_each_status_leads_one_step_on_and_one_step_back() -> None:
    assert [ends(status, ALL) for status in WorkStatus] == [
        [OPEN],
        [WORKSHOP, DRAFT],
        [MODERATION, OPEN],
        [AGREED, WORKSHOP],
        [SIGNED, MODERATION],
        [],
    ]


def test_the_moderator_agrees_or_returns_and_the_lead_may_take_it_back() -> None:
    on, back = next_steps(MODERATION, ALL)
    assert on == Move(start=MODERATION, end=AGREED, by=frozenset({MODERATOR}), back=False)
    assert back == Move(start=MODERATION, end=WORKSHOP, by=frozenset({LEAD, MODERATOR}), back=True)


def test_only_a_signatory_signs_and_one_who_does_not_may_give_it_back() -> None:
    on, back = next_steps(AGREED, ALL)
    assert on.by == {SIGNATORY}
    assert back.by == {LEAD, MODERATOR, SIGNATORY}


def test_roles_that_nobody_has_are_not_named() -> None:
    (back,) = next_steps(AGREED, ALONE)
    assert (back.end, back.by) == (DRAFT, {LEAD})


def test_whoever_is_removed_in_the_middle_the_work_still_goes_on() -> None:
    assert ends(OPEN, ALONE) == [AGREED, DRAFT]
    assert ends(WORKSHOP, Parties(signatory=True)) == [AGREED, DRAFT]
    on, back = next_steps(MODERATION, ALONE)
    assert (on.end, on.by, back.end, back.by) == (AGREED, {LEAD}, DRAFT, {LEAD})


@pytest.mark.parametrize("parties", EVERY)
def test_every_way_can_be_walked_to_its_end_and_somebody_can_take_each_step(parties: Parties) -> None:
    for start, end in itertools.pairwise(way(parties)):
        move = next_steps(start, parties)[0]
        assert (move.end, move.back) == (end, False)
        assert move.by
        assert any(back.end is start and back.back for back in next_steps(end, parties)) != (end is SIGNED)


@pytest.mark.parametrize("parties", EVERY)
def test_nothing_leads_out_of_signed(parties: Parties) -> None:
    assert next_steps(SIGNED, parties) == ()


@pytest.mark.parametrize(
    ("start", "end", "roles", "reason", "expected"),
    [
        (DRAFT, OPEN, {LEAD}, "", None),
        (DRAFT, OPEN, {CONTRIBUTOR}, "", Refusal.NOT_YOURS),
        (DRAFT, OPEN, set(), "", Refusal.NOT_YOURS),
        (DRAFT, AGREED, {LEAD}, "", Refusal.NO_WAY),
        (OPEN, OPEN, {LEAD}, "", Refusal.NO_WAY),  # another lead was faster
        (WORKSHOP, OPEN, {LEAD}, " \n", Refusal.NO_REASON),
        (WORKSHOP, OPEN, {LEAD}, "\u200b\u00a0", Refusal.NO_REASON),  # nothing that could be read
        (WORKSHOP, OPEN, {LEAD}, "Two people were on leave.", None),
        (MODERATION, AGREED, {LEAD}, "", Refusal.NOT_YOURS),
        (MODERATION, AGREED, {LEAD, MODERATOR}, "", None),
        (AGREED, SIGNED, {LEAD, MODERATOR, CONTRIBUTOR}, "", Refusal.NOT_YOURS),
        (AGREED, SIGNED, {SIGNATORY}, "", None),
        (SIGNED, AGREED, set(Role), "A slip.", Refusal.NO_WAY),
    ],
)
def test_a_move_is_refused_with_why(
    start: WorkStatus, end: WorkStatus, roles: set[Role], reason: str, expected: Refusal | None
) -> None:
    assert refusal(start, end, ALL, roles, reason) is expected


def test_contributors_answer_while_it_is_open_and_nobody_once_it_is_agreed() -> None:
    assert [status for status in WorkStatus if CONTRIBUTOR in ANSWERED_BY[status]] == [OPEN]
    assert [status for status in WorkStatus if not ANSWERED_BY[status]] == [AGREED, SIGNED]
