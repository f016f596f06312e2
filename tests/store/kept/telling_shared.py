"""What a database says about what is shared with partnerships: choices, the figures they rest on, what readers see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.views import NamedResult
from selfassess.disclosure.years import SharedYear
from selfassess.services.access import OPERATOR
from selfassess.services.partnership_figures import steering_view
from selfassess.services.sharing import sharing_of
from selfassess.store.batches import shared_year
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.names import names_of
from selfassess.store.partnership_figures import cells_as_kept
from selfassess.store.people import Partnership
from selfassess.store.section_figures import figures_kept, results_kept
from selfassess.store.sharing import Sharing, sharings_of, years_shared

Facts = dict[str, Any]


def shared_as_said(database: Database, assessment: Assessment) -> Facts:
    """With whom a result is shared, and its figures by section, the whole under an empty id."""
    chosen = sharing_of(database, OPERATOR, assessment.id)
    with database.reading() as session:
        kept = sharings_of(session, assessment.id)
        names = names_of(session, "account", {one.changed_by for one in kept.values() if one.changed_by})
        figures = figures_kept(session, assessment.id)
        standing = results_kept(session, assessment.organisation_id, assessment.questionnaire)
    return {
        "figures": {id: [one.score, one.stage, one.supported_stage] for id, one in sorted(figures.items())},
        "stands_for": [year for year, id in standing.items() if id == assessment.id],
        "shared": {
            one.partnership.name: f"{_chosen(kept.get(one.partnership.id), names)}, named to steering"
            f" {one.named_to_steering}, to members {one.named_to_members}, revision {one.revision}"
            for one in chosen
        },
    }


def _chosen(chosen: Sharing | None, names: Mapping[str, str]) -> str:
    if chosen is None:
        return "nothing chosen"
    return f"{chosen.choice} since {chosen.changed_at} by {names.get(chosen.changed_by or '')}"


def partnership_years_as_said(database: Database, partnership: Partnership) -> Facts:
    """Every year of every questionnaire that anything is shared of."""
    with database.reading() as session:
        years = sorted(years_shared(session, partnership.id))
    return {f"{of} {year}": _year(database, partnership.id, of, year) for of, year in years}


def _year(database: Database, partnership: str, questionnaire: str, year: int) -> Facts:
    seen = steering_view(database, OPERATOR, partnership, questionnaire, year=year)
    with database.reading() as session:
        cells = cells_as_kept(session, partnership, questionnaire, year)
        batches = _batches(session, shared_year(session, partnership, questionnaire, year))
    return {
        "named": {row.name: _row(row) for row in seen.rows} if seen else {},
        "batches": batches,
        **{
            f"cells_of_{audience}": {
                f"{scope.section}, {scope.kind}": kept.figures | {"as_of": str(kept.made_at)}
                for scope, kept in cells.items()
                if scope.audience is audience
            }
            for audience in Audience
        },
    }


def _row(row: NamedResult) -> Facts:
    signed = row.signatory
    return {
        "kind": row.kind,
        "figures": {id: f"{one.score}, {one.stage}, {one.supported_stage}" for id, one in row.figures.items()},
        "earlier": {id: f"{one.score}, {one.stage}, {one.supported_stage}" for id, one in row.earlier.items()},
        "years": list(row.years),
        "signed": f"{signed.name}, {signed.role}, on {signed.signed_on}" if signed else None,
    }


def _batches(session: Transaction, year: SharedYear) -> list[str]:
    """Which organisations are counted together, and were."""
    told = []
    for batch in year.batches:
        names = names_of(session, "organisation", {one.organisation for one in year.members(batch)})
        told.append(f"{'retired' if batch.retired else 'counted'}, {batch.kind}: {', '.join(sorted(names.values()))}")
    return sorted(told)
