"""Whoever collects everything that a role ever gets finds nothing about fewer than five hidden organisations."""

from __future__ import annotations

from random import Random

import pytest

from selfassess.disclosure.readers import Reader
from selfassess.disclosure.sharing import Audience, Choice

from .attack import told_of_too_few
from .world import STEERING, Notes, Partnership, a_partnership, history, readers, shown_without_rule

PARTNERSHIPS = 1000
SHARES = 10


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_that_any_reader_collects_tells_of_fewer_than_five(share: int) -> None:
    shown = 0
    for seed in range(share, PARTNERSHIPS, SHARES):
        chance = Random(seed)
        partnership = a_partnership(chance)
        length = chance.randint(10, 60)
        came = [(reader, chance.choice([0, 0, length // 2])) for reader in readers(partnership, chance)]
        notes = [Notes(reader, since) for reader, since in came]
        ends = {chance.randrange(length), length - 1}
        for step in history(partnership, chance, length):
            for one in notes:
                if step >= one.since:
                    one.take(partnership)
            if step in ends:
                for one in notes:
                    known = {partnership.values[id] for id in one.known}
                    hidden = frozenset(partnership.values.values()) - known
                    for section, sets in one.sets().items():
                        shown += any(cell & hidden for cell in sets)
                        found = told_of_too_few(sets, hidden)
                        assert found is None, (seed, step, one.reader, one.since, section, found)
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


@pytest.mark.parametrize("chance", [Random(seed) for seed in range(40)])
def test_hidden_results_of_a_batch_may_be_exchanged_and_no_figure_tells(chance: Random) -> None:
    """Also no median, quartile or movement: which the sets of results say nothing about."""
    seed, length = chance.random(), 60
    first = a_partnership(Random(seed))
    notes = _collected(first, seed, length)
    year, batch = next(((year, batch) for year, one in first.years.items() for batch in one.batches), (0, None))
    if batch is None:
        return
    hidden = first.years[year].hidden(batch, first.years[year].known(Audience.STEERING))
    both = sorted(one.assessment for one in first.years[year].members(batch) if one.organisation in hidden)[:2]
    if len(both) == 2:
        again = a_partnership(Random(seed))
        again.values = _exchanged(first, both)
        assert _collected(again, seed, length).cells == notes.cells


def _collected(partnership: Partnership, seed: float, length: int) -> Notes:
    notes = Notes(Reader(audiences=STEERING, own=frozenset()), 0)
    for _ in history(partnership, Random(seed), length):
        notes.take(partnership)
    return notes


def _exchanged(partnership: Partnership, both: list[str]) -> dict[str, int]:
    """The scores with those of two organisations exchanged, in every year that both are in the same batch."""
    one, other = (id.split()[0] for id in both)
    values = dict(partnership.values)
    for shared in partnership.years.values():
        for batch in shared.batches:
            theirs = {result.organisation: result.assessment for result in shared.members(batch)}
            if one in theirs and other in theirs:
                here, there = theirs[one], theirs[other]
                values[here], values[there] = values[there], values[here]
    return values
