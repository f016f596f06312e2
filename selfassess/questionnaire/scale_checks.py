"""Whether the scale is one, and whether everything that names a level stays on it."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.questionnaire.problems import Finding
from selfassess.questionnaire.tree import Branch

QUESTIONS = "sections.*.questions.*"
LONGEST_SCALE = 7


def top_of(root: Branch) -> int | None:
    """m, the highest level of the scale; None where the scale itself cannot be relied on."""
    values = [level.at("value").whole for level in root.at("scale").entries()]
    # A scale too long to be one must not multiply the work of every check.
    return len(values) - 1 if 1 < len(values) <= LONGEST_SCALE and values == list(range(len(values))) else None


def scale_counts_up(root: Branch) -> Iterator[Finding]:
    for expected, level in enumerate(root.at("scale").entries()):
        value = level.at("value")
        if value.whole is not None and value.whole != expected:
            yield Finding(value.path, f"expected {expected}: levels count up from 0 in steps of 1; found {value.whole}")


def every_level_has_a_text(root: Branch) -> Iterator[Finding]:
    top = top_of(root)
    if top is None:
        return
    for levels in root.every(f"{QUESTIONS}.levels"):
        for level in range(top + 1):
            if level not in levels.keys:
                yield Finding(levels.path, f"level {level} has no text")
        for entry in levels.entries():
            if isinstance(entry.key, int) and not 0 <= entry.key <= top:
                yield Finding(entry.path, f"the scale has no level {entry.key}: it goes from 0 to {top}", at_key=True)


def levels_named_are_on_the_scale(root: Branch) -> Iterator[Finding]:
    top = top_of(root)
    if top is None:
        return
    bounds = (
        (f"{QUESTIONS}.gate", 1, top),
        ("rules.evidence.*.level", 1, top),
        (f"{QUESTIONS}.actions.*.from", 0, top - 1),
    )
    for pattern, lowest, highest in bounds:
        for level in root.every(pattern):
            if level.whole is not None and level.whole > highest:
                yield Finding(level.path, f"expected a level from {lowest} to {highest}; found {level.whole}")
