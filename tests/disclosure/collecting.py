"""One made-up partnership attacked by all of its readers, with all that each has collected."""

from __future__ import annotations

from random import Random

from .attack import told_of_too_few
from .world import Notes, a_partnership, history, readers


def attacked(seed: int) -> int:
    """How many figures over hidden results there were to attack; fails where any combination tells of too few."""
    chance, shown = Random(seed), 0
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
    return shown
