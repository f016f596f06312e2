"""Starting, changing, checking and deleting an assessment by its pages."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

from selfassess.questionnaire.shipped import example_files
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Catalogue, catalogue_of
from selfassess.services.example import load_example
from selfassess.web.wiring import Wiring

from .page import text_of


def test_the_first_page_offers_what_can_be_started(person):
    page = person.get("/")
    assert "Nothing here yet: three steps to your first results" in page.text
    assert page.link("Everything a page can ask") == "/questionnaires/pages/1.0.0"


def test_the_first_page_offers_the_newest_version_and_names_earlier_ones_apart(person):
    page = person.get("/")
    assert page.link("Trauma-informed pledge: where do we stand?") == "/questionnaires/bnssg-pledge/1.1.0"
    earlier = page.link("Earlier version 1.0.0 of “Trauma-informed pledge: where do we stand?”")
    assert earlier == "/questionnaires/bnssg-pledge/1.0.0"
    links = {(text_of(link), link.get("href")) for link in page.all("a")}
    assert len({words for words, _ in links}) == len(links)  # the same words never lead to two places


def test_the_start_page_says_what_is_asked_and_what_is_not(person):
    page = person.get("/questionnaires/pages/1.0.0")
    assert "3 sections with 13 questions" in page.text
    assert "Nothing about anybody’s own experiences" in page.text
    assert "You can skip any question" in page.text


def test_a_questionnaire_nobody_offers_is_not_found(person):
    person.get("/questionnaires/pages/9.9.9", 404)
    person.get("/assessments/new/" + "0" * 64, 404)


def test_a_new_assessment_has_what_was_typed(assessment, stored):
    details = stored(assessment).assessment.details
    assert (details.organisation, details.period, str(details.assessed_on)) == ("Example Force", "2026", "2026-10-01")
    assert details.profile == {"sector": "police"}


def test_the_same_form_sent_twice_starts_one_assessment(person, all_stored):
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    first = person.send(page, organisation="Twice")
    second = person.send(page, organisation="Twice")
    assert first.location == second.location
    assert len(all_stored()) == 1


def test_a_form_without_a_name_or_with_half_a_date_comes_back_filled_in(person, all_stored):
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    back = person.send(page, 422, period="2031", assessed_on_day="31", assessed_on_month="2")
    assert back.problems() == [
        "Name of the organisation – Enter the name of the organisation",
        "Date of the assessment – Enter a real day, month and year, such as 27 3 2026",
    ]
    assert back.form()["period"] == "2031"
    assert back.form()["assessed_on_month"] == "2"
    assert all_stored() == ()


def test_an_option_nobody_offered_is_refused(person):
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    back = person.send(page, 422, organisation="A", profile_sector="pirates")
    assert back.problems() == ["Which kind are you? – Choose one of the answers shown"]


def test_details_are_changed(person, assessment, stored):
    page = person.get(assessment + "/details")
    assert person.send(page, organisation="Renamed Force").location == assessment
    assert stored(assessment).assessment.details.organisation == "Renamed Force"
    assert "The details are saved" in person.get(assessment).text


def test_details_saved_and_left_lead_home(person, assessment):
    assert person.send(person.get(assessment + "/details"), action="leave").location == "/"


def test_stale_details_show_both_and_are_saved_on_the_second_send(person, another, assessment, stored):
    mine, theirs = person.get(assessment + "/details"), another.get(assessment + "/details")
    another.send(theirs, organisation="Theirs")
    back = person.send(mine, 409, organisation="Mine")
    assert "Stored now: Theirs" in back.text
    assert back.form()["organisation"] == "Mine"
    person.send(back)
    assert stored(assessment).assessment.details.organisation == "Mine"


def test_the_hub_counts_what_is_answered(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value="1", action="leave")
    text = person.get(assessment).text
    assert "Care 1 of 2 answered In progress" in text
    assert "Arrest 0 of 1 answered Not started" in text


def test_the_four_states_are_counted_apart_and_alike_on_every_page(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value=" not-applicable", care_reason="No services.",
                arrest_value=" dont-know")  # fmt: skip
    section, whole = "0 of 1 answered, 1 don’t know yet, 1 does not apply", "0 of 11 answered, 1 don’t know yet, 1 does"
    assert f"Care {section} Done" in person.get(assessment).text
    assert whole in person.get(assessment).text
    assert whole in person.get("/").text
    assert "10 questions are not answered 1 answer is “don’t know yet”" in person.get(assessment + "/steps/agreed").text
    results = person.get(assessment + "/results").text
    assert "Answered 0 of 11 1 don’t know yet, 1 does not apply" in results
    assert "Answered 0 of 1 1 don’t know yet, 1 does not apply" in results


def test_a_section_that_does_not_apply_says_so(person, start_one):
    assessment = start_one(person, sector="other")
    assert "Arrest Does not apply" in person.get(assessment).text
    assert "There is nothing to answer" in person.get(assessment + "/sections/three").text


def test_the_check_page_says_every_state_in_words(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value=" not-applicable",
                care_reason="No services.", arrest_value=" dont-know", arrest_comment="Ask them.")  # fmt: skip
    page = person.get(assessment + "/check")
    assert "How far do we care? Does not apply Reason: No services." in page.text
    assert "How kind is an arrest? Don’t know yet Ask them." in page.text
    assert "How kind is a cell? Not answered" in page.text
    assert page.link("How kind is an arrest?").endswith("/sections/two#arrest_question")


def test_answers_that_no_longer_apply_are_kept_and_said(person, assessment):
    person.send(person.get(assessment + "/sections/three"), cell_value="2")
    page = person.get(assessment + "/details")
    person.post(page.action(), page.form() | {"profile_sector": "other"}, 303)
    text = person.get(assessment + "/check").text
    assert "Kept, but not counted" in text
    assert "How kind is a cell? 2 · Developing" in text


def test_what_is_not_known_yet_is_said_before_agreeing(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value=" dont-know")
    assert "1 answer is “don’t know yet”" in person.get(assessment + "/steps/agreed").text


def test_an_agreed_assessment_takes_no_details(person, assessment):
    page = person.get(assessment + "/details")
    person.send(person.get(assessment + "/steps/agreed"))
    back = person.send(page, 409, organisation="Late")
    assert "its answers stay as they are. What you typed is still here" in back.text
    assert back.form()["organisation"] == "Late"
    assert "It is agreed" in person.get(assessment + "/details").text


def test_deleting_asks_first_and_then_deletes(person, assessment, all_stored):
    page = person.get(assessment + "/delete")
    assert len(all_stored()) == 1
    assert person.send(page).location == "/"
    assert all_stored() == ()
    person.post(page.action(), page.form(), 404)


def test_the_example_is_marked_and_removed_by_one_button(app, person, all_stored, assessment):
    load_example(app.extensions["selfassess"].database, OPERATOR, now=datetime.now(UTC))
    page = person.get("/")
    assert "Example data." in page.text
    example = next(one for one in all_stored() if one.example)
    assert "Example data." in person.get(f"/assessments/{example.id}/results").text
    assert "Example data." not in person.get(assessment).text
    token = person.get(assessment + "/details").form()["csrf_token"]
    person.post("/example/remove", {"csrf_token": token}, 303)
    assert [one.example for one in all_stored()] == [False]
    told = f"The example is removed: {len(example_files())} assessments, and nothing else."
    assert told in person.get("/").text
    assert "Example data." not in person.get("/").text
    person.post("/example/remove", {"csrf_token": token}, 303)
    assert "There was no example left to remove." in person.get("/").text


def test_a_broken_file_of_the_instance_is_told_with_its_problems(person, tmp_path):
    (tmp_path / "questionnaires" / "bad.yaml").write_text("format: 1\nid: bad\n")
    text = person.get("/").text
    assert "1 questionnaire file cannot be used" in text
    assert f'{tmp_path}/questionnaires/bad.yaml:1:1 version : the key "version" is missing' in text


class Altered(Wiring):
    """The wiring of an installation whose one questionnaire is not what was published."""

    def catalogue(self) -> Catalogue:
        file = next(self.instance.glob("questionnaires/*.yaml"))
        return catalogue_of([file], {file: "0" * 64})


def test_an_altered_questionnaire_is_told_where_it_is_offered_and_on_its_own_page(app, person):
    assert "not the one that was published" not in person.get("/questionnaires/pages/1.0.0").text
    use = app.extensions["selfassess"]
    app.extensions["selfassess"] = Altered(**{one.name: getattr(use, one.name) for one in fields(use)})
    assert "The text of this questionnaire is not the one that was published." in person.get("/").text
    start = person.get("/questionnaires/pages/1.0.0")
    assert "Warning: The text of this questionnaire is not the one that was published as pages 1.0.0." in start.text
    assert start.link("Start an assessment")
