"""Pages of organisations, partnerships, their people and invitations, as each sort of person gets them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask

from selfassess.store.holders import give_role
from selfassess.store.organisations import add_organisation
from selfassess.store.partnerships import add_partnership, join_partnership
from selfassess.store.people import Organisation, OrganisationKind, Partnership, Place, Role

from .members import add, database_of, letters, move_on, sign_in
from .page import Page
from .person import Person

HOSTILE = '"><svg onload=alert(1)>{{7*7}}</title><script>'
NOW = datetime(2026, 10, 1, tzinfo=UTC)

SignedIn = Callable[..., Person]


@pytest.fixture
def signed_in(app: Flask) -> SignedIn:
    """`signed_in("lee", (place, role), …)`: a person with an account and these roles, signed in."""

    def made(name: str, *roles: tuple[Organisation | Partnership, Role], administrator: bool = False) -> Person:
        account = add(app, name, administrator=administrator)
        with database_of(app).writing() as session:
            for place, role in roles:
                where = Place(organisation=place.id) if isinstance(place, Organisation) else Place(partnership=place.id)
                give_role(session, secrets.token_hex(16), where, account.id, role, NOW)
        person = Person(app)
        sign_in(person, name)
        return person

    return made


@pytest.fixture
def make(app: Flask) -> Callable[..., Organisation]:
    def made(name: str, parent: Organisation | None = None) -> Organisation:
        around = parent.id if parent else None
        with database_of(app).writing() as session:
            id = secrets.token_hex(16)
            return add_organisation(session, id, name, OrganisationKind.COUNCIL, NOW, parent=around)

    return made


@pytest.fixture
def together(app: Flask) -> Callable[..., Partnership]:
    def made(name: str, *members: Organisation) -> Partnership:
        with database_of(app).writing() as session:
            partnership = add_partnership(session, secrets.token_hex(16), name, NOW)
            for one in members:
                join_partnership(session, partnership.id, one.id, NOW)
        return partnership

    return made


def link_in_letter(app: Flask, address: str) -> str:
    words = [words for to, _, words, _ in letters(app) if to == address]
    return re.findall(r"(/invitations/\S+)", words[-1])[0]


def ways(page: Page) -> list[str]:
    """The words of the links in the head of the page."""
    (nav,) = [one for one in page.all("nav") if one.get("aria-label") == "Main"]
    return ["".join(a.itertext()) for a in nav.iter("a")]


# Home and navigation


def test_working_alone_the_first_page_only_offers_accounts(person: Person):
    page = person.get("/")
    assert "Work with others?" in page.text
    assert "Nothing here yet: three steps" in page.text
    assert ways(page) == ["Assessments", "About the method"]


def test_somebody_without_a_role_is_told_whom_to_ask(signed_in: SignedIn):
    page = signed_in("nia").get("/")
    assert "You have no role yet" in page.text
    assert "Your address here is nia@example.org." in page.text
    assert "Start a new assessment" not in page.text


def test_an_administrator_without_a_role_is_told_where_to_begin(signed_in: SignedIn):
    page = signed_in("ada", administrator=True).get("/")
    assert "You manage this installation" in page.text
    assert ways(page) == ["Assessments", "Administration", "About the method"]


def test_the_first_page_lists_where_one_belongs_services_after_what_they_are_in(signed_in, make, together):
    trust = make("Trust")
    make("A ward", trust)
    other = make("Zoo")
    member = signed_in("lee", (trust, Role.LEAD), (other, Role.VIEWER), (together("All"), Role.STEERING_GROUP))
    page = member.get("/")
    headings = ["".join(one.itertext()).strip() for one in page.all("h2")]
    assert headings == ["Organisations", "Trust", "A ward", "Zoo", "Partnerships", "Start a new assessment"]
    assert "Service of Trust" in page.text
    assert ways(page) == ["Assessments", "Trust", "Zoo", "All", "About the method"]


def test_many_places_are_one_link_in_the_head(signed_in, make):
    places = [make(f"Place {number}") for number in range(4)]
    page = signed_in("lee", *((one, Role.VIEWER) for one in places)).get("/")
    assert ways(page) == ["Assessments", "Organisations", "About the method"]
    assert "New assessments are started by the lead" in page.text


# Organisations and partnerships


def test_an_organisation_is_described_closed_opened_and_deleted(signed_in, make):
    force = make("Force")
    lead, address = signed_in("lee", (force, Role.LEAD)), f"/organisations/{force.id}"
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


def test_what_is_not_empty_is_not_deleted_and_the_way_out_is_shown(signed_in, make):
    trust = make("Trust")
    make("Ward", trust)
    lead = signed_in("lee", (trust, Role.LEAD))
    page = lead.get(f"/organisations/{trust.id}/delete")
    assert "Only an organisation without assessments and services" in page.text
    assert page.link("Close it")
    token = lead.get(f"/organisations/{trust.id}/close").form()["csrf_token"]
    lead.post(f"/organisations/{trust.id}/delete", {"csrf_token": token}, 409)


def test_a_lead_adds_a_service_and_sees_it(signed_in, make):
    trust = make("Trust")
    lead = signed_in("lee", (trust, Role.LEAD))
    form = lead.get(lead.get(f"/organisations/{trust.id}").link("Add a service"))
    assert lead.send(form, 422, name="").problems() == ["Name of the service – Enter the name"]
    page = lead.follow(lead.send(form, name="Ward"))
    assert "Service of Trust" in page.text
    assert "1 person of Trust has the same role here." in page.text
    assert lead.send(form, 422, name="ward").problems() == ["Name of the service – There is one of this name already"]


def test_names_of_several_lines_or_with_unseen_characters_are_blamed_on_the_field(signed_in):
    administrator = signed_in("ada", administrator=True)
    for address in ("/organisations/new", "/partnerships/new"):
        form = administrator.get(address)
        for name in ("Force\r\nBcc: eve@example.org", "For\x00ce", "x" * 201, " \u200b "):
            (problem,) = administrator.send(form, 422, name=name, kind="police").problems()
            assert "ame" in problem


def test_a_partnership_gets_organisations_and_lets_them_go(signed_in, make, together):
    force = make("Force")
    partnership = together("Together")
    administrator = signed_in("ada", administrator=True)
    lead = signed_in("lee", (force, Role.LEAD))
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


def test_roles_are_changed_and_a_person_taken_out(signed_in, make):
    force = make("Force")
    lead, val = signed_in("lee", (force, Role.LEAD)), signed_in("val", (force, Role.VIEWER))
    people = lead.get(f"/organisations/{force.id}/people")
    assert "(you)" in people.text
    form = lead.get(people.link("Change – roles of val"))
    assert "Answer questions, and see answers" in form.text
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


def test_the_last_lead_is_warned_before_leaving(signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    signed_in("val", (force, Role.VIEWER))
    page = lead.get(lead.get(f"/organisations/{force.id}/people").link("Leave Force"))
    assert "Then Force has no lead" in page.text
    assert "1 other person has a role here and keeps it." in page.text
    unwarned = page.form()
    del unwarned["knowing"]
    assert "has no lead" in lead.post(page.action(), unwarned, 409).text
    assert "You have no role in Force any more." in lead.follow(lead.send(page)).text


def test_the_last_lead_is_warned_before_giving_the_role_away(signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    form = lead.get(lead.get(f"/organisations/{force.id}/people").link("Change"))
    warned = lead.send(form, 409, roles=["viewer"])
    assert "Then Force has no lead" in warned.text
    page = lead.follow(lead.send(warned))
    assert "The roles of lee are saved." in page.text
    assert "Change – " not in page.text


def test_who_only_has_a_role_sees_people_and_changes_nothing(signed_in, make):
    force = make("Force")
    signed_in("lee", (force, Role.LEAD))
    val = signed_in("val", (force, Role.VIEWER))
    page = val.get(f"/organisations/{force.id}/people")
    assert "Invite somebody" not in page.text
    assert "Change" not in page.text
    assert "The roles that may: lead" in val.get(f"/organisations/{force.id}/details", 403).text
    val.get(f"/organisations/{force.id}/invite", 403)


# Inviting


def invited(app: Flask, lead: Person, force: Organisation, email: str, role: str = "viewer") -> str:
    """The address of the invitation that the lead sent."""
    lead.send(lead.get(f"/organisations/{force.id}/invite"), name="Anna", email=email, role=role)
    return link_in_letter(app, email)


def test_an_invitation_by_e_mail_is_accepted_with_a_new_account(app, signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    link, anna = invited(app, lead, force, "Anna@Example.org".lower()), Person(app)
    page = anna.get(link)
    assert "lee invites you, as viewer." in page.text
    assert "email" not in page.form()
    weak = anna.send(page, 422, name="Anna", password="password1234")
    assert weak.problems()
    assert "password1234" not in weak.response.text
    welcome = anna.follow(anna.send(page, name="Anna Example", password="sixty purple dolphins"))
    assert "Welcome. You are viewer now." in welcome.text
    assert "Anna Example" in welcome.text
    assert "accepted already" in anna.get(link, 410).text
    assert "Anna Example" in lead.get(f"/organisations/{force.id}/people").text


def test_an_invitation_is_accepted_with_the_account_one_has_after_signing_in(app, signed_in, make):
    force = make("Force")
    link = invited(app, signed_in("lee", (force, Role.LEAD)), force, "anna@example.org")
    add(app, "anna")
    anna = Person(app)
    (to_sign_in,) = [a.get("href") for a in anna.get(link).all("a") if "next=" in str(a.get("href"))]
    page = anna.get(str(to_sign_in))
    back = anna.follow(anna.send(page, email="anna@example.org", password="turnip gravel eleven", action="password"))
    assert back.address == link
    assert anna.send(back).location == f"/organisations/{force.id}"
    anna.get(f"/organisations/{force.id}")


def test_signed_in_as_somebody_else_one_is_told_and_nothing_is_used_up(app, signed_in, make):
    force = make("Force")
    link = invited(app, signed_in("lee", (force, Role.LEAD)), force, "anna@example.org")
    eve = signed_in("eve")
    page = eve.get(link)
    assert "You are signed in as eve@example.org, but the invitation was sent to anna@example.org." in page.text
    assert "Accept the invitation" not in page.text
    token = page.form()["csrf_token"]
    assert "can only be accepted with that address" in eve.post(link, {"csrf_token": token}, 409).text
    eve.get(f"/organisations/{force.id}", 404)
    Person(app).get(link)


def test_a_link_to_hand_over_is_shown_once(app, signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    shown = lead.send(lead.get(f"/organisations/{force.id}/invite"), 200, name="Ben", email="", role="contributor")
    link = shown.by_id("address").get("value", "")
    secret = link.rsplit("/", 1)[-1]
    assert len(secret) == 32
    people = lead.get(f"/organisations/{force.id}/people")
    assert secret not in people.response.text
    assert "by a link you handed over" in people.text

    page = Person(app).get(f"/invitations/{secret}")
    assert page.form()["name"] == "Ben"
    taken = Person(app)
    typed = {"name": "Ben", "email": "lee@example.org", "password": "sixty purple dolphins"}
    assert "There is an account with this address" in taken.send(taken.get(page.address), 409, **typed).text
    ben = Person(app)
    assert ben.send(ben.get(page.address), **typed | {"email": "ben@example.org"}).location


def test_sending_again_and_taking_back(app, signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    first = invited(app, lead, force, "anna@example.org")
    people = f"/organisations/{force.id}/people"
    (again, back) = [
        form.get("action") or "" for form in lead.get(people).all("form") if "/invitations/" in str(form.get("action"))
    ]
    token = lead.get(f"/organisations/{force.id}/invite").form()["csrf_token"]
    lead.post(again, {"csrf_token": token}, 303)
    second = link_in_letter(app, "anna@example.org")
    assert second != first
    assert "of no use any more" in Person(app).get(first, 404).text
    Person(app).get(second)
    lead.post(back, {"csrf_token": token}, 303)
    assert "was taken back" in Person(app).get(second, 410).text
    assert "meanwhile, so nothing was done" in lead.follow(lead.post(back, {"csrf_token": token}, 303)).text
    assert "meanwhile, so nothing was done" in lead.follow(lead.post(again, {"csrf_token": token}, 303)).text


def test_an_expired_invitation_says_whom_to_ask(app, signed_in, make):
    force = make("Force")
    link = invited(app, signed_in("lee", (force, Role.LEAD)), force, "anna@example.org")
    anna = Person(app)
    page = anna.get(link)
    move_on(app, timedelta(days=15))
    gone = anna.get(link, 410)
    assert "This invitation has expired" in gone.text
    assert "Ask lee to send you a new one." in gone.text
    anna.send(page, 410, name="Anna", password="sixty purple dolphins")


@pytest.mark.parametrize("secret", ["x", "0" * 32, "a" * 500, "%00", "%ff", "%0d%0aSet-Cookie:a=b", "<svg>"])
def test_a_mangled_link_is_a_clear_page(app, signed_in, secret: str):
    signed_in("lee")
    page = Person(app).get(f"/invitations/{secret}", 404)
    assert "of no use any more" in page.text


def test_inviting_twice_is_told_with_the_way_out(app, signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    invited(app, lead, force, "anna@example.org")
    form = lead.get(f"/organisations/{force.id}/invite")
    (problem,) = lead.send(form, 422, email="ANNA@example.org", role="viewer").problems()
    assert "was invited as viewer" in problem
    (problem,) = lead.send(form, 422, email="lee@example.org", role="lead").problems()
    assert "is lead here already" in problem
    assert len(lead.send(form, 422, email="no address", role="queen", name="a\r\nb").problems()) == 3


def test_a_partnership_administrator_invites_only_the_first_lead(app, signed_in, make, together):
    force = make("Force")
    pat = signed_in("pat", (together("Together", force), Role.PARTNERSHIP_ADMINISTRATOR))
    page = pat.get(f"/organisations/{force.id}")
    assert "Nobody leads it yet." in page.text
    form = pat.get(page.link("Invite its lead"))
    assert form.form()["role"] == "lead"
    pat.send(form, 403, email="x@example.org", role="viewer")  # nothing that this form offers
    assert "is on its way to anna@example.org" in pat.follow(pat.send(form, email="anna@example.org")).text
    anna = Person(app)
    anna.send(anna.get(link_in_letter(app, "anna@example.org")), name="Anna", password="sixty purple dolphins")
    assert "Anna" in pat.get(f"/organisations/{force.id}").text
    pat.get(f"/organisations/{force.id}/invite", 403)
    pat.get(f"/organisations/{force.id}/people", 403)
    pat.send(form, 403, email="eve@example.org")


def test_while_there_are_no_accounts_nobody_can_be_invited(person: Person, make):
    force = make("Force")
    page = person.get(f"/organisations/{force.id}/invite")
    assert "Nobody can be invited yet" in page.text
    assert page.link("Set up accounts")
    person.get(f"/organisations/{force.id}")
    person.get("/administration")


# Lists


def test_a_list_is_read_shown_and_sent(app, signed_in, make):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    bad = lead.send(page, 422, list="name,e-mail,role\nAnna,anna@,queen\n")
    assert "Line 2" in bad.text
    assert "“anna@” is no e-mail address" in bad.text
    assert "“queen” is no role" in bad.text
    assert bad.form()["list"].strip() == "name,e-mail,role\nAnna,anna@,queen"
    good = "name;e-mail;role\nAnna;anna@example.org;viewer\n\tBen;ben@example.org;lead\n"
    shown = lead.send(bad, 200, list=good)
    assert "Invite 2 people?" in shown.text
    assert letters(app) == []
    assert "2 invitations are on their way." in lead.follow(lead.send(shown)).text
    assert [to for to, *_ in letters(app)] == ["anna@example.org", "ben@example.org"]
    assert "0 invitations are on their way." in lead.follow(lead.send(shown)).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_a_spreadsheet_is_read(app, signed_in, make, encoding: str):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    data = "name;e-mail;role\r\nZoë;zoe@example.org;viewer\r\n".encode(encoding)
    shown = lead.send(page, 200, file=(BytesIO(data), "people.csv"), list="not read")
    assert "Zoë" in shown.text
    lead.send(shown)
    assert [to for to, *_ in letters(app)] == ["zoe@example.org"]


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"x" * 300_000, b"", b"\x00" * 100])
def test_a_file_that_is_no_list_is_told(signed_in, make, data: bytes):
    force = make("Force")
    lead = signed_in("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    assert "Nothing was sent." in lead.send(page, 422, file=(BytesIO(data), "people.csv")).text


# Accounts


def test_an_administrator_locks_unlocks_and_hands_over_a_link(app, signed_in):
    administrator, val = signed_in("ada", administrator=True), signed_in("val")
    page = administrator.get(administrator.get("/administration").link("val"))
    token = page.form()["csrf_token"]
    administrator.post(f"{page.address}/lock", {"csrf_token": token}, 303)
    val.get("/", 303)
    assert "Locked" in administrator.get(page.address).text
    administrator.post(f"{page.address}/unlock", {"csrf_token": token}, 303)
    shown = administrator.post(f"{page.address}/link", {"csrf_token": token}, 200)
    link = shown.by_id("address").get("value", "")
    assert "Choose a new password" in Person(app).get("/link/" + link.rsplit("/", 1)[-1]).text


def test_the_last_administrator_stays_one(signed_in):
    administrator = signed_in("ada", administrator=True)
    (own,) = [
        a.get("href") for a in administrator.get("/administration").all("a") if "/accounts/" in str(a.get("href"))
    ][:1]
    page = administrator.get(str(own))
    token = page.form()["csrf_token"]
    for what in ("lock", "no-administrator"):
        told = administrator.post(f"{page.address}/{what}", {"csrf_token": token}, 409)
        assert "Nobody would be left who manages this installation." in told.text


def test_an_account_is_added_and_gets_a_link(app, signed_in):
    administrator = signed_in("ada", administrator=True)
    form = administrator.get("/accounts/new")
    assert len(administrator.send(form, 422, name="", email="x").problems()) == 2
    shown = administrator.send(form, 200, name="Val", email="val@example.org")
    assert "/link/" in shown.by_id("address").get("value", "")
    assert administrator.send(form, 422, name="Val", email="VAL@example.org").problems()


# Hostile words


def test_hostile_words_come_out_escaped_everywhere(app, signed_in, make, together):
    force = make(HOSTILE)
    make(HOSTILE, force)
    partnership = together(HOSTILE, force)
    administrator = signed_in(
        "ada", (force, Role.LEAD), (partnership, Role.PARTNERSHIP_ADMINISTRATOR), administrator=True
    )
    for place in (f"/organisations/{force.id}", f"/partnerships/{partnership.id}"):
        role = "lead" if "organisations" in place else "steering_group"
        administrator.send(administrator.get(f"{place}/invite"), name=HOSTILE, email="anna@example.org", role=role)
        link = link_in_letter(app, "anna@example.org")
        inside = ("", "/people", "/details", "/close", "/delete", "/leave", "/invite", "/invite/list")
        for address in (*(place + one for one in inside), link, "/", "/administration"):
            page = administrator.get(address)
            assert not page.all("svg"), address
            assert "<svg" not in page.response.text
    unquoted = HOSTILE.replace('"', "")
    text = f"name,e-mail,role\n{unquoted},b@example.org,lead\n"
    page = administrator.send(administrator.get(f"/organisations/{force.id}/invite/list"), 200, list=text)
    assert "<svg" not in page.response.text
