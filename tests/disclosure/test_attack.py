"""Whoever collects everything that a role ever gets finds nothing about fewer than five hidden organisations."""

from __future__ import annotations

import os
from random import Random

import pytest

from selfassess.disclosure.readers import Reader
from selfassess.disclosure.sharing import Audience, Choice

from .attack import told_of_too_few
from .collecting import attacked
from .world import Notes, Partnership, a_partnership, history, shown_without_rule

PARTNERSHIPS = int(os.environ.get("PARTNERSHIPS", "1000"))
SHARES = 10


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_that_any_reader_collects_tells_of_fewer_than_five(share: int) -> None:
    shown = sum(attacked(seed) for seed in range(share, PARTNERSHIPS, SHARES))
    assert shown > PARTNERSHIPS // SHARES  # there was something to attack


def test_the_same_attack_finds_leaks_where_only_small_figures_are_withheld() -> None:
    found = 0
    for seed in range(200):
        chance = Random(seed)
        organisations = [f"o{number}" for number in range(chance.randint(6, 20))]
        partnership = Partnership(kinds=dict.fromkeys(organisations, "nhs"), belongs=set(organisations))
        sets: set[frozenset[int]] = set()
        for id in chance.sample(organisations, len(organisations)):
            partnership.lock(id, 2025, Choice.COUNTED, 0, missing=False)
            sets |= set(shown_without_rule(partnership, Audience.STEERING))
        found += told_of_too_few(sets, frozenset(partnership.values.values())) is not None
    assert found >= 198


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("seed", range(30))
def test_hidden_results_of_a_batch_may_be_exchanged_and_no_figure_tells(seed: int, audience: Audience) -> None:
    """Also no median, quartile or movement: which the sets of results say nothing about."""
    first = a_partnership(Random(seed))
    collected = _collected(first, seed, audience)
    chance = Random(seed)
    for shared in first.years.values():
        for batch in shared.active:
            hidden = shared.hidden(batch, shared.known(audience))
            ids = [one.assessment for one in shared.members(batch) if one.organisation in hidden]
            if len(ids) < 2:
                continue
            again = a_partnership(Random(seed))
            again.values = _exchanged(first, audience, chance.sample(ids, 2))
            assert _collected(again, seed, audience) == collected


def _collected(partnership: Partnership, seed: int, audience: Audience) -> set[tuple[object, ...]]:
    notes = Notes(Reader(audiences=frozenset({audience}), own=frozenset()), 0)
    for step in history(partnership, Random(seed), 70):
        if step % 5 == 4:
            notes.take(partnership)
    return notes.cells


def _exchanged(partnership: Partnership, audience: Audience, both: list[str]) -> dict[str, int]:
    """The scores with those of two organisations exchanged, in every year that both are hidden in the same batch.

    As they were where one of them has figures in a section where the other has none: that section counts others.
    """
    one, other = (id.split()[0] for id in both)
    values = dict(partnership.values)
    for shared in partnership.years.values():
        for batch in shared.batches:
            hidden = shared.hidden(batch, shared.known(audience))
            theirs = {result.organisation: result for result in shared.members(batch) if result.organisation in hidden}
            if one in theirs and other in theirs:
                here, there = theirs[one], theirs[other]
                if here.figures.keys() != there.figures.keys():
                    return partnership.values
                values[here.assessment], values[there.assessment] = values[there.assessment], values[here.assessment]
    return values
