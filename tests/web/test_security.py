"""What holds for every request: hosts, policies, forged forms, limits, hostile words."""

from __future__ import annotations

import pytest

from selfassess.web.assets import FOLDER
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes, UnguardedRouteError, install, require_policies

HOSTILE = [
    '"><script>alert(1)</script>',
    "'; DROP TABLE answers; --",
    "{{ 7*7 }}{% raw %}",
    "%s %d {0} {name} $HOME",
    "<svg onload=alert(1)>",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "é ŵ ŷ Ω Ж 漢 🎈 👩🏽‍🚒 a\u0301",
    "=1+1",
    "line one\nline two\n\n\tend ",
    "</textarea><h1>no</h1>",
    "&amp; &lt; &#x41;",
]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:5000", "", "0.0.0.0", "127.0.0.1:5000@evil"],
)
def test_a_name_that_is_not_this_machine_gets_nothing(person, host):
    page = person.get("/", 400, headers={"Host": host})
    assert "This address is not ours" in page.text
    assert page.all("a") == []


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost", "LOCALHOST:81", "[::1]:5000"])
def test_the_names_of_this_machine_are_answered(person, host):
    person.get("/", headers={"Host": host})


@pytest.fixture
def stranger(app, person):
    return type(person)(app, remote="192.168.1.20")


def test_somebody_at_another_machine_sees_no_assessment(stranger, assessment):
    for address in ("/", assessment, assessment + "/results", assessment + "/answers.json", "/import"):
        assert stranger.get(address, 303).location.startswith("/sign-in")
    assert stranger.post(assessment + "/steps/agreed", {}, 303).location == "/sign-in"
    stranger.get("/help")


def test_a_page_without_a_policy_stops_the_application(app):
    app.add_url_rule("/bare", "bare", lambda: "hello")
    with pytest.raises(UnguardedRouteError, match="GET /bare"):
        require_policies(app)


def test_a_policy_that_leaves_an_id_to_its_page_stops_the_application(app):
    routes = Routes("loose")
    routes.get("/loose/<string:id>", SIGNED_IN)(lambda **ids: str(ids))
    install(app, [routes])
    with pytest.raises(UnguardedRouteError, match="GET /loose"):
        require_policies(app)


def test_a_page_that_is_reached_past_its_policy_does_not_run(app):
    with app.test_request_context("/"), pytest.raises(UnguardedRouteError, match="past its policy"):
        app.view_functions["home.home"]()


def test_a_page_that_got_in_without_a_policy_is_not_answered(app, person):
    app.add_url_rule("/bare", "bare", lambda: "hello")
    person.get("/bare", 404)


# Forged forms


def test_a_section_that_was_open_too_long_comes_back_with_every_word(person, assessment, stored):
    page = person.get(assessment + "/sections/one")
    person.forget()
    back = person.send(page, 400, learn_value="2", learn_comment="Long thoughts.", learn_evidence_0_title="Plan")
    assert "so nothing was saved" in back.text
    assert back.form()["learn_comment"].strip() == "Long thoughts."
    person.send(back)
    assert stored(assessment).sheet.answer("learn").comment == "Long thoughts."


def test_details_that_were_open_too_long_come_back_with_every_word(person, assessment):
    new, page = (
        person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment")),
        person.get(assessment + "/details"),
    )
    person.forget()
    assert person.send(page, 400, organisation="Typed").form()["organisation"] == "Typed"
    assert person.send(new, 400, organisation="Typed").form()["organisation"] == "Typed"


def test_another_sites_form_is_never_offered_filled_in(person, assessment):
    page = person.get(assessment + "/sections/one")
    person.forget()
    back = person.post(page.action(), page.form() | {"learn_comment": "Planted."}, 400,
                       headers={"Origin": "https://evil.example"})  # fmt: skip
    assert "Planted" not in back.text


def test_cookies_are_kept_from_scripts_and_other_sites(person, assessment):
    person.forget()
    cookie = person.get(assessment + "/details").response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# Too much, and what is no form


def test_a_body_too_large_is_refused_with_a_page(person, assessment):
    page = person.get(assessment + "/sections/one")
    back = person.send(page, 413, learn_comment="x" * 1_200_000)
    assert "too much to take in" in back.text


def test_a_form_with_too_many_fields_is_refused(person, assessment):
    page = person.get(assessment + "/sections/one")
    person.send(page, 413, learn_value=["1"] * 6000)


@pytest.mark.parametrize("name", ["learn_evidence_²_title", "learn_evidence_" + "9" * 300, "a b", "läarn_value"])
def test_a_field_that_no_form_of_ours_has_is_refused(person, assessment, name):
    person.send(person.get(assessment + "/sections/one"), 400, **{name: "x"})


@pytest.mark.parametrize("seen", ["-1", "x", "9" * 400, "²", ""])
def test_a_revision_that_is_none_counts_as_never_saved(person, assessment, seen, stored):
    person.send(person.get(assessment + "/sections/one"), learn_seen=seen, learn_value="1")
    assert stored(assessment).sheet.answer("learn").value == 1


def test_bytes_that_are_no_text_are_no_crash(person, assessment):
    token = person.get(assessment + "/sections/one").form()["csrf_token"]
    body = f"csrf_token={token}&learn_seen=0&learn_comment=%FF%FE%00".encode()
    person.post(assessment + "/sections/one", body, 422, content_type="application/x-www-form-urlencoded")
    person.post(assessment + "/sections/one", b"\xff\x00", 400, content_type="multipart/form-data; boundary=x")
    person.post(assessment + "/sections/one", b"[" * 9999, 400, content_type="application/json")


# Hostile words


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_escaped_and_unchanged_everywhere(person, start_one, words, stored):
    line = " ".join(words.split())
    assessment = start_one(person, organisation=line, period=line[:60])
    typed = {"learn_value": " not-applicable", "learn_reason": words, "learn_comment": words, "must_value": "1",
             "must_evidence_0_title": line, "must_evidence_0_reach": line, "must_evidence_0_link": f"see {line}",
             "words_value": words}  # fmt: skip
    person.send(person.get(assessment + "/sections/one"), **typed)
    sheet = stored(assessment).sheet
    assert sheet.organisation == line
    assert (sheet.answer("learn").reason, sheet.answer("learn").comment) == (words, words)
    assert sheet.answer("must").evidence[0].title == line
    form = person.get(assessment + "/sections/one").form()
    assert form["learn_comment"].removeprefix("\n") == words
    assert form["must_evidence_0_title"] == line
    for address in ("", "/check", "/results", "/details", "/report", "/steps/agreed", "/delete"):
        page = person.get(assessment + address)
        assert not [element for element in page.all("script") if not element.get("src")]
    assert line in person.get(assessment + "/check").text


# Static files


def test_static_files_are_kept_for_good_under_the_address_of_their_content(person):
    address = next(e.get("href") for e in person.get("/").all("link") if "app.css" in e.get("href", ""))
    page = person.get(address)
    assert "immutable" in page.response.headers["Cache-Control"]
    assert page.response.data == (FOLDER / "app.css").read_bytes()
    stale = person.get("/static/0000/app.css")
    assert stale.response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "nothing.css", "vendor"])
def test_nothing_but_static_files_is_served_as_one(person, path):
    person.get(f"/static/x/{path}", 404)
