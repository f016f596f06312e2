"""A session that ended by itself loses nothing: what was typed waits for its person, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfassess.store.memberships import claim_organisations

from .members import PASSWORD, add, database_of, link_to, move_on, sign_in

TYPED = {"learn_value": "2", "learn_comment": "Long\nthoughts </textarea><script>alert(1)</script> ŵ 🎈"}
HOURS = timedelta(hours=3)


@pytest.fixture
def section(app, person, assessment):
    """Ann's page with questions, which she had open for too long."""
    ann = add(app, "Ann", administrator=True)
    with database_of(app).writing() as session:
        claim_organisations(session, ann.id, app.extensions["selfassess"].now())
    sign_in(person, "Ann")
    page = person.get(assessment + "/sections/one")
    move_on(app, HOURS)
    return page


def kept(person):
    """The page with what is still here, after signing in."""
    page = person.get("/kept")
    return next(form for form in page.all("form") if "/send" in form.get("action")), page


def send_on(person, form):
    """What a browser does that presses the button: the same fields again where the answer says."""
    fields: dict[str, list[str]] = {}
    for control in form.iter("input"):
        fields.setdefault(control.get("name"), []).append(control.get("value"))
    onward = person.post(form.get("action"), fields, 307)
    return fields, onward


def test_what_was_typed_is_saved_after_signing_in_again(app, person, section, stored, assessment):
    asked = person.follow(person.send(section, **TYPED))
    assert "What you typed is kept: sign in, and it is here again." in asked.text
    done = person.send(asked, email="ann@example.org", password=PASSWORD, action="password")
    assert done.location == "/kept"
    form, page = kept(person)
    assert "What you typed is still here" in page.text
    fields, onward = send_on(person, form)
    assert onward.location == assessment + "/sections/one"
    person.post(onward.location, fields, 303)
    answer = stored(assessment).sheet.answer("learn")
    assert (answer.value, answer.comment) == (2, TYPED["learn_comment"])
    assert person.get("/kept", 303).location == "/"


def test_it_is_there_after_a_link_too_also_on_another_device(app, person, another, section):
    person.send(section, **TYPED)
    sign_in(another, "Ann", action="link", password="")
    assert another.send(another.get(link_to(app, "ann@example.org"))).location == "/kept"
    assert "<script>" not in another.get("/kept").response.text


def test_somebody_else_who_signs_in_there_sees_nothing_of_it(app, person, section):
    add(app, "Bob")
    person.send(section, **TYPED)
    assert sign_in(person, "Bob").location == "/"
    person.get("/kept", 303)
    bobs = type(person)(app)
    sign_in(bobs, "Ann")
    form, _ = kept(bobs)
    person.post(form.get("action"), {"csrf_token": person.get("/account").form()["csrf_token"]}, 404)
    assert "thoughts" in bobs.get("/kept").response.text


def test_it_can_be_thrown_away_and_is_gone_after_a_day(app, person, section):
    person.send(section, **TYPED)
    person.send(section, **TYPED)
    sign_in(person, "Ann")
    page = person.send(person.get("/kept"))
    assert page.location == "/kept"
    person.get("/kept")
    move_on(app, timedelta(hours=1))
    assert len(person.get("/kept").all("section")) == 1
    move_on(app, timedelta(hours=23))
    sign_in(person, "Ann")
    person.get("/kept", 303)


def test_what_another_site_sends_is_not_kept(app, person, section):
    person.post(section.action(), TYPED | {"csrf_token": "forged"}, 303, headers={"Origin": "https://evil.example"})
    assert sign_in(person, "Ann").location == "/"


def test_what_comes_with_a_cookie_that_was_signed_out_or_revoked_is_not_kept(app, person, assessment):
    ann = add(app, "Ann", administrator=True)
    with database_of(app).writing() as session:
        claim_organisations(session, ann.id, app.extensions["selfassess"].now())
    sign_in(person, "Ann")
    section = person.get(assessment + "/sections/one")
    thief = type(person)(app)
    sign_in(thief, "Ann")
    thief.send(thief.get("/account/sessions"))
    person.send(section, **TYPED)
    assert sign_in(type(person)(app), "Ann").location == "/"


def test_passwords_are_never_kept(app, person, section):
    token = section.form()["csrf_token"]
    person.post("/account/password", {"csrf_token": token, "password": "another three words here"}, 303)
    assert sign_in(person, "Ann").location == "/"


def test_a_section_that_somebody_changed_meanwhile_is_told_as_always(app, person, another, section, assessment):
    person.send(section, **TYPED)
    sign_in(another, "Ann")
    form = another.get("/kept")
    assert "What you typed" in form.text
    another.send(another.get(assessment + "/sections/one"), learn_value="1")
    fields, onward = send_on(another, kept(another)[0])
    page = another.post(onward.location, fields, 409)
    assert page.form()["learn_comment"].strip().replace("\r\n", "\n") == TYPED["learn_comment"]


def test_what_no_page_can_hold_comes_back_marked(app, person, section, stored, assessment):
    person.send(section, learn_value="2", learn_comment="Long\0 thoughts\ufffe")
    person.post(assessment + "\0/sections/one", section.form(), 303)  # no page of ours, so not kept
    sign_in(person, "Ann")
    form, page = kept(person)
    assert len(page.all("section")) == 1
    fields, onward = send_on(person, form)
    person.post(onward.location, fields, 303)
    assert stored(assessment).sheet.answer("learn").comment == "Long\ufffd thoughts\ufffd"
