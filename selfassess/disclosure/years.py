"""A year of a partnership as it is kept: results, who has seen them by name, and the batches they are counted in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from selfassess.disclosure.sharing import Audience, Choice, names
from selfassess.disclosure.values import FEWEST, FEWEST_AND_ONE, OVERALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A section, or the whole, of an organisation that has a score in it, 0 to 100, and so stages too."""

    score: Fraction
    stage: int
    supported_stage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of an organisation in this year.

    `stands`: it is the organisation's latest, and the organisation belongs to the partnership; one that does not is
    known here because a batch holds it. `saw`: who has ever seen it by name. `figures` by section id, the whole under
    `OVERALL`; a section without a score is not in.
    """

    assessment: str
    organisation: str
    kind: str
    choice: Choice
    stands: bool
    saw: frozenset[Audience]
    figures: Mapping[str, Figure]

    def named_to(self, audience: Audience) -> bool:
        """Whether the audience sees it by name now."""
        return self.stands and audience in self.saw and names(self.choice, audience)

    @property
    def is_shared(self) -> bool:
        """Whether it may be in a figure that is made now."""
        return self.stands and self.choice is not Choice.NOT_SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Results that enter and leave figures together. `kind`: of all of them when it was made, None where mixed."""

    id: str
    kind: str | None
    assessments: frozenset[str]
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class SharedYear:
    """One year of one questionnaire in one partnership. `results` by assessment, `batches` with the retired ones.

    `insiders`: for each person with roles in several organisations, which; they know the results of all of them.
    `beside`: the organisations of each batch of the year before and the year after, of retired ones too.
    """

    results: Mapping[str, Result]
    batches: tuple[Batch, ...]
    insiders: tuple[frozenset[str], ...] = ()
    beside: tuple[frozenset[str], ...] = ()

    @cached_property
    def active(self) -> tuple[Batch, ...]:
        """Those that are counted."""
        return tuple(one for one in self.batches if not one.retired)

    def known(self, audience: Audience) -> frozenset[str]:
        """The organisations of which the audience has ever seen a result of this year by name."""
        return self._known[audience]

    @cached_property
    def _known(self) -> Mapping[Audience, frozenset[str]]:
        results = self.results.values()
        return {who: frozenset(one.organisation for one in results if who in one.saw) for who in Audience}

    def members(self, batch: Batch, section: str | None = None) -> tuple[Result, ...]:
        """The results in a batch, with a section those that have a figure in it."""
        found = (self.results[id] for id in sorted(batch.assessments))
        return tuple(one for one in found if section is None or section in one.figures)

    def hidden(
        self, batch: Batch, known: frozenset[str], section: str | None = None, besides: Iterable[str] = ()
    ) -> frozenset[str]:
        """The organisations in a batch that are not `known`, nor among those a reader knows `besides`."""
        members = self.members(batch, section)
        return frozenset(one.organisation for one in members) - known - frozenset(besides)

    def compared(self, batch: Batch) -> tuple[frozenset[str], ...]:
        """What it has in common with each batch beside, where movement between the two may have been shown."""
        mine = frozenset(one.organisation for one in self.members(batch))
        return tuple(mine & other for other in self.beside if len(mine & other) >= FEWEST)

    def sections(self, batch: Batch) -> tuple[str, ...]:
        """Every section that any result of the batch has a figure in, with the whole."""
        return tuple(sorted({OVERALL, *(id for one in self.members(batch) for id in one.figures)}))

    def is_enough(self, hidden: frozenset[str], of: frozenset[str]) -> bool:
        """Whether these hidden organisations, out of all those of a batch, leave enough to whoever knows some of them.

        Everybody may know one. Whoever knows so many that they were never shown the batch need not be thought of.
        """
        shown = (known for known in self.insiders if len(of - known) >= FEWEST)
        return len(hidden) >= FEWEST_AND_ONE and all(len(hidden - known) >= FEWEST for known in shown)

    def is_counted(self, batch: Batch, audience: Audience, section: str) -> bool:
        """Whether the batch is in what the audience is shown of a section: it rests on enough hidden ones there."""
        return not batch.retired and len(self.hidden(batch, self.known(audience), section)) >= FEWEST
