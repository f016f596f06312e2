"""Made-up organisations: the same each time, of several kinds, moving over years, shown by the rules of everything."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL, Shown
from selfassess.services.access import LOCAL, OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import Offer, questionnaires_on_offer
from selfassess.services.demonstration import NotEmptyError, Size, make_partnership
from selfassess.services.example import load_example, remove_example
from selfassess.services.figure_check import check_figures
from selfassess.services.locking import check_cards
from selfassess.services.made_up import MadeUp, choice_in, made_up, sheet_of_year
from selfassess.services.partnership_figures import questionnaires_shared, steering_view, trend
from selfassess.services.partnerships import every_partnership
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database

from .members import Town

SIZE = Size(organisations=24, years=2, seed=8)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def pledge() -> Offer:
    found = questionnaires_on_offer().by_name("bnssg-pledge", "1.1.0")
    assert found is not None
    return found


def many(count: int = 300) -> list[MadeUp]:
    return [made_up(1, number, 5) for number in range(count)]


def test_organisations_are_made_up_by_name_alike_for_a_seed_and_other_for_another() -> None:
    assert many() == many()
    assert made_up(2, 0, 5) != made_up(1, 0, 5)
    names = [made_up(1, number, 5).name for number in range(2000)]
    assert len({name.casefold() for name in names}) == 2000
    assert all(name.endswith("(made up)") for name in names)


def test_they_are_of_several_kinds_share_in_all_four_ways_join_correct_sit_out_and_leave() -> None:
    made = many()
    assert len(Counter(one.kind for one in made)) == 7
    assert {choice_in(one, 1, year) for one in made for year in range(5)} == set(Choice)
    assert {one.joins for one in made} == set(range(5))
    assert all(any(getattr(one, what) for one in made) for what in ("corrects", "sits_out", "leaves"))


def test_over_years_they_come_further_on_the_whole_and_not_each_of_them(pledge: Offer) -> None:
    made = [one for one in many(60) if one.joins == 0]

    def level(one: MadeUp, year: int) -> float:
        said = [answer.level for answer in sheet_of_year(one, 1, year, 2020, pledge.questionnaire).answers.values()]
        return sum(filter(None, said)) / len(said)

    moved = [level(one, 4) - level(one, 0) for one in made]
    assert 0.3 < sum(moved) / len(moved) < 2
    assert min(moved) < 0


def test_what_is_made_holds_and_is_seen_without_accounts_as_the_steering_group_sees_it(
    database: Database, pledge: Offer
) -> None:
    told: list[tuple[int, int]] = []
    partnership = make_partnership(
        database, OPERATOR, SIZE, pledge, now=NOW, told=lambda done, count: told.append((done, count))
    )
    assert told[-1] == (48, 48)
    assert told == sorted(told)
    assert check_cards(database, OPERATOR).faults == ()
    assert check_figures(database, OPERATOR, now=NOW) == ()
    view = steering_view(database, LOCAL, partnership.id, "bnssg-pledge")
    assert view is not None
    assert (view.years, view.year) == ((2024, 2025), 2025)
    assert 0 < view.named < view.belong <= 24
    assert all(row.signatory for row in view.rows)
    over = trend(database, LOCAL, partnership.id, "bnssg-pledge")
    assert over is not None
    *_, last = (one.cells[OVERALL] for one in over.years)
    assert isinstance(last, Shown)
    assert last.value.organisations > view.named
    assert all(one.example for one in list_assessments(database, OPERATOR))


def state(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that is the same whenever it is made; ids of batches are random."""
    asked = {
        "sharing": "SELECT assessment, choice, steering_saw_at IS NULL, members_saw_at IS NULL FROM sharing",
        "figures": "SELECT assessment, section, score, stage, supported_stage FROM section_figure",
        "results": "SELECT organisation, year, assessment FROM yearly_result",
        "counted": "SELECT year, assessment FROM batch_member JOIN batch ON batch.id = batch_member.batch "
        "WHERE retired_at IS NULL",
        "belonging": "SELECT organisation, left_at IS NULL FROM partnership_member",
    }
    with database.reading() as session:
        return {what: sorted(tuple(row) for row in session.execute(text(query))) for what, query in asked.items()}


class StoppedError(Exception):
    """Somebody pressed Ctrl+C."""


def test_it_goes_on_where_it_was_stopped_and_again_changes_nothing(database: Database, pledge: Offer) -> None:
    def stop(done: int, _: int) -> None:
        if done >= 40:
            raise StoppedError

    with pytest.raises(StoppedError):
        make_partnership(database, OPERATOR, SIZE, pledge, now=NOW, told=stop)
    half = state(database)
    make_partnership(database, OPERATOR, SIZE, pledge, now=NOW)
    whole = state(database)
    assert 0 < len(half["results"]) < len(whole["results"])
    make_partnership(database, OPERATOR, SIZE, pledge, now=NOW.replace(year=2028))
    assert state(database) == whole
    remove_example(database, OPERATOR, now=NOW)
    make_partnership(database, OPERATOR, SIZE, pledge, now=NOW)
    assert state(database) == whole


def test_it_goes_as_a_whole_and_nothing_else_does(database: Database, pledge: Offer) -> None:
    load_example(database, OPERATOR, now=NOW)
    there = len(list_assessments(database, OPERATOR))
    partnership = make_partnership(database, OPERATOR, Size(organisations=12, years=2), pledge, now=NOW)
    every = len(list_assessments(database, OPERATOR))
    real = Town(database=database, now=NOW).partnership("Real")[0]
    assert every > there
    assert remove_example(database, OPERATOR, now=NOW) == every
    assert every_partnership(database, OPERATOR) == (real,)
    with pytest.raises(NotFoundError):
        questionnaires_shared(database, OPERATOR, partnership.id)


@pytest.mark.parametrize("there", ["an organisation", "a partnership", "an account", "another size"])
def test_nothing_is_made_up_among_what_is_real(database: Database, pledge: Offer, there: str) -> None:
    town = Town(database=database, now=NOW)
    match there:
        case "an organisation":
            town.organisation("Real")
        case "a partnership":
            town.partnership("Real")
        case "an account":
            town.person("sam")
        case _:
            make_partnership(database, OPERATOR, Size(organisations=1, years=1), pledge, now=NOW)
    before = every_partnership(database, OPERATOR)
    with pytest.raises(NotEmptyError):
        make_partnership(database, OPERATOR, SIZE, pledge, now=NOW)
    assert every_partnership(database, OPERATOR) == before
