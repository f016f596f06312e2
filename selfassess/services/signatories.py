"""Who signed which pledge or concordat: the register of an organisation and of a partnership, and what of it is public.

Only signatures of a commitment itself stand here, none of a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from selfassess.language import Translator
from selfassess.services.access import Actor, may_in_partnership
from selfassess.services.catalogue import Catalogue
from selfassess.services.commitments import Commitment, commitment_from, frameworks
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.partnerships import Belonged, belonged_to, find_partnership, organisations_in
from selfassess.store.people import Organisation, Partnership
from selfassess.store.signatures import Signature, commitments_among


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One commitment of an organisation; without `framework` and signatures: it has signed nothing yet.

    `signatures` begin with the one that stands, before it the latest first. `left_at` is there where the organisation
    belongs to the partnership no more: what it signed since then does not stand here.
    """

    organisation: Organisation
    framework: str = ""
    signatures: tuple[Signature, ...] = ()
    left_at: datetime | None = None

    @property
    def standing(self) -> Signature | None:
        """The signature that counts."""
        return self.signatures[0] if self.signatures else None

    @property
    def changes(self) -> tuple[Signature, ...]:
        """Those by somebody else than the one before, the latest first."""
        return tuple(one for one, before in pairwise(self.signatures) if post_holder_changed(before, one))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipRegister:
    """An entry or more for each organisation, those that belong first, by name; `runs`: whoever looks runs it."""

    entries: tuple[RegisterEntry, ...]
    runs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSignatory:
    """What the public is told of a signature that stands: no name of a person."""

    organisation: str
    framework: str
    role: str
    signed_on: date
    example: bool


def post_holder_changed(before: Signature, after: Signature) -> bool:
    """Whether somebody else signed, as far as the names say; a person's new post is no change of the post-holder."""
    first, second = (" ".join(one.name.casefold().split()) for one in (before, after))
    return first != second


def register_of(
    database: Database, who: Actor, catalogue: Catalogue, t: Translator, organisation: str
) -> tuple[RegisterEntry, ...]:
    """All that was ever signed for it, for all who see the organisation. Raises `NotFoundError`."""
    with database.reading() as session:
        place = required_organisation(session, who, Action.SEE_ORGANISATION, organisation)
        made = commitments_among(session, [place.id])
    return tuple(_entries(place, made, catalogue, t))


def register_in(
    database: Database, who: Actor, catalogue: Catalogue, t: Translator, partnership: str
) -> PartnershipRegister:
    """Every organisation that belongs to it or did, for all who see the partnership. Raises `NotFoundError`."""
    with database.reading() as session:
        place = required_partnership(session, who, Action.SEE_PARTNERSHIP, partnership)
        runs = may_in_partnership(session, who, Action.RUN_PARTNERSHIP, place.id)
        belonged = _latest(belonged_to(session, place.id))
        made = commitments_among(session, [one.organisation.id for one in belonged])
    found: list[RegisterEntry] = []
    for one in belonged:
        of_it = [each for each in made if one.left_at is None or each.signed_at <= one.left_at]
        found += _entries(one.organisation, of_it, catalogue, t, one.left_at) or [
            RegisterEntry(organisation=one.organisation, left_at=one.left_at)
        ]
    return PartnershipRegister(entries=tuple(found), runs=runs)


def _latest(belonged: Sequence[Belonged]) -> list[Belonged]:
    """Of each organisation the last time that it joined; those that belong come first, both by name."""
    last = {one.organisation.id: one for one in belonged}
    return sorted(
        last.values(), key=lambda one: (one.left_at is not None, one.organisation.name.casefold(), one.organisation.id)
    )


def _entries(
    organisation: Organisation,
    made: Sequence[Signature],
    catalogue: Catalogue,
    t: Translator,
    left_at: datetime | None = None,
) -> list[RegisterEntry]:
    """What this organisation signed, by name."""
    found = [
        RegisterEntry(organisation=organisation, framework=one.name(t), signatures=_in_turn(one), left_at=left_at)
        for one in _commitments(organisation, made, catalogue)
    ]
    return sorted(found, key=lambda one: one.framework.casefold())


def _in_turn(one: Commitment) -> tuple[Signature, ...]:
    return (*((one.standing,) if one.standing else ()), *one.before)


def _commitments(organisation: Organisation, made: Sequence[Signature], catalogue: Catalogue) -> Iterator[Commitment]:
    of_it = [one for one in made if one.organisation == organisation.id]
    offered = frameworks(catalogue)
    for id in dict.fromkeys(one.questionnaire for one in of_it):
        yield commitment_from(id, offered.get(id), [one for one in of_it if one.questionnaire == id])


def public_partnership(database: Database, id: str) -> Partnership:
    """A partnership that lets anybody see who signed, for anybody; `NotFoundError` for every other."""
    with database.reading() as session:
        found = find_partnership(session, id)
    if found is None or not found.signatories_public:
        raise NotFoundError(f"There is no public list {id}.")
    return found


def public_signatories(
    database: Database, catalogue: Catalogue, t: Translator, partnership: Partnership
) -> tuple[PublicSignatory, ...]:
    """What stands for the organisations that belong to it today and are not closed, by name.

    Asks no rights: only for a `public_partnership`, and to show to those who decide whether it is to be one.
    """
    with database.reading() as session:
        return tuple(_public(session, catalogue, t, partnership))


def _public(
    session: Transaction, catalogue: Catalogue, t: Translator, partnership: Partnership
) -> Iterator[PublicSignatory]:
    belonging = [one for one in organisations_in(session, partnership.id) if one.closed_at is None]
    made = commitments_among(session, [one.id for one in belonging])
    for organisation in belonging:
        for entry in _entries(organisation, made, catalogue, t):
            if signed := entry.standing:
                yield PublicSignatory(
                    organisation=organisation.name,
                    framework=entry.framework,
                    role=signed.role,
                    signed_on=signed.signed_on,
                    example=organisation.example,
                )
