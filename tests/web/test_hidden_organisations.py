"""What an organisation that shows nobody its result does changes nothing that anybody else can get of the partnership.

Everything that each role can open or download is taken before and after, to the byte where no secret of the page is in.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.store.people import OrganisationKind, Role

from .members import database_of, letters
from .town import Town

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
EVERYTHING = ("", "?kind=council", "?kind=charity", "?year=2025", "?order=signed", "?page=2", "?order=kind&kind=nhs")


@pytest.fixture
def region(app, regions):
    return regions(database_of(app), NOW)


class Onlookers:
    """People of the steering group, of a member, of both, and who run the partnership; and all that they can get."""

    def __init__(self, app, region, member):
        place, town = region.partnership, Town(app)
        self._app, self._region = app, region
        self._people = {
            "steers": town.person("Sam", (place, Role.STEERING_GROUP)),
            "runs": town.person("Rita", (place, Role.PARTNERSHIP_ADMINISTRATOR)),
            "belongs": town.person("Lee", (member, Role.LEAD)),
            "both": town.person("Bo", (place, Role.STEERING_GROUP), (member, Role.VIEWER)),
        }
        shared, home = region.shared, f"/partnerships/{place.id}"
        report = f"{home}/report/honest/2026"
        self._addresses = [
            "/",
            home,
            f"{home}/shared",
            *(shared + ask for ask in EVERYTHING),
            *(f"{shared}/{of}{ask}" for of in ("figures", "years", "actions") for ask in EVERYTHING[:4]),
            *(report + rest for rest in ("", "/view", "/report.csv", "/report.json", "/report.html")),
            f"{home}/report/honest/2025",
            f"{home}/shared/pages",
            f"{home}/audit",
            f"{home}/audit.csv",
            f"{home}/signatories",
            f"{home}/signatories.csv",
            f"/organisations/{member.id}",
            f"/organisations/{member.id}/audit",
            f"/organisations/{member.id}/against/{place.id}/honest",
        ]

    def look(self, *also: str) -> dict[tuple[str, str], object]:
        taken = {(who, at): self._take(who, at) for who in self._people for at in (*self._addresses, *also)}
        return {**taken, ("everybody", "letters"): len(letters(self._app))}

    def _take(self, who: str, address: str) -> object:
        response = self._people[who]._client.get(address, base_url="http://127.0.0.1:5000")
        headers = {name: response.headers.get(name) for name in ("ETag", "Last-Modified", "Content-Disposition")}
        body = re.sub(r'nonce="[^"]*"|nonce-[\w-]+|(name="csrf_token"[^>]*value=)"[^"]*"', "", response.text)
        return response.status_code, response.headers.get("Location"), headers, body


def test_neither_who_waits_nor_who_shares_nothing_is_told_to_anybody_by_anything(app, administrator, region):
    """Three wait, and so would a fourth: it may be there or not, be shared or not, and be anything."""
    member = region.organisation("Member")
    region.result(member, 2, Choice.MEMBERS)
    region.result(region.organisation("Shown"), 1, Choice.STEERING)
    hidden = [region.organisation(f"Hidden {one}", OrganisationKind.CHARITY) for one in range(4)]
    region.organisation("Undecided")
    onlookers = Onlookers(app, region, member)
    outside = [
        f"/organisations/{hidden[0].id}",
        f"/organisations/{hidden[0].id}/against/{region.partnership.id}/honest",
    ]
    before = onlookers.look(*outside)
    ids = []
    for one in hidden:
        region.now += timedelta(days=1)
        ids.append(region.result(one, 3))
    assert onlookers.look(*outside) == before, "signed"
    for id in ids:
        region.share(id, Choice.COUNTED)
    assert onlookers.look(*outside) == before, "counted"
    region.share(ids[0], Choice.NOT_SHARED)
    assert onlookers.look(*outside) == before, "not shared after all"


def test_where_all_wait_it_is_as_where_nobody_shares_anything(app, administrator, region):
    member, *hidden = [region.organisation(name) for name in ("Member", "One", "Two", "Three", "Undecided")]
    region.result(member, 2)
    onlookers = Onlookers(app, region, member)
    before = onlookers.look()
    for one in hidden[:3]:
        region.share(region.result(one, 1, year=2025), Choice.COUNTED)
        region.share(region.result(one, 1), Choice.COUNTED)
    assert onlookers.look() == before
