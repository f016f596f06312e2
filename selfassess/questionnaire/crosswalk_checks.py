"""Whether a crosswalk says, for each question it names, one thing that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from selfassess.questionnaire.fields import VERSION_PATTERN, version_order
from selfassess.questionnaire.problems import Finding, nearest, shortened
from selfassess.questionnaire.tree import Branch

_NONE, _ONE, _SEVERAL, _ANY = range(1), range(1, 2), range(2, 10_000), range(1, 10_000)

CHANGES: Mapping[str, tuple[range, range, str]] = MappingProxyType(
    {
        "kept": (_ONE, _ONE, "one old and one new question"),
        "reworded": (_ONE, _ONE, "one old and one new question"),
        "split": (_ONE, _SEVERAL, "one old and several new questions"),
        "merged": (_SEVERAL, _ONE, "several old questions and one new one"),
        "added": (_NONE, _ANY, "new questions only"),
        "removed": (_ANY, _NONE, "old questions only"),
    }
)
"""How many old and new questions a row names for each change, and the same in words."""


def crosswalk_is_coherent(root: Branch) -> Iterator[Finding]:
    """Rows that contradict themselves or each other, or name what does not exist; a start from a later version."""
    yield from _version_faults(root)
    ids = {id.text for id in root.every("sections.*.questions.*.id")}
    seen: dict[tuple[str, str], Branch] = {}
    for row in root.every("crosswalk.questions.*"):
        yield from _count_faults(row)
        for side in ("old", "new"):
            for name in _names(row.at(side)):
                key = (side, str(name.text))
                if side == "new" and name.text not in ids:
                    message = f'there is no question "{shortened(key[1])}"{nearest(name.text, ids)}'
                    yield Finding(name.path, message)
                if key in seen:
                    message = f'the {side} question "{shortened(key[1])}" is named twice'
                    yield Finding(name.path, message, first=seen[key].path)
                seen.setdefault(key, name)


def _names(side: Branch) -> list[Branch]:
    """The ids a row names on one side, written as one text or as a list of them."""
    return [name for name in (side, *side.entries()) if name.text is not None]


def _count_faults(row: Branch) -> Iterator[Finding]:
    known = CHANGES.get(row.at("change").text or "")
    if known is None:
        return
    old, new, words = known
    if len(_names(row.at("old"))) not in old or len(_names(row.at("new"))) not in new:
        yield Finding(row.path, f"{row.at('change').text} needs {words}")


def _version_faults(root: Branch) -> Iterator[Finding]:
    before, this = root.at("crosswalk").at("from"), root.at("version")
    if before.text is None or this.text is None:
        return
    if not all(re.match(VERSION_PATTERN, version) for version in (before.text, this.text)):
        return
    if version_order(before.text) >= version_order(this.text):
        yield Finding(before.path, f"expected a version before {this.text}; found {before.text}")
