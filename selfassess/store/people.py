"""Who there is and who may do what where: the values that the store gives out about people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an organisation (the first five) or in a partnership (the last two)."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    MODERATOR = "moderator"
    SIGNATORY = "signatory"
    VIEWER = "viewer"
    PARTNERSHIP_ADMINISTRATOR = "partnership_administrator"
    STEERING_GROUP = "steering_group"


ORGANISATION_ROLES = (Role.LEAD, Role.CONTRIBUTOR, Role.MODERATOR, Role.SIGNATORY, Role.VIEWER)
PARTNERSHIP_ROLES = (Role.PARTNERSHIP_ADMINISTRATOR, Role.STEERING_GROUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a role is held or offered: exactly one of an organisation and a partnership, each by its id."""

    organisation: str | None = None
    partnership: str | None = None

    @property
    def id(self) -> str:
        """Of whichever it is."""
        found = self.organisation or self.partnership
        assert found is not None  # noqa: S101 - a place is one of the two
        return found

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles there are in such a place."""
        return ORGANISATION_ROLES if self.organisation else PARTNERSHIP_ROLES

    @property
    def head(self) -> Role:
        """The role that runs it."""
        return Role.LEAD if self.organisation else Role.PARTNERSHIP_ADMINISTRATOR


class OrganisationKind(StrEnum):
    """What sort of organisation; partnerships compare like with like by it."""

    POLICE = "police"
    FIRE = "fire"
    PROBATION_PRISON = "probation-prison"
    NHS = "nhs"
    COUNCIL = "council"
    EDUCATION = "education"
    CHARITY = "charity"
    HOUSING = "housing"
    BOARD = "board"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who can sign in. An erased one has no name and no address, and its `id` still stands in the records."""

    id: str
    name: str
    email: str | None
    administrator: bool
    active: bool
    created_at: datetime
    erased_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who assesses itself; `parent` is the organisation it is a service of. Closed ones take no new assessments."""

    id: str
    name: str
    kind: OrganisationKind
    parent: str | None
    example: bool
    created_at: datetime
    closed_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """Organisations that look at their results together. `signatories_public`: anybody may see who has signed."""

    id: str
    name: str
    created_at: datetime
    closed_at: datetime | None
    revision: int
    signatories_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a person holds, or held until `ended_at`, a role; exactly one of `organisation` and `partnership` is set."""

    id: str
    account: str
    organisation: str | None
    partnership: str | None
    role: Role
    since: datetime
    ended_at: datetime | None

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(organisation=self.organisation, partnership=self.partnership)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An offer of a role; exactly one of `organisation` and `partnership` is set. Its secret is kept nowhere.

    A contributor may be asked to contribute to one `assessment`: to these `sections` (None for all), by `due_on`.
    """

    id: str
    email: str | None
    name: str
    organisation: str | None
    partnership: str | None
    role: Role
    invited_by: str | None
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    accepted_by: str | None
    revoked_at: datetime | None
    assessment: str | None = None
    sections: frozenset[str] | None = None
    due_on: date | None = None

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(organisation=self.organisation, partnership=self.partnership)
