"""Contributors are asked, asked anew, withdrawn, taken out; who is asked by e-mail has role and sheet at once."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from selfassess.services.accepting import Accepted, accept
from selfassess.services.access import OPERATOR
from selfassess.services.contributor_list import HowFar
from selfassess.services.contributors import Asked, AskedBefore, ask_anew, invite_to_contribute, tell_asked, withdraw
from selfassess.services.erasure import erase
from selfassess.services.handing_over import decline
from selfassess.services.invitations import Invited, InvitedBefore, Invitee, invite
from selfassess.services.own_sheet import NotTaken, Standing, finish_own
from selfassess.services.participating import Wanted
from selfassess.services.people import change_roles, leave
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.saving import Saved
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .council import ALL, Council
from .members import MAIL, at


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


def test_changing_what_is_asked_for_keeps_what_was_said(opened: Council) -> None:
    opened.say(opened.ann, 1)
    for sections in (frozenset({"s2"}), None):
        wanted = Wanted(sections=sections, due_on=date(2026, 11, 1))
        ask_anew(opened.database, opened.lead, opened.id, opened.parts()["Ann"], wanted, now=opened.now)
    sheet = opened.sheet(opened.ann)
    assert (sheet.participation.due_on, sheet.opened.sheet.answer("a").value) == (date(2026, 11, 1), 1)


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


def test_two_leads_who_ask_the_same_person_at_the_same_moment_ask_once(opened: Council) -> None:
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(opened.ask(opened.vi))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(counts) == [0, 1]


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
