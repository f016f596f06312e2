"""How often a page asks the database does not depend on how many questions there are, nor on how many were answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from selfassess.answers.model import Answer, State
from selfassess.disclosure.sharing import Choice
from selfassess.plan import ActionDraft
from selfassess.services.access import LOCAL, OPERATOR
from selfassess.services.actions import add_actions
from selfassess.services.calendar_feeds import Made, make_feed
from selfassess.services.catalogue import catalogue_of
from selfassess.services.plans import begin_plan
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import move
from selfassess.store.model import Details
from selfassess.store.organisations import add_organisation
from selfassess.store.partnerships import add_partnership, join_partnership, set_signatories_public
from selfassess.store.people import OrganisationKind
from selfassess.store.signatures import Signature, add_signature
from selfassess.voices.steps import WorkStatus

HEAD = """\
format: 1
id: long-page
version: 1.0.0
title: A long page
scale:
  - {value: 0, name: Not started}
  - {value: 1, name: Exploring}
  - {value: 2, name: Developing}
sections:
  - id: one
    title: One
    questions:
"""
QUESTION = """\
      - {{id: q{number}, type: level, prompt: How far {number}?, levels: {{0: None., 1: Some., 2: All.}}}}
"""


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run within, BEGIN too."""
    statements: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def answered(app: Flask, person: Any, tmp_path: Path) -> Callable[[int], str]:
    """The address of an assessment whose one section has so many questions, all of them answered."""

    def build(questions: int) -> str:
        file = tmp_path / f"{questions}.yaml"
        file.write_text(HEAD + "".join(QUESTION.format(number=number) for number in range(questions)))
        offer = catalogue_of([file], {}).offers[0]
        details = Details(organisation=f"{questions}", period="2026", assessed_on=date(2026, 10, 1), profile={})
        database = app.extensions["selfassess"].database
        made = start_assessment(database, OPERATOR, offer, details, token=f"{questions}", now=datetime.now(UTC))
        page = person.get(f"/assessments/{made.id}/sections/one")
        said = {f"q{number}_value": "1" for number in range(questions)}
        person.post(page.action(), page.form() | said | {"action": "stay"}, 303)
        return f"/assessments/{made.id}"

    return build


@pytest.mark.parametrize(
    ("page", "most"), [("", 23), ("/sections/one", 12), ("/check", 15), ("/results", 28), ("/report.json", 26)]
)
def test_a_page_asks_as_often_for_sixty_questions_as_for_ten(
    person: Any, answered: Callable[[int], str], page: str, most: int
) -> None:
    few, many = answered(10), answered(60)
    with counted() as for_few:
        person.get(few + page)
    with counted() as for_many:
        person.get(many + page)
    assert len(for_many) == len(for_few) <= most


def test_saving_sixty_answers_takes_as_many_statements_as_saving_ten(
    person: Any, answered: Callable[[int], str]
) -> None:
    taken = []
    for questions in (10, 60):
        page = person.get(f"{answered(questions)}/sections/one")
        changed = {f"q{number}_value": "2" for number in range(questions)}
        with counted() as statements:
            person.post(page.action(), page.form() | changed | {"action": "continue"}, 303)
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 21


def test_a_calendar_program_asks_as_often_for_thirty_actions_as_for_three(app: Flask, person: Any) -> None:
    database, now = app.extensions["selfassess"].database, datetime.now(UTC)
    asked = []
    for count in (3, 30):
        with database.writing() as session:
            add_organisation(session, f"council-{count}", f"Council {count}", OrganisationKind.COUNCIL, now)
        plan = begin_plan(
            database, OPERATOR, f"council-{count}", "pledge", starts_on=now.date(), assessment=None, now=now
        )
        drafts = [ActionDraft(text=f"Number {number}", due_on=now.date()) for number in range(count)]
        add_actions(database, OPERATOR, f"council-{count}", plan.id, drafts, now=now)
        made = make_feed(database, LOCAL, f"council-{count}", own=False, token="a form", now=now)
        assert isinstance(made, Made)
        with counted() as statements:
            person.get(f"/calendar/{made.secret}.ics")
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 10


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/actions", 14),
        ("/actions/{action}", 24),
        ("/actions/{action}/change", 24),
        ("/plans/{plan}/next", 23),
        ("/plans/{plan}/checks", 19),
    ],
)
def test_a_page_of_actions_asks_as_often_for_thirty_as_for_three(app: Flask, person: Any, page: str, most: int) -> None:
    database, now = app.extensions["selfassess"].database, datetime.now(UTC)
    asked = []
    for count in (3, 30):
        place = f"council-{count}"
        with database.writing() as session:
            add_organisation(session, place, f"Council {count}", OrganisationKind.COUNCIL, now)
        plan = begin_plan(database, OPERATOR, place, "bnssg-pledge", starts_on=now.date(), assessment=None, now=now)
        drafts = [ActionDraft(text=f"Number {number}", owner_role=f"Head {number}") for number in range(count)]
        made = add_actions(database, OPERATOR, place, plan.id, drafts, now=now)
        assert isinstance(made, tuple)
        with counted() as statements:
            person.get(f"/organisations/{place}{page}".format(plan=plan.id, action=made[0].id))
        asked.append(len(statements))
    assert asked[0] == asked[1] <= most


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/partnerships/{place}/signatories", 10),
        ("/partnerships/{place}/signatories.csv", 8),
        ("/signatories/{place}", 8),
    ],
)
def test_a_list_of_signatories_asks_as_often_for_thirty_organisations_as_for_three(
    app: Flask, person: Any, page: str, most: int
) -> None:
    database, now = app.extensions["selfassess"].database, datetime.now(UTC)
    asked = []
    for count in (3, 30):
        place = f"region-{count}"
        with database.writing() as session:
            add_partnership(session, place, place, now)
            set_signatories_public(session, place, True)
            for number in range(count):
                id = f"{place}-{number}"
                add_organisation(session, id, id, OrganisationKind.COUNCIL, now)
                join_partnership(session, place, id, now)
                assert add_signature(session, signature_of(id, now))
        with counted() as statements:
            person.get(page.format(place=place))
        asked.append(len(statements))
    assert asked[0] == asked[1] <= most


def signature_of(organisation: str, now: datetime) -> Signature:
    return Signature(
        id=organisation,
        organisation=organisation,
        questionnaire="bnssg-pledge",
        assessment=None,
        name="Ada",
        role="Chair",
        signed_on=now.date(),
        statement="We sign.",
        key_actions=(),
        signed_at=now,
        signed_by=None,
    )


@pytest.mark.parametrize(
    ("page", "most"), [("/next-steps", 11), ("/next-steps?raise=q1.2", 11), ("/next-steps/plan?raise=q1.2", 16)]
)
def test_next_steps_ask_as_often_for_sixty_questions_as_for_ten(
    person: Any, answered: Callable[[int], str], page: str, most: int
) -> None:
    few, many = answered(10), answered(60)
    with counted() as for_few:
        person.get(few + page)
    with counted() as for_many:
        person.get(many + page)
    assert len(for_many) == len(for_few) <= most


def years_of(app: Flask, file: Path, count: int) -> tuple[str, str]:
    """So many finished years of one organisation, named after how many: its id, and that of the last year."""
    file.write_text(HEAD + QUESTION.format(number=0))
    offer, database, now = catalogue_of([file], {}).offers[0], app.extensions["selfassess"].database, datetime.now(UTC)
    for year in range(2026 - count, 2026):
        details = Details(organisation=f"{count}", period=f"{year}", assessed_on=date(year, 10, 1), profile={})
        made = start_assessment(database, OPERATOR, offer, details, token=f"{count} {year}", now=now)
        said = {"q0": Answer(state=State.ANSWERED, value=year % 3)}
        save_section(database, OPERATOR, made.id, "one", said, {}, now=now)
        move(database, OPERATOR, made.id, WorkStatus.AGREED, seen=1, now=now)
    return made.organisation_id, made.id


@pytest.mark.parametrize(
    ("page", "most", "each"),
    [
        ("/organisations/{place}/years/long-page", 23, 3),
        ("/organisations/{place}/years/long-page/compare.json", 23, 3),
        ("/assessments/{last}/report.json", 26, 3),
        ("/assessments/{last}/report", 12, 0),
        ("/organisations/{place}/targets/long-page", 14, 0),
        ("/questionnaires/long-page/versions/rehearsal", 12, 0),
    ],
)
def test_a_page_over_years_asks_a_few_times_more_for_each_of_them_and_no_more(
    app: Flask, person: Any, tmp_path: Path, page: str, most: int, each: int
) -> None:
    asked = []
    for count in (2, 9):
        place, last = years_of(app, tmp_path / f"{count}.yaml", count)
        with counted() as statements:
            person.get(page.format(place=place, last=last))
        asked.append(len(statements))
    assert asked[1] - asked[0] == 7 * each
    assert asked[0] <= most + 2 * each


def test_pages_of_a_steering_group_ask_as_often_for_eight_organisations_as_for_two(
    app: Flask, person: Any, regions: Any
) -> None:
    most = {"": 14, "?order=signed": 15, "/figures": 31, "/years": 10, "/actions": 19}
    asked: dict[str, list[int]] = {page: [] for page in (*most, "against", "report", "packs")}
    for count in (2, 8):
        region = regions(app.extensions["selfassess"].database, datetime(2026, 11, 1, tzinfo=UTC), f"With {count}")
        for number in range(count):
            organisation = region.organisation(f"Number {number} of {count}")
            id = region.result(organisation, number % 4, Choice.MEMBERS)
            region.plan(organisation, id, ActionDraft(text="Ask more people"))
        for page in most:
            with counted() as statements:
                person.get(region.shared + page)
            asked[page].append(len(statements))
        with counted() as statements:
            person.get(f"/organisations/{organisation.id}/against/{region.partnership.id}/honest")
        asked["against"].append(len(statements))
        with counted() as statements:
            person.get(f"/partnerships/{region.partnership.id}/report/honest/2026")
        asked["report"].append(len(statements))
        with counted() as statements:
            person.get(f"/partnerships/{region.partnership.id}/packs")
        asked["packs"].append(len(statements))
    for page, (few, many) in asked.items():
        assert few == many <= (most | {"against": 36, "report": 30, "packs": 30})[page], page
