"""How organisations and partnerships look on paper: who chooses, what two at once do, and on what it is printed."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.report.blocks import Brand, Logo
from selfassess.report.certificate import certificate
from selfassess.report.partnership.report import partnership_report
from selfassess.report.report import build_report
from selfassess.services.access import LOCAL, OPERATOR, VISITOR
from selfassess.services.assessments import change_details, list_assessments
from selfassess.services.branding import (
    NOTHING,
    Branded,
    BrandedMeanwhile,
    brand_of_organisation,
    brand_to_change,
    set_brand,
)
from selfassess.services.catalogue import Catalogue, catalogue_of
from selfassess.services.certificates import certified
from selfassess.services.example import load_example, remove_example
from selfassess.services.organisations import delete_organisation
from selfassess.services.partnership_actions import partnership_year
from selfassess.services.partnerships import delete_partnership
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.results import results
from selfassess.services.starting import start_assessment
from selfassess.store.branding import keep_brand
from selfassess.store.database import Database
from selfassess.store.organisations import delete_unused_organisation, find_organisation
from selfassess.store.people import Place, Role
from selfassess.store.signatures import Signature, add_signature

from .members import Town, at

T = Translator()


def png() -> bytes:
    found = BytesIO()
    Image.new("RGB", (60, 30), "navy").save(found, "PNG")
    return found.getvalue()


PLUM = Brand(
    name="The Force",
    accent="#6b2c91",
    footer="Registered charity 1",
    logo=Logo(png=png(), width=60, height=30, words="A star"),
)


def test_who_runs_a_place_chooses_how_it_looks_and_nobody_else(
    town: Town, database: Database, force, lead, now: datetime
):
    partnership, _ = town.partnership("Together")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    for who, place in ((lead, at(force)), (LOCAL, at(force)), (pat, at(partnership)), (OPERATOR, at(partnership))):
        seen = brand_to_change(database, who, place).revision
        done = set_brand(database, who, place, replace(PLUM, footer=f"{who.kind}"), seen=seen, now=now)
        assert isinstance(done, Branded)
    viewer = town.person("vic", (force, Role.VIEWER), (partnership, Role.STEERING_GROUP))
    refusals = (viewer, NotPermittedError), (town.person("nobody"), NotFoundError), (VISITOR, NotFoundError)
    for place in (at(force), at(partnership)):
        for who, refused in refusals:
            with pytest.raises(refused):
                brand_to_change(database, who, place)
            with pytest.raises(refused):
                set_brand(database, who, place, Brand(), seen=2, now=now)


def test_it_comes_back_as_it_was_chosen(database: Database, force, lead, now: datetime):
    assert brand_to_change(database, lead, at(force)) == NOTHING
    kept = set_brand(database, lead, at(force), PLUM, seen=0, now=now).now
    assert (kept.brand, kept.revision) == (PLUM, 1)
    assert brand_to_change(database, lead, at(force)) == kept


def test_the_same_form_twice_changes_it_once_and_a_stale_one_is_told(database: Database, force, lead, now: datetime):
    place = at(force)
    for _ in range(2):
        assert isinstance(set_brand(database, lead, place, PLUM, seen=0, now=now), Branded)
    stale = set_brand(database, lead, place, Brand(footer="Mine"), seen=0, now=now)
    assert isinstance(stale, BrandedMeanwhile)
    assert stale.now == brand_to_change(database, lead, place)
    with database.reading() as session:
        told = session.execute(text("SELECT after FROM audit_event WHERE event = 'look on paper changed'")).all()
    assert len(told) == 1
    assert "charity" not in str(told)


def test_of_two_first_times_at_once_one_is_told_of_the_other(database: Database, force, lead, now: datetime):
    place, done = at(force), list[object]()
    second = threading.Thread(
        target=lambda: done.append(set_brand(database, lead, place, Brand(footer="Two"), seen=0, now=now))
    )
    with database.writing() as session:
        find_organisation(session, force.id, to_change=True)
        keep_brand(session, place, Brand(footer="One"), now, new_id="1" * 32, by=None)
        second.start()
        second.join(0.5)  # long enough for it to get as far as it can
        assert done == []
    second.join()
    assert [one.now.brand.footer for one in done if isinstance(one, BrandedMeanwhile)] == ["One"]


def test_an_empty_one_is_none_and_goes_on_counting(database: Database, force, lead, now: datetime):
    set_brand(database, lead, at(force), PLUM, seen=0, now=now)
    done = set_brand(database, lead, at(force), Brand(), seen=1, now=now)
    assert done.now.revision == 2
    with database.reading() as session:
        assert brand_of_organisation(session, force.id) is None
        assert brand_of_organisation(session, "nobody") is None


def test_a_service_looks_like_the_organisation_around_it_but_for_its_name(
    town: Town, database: Database, force, lead, now: datetime
):
    ward = town.service(force, "Ward")
    with database.reading() as session:
        assert brand_of_organisation(session, ward.id) is None
    set_brand(database, lead, at(force), PLUM, seen=0, now=now)
    with database.reading() as session:
        assert brand_of_organisation(session, ward.id) == replace(PLUM, name="")
    set_brand(database, lead, at(ward), Brand(footer="The ward"), seen=0, now=now)
    with database.reading() as session:
        assert brand_of_organisation(session, ward.id) == Brand(footer="The ward")


def test_reports_are_printed_in_it(database: Database, work, force, lead, now: datetime):
    set_brand(database, lead, at(force), PLUM, seen=0, now=now)
    report = build_report(results(database, lead, work.id, catalogue=catalogue_of([], {}), on_paper=True), T)
    assert report.brand == PLUM
    assert report.cover.organisation == "The Force"
    assert "The Force" in report.title


def test_certificates_and_reports_of_a_partnership_are_printed_in_it(region, database: Database, now: datetime):
    council = region.organisation("Council")
    signed = Signature(
        id="s",
        organisation=council.id,
        questionnaire=region.offer.questionnaire.id,
        assessment=None,
        name="Ada",
        role="Chair",
        signed_on=now.date(),
        statement="We sign.",
        key_actions=(),
        signed_at=now,
        signed_by=None,
    )
    with database.writing() as session:
        assert add_signature(session, signed)
    region.result(council, Choice.STEERING)
    for place in (at(council), at(region.partnership)):
        set_brand(database, OPERATOR, place, PLUM, seen=0, now=now)
    catalogue = Catalogue(offers=(region.offer,), broken=())
    found = certified(database, OPERATOR, catalogue, T, council, signed.questionnaire)
    year = partnership_year(
        database, region.sam, region.partnership.id, "saving", year=2026, t=T, today=date(2026, 11, 1), on_paper=True
    )
    assert year is not None
    for report in (certificate(found, T), partnership_report(year, T)):
        assert (report.brand, report.cover.organisation) == (PLUM, "The Force")
        assert "The Force" in report.title


def test_working_alone_it_goes_along_when_the_organisation_gets_another_name(
    database: Database, assessment, details, offer, now: datetime
):
    set_brand(database, LOCAL, Place(organisation=assessment.organisation_id), PLUM, seen=0, now=now)
    renamed = replace(details, organisation="The same, spelt right")
    done = change_details(database, LOCAL, assessment.id, renamed, seen=assessment.revision, now=now)
    with database.reading() as session:
        assert brand_of_organisation(session, done.assessment.organisation_id) == PLUM
    other = start_assessment(database, LOCAL, offer, replace(details, period="2025"), token="other", now=now)
    set_brand(database, LOCAL, Place(organisation=other.organisation_id), Brand(footer="Ours"), seen=0, now=now)
    now_other = replace(details, period="2025", organisation="The same, spelt right")
    change_details(database, LOCAL, other.id, now_other, seen=other.revision, now=now)
    with database.reading() as session:
        assert brand_of_organisation(session, done.assessment.organisation_id) == PLUM


def test_it_goes_with_the_example(database: Database, now: datetime):
    load_example(database, OPERATOR, now=now)
    whose = list_assessments(database, OPERATOR)[0].organisation_id
    set_brand(database, OPERATOR, Place(organisation=whose), PLUM, seen=0, now=now)
    remove_example(database, OPERATOR, now=now)
    assert brands(database) == 0


def test_it_goes_with_its_organisation_or_partnership(town: Town, database: Database, now: datetime):
    empty, (partnership, _) = town.organisation("Empty"), town.partnership("None")
    for place in (at(empty), at(partnership)):
        set_brand(database, OPERATOR, place, PLUM, seen=0, now=now)
    with database.writing() as session:
        assert not delete_unused_organisation(session, empty.id), "somebody cared how it looks"
    assert delete_organisation(database, OPERATOR, empty.id, now=now)
    assert delete_partnership(database, OPERATOR, partnership.id, now=now)
    assert brands(database) == 0


def brands(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM branding")) or 0
