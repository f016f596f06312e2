"""The lock of a signed assessment: its figures are kept as they were, and must equal what they are computed from."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from selfassess.scoring import score
from selfassess.scoring.card_json import card_as_json
from selfassess.services.access import Actor, require_administrator
from selfassess.services.assessments import Fetched, fetch, opened
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError, UnreadableQuestionnaireError
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.steps import LockedCard, card_of, locked_assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFault:
    """A locked assessment whose figures are not what they were, and in what."""

    assessment: Assessment
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCards:
    """How many locked assessments were looked at, of how many, and what is wrong."""

    count: int
    all: int
    faults: tuple[CardFault, ...]


def seal(session: Transaction, assessment: Assessment) -> LockedCard:
    """The figures of the assessment as it stands, to be kept when it is locked. `UnreadableQuestionnaireError`.

    Whoever calls has opened the assessment before, so that its questionnaire need not be read while others wait.
    """
    card = _figures(fetch(session, assessment))
    return LockedCard(card=card, sha256=_hash(card))


def card_holds(database: Database, who: Actor, id: str) -> bool:
    """Whether the figures kept with a locked assessment are what they were and what its answers give; True without any.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        assessment = required(session, who, Action.SEE_ANSWERS, id)
        fetched, card = fetch(session, assessment), card_of(session, id)
    return _fault(fetched, card) is None


def check_cards(
    database: Database,
    who: Actor,
    told: Callable[[int, int], None] = lambda _, __: None,
    *,
    most: int | None = None,
) -> CheckedCards:
    """Look at every locked assessment, each in a transaction of its own; `told` gets how many are done of how many.

    With `most` at so many of them, which are other ones each time.
    """
    with database.reading() as session:
        require_administrator(session, who)
        every = locked_assessments(session)
    # Chance sees to it that in the end all have been looked at; nobody has to be unable to foresee it.
    ids = every if most is None or most >= len(every) else random.sample(every, most)
    faults = []
    for done, id in enumerate(ids, start=1):
        found = _checked(database, who, id)
        faults += [found] if found else []
        told(done, len(ids))
    return CheckedCards(count=len(ids), all=len(every), faults=tuple(faults))


def _checked(database: Database, who: Actor, id: str) -> CardFault | None:
    try:
        with database.reading() as session:
            assessment = required(session, who, Action.SEE_ANSWERS, id)
            fetched, card = fetch(session, assessment), card_of(session, id)
    except NotFoundError:
        return None  # an example that was removed just now
    fault = _fault(fetched, card)
    return CardFault(assessment=assessment, fault=fault) if fault else None


def _fault(fetched: Fetched, card: Mapping[str, Any] | None) -> str | None:
    if card is None:
        return None
    if _hash(card) != fetched.assessment.card_sha256:
        return "the figures that were kept are not those that were locked"
    try:
        now = _figures(fetched)
    except UnreadableQuestionnaireError as error:
        return str(error)
    different = _difference(card, now)
    return f"{different}: the answers do not give the figure that was locked" if different else None


def _figures(fetched: Fetched) -> dict[str, Any]:
    this = opened(fetched)
    return card_as_json(score(this.questionnaire, this.sheet, this.assessment.sha256))


def _hash(card: Mapping[str, Any]) -> str:
    """SHA-256 of the card as JSON, keys in the order of the alphabet, without blanks."""
    written = json.dumps(card, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


_WHERE_THERE_IS_SOMETHING = ("lowered",)
"""Keys of a card that are missing rather than null."""


def _difference(then: Any, now: Any, path: str = "") -> str | None:
    """Where `now` does not say what `then` said, as a path of keys; a newer version of the program may say more.

    What is there only where there is something to say must not be there now, either.
    """
    match then, now:
        case dict(), dict():
            keys = [*then, *(key for key in _WHERE_THERE_IS_SOMETHING if key in now and key not in then)]
            found = (_difference(then.get(key), now.get(key), f"{path}.{key}" if path else key) for key in keys)
        case list(), list() if len(then) == len(now):
            found = (
                _difference(one, other, f"{path}[{at}]") for at, (one, other) in enumerate(zip(then, now, strict=True))
            )
        case _:
            return None if then == now else path
    return next((one for one in found if one), None)
