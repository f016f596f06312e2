"""Chosen next steps become actions of a plan: nothing is lost on the way, and nothing is planned twice."""

from __future__ import annotations

import pytest

from selfassess.plan.actions import ActionKind, ActionStatus
from selfassess.services.access import OPERATOR
from selfassess.services.next_plan import begin_next_plan
from selfassess.services.plans import begin_plan, current_plan, plans_of
from selfassess.store.people import Role
from selfassess.web.wiring import Wiring

from .town import Town


@pytest.fixture
def answered(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="0", must_value="0")
    person.send(person.get(assessment + "/sections/two"), care_value="1", arrest_value="1")
    return assessment


@pytest.fixture
def use(app) -> Wiring:
    return app.extensions["selfassess"]


@pytest.fixture
def plan(use, answered, stored):
    """The plan as it is kept, or None."""
    organisation = stored(answered).assessment.organisation_id
    return lambda: current_plan(use.database, OPERATOR, organisation, "pages")


@pytest.fixture
def send(person):
    """Send the form of a page: with everything it offers, as a browser does."""

    def sent(page, expect=303, **changes):
        offered = [one.get("value") for one in page.all("input") if one.get("name") == "suggestion"]
        return person.send(page, expect, **({"suggestion": offered} | changes))

    return sent


def asked(answered, *values):
    return answered + "/next-steps/plan?" + "&".join(f"raise={value}" for value in values)


def test_from_the_next_steps_into_the_plan(person, send, answered, plan, stored):
    page = person.get(answered + "/next-steps?raise=learn.1")
    page = person.get(page.link("Add to the plan"))
    assert "There is no plan yet: with what you tick one begins today, for twelve months." in page.text
    done = send(page)
    assert done.location.endswith("/actions")
    assert "1 action is in the plan" in person.follow(done).text
    (made,) = plan().actions
    assert (made.text, made.effort, made.suggestion, made.questions) == ("Name a lead.", "low", "learn.0.1", ("learn",))
    assert (made.key, made.kind, made.status, made.owner, made.due_on) == (
        False, ActionKind.NEW, ActionStatus.NOT_STARTED, None, None,
    )  # fmt: skip
    assert plan().assessment == stored(answered).assessment.id
    assert "In the plan" in person.get(answered + "/next-steps").text


def test_the_easiest_first_step_of_each_question_is_ticked_and_the_others_are_offered(person, answered):
    form = person.get(asked(answered, "learn.2", "must.1")).form()
    assert form["use-learn_0_1"] == ["yes"]
    assert "use-learn_1_1" not in form
    assert form["text-learn_1_1"] == "Ask people."
    assert form["text-must_0_0"] == ""  # the author suggests nothing there: room for words of one's own


def test_everything_that_is_said_of_it_is_kept(person, send, answered, plan, use):
    year = use.now().year + 1
    send(
        person.get(asked(answered, "learn.1", "must.1")),
        **{
            "text-learn_0_1": "Name Sam as lead.",
            "key-learn_0_1": "yes",
            "owner_role-learn_0_1": "Head of people",
            "due_on-learn_0_1_day": "1",
            "due_on-learn_0_1_month": "2",
            "due_on-learn_0_1_year": str(year),
            "measure-learn_0_1": "There is a name.",
            "use-must_0_0": "yes",
            "text-must_0_0": "Ask the board.",
        },
    )
    named, own = plan().actions
    assert (named.text, named.measure, named.key) == ("Name Sam as lead.", "There is a name.", True)
    assert (named.owner.name, named.due_on.isoformat()) == ("Head of people", f"{year}-02-01")
    assert (own.text, own.suggestion, own.effort, own.questions) == ("Ask the board.", None, None, ("must",))


def test_what_is_not_ticked_is_not_looked_at(person, send, answered, plan):
    send(person.get(asked(answered, "learn.2")), **{"text-learn_1_1": "", "due_on-learn_1_1_day": "99"})
    assert [one.suggestion for one in plan().actions] == ["learn.0.1"]


def test_whatever_is_wrong_is_said_and_nothing_typed_is_lost(person, send, answered, plan, use):
    page = send(
        person.get(asked(answered, "learn.2", "must.1")),
        422,
        **{
            "use-learn_1_1": "yes",
            "text-learn_1_1": "Ask \x00 people",
            "due_on-learn_0_1_day": "31",
            "due_on-learn_0_1_month": "2",
            "due_on-learn_0_1_year": "2027",
            "use-must_0_0": "yes",
            "measure-must_0_0": "We see it.",
        },
    )
    assert len(page.problems()) == 3
    assert page.problems()[0].startswith("Name a lead. – When is it to be done? (optional) – Enter a real day")
    assert "Something of our own – In your words – Say what is to be done" in page.problems()
    form = page.form()
    assert (form["due_on-learn_0_1_day"], form["measure-must_0_0"]) == ("31", "We see it.")
    assert form["use-learn_1_1"] == form["use-must_0_0"] == ["yes"]
    assert plan() is None


def test_no_plan_is_begun_for_an_action_that_it_would_refuse(person, send, answered, plan):
    past = {"due_on-learn_0_1_day": "1", "due_on-learn_0_1_month": "2", "due_on-learn_0_1_year": "2020"}
    page = send(person.get(asked(answered, "learn.1")), 422, **past)
    assert "It cannot be due before the day it was added" in page.problems()[0]
    assert plan() is None


def test_nothing_ticked_is_nothing_to_add(person, send, answered, plan):
    page = send(person.get(asked(answered, "learn.1")), 422, **{"use-learn_0_1": []})
    assert "Tick at least one" in page.problems()[0]
    assert plan() is None


def test_where_nothing_is_chosen_the_page_says_where_to_choose(person, answered):
    page = person.get(answered + "/next-steps/plan?raise=care.1&raise=care.0")  # one stands there, one is further down
    assert "Nothing is chosen that could be planned" in page.text
    assert page.link("Choose next steps").startswith(answered + "/next-steps")


def test_sending_it_twice_adds_it_once(person, send, answered, plan):
    page = person.get(asked(answered, "learn.1"))
    send(page)
    send(page)
    assert len(plan().actions) == 1


def test_what_is_in_the_plan_is_said_and_not_ticked_again(person, send, answered):
    send(person.get(asked(answered, "learn.1")))
    page = person.get(asked(answered, "learn.1"))
    assert "In the plan" in page.text
    assert "What you tick goes into the plan from" in page.text
    assert "use-learn_0_1" not in page.form()


def test_answers_that_moved_on_meanwhile_lose_nothing_that_was_typed(person, send, answered, plan):
    page = person.get(asked(answered, "learn.1"))
    person.send(person.get(answered + "/sections/one"), learn_value="2")
    send(page, **{"text-learn_0_1": "Name Sam."})
    assert [one.text for one in plan().actions] == ["Name Sam."]


def test_names_that_nobody_of_ours_wrote_are_left_out(person, send, answered, plan):
    page = person.get(asked(answered, "learn.1"))
    odd = ["learn.0.9", "words.0.1", "nothing", "", "learn.9.1", "'\"<b>"]
    again = send(page, 422, suggestion=odd)
    assert "Nothing is chosen that could be planned" in again.text
    send(page, suggestion=[*odd, "learn.0.1"])
    assert [one.suggestion for one in plan().actions] == ["learn.0.1"]


def test_a_page_that_was_open_too_long_comes_back_with_what_was_typed(person, send, answered, plan):
    page = person.get(asked(answered, "learn.1"))
    again = send(page, 400, csrf_token="of another day", **{"text-learn_0_1": "Name Sam."})
    assert again.form()["text-learn_0_1"] == "Name Sam."
    assert plan() is None
    send(again)
    assert [one.text for one in plan().actions] == ["Name Sam."]


def test_key_actions_that_are_there_and_a_plan_that_is_over_are_said(person, send, answered, plan, use, stored):
    this = stored(answered).assessment
    then = use.now().date().replace(year=use.now().year - 2, day=1)
    begin_plan(use.database, OPERATOR, this.organisation_id, "pages", starts_on=then, assessment=None, now=use.now())
    send(person.get(asked(answered, "learn.1")), **{"key-learn_0_1": "yes"})
    page = person.get(asked(answered, "must.1"))
    assert "There is 1 key action in the plan now" in page.text
    assert "The twelve months of this plan are over" in page.text
    person.get(page.link("Look at what was done"))
    assert len(plan().actions) == 1


def test_into_the_plan_that_follows_where_the_one_before_was_closed(person, send, answered, plan, use, stored):
    this = stored(answered).assessment
    first = begin_plan(use.database, OPERATOR, this.organisation_id, "pages", starts_on=use.now().date(),
                       assessment=None, now=use.now())  # fmt: skip
    page = person.get(asked(answered, "learn.1"))
    begin_next_plan(use.database, OPERATOR, this.organisation_id, first.id, {}, starts_on=first.ends_on,
                    assessment=None, now=use.now())  # fmt: skip
    send(page)
    assert plan().id != first.id
    assert len(plan().actions) == 1
    assert len(plans_of(use.database, OPERATOR, this.organisation_id)) == 2


@pytest.fixture
def hall(app):
    """A council with a lead, Lea, and a viewer, Vic, and the address of an agreed assessment of it."""
    town = Town(app)
    council = town.organisation("Town Hall")
    lea, vic = town.person("Lea", (council, Role.LEAD)), town.person("Vic", (council, Role.VIEWER))
    page = lea.get(lea.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    said = {"period": "2026", "assessed_on_day": "1", "assessed_on_month": "10", "assessed_on_year": "2026"}
    assessment = lea.post(page.action(), page.form() | said | {"action": "continue"}, 303).location
    lea.send(lea.get(assessment + "/sections/one"), learn_value="0")
    lea.send(lea.get(assessment + "/steps/agreed"))
    return lea, vic, assessment


def test_a_member_can_be_named_as_the_one_who_leads(hall, use):
    lea, _, assessment = hall
    page = lea.get(asked(assessment, "learn.1"))
    people = {"".join(one.itertext()): one.get("value") for one in page.all("option")}
    assert list(people) == ["Nobody yet", "Lea"]
    both = {"owner-learn_0_1": people["Lea"], "owner_role-learn_0_1": "Chair"}
    assert "Name a member or a role, not both" in lea.send(page, 422, **both).problems()[0]
    assert "Lea" in lea.follow(lea.send(page, **{"owner-learn_0_1": people["Lea"]})).text


def test_who_only_reads_sees_everything_but_the_way_into_the_plan(hall):
    _, vic, assessment = hall
    page = vic.get(assessment + "/next-steps?raise=learn.1")
    assert "What would change" in page.text
    assert "Add to the plan" not in page.text
    vic.get(asked(assessment, "learn.1"), 403)
