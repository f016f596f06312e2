"""With whom a result is shared: shown where one passes by, chosen in two steps; nobody overwrites somebody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import OPERATOR
from selfassess.services.sharing import sharing_of
from selfassess.store.people import Role

from .members import database_of
from .town import Town

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
NEVER = "Not shared: nobody has chosen yet"


@pytest.fixture
def region(app, regions):
    return regions(database_of(app), NOW)


@pytest.fixture
def council(region):
    return region.organisation("Council")


def chosen(region, id: str) -> Choice:
    (stored,) = sharing_of(region.database, OPERATOR, id)
    return stored.choice


def choose(person, region, id: str, choice: str, expect: int = 200):
    """From the list over the form to the page that says what changes."""
    page = person.get(
        person.get(f"/assessments/{id}/sharing").link("Change" if chosen_before(region, id) else "Choose")
    )
    form = page.form()
    assert page.action().endswith("/change")
    return person.get(f"{page.action()}?choice={choice}&seen={form['seen']}", expect)


def chosen_before(region, id: str) -> bool:
    (stored,) = sharing_of(region.database, OPERATOR, id)
    return stored.revision > 0


def test_a_signed_result_is_shared_with_nobody_and_every_page_about_it_says_so(person, region, council):
    id = region.result(council)
    assert NEVER in person.get(f"/assessments/{id}").text
    assert NEVER in person.get(f"/organisations/{council.id}").text
    results = person.get(f"/assessments/{id}/results")
    assert "nobody outside of the organisation sees it yet" in results.text
    assert results.link("Choose with whom it is shared") == f"/assessments/{id}/sharing"
    assert NEVER in person.get(f"/assessments/{id}/sharing").text


def test_whoever_signs_sees_what_was_chosen_before(person, region, council):
    id = region.agreed(council)
    region.share(id, Choice.STEERING)
    page = person.get(f"/assessments/{id}/sign")
    assert "Region: Named to the steering group, once it is signed" in page.text


def test_each_choice_is_explained_and_what_it_changes_is_said_before_anything_is_changed(person, region, council):
    id = region.result(council)
    form = person.get(f"/assessments/{id}/sharing/{region.partnership.id}")
    for words in ("and it is in no figure", "Nobody sees whose result it is", "never your answers"):
        assert words in form.text
    page = choose(person, region, id, "steering")
    assert "Reports that were made before stay as they are" in page.text
    assert "From now on the steering group can see your organisation’s result by name" in page.text
    assert not chosen_before(region, id)
    done = person.send(page)
    assert chosen(region, id) is Choice.STEERING
    assert "Region: Named to the steering group." in person.follow(done).text


def test_a_name_that_is_withdrawn_is_said_to_go_at_once(person, region, council):
    id = region.result(council, 1, Choice.MEMBERS)
    page = choose(person, region, id, "not_shared")
    assert "disappear from the pages at once for the steering group and the other organisations" in page.text
    person.send(page)
    assert chosen(region, id) is Choice.NOT_SHARED


def test_not_to_share_is_a_choice_too(person, region, council):
    id = region.result(council)
    page = choose(person, region, id, "not_shared")
    assert "Nobody sees more or less than before" in page.text
    person.send(page)
    assert chosen_before(region, id)
    assert "Not shared." in person.get(f"/assessments/{id}/sharing").text


def test_the_same_form_sent_twice_chooses_once(person, region, council):
    id = region.result(council)
    page = choose(person, region, id, "counted")
    person.send(page)
    person.send(page)
    (stored,) = sharing_of(region.database, OPERATOR, id)
    assert stored.revision == 1


def test_somebody_who_chose_meanwhile_is_not_overwritten(person, region, council):
    id = region.result(council)
    page = choose(person, region, id, "members")
    region.share(id, Choice.COUNTED)
    again = person.send(page, 409)
    assert "Somebody else chose meanwhile: it is “Counted only” now." in again.text
    assert chosen(region, id) is Choice.COUNTED
    assert again.form()["choice"] == ["members"], "what was chosen is still marked"
    person.send(person.get(f"{again.action()}?choice=members&seen={again.form()['seen']}"))
    assert chosen(region, id) is Choice.MEMBERS


def test_an_old_page_that_goes_on_to_what_changes_is_told_too(person, region, council):
    id = region.result(council)
    old = person.get(f"/assessments/{id}/sharing/{region.partnership.id}")
    region.share(id, Choice.COUNTED)
    assert "Somebody else chose meanwhile" in person.get(f"{old.action()}?choice=members&seen=0", 409).text


@pytest.mark.parametrize("said", ["", "choice=", "choice=everybody", "choice=%00"])
def test_what_is_no_choice_is_asked_again(person, region, council, said):
    id = region.result(council)
    address = f"/assessments/{id}/sharing/{region.partnership.id}/change"
    page = person.get(f"{address}?seen=0&{said}", 422)
    assert any("Choose one of these" in problem for problem in page.problems())
    assert person.get(address, 303).location.endswith(region.partnership.id)


def test_what_is_sent_without_a_choice_is_asked_again(person, region, council):
    id = region.result(council)
    page = choose(person, region, id, "members")
    assert person.send(page, 422, choice="everybody").problems()
    assert not chosen_before(region, id)


def test_a_form_that_cannot_be_trusted_comes_back_with_what_was_chosen(person, region, council):
    id = region.result(council)
    page = choose(person, region, id, "members")
    again = person.send(page, 400, csrf_token="old")
    assert again.form()["choice"] == ["members"]
    assert not chosen_before(region, id)


def test_a_viewer_sees_what_is_chosen_and_may_not_choose(app, region, council, administrator):
    id = region.result(council, 1, Choice.COUNTED)
    viewer = Town(app).person("Vi", (council, Role.VIEWER))
    page = viewer.get(f"/assessments/{id}/sharing")
    assert "Counted only." in page.text
    assert "The lead of the organisation chooses." in page.text
    assert "Change" not in [" ".join(a.itertext()) for a in page.all("a")]
    viewer.get(f"/assessments/{id}/sharing/{region.partnership.id}", 403)


def test_an_organisation_in_no_partnership_is_told_so(person, region, app, start_one):
    address = start_one(person, sector="police")
    assert "belongs to no partnership" in person.get(f"{address}/sharing").text
    assert "Sharing" not in person.get(address).text


def test_a_corrected_result_is_said_to_be_no_longer_the_one_that_is_shown(person, region, council):
    before = region.result(council, 1, Choice.MEMBERS)
    page = person.get(f"/assessments/{before}/sharing")
    assert "Named to all members." in page.text
    region.now += timedelta(days=1)
    region.result(council, 2, Choice.MEMBERS)
    words = "Named to all members; another result stands for its year now"
    assert words in person.get(f"/assessments/{before}/sharing").text
