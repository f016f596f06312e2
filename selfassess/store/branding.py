"""How organisations and partnerships look on paper, in and out of their rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from struct import unpack_from
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, select, update
from sqlalchemy.orm import Session

from selfassess.report.blocks import Brand, Logo
from selfassess.store.dialects import table_of
from selfassess.store.people import Place
from selfassess.store.rows import AssessmentRow, BrandingRow

_TABLE = table_of(BrandingRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrand:
    """What was chosen for a place; `revision` counts changes, from 1."""

    brand: Brand
    revision: int


def find_brand(session: Session, place: Place) -> KeptBrand | None:
    """What was chosen, None where nobody ever did."""
    row = session.execute(select(_TABLE).where(_of(place))).one_or_none()
    return KeptBrand(brand=_brand(row), revision=row.revision) if row else None


def keep_brand(session: Session, place: Place, brand: Brand, now: datetime, *, new_id: str, by: str | None) -> None:
    """Make this how it looks; the revision counts on. `new_id` is for the first time.

    The place itself must be held, or the first times of two would meet.
    """
    logo = brand.logo
    values = {
        "name": brand.name,
        "accent": brand.accent,
        "footer": brand.footer,
        "logo": logo.png if logo else None,
        "logo_sha256": hashlib.sha256(logo.png).hexdigest() if logo else None,
        "logo_words": logo.words if logo else "",
        "changed_at": now,
        "changed_by": by,
    }
    if session.execute(select(_TABLE.c.id).where(_of(place))).one_or_none():
        session.execute(update(_TABLE).where(_of(place)).values(**values, revision=_TABLE.c.revision + 1))
        return
    whose = {"organisation": place.organisation, "partnership": place.partnership}
    session.execute(insert(_TABLE), {"id": new_id, **whose, **values, "revision": 1})


def give_brand(session: Session, giver: str, taker: str) -> None:
    """How one organisation looks is how another does, unless the giver has assessments, or the taker a look of its own.

    For where an organisation is found out to be the same as another.
    """
    has_none = ~exists().where(AssessmentRow.organisation_id == giver)
    if find_brand(session, Place(organisation=taker)) is None:
        session.execute(update(_TABLE).where(_TABLE.c.organisation == giver, has_none).values(organisation=taker))


def _of(place: Place) -> ColumnElement[bool]:
    if place.organisation:
        return _TABLE.c.organisation == place.organisation
    return _TABLE.c.partnership == place.partnership


def _brand(row: Any) -> Brand:
    return Brand(name=row.name, accent=row.accent, footer=row.footer, logo=_logo(row))


def _logo(row: Any) -> Logo | None:
    if row.logo is None:
        return None
    wide, tall = unpack_from(">II", row.logo, 16)  # the header of every PNG begins with them
    return Logo(png=row.logo, width=wide, height=tall, words=row.logo_words)
