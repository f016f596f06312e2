"""Contributors answer apart: asked, saved, finished, handed over, ended, reminded; nobody sees what another says."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.answers.model import UNANSWERED, Answer, State
from selfassess.services.accepting import Accepted, accept
from selfassess.services.access import OPERATOR, Action, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.contributor_list import HowFar, contributors_in
from selfassess.services.contributor_reminders import (
    remind_contributors,
    remind_now,
    stop_reminders,
    wants_reminders,
)
from selfassess.services.contributors import (
    Asked,
    AskedBefore,
    ask_anew,
    ask_members,
    invite_to_contribute,
    tell_asked,
    withdraw,
)
from selfassess.services.erasure import erase
from selfassess.services.handing_over import (
    HandedOver,
    TooLate,
    decline,
    hand_over,
    hand_over_mine,
    takers_of,
    takers_of_mine,
)
from selfassess.services.invitations import Invited, InvitedBefore, Invitee, invite
from selfassess.services.own_sheet import (
    NotTaken,
    OwnSheet,
    Standing,
    choose_reminders,
    finish_own,
    mark_of,
    open_own_sheet,
    reopen_own,
    save_own,
)
from selfassess.services.participating import Wanted
from selfassess.services.people import change_roles, leave
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.saving import Conflict, Saved
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Moved, move
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import MAIL, Town, at

ALL = Wanted()


class Council:
    """An organisation with a lead and people, and an assessment of it."""

    def __init__(self, database: Database, offer: Offer, details: Details, now: datetime) -> None:
        self.database, self.now = database, now
        self.town = Town(database=database, now=now)
        self.place: Organisation = self.town.organisation("Council")
        self.lead = self.town.person("Lead", (self.place, Role.LEAD))
        self.ann = self.town.person("Ann", (self.place, Role.CONTRIBUTOR))
        self.ben = self.town.person("Ben", (self.place, Role.CONTRIBUTOR))
        self.vi = self.town.person("Vi", (self.place, Role.VIEWER))
        made = start_assessment(
            database, self.lead, offer, details, organisation=self.place.id, token="a form", now=now
        )
        self.id = made.id

    def ask(self, *people: Actor, wanted: Wanted = ALL, who: Actor | None = None) -> int:
        ids = [one.account or "" for one in people]
        return ask_members(self.database, who or self.lead, self.id, ids, wanted, MAIL, now=self.now)

    def step(self, to: WorkStatus, reason: str = "") -> None:
        seen = open_assessment(self.database, OPERATOR, self.id, Action.SEE_ASSESSMENT).assessment.revision
        done = move(self.database, self.lead, self.id, to, seen=seen, reason=reason, now=self.now)
        assert isinstance(done, Moved), done

    def sheet(self, who: Actor) -> OwnSheet:
        return open_own_sheet(self.database, who, self.id)

    def say(self, who: Actor, level: int, comment: str | None = None, seen: int = 0, mark: str = "") -> object:
        said = {"a": Answer(state=State.ANSWERED, value=level, comment=comment)}
        return save_own(self.database, who, self.id, "s1", said, {"a": seen}, {"a": mark}, now=self.now)

    def parts(self) -> dict[str, str]:
        found = contributors_in(self.database, self.lead, self.id).contributors
        return {one.account.name: one.participation.id for one in found}

    def how_far(self) -> dict[str, HowFar]:
        found = contributors_in(self.database, self.lead, self.id).contributors
        return {one.account.name: one.how_far for one in found}

    def letters(self) -> list[tuple[str, str]]:
        with self.database.reading() as session:
            rows = session.execute(text('SELECT "to", subject FROM outbox ORDER BY "to", subject'))
            return [(to.partition("@")[0].lower(), subject.partition(":")[0]) for to, subject in rows]


@pytest.fixture
def council(database: Database, offer: Offer, details: Details, now: datetime) -> Council:
    return Council(database, offer, replace(details, organisation="Council"), now)


@pytest.fixture
def opened(council: Council) -> Council:
    """Ann and Ben are asked, and it is open."""
    council.ask(council.ann, council.ben, wanted=Wanted(due_on=date(2026, 10, 8)))
    council.step(WorkStatus.OPEN)
    return council


def test_an_assessment_is_opened_to_contributors_once_somebody_is_asked(council: Council) -> None:
    with pytest.raises(AssertionError):
        council.step(WorkStatus.OPEN)
    assert council.ask(council.ann) == 1
    council.step(WorkStatus.OPEN)


def test_asking_twice_is_asking_once(council: Council) -> None:
    assert (council.ask(council.ann), council.ask(council.ann, council.ben)) == (1, 1)


def test_only_the_lead_asks_and_only_people_of_the_organisation(council: Council) -> None:
    with pytest.raises(NotPermittedError):
        council.ask(council.ben, who=council.ann)
    with pytest.raises(NotFoundError):
        council.ask(council.town.person("Stranger"))
    with pytest.raises(NotFoundError):
        council.ask(council.ann, who=council.town.person("Other", (council.town.organisation("Other"), Role.LEAD)))


def test_who_is_asked_before_it_is_open_is_told_when_it_is_and_once(council: Council) -> None:
    council.ask(council.ann)
    assert council.letters() == []
    council.step(WorkStatus.OPEN)
    tell_asked(council.database, council.lead, council.id, MAIL, now=council.now)
    assert tell_asked(council.database, council.lead, council.id, MAIL, now=council.now) == 0
    council.ask(council.ben)
    assert council.letters() == [("ann", "You are asked to answer"), ("ben", "You are asked to answer")]


def test_a_viewer_who_is_asked_can_answer_by_it(opened: Council) -> None:
    opened.ask(opened.vi)
    assert opened.say(opened.vi, 1) == Saved(changed=("a",))


def test_nobody_sees_what_another_says_before_the_workshop(opened: Council) -> None:
    opened.say(opened.ann, 2, "only Ann knows")
    assert "only Ann" not in repr(opened.sheet(opened.ben))
    for who in (opened.lead, opened.vi):
        with pytest.raises(NotFoundError):
            opened.sheet(who)
    assert "only Ann" not in repr(open_assessment(opened.database, opened.lead, opened.id))
    assert "only Ann" not in repr(contributors_in(opened.database, opened.lead, opened.id))
    assert "only Ann" in repr(opened.sheet(opened.ann))


def test_a_sheet_is_written_on_only_while_the_assessment_is_open(council: Council) -> None:
    council.ask(council.ann)
    assert council.say(council.ann, 1) == NotTaken(standing=Standing.NOT_YET)
    council.step(WorkStatus.OPEN)
    assert council.say(council.ann, 1) == Saved(changed=("a",))
    council.step(WorkStatus.WORKSHOP)
    assert council.say(council.ann, 2, seen=1) == NotTaken(standing=Standing.CLOSED)
    assert council.sheet(council.ann).opened.sheet.answer("a").value == 1
    council.step(WorkStatus.OPEN, "one more day")
    assert council.say(council.ann, 2, seen=1) == Saved(changed=("a",))


def test_saving_tells_which_revisions_hold_what_was_said(opened: Council) -> None:
    first, second = opened.say(opened.ann, 1), opened.say(opened.ann, 1)
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert (first.revisions, second.revisions, second.changed) == ({"a": 1}, {"a": 1}, ())


def test_two_pages_of_one_person_do_not_overwrite_each_other(opened: Council) -> None:
    opened.say(opened.ann, 1)
    opened.say(opened.ann, 2, seen=1)
    done = opened.say(opened.ann, 0, seen=1)
    assert isinstance(done, Conflict)
    assert [(clash.stored.value, clash.revision) for clash in done.clashes] == [(2, 2)]


def test_what_a_stale_page_left_as_it_was_does_not_stand_in_its_way(opened: Council) -> None:
    opened.say(opened.ann, 1)
    opened.say(opened.ann, 2, seen=1)
    shown = mark_of(Answer(state=State.ANSWERED, value=1))
    assert opened.say(opened.ann, 1, seen=1, mark=shown) == Saved(changed=())
    assert opened.sheet(opened.ann).opened.sheet.answer("a").value == 2


def test_a_section_that_was_not_asked_for_is_not_there(council: Council) -> None:
    council.ask(council.ann, wanted=Wanted(sections=frozenset({"s2"})))
    council.step(WorkStatus.OPEN)
    assert [one.id for one in council.sheet(council.ann).sections] == ["s2"]
    with pytest.raises(NotFoundError):
        council.say(council.ann, 1)


def test_changing_what_is_asked_for_keeps_what_was_said(opened: Council) -> None:
    opened.say(opened.ann, 1)
    for sections in (frozenset({"s2"}), None):
        wanted = Wanted(sections=sections, due_on=date(2026, 11, 1))
        ask_anew(opened.database, opened.lead, opened.id, opened.parts()["Ann"], wanted, now=opened.now)
    sheet = opened.sheet(opened.ann)
    assert (sheet.participation.due_on, sheet.opened.sheet.answer("a").value) == (date(2026, 11, 1), 1)


def test_this_is_all_can_be_taken_back_until_the_lead_closes(opened: Council) -> None:
    opened.say(opened.ann, 1)
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.FINISHED
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.FINISHED
    assert opened.say(opened.ann, 2, seen=1) == NotTaken(standing=Standing.FINISHED)
    assert opened.how_far() == {"Ann": HowFar.FINISHED, "Ben": HowFar.NOT_BEGUN}
    assert reopen_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.OPEN
    assert opened.how_far()["Ann"] is HowFar.BEGUN
    opened.step(WorkStatus.WORKSHOP)
    assert finish_own(opened.database, opened.ann, opened.id, now=opened.now) is Standing.CLOSED


def test_a_sheet_goes_to_somebody_else_with_its_answers(opened: Council) -> None:
    opened.say(opened.ann, 1, "from Ann")
    assert [one.account.name for one in takers_of_mine(opened.database, opened.ann, opened.id)] == ["Lead", "Vi"]
    done = hand_over_mine(opened.database, opened.ann, opened.id, opened.vi.account or "", MAIL, now=opened.now)
    assert isinstance(done, HandedOver)
    assert opened.say(opened.ann, 2, seen=1) == NotTaken(standing=Standing.ENDED)
    assert opened.sheet(opened.vi).opened.sheet.answer("a").comment == "from Ann"
    assert opened.say(opened.vi, 2, "and Vi", seen=1) == Saved(changed=("a",))
    with opened.database.reading() as session:
        said = {part: kept["a"].answer.comment for part, kept in contributions_in(session, opened.id).items()}
    assert sorted(filter(None, said.values())) == ["and Vi", "from Ann"]


def test_a_lead_hands_a_sheet_to_no_lead_who_would_read_it(opened: Council) -> None:
    second = opened.town.person("Second", (opened.place, Role.LEAD))
    part = opened.parts()["Ann"]
    assert [one.account.name for one in takers_of(opened.database, opened.lead, opened.id, part)] == ["Vi"]
    for who in (opened.lead, second):
        with pytest.raises(NotFoundError):
            hand_over(opened.database, opened.lead, opened.id, part, who.account or "", MAIL, now=opened.now)
    hand_over(opened.database, opened.lead, opened.id, part, opened.vi.account or "", MAIL, now=opened.now)
    assert ("ann", "Your answers were handed over") in opened.letters()


def test_after_the_workshop_began_nothing_is_handed_over_or_ended(opened: Council) -> None:
    part = opened.parts()["Ann"]
    opened.step(WorkStatus.WORKSHOP)
    vi = opened.vi.account or ""
    assert hand_over_mine(opened.database, opened.ann, opened.id, vi, MAIL, now=opened.now) == TooLate()
    assert not decline(opened.database, opened.ann, opened.id, now=opened.now)
    for attempt in (
        lambda: hand_over(opened.database, opened.lead, opened.id, part, vi, MAIL, now=opened.now),
        lambda: withdraw(opened.database, opened.lead, opened.id, part, now=opened.now),
        lambda: opened.ask(opened.vi),
    ):
        with pytest.raises(NotNowError):
            attempt()


def test_who_declines_or_is_withdrawn_and_asked_again_goes_on_with_what_they_said(opened: Council) -> None:
    opened.say(opened.ann, 1, "first")
    assert decline(opened.database, opened.ann, opened.id, now=opened.now)
    assert decline(opened.database, opened.ann, opened.id, now=opened.now)
    assert opened.how_far()["Ann"] is HowFar.ENDED
    opened.ask(opened.ann)
    assert opened.sheet(opened.ann).opened.sheet.answer("a").comment == "first"
    withdraw(opened.database, opened.lead, opened.id, opened.parts()["Ann"], now=opened.now)
    assert opened.sheet(opened.ann).standing is Standing.ENDED
    opened.now += timedelta(minutes=1)
    opened.ask(opened.ann)
    assert opened.sheet(opened.ann).opened.sheet.answer("a").comment == "first"


def test_what_was_handed_over_stays_with_whom_it_was_handed_to(opened: Council) -> None:
    opened.say(opened.ann, 1, "mine")
    hand_over_mine(opened.database, opened.ann, opened.id, opened.vi.account or "", MAIL, now=opened.now)
    opened.now += timedelta(minutes=1)
    opened.ask(opened.ann)
    assert opened.sheet(opened.ann).opened.sheet.answer("a") == UNANSWERED


@pytest.mark.parametrize("finished", [True, False])
def test_of_somebody_who_is_taken_out_only_what_was_finished_counts(opened: Council, finished: bool) -> None:
    opened.say(opened.ann, 1)
    if finished:
        finish_own(opened.database, opened.ann, opened.id, now=opened.now)
    change_roles(opened.database, opened.lead, at(opened.place), opened.ann.account or "", frozenset(),
                 seen={Role.CONTRIBUTOR}, now=opened.now)  # fmt: skip
    assert opened.how_far()["Ann"] is (HowFar.FINISHED if finished else HowFar.ENDED)
    assert opened.say(opened.ann, 2, seen=1) == NotTaken(standing=Standing.ENDED)
    assert opened.sheet(opened.ann).opened.sheet.answers == {}


def test_who_leaves_or_is_erased_takes_part_no_more(opened: Council) -> None:
    leave(opened.database, opened.ann, at(opened.place), now=opened.now)
    erase(opened.database, OPERATOR, opened.ben.account or "", now=opened.now)
    assert set(opened.how_far().values()) == {HowFar.ENDED}


def test_who_changes_from_one_role_that_answers_to_another_goes_on(opened: Council) -> None:
    change_roles(opened.database, opened.lead, at(opened.place), opened.ann.account or "", {Role.LEAD},
                 seen={Role.CONTRIBUTOR}, now=opened.now)  # fmt: skip
    assert opened.sheet(opened.ann).standing is Standing.OPEN


# By e-mail


def ask_by_mail(council: Council, email: str, wanted: Wanted = ALL) -> object:
    return invite_to_contribute(council.database, council.lead, council.id, "New", email, wanted, MAIL, now=council.now)


def test_who_accepts_an_invitation_to_contribute_has_role_and_sheet(opened: Council) -> None:
    wanted = Wanted(sections=frozenset({"s2"}), due_on=date(2026, 10, 9))
    done = ask_by_mail(opened, "new@example.org", wanted)
    assert isinstance(done, Invited)
    new = opened.town.person("new")
    assert isinstance(accept(opened.database, new, done.secret, now=opened.now), Accepted)
    part = opened.sheet(new).participation
    assert (part.sections, part.due_on, part.asked_by) == (wanted.sections, wanted.due_on, opened.lead.account)


def test_an_invitation_accepted_after_the_workshop_began_gives_the_role_alone(opened: Council) -> None:
    done = ask_by_mail(opened, "new@example.org")
    assert isinstance(done, Invited)
    opened.step(WorkStatus.WORKSHOP)
    new = opened.town.person("new")
    accept(opened.database, new, done.secret, now=opened.now)
    with pytest.raises(NotFoundError):
        opened.sheet(new)


def test_the_address_of_somebody_with_a_role_asks_them_at_once(opened: Council) -> None:
    assert ask_by_mail(opened, "Vi@example.org") == Asked()
    assert ask_by_mail(opened, "Vi@example.org") == AskedBefore()


def test_an_open_invitation_is_made_to_ask_too(opened: Council) -> None:
    invitee = Invitee(name="", email="new@example.org", role=Role.CONTRIBUTOR)
    before = invite(opened.database, opened.lead, at(opened.place), invitee, MAIL, now=opened.now)
    assert isinstance(before, Invited)
    assert isinstance(ask_by_mail(opened, "new@example.org"), InvitedBefore)
    new = opened.town.person("new")
    accept(opened.database, new, before.secret, now=opened.now)
    assert opened.sheet(new).standing is Standing.OPEN


# Reminders


def remind(council: Council, day: int) -> int:
    when = datetime(2026, 10, day, 8, 0, tzinfo=council.now.tzinfo)
    return remind_contributors(council.database, OPERATOR, MAIL, now=when)


def test_who_has_not_finished_is_reminded_three_days_before_and_on_the_last_day_each_once(opened: Council) -> None:
    finish_own(opened.database, opened.ben, opened.id, now=opened.now)
    days = {day: (remind(opened, day), remind(opened, day)) for day in range(3, 11)}
    assert {day: sent for day, sent in days.items() if sent != (0, 0)} == {5: (1, 0), 8: (1, 0)}


def test_another_last_day_is_another_occasion(opened: Council) -> None:
    remind(opened, 8)
    wanted = Wanted(due_on=date(2026, 10, 20))
    ask_anew(opened.database, opened.lead, opened.id, opened.parts()["Ann"], wanted, now=opened.now)
    assert [remind(opened, day) for day in (16, 17, 18, 20)] == [0, 1, 0, 1]


def test_nobody_is_reminded_who_wants_none_or_cannot_answer(opened: Council) -> None:
    stop_reminders(opened.database, OPERATOR, opened.parts()["Ann"], now=opened.now)
    assert not wants_reminders(opened.database, opened.parts()["Ann"])
    assert remind(opened, 5) == 1
    choose_reminders(opened.database, opened.ann, opened.id, wanted=True, now=opened.now)
    opened.step(WorkStatus.WORKSHOP)
    assert remind(opened, 8) == 0


def test_the_lead_reminds_nobody_twice_on_one_day(opened: Council) -> None:
    def now(days: int = 0) -> int:
        later = opened.now + timedelta(days=days)
        return remind_now(opened.database, opened.lead, opened.id, MAIL, now=later)

    assert (now(), now(), now(1)) == (2, 0, 2)


def test_a_link_that_leads_nowhere_stops_nothing(opened: Council) -> None:
    for secret in (secrets.token_hex(16), "a\0b"):
        with pytest.raises(NotFoundError):
            wants_reminders(opened.database, secret)


# At the same moment


def test_closing_and_saving_at_the_same_moment_lose_nothing_that_was_acknowledged(opened: Council) -> None:
    done: list[object] = []
    ways: list[Callable[[], None]] = [
        lambda: done.append(opened.say(opened.ann, 1)),
        lambda: opened.step(WorkStatus.WORKSHOP),
    ]
    threads = [threading.Thread(target=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    stored = opened.sheet(opened.ann).opened.sheet.answer("a")
    assert (stored.value == 1) == isinstance(done[0], Saved)


def test_two_leads_who_ask_the_same_person_at_the_same_moment_ask_once(opened: Council) -> None:
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(opened.ask(opened.vi))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(counts) == [0, 1]
