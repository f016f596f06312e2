"""When a question applies: conditions over profile facts and earlier answers, as values that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from selfassess.questionnaire.fields import Part

Scalar = str | int
Lookup = Callable[[str], frozenset[Scalar]]
"""What is known about one id: the values an answer or fact has; empty where it is missing, ignored or not an answer."""


class ProfileCondition(Part):
    """Holds when the organisation's fact is one of the options named."""

    profile: str
    in_: tuple[str, ...] = Field(alias="in", min_length=1)

    def holds(self, fact: Lookup, answer: Lookup) -> bool:  # noqa: ARG002 - all forms are asked alike
        return not fact(self.profile).isdisjoint(self.in_)


class QuestionCondition(Part):
    """Holds when the answer to an earlier question, or any of its choices, is one of the values named."""

    question: str
    in_: tuple[Scalar, ...] = Field(alias="in", min_length=1)

    def holds(self, fact: Lookup, answer: Lookup) -> bool:  # noqa: ARG002 - all forms are asked alike
        return not answer(self.question).isdisjoint(self.in_)


class AllCondition(Part):
    """Holds when every one inside holds; so it holds when there are none."""

    all: tuple[Condition, ...]

    def holds(self, fact: Lookup, answer: Lookup) -> bool:
        return all(inner.holds(fact, answer) for inner in self.all)


class AnyCondition(Part):
    """Holds when at least one inside holds; so it does not when there are none."""

    any: tuple[Condition, ...]

    def holds(self, fact: Lookup, answer: Lookup) -> bool:
        return any(inner.holds(fact, answer) for inner in self.any)


class NotCondition(Part):
    """Holds when the one inside does not."""

    not_: Condition = Field(alias="not")

    def holds(self, fact: Lookup, answer: Lookup) -> bool:
        return not self.not_.holds(fact, answer)


FORMS = ("profile", "question", "all", "any", "not")


def _form(raw: Any) -> str | None:
    """Which form a raw condition has, by the key that names it; None (a problem) where no known key is there."""
    keys = raw if isinstance(raw, dict) else ()
    return next((form for form in FORMS if form in keys), None)


Condition = Annotated[
    Annotated[ProfileCondition, Tag("profile")]
    | Annotated[QuestionCondition, Tag("question")]
    | Annotated[AllCondition, Tag("all")]
    | Annotated[AnyCondition, Tag("any")]
    | Annotated[NotCondition, Tag("not")],
    Discriminator(_form),
]

for _model in (AllCondition, AnyCondition, NotCondition):
    _model.model_rebuild()


def leaves(condition: Condition) -> Iterator[ProfileCondition | QuestionCondition]:
    """The facts and answers a condition looks at, in the order written."""
    match condition:
        case ProfileCondition() | QuestionCondition():
            yield condition
        case AllCondition(all=inner) | AnyCondition(any=inner):
            for part in inner:
                yield from leaves(part)
        case _:
            yield from leaves(condition.not_)
