"""The cells of a partnership as its readers get them: kept whenever a year changes, read by pages and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from selfassess.disclosure.cells import Made, Scope
from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.written import as_json, from_json
from selfassess.store.dialects import table_of
from selfassess.store.rows import PartnershipFigureRow


class KeptCell(NamedTuple):
    """A cell as it stands there; somebody may have changed it, so that nothing is made of its JSON."""

    figures: Any
    made_at: datetime


_TABLE = table_of(PartnershipFigureRow)
_ALL_KINDS = ""
_OF_KIND = select(_TABLE).where(
    _TABLE.c.partnership == bindparam("partnership"),
    _TABLE.c.questionnaire == bindparam("questionnaire"),
    _TABLE.c.audience == bindparam("audience"),
    _TABLE.c.kind == bindparam("kind"),
)
_OF_YEAR = _OF_KIND.where(_TABLE.c.year == bindparam("year"))


def keep_cells(session: Session, partnership: str, questionnaire: str, year: int, cells: Mapping[Scope, Made]) -> None:
    """Keep the cells of a year; those that say what they said stay as of when they were."""
    this = {"partnership": partnership, "questionnaire": questionnaire, "year": year}
    mine = [_TABLE.c[name] == value for name, value in this.items()]
    kept = {(row.audience, row.kind, row.section): row.figures for row in session.execute(select(_TABLE).where(*mine))}
    now = {(scope.audience.value, scope.kind or _ALL_KINDS, scope.section): made for scope, made in cells.items()}
    written = {key: as_json(made) for key, made in now.items()}
    for key in (key for key in kept if kept[key] != written.get(key)):
        audience, kind, section = key
        at = (_TABLE.c.audience == audience, _TABLE.c.kind == kind, _TABLE.c.section == section)
        session.execute(delete(_TABLE).where(*mine, *at))
    rows = [
        {
            **this,
            "audience": key[0],
            "kind": key[1],
            "section": key[2],
            "figures": written[key],
            "made_at": made.figures.as_of,
        }
        for key, made in now.items()
        if kept.get(key) != written[key]
    ]
    if rows:
        session.execute(insert(_TABLE), rows)


def cells_of_year(
    session: Session, partnership: str, questionnaire: str, audience: Audience, kind: str | None, year: int
) -> dict[str, Made]:
    """The cells of one year over a kind of organisation, None for all, by section; what is withheld is missing."""
    where = {"partnership": partnership, "questionnaire": questionnaire, "audience": audience.value}
    rows = session.execute(_OF_YEAR, {**where, "kind": kind or _ALL_KINDS, "year": year})
    return {row.section: from_json(row.figures, row.made_at) for row in rows}


def cells_by_year(
    session: Session, partnership: str, questionnaire: str, audience: Audience, kind: str | None
) -> dict[int, dict[str, Made]]:
    """The same for every year."""
    where = {"partnership": partnership, "questionnaire": questionnaire, "audience": audience.value}
    found: defaultdict[int, dict[str, Made]] = defaultdict(dict)
    for row in session.execute(_OF_KIND, {**where, "kind": kind or _ALL_KINDS}):
        found[row.year][row.section] = from_json(row.figures, row.made_at)
    return dict(found)


def cells_as_kept(session: Session, partnership: str, questionnaire: str, year: int) -> dict[Scope, KeptCell]:
    """Every cell that is kept for a year."""
    this = (_TABLE.c.partnership == partnership, _TABLE.c.questionnaire == questionnaire, _TABLE.c.year == year)
    return {
        Scope(audience=Audience(row.audience), section=row.section, kind=row.kind or None): KeptCell(
            row.figures, row.made_at
        )
        for row in session.execute(select(_TABLE).where(*this))
    }


def years_with_cells(session: Session, partnership: str, questionnaire: str, audience: Audience) -> frozenset[int]:
    """The years of which the audience is shown any figure."""
    where = (_TABLE.c.partnership == partnership, _TABLE.c.questionnaire == questionnaire)
    query = select(_TABLE.c.year).where(*where, _TABLE.c.audience == audience.value, _TABLE.c.kind == _ALL_KINDS)
    return frozenset(session.scalars(query.distinct()))


def questionnaires_with_cells(session: Session, partnership: str, audience: Audience) -> frozenset[str]:
    """The questionnaires of which the audience is shown any figure."""
    where = (_TABLE.c.partnership == partnership, _TABLE.c.audience == audience.value)
    return frozenset(session.scalars(select(_TABLE.c.questionnaire).where(*where).distinct()))


def all_years_with_cells(session: Session, partnership: str) -> frozenset[tuple[str, int]]:
    """Questionnaire and year of every cell that is kept."""
    query = select(_TABLE.c.questionnaire, _TABLE.c.year).where(_TABLE.c.partnership == partnership).distinct()
    return frozenset((row.questionnaire, row.year) for row in session.execute(query))


def delete_cells(session: Session, partnership: str) -> None:
    """Forget the cells of a partnership that is about to be deleted."""
    session.execute(delete(_TABLE).where(_TABLE.c.partnership == partnership))
