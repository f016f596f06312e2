"""What a reader of a partnership looks at: organisations they see by name, and cells of figures over organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from selfassess.disclosure.values import Cell
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFigure:
    """One section, or the whole, of one organisation; None where there is no such figure. `score`: 0 to 100."""

    score: Fraction | None
    stage: int | None
    supported_stage: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signed a result, as what, and on which day."""

    name: str
    role: str
    signed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedResult:
    """The result of an organisation that the reader sees by name.

    `figures` by section id, the whole under `OVERALL`; `earlier` the same of the year before, empty where there is
    none that the reader sees by name. `years`: all years in which they see it by name, ascending.
    """

    organisation: str
    name: str
    kind: str
    year: int
    assessment: str
    figures: Mapping[str, SectionFigure]
    earlier: Mapping[str, SectionFigure]
    years: tuple[int, ...]
    signatory: Signatory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringView:
    """A year of a partnership as one reader sees it, with a page of the organisations that are named to them.

    `partnership` is its name. `questionnaire`: the newest version pinned by a result that is shared here; `cells` has
    every section of it by id, and the whole under `OVERALL`. `years`: all that have anything to see, ascending;
    `year` is None only where there is none. `kind`: the one chosen, None for all; `kinds`: those of the organisations
    that belong now; `belong`: how many do, of the kind chosen. `rows`: alphabetical, page `page` of `pages` (from 1);
    `named`: how many there are on all of them.
    """

    partnership: str
    questionnaire: Questionnaire
    years: tuple[int, ...]
    year: int | None
    kind: str | None
    kinds: tuple[str, ...]
    belong: int
    named: int
    page: int
    pages: int
    rows: tuple[NamedResult, ...]
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCells:
    """The cells of one year by section id, the whole under `OVERALL`."""

    year: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Every year that has anything to see, ascending; `kind` and `kinds` as in `SteeringView`."""

    partnership: str
    questionnaire: Questionnaire
    kind: str | None
    kinds: tuple[str, ...]
    years: tuple[YearCells, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstOthers:
    """An organisation's own result of a year beside the partnership's figures, as the reader may see them.

    `own` by section id, the whole under `OVERALL`; `cells` over all kinds, `alike` over organisations of the same kind;
    `others`: those that are named to the members, alphabetical.
    """

    partnership: str
    questionnaire: Questionnaire
    organisation: str
    kind: str
    year: int
    own: Mapping[str, SectionFigure]
    cells: Mapping[str, Cell]
    alike: Mapping[str, Cell]
    others: tuple[NamedResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipMaterial:
    """All that the report of a partnership is made of: a year, with every organisation that is named to the reader.

    `by_kind`: the cells of each kind of organisation that belongs, by kind. `trend`: this year and those before.
    """

    partnership: str
    questionnaire: Questionnaire
    year: int
    belong: int
    rows: tuple[NamedResult, ...]
    cells: Mapping[str, Cell]
    by_kind: Mapping[str, Mapping[str, Cell]]
    trend: tuple[YearCells, ...]
