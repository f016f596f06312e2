"""Certificates, registers of signatories, and the public list, on the pages of those who may see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import text

from selfassess.store.people import Organisation, Partnership, Role

from .members import database_of
from .person import Person
from .town import Town

DAY = {"signed_on_day": "1", "signed_on_month": "9", "signed_on_year": "2026"}
CHAIR = DAY | {"name": "Ada Okafor", "role": "Chair of the board", "confirmed": "y"}
EXAMPLE = text("UPDATE organisation SET example = true WHERE id = :id")
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


@pytest.fixture
def council(town: Town) -> Organisation:
    return town.organisation("Gŵyl Council")


@pytest.fixture
def partnership(town: Town, council: Organisation) -> Partnership:
    return town.partnership("The Region", council, town.organisation("Unsigned"))


@pytest.fixture
def chair(town: Town, council: Organisation) -> Person:
    return town.person("Cai", (council, Role.SIGNATORY))


@pytest.fixture
def runner(town: Town, partnership: Partnership) -> Person:
    return town.person("Ruth", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))


def sign(person: Person, place: Organisation, **changes: str) -> str:
    """Sign the pledge by the page; gives the address of what was signed."""
    address = f"/organisations/{place.id}/commitments/bnssg-pledge"
    person.send(person.get(address), **(CHAIR | changes))
    return address


def register(partnership: Partnership) -> str:
    return f"/partnerships/{partnership.id}/signatories"


def public(partnership: Partnership) -> str:
    return f"/signatories/{partnership.id}"


def test_after_signing_there_is_a_certificate_to_print_and_to_read(
    council: Organisation, chair: Person, sound_pdf: Callable[[bytes], bytes]
) -> None:
    chair.get(f"/organisations/{council.id}/commitments/bnssg-pledge/certificate.pdf", 404)
    address = sign(chair, council, action_1="Meet people.", kind_1="new")
    page = chair.get(f"/organisations/{council.id}/commitments")
    printed = chair.get(page.link("Certificate to print (PDF)")).response
    assert printed.mimetype == "application/pdf"
    assert "certificate-gwyl-council-bnssg-pledge.pdf" in printed.headers["Content-Disposition"]
    (sheet,) = PdfReader(io.BytesIO(sound_pdf(printed.data))).pages
    assert "Chair of the board" in sheet.extract_text()
    assert chair.get(f"{address}/certificate.pdf").response.data == printed.data
    said = chair.get(f"{address}/certificate").response.text
    assert "Gŵyl Council has signed" in said
    assert "Meet people. (new)" in said


def test_the_register_of_an_organisation_tells_of_a_change_of_post_holder(council: Organisation, chair: Person) -> None:
    address = f"/organisations/{council.id}/signatures"
    assert "Nothing is signed yet." in chair.get(address).response.text
    sign(chair, council)
    sign(chair, council, name="Ben Lee")
    page = chair.get(address)
    assert "Stands, after a change of post-holder" in page.response.text
    assert "Ada Okafor" in page.response.text
    rows = list(csv.DictReader(io.StringIO(chair.get(f"{address}.csv").response.data.decode("utf-8-sig"))))
    assert [(row["name"], row["stands"]) for row in rows] == [("Ben Lee", "yes"), ("Ada Okafor", "no")]
    assert (
        "after a change of post-holder"
        in chair.get(f"/organisations/{council.id}/commitments/bnssg-pledge/certificate").response.text
    )


def test_the_register_of_a_partnership_says_who_has_signed_and_who_has_not_yet(
    town: Town, partnership: Partnership, council: Organisation, chair: Person
) -> None:
    sam = town.person("Sam", (partnership, Role.STEERING_GROUP))
    sign(chair, council)
    sign(chair, council, name="Ben Lee")
    page = sam.get(sam.get(f"/partnerships/{partnership.id}").link("Who has signed, and who has not yet"))
    for said in ("1 of 2 organisations have signed.", "Not signed yet", "Ben Lee", "then the post-holder changed"):
        assert said in page.response.text
    assert "Public list" not in page.response.text, "that is for who runs it"
    assert "=" not in sam.get(f"{register(partnership)}.csv").response.data.decode("utf-8-sig")


def test_a_list_that_is_not_public_looks_as_if_it_had_never_been(
    person: Person, partnership: Partnership, runner: Person
) -> None:
    def told(address: str) -> list[str]:
        return [line for line in person.get(address, 404).response.text.splitlines() if "nonce" not in line]

    nothing = told(f"/signatories/{'0' * 32}")
    assert told(public(partnership)) == nothing
    runner.send(runner.get(f"{register(partnership)}/public"))
    assert "Who has signed" in person.get(public(partnership)).response.text
    runner.send(runner.get(f"{register(partnership)}/public"))
    assert told(public(partnership)) == nothing


def test_the_public_list_names_no_person_and_is_kept_nowhere(
    person: Person, partnership: Partnership, runner: Person, council: Organisation, chair: Person
) -> None:
    sign(chair, council, role=HOSTILE)
    setting = runner.get(f"{register(partnership)}/public")
    assert "What everybody would see" in setting.response.text
    assert "Ada Okafor" not in setting.response.text
    page = runner.send(setting)
    assert public(partnership) in runner.follow(page).response.text
    seen = person.get(public(partnership)).response
    assert council.name in seen.text
    assert "&lt;script&gt;" in seen.text
    assert "1 September 2026" in seen.text
    for hidden in ("Ada Okafor", "Unsigned", HOSTILE):
        assert hidden not in seen.text
    assert seen.headers["X-Robots-Tag"] == "noindex"
    assert seen.headers["Cache-Control"] == "no-store"


def test_a_form_that_somebody_else_overtook_is_asked_again(partnership: Partnership, runner: Person) -> None:
    stale = runner.get(f"{register(partnership)}/public")
    runner.send(runner.get(f"/partnerships/{partnership.id}/details"), name="Another name")
    again = runner.send(stale, 409)
    assert again.form()["public"] == "yes"
    runner.send(again)
    assert runner.send(stale).status == 303, "what is so already is no conflict"


def test_only_who_runs_the_partnership_makes_the_list_public(
    town: Town, partnership: Partnership, council: Organisation
) -> None:
    sam = town.person("Sam", (partnership, Role.STEERING_GROUP))
    sam.get(f"{register(partnership)}/public", 403)
    town.person("Lea", (council, Role.LEAD)).get(register(partnership), 404)


def test_an_example_is_marked(app: Flask, person: Person, partnership: Partnership, council: Organisation,
                              chair: Person, runner: Person) -> None:  # fmt: skip
    sign(chair, council)
    runner.send(runner.get(f"{register(partnership)}/public"))
    with database_of(app).writing() as session:
        session.execute(EXAMPLE, {"id": council.id})
    assert "Gŵyl Council (example)" in person.get(public(partnership)).response.text
    assert "Gŵyl Council (example)" in runner.get(register(partnership)).response.text
