"""What one reader is not shown because they know more than their audience: their own organisation, or a second role."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selfassess.disclosure.cells import NO_QUARTILES, Made
from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.values import FEWEST, FEWEST_FOR_QUARTILES, Cell, Figures, Shown, Withheld
from selfassess.disclosure.years import Batch, SharedYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who reads figures: in which audiences, and the organisations whose results they know besides.

    Of their `own` they know every year; of those named to them `elsewhere` one at least.
    """

    audiences: frozenset[Audience]
    own: frozenset[str]
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """Of a year and an audience, what a reader is not shown: figures of all kinds (`every`), and of these `kinds`.

    `known`: how many organisations that the audience does not know are counted and known to the reader. `movement`:
    they may know one of the two years that it is between, of organisations that the audience knows neither of.
    """

    every: bool = False
    kinds: frozenset[str] = frozenset()
    known: int = 0
    movement: bool = False


def barred(year: SharedYear, before: SharedYear, reader: Reader, audience: Audience) -> Barred:
    """What to leave out of the figures of an audience for this reader.

    Each batch must leave them at least `FEWEST` organisations that they do not know, in every section, or none. A batch
    stays as it is, so that what it is in stays left out.
    """
    told = [one for one in year.active if not _holds(year, one, reader, audience)]
    kinds = frozenset(one.kind for one in told if one.kind is not None)
    known = _known_besides(year, reader, audience)
    movement = bool((known | _known_besides(before, reader, audience)) - reader.own)
    return Barred(every=bool(told), kinds=kinds, known=len(known), movement=movement)


def _holds(year: SharedYear, batch: Batch, reader: Reader, audience: Audience) -> bool:
    for section in year.sections(batch):
        if year.is_counted(batch, audience, section):
            unknown = year.hidden(batch, _known(year, reader, audience), section, besides=reader.own | reader.elsewhere)
            if len(unknown) < FEWEST and not _sees_all(year, batch, section, reader):
                return False
    return True


def _known(year: SharedYear, reader: Reader, audience: Audience) -> frozenset[str]:
    return frozenset[str]().union(*(year.known(one) for one in {*reader.audiences, audience}))


def _sees_all(year: SharedYear, batch: Batch, section: str, reader: Reader) -> bool:
    return all(
        one.organisation in reader.own or any(one.named_to(audience) for audience in reader.audiences)
        for one in year.members(batch, section)
    )


def _known_besides(year: SharedYear, reader: Reader, audience: Audience) -> frozenset[str]:
    counted = {one.organisation for batch in year.active for one in year.members(batch)} - year.known(audience)
    return (reader.own | reader.elsewhere | _known(year, reader, audience)) & counted


def for_reader(made: Made, kind: str | None, left_out: Barred) -> Cell:
    """A cell as this reader may have it."""
    if left_out.every if kind is None else kind in left_out.kinds:
        return Withheld()
    figures = replace(made.figures, moved=Withheld()) if left_out.movement else made.figures
    unknown = made.hidden - left_out.known
    if made.hidden == 0 or unknown >= FEWEST_FOR_QUARTILES or not left_out.known:
        return Shown(figures)
    return Shown(_without_quartiles(figures))


def _without_quartiles(figures: Figures) -> Figures:
    return replace(
        figures,
        score=replace(figures.score, quartiles=NO_QUARTILES),
        stage=replace(figures.stage, quartiles=NO_QUARTILES),
        supported_stage=replace(figures.supported_stage, quartiles=NO_QUARTILES),
    )
