"""How far an assessment is: the same counts, in the same words, wherever a page says them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfassess.answers.completeness import SectionCompleteness
from selfassess.language import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Counts over questions of every type that are asked. `all` leaves out those said not to apply."""

    all: int
    answered: int
    dont_know: int
    not_applicable: int
    unanswered: int

    @classmethod
    def of(cls, sections: Iterable[SectionCompleteness]) -> Counted:
        """The sum of these sections."""
        every = tuple(sections)
        not_applicable = sum(one.not_applicable for one in every)
        return cls(
            all=sum(one.applicable for one in every) - not_applicable,
            answered=sum(one.answered for one in every),
            dont_know=sum(one.dont_know for one in every),
            not_applicable=not_applicable,
            unanswered=sum(one.unanswered for one in every),
        )

    def words(self, t: Translator) -> str:
        """The states, never mixed: "4 of 5 answered, 1 don’t know yet, 1 does not apply"; empty if nothing is asked."""
        said = [t("{answered} of {all} answered", answered=self.answered, all=self.all) if self.all else "",
                self.aside(t)]  # fmt: skip
        return ", ".join(part for part in said if part)

    def aside(self, t: Translator) -> str:
        """What was said that is no answer: "1 don’t know yet, 1 does not apply"; empty where there is nothing."""
        said = []
        if self.dont_know:
            said.append(t("{count} don’t know yet", count=self.dont_know))
        if self.not_applicable:
            said.append(t.plural("{count} does not apply", "{count} do not apply", self.not_applicable))
        return ", ".join(said)
