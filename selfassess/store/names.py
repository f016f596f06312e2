"""What ids stand for, for those who may read records that hold only ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import AccountRow, AssessmentRow, OrganisationRow, PartnershipRow

_ASSESSMENT, _ACCOUNT = table_of(AssessmentRow), table_of(AccountRow)
_ORGANISATION, _PARTNERSHIP = table_of(OrganisationRow), table_of(PartnershipRow)

_NAMES: Mapping[str, Select[str, str]] = MappingProxyType(
    {
        "account": select(_ACCOUNT.c.id, _ACCOUNT.c.name),
        "organisation": select(_ORGANISATION.c.id, _ORGANISATION.c.name),
        "partnership": select(_PARTNERSHIP.c.id, _PARTNERSHIP.c.name),
    }
)
"""By the kind of subject an event has."""


def names_of(session: Session, kind: str, ids: Collection[str]) -> dict[str, str]:
    """The names of those that are still there, by id; an erased person's is empty."""
    if kind not in _NAMES or not ids:
        return {}
    asked = _NAMES[kind]
    return dict(iter(session.execute(asked.where(asked.selected_columns[0].in_(ids)))))


def assessments_named(session: Session, ids: Collection[str]) -> dict[str, tuple[str, date]]:
    """Whose each assessment is, and of which day. Its period is typed, so it is told only to those who may see it."""
    asked = select(_ASSESSMENT.c.id, _ASSESSMENT.c.organisation, _ASSESSMENT.c.assessed_on)
    found = session.execute(asked.where(_ASSESSMENT.c.id.in_(ids))) if ids else ()
    return {id: (organisation, day) for id, organisation, day in found}
