"""Who signed: the registers of an organisation and of a partnership, what of it is public, and the certificate."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from selfassess.language import Translator
from selfassess.plan import ActionKind
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.certificates import certified
from selfassess.services.commitments import Committed, Committing, commit
from selfassess.services.erasure import Erased, erase
from selfassess.services.organisations import close_organisation
from selfassess.services.partnerships import let_join, let_leave, publish_signatories
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.signatories import (
    RegisterEntry,
    public_partnership,
    public_signatories,
    register_in,
    register_of,
)
from selfassess.services.signatories_export import COLUMNS, signatories_csv
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Partnership, Role
from selfassess.store.signatures import KeyAction, Signature

from .members import MAIL, Town
from .region import Region

t = Translator()
ACTIONS = (KeyAction(text="Meet.", kind=ActionKind.NEW),)


@dataclass
class Signers:
    """A region whose organisations sign."""

    region: Region
    offer: Offer

    @property
    def database(self) -> Database:
        return self.region.database

    @property
    def partnership(self) -> Partnership:
        return self.region.partnership

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(offers=(self.offer,), broken=())

    def sign(self, whose: Organisation, name: str, role: str = "Chair", *, after: Signature | None = None,
             days: int = 0) -> Signature:  # fmt: skip
        now = self.region.now + timedelta(days=days)
        said = Committing(name=name, role=role, signed_on=now.date(), statement="We sign.", key_actions=ACTIONS)
        seen = after.id if after else ""
        done = commit(self.database, OPERATOR, whose.id, self.offer.questionnaire, said, seen=seen, mail=MAIL, now=now)
        assert isinstance(done, Committed)
        return done.signature

    def of(self, whose: Organisation, who: Actor = OPERATOR) -> tuple[RegisterEntry, ...]:
        return register_of(self.database, who, self.catalogue, t, whose.id)

    def entries(self, who: Actor | None = None) -> tuple[RegisterEntry, ...]:
        return register_in(self.database, who or self.region.sam, self.catalogue, t, self.partnership.id).entries

    def listed(self) -> list[tuple[str, str | None]]:
        """Each organisation of the partnership, with the name of who signed."""
        return [(one.organisation.name, one.standing.name if one.standing else None) for one in self.entries()]

    def public(self) -> list[tuple[str, str]]:
        found = public_signatories(self.database, self.catalogue, t, self.partnership)
        return [(one.organisation, one.role) for one in found]


@pytest.fixture
def signers(database: Database, offer: Offer, now: datetime) -> Signers:
    return Signers(region=Region(database, offer, now), offer=offer)


def test_a_register_keeps_every_signature_and_says_where_the_post_holder_changed(signers: Signers) -> None:
    council = signers.region.organisation("Council")
    first = signers.sign(council, "Ada Okafor")
    again = signers.sign(council, "ada  okafor", "Mayor", after=first, days=1)
    other = signers.sign(council, "Ben Lee", after=again, days=2)
    (entry,) = signers.of(council)
    assert entry.signatures == (other, again, first)
    assert entry.standing == other
    assert entry.changes == (other,), "another post or another spelling is no other person"


def test_a_register_is_for_those_who_see_the_organisation(signers: Signers) -> None:
    council = signers.region.organisation("Council")
    signers.sign(council, "Ada")
    viewer = signers.region.town.person("vi", (council, Role.VIEWER))
    assert len(signers.of(council, viewer)) == 1
    for stranger in (signers.region.sam, signers.region.town.person("stranger")):
        with pytest.raises(NotFoundError):
            signers.of(council, stranger)


def test_a_partnership_sees_every_organisation_signed_or_not_yet(signers: Signers) -> None:
    ada, _ = (signers.region.organisation(name) for name in ("Zed", "Borough"))
    signers.sign(ada, "Ada")
    assert signers.listed() == [("Borough", None), ("Zed", "Ada")]
    with pytest.raises(NotFoundError):
        signers.entries(signers.region.town.person("stranger"))
    runs = [
        register_in(signers.database, who, signers.catalogue, t, signers.partnership.id).runs
        for who in (signers.region.sam, OPERATOR)
    ]
    assert runs == [False, True]


def test_of_an_organisation_that_left_the_partnership_sees_what_was_signed_by_then(signers: Signers) -> None:
    council = signers.region.organisation("Council")
    first = signers.sign(council, "Ada")
    left = signers.region.now + timedelta(days=1)
    assert let_leave(signers.database, OPERATOR, signers.partnership.id, council.id, now=left)
    second = signers.sign(council, "Ben", after=first, days=2)
    (entry,) = signers.entries()
    assert (entry.standing, entry.left_at) == (first, left)
    assert signers.of(council)[0].standing == second
    again = left + timedelta(days=2)
    assert let_join(signers.database, OPERATOR, signers.partnership.id, council.id, now=again)
    (entry,) = signers.entries()
    assert (entry.standing, entry.left_at) == (second, None)


def test_a_framework_that_is_no_longer_on_offer_stands_by_its_id(signers: Signers) -> None:
    council = signers.region.organisation("Council")
    signers.sign(council, "Ada")
    nothing = Catalogue(offers=(), broken=())
    (entry,) = register_of(signers.database, OPERATOR, nothing, t, council.id)
    assert entry.framework == signers.offer.questionnaire.id
    found = certified(signers.database, OPERATOR, nothing, t, council, signers.offer.questionnaire.id)
    assert found.questionnaire is None


def test_the_public_sees_posts_and_days_of_those_that_stand_and_belong_today(signers: Signers) -> None:
    council, gone, closed, _ = (signers.region.organisation(name) for name in ("Council", "Gone", "Closed", "Unsigned"))
    first = signers.sign(council, "Ada", "Chair")
    for one in (gone, closed):
        signers.sign(one, "Somebody")
    signers.sign(council, "Ben", "Mayor", after=first, days=1)
    let_leave(signers.database, OPERATOR, signers.partnership.id, gone.id, now=signers.region.now)
    close_organisation(signers.database, OPERATOR, closed.id, now=signers.region.now)
    assert signers.public() == [("Council", "Mayor")]
    (one,) = public_signatories(signers.database, signers.catalogue, t, signers.partnership)
    assert "Ben" not in repr(one)


def test_the_signature_of_a_result_stands_in_no_register_and_is_not_public(signers: Signers) -> None:
    council = signers.region.organisation("Council")
    signers.region.sign(signers.region.draft(council))
    assert signers.of(council) == ()
    assert signers.listed() == [("Council", None)]
    assert signers.public() == []


def test_nothing_is_public_before_the_partnership_says_so_nor_after_it_ends_it(signers: Signers) -> None:
    id, now = signers.partnership.id, signers.region.now
    with pytest.raises(NotFoundError) as unknown:
        public_partnership(signers.database, "0" * 32)
    with pytest.raises(NotFoundError) as private:
        public_partnership(signers.database, id)
    assert str(unknown.value).replace("0" * 32, id) == str(private.value)
    with pytest.raises(NotPermittedError):
        publish_signatories(signers.database, signers.region.sam, id, True, seen=1, now=now)
    done = publish_signatories(signers.database, OPERATOR, id, True, seen=1, now=now)
    assert isinstance(done, Partnership)
    assert public_partnership(signers.database, id) == done
    publish_signatories(signers.database, OPERATOR, id, False, seen=done.revision, now=now)
    with pytest.raises(NotFoundError):
        public_partnership(signers.database, id)


def test_a_table_has_a_row_for_each_signature_and_each_that_is_missing(signers: Signers) -> None:
    council, _ = (signers.region.organisation(name) for name in ("=cmd", "Zed"))
    first = signers.sign(council, "@Ada")
    signers.sign(council, "Ben", after=first, days=1)
    lines = signatories_csv(signers.entries()).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    told = [(row["organisation"], row["name"], row["stands"], row["post_holder_changed"]) for row in rows]
    assert told == [("'=cmd", "Ben", "yes", "yes"), ("'=cmd", "'@Ada", "no", "no"), ("Zed", "", "", "")]
    assert [row["signed"] for row in rows] == ["yes", "yes", "no"]


def test_a_certificate_is_of_the_signature_that_stands(signers: Signers) -> None:
    council, id = signers.region.organisation("Council"), signers.offer.questionnaire.id
    with pytest.raises(NotFoundError):
        certified(signers.database, OPERATOR, signers.catalogue, t, council, id)
    first = signers.sign(council, "Ada")
    made = certified(signers.database, OPERATOR, signers.catalogue, t, council, id)
    assert (made.signature.name, made.first_signed_on, made.post_holder_changed) == ("Ada", None, False)
    assert made.key_actions == (("Meet.", ActionKind.NEW),)
    signers.sign(council, "Ben", after=first, days=1)
    made = certified(signers.database, OPERATOR, signers.catalogue, t, council, id)
    assert (made.signature.name, made.first_signed_on) == ("Ben", first.signed_on)
    assert made.post_holder_changed


def test_a_signature_keeps_its_name_when_the_person_is_erased(signers: Signers, town: Town) -> None:
    council = signers.region.organisation("Council")
    chair = town.person("chair", (council, Role.SIGNATORY))
    said = Committing(name="Ada Okafor", role="Chair", signed_on=signers.region.now.date(), statement="We sign.")
    commit(signers.database, chair, council.id, signers.offer.questionnaire, said, seen="", mail=MAIL,
           now=signers.region.now)  # fmt: skip
    assert isinstance(erase(signers.database, OPERATOR, chair.account or "", now=signers.region.now), Erased)
    assert signers.listed() == [("Council", "Ada Okafor")]
