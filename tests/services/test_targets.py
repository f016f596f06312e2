"""Targets: set by the lead, kept when nobody asks any more, beside the figures until the next year is agreed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Catalogue, Offer, catalogue_of
from selfassess.services.organisations import delete_organisation
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.results import results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import move
from selfassess.services.targets import TargetsSet, TargetsSetMeanwhile, set_targets, targets_in
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.store.targets import Aim
from selfassess.voices.steps import WorkStatus

from .members import Town

AIM = Aim(score=60, by=date(2027, 6, 1))
Set = Callable[..., TargetsSet | TargetsSetMeanwhile]


@pytest.fixture
def catalogue(offer: Offer) -> Catalogue:
    return Catalogue(offers=(offer,), broken=())


@pytest.fixture
def set_them(database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, now: datetime) -> Set:
    """`set_them({"s1": AIM}, seen={"s1": 1})`, as the lead unless somebody else is named."""

    def said(aims: dict[str, Aim | None], *, who: Actor = lead, seen: dict[str, int] | None = None) -> object:
        return set_targets(database, who, catalogue, force.id, "saving", aims, seen=seen or {}, now=now)

    return said  # type: ignore[return-value]  # the same, by keyword


def stored(database: Database, who: Actor, catalogue: Catalogue, force: Organisation) -> dict[str, Aim | None]:
    view = targets_in(database, who, catalogue, force.id, "saving")
    return {section: one.aim for section, one in view.kept.items()}


def test_targets_are_set_changed_and_taken_away_and_their_revisions_go_on_counting(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, set_them: Set
) -> None:
    assert set_them({"s1": AIM, "s2": None}) == TargetsSet(changed=("s1",))
    assert set_them({"s1": AIM}) == TargetsSet(changed=()), "the same submit again changes nothing"
    assert set_them({"s1": None}, seen={"s1": 1}) == TargetsSet(changed=("s1",))
    assert stored(database, lead, catalogue, force) == {"s1": None}
    assert set_them({"s1": replace(AIM, score=70)}, seen={"s1": 2}) == TargetsSet(changed=("s1",))
    view = targets_in(database, lead, catalogue, force.id, "saving")
    assert (view.kept["s1"].revision, view.kept["s1"].aim) == (3, replace(AIM, score=70))
    told = [one.recorded.event for one in every_event(database, OPERATOR, Translator(), Choice())]
    assert told.count("targets set") == 3


def test_a_form_filled_before_somebody_else_set_a_target_sets_none(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, set_them: Set
) -> None:
    set_them({"s1": AIM})
    done = set_them({"s1": replace(AIM, score=5), "s2": AIM})
    assert isinstance(done, TargetsSetMeanwhile)
    assert done.stored["s1"].aim == AIM
    assert stored(database, lead, catalogue, force) == {"s1": AIM}


def test_of_two_leads_who_set_the_same_target_at_once_one_is_told(
    database: Database, lead: Actor, town: Town, force: Organisation, set_them: Set
) -> None:
    other = town.person("lou", (force, Role.LEAD))
    done: list[object] = []
    aims = {lead: AIM, other: replace(AIM, score=80)}
    threads = [
        threading.Thread(target=lambda who=who, aim=aim: done.append(set_them({"s1": aim}, who=who)))  # type: ignore[misc]
        for who, aim in aims.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in done) == ["TargetsSet", "TargetsSetMeanwhile"]


@pytest.mark.parametrize(
    "aim", [Aim(score=101, by=AIM.by), Aim(score=-1, by=AIM.by), replace(AIM, by=date(2026, 9, 30))]
)
def test_a_score_that_is_none_and_a_day_that_has_passed_are_refused(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, set_them: Set, aim: Aim
) -> None:
    with pytest.raises(ValueError, match=r"a score is from|has passed"):
        set_them({"s2": AIM, "s1": aim})
    assert stored(database, lead, catalogue, force) == {}


def test_a_target_whose_day_has_passed_stays_as_it_is(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, set_them: Set, now: datetime
) -> None:
    set_them({"s1": AIM})
    later = now.replace(year=2028)
    said = {"s1": AIM, "s2": Aim(score=10, by=later.date())}
    done = set_targets(database, lead, catalogue, force.id, "saving", said, seen={"s1": 1}, now=later)
    assert done == TargetsSet(changed=("s2",))


def test_only_a_lead_sets_them_and_members_see_them(
    database: Database, town: Town, catalogue: Catalogue, force: Organisation, set_them: Set
) -> None:
    set_them({"s1": AIM})
    viewer, stranger = town.person("vi", (force, Role.VIEWER)), town.person("sam")
    with pytest.raises(NotPermittedError):
        set_them({"s1": None}, who=viewer, seen={"s1": 1})
    with pytest.raises(NotFoundError):
        set_them({"s1": None}, who=stranger, seen={"s1": 1})
    assert stored(database, viewer, catalogue, force) == {"s1": AIM}
    for unknown in ("nothing", "nul\0"):
        with pytest.raises(NotFoundError):
            targets_in(database, viewer, catalogue, force.id, unknown)


def test_a_section_that_is_not_asked_gets_no_target(set_them: Set) -> None:
    with pytest.raises(NotFoundError):
        set_them({"s9": AIM})


def test_a_target_of_a_section_that_a_new_version_dropped_is_kept_shown_apart_and_can_be_taken_away(
    database: Database,
    lead: Actor,
    offer: Offer,
    details: Details,
    force: Organisation,
    set_them: Set,
    now: datetime,
    tmp_path: Path,
) -> None:
    set_them({"s1": AIM, "s2": AIM})
    newer = tmp_path / "newer.yaml"
    newer.write_text(offer.data.decode().partition("  - id: s2")[0].replace("version: 1.0.0", "version: 1.1.0"))
    catalogue = catalogue_of([newer, offer.file], {})
    view = targets_in(database, lead, catalogue, force.id, "saving")
    assert view.questionnaire.version == "1.1.0"
    assert [one.section for one in view.gone] == ["s2"]
    about = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    this = start_assessment(database, lead, catalogue.offers[0], about, organisation=force.id, token="new", now=now)
    assert list(results(database, lead, this.id, catalogue=catalogue).targets) == ["s1"]
    with pytest.raises(NotFoundError):
        set_targets(
            database, lead, catalogue, force.id, "saving", {"s2": replace(AIM, score=1)}, seen={"s2": 1}, now=now
        )
    set_targets(database, lead, catalogue, force.id, "saving", {"s2": None}, seen={"s2": 1}, now=now)
    assert targets_in(database, lead, catalogue, force.id, "saving").gone == ()


def test_the_form_has_where_each_section_stands_now(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, work: Assessment, now: datetime
) -> None:
    assert targets_in(database, lead, catalogue, force.id, "saving").card is None, "nothing is answered yet"
    said = {name: Answer(state=State.ANSWERED, value=1) for name in ("a", "b")}
    save_section(database, OPERATOR, work.id, "s1", said, {}, now=now)
    card = targets_in(database, lead, catalogue, force.id, "saving").card
    assert card is not None
    assert card.section("s1").score == 50


def test_targets_stand_beside_the_figures_until_a_later_year_is_agreed(
    database: Database,
    lead: Actor,
    catalogue: Catalogue,
    offer: Offer,
    details: Details,
    force: Organisation,
    work: Assessment,
    set_them: Set,
    now: datetime,
) -> None:
    set_them({"s1": AIM, "s2": AIM})
    set_them({"s2": None}, seen={"s2": 1})
    found = results(database, lead, work.id, catalogue=catalogue).targets
    assert {section: (one.score, one.by) for section, one in found.items()} == {"s1": (Fraction(60), AIM.by)}
    about = replace(details, period="2027", assessed_on=date(2027, 10, 1))
    later = start_assessment(database, OPERATOR, offer, about, organisation=force.id, token="next", now=now)
    assert results(database, lead, work.id, catalogue=catalogue).targets
    move(database, OPERATOR, later.id, WorkStatus.AGREED, seen=1, now=now)
    assert results(database, lead, work.id, catalogue=catalogue).targets == {}
    assert results(database, lead, later.id, catalogue=catalogue).targets


def test_an_organisation_goes_with_its_targets(
    database: Database, lead: Actor, catalogue: Catalogue, force: Organisation, set_them: Set, now: datetime
) -> None:
    set_them({"s1": AIM})
    assert delete_organisation(database, OPERATOR, force.id, now=now)
