"""Every address and method stands in a reviewed table, answers only to its method, and knows what it does not know."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from selfassess.web.security.routes import route_for

from .person import Person, start

with (Path(__file__).parent / "routes.csv").open(encoding="utf-8", newline="") as table:
    ROUTES = list(csv.DictReader(table))
OF_AN_ASSESSMENT = [row for row in ROUTES if row["address"].startswith("/assessments/<string:id>")]
NOBODYS_THINGS = {
    "file", "question", "questionnaire", "secret", "section", "sha256", "step", "suffix", "version", "year"
}  # fmt: skip
"""The parts of an address that a page may get as they are written."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")


def name(row: dict[str, str]) -> str:
    return f"{row['method']} {row['address']}"


def address_of(row: dict[str, str], *, id: str, sha256: str = "0" * 64) -> str:
    filled = row["address"].replace("<string:section>", "one").replace("<string:suffix>", "json")
    filled = filled.replace("<string:step>", "agreed").replace("<string:question>", "learn")
    return filled.replace("<string:id>", id).replace("<string:sha256>", sha256).replace("<string:version>", "1.0.0")


@pytest.fixture(scope="module")
def quiet_person(quiet_app):
    return Person(quiet_app)


@pytest.fixture(scope="module")
def quiet_assessment(quiet_person):
    return start(quiet_person, sector="police")


def test_the_table_lists_what_the_application_answers_to(app):
    found = {
        (rule.rule, method, route_for(app, rule.endpoint, method).policy.name)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD"}
    }
    assert found == {(row["address"], row["method"], row["policy"]) for row in ROUTES}


def test_no_page_is_given_an_id_it_would_have_to_look_up_itself(app):
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD"}:
            route = route_for(app, rule.endpoint, method)
            assert rule.arguments - route.policy.takes <= NOBODYS_THINGS, f"{method} {rule.rule}"


@pytest.mark.parametrize("row", ROUTES, ids=name)
def test_other_methods_are_refused_with_a_page(quiet_app, row):
    allowed = {other["method"] for other in ROUTES if other["address"] == row["address"]} | {"HEAD"}
    address = address_of(row, id="nobody").replace("<path:file>", "app.css")
    for method in set(METHODS) - allowed - ({"HEAD"} if "GET" not in allowed else set()):
        answer = quiet_app.test_client().open(address, method=method, headers={"Host": "127.0.0.1"})
        assert answer.status_code == 405, method
        assert answer.headers["Content-Security-Policy"]
        assert "POST" in answer.headers["Allow"] or "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("row", OF_AN_ASSESSMENT, ids=name)
def test_an_assessment_that_is_not_there_is_not_found(quiet_person, quiet_assessment, row):
    address = address_of(row, id="nobody")
    if row["method"] == "GET":
        quiet_person.get(address, 404)
    else:
        token = quiet_person.get(quiet_assessment + "/details").form()["csrf_token"]
        quiet_person.post(address, {"csrf_token": token, "action": "continue"}, 404)


@pytest.mark.parametrize("row", [row for row in OF_AN_ASSESSMENT if row["method"] == "GET"], ids=name)
def test_a_page_that_is_got_twice_is_the_same(quiet_person, quiet_assessment, row):
    address = address_of(row, id=quiet_assessment.rsplit("/", 1)[-1])
    expect = 403 if address.endswith(("/correct", "/sign")) else 200  # there is nothing to correct or sign in a draft
    if row["policy"] == "see workshop":
        expect = 403  # it has not opened
    if row["policy"] == "own sheet" or "<string:participation>" in row["address"]:
        expect = 404  # nobody contributes to it
    if "<string:partnership>" in row["address"]:
        expect = 404  # its organisation belongs to none
    first, second = quiet_person.get(address, expect), quiet_person.get(address, expect)
    if first.tree is not None and "/report/view" not in address:
        assert first.text == second.text
