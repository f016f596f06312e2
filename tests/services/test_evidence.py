"""Evidence an organisation keeps: who may do what with it, how it comes into answers; nothing moves unasked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.access import LOCAL, OPERATOR, Actor
from selfassess.services.assessments import change_details, delete_assessment, open_assessment
from selfassess.services.audit import Event
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Offer
from selfassess.services.evidence import (
    Stale,
    add_evidence,
    bring_back_evidence,
    change_evidence,
    confirm_evidence,
    evidence_in,
    look_at_evidence,
    retire_evidence,
)
from selfassess.services.evidence_kinds import EvidenceKind, kind_words, piece_of, said_of
from selfassess.services.evidence_library import PAGE, Wanted, library, library_csv
from selfassess.services.evidence_offers import Fit, Then, backings
from selfassess.services.evidence_use import MOST_PIECES, TooMany, confirm_and_use, keep_piece, use_evidence
from selfassess.services.organisations import delete_organisation
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.saving import history, save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import take_step
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.evidence import EvidenceSaid, uses_in
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import Town

T = Translator()
SAID = EvidenceSaid(
    title="Survey", kind="feedback", dated=date(2026, 3, 1), reach="All wards", reference="Board, item 7"
)
LINKED = Path(__file__).parents[1] / "questionnaires" / "linked.yaml"


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database, now)


@pytest.fixture
def force(town: Town) -> Organisation:
    return town.organisation("Force")


@pytest.fixture
def lead(town: Town, force: Organisation) -> Actor:
    return town.person("lee", (force, Role.LEAD))


@pytest.fixture
def work(database: Database, offer: Offer, details: Details, force: Organisation, now: datetime) -> Assessment:
    return start_assessment(database, OPERATOR, offer, details, organisation=force.id, token="this", now=now)


@pytest.fixture
def linked() -> Offer:
    data = LINKED.read_bytes()
    loaded = load_questionnaire(data, str(LINKED))
    assert loaded.questionnaire is not None
    return Offer(questionnaire=loaded.questionnaire, sha256=loaded.sha256, file=LINKED, altered=False, data=data)


def events(database: Database, organisation: Organisation) -> list[str]:
    found = every_event(database, OPERATOR, T, Choice(organisation=organisation.id))
    return [told.recorded.event for told in found if "evidence" in told.recorded.event]


def answered(*pieces: Evidence, value: int = 1) -> Answer:
    return Answer(state=State.ANSWERED, value=value, evidence=pieces)


def uses(database: Database, work: Assessment) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(use.evidence, use.question) for use in uses_in(session, work.id)]


# Keeping


def test_the_same_piece_is_kept_once(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    first = add_evidence(database, lead, force.id, SAID, now=now)
    assert add_evidence(database, lead, force.id, SAID, now=now) == first
    assert add_evidence(database, lead, force.id, replace(SAID, dated=None), now=now) != first
    assert events(database, force) == [Event.EVIDENCE_ADDED] * 2


def test_leads_change_everything_contributors_what_they_added_others_only_see(
    database: Database, town: Town, force: Organisation, lead: Actor, now: datetime
) -> None:
    con, val = town.person("con", (force, Role.CONTRIBUTOR)), town.person("val", (force, Role.VIEWER))
    theirs = add_evidence(database, con, force.id, SAID, now=now)
    others = add_evidence(database, lead, force.id, replace(SAID, title="Plan"), now=now)
    better = replace(SAID, title="Better")
    changed = change_evidence(database, con, force.id, theirs, better, seen=1, now=now)
    assert not isinstance(changed, Stale)
    assert changed.said == better
    assert not isinstance(change_evidence(database, lead, force.id, theirs, SAID, seen=2, now=now), Stale)
    for who, id in ((con, others), (val, theirs)):
        with pytest.raises(NotPermittedError):
            change_evidence(database, who, force.id, id, better, seen=1, now=now)
        with pytest.raises(NotPermittedError):
            retire_evidence(database, who, force.id, id, seen=1, now=now)
    with pytest.raises(NotPermittedError):
        add_evidence(database, val, force.id, SAID, now=now)
    assert look_at_evidence(database, val, force.id, theirs).may_change is False


def test_strangers_and_administrators_see_nothing(database: Database, town: Town, lead: Actor, now: datetime) -> None:
    force, other = town.organisation("Own"), town.organisation("Other")
    id = add_evidence(database, OPERATOR, force.id, SAID, now=now)
    with pytest.raises(NotFoundError):
        evidence_in(database, town.person("far", (other, Role.LEAD)), force, id)
    with pytest.raises(NotPermittedError):
        evidence_in(database, town.person("ada", administrator=True), force, id)
    with pytest.raises(NotFoundError):
        evidence_in(database, OPERATOR, other, id)
    with pytest.raises(NotFoundError):
        evidence_in(database, OPERATOR, force, "\0")


def test_a_stale_form_changes_nothing(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    change_evidence(database, lead, force.id, id, replace(SAID, title="First"), seen=1, now=now)
    for late in (
        change_evidence(database, lead, force.id, id, replace(SAID, title="Second"), seen=1, now=now),
        confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now),
        retire_evidence(database, lead, force.id, id, seen=1, now=now),
    ):
        assert isinstance(late, Stale)
        assert (late.stored.said.title, late.stored.revision, late.stored.retired_at) == ("First", 2, None)


def test_confirming_sets_the_date_and_is_recorded_retiring_and_bringing_back_too(
    database: Database, force: Organisation, lead: Actor, now: datetime
) -> None:
    id, day = add_evidence(database, lead, force.id, SAID, now=now), date(2026, 9, 30)
    one = confirm_evidence(database, lead, force.id, id, day, seen=1, now=now)
    again = confirm_evidence(database, lead, force.id, id, day, seen=1, now=now)
    assert one == again
    assert not isinstance(one, Stale)
    assert one.said == replace(SAID, dated=day)
    gone = retire_evidence(database, lead, force.id, id, seen=one.revision, now=now)
    assert not isinstance(gone, Stale)
    assert gone.retired_at == now
    assert retire_evidence(database, lead, force.id, id, seen=1, now=now) == gone
    back = bring_back_evidence(database, lead, force.id, id, seen=gone.revision, now=now)
    assert not isinstance(back, Stale)
    assert back.retired_at is None
    retire_evidence(database, lead, force.id, id, seen=back.revision, now=now)
    seen = back.revision + 1
    confirmed = confirm_evidence(database, lead, force.id, id, day + timedelta(1), seen=seen, now=now)
    assert not isinstance(confirmed, Stale)
    assert confirmed.retired_at is None
    assert events(database, force) == [
        Event.EVIDENCE_ADDED,
        Event.EVIDENCE_CONFIRMED,
        Event.EVIDENCE_RETIRED,
        Event.EVIDENCE_BROUGHT_BACK,
        Event.EVIDENCE_RETIRED,
        Event.EVIDENCE_CONFIRMED,
    ]


# Finding


def test_it_is_found_by_words_kind_and_age(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    today = now.date()
    for title, kind, dated in (
        ("Plan of learning", "plan", date(2025, 10, 1)),  # twelve months ago to the day: recent still
        ("Plan of care", "plan", date(2025, 9, 30)),
        ("Old survey", "feedback", date(2024, 9, 30)),
        ("Undated", "feedback", None),
    ):
        said = EvidenceSaid(title=title, kind=kind, dated=dated)
        add_evidence(database, lead, force.id, said, now=now)

    def titles(wanted: Wanted) -> list[str]:
        found = library(database, lead, force.id, wanted, page=1, today=today)
        return [one.record.said.title for one in found.listed]

    assert titles(Wanted()) == ["Plan of learning", "Plan of care", "Old survey", "Undated"]
    assert titles(Wanted(words="PLAN care")) == ["Plan of care"]
    assert titles(Wanted(kind="feedback")) == ["Old survey", "Undated"]
    assert titles(Wanted(older=12)) == ["Plan of care", "Old survey", "Undated"]
    assert titles(Wanted(older=24)) == ["Old survey", "Undated"]
    assert titles(Wanted(retired=True)) == []
    found = library(database, lead, force.id, Wanted(), page=1, today=today)
    assert [one.asked for one in found.listed] == [False, True, True, True]


def test_a_page_holds_fifty(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    for number in range(PAGE + 1):
        add_evidence(database, lead, force.id, EvidenceSaid(title=f"{number:03}", kind="plan"), now=now)
    last = library(database, lead, force.id, Wanted(), page=9, today=now.date())
    assert (last.page, last.pages, last.count, [one.record.said.title for one in last.listed]) == (2, 2, 51, ["050"])


def test_no_cell_of_the_table_is_taken_for_a_formula(
    database: Database, force: Organisation, lead: Actor, now: datetime
) -> None:
    said = EvidenceSaid(title='=HYPERLINK("x")', kind="from the future", reach="@all", reference="+1", shows="effect")
    add_evidence(database, lead, force.id, said, now=now)
    made = library_csv(database, lead, force.id, Wanted(), T, today=now.date())
    (row,) = csv.DictReader(io.StringIO(made.decode("utf-8-sig")))
    assert (row["title"], row["reach"], row["reference"]) == ('\'=HYPERLINK("x")', "'@all", "'+1")
    assert (row["kind"], row["shows_effect"], row["retired"]) == ("Something else", "yes", "")


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind_words(T, kind) for kind in EvidenceKind}) == len(EvidenceKind)


@pytest.mark.parametrize("link", ["https://example.org/plan", "Board papers, item 7", None])
def test_a_piece_comes_back_from_its_record_as_it_was(link: str | None) -> None:
    piece = Evidence(title="Plan", dated=date(2026, 3, 1), reach="All", shows="effect", link=link)
    assert piece_of(said_of(piece)) == piece


# Using


def test_using_copies_the_piece_and_leaves_the_rest_of_the_answer(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    typed = Evidence(title="Typed")
    save_section(database, lead, work.id, "s1", {"a": answered(typed)}, {}, now=now)
    id = add_evidence(database, lead, force.id, SAID, now=now)
    assert use_evidence(database, lead, work.id, "a", [id, id], now=now) == ("Survey",)
    assert use_evidence(database, lead, work.id, "a", [id], now=now) == ()
    assert open_assessment(database, lead, work.id).sheet.answer("a") == answered(typed, piece_of(SAID))
    assert uses(database, work) == [(id, "a")]
    change_evidence(database, lead, force.id, id, replace(SAID, title="Renamed"), seen=1, now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("a").evidence[1].title == "Survey"
    (used,) = look_at_evidence(database, lead, force.id, id).used_in
    assert [(section, question) for section, question, _ in used.questions] == [("s1", "a")]
    assert [one.revision for one in history(database, lead, work.id, "a")] == [1, 2]
    assert Event.EVIDENCE_USED in events(database, force)


def test_a_question_that_is_not_answered_takes_evidence_too(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "b", [id], now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("b") == Answer(evidence=(piece_of(SAID),))


def test_what_is_retired_or_anothers_or_unknown_is_passed_over(
    database: Database, town: Town, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    theirs = add_evidence(database, OPERATOR, town.organisation("Other").id, SAID, now=now)
    retired = add_evidence(database, lead, force.id, SAID, now=now)
    retire_evidence(database, lead, force.id, retired, seen=1, now=now)
    assert use_evidence(database, lead, work.id, "a", [theirs, retired, "nothing", "\0"], now=now) == ()
    with pytest.raises(NotFoundError):
        use_evidence(database, lead, work.id, "nothing", [retired], now=now)


def test_an_answer_takes_no_more_pieces_than_its_form(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    pieces = [Evidence(title=str(number)) for number in range(MOST_PIECES)]
    save_section(database, lead, work.id, "s1", {"a": answered(*pieces)}, {}, now=now)
    id = add_evidence(database, lead, force.id, SAID, now=now)
    assert use_evidence(database, lead, work.id, "a", [id], now=now) == TooMany()
    done = confirm_and_use(database, lead, work.id, "a", piece_of(SAID), id, date(2026, 9, 1), now=now)
    assert done == TooMany()
    assert evidence_in(database, lead, force, id).said == SAID
    assert uses(database, work) == []


def test_a_piece_that_leaves_the_answer_is_used_no_more(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    save_section(database, lead, work.id, "s1", {"a": answered(piece_of(SAID), value=2)}, {"a": 1}, now=now)
    assert uses(database, work) == [(id, "a")]
    save_section(database, lead, work.id, "s1", {"a": answered(value=2)}, {"a": 2}, now=now)
    assert uses(database, work) == []


def test_what_was_typed_is_kept_in_one_step_and_once(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    typed = Evidence(title="Typed", link="Board papers")
    answers = {"a": answered(typed), "b": answered(typed)}
    save_section(database, lead, work.id, "s1", answers, {}, now=now)
    id = keep_piece(database, lead, work.id, "a", typed, now=now)
    assert keep_piece(database, lead, work.id, "b", typed, now=now) == id
    assert evidence_in(database, lead, force, id).said == said_of(typed)
    assert uses(database, work) == [(id, "a"), (id, "b")]
    with pytest.raises(NotFoundError):
        keep_piece(database, lead, work.id, "a", Evidence(title="Never saved"), now=now)


def test_a_locked_assessment_never_changes(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    for step in (WorkStatus.AGREED, WorkStatus.SIGNED):
        with database.writing() as session:
            opened = open_assessment(database, OPERATOR, work.id).assessment
            take_step(session, OPERATOR, opened, step, now=now)
    for refused in (
        lambda: use_evidence(database, lead, work.id, "b", [id], now=now),
        lambda: keep_piece(database, lead, work.id, "a", piece_of(SAID), now=now),
        lambda: confirm_and_use(database, lead, work.id, "a", piece_of(SAID), id, date(2026, 9, 1), now=now),
    ):
        with pytest.raises(NotNowError):
            refused()
    confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now)
    assert open_assessment(database, lead, work.id).sheet.answer("a").evidence == (piece_of(SAID),)


# Offering


def fits(found: Sequence[tuple[str, Fit]], **expected: Fit) -> None:
    assert dict(found) == expected


def offers(database: Database, who: Actor, work: Assessment, question: str) -> list[tuple[str, Fit]]:
    here = open_assessment(database, who, work.id)
    found = backings(database, who, here, {})[question].offers
    return [(offer.record.said.title, offer.fit) for offer in found]


def test_it_is_offered_where_another_questionnaire_asks_for_the_same_and_says_why(
    database: Database,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    linked: Offer,
    details: Details,
    now: datetime,
) -> None:
    other = start_assessment(
        database, OPERATOR, linked, replace(details, profile={}), organisation=force.id, token="other", now=now
    )
    for title, question in (("For a", "a"), ("For b", "b"), ("For none", "")):
        id = add_evidence(database, lead, force.id, EvidenceSaid(title=title, kind="plan"), now=now)
        if question:
            use_evidence(database, lead, work.id, question, [id], now=now)
    assert offers(database, lead, other, "same")[0] == ("For a", Fit.FULL)
    assert offers(database, lead, other, "some")[0] == ("For b", Fit.PART)
    fits(offers(database, lead, other, "other"), **{"For a": Fit.NONE, "For b": Fit.NONE, "For none": Fit.NONE})
    first = backings(database, lead, open_assessment(database, lead, other.id), {})["some"].offers[0]
    assert (T.text(first.asked), T.text(first.title), first.period) == ("B?", "Two small sections", "2026")
    assert len(backings(database, lead, open_assessment(database, lead, other.id), {})["some"].fitting) == 1


def test_another_years_evidence_is_offered_for_the_same_question_and_asked_about(
    database: Database,
    offer: Offer,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    details: Details,
    now: datetime,
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    typed = Evidence(title="Typed")
    save_section(database, lead, work.id, "s1", {"a": answered(typed)}, {}, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    later = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    new = start_assessment(database, OPERATOR, offer, later, organisation=force.id, token="new", now=now)
    assert offers(database, lead, new, "a") == [("Survey", Fit.SAME)]

    then = {"a": Then(assessment=work.id, period="2026", question="a", pieces=(typed, piece_of(SAID)))}

    def once() -> list[tuple[str, bool]]:
        here = open_assessment(database, lead, new.id)
        return [(one.piece.title, one.record is not None) for one in backings(database, lead, here, then)["a"].once]

    assert once() == [("Typed", False), ("Survey", True)]
    day = date(2026, 9, 30)
    assert confirm_and_use(database, lead, new.id, "a", typed, None, day, now=now) == ("Typed",)
    assert confirm_and_use(database, lead, new.id, "a", piece_of(SAID), id, day, now=now) == ("Survey",)
    assert once() == []
    kept = open_assessment(database, lead, new.id).sheet.answer("a").evidence
    assert [(piece.title, piece.dated) for piece in kept] == [("Typed", day), ("Survey", day)]
    before = open_assessment(database, lead, work.id).sheet.answer("a").evidence
    assert [piece.dated for piece in before] == [None, date(2026, 3, 1)]


def test_what_was_retired_or_confirmed_elsewhere_is_asked_about_no_more(
    database: Database,
    offer: Offer,
    force: Organisation,
    lead: Actor,
    work: Assessment,
    details: Details,
    now: datetime,
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    later = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    new = start_assessment(database, OPERATOR, offer, later, organisation=force.id, token="new", now=now)
    then = {"a": Then(assessment=work.id, period="2026", question="a", pieces=(piece_of(SAID),))}
    here = open_assessment(database, lead, new.id)
    confirm_evidence(database, lead, force.id, id, date(2026, 9, 1), seen=1, now=now)
    found = backings(database, lead, here, then)["a"]
    assert (found.once, [offer.fit for offer in found.offers]) == ((), [Fit.SAME])
    retire_evidence(database, lead, force.id, id, seen=2, now=now)
    found = backings(database, lead, here, then)["a"]
    assert (found.once, found.offers) == ((), ())


def test_where_it_is_used_in_what_one_may_not_see_is_only_counted(
    database: Database, town: Town, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    view = look_at_evidence(database, town.person("val", (force, Role.VIEWER)), force.id, id)
    assert (view.used_in, view.unseen) == ((), 1)


# What goes, and what stays


def test_a_deleted_assessment_takes_its_uses_along_and_leaves_the_evidence(
    database: Database, force: Organisation, lead: Actor, work: Assessment, now: datetime
) -> None:
    id = add_evidence(database, lead, force.id, SAID, now=now)
    use_evidence(database, lead, work.id, "a", [id], now=now)
    delete_assessment(database, lead, work.id, now=now)
    view = look_at_evidence(database, lead, force.id, id)
    assert (view.used_in, view.unseen) == ((), 0)
    assert delete_organisation(database, lead, force.id, now=now) is False


@pytest.fixture
def renamed(database: Database, assessment: Assessment, details: Details, now: datetime) -> Callable[[str], None]:
    def give(name: str) -> None:
        revision = open_assessment(database, LOCAL, assessment.id).assessment.revision
        change_details(database, LOCAL, assessment.id, replace(details, organisation=name), seen=revision, now=now)

    return give


def test_working_alone_evidence_follows_the_name_that_was_mended(
    database: Database, assessment: Assessment, renamed: Callable[[str], None], now: datetime
) -> None:
    id = add_evidence(database, LOCAL, assessment.organisation_id, SAID, now=now)
    renamed("Example Borough Council")
    owner = open_assessment(database, LOCAL, assessment.id).assessment.organisation_id
    assert owner != assessment.organisation_id
    assert look_at_evidence(database, LOCAL, owner, id).record.said == SAID
