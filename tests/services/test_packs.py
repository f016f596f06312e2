"""A run of packs is made one item at a time: what is made stays, one that fails stops no other, nobody else has it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import text

from selfassess.answers.model import Answer, Evidence, State
from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.account_letters import Post
from selfassess.services.assessments import open_assessment
from selfassess.services.audit import Event
from selfassess.services.erasure import erase
from selfassess.services.jobs import see_job
from selfassess.services.pack_files import packed
from selfassess.services.pack_making import MOST_BEGUN, left_to_make
from selfassess.services.packs import (
    KEEP_RUNS,
    cancel_run,
    finish_run,
    forget_old_runs,
    items_of,
    run_of,
    runs_of,
)
from selfassess.services.problems import NotFoundError
from selfassess.services.saving import save_section
from selfassess.store.audit import Choice as Recorded
from selfassess.store.audit import latest_events
from selfassess.store.jobs import JobState
from selfassess.store.outbox import unsent_messages
from selfassess.store.pack_items import ItemState, begin_item
from selfassess.store.pack_runs import RunState
from selfassess.store.partnerships import delete_empty_partnership, leave_partnership
from selfassess.store.people import Role

from .pack_desk import MADE, ON_SQLITE, Desk, manifest

CANARY = "kingfisher"


def test_the_archive_holds_each_file_under_the_hash_that_the_manifest_tells(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.make(run)
    data = desk.archive(run)
    opened = zipfile.ZipFile(io.BytesIO(data))
    told = manifest(data)
    assert (told["partnership"], told["period"]) == ("Region", "2026")
    assert [one["edition"] for one in told["files"]] == ["shared", "shared", "steering"]
    for one in told["files"]:
        content = opened.read(one["name"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["size"])
    assert opened.namelist() == sorted([*(one["name"] for one in told["files"]), "manifest.json"])


@ON_SQLITE
def test_made_again_from_the_same_it_is_the_same_byte_for_byte(desk: Desk, two: dict[str, str]) -> None:
    first = desk.ask()
    desk.make(first)
    data = desk.archive(first)
    finish_run(desk.database, desk.region.sam, first.id, None, now=desk.region.now)
    second = desk.ask()
    assert second.id != first.id
    desk.make(second)
    assert desk.archive(second) == data
    finish_run(desk.database, desk.region.sam, second.id, None, now=desk.region.now)
    with pytest.raises(NotFoundError):  # the second has taken its place
        desk.archive(first)


@ON_SQLITE
def test_a_shared_edition_holds_no_answer_and_no_comment(desk: Desk) -> None:
    """Its author may see everything but what the organisation answered: a canary stands in all of that."""
    region = desk.region
    whose = region.organisation("One")
    id = region.draft(whose)
    said = Answer(
        state=State.ANSWERED,
        value=2,
        comment=CANARY,
        evidence=(Evidence(title=CANARY, link=f"https://{CANARY}.example.org"),),
    )
    why = Answer(state=State.ANSWERED, value=CANARY)
    for section, answers in {"s1": {"a": said}, "s2": {"why": why}}.items():
        revisions = open_assessment(region.database, OPERATOR, id).revisions
        save_section(region.database, OPERATOR, id, section, answers, revisions, now=region.now)
    region.share(region.sign(id), Choice.STEERING)
    run = desk.ask()
    desk.make(run)
    data = desk.archive(run)
    assert len(manifest(data)["files"]) == 2
    assert CANARY.encode() not in data
    complete = desk.ask(OPERATOR)
    desk.make(complete, OPERATOR)
    assert CANARY.encode() in desk.archive(complete, OPERATOR)


@ON_SQLITE
def test_one_that_fails_is_told_and_stops_no_other(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    with desk.database.writing() as session:
        session.execute(text("UPDATE pack_item SET year = 0 WHERE edition = 'steering'"))
    desk.make(run)
    assert desk.states(run) == {
        "One": MADE,
        "Two": MADE,
        "Region": (ItemState.FAILED, "Nothing of that year is shared any more."),
    }
    assert finish_run(desk.database, desk.region.sam, run.id, None, now=desk.region.now)
    told = manifest(desk.archive(run))["files"]
    assert [one.get("failed") for one in told] == [None, None, "Nothing of that year is shared any more."]


@ON_SQLITE
def test_what_breaks_on_our_side_is_told_too(desk: Desk, two: dict[str, str]) -> None:
    """Such as a format that only a newer version of the program knows."""
    run = desk.ask()
    with desk.database.writing() as session:
        session.execute(text("UPDATE pack_run SET options = :said"), {"said": '{"suffix":".new"}'})
    desk.make(run)
    assert desk.states(run)["One"] == (
        ItemState.FAILED,
        "Something went wrong on our side (KeyError). Ask for help.",
    )
    assert finish_run(desk.database, desk.region.sam, run.id, None, now=desk.region.now)


@ON_SQLITE
def test_those_who_run_a_partnership_do_not_read_how_many_packs_were_made(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.make(run)
    finish_run(desk.database, desk.region.sam, run.id, None, now=desk.region.now)
    with desk.database.reading() as session:
        (event,) = latest_events(session, Recorded(event=Event.PACKS_MADE.value), skip=0, most=5)
    assert (dict(event.before), dict(event.after)) == ({}, {})


@ON_SQLITE
def test_an_archive_whose_packs_are_forgotten_meanwhile_breaks_off(desk: Desk, two: dict[str, str]) -> None:
    """One that was whole but for some packs nobody would notice."""
    run = desk.ask()
    desk.make(run)
    pieces = packed(desk.database, desk.region.sam, run.id, Translator())
    next(pieces)
    with desk.database.writing() as session:
        assert forget_old_runs(session, desk.region.now + KEEP_RUNS + timedelta(seconds=1))
    with pytest.raises(NotFoundError):
        list(pieces)


@ON_SQLITE
def test_a_run_is_there_for_whoever_asked_for_it_alone(desk: Desk, two: dict[str, str]) -> None:
    region = desk.region
    run = desk.ask(by_job=True)
    desk.ask(OPERATOR)
    other = region.town.person("una", (region.partnership, Role.STEERING_GROUP))
    for doing in (
        lambda: run_of(desk.database, other, region.partnership, run.id),
        lambda: items_of(desk.database, other, run.id),
        lambda: items_of(desk.database, region.sam, run.id),  # as it is kept, which is not as it may be seen
        lambda: desk.states(run, other),
        lambda: cancel_run(desk.database, other, run.id, now=region.now),
        lambda: desk.archive(run, other),
    ):
        with pytest.raises(NotFoundError):
            doing()
    assert runs_of(desk.database, other, region.partnership.id) == ()
    for who in (region.sam, OPERATOR):
        assert [one.run.id for one in runs_of(desk.database, who, region.partnership.id)] == [run.id]


def test_asked_for_twice_while_it_is_made_it_is_one(desk: Desk, two: dict[str, str]) -> None:
    first, again = desk.ask(by_job=True), desk.ask(by_job=True)
    assert (first.id, first.job) == (again.id, again.job)
    assert desk.ask(OPERATOR).id != first.id


def test_a_run_that_was_cancelled_is_forgotten_and_its_job_stops(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask(by_job=True)
    desk.make(run, most=1)
    done = cancel_run(desk.database, desk.region.sam, run.id, now=desk.region.now)
    assert done.state is RunState.CANCELLED
    assert desk.states(run) == {}
    assert see_job(desk.database, OPERATOR, run.job or "").state is JobState.CANCELLED
    with pytest.raises(NotFoundError):
        desk.archive(run)
    assert left_to_make(desk.database, desk.region.sam, run.id) == ()


@ON_SQLITE
def test_nothing_is_given_out_before_everything_is_made(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.make(run, most=2)
    with pytest.raises(NotFoundError):
        desk.archive(run)
    assert not finish_run(desk.database, desk.region.sam, run.id, None, now=desk.region.now)


@ON_SQLITE
def test_what_takes_workers_down_with_it_is_given_up(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    (first, *_) = left_to_make(desk.database, desk.region.sam, run.id)
    for _ in range(MOST_BEGUN):
        with desk.database.writing() as session:
            assert begin_item(session, run.id, first.name)
    desk.make(run)
    assert desk.states(run)["One"] == (ItemState.FAILED, "Whatever made it ended without a word. Ask for help.")


@ON_SQLITE
def test_who_asked_is_told_by_e_mail_once_all_are_made(desk: Desk, two: dict[str, str]) -> None:
    run = desk.ask()
    desk.make(run)
    mail = Post(t=Translator(), base_address="http://here")
    for _ in range(2):
        assert finish_run(desk.database, desk.region.sam, run.id, mail, now=desk.region.now)
    with desk.database.reading() as session:
        (letter,) = [one for one in unsent_messages(session, most=50) if one.subject == "Packs of Region are made"]
    assert letter.to == "sam@example.org"


def test_runs_are_forgotten_after_a_while_and_with_whoever_asked(desk: Desk, two: dict[str, str]) -> None:
    region = desk.region
    run = desk.ask()
    with desk.database.writing() as session:
        assert forget_old_runs(session, region.now + KEEP_RUNS) == 0
        assert forget_old_runs(session, region.now + KEEP_RUNS + timedelta(seconds=1)) == 1
    with pytest.raises(NotFoundError):
        items_of(desk.database, OPERATOR, run.id)
    run = desk.ask()
    erase(desk.database, OPERATOR, region.sam.account or "", now=region.now)
    with pytest.raises(NotFoundError):
        items_of(desk.database, OPERATOR, run.id)


def test_runs_go_with_their_partnership(desk: Desk, two: dict[str, str]) -> None:
    run, place = desk.ask(OPERATOR), desk.region.partnership.id
    with desk.database.writing() as session:
        for row in desk.region.view().rows:
            leave_partnership(session, place, row.organisation, desk.region.now)
        assert delete_empty_partnership(session, place)
    with pytest.raises(NotFoundError):
        items_of(desk.database, OPERATOR, run.id)
