"""What a questionnaire must make sense in beyond its shape: a table of small checks, each finding its own faults.

The checks look at the tree, not at the models, so that they also work in a file whose shape is wrong elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selfassess.questionnaire.condition_checks import conditions_can_hold
from selfassess.questionnaire.crosswalk_checks import crosswalk_is_coherent
from selfassess.questionnaire.fields import LANGUAGE_PATTERN
from selfassess.questionnaire.problems import Finding, nearest, shortened
from selfassess.questionnaire.scale_checks import (
    QUESTIONS,
    every_level_has_a_text,
    levels_named_are_on_the_scale,
    scale_counts_up,
)
from selfassess.questionnaire.tree import Branch

TEXTS = (
    *("title", "summary", "source.title", "source.publisher", "scale.*.name", "scale.*.means", "lenses.*"),
    *("profile.*.prompt", "profile.*.help", "profile.*.options.*", "sections.*.title", "sections.*.statement"),
    *(
        f"{QUESTIONS}.{key}"
        for key in ("prompt", "help", "evidence.*", "levels.*", "options.*", "unit", "actions.*.do")
    ),
    "crosswalk.questions.*.why",
)
"""Where a text may have a version for each language."""

_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_LINK = re.compile(r"[a-z0-9-]+:[a-z0-9-]+")


def ids_are_used_once(root: Branch) -> Iterator[Finding]:
    for kind in ("sections.*.id", "sections.*.questions.*.id", "profile.*.id"):
        first: dict[str, Branch] = {}
        for id in root.every(kind):
            if id.text is not None and id.text in first:
                message = f'the id "{shortened(id.text)}" is used twice'
                yield Finding(id.path, message, first=first[id.text].path)
            elif id.text is not None:
                first[id.text] = id


def lenses_are_listed(root: Branch) -> Iterator[Finding]:
    listed = root.at("lenses").keys
    for lens in root.every(f"{QUESTIONS}.lenses.*"):
        if lens.text is not None and lens.text not in listed:
            close = nearest(lens.text, listed)
            yield Finding(lens.path, f'the lens "{shortened(lens.text)}" is not listed under lenses{close}')


def bounds_leave_room(root: Branch) -> Iterator[Finding]:
    for question in root.every(QUESTIONS):
        lowest, highest = question.at("minimum"), question.at("maximum")
        if lowest.number is not None and highest.number is not None and lowest.number > highest.number:
            yield Finding(lowest.path, f"the minimum {lowest.number} is above the maximum {highest.number}")


def links_can_be_followed(root: Branch) -> Iterator[Finding]:
    for pattern in ("sections.*.maps_to.*.to", f"{QUESTIONS}.maps_to.*.to"):
        for link in root.every(pattern):
            if link.text is not None and not _LINK.fullmatch(link.text):
                yield Finding(
                    link.path, "expected questionnaire:id, such as example-pledge:c1 or example-pledge:c1-learning"
                )
    address = root.at("source").at("link")
    # Any other scheme could make the page run what the file says.
    if address.text is not None and not address.text.startswith(("https://", "http://")):
        yield Finding(address.path, "expected an address that starts with https:// or http://")


def texts_have_their_own_language(root: Branch) -> Iterator[Finding]:
    language = root.at("language")
    own = "en-GB" if language.value is None else language.text or ""
    for pattern in TEXTS:
        for text in root.every(pattern):
            if not isinstance(text.value, dict):
                continue
            for version in text.entries():
                if not _LANGUAGE.match(str(version.key)):
                    message = f'expected a language tag such as en-GB; found "{shortened(str(version.key))}"'
                    yield Finding(version.path, message, at_key=True)
            if text.value and own not in text.value and _LANGUAGE.match(own):
                yield Finding(text.path, f"the text is missing in the questionnaire's own language, {own}")


CHECKS: tuple[Callable[[Branch], Iterator[Finding]], ...] = (
    ids_are_used_once,
    scale_counts_up,
    every_level_has_a_text,
    levels_named_are_on_the_scale,
    lenses_are_listed,
    bounds_leave_room,
    links_can_be_followed,
    texts_have_their_own_language,
    conditions_can_hold,
    crosswalk_is_coherent,
)
"""To add a check: a generator over the whole file, and its row here."""


def check_findings(root: Branch) -> Iterator[Finding]:
    """What all checks find, one check after the other."""
    for check in CHECKS:
        yield from check(root)
