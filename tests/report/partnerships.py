"""Partnerships made up for tests of what is reported about them, through the real rules of what may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import count
from random import Random

from selfassess.disclosure.batches import Surroundings, advance
from selfassess.disclosure.cells import Made, Scope, cells
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import OVERALL, Cell, Shown, Withheld
from selfassess.disclosure.views import NamedResult, PartnershipMaterial, SectionFigure, Signatory, YearCells
from selfassess.disclosure.years import Figure, Result, SharedYear
from selfassess.plan.together import ActionsTogether
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.partnership.year import PartnershipYear

NOW = datetime(2026, 12, 1, tzinfo=UTC)
NOTHING = SharedYear(results={}, batches=())
NO_ACTIONS = ActionsTogether(organisations=0, planning=0, actions=0, themes=(), chosen=(), stuck=())
KINDS = {"nhs": "NHS or other health care", "council": "Council", "charity": "Charity or community group"}


@dataclass(frozen=True)
class Organisation:
    """One that shares its results of these years as `choice` says, each with a figure for each section."""

    name: str
    kind: str
    choice: Choice
    figures: Mapping[int, Mapping[str, Figure]]
    signatory: Signatory | None = None


@dataclass
class Shared:
    """A partnership of organisations; `year` is the one to report on."""

    questionnaire: Questionnaire
    organisations: Sequence[Organisation]
    name: str = "Greater Mere partnership"
    actions: ActionsTogether = NO_ACTIONS
    years: dict[int, SharedYear] = field(default_factory=dict)

    def material(self, year: int) -> PartnershipMaterial:
        """As the steering group sees it."""
        every = sorted({year for one in self.organisations for year in one.figures})
        made: dict[int, dict[Scope, Made]] = {}
        before = NOTHING
        for one in every:
            self.years[one] = _advanced(self._results(one), before)
            made[one] = cells(self.years[one], before, NOW)
            before = self.years[one]
        return PartnershipMaterial(
            partnership=self.name,
            questionnaire=self.questionnaire,
            year=year,
            belong=len(self.organisations),
            rows=self._rows(year),
            cells=self._cells(made[year], None),
            by_kind={kind: self._cells(made[year], kind) for kind in self._kinds()},
            trend=tuple(YearCells(year=one, cells=self._cells(made[one], None)) for one in every if one <= year),
        )

    def year(self, year: int) -> PartnershipYear:
        """All that the report needs."""
        return PartnershipYear(material=self.material(year), actions=self.actions, kind_names=KINDS)

    def _kinds(self) -> list[str]:
        return [kind for kind in KINDS if any(one.kind == kind for one in self.organisations)]

    def _results(self, year: int) -> dict[str, Result]:
        return {
            f"{at:05} {year}": Result(
                assessment=f"{at:05} {year}",
                organisation=f"{at:05}",
                kind=one.kind,
                choice=one.choice,
                stands=True,
                saw=frozenset(),
                figures=one.figures[year],
            )
            for at, one in enumerate(self.organisations)
            if year in one.figures
        }

    def _cells(self, made: Mapping[Scope, Made], kind: str | None) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for id in (OVERALL, *(section.id for section in self.questionnaire.sections)):
            one = made.get(Scope(audience=Audience.STEERING, section=id, kind=kind))
            found[id] = Shown(one.figures) if one else Withheld()
        return found

    def _rows(self, year: int) -> tuple[NamedResult, ...]:
        results = self.years[year].results
        named = [
            (one, results[f"{at:05} {year}"])
            for at, one in enumerate(self.organisations)
            if year in one.figures and results[f"{at:05} {year}"].named_to(Audience.STEERING)
        ]
        return tuple(
            NamedResult(
                organisation=result.organisation,
                name=one.name,
                kind=one.kind,
                year=year,
                assessment=result.assessment,
                figures=_shown(one.figures[year]),
                earlier=_shown(one.figures.get(year - 1, {})),
                years=tuple(sorted(one.figures)),
                signatory=one.signatory,
            )
            for one, result in sorted(named, key=lambda both: both[0].name.casefold())
        )


def _shown(figures: Mapping[str, Figure]) -> dict[str, SectionFigure]:
    return {
        id: SectionFigure(score=one.score, stage=one.stage, supported_stage=one.supported_stage)
        for id, one in figures.items()
    }


def _advanced(results: dict[str, Result], before: SharedYear) -> SharedYear:
    ids = (f"batch-{one}" for one in count())
    earlier = tuple(frozenset(one.organisation for one in before.members(batch)) for batch in before.active)
    return advance(replace(NOTHING, results=results), Surroundings(to_come={}, before=earlier), ids)


def figure(score: int, stage: int, supported: int | None = None) -> Figure:
    """A figure; what the evidence supports is the stage unless said otherwise."""
    return Figure(score=Fraction(score), stage=stage, supported_stage=stage if supported is None else supported)


def made_up(questionnaire: Questionnaire, *, counts: Mapping[Choice, int], years: Sequence[int] = (2025, 2026),
            seed: int = 8, name: str = "Organisation {number}") -> Shared:  # fmt: skip
    """So many organisations of each choice, with figures by chance that rise a little from year to year."""
    chance = Random(seed)
    organisations = []
    for choice, wanted in counts.items():
        for _ in range(wanted):
            number = len(organisations) + 1
            level = chance.uniform(0.8, 2.8)
            organisations.append(
                Organisation(
                    name=name.format(number=number),
                    kind=chance.choice([*KINDS]),
                    choice=choice,
                    figures={
                        year: _by_chance(questionnaire, level + 0.3 * at, chance) for at, year in enumerate(years)
                    },
                    signatory=Signatory(
                        name=f"Signatory {number}",
                        role="Chief executive",
                        signed_on=date(years[-1], 10, number % 28 + 1),
                    ),
                )
            )
    return Shared(questionnaire=questionnaire, organisations=organisations)


def _by_chance(questionnaire: Questionnaire, level: float, chance: Random) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for id in (OVERALL, *(section.id for section in questionnaire.sections)):
        stage = min(questionnaire.top, max(0, round(chance.gauss(level, 0.7))))
        score = min(100, max(0, stage * 100 // questionnaire.top + chance.randint(-8, 12)))
        found[id] = figure(score, stage, max(0, stage - (chance.random() < 0.3)))
    return found


def member(name: str, choice: Choice, stages: dict[int, tuple[int, ...]], *, kind: str = "council") -> Organisation:
    """By year the stages of the whole and both sections; a score is 20 times its stage."""
    figures = {
        year: {id: figure(20 * stage, stage) for id, stage in zip((OVERALL, "care", "learn"), those, strict=False)}
        for year, those in stages.items()
    }
    return Organisation(name=name, kind=kind, choice=choice, figures=figures)


def named(count: int, stages: dict[int, tuple[int, ...]], kind: str = "council") -> list[Organisation]:
    return [member(f"Named {at}", Choice.STEERING, stages, kind=kind) for at in range(1, count + 1)]


def counted(count: int, stages: dict[int, tuple[int, ...]], kind: str = "council") -> list[Organisation]:
    return [member(f"Counted {at}", Choice.COUNTED, stages, kind=kind) for at in range(1, count + 1)]
