"""Everything the report of a partnership is made from: a year as its reader may see it, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfassess.disclosure.views import PartnershipMaterial
from selfassess.plan.together import ActionsTogether
from selfassess.report.blocks import Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipYear:
    """`actions` are those of the organisations that are named; `kind_names` says what each kind of them is called.

    `brand` is how the partnership looks on paper.
    """

    material: PartnershipMaterial
    actions: ActionsTogether
    kind_names: Mapping[str, str]
    brand: Brand | None = None
