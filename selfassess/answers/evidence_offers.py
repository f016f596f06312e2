"""Evidence recorded for one questionnaire, offered where another asks about the same: never attached unasked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from selfassess.questionnaire.links import Strength, linked_questions
from selfassess.questionnaire.model import Questionnaire

Record = TypeVar("Record", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Generic[Record]):
    """One piece of evidence that may back a question too; `part` where it may speak to some of the question only."""

    record: Record
    strength: Strength


def evidence_offers(
    recorded: Mapping[str, Sequence[Record]], source: Questionnaire, target: Questionnaire
) -> Mapping[str, tuple[Offer[Record], ...]]:
    """By question of `target`, what is `recorded` by question of `source`; questions without an offer are left out.

    Equal records are one: what backs several linked questions is offered once, with its strongest link. `full` first,
    then in the order of `source`. Whether an offer fits is for people to say.
    """
    found: dict[str, dict[Record, Strength]] = {}
    for link in linked_questions(source, target):
        for record in recorded.get(link.question, ()):
            offered = found.setdefault(link.other, {})
            if offered.get(record) != "full":
                offered[record] = link.strength
    order = [question.id for question in target.questions() if question.id in found]
    return MappingProxyType({question: _ranked(found[question]) for question in order})


def _ranked(offered: Mapping[Record, Strength]) -> tuple[Offer[Record], ...]:
    offers = (Offer(record=record, strength=strength) for record, strength in offered.items())
    return tuple(sorted(offers, key=lambda offer: offer.strength != "full"))
