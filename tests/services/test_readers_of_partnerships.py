"""Who sees what of a partnership: its own people, those of its organisations, and whoever knows more than others."""

from __future__ import annotations

from datetime import datetime

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import Shown
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Offer
from selfassess.services.partnership_figures import against_others, steering_view
from selfassess.services.partnerships import let_join
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database
from selfassess.store.people import OrganisationKind, Role

from .region import Region


def test_whoever_is_of_one_of_five_is_not_shown_what_the_other_four_give(region: Region) -> None:
    five = region.organisations(5)
    region.results(five, Choice.COUNTED)
    insider = region.town.person("ina", (five[0], Role.VIEWER), (region.partnership, Role.STEERING_GROUP))
    region.result(region.organisation("Named"), Choice.STEERING)
    assert (region.counted(), region.counted(insider)) == (6, 0)


def test_an_organisation_sees_itself_beside_the_others(region: Region, database: Database) -> None:
    six = region.organisations(6)
    region.results(six, Choice.COUNTED)
    region.result(region.organisation("Open", OrganisationKind.NHS), Choice.MEMBERS, level=2)
    region.result(region.organisation("Half open"), Choice.STEERING, level=2)
    ann = region.town.person("ann", (six[0], Role.CONTRIBUTOR))
    found = against_others(database, ann, six[0].id, region.partnership.id, "saving", year=2026)
    assert found
    assert found.own["s1"].score == 50
    assert [one.name for one in found.others] == ["Open"]
    whole, alike = found.cells[""], found.alike[""]
    assert isinstance(whole, Shown)
    assert isinstance(alike, Shown)
    assert (whole.value.organisations, alike.value.organisations) == (7, 6)
    assert against_others(database, ann, six[0].id, region.partnership.id, "saving", year=2025) is None


def test_only_the_steering_group_and_own_people_see_anything(region: Region, database: Database) -> None:
    one, other = region.organisations(2)
    region.results([one, other], Choice.MEMBERS)
    place = region.partnership.id
    runs = region.town.person("rita", (region.partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    lead = region.town.person("lee", (one, Role.LEAD))
    with pytest.raises(NotPermittedError):
        steering_view(database, runs, place, "saving")
    with pytest.raises(NotFoundError):
        steering_view(database, lead, place, "saving")
    with pytest.raises(NotFoundError):
        against_others(database, lead, other.id, place, "saving", year=2026)
    with pytest.raises(NotFoundError):
        against_others(database, lead, one.id, "nowhere", "saving", year=2026)


def test_a_result_that_two_partnerships_count_is_in_both_with_the_same_others_or_in_one(
    region: Region, database: Database, offer: Offer, now: datetime
) -> None:
    """Whoever reads in both would else take one from the other."""
    organisations = region.organisations(6)
    ids = region.results(organisations, Choice.COUNTED)
    wider = Region(database, offer, now, name="Wider", steers="wes")
    for one in organisations:
        let_join(database, OPERATOR, wider.partnership.id, one.id, now=now)
    for id in ids[:5]:
        wider.share(id, Choice.COUNTED)
        assert steering_view(database, wider.sam, wider.partnership.id, "saving") is None
    wider.share(ids[5], Choice.COUNTED)
    assert (region.counted(), wider.counted()) == (6, 6)


def test_what_another_partnership_shows_somebody_by_name_counts_as_known(
    region: Region, database: Database, offer: Offer, now: datetime
) -> None:
    organisations = region.organisations(6)
    ids = region.results(organisations, Choice.COUNTED)
    wider = Region(database, offer, now, name="Wider", steers="wes")
    for one, id in zip(organisations[:2], ids, strict=False):
        let_join(database, OPERATOR, wider.partnership.id, one.id, now=now)
        wider.share(id, Choice.STEERING)
    region.result(region.organisation("Named"), Choice.STEERING)
    steers = ((place, Role.STEERING_GROUP) for place in (region.partnership, wider.partnership))
    assert (region.counted(), region.counted(region.town.person("both", *steers))) == (7, 0)
