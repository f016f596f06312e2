"""Pages of organisations, partnerships and accounts, as each sort of person gets them."""

from __future__ import annotations

import pytest
from flask import Flask

from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind, Role

from .members import database_of
from .page import Page
from .person import Person
from .town import NOW, Town

HOSTILE = '"><svg onload=alert(1)>{{7*7}}</title><script>'


def ways(page: Page) -> list[str]:
    """The words of the links in the head of the page."""
    (nav,) = [one for one in page.all("nav") if one.get("aria-label") == "Main"]
    return ["".join(a.itertext()) for a in nav.iter("a")]


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


# Home and navigation


def test_working_alone_the_first_page_only_offers_accounts(person: Person):
    page = person.get("/")
    assert "Work with others?" in page.text
    assert "Nothing here yet: three steps" in page.text
    assert ways(page) == ["Assessments", "About the method"]


def test_somebody_without_a_role_is_told_whom_to_ask(town: Town):
    page = town.person("nia").get("/")
    assert "You have no role yet" in page.text
    assert "Your address here is nia@example.org." in page.text
    assert "Start a new assessment" not in page.text


def test_an_administrator_without_a_role_is_told_where_to_begin(town: Town):
    page = town.person("ada", administrator=True).get("/")
    assert "You manage this installation" in page.text
    assert ways(page) == ["Assessments", "Administration", "About the method"]


def test_the_first_page_lists_where_one_belongs_services_after_what_they_are_in(town: Town):
    trust = town.organisation("Trust")
    town.organisation("A ward", trust)
    other = town.organisation("Zoo")
    member = town.person(
        "lee", (trust, Role.LEAD), (other, Role.VIEWER), (town.partnership("All"), Role.STEERING_GROUP)
    )
    page = member.get("/")
    headings = ["".join(one.itertext()).strip() for one in page.all("h2")]
    assert headings == ["Organisations", "Trust", "A ward", "Zoo", "Partnerships", "Start a new assessment"]
    assert "Service of Trust" in page.text
    assert ways(page) == ["Assessments", "Trust", "Zoo", "All", "About the method"]


def test_many_places_are_one_link_in_the_head(town: Town):
    places = [town.organisation(f"Place {number}") for number in range(4)]
    page = town.person("lee", *((one, Role.VIEWER) for one in places)).get("/")
    assert ways(page) == ["Assessments", "Organisations", "About the method"]
    assert "New assessments are started by the lead" in page.text


def test_only_an_administrator_is_offered_to_remove_the_example(app: Flask, town: Town):
    with database_of(app).writing() as session:
        example = add_organisation(session, "e" * 32, "Made up", OrganisationKind.OTHER, NOW, example=True)
    lead = town.person("lee", (example, Role.LEAD))
    page = lead.get(f"/organisations/{example.id}")
    assert "Example data." in page.text
    assert "Remove the example data" not in page.text
    administrator = town.person("ada", administrator=True)
    assert "Remove the example data" in administrator.get(f"/organisations/{example.id}").text


# Organisations and partnerships


def test_an_organisation_is_described_closed_opened_and_deleted(town: Town):
    force = town.organisation("Force")
    lead, address = town.person("lee", (force, Role.LEAD)), f"/organisations/{force.id}"
    form = lead.get(lead.get(address).link("Name and kind"))
    assert form.form()["name"] == "Force"
    page = lead.follow(lead.send(form, name="Harbour Police", kind="police"))
    assert "Harbour Police" in page.text
    stale = lead.send(form, 409, name="Mine")
    assert "it is called Harbour Police now" in stale.text
    assert stale.form()["name"] == "Mine"
    lead.send(stale)
    assert "is closed" in lead.follow(lead.send(lead.get(f"{address}/close"))).text
    assert "Closed on" in lead.get(address).text
    assert "is open again" in lead.follow(lead.send(lead.get(f"{address}/close"))).text
    assert "is deleted" in lead.follow(lead.send(lead.get(f"{address}/delete"))).text
    lead.get(address, 404)


def test_what_is_not_empty_is_not_deleted_and_the_way_out_is_shown(town: Town):
    trust = town.organisation("Trust")
    town.organisation("Ward", trust)
    lead = town.person("lee", (trust, Role.LEAD))
    page = lead.get(f"/organisations/{trust.id}/delete")
    assert "Only an organisation without assessments and services" in page.text
    assert page.link("Close it")
    token = lead.get(f"/organisations/{trust.id}/close").form()["csrf_token"]
    lead.post(f"/organisations/{trust.id}/delete", {"csrf_token": token}, 409)


def test_a_lead_adds_a_service_and_sees_it(town: Town):
    trust = town.organisation("Trust")
    lead = town.person("lee", (trust, Role.LEAD))
    form = lead.get(lead.get(f"/organisations/{trust.id}").link("Add a service"))
    assert lead.send(form, 422, name="").problems() == ["Name of the service – Enter the name"]
    page = lead.follow(lead.send(form, name="Ward"))
    assert "Service of Trust" in page.text
    assert "1 person of Trust has the same role here." in page.text
    assert lead.send(form, 422, name="ward").problems() == ["Name of the service – There is one of this name already"]


def test_names_of_several_lines_or_with_unseen_characters_are_blamed_on_the_field(town: Town):
    administrator = town.person("ada", administrator=True)
    for address in ("/organisations/new", "/partnerships/new"):
        form = administrator.get(address)
        for name in ("Force\r\nBcc: eve@example.org", "For\x00ce", "x" * 201, " \u200b "):
            (problem,) = administrator.send(form, 422, name=name, kind="police").problems()
            assert "ame" in problem


def test_a_partnership_gets_organisations_and_lets_them_go(town: Town):
    force = town.organisation("Force")
    partnership = town.partnership("Together")
    administrator = town.person("ada", administrator=True)
    lead = town.person("lee", (force, Role.LEAD))
    address = f"/partnerships/{partnership.id}"
    form = administrator.get(administrator.get(address).link("Let one join"))
    assert administrator.send(form, 422).problems() == ["Organisation – Choose an organisation"]
    assert administrator.send(form, 422, chosen="0" * 32).problems()
    page = administrator.follow(administrator.send(form, chosen=force.id))
    assert "Led by lee" in page.text
    assert "belongs to it already" in administrator.get(f"{address}/organisations/join").text

    leave = lead.get(lead.get(f"/organisations/{force.id}").link("Leave"))
    assert "belongs to Together no longer" in lead.follow(lead.send(leave)).text
    assert "Organisations that left" in administrator.get(address).text
    lead.get(leave.address, 404)


# People


def test_roles_are_changed_and_a_person_taken_out(town: Town):
    force = town.organisation("Force")
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    people = lead.get(f"/organisations/{force.id}/people")
    assert "(you)" in people.text
    form = lead.get(people.link("Change – roles of val"))
    assert "Answer apart from the others when asked" in form.text
    nothing = lead.post(form.action(), form.form() | {"roles": []}, 422)
    assert "Tick at least one role" in nothing.problems()[0]
    lead.send(form, roles=["contributor", "moderator"])
    assert "Contributor Moderator" in lead.get(people.address).text
    stale = lead.send(form, 409, roles=["viewer"])
    assert "Somebody else changed the roles meanwhile: contributor and moderator." in stale.text

    val.get(f"/organisations/{force.id}")
    lead.send(lead.get(people.link("Take out – val")))
    val.get(f"/organisations/{force.id}", 404)
    assert "You have no role yet" in val.get("/").text


def test_the_last_lead_is_warned_before_leaving(town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    town.person("val", (force, Role.VIEWER))
    page = lead.get(lead.get(f"/organisations/{force.id}/people").link("Leave Force"))
    assert "Then Force has no lead" in page.text
    assert "1 other person has a role here and keeps it." in page.text
    unwarned = page.form()
    del unwarned["knowing"]
    assert "has no lead" in lead.post(page.action(), unwarned, 409).text
    assert "You have no role in Force any more." in lead.follow(lead.send(page)).text


def test_the_last_lead_is_warned_before_giving_the_role_away(town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    form = lead.get(lead.get(f"/organisations/{force.id}/people").link("Change"))
    warned = lead.send(form, 409, roles=["viewer"])
    assert "Then Force has no lead" in warned.text
    page = lead.follow(lead.send(warned))
    assert "The roles of lee are saved." in page.text
    assert "Change – " not in page.text


def test_who_only_has_a_role_sees_people_and_changes_nothing(town: Town):
    force = town.organisation("Force")
    town.person("lee", (force, Role.LEAD))
    val = town.person("val", (force, Role.VIEWER))
    page = val.get(f"/organisations/{force.id}/people")
    assert "Invite somebody" not in page.text
    assert "Change" not in page.text
    assert "The roles that may: lead" in val.get(f"/organisations/{force.id}/details", 403).text
    val.get(f"/organisations/{force.id}/invite", 403)


# Accounts


def test_an_administrator_locks_unlocks_and_hands_over_a_link(app, town: Town):
    administrator, val = town.person("ada", administrator=True), town.person("val")
    page = administrator.get(administrator.get("/administration").link("val"))
    token = page.form()["csrf_token"]
    administrator.post(f"{page.address}/lock", {"csrf_token": token}, 303)
    val.get("/", 303)
    assert "Locked" in administrator.get(page.address).text
    administrator.post(f"{page.address}/unlock", {"csrf_token": token}, 303)
    shown = administrator.post(f"{page.address}/link", {"csrf_token": token}, 200)
    link = shown.by_id("address").get("value", "")
    assert "Choose a new password" in Person(app).get("/link/" + link.rsplit("/", 1)[-1]).text


def test_the_last_administrator_stays_one(town: Town):
    administrator = town.person("ada", administrator=True)
    (own,) = [
        a.get("href") for a in administrator.get("/administration").all("a") if "/accounts/" in str(a.get("href"))
    ][:1]
    page = administrator.get(str(own))
    token = page.form()["csrf_token"]
    for what in ("lock", "no-administrator"):
        told = administrator.post(f"{page.address}/{what}", {"csrf_token": token}, 409)
        assert "Nobody would be left who manages this installation." in told.text


def test_an_account_is_added_and_gets_a_link(town: Town):
    administrator = town.person("ada", administrator=True)
    form = administrator.get("/accounts/new")
    assert len(administrator.send(form, 422, name="", email="x").problems()) == 2
    shown = administrator.send(form, 200, name="Val", email="val@example.org")
    assert "/link/" in shown.by_id("address").get("value", "")
    assert administrator.send(form, 422, name="Val", email="VAL@example.org").problems()


# Hostile words


def test_hostile_words_come_out_escaped_everywhere(town: Town):
    force = town.organisation(HOSTILE)
    town.organisation(HOSTILE, force)
    partnership = town.partnership(HOSTILE, force)
    administrator = town.person(
        "ada", (force, Role.LEAD), (partnership, Role.PARTNERSHIP_ADMINISTRATOR), administrator=True
    )
    for place in (f"/organisations/{force.id}", f"/partnerships/{partnership.id}"):
        role = "lead" if "organisations" in place else "steering_group"
        administrator.send(administrator.get(f"{place}/invite"), name=HOSTILE, email="anna@example.org", role=role)
        link = town.invitation_to("anna@example.org")
        inside = ("", "/people", "/details", "/close", "/delete", "/leave", "/invite", "/invite/list")
        for address in (*(place + one for one in inside), link, "/", "/administration"):
            page = administrator.get(address)
            assert not page.all("svg"), address
            assert "<svg" not in page.response.text
    unquoted = HOSTILE.replace('"', "")
    text = f"name,e-mail,role\n{unquoted},b@example.org,lead\n"
    page = administrator.send(administrator.get(f"/organisations/{force.id}/invite/list"), 200, list=text)
    assert "<svg" not in page.response.text
