"""The steps of an assessment by its pages: what is shown of them, one page a step, back with a reason, too late."""

from __future__ import annotations

import pytest

from selfassess.store.holders import give_role
from selfassess.store.people import Place, Role

from .members import add, database_of, sign_in


@pytest.fixture
def moderated(person, assessment):
    """One that a moderator looks at before it is agreed."""
    person.send(person.get(assessment + "/taking-part"), steps=["moderated"])
    return assessment


def steps_of(page):
    """The steps that are shown, each with how it looks."""
    found = [one for one in page.all("li") if "steps__step" in (one.get("class") or "")]
    return [(" ".join("".join(one.itertext()).split()), (one.get("class") or "").rpartition("--")[2]) for one in found]


def test_one_person_alone_sees_two_steps(person, assessment):
    page = person.get(assessment)
    assert steps_of(page) == [("Draft", "now"), ("Agreed", "ahead")]
    assert page.link("Agree the result") == assessment + "/steps/agreed"
    assert "Next:" not in page.text, "whose the next step is goes without saying"


def test_agreeing_makes_it_the_record(person, assessment, stored):
    confirm = person.get(assessment + "/steps/agreed")
    assert "questions are not answered" in confirm.text
    done = person.send(confirm)
    assert done.location == assessment + "/results"
    assert person.send(confirm).location == assessment + "/results", "the same form twice"
    page = person.get(assessment)
    assert "It is agreed: it is the record of its period" in page.text
    assert [look for _, look in steps_of(page)] == ["done", "now"]
    assert steps_of(page)[0][0].startswith("Draft (done) until ")
    assert stored(assessment).assessment.status == "agreed"


def test_it_goes_back_with_a_reason_that_everybody_reads(person, assessment, stored):
    person.send(person.get(assessment + "/steps/agreed"))
    back = person.get(person.get(assessment).link("Take it back to draft"))
    missing = person.send(back, 422, reason="  ")
    assert "Why does it go back? – Say why" in missing.text
    assert stored(assessment).assessment.status == "agreed"
    assert person.send(missing, reason="The survey came in <late>.").location == assessment
    page = person.get(assessment)
    assert "Why: The survey came in <late>." in page.text
    assert page.link("Agree the result")


def test_a_reason_that_was_left_out_of_the_form_is_asked_for(person, assessment):
    person.send(person.get(assessment + "/steps/agreed"))
    page = person.get(assessment + "/steps/draft")
    fields = {name: value for name, value in page.form().items() if name != "reason"}
    assert "Say why" in person.post(page.action(), fields, 422).text


def test_whoever_comes_too_late_is_told_what_happened(person, another, moderated):
    late = another.get(moderated + "/steps/moderation")
    person.send(person.get(moderated + "/steps/moderation"))
    person.send(person.get(moderated + "/steps/draft"), reason="Too early")
    told = another.send(late, 409)
    assert "The assessment has changed meanwhile" in told.text
    assert "From “Moderation” to “Draft”" in told.text
    assert "Too early" in told.text
    assert told.link("See where the work is") == moderated


def test_a_step_that_the_way_does_not_lead_to_is_said(person, assessment):
    for step in ("draft", "open", "workshop", "moderation", "signed"):
        assert "The assessment has changed meanwhile" in person.get(f"{assessment}/steps/{step}", 409).text
    person.get(assessment + "/steps/finished", 404)
    page = person.get(assessment + "/steps/agreed")
    person.post(assessment + "/steps/finished", page.form(), 404)
    person.post(assessment + "/steps/workshop", page.form(), 409)


def test_each_who_takes_part_adds_a_step(person, assessment):
    page = person.get(assessment + "/taking-part")
    assert steps_of(page) == [("Draft", "now"), ("Agreed", "ahead")]
    person.send(page, steps=["moderated", "signing"])
    shown = steps_of(person.get(assessment))
    assert [name for name, _ in shown] == ["Draft", "Moderation", "Agreed", "Signed and locked"]
    page = person.get(assessment + "/taking-part")
    assert page.form()["steps"]
    fields = {name: value for name, value in page.form().items() if name != "steps"}
    person.post(page.action(), fields, 303)
    assert [name for name, _ in steps_of(person.get(assessment))] == ["Draft", "Agreed"]


def test_who_takes_part_is_not_changed_on_sight_of_something_else(person, another, assessment):
    stale = another.get(assessment + "/taking-part")
    person.send(person.get(assessment + "/taking-part"), steps=["signing"])
    told = another.send(stale, 409, steps=["moderated"])
    assert "What you chose is still here" in told.text
    another.send(told, 303)
    assert [name for name, _ in steps_of(person.get(assessment))] == ["Draft", "Moderation", "Agreed"]


def test_what_is_no_choice_is_left_alone(person, assessment):
    person.send(person.get(assessment + "/taking-part"), steps=["nonsense", "signing"])
    assert [name for name, _ in steps_of(person.get(assessment))] == ["Draft", "Agreed", "Signed and locked"]


@pytest.fixture
def signed(person, assessment):
    """Agreed, signed and locked."""
    person.send(person.get(assessment + "/taking-part"), steps=["signing"])
    person.send(person.get(assessment + "/steps/agreed"))
    page = person.get(person.get(assessment).link("Sign and lock"))
    person.send(page, name="Sue Sign", role="Chair", confirmed="yes")
    return assessment


def test_a_signed_assessment_offers_nothing_but_a_correction(person, signed):
    page = person.get(signed)
    assert "It is signed and locked: nothing of it changes any more." in page.text
    assert page.link("Correct a mistake in it") == signed + "/correct"
    for gone in ("/delete", "/details", "/taking-part", "/steps/"):
        assert not [one for one in page.all("a") if gone in (one.get("href") or "")]
    for address in ("/delete", "/taking-part"):
        assert "It is signed and locked" in person.get(signed + address, 403).text


def test_forms_that_were_open_when_it_was_signed_say_so_and_lose_nothing(person, another, assessment, stored):
    late = {address: another.get(assessment + address) for address in ("/sections/one", "/details", "/delete")}
    person.send(person.get(assessment + "/taking-part"), steps=["signing"])
    late["/taking-part"] = another.get(assessment + "/taking-part")
    person.send(person.get(assessment + "/steps/agreed"))
    person.send(
        person.get(person.get(assessment).link("Sign and lock")), name="Sue Sign", role="Chair", confirmed="yes"
    )
    before = stored(assessment)
    for address, page in late.items():
        assert "It is signed and locked" in another.send(page, 409).text, address
    typed = another.send(late["/sections/one"], 409, learn_comment="Late words.")
    assert typed.form()["learn_comment"].strip() == "Late words."
    assert stored(assessment) == before


def test_a_correction_is_a_new_draft_that_is_linked_both_ways(person, signed, stored):
    ask = person.get(signed + "/correct")
    assert "What is to be corrected? – Say why" in person.send(ask, 422).text
    made = person.send(ask, reason="The year was mistyped.").location
    assert made != signed
    assert person.send(ask, reason="Again").location == made, "there is one at a time"
    assert stored(made).assessment.status == "draft"
    page = person.get(made)
    assert "Why: The year was mistyped." in page.text
    assert page.link("See what was signed") == signed
    assert person.get(signed).link("See the correction") == made


def test_nothing_but_what_is_signed_is_corrected(person, assessment, signed):
    page = person.get(signed + "/correct")
    made = person.send(page, reason="Why").location
    person.get(made + "/correct", 403)
    told = person.post(made + "/correct", page.form() | {"reason": "Why"}, 409)
    assert "It is a draft" in told.text


# With accounts


@pytest.fixture
def people(app, person, another, assessment, stored):
    """Ann leads, Mo moderates; each in a browser of their own."""
    owner = stored(assessment).assessment.organisation_id
    roles = {"Ann": Role.LEAD, "Mo": Role.MODERATOR, "Vi": Role.VIEWER}
    accounts = {name: add(app, name, administrator=name == "Ann") for name in roles}
    with database_of(app).writing() as session:
        for name, role in roles.items():
            now = app.extensions["selfassess"].now()
            give_role(session, name, Place(organisation=owner), accounts[name].id, role, now)
    sign_in(person, "Ann")
    sign_in(another, "Mo")
    return person, another


def test_whose_the_next_step_is_stands_on_the_page(people, assessment):
    ann, mo = people
    ann.send(ann.get(assessment + "/taking-part"), steps=["moderated", "signing"])
    assert "Nobody has the role of signatory yet." in ann.get(assessment).text
    page = mo.get(assessment)
    assert "Next: Hand it to the moderator. That is for a lead." in page.text
    assert "0 of" not in page.text, "how far a draft is answered is for leads"
    ann.send(ann.get(assessment + "/steps/moderation"))
    page = ann.get(assessment)
    assert "Next: Agree the result. That is for a moderator." in page.text
    assert "until" in steps_of(page)[0][0]
    assert "Ann" in steps_of(page)[0][0]
    assert page.link("Take it back to draft")
    refused = ann.get(assessment + "/steps/agreed", 403)
    assert "The roles that may: moderator" in refused.text


def test_a_form_that_somebody_elses_page_gave_is_refused(people, assessment, stored):
    ann, mo = people
    fields = ann.get(assessment + "/steps/agreed").form() | {"csrf_token": mo.get(assessment).form()["csrf_token"]}
    assert "The roles that may: lead" in mo.post(assessment + "/steps/agreed", fields, 403).text
    assert stored(assessment).assessment.status == "draft"


def test_who_may_not_see_answers_yet_is_told_where_the_work_is(people, assessment):
    _, mo = people
    for address in ("/check", "/results", "/report", "/answers.json", "/sections/one"):
        told = mo.get(assessment + address, 403)
        assert "It is a draft: its answers can be changed." in told.text
