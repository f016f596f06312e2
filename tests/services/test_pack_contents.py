"""What a run of packs holds depends on who asks for it: what is shared with them, never what is not."""

from __future__ import annotations

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.pack_contents import periods_offered
from selfassess.services.packs import would_hold
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.pack_items import Edition
from selfassess.store.people import Role

from .region import Region

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where nothing is asked of the database that the other tests here do not ask of both kinds."""


def held(region: Region, who: Actor, period: str = "2026", suffix: str = ".pdf") -> list[tuple[str, Edition]]:
    found = would_hold(region.database, who, region.partnership.id, period, suffix)
    return [(one.name, one.edition) for one in found]


REPORT = ("saving/partnership-report-region-2026.pdf", Edition.STEERING)


def test_the_steering_group_gets_what_is_named_to_it_and_nothing_of_others(region: Region) -> None:
    named, counted, quiet = (region.organisation(name) for name in ("Named", "Counted", "Quiet"))
    region.result(named, Choice.STEERING)
    region.result(counted, Choice.COUNTED)
    region.sign(region.draft(quiet))
    assert held(region, region.sam) == [("saving/pack-named.pdf", Edition.SHARED), REPORT]
    assert held(region, region.sam, "2025") == []
    for period in ("last year", "20\0 26", "\ud800"):
        assert held(region, region.sam, period) == held(region, OPERATOR, period) == []
    assert periods_offered(region.database, region.sam, region.partnership.id) == ("2026",)


@ON_SQLITE
def test_who_sees_the_answers_besides_gets_the_complete_pack_there(region: Region) -> None:
    own, other = region.organisation("Own"), region.organisation("Other")
    both = region.town.person("bo", (region.partnership, Role.STEERING_GROUP), (own, Role.VIEWER))
    region.results([own, other], Choice.MEMBERS)
    assert held(region, both) == [
        ("saving/pack-other.pdf", Edition.SHARED),
        ("saving/pack-own.pdf", Edition.COMPLETE),
        REPORT,
    ]


def test_on_a_terminal_each_organisation_that_belongs_has_its_complete_pack_shared_or_not(region: Region) -> None:
    shares, drafts, absent = (region.organisation(name) for name in ("Shares", "Drafts", "Absent"))
    region.result(shares, Choice.COUNTED)
    region.draft(drafts)
    region.draft(absent, year=2025)
    assert held(region, OPERATOR) == [
        ("saving/pack-drafts.pdf", Edition.COMPLETE),
        ("saving/pack-shares.pdf", Edition.COMPLETE),
    ]
    assert periods_offered(region.database, OPERATOR, region.partnership.id) == ("2026", "2025")


def test_of_one_period_what_is_signed_goes_before_a_later_draft(region: Region) -> None:
    whose = region.organisation("Twice")
    signed = region.sign(region.draft(whose))
    region.draft(whose)
    (found,) = would_hold(region.database, OPERATOR, region.partnership.id, "2026", ".pdf")
    assert found.assessment == signed


@ON_SQLITE
def test_files_of_organisations_of_one_name_differ(region: Region) -> None:
    for name in ("St. Mary", "St Mary", "日本"):
        region.draft(region.organisation(name))
    assert [name for name, _ in held(region, OPERATOR)] == [
        "saving/pack-st-mary-2.pdf",
        "saving/pack-st-mary.pdf",
        "saving/pack.pdf",
    ]


@ON_SQLITE
def test_nobody_but_the_steering_group_may_ask(region: Region) -> None:
    administers = region.town.person("pat", (region.partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    with pytest.raises(NotPermittedError):
        held(region, administers)
    with pytest.raises(NotFoundError):
        held(region, region.town.person("nobody"))
