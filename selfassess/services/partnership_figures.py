"""What a partnership's readers see: organisations by name, figures over organisations, years, oneself among others."""

from __future__ import annotations

from selfassess.disclosure.views import AgainstOthers, PartnershipMaterial, SteeringView, Trend
from selfassess.services.access import Actor
from selfassess.store.database import Database
from selfassess.store.people import OrganisationKind

ROWS_A_PAGE = 50


def steering_view(
    database: Database,
    who: Actor,
    partnership: str,
    questionnaire: str,
    *,
    year: int | None = None,
    kind: OrganisationKind | None = None,
    page: int = 1,
) -> SteeringView | None:
    """A year (None: the latest) as the steering group sees it; None where nothing of the questionnaire is shared.

    Raises `NotFoundError`, `NotPermittedError`; a year without anything to see has no rows, and all is withheld.
    """
    raise NotImplementedError


def trend(
    database: Database, who: Actor, partnership: str, questionnaire: str, *, kind: OrganisationKind | None = None
) -> Trend | None:
    """Every year as the steering group sees it; raises as `steering_view`."""
    raise NotImplementedError


def against_others(
    database: Database, who: Actor, organisation: str, partnership: str, questionnaire: str, *, year: int
) -> AgainstOthers | None:
    """An organisation's signed result of a year beside its partnership; None where it has none in that year.

    For everybody with a role in the organisation. Raises `NotFoundError`, `NotPermittedError`.
    """
    raise NotImplementedError


def partnership_material(
    database: Database, who: Actor, partnership: str, questionnaire: str, *, year: int
) -> PartnershipMaterial | None:
    """What the report of a year is made of, as the steering group sees it; raises as `steering_view`."""
    raise NotImplementedError


def questionnaires_shared(database: Database, who: Actor, partnership: str) -> tuple[str, ...]:
    """The ids of the questionnaires with anything to see for the steering group, in the order of the alphabet."""
    raise NotImplementedError
