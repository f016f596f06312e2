"""A calendar address is shown once, gives what its maker may see at the moment, and nothing once it is revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.plan import ActionDraft
from selfassess.services.access import LOCAL, OPERATOR, VISITOR, Actor
from selfassess.services.action_reminders import choose_reminders
from selfassess.services.actions import add_actions
from selfassess.services.calendar_feeds import (
    MOST_FEEDS,
    Made,
    MadeBefore,
    TooManyFeeds,
    feed_address,
    feed_in,
    feeds_of,
    make_feed,
    read_feed,
    revoke_feed,
)
from selfassess.services.erasure import erase
from selfassess.services.example import remove_example
from selfassess.services.organisations import close_organisation, delete_organisation
from selfassess.services.people import leave
from selfassess.services.plans import begin_plan
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.accounts import set_rights
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind, Role

from .members import Town, at

BASE = "https://assess.example.org"
DUE = date(2026, 10, 25)


class Street:
    """A council with a plan: an action of its lead's, and one of Olu's."""

    def __init__(self, town: Town) -> None:
        self.town, self.database = town, town.database
        self.place = town.organisation("Gŵyl Council")
        self.lead = town.person("lea", (self.place, Role.LEAD))
        self.olu = town.person("olu", (self.place, Role.CONTRIBUTOR))
        plan = begin_plan(
            self.database, self.lead, self.place.id, "pledge", starts_on=date(2026, 10, 1), assessment=None,
            now=town.now,
        )  # fmt: skip
        drafts = [
            ActionDraft(text="Lead’s", due_on=DUE, owner=self.lead.account),
            ActionDraft(text="Olu’s", due_on=DUE, owner=self.olu.account),
        ]
        assert isinstance(add_actions(self.database, self.lead, self.place.id, plan.id, drafts, now=town.now), tuple)

    def make(self, who: Actor, *, own: bool = False, token: str = "a form") -> str:
        done = make_feed(self.database, who, self.place.id, own=own, token=token, now=self.town.now)
        assert isinstance(done, Made)
        return done.secret

    def read(self, secret: str, on: datetime | None = None) -> bytes:
        return read_feed(self.database, Translator(), secret, base_address=BASE, now=on or self.town.now)

    def titles(self, secret: str, on: datetime | None = None) -> list[str]:
        data = self.read(secret, on)
        said = sorted(str(one["summary"]) for one in icalendar.Calendar.from_ical(data).walk("VEVENT"))
        found = vobject.readOne(data.decode("utf-8"))
        assert sorted(one.summary.value for one in found.contents.get("vevent", ())) == said
        return said


@pytest.fixture
def street(town: Town) -> Street:
    return Street(town)


CHECK = "Check of the plan that began on 1 October 2026"


def test_everything_or_ones_own_is_read_by_any_program(street: Street) -> None:
    everything, own = street.make(street.olu), street.make(street.olu, own=True, token="another form")
    assert street.titles(everything) == [CHECK, CHECK, "Lead’s", "Olu’s"]
    assert street.titles(own) == ["Olu’s"]
    calendars = [icalendar.Calendar.from_ical(street.read(one)) for one in (everything, own)]
    assert [str(one["x-wr-calname"]) for one in calendars] == ["Actions – Gŵyl Council", "My actions – Gŵyl Council"]
    board = f"{BASE}/organisations/{street.place.id}/actions"
    assert {str(one["url"]).rpartition("/")[0] for one in calendars[1].walk("VEVENT")} == {board}
    assert board in {str(one["url"]) for one in calendars[0].walk("VEVENT")}


def test_what_is_overdue_is_so_from_the_next_day_in_london_on(street: Street) -> None:
    own = street.make(street.olu, own=True)
    # The clocks go back that night: midnight in London is midnight in UTC again.
    assert street.titles(own, datetime(2026, 10, 25, 23, 59, tzinfo=UTC)) == ["Olu’s"]
    assert street.titles(own, datetime(2026, 10, 26, 0, 0, tzinfo=UTC)) == ["Overdue: Olu’s"]


def test_the_secret_is_kept_nowhere(street: Street) -> None:
    secret = street.make(street.lead)
    with street.database.reading() as session:
        rows = session.execute(text("SELECT * FROM calendar_feed")).all()
        record = session.execute(text("SELECT * FROM audit_event")).all()
    assert len(rows) == 1
    assert secret not in str(rows) + str(record)
    assert len(secret) >= 32
    assert feed_address(BASE, secret) == f"{BASE}/calendar/{secret}.ics"


def test_one_form_makes_one_and_there_is_an_end_to_how_many(street: Street) -> None:
    def make(token: str) -> Any:
        return make_feed(street.database, street.lead, street.place.id, own=False, token=token, now=street.town.now)

    street.make(street.lead, token="0")
    assert isinstance(make("0"), MadeBefore)
    for number in range(1, MOST_FEEDS):
        assert isinstance(make(str(number)), Made)
    assert isinstance(make("one more"), TooManyFeeds)
    assert isinstance(make("0"), MadeBefore)
    feeds = feeds_of(street.database, street.lead, street.place.id)
    assert len(feeds) == MOST_FEEDS
    revoke_feed(street.database, street.lead, street.place.id, feeds[0].id, now=street.town.now)
    assert isinstance(make("one more"), Made)
    assert isinstance(make("0"), MadeBefore | TooManyFeeds)


def revokes(street: Street) -> None:
    (feed,) = feeds_of(street.database, street.olu, street.place.id)
    for _ in range(2):
        revoke_feed(street.database, street.olu, street.place.id, feed.id, now=street.town.now)
    assert feeds_of(street.database, street.olu, street.place.id) == ()


def leaves(street: Street) -> None:
    leave(street.database, street.olu, at(street.place), now=street.town.now)


def is_erased(street: Street) -> None:
    erase(street.database, OPERATOR, street.olu.account or "", now=street.town.now)


def is_switched_off(street: Street) -> None:
    with street.database.writing() as session:
        set_rights(session, street.olu.account or "", active=False, administrator=False)


@pytest.mark.parametrize("go", [revokes, leaves, is_erased, is_switched_off])
def test_an_address_whose_maker_may_see_it_no_more_looks_like_one_that_never_was(
    street: Street, go: Callable[[Street], None]
) -> None:
    secret, others = street.make(street.olu), street.make(street.lead)
    go(street)
    said = set()
    for one in (secret, "never-was", "", "\0", "\ud800", secret.upper()):
        with pytest.raises(NotFoundError) as found:
            street.read(one)
        said.add(str(found.value))
    assert len(said) == 1
    assert len(street.titles(others)) == 4


def test_an_erased_person_leaves_no_address_and_no_wish_behind(street: Street) -> None:
    street.make(street.olu)
    others = street.make(street.lead)
    choose_reminders(street.database, street.olu, street.place.id, wanted=False, now=street.town.now)
    is_erased(street)
    with street.database.reading() as session:
        assert session.scalars(text("SELECT account FROM calendar_feed")).all() == [street.lead.account]
        assert session.scalars(text("SELECT account FROM quiet")).all() == []
    assert street.titles(others)


def test_a_maker_who_only_administers_the_partnership_by_now_reads_nothing(street: Street) -> None:
    partnership, (member,) = street.town.partnership("Near", "Force")
    pat = street.town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR), (member, Role.VIEWER))
    made = make_feed(street.database, pat, member.id, own=False, token="x", now=street.town.now)
    assert isinstance(made, Made)
    assert street.titles(made.secret) == []
    leave(street.database, pat, at(member), now=street.town.now)
    with pytest.raises(NotFoundError, match=r"There is no such calendar\."):
        street.read(made.secret)
    with pytest.raises(NotPermittedError):
        feeds_of(street.database, pat, member.id)


def test_nobody_sees_or_revokes_what_another_made(street: Street) -> None:
    secret = street.make(street.olu)
    (feed,) = feeds_of(street.database, street.olu, street.place.id)
    assert feeds_of(street.database, street.lead, street.place.id) == ()
    for who in (street.lead, OPERATOR):
        with pytest.raises(NotFoundError):
            revoke_feed(street.database, who, street.place.id, feed.id, now=street.town.now)
        with pytest.raises(NotFoundError):
            feed_in(street.database, who, street.place, feed.id)
    with pytest.raises(NotFoundError):
        feed_in(street.database, street.olu, street.place, "a\0b")
    other = street.town.organisation("Force")
    with pytest.raises(NotFoundError):
        feed_in(street.database, street.olu, other, feed.id)
    with pytest.raises(NotFoundError):
        make_feed(street.database, VISITOR, street.place.id, own=False, token="x", now=street.town.now)
    assert street.titles(secret)


def test_on_one_machine_it_works_without_accounts_until_there_are_some(town: Town) -> None:
    place = town.organisation("Office")
    plan = begin_plan(
        town.database, LOCAL, place.id, "pledge", starts_on=date(2026, 10, 1), assessment=None, now=town.now
    )
    draft = ActionDraft(text="Ours", due_on=DUE, owner_role="Secretary")
    add_actions(town.database, LOCAL, place.id, plan.id, [draft], now=town.now)
    made = make_feed(town.database, LOCAL, place.id, own=True, token="x", now=town.now)
    assert isinstance(made, Made)
    assert not made.feed.own
    assert feed_in(town.database, LOCAL, place, made.feed.id) == made.feed
    data = read_feed(town.database, Translator(), made.secret, base_address=BASE, now=town.now)
    assert b"SUMMARY:Ours" in data
    town.person("first", (place, Role.LEAD))
    with pytest.raises(NotFoundError):
        read_feed(town.database, Translator(), made.secret, base_address=BASE, now=town.now)


def test_one_of_a_closed_organisation_goes_on_and_goes_with_a_deleted_one(street: Street) -> None:
    secret = street.make(street.lead)
    close_organisation(street.database, OPERATOR, street.place.id, now=street.town.now)
    assert street.titles(secret)
    empty = street.town.organisation("Empty")
    boss = street.town.person("boss", (empty, Role.LEAD))
    make_feed(street.database, boss, empty.id, own=False, token="x", now=street.town.now)
    assert delete_organisation(street.database, OPERATOR, empty.id, now=street.town.now)


def test_one_of_the_example_goes_with_it(town: Town) -> None:
    with town.database.writing() as session:
        add_organisation(session, "made-up", "Made up", OrganisationKind.OTHER, town.now, example=True)
    assert isinstance(make_feed(town.database, LOCAL, "made-up", own=False, token="x", now=town.now), Made)
    remove_example(town.database, OPERATOR, now=town.now)
    with town.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM calendar_feed")) == 0


def test_it_stays_the_same_through_a_day_and_not_longer(street: Street) -> None:
    secret = street.make(street.lead)
    morning, evening = (street.read(secret, street.town.now + timedelta(hours=hours)) for hours in (0, 8))
    assert morning == evening
    assert morning != street.read(secret, street.town.now + timedelta(days=1))
