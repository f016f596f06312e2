"""What has been kept longer than its period goes, one by one and on record; what others rest on stays."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import FEWEST_AND_ONE
from selfassess.language import Translator
from selfassess.services.access import OPERATOR, WORKER
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.audit_check import check_audit
from selfassess.services.correcting import correct
from selfassess.services.erasure import erasable
from selfassess.services.expiring import Due, delete_expired, due_now, look_ahead
from selfassess.services.figure_check import check_figures
from selfassess.services.invitations import Invitee, invite, revoke
from selfassess.services.problems import NotFoundError
from selfassess.services.results import earlier_assessments
from selfassess.services.retention import (
    Kind,
    PeriodSet,
    PeriodSetMeanwhile,
    period_for,
    periods_in_force,
    set_period,
)
from selfassess.services.retention_words import held_words, kind_words, sentences
from selfassess.services.sessions import forget_what_is_over
from selfassess.services.sign_in import Visit, signed_in
from selfassess.store.database import Database
from selfassess.store.expired import WORDS_DELETED, Held
from selfassess.store.holders import end_roles
from selfassess.store.model import Assessment
from selfassess.store.people import Place, Role
from selfassess.voices.steps import WorkStatus

from .council import Council
from .members import MAIL, Town
from .region import Region
from .signing import Scene, sign

T = Translator()
YEAR = timedelta(days=366)


def keep(database: Database, kind: Kind, months: int | None, now: datetime) -> None:
    seen = periods_in_force(database)[kind].revision
    assert isinstance(set_period(database, OPERATOR, kind, months, seen=seen, now=now), PeriodSet)


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(query))]


def test_without_a_period_nothing_is_ever_over(database: Database, assessment: Assessment, now: datetime) -> None:
    assert all(one.months is None for one in periods_in_force(database).values())
    assert delete_expired(database, WORKER, now=now + 100 * YEAR) == {}


def test_an_assessment_goes_when_it_was_not_changed_for_longer_than_its_period(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    keep(database, Kind.UNFINISHED, 12, now)
    on_the_day = now.replace(year=2027, hour=23)
    assert delete_expired(database, WORKER, now=on_the_day) == {}
    due = due_now(database, OPERATOR, now=on_the_day + timedelta(days=1))
    assert [(one.name, one.since) for one in due[0].goes] == [("Example Council · 2026", assessment.updated_at)]
    told: list[tuple[int, int]] = []
    went = delete_expired(database, WORKER, lambda *done: told.append(done), now=on_the_day + timedelta(days=1))
    assert (went, told) == ({Kind.UNFINISHED: 1}, [(1, 1)])
    assert list_assessments(database, OPERATOR) == ()
    last = rows(database, "SELECT actor_kind, event, subject FROM audit_event ORDER BY number DESC LIMIT 1")
    assert last == [("worker", "assessment deleted after its period", assessment.id)]
    assert delete_expired(database, WORKER, now=on_the_day + timedelta(days=1)) == {}
    assert check_audit(database).faults == ()


def test_an_assessment_stays_while_its_contributors_are_at_work(opened: Council) -> None:
    keep(opened.database, Kind.UNFINISHED, 1, opened.now)
    opened.now += timedelta(days=60)
    opened.say(opened.ann, 2)
    assert delete_expired(opened.database, WORKER, now=opened.now + timedelta(days=20)) == {}
    due = look_ahead(opened.database, OPERATOR, Kind.UNFINISHED, 1, now=opened.now + timedelta(days=40))
    assert [one.since for one in due.goes] == [opened.now]
    assert delete_expired(opened.database, WORKER, now=opened.now + timedelta(days=40)) == {Kind.UNFINISHED: 1}


def test_at_most_so_many_go_at_once_and_the_rest_later(region: Region) -> None:
    for number in range(3):
        region.draft(region.organisation(f"Council {number}"))
    keep(region.database, Kind.UNFINISHED, 1, region.now)
    later = region.now + YEAR
    assert delete_expired(region.database, WORKER, most=2, now=later) == {Kind.UNFINISHED: 2}
    assert delete_expired(region.database, WORKER, now=later) == {Kind.UNFINISHED: 1}


def test_two_who_delete_at_once_delete_each_thing_once(region: Region) -> None:
    for number in range(4):
        region.draft(region.organisation(f"Council {number}"))
    keep(region.database, Kind.UNFINISHED, 1, region.now)
    went: list[int] = []

    def delete() -> None:
        went.append(delete_expired(region.database, WORKER, now=region.now + YEAR).get(Kind.UNFINISHED, 0))

    threads = [threading.Thread(target=delete) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(went), sum(went)) == (2, 4)
    gone = "SELECT count(*) FROM audit_event WHERE event = 'assessment deleted after its period'"
    assert rows(region.database, gone) == [(4,)]


def test_a_signed_result_goes_with_all_that_hangs_on_it_and_its_years_are_right_after(scene: Scene) -> None:
    made = correct(scene.database, scene.lead, scene.id, reason="A mistake", now=scene.later)
    sign(scene.database, made.id, scene.later)
    keep(scene.database, Kind.LOCKED, 12, scene.later)
    between = scene.later.replace(year=2027)  # a day after the first is over, the last day of the second
    assert look_ahead(scene.database, OPERATOR, Kind.LOCKED, 12, now=between).held[0].held is Held.CORRECTED
    assert delete_expired(scene.database, WORKER, now=between) == {}
    over = between + timedelta(days=1)
    assert delete_expired(scene.database, WORKER, most=1, now=over) == {Kind.LOCKED: 1}
    assert rows(scene.database, "SELECT assessment FROM yearly_result") == [(scene.id,)]  # what was corrected stands
    assert delete_expired(scene.database, WORKER, now=over) == {Kind.LOCKED: 1}
    for table in ("assessment", "answer", "answer_history", "signature", "yearly_result", "section_figure"):
        assert rows(scene.database, f"SELECT * FROM {table}") == []


def test_a_correction_that_is_not_signed_yet_holds_what_it_corrects(scene: Scene) -> None:
    correct(scene.database, scene.lead, scene.id, reason="A mistake", now=scene.later)
    found = look_ahead(scene.database, OPERATOR, Kind.LOCKED, 1, now=scene.later + YEAR)
    assert (found.goes, [one.held for one in found.held]) == ((), [Held.CORRECTED])


def test_what_a_partnership_counts_or_was_shown_stays_and_its_figures_with_it(region: Region) -> None:
    counted = region.results(region.organisations(FEWEST_AND_ONE * 2), Choice.COUNTED)
    named, not_shared = (region.result(region.organisation(name), Choice.MEMBERS) for name in ("Named", "Not"))
    region.share(named, Choice.NOT_SHARED)  # its members saw it, and know it for ever
    alone = region.result(region.organisation("Alone"), Choice.NOT_SHARED)
    keep(region.database, Kind.LOCKED, 12, region.now)
    before, later = region.overall(), region.now + 2 * YEAR
    found = look_ahead(region.database, OPERATOR, Kind.LOCKED, 12, now=later)
    assert [one.id for one in found.goes] == [alone]
    held = {one.id: one.held for one in found.held}
    assert held == dict.fromkeys(counted, Held.COUNTED) | {named: Held.SHARED, not_shared: Held.SHARED}
    assert delete_expired(region.database, WORKER, now=later) == {Kind.LOCKED: 1}
    assert region.overall() == before
    assert check_figures(region.database, OPERATOR, now=later) == ()


def test_a_result_that_takes_the_place_of_one_that_went_stands_for_its_year(scene: Scene) -> None:
    first = open_assessment(scene.database, OPERATOR, scene.id).assessment
    made = correct(scene.database, scene.lead, scene.id, reason="A mistake", now=scene.later)
    keep(scene.database, Kind.UNFINISHED, 1, scene.later)
    assert delete_expired(scene.database, WORKER, now=scene.later + YEAR) == {Kind.UNFINISHED: 1}
    assert rows(scene.database, "SELECT assessment FROM yearly_result") == [(first.id,)]
    assert made.id not in {one.id for one in earlier_assessments(scene.database, OPERATOR, first.id)}


def test_what_contributors_wrote_apart_goes_and_the_levels_they_chose_stay(opened: Council) -> None:
    opened.say(opened.ann, 2, "Canary")
    opened.step(WorkStatus.WORKSHOP)
    opened.step(WorkStatus.AGREED)
    before = rows(opened.database, "SELECT question, value FROM contribution")
    keep(opened.database, Kind.SHEETS, 6, opened.now)
    assert delete_expired(opened.database, WORKER, now=opened.now + YEAR) == {Kind.SHEETS: 1}
    assert rows(opened.database, "SELECT question, value FROM contribution") == before
    assert "Canary" not in repr(rows(opened.database, "SELECT * FROM contribution"))
    assert delete_expired(opened.database, WORKER, now=opened.now + YEAR) == {}


def test_a_reason_that_goes_leaves_a_mark_since_no_answer_of_its_kind_is_without_one(opened: Council) -> None:
    opened.say(opened.ann, 2)
    with opened.database.writing() as session:
        session.execute(text("UPDATE contribution SET state = 'not_applicable', value = NULL, reason = 'Canary'"))
    opened.step(WorkStatus.WORKSHOP)
    opened.step(WorkStatus.AGREED)
    keep(opened.database, Kind.SHEETS, 6, opened.now)
    assert delete_expired(opened.database, WORKER, now=opened.now + YEAR) == {Kind.SHEETS: 1}
    assert rows(opened.database, "SELECT reason FROM contribution") == [(WORDS_DELETED,)]


def test_whom_an_invitation_went_to_is_forgotten_once_it_is_settled(town: Town) -> None:
    place = Place(organisation=town.organisation("Council").id)
    for name in ("open", "revoked"):
        made = invite(
            town.database, OPERATOR, place, Invitee(role=Role.VIEWER, email=f"{name}@x.example", name=name), MAIL,
            now=town.now,
        )  # fmt: skip
        if name == "revoked":
            revoke(town.database, OPERATOR, made.invitation, now=town.now)
    keep(town.database, Kind.INVITATIONS, 1, town.now)
    soon = town.now + timedelta(days=35)
    assert delete_expired(town.database, WORKER, now=soon) == {Kind.INVITATIONS: 1}
    assert rows(town.database, "SELECT email, name FROM invitation ORDER BY email NULLS LAST") == [
        ("open@x.example", "open"), (None, ""),
    ]  # fmt: skip
    assert delete_expired(town.database, WORKER, now=town.now + YEAR) == {Kind.INVITATIONS: 1}


def test_who_has_had_no_role_for_long_is_erased_and_who_runs_the_place_is_not(town: Town) -> None:
    council = town.organisation("Council")
    gone, here = town.person("gone", (council, Role.VIEWER)), town.person("here", (council, Role.VIEWER))
    boss = town.person("boss", administrator=True)
    with town.database.writing() as session:
        end_roles(session, Place(organisation=council.id), gone.account or "", [Role.VIEWER], town.now + YEAR)
    keep(town.database, Kind.ACCOUNTS, 12, town.now)
    assert delete_expired(town.database, WORKER, now=town.now + 1.5 * YEAR) == {}
    assert delete_expired(town.database, WORKER, now=town.now + 3 * YEAR) == {Kind.ACCOUNTS: 1}
    erased = {who: erasable(town.database, OPERATOR, who.account or "").account.erased_at for who in (gone, here, boss)}
    assert [at is not None for at in erased.values()] == [True, False, False]


def test_who_was_here_lately_is_not_erased_though_their_session_is_forgotten(town: Town) -> None:
    council, after = town.organisation("Council"), town.now + YEAR
    who = town.person("visitor", (council, Role.VIEWER))
    with town.database.writing() as session:
        end_roles(session, Place(organisation=council.id), who.account or "", [Role.VIEWER], town.now)
        signed_in(session, who.account or "", Visit(network="", device="a browser", now=after, request=None))
        forget_what_is_over(session, after + timedelta(days=31))
    keep(town.database, Kind.ACCOUNTS, 6, town.now)
    assert delete_expired(town.database, WORKER, now=after + timedelta(days=60)) == {}
    assert delete_expired(town.database, WORKER, now=after + YEAR) == {Kind.ACCOUNTS: 1}


def test_who_is_invited_again_is_not_erased_before_they_can_accept(town: Town) -> None:
    council, later = town.organisation("Council"), town.now + 3 * YEAR
    town.person("visitor")
    keep(town.database, Kind.ACCOUNTS, 6, town.now)
    assert len(look_ahead(town.database, OPERATOR, Kind.ACCOUNTS, 6, now=later).goes) == 1
    asked = Invitee(role=Role.VIEWER, email="visitor@example.org", name="visitor")
    invite(town.database, OPERATOR, Place(organisation=council.id), asked, MAIL, now=later)
    assert delete_expired(town.database, WORKER, now=later) == {}


def test_a_period_that_was_changed_meanwhile_is_not_overwritten(database: Database, now: datetime) -> None:
    keep(database, Kind.LOCKED, 72, now)
    told = set_period(database, OPERATOR, Kind.LOCKED, 1, seen=0, now=now)
    assert isinstance(told, PeriodSetMeanwhile)
    assert told.now.months == 72
    assert isinstance(set_period(database, OPERATOR, Kind.LOCKED, 72, seen=0, now=now), PeriodSet)
    assert len(rows(database, "SELECT * FROM audit_event")) == 1
    keep(database, Kind.LOCKED, None, now)
    assert period_for(database, OPERATOR, "locked").months is None


def test_only_who_manages_the_installation_sees_sets_and_deletes(town: Town) -> None:
    who = town.person("lead", (town.organisation("Council"), Role.LEAD))
    for attempt in (
        lambda: period_for(town.database, who, "locked"),
        lambda: set_period(town.database, who, Kind.LOCKED, 1, seen=0, now=town.now),
        lambda: look_ahead(town.database, who, Kind.LOCKED, 1, now=town.now),
        lambda: due_now(town.database, who, now=town.now),
        lambda: delete_expired(town.database, who, now=town.now),
        lambda: period_for(town.database, OPERATOR, "everything"),
    ):
        with pytest.raises(NotFoundError):
            attempt()


def test_every_kind_and_every_reason_has_its_words(database: Database, now: datetime) -> None:
    keep(database, Kind.LOCKED, 18, now)
    said = sentences(T, periods_in_force(database), alone=False)
    assert "Assessments that were not signed: no end is set." in said
    assert any(one.startswith("Assessments that were signed: for 18 months after they were signed.") for one in said)
    assert any("stays longer" in one for one in said)
    assert len({kind_words(T, kind).name for kind in Kind}) == len(Kind)
    assert len({held_words(T, held) for held in Held}) == len(Held)
    keep(database, Kind.LOCKED, 24, now)
    alone = sentences(T, periods_in_force(database), alone=True)
    assert any("for 2 years" in one for one in alone)
    assert not any("contributors" in one or "E-mails" in one for one in alone)
    assert look_ahead(database, OPERATOR, Kind.LOCKED, None, now=now) == Due(kind=Kind.LOCKED)
