"""How an organisation or a partnership looks on paper: chosen by those who run it, put on all that is printed of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from selfassess.report.blocks import Brand
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.rights import Action
from selfassess.store.branding import KeptBrand, find_brand, keep_brand
from selfassess.store.database import Database, Transaction
from selfassess.store.organisations import find_organisation
from selfassess.store.partnerships import find_partnership
from selfassess.store.people import Place

LONGEST_FOOTER = 120
"""Characters: what fits on two lines in any script."""

NOTHING = KeptBrand(brand=Brand(), revision=0)
"""Where nobody ever chose anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branded:
    """It looks like this now, by this submit or by the same one sent before."""

    now: KeptBrand


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandedMeanwhile:
    """Nothing was changed: somebody else changed it since the form was filled. `now` is how it looks."""

    now: KeptBrand


def brand_to_change(database: Database, who: Actor, place: Place) -> KeptBrand:
    """What was chosen for the place itself. For those who run it; `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        _require(session, who, place)
        return find_brand(session, place) or NOTHING


def set_brand(
    database: Database, who: Actor, place: Place, brand: Brand, *, seen: int, now: datetime
) -> Branded | BrandedMeanwhile:
    """Let everything that is printed from now on look like this; `seen` is the revision the form was filled from.

    With an empty one it looks as it does where nobody chose. What was made before, and kept, stays as it was.
    """
    with database.writing() as session:
        _hold(session, place)
        _require(session, who, place)
        stored = find_brand(session, place) or NOTHING
        if stored.brand == brand:
            return Branded(now=stored)
        if stored.revision != seen:
            return BrandedMeanwhile(now=stored)
        keep_brand(session, place, brand, now, new_id=secrets.token_hex(16), by=who.account)
        kept = KeptBrand(brand=brand, revision=stored.revision + 1)
        before, after = _told(stored.brand), _told(brand)
        record(session, who, Event.BRAND_CHANGED, _subject(place), now=now, before=before, after=after)
        return Branded(now=kept)


def brand_of_organisation(session: Transaction, organisation: str) -> Brand | None:
    """How what is printed of it looks, for whoever may see that: as it chose, or else as the one around it did.

    The name of the one around it is not taken over. None where nothing was chosen.
    """
    if own := _chosen(session, Place(organisation=organisation)):
        return own
    found = find_organisation(session, organisation)
    around = _chosen(session, Place(organisation=found.parent)) if found and found.parent else None
    return _unless_empty(replace(around, name="")) if around else None


def brand_of_partnership(session: Transaction, partnership: str) -> Brand | None:
    """The same of a partnership."""
    return _chosen(session, Place(partnership=partnership))


def _chosen(session: Transaction, place: Place) -> Brand | None:
    found = find_brand(session, place)
    return _unless_empty(found.brand) if found else None


def _unless_empty(brand: Brand) -> Brand | None:
    return None if brand == Brand() else brand


def _require(session: Transaction, who: Actor, place: Place) -> None:
    if place.organisation:
        required_organisation(session, who, Action.RUN_ORGANISATION, place.id)
    else:
        required_partnership(session, who, Action.RUN_PARTNERSHIP, place.id)


def _hold(session: Transaction, place: Place) -> None:
    """Make every other change of the place wait until this transaction ends."""
    if place.organisation:
        find_organisation(session, place.id, to_change=True)
    else:
        find_partnership(session, place.id, to_change=True)


def _subject(place: Place) -> Subject:
    kind = "organisation" if place.organisation else "partnership"
    return Subject(kind=kind, id=place.id, organisation=place.organisation, partnership=place.partnership)


def _told(brand: Brand) -> dict[str, object]:
    """What stands in the audit record: no words that somebody typed."""
    return {"accent": brand.accent.removeprefix("#") or None, "logo": brand.logo is not None}
