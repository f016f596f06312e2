"""Pages of action files and of examples: a plan taken along and read back, problems all at once, templates ticked."""

from __future__ import annotations

import base64
import csv
import io

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from selfassess.services.access import OPERATOR
from selfassess.services.action_templates import templates_on_offer
from selfassess.services.plans import begin_plan, plans_of
from selfassess.store.people import Role

from .members import database_of
from .page import Page
from .person import Person
from .town import NOW, Town

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOSTILE = '"><svg onload=alert(1)>{{7*7}}</textarea><script>'


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


@pytest.fixture
def board(app: Flask, person: Person, assessment: str) -> str:
    """The board of an organisation with a plan about `pages`; without accounts, as at one laptop."""
    address = person.get(assessment).link("Actions")
    organisation = address.split("/")[2]
    begin_plan(database_of(app), OPERATOR, organisation, "pages", starts_on=NOW.date(), assessment=None, now=NOW)
    return address


def send_file(person: Person, page: Page, data: bytes, expect: int = 200, name: str = "actions.csv") -> Page:
    form = {key: value for key, value in page.form().items() if key != "file"}
    return person.post(
        page.action(), form | {"file": (io.BytesIO(data), name)}, expect,
        base=page.address, content_type="multipart/form-data",
    )  # fmt: skip


def take(person: Person, preview: Page, expect: int = 303) -> Page:
    return person.post(preview.action(), preview.form(), expect, base=preview.address,
                       content_type="multipart/form-data")  # fmt: skip


def file_page(person: Person, board: str) -> Page:
    return person.get(person.get(board).link("Read actions from a file"))


def table_of(person: Person, board: str) -> list[dict[str, str]]:
    page = person.get(file_page(person, board).link("as a table (CSV)"))
    return list(csv.DictReader(io.StringIO(page.response.data.decode("utf-8-sig"))))


def test_a_file_is_looked_at_first_then_taken_in_and_twice_is_once(person: Person, board: str) -> None:
    data = "action;owner;due;status;colour\nMeet;role: Chair;31/12/2026;under way;red\nTrain;;;;\n".encode("utf-8-sig")
    preview = send_file(person, file_page(person, board), data)
    assert "2 actions are added" in preview.text
    assert "This column is not read: colour." in preview.text
    assert not table_of(person, board)
    done = person.follow(take(person, preview))
    assert "2 actions are added." in done.text
    assert [row["owner"] for row in table_of(person, board)] == ["role: Chair", ""]
    again = person.follow(take(person, preview))
    assert "Everything in the file stands in the plan already" in again.text
    assert len(table_of(person, board)) == 2
    assert "Everything stands in the plan already" in send_file(person, file_page(person, board), data).text


def test_a_workbook_goes_out_is_changed_and_comes_back(person: Person, board: str) -> None:
    take(person, send_file(person, file_page(person, board), b"action\n=1+1\n"))
    out = person.get(file_page(person, board).link("the plan as a workbook (XLSX)")).response
    assert out.mimetype == XLSX
    assert "attachment; filename=actions-pages-" in out.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(out.data))
    sheet = book["Actions"]
    assert sheet["B2"].value == "=1+1"
    sheet["C2"] = "We count to two"
    sheet["B2"].data_type = "s"
    changed = io.BytesIO()
    book.save(changed)
    preview = send_file(person, file_page(person, board), changed.getvalue(), name="actions.xlsx")
    assert "1 action is changed" in preview.text
    assert "We count to two" in preview.text
    take(person, preview)
    (row,) = table_of(person, board)
    assert (row["action"], row["measure of success"]) == ("'=1+1", "We count to two")


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_done(person: Person, board: str) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Mine"
    for row in (
        ["action", "due", "owner"],
        ["Fine", None, None],
        ["Late", "soon", HOSTILE],
        [None, "2026-13-01", None],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    page = send_file(person, file_page(person, board), out.getvalue(), 422, "mine.xlsx")
    assert "The file – It has 4 problems" in page.text
    assert "Sheet “Mine”, row 3, column B (due): “soon” is no day." in page.text
    assert "Sheet “Mine”, row 4, column A (action): Say what is to be done." in page.text
    assert not table_of(person, board)
    assert "Choose a file" in person.send(file_page(person, board), 422).text
    assert "no CSV or XLSX file" in send_file(person, file_page(person, board), b"%PDF-1.7", 422).text


def test_what_changed_meanwhile_is_shown_again_before_anything_is_done(person: Person, board: str) -> None:
    preview = send_file(person, file_page(person, board), b"action\nMeet\nTrain\n")
    take(person, send_file(person, file_page(person, board), b"action\nMeet\n"))
    page = take(person, preview, 409)
    assert "The plan changed since the file was read" in page.text
    assert "1 action is added" in page.text
    take(person, page)
    assert [row["action"] for row in table_of(person, board)] == ["Meet", "Train"]


def test_a_form_that_carries_no_file_does_nothing(person: Person, board: str) -> None:
    preview = send_file(person, file_page(person, board), b"action\nMeet\n")
    for file in ("", "no base64!", "é", base64.urlsafe_b64encode(b"action\n").decode()):
        page = person.post(preview.action(), preview.form() | {"file": file}, 409, base=preview.address)
        assert "The plan changed since the file was read" in page.text
    assert not table_of(person, board)


def test_an_expired_form_shows_again_what_the_file_would_do(person: Person, board: str) -> None:
    preview = send_file(person, file_page(person, board), b"action\nMeet\n")
    person.forget()
    page = take(person, preview, 400)
    assert "1 action is added" in page.text
    take(person, page)
    assert len(table_of(person, board)) == 1


def test_hostile_texts_come_back_escaped_and_unchanged(person: Person, board: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["action", HOSTILE], [HOSTILE, "x"]])
    preview = send_file(person, file_page(person, board), out.getvalue().encode())
    assert HOSTILE in preview.text
    take(person, preview)
    assert [row["action"] for row in table_of(person, board)] == [HOSTILE]


# Examples


def test_examples_are_ticked_and_added_once(app: Flask, person: Person, board: str) -> None:
    page = person.get(person.get(board).link("Start from examples"))
    assert "Tick at least one" in person.send(page, 422).text
    ids = [box.get("value") for box in page.all("input") if box.get("name") == "example"]
    every = templates_on_offer()
    assert len(ids) == len(set(ids)) == sum(len(file.actions) for file in every.files)
    assert "pledge-examples/steering-group" in ids
    chosen = {"example": ["pledge-examples/steering-group", "llr-workstreams/outcomes", "no/such"]}
    done = person.follow(person.send(page, **chosen))
    assert "2 actions are added. Say who leads each and by when." in done.text
    assert "What you ticked stands in the plan already." in person.follow(person.send(page, **chosen)).text
    page = person.get(person.get(board).link("Start from examples"))
    assert page.text.count("It stands in the plan already.") == 2
    rows = table_of(person, board)
    assert [row["action"] for row in rows][1] == "Set up an organisational trauma-informed steering group."
    assert rows[1]["measure of success"].startswith("The group has met at least four times")


def test_examples_link_the_questions_that_the_plan_is_about(app: Flask, person: Person, town: Town) -> None:
    place = town.organisation("Trust")
    database = database_of(app)
    plan = begin_plan(database, OPERATOR, place.id, "bnssg-pledge", starts_on=NOW.date(), assessment=None, now=NOW)
    page = person.get(f"/organisations/{place.id}/plans/{plan.id}/examples")
    person.send(page, example=["pledge-examples/champion"])
    ((action,),) = [one.actions for one in plans_of(database, OPERATOR, place.id)]
    assert (action.questions, action.suggestion, action.effort) == (
        ("c8-champions",), "pledge-examples/champion", "low")  # fmt: skip


def test_templates_of_ones_own_are_offered_and_broken_ones_named(app: Flask, person: Person, board: str) -> None:
    folder = app.extensions["selfassess"].instance / "questionnaires" / "actions"
    folder.mkdir()
    own = "format: 1\nid: own\ntitle: Our own\nsource: {title: Us}\nactions: [{id: a, do: Meet., measure: We met.}]\n"
    (folder / "own.yaml").write_text(own)
    (folder / "same.yaml").write_text(own.replace("Our own", "Another"))
    (folder / "broken.yaml").write_text("actions: 3")
    page = person.get(person.get(board).link("Start from examples"))
    assert "Our own" in page.text
    assert "2 files of examples cannot be used" in page.text
    assert "broken.yaml" in page.text
    person.send(page, example=["own/a"])
    assert [row["action"] for row in table_of(person, board)] == ["Meet."]
    person.get("/")  # the catalogue of questionnaires takes none of them for one


# Who may


def test_who_sees_the_plan_takes_it_along_and_only_the_lead_takes_in(app: Flask, town: Town) -> None:
    place = town.organisation("Trust")
    database = database_of(app)
    plan = begin_plan(database, OPERATOR, place.id, "pages", starts_on=NOW.date(), assessment=None, now=NOW)
    viewer, lead = town.person("Vi", (place, Role.VIEWER)), town.person("Lee", (place, Role.LEAD))
    address = f"/organisations/{place.id}/plans/{plan.id}"
    assert viewer.get(f"{address}/actions.csv").response.data.startswith(b"\xef\xbb\xbfid,action")
    assert viewer.get(f"{address}/actions.xlsx").response.mimetype == XLSX
    for page in ("file", "examples"):
        viewer.get(f"{address}/{page}", 403)
    preview = send_file(lead, lead.get(f"{address}/file"), b"action,owner\nMeet,LEE@example.org\nTalk,Lee\n")
    assert "Lee · no day yet" in preview.text
    take(lead, preview)
    assert {row["owner"] for row in csv.DictReader(
        io.StringIO(viewer.get(f"{address}/actions.csv").response.data.decode("utf-8-sig")))} == {"Lee"}  # fmt: skip
