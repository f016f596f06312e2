"""What a steering group sees: names, digits, figures, years and actions; what is withheld stands nowhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.plan import ActionDraft
from selfassess.store.people import OrganisationKind, Role

from .members import database_of
from .town import Town

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
WITHHELD = "withheld: fewer than 5 organisations"
CHARITY = OrganisationKind.CHARITY


@pytest.fixture
def region(app, regions):
    return regions(database_of(app), NOW)


@pytest.fixture
def steering(app, administrator, region):
    """Somebody of the steering group, at a browser."""
    return Town(app).person("Stella", (region.partnership, Role.STEERING_GROUP))


def rows(page, caption: str) -> list[str]:
    """The rows of the table with this caption, as they are read."""
    tables = [one for one in page.all("table") if caption in " ".join(next(one.iter("caption")).itertext())]
    assert tables, f"no table {caption!r}"
    return [" ".join(" ".join(row.itertext()).split()) for row in tables[0].iter("tr")]


def share_unnamed(region, count: int = 5, level: int = 1, year: int = 2026) -> list[str]:
    """So many more that are counted only."""
    return [region.result(region.organisation(f"Unnamed {one}"), level, Choice.COUNTED, year=year)
            for one in range(count)]  # fmt: skip


def test_nothing_shared_is_said_with_how_sharing_works(person, region):
    region.result(region.organisation("Council"))
    assert "Nothing can be shown yet." in person.get(f"/partnerships/{region.partnership.id}").text
    page = person.get(f"/partnerships/{region.partnership.id}/shared")
    assert "The lead of each organisation chooses" in page.text
    for more in ("", "/figures", "/years", "/actions"):
        assert person.get(region.shared + more, 303).location == f"/partnerships/{region.partnership.id}/shared"


def test_from_home_to_the_organisations_that_share_by_name(steering, region):
    region.result(region.organisation("Council"), 2, Choice.STEERING, backed=False)
    region.result(region.organisation("Abbey"), 3, Choice.MEMBERS)
    page = steering.get(steering.get("/").link("What organisations share"))
    page = steering.get(page.link("honest"))
    assert "2 organisations share their results with the steering group by name." in page.text
    assert rows(page, "Stage of each organisation by section, 2026")[1:] == [
        "Abbey 3 3 3",
        "Council 2 backed by evidence: (1) 2 backed by evidence: (1) 2 backed by evidence: (1)",
    ]
    assert "this is no ranking" in page.text
    assert rows(page, "Who signed, and when")[1] == "Abbey Sue Sign Chair 1 November 2026"
    assert "Council" in steering.get(steering.get(f"/partnerships/{region.partnership.id}").link("honest")).text


def test_those_that_are_counted_only_are_never_named_and_figures_wait_for_five(steering, region):
    region.result(region.organisation("Council"), 2, Choice.STEERING)
    ids = share_unnamed(region, 4)
    for page in (steering.get(region.shared), steering.get(f"{region.shared}/figures")):
        assert "Unnamed" not in page.text
    # One organisation is seen by name, so its own figures hide nobody.
    assert rows(steering.get(f"{region.shared}/figures"), "Scores of the organisations")[1].startswith("Overall 1 66.7")
    ids.append(region.result(region.organisation("Unnamed fifth"), 1, Choice.COUNTED))
    page = steering.get(f"{region.shared}/figures")
    assert rows(page, "Scores of the organisations")[1].startswith("Overall 6 33.3")
    assert "Unnamed" not in page.text


def test_a_kind_of_which_too_few_can_be_counted_is_withheld(steering, region):
    share_unnamed(region)
    region.organisation("Charity", CHARITY)
    page = steering.get(f"{region.shared}?kind=charity")
    assert "No organisation shares its result of 2026 by name." in page.text
    assert page.text.count(WITHHELD) == 3
    page = steering.get(f"{region.shared}/years?kind=charity")
    assert "There is one year so far, 2026." in page.text
    page = steering.get(f"{region.shared}/figures")
    assert any(row.startswith(f"Charity or community group {WITHHELD}") for row in rows(page, "Overall score by kind"))


def test_a_partnership_of_three_sees_names_and_that_figures_are_withheld(steering, region):
    region.result(region.organisation("Abbey"), 2, Choice.STEERING)
    for name in ("Second", "Third"):
        region.result(region.organisation(name), 1, Choice.COUNTED)
    page = steering.get(region.shared)
    assert rows(page, "Stage of each organisation")[1:] == ["Abbey 2 2 2"]
    for name in ("Second", "Third"):
        assert name not in page.text


def test_a_name_that_is_withdrawn_is_gone_at_once_from_every_page(steering, region):
    gone = region.organisation("Leaving")
    id = region.result(gone, 2, Choice.STEERING)
    region.plan(gone, id, ActionDraft(text="Ask more people"))
    region.result(region.organisation("Abbey"), 1, Choice.STEERING)
    assert "Leaving" in steering.get(region.shared).text
    region.share(id, Choice.NOT_SHARED)
    for more in ("", "/figures", "/years", "/actions"):
        assert "Leaving" not in steering.get(region.shared + more).text
    assert rows(steering.get(region.shared), "Stage of each")[1:] == ["Abbey 1 1 1"]
    assert rows(steering.get(f"{region.shared}/figures"), "Scores of the organisations")[1].startswith("Overall 1 33.3")


def test_rows_stand_by_name_by_kind_or_by_the_day_of_signing_and_never_by_a_score(person, region):
    region.result(region.organisation("Abbey", CHARITY), 1, Choice.STEERING)
    region.now = NOW.replace(day=2)
    region.result(region.organisation("Council"), 3, Choice.STEERING)
    for order, names in {"": ["Abbey", "Council"], "kind": ["Council", "Abbey"], "signed": ["Council", "Abbey"],
                         "score": ["Abbey", "Council"]}.items():  # fmt: skip
        page = person.get(f"{region.shared}?order={order}")
        assert [row.split()[0] for row in rows(page, "Stage of each")[1:]] == names, order
    assert "by kind, then in alphabetical order: this is no ranking" in person.get(f"{region.shared}?order=kind").text


def test_fifty_organisations_stand_on_a_page(person, region, monkeypatch):
    monkeypatch.setattr("selfassess.services.partnership_figures.ROWS_A_PAGE", 2)
    for name in ("Abbey", "Borough", "Council"):
        region.result(region.organisation(name), 1, Choice.STEERING)
    page = person.get(region.shared)
    assert "This is page 1 of 2." in page.text
    after = person.get(page.link("Page 2 of 2"))
    assert rows(after, "Stage of each")[1:] == ["Council 1 1 1"]
    assert person.get(after.link("Page 1 of 2")).address
    assert "This is page 2 of 2." in person.get(f"{region.shared}?page=99").text


@pytest.mark.parametrize(
    "query", ["year=1999", "year=2026&page=0", "year=²", "kind=nobody&order=best&page=x", "year=%00"]
)
def test_what_an_address_asks_for_wrongly_is_not_there_or_the_usual(person, region, query):
    region.result(region.organisation("Council"), 1, Choice.STEERING)
    expect = 404 if "1999" in query else 200
    for more in ("", "/figures", "/actions", "/years"):
        person.get(f"{region.shared}{more}?{query}", expect)


def test_years_and_movement_are_told_of_those_that_are_in_both(person, region):
    council = region.organisation("Council")
    region.result(council, 1, Choice.STEERING, year=2025)
    region.now = NOW.replace(day=3)
    region.result(council, 3, Choice.STEERING, year=2026)
    page = person.get(f"{region.shared}/years")
    assert "Overall the median score went from 33.3 in 2025 to 100 in 2026." in page.text
    assert "overall 1 stands at a higher stage" in person.get(f"{region.shared}/figures").text
    assert "There are no results of 2024" in person.get(f"{region.shared}/figures?year=2025").text
    assert rows(person.get(f"{region.shared}?year=2025"), "by section, 2025")[1:] == ["Council 1 1 1"]


def test_actions_are_those_of_organisations_that_are_named(person, region):
    for name, choice in (("Abbey", Choice.STEERING), ("Borough", Choice.STEERING), ("Hidden", Choice.COUNTED)):
        organisation = region.organisation(name)
        id = region.result(organisation, 1, choice)
        late = ActionDraft(text=f"Late in {name}", due_on=date(2026, 11, 2), owner_role="Head", questions=("care",))
        region.plan(organisation, id, ActionDraft(text="Ask more people", questions=("ask",)), late)
    page = person.get(f"{region.shared}/actions")
    assert (
        "2 of 2 organisations that are seen by name have planned actions. Of 4 actions in all, 2 are stuck."
        in page.text
    )
    assert rows(page, "Actions that several organisations chose")[1] == "Ask more people 2 0"
    assert [row.split(" Late")[0] for row in rows(page, "Actions that are stuck")[1:]] == ["Abbey", "Borough"]
    assert "Hidden" not in page.text


def test_an_organisation_sees_itself_beside_the_others(app, administrator, region):
    council = region.organisation("Council")
    region.result(council, 3, Choice.MEMBERS)
    region.result(region.organisation("Open"), 2, Choice.MEMBERS)
    region.result(region.organisation("Shy"), 2, Choice.STEERING)
    share_unnamed(region)
    lee = Town(app).person("Lee", (council, Role.LEAD))
    page = lee.get(lee.get(f"/organisations/{council.id}").link("How you stand"))
    assert "Overall you stand at 3 · Part of us" in page.text
    assert "Above the median stage: 1. Asking; 2. Staff." in page.text
    assert rows(page, "Stage of each")[1:] == ["Council (you) 3 3 3", "Open 2 2 2"]
    assert "Open" in page.text
    assert "Shy" not in page.text
    assert "Unnamed" not in page.text


def test_who_knows_one_of_the_five_that_are_counted_is_told_that_figures_are_withheld(app, administrator, region):
    council = region.organisation("Council")
    region.result(council, 3, Choice.COUNTED)
    share_unnamed(region, 4)
    lee = Town(app).person("Lee", (council, Role.LEAD))
    page = lee.get(f"/organisations/{council.id}/against/{region.partnership.id}/honest")
    assert f"The figures of the others: {WITHHELD}." in page.text
    assert "No other organisation shares its result of 2026 with you by name." in page.text
    assert rows(page, "You and all organisations")[1] == "Overall 3 · Part of us 100"


def test_an_organisation_with_nothing_signed_or_nobody_beside_it_is_told_so(person, region):
    council = region.organisation("Council")
    address = f"/organisations/{council.id}/against/{region.partnership.id}/honest"
    assert "There is no signed result of Council for this questionnaire yet." in person.get(address).text
    region.result(council)
    assert "Of this questionnaire nothing can be shown of Region yet" in person.get(address).text
    person.get(f"{address}?year=2020", 404)


def test_who_runs_the_partnership_may_not_look_at_what_is_shared(app, administrator, region):
    region.result(region.organisation("Council"), 1, Choice.STEERING)
    runs = Town(app).person("Rita", (region.partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    assert "What organisations share" not in runs.get(f"/partnerships/{region.partnership.id}").text
    assert "What organisations share" not in runs.get("/").text
    runs.get(region.shared, 403)
