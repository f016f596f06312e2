"""What a steering group sees of a partnership: names that are shared, and figures that tell of no fewer than five."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import Movement, Shown, Withheld
from selfassess.disclosure.views import SectionFigure, Signatory
from selfassess.services.partnership_figures import partnership_material, questionnaires_shared, steering_view, trend
from selfassess.store.database import Database
from selfassess.store.people import OrganisationKind

from .region import Region


def test_a_named_result_is_a_row_with_its_figures_and_who_signed_it(region: Region) -> None:
    council = region.organisation("Council")
    region.result(council, Choice.STEERING, level=2, year=2025)
    id = region.result(council, Choice.STEERING, level=1)
    (row,) = region.view().rows
    whole = SectionFigure(score=Fraction(50), stage=1, supported_stage=1)
    assert (row.name, row.kind, row.year, row.assessment, row.years) == ("Council", "council", 2026, id, (2025, 2026))
    assert row.figures == {"": whole, "s1": whole, "s2": whole}
    assert row.earlier["s1"].score == 100
    assert row.signatory == Signatory(name="Sue Sign", role="Chair", signed_on=date(2026, 10, 1))
    figures = region.overall()
    assert figures
    assert (figures.organisations, figures.score.median, figures.stage.counts) == (1, Fraction(50), (0, 1))
    assert figures.moved == Shown(Movement(organisations=1, up=0, same=0, down=1))


def test_what_is_not_shared_or_not_signed_is_nowhere(region: Region, database: Database) -> None:
    one, other = region.organisations(2)
    region.sign(region.draft(one))
    region.share(region.draft(other), Choice.MEMBERS)
    assert steering_view(database, region.sam, region.partnership.id, "saving") is None
    assert trend(database, region.sam, region.partnership.id, "other\0") is None
    assert questionnaires_shared(database, region.sam, region.partnership.id) == ()


def test_a_choice_made_before_signing_counts_from_then_on(region: Region) -> None:
    id = region.draft(region.organisation("Council"))
    assert not region.share(id, Choice.STEERING).shared.named_to_steering
    region.sign(id)
    assert region.names() == ["Council"]


def test_fewer_than_five_without_a_name_are_withheld_and_five_are_counted(region: Region) -> None:
    five = region.organisations(5)
    region.result(region.organisation("Named"), Choice.STEERING, level=2)
    for done, one in enumerate(five):
        assert region.counted() == 1, done
        region.result(one, Choice.COUNTED)
    assert region.counted() == 6
    assert region.names() == ["Named"]


def test_a_partnership_of_three_shows_names_and_withholds_figures_over_the_unnamed(
    region: Region, database: Database
) -> None:
    three = region.organisations(3)
    region.results(three, Choice.COUNTED)
    assert steering_view(database, region.sam, region.partnership.id, "saving") is None
    region.result(three[0], Choice.STEERING, year=2025)
    view = region.view(year=2026)
    assert (view.rows, set(view.cells.values()), view.belong) == ((), {Withheld()}, 3)
    assert [row.name for row in region.view(year=2025).rows] == ["council 00"]


def test_one_more_waits_until_it_does_not_stand_out(region: Region) -> None:
    region.organisations(7, OrganisationKind.NHS)
    councils = region.organisations(12)
    region.results(councils[:6], Choice.COUNTED)
    assert region.counted() == 6
    for one in councils[6:11]:
        region.result(one, Choice.COUNTED)
        assert region.counted() == 6
    region.result(councils[11], Choice.COUNTED)
    assert region.counted() == 12
    assert region.counted(kind=OrganisationKind.COUNCIL) == 12
    assert region.counted(kind=OrganisationKind.NHS) == 0


def test_a_name_waits_where_it_would_leave_too_few_without_one(region: Region) -> None:
    ids = region.results(region.organisations(7), Choice.COUNTED)
    assert region.share(ids[0], Choice.STEERING).shared.named_to_steering
    assert not region.share(ids[1], Choice.STEERING).shared.named_to_steering
    assert region.names() == ["council 00"]
    for id in ids[2:]:
        region.share(id, Choice.STEERING)
    assert len(region.names()) == 7
    assert region.counted() == 7


def test_a_name_goes_at_once_and_the_result_is_counted_for_those_who_saw_it_no_more(region: Region) -> None:
    ids = region.results(region.organisations(3), Choice.STEERING)
    region.share(ids[0], Choice.COUNTED)
    assert region.names() == ["council 01", "council 02"]
    assert region.counted() == 2


def test_quartiles_need_eleven(region: Region) -> None:
    organisations = region.organisations(11)
    region.results(organisations[:10], Choice.STEERING)
    ten = region.overall()
    region.result(organisations[10], Choice.STEERING)
    eleven = region.overall()
    assert ten
    assert eleven
    assert ten.score.quartiles == Withheld(fewest=11)
    assert isinstance(eleven.score.quartiles, Shown)


def test_the_report_is_made_of_all_rows_every_kind_and_the_years_up_to_it(region: Region, database: Database) -> None:
    councils, trusts = region.organisations(2), region.organisations(1, OrganisationKind.NHS)
    for year in (2024, 2025, 2026):
        region.results([*councils, *trusts], Choice.STEERING, year=year)
    found = partnership_material(database, region.sam, region.partnership.id, "saving", year=2025)
    assert found
    assert [row.name for row in found.rows] == ["council 00", "council 01", "nhs 00"]
    assert list(found.by_kind) == ["nhs", "council"]
    assert [one.year for one in found.trend] == [2024, 2025]
    whole = trend(database, region.sam, region.partnership.id, "saving", kind=OrganisationKind.NHS)
    assert whole
    assert [one.year for one in whole.years] == [2024, 2025, 2026]
    assert questionnaires_shared(database, region.sam, region.partnership.id) == ("saving",)


def test_rows_come_fifty_a_page(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfassess.services.partnership_figures.ROWS_A_PAGE", 2)
    region.results(region.organisations(3), Choice.STEERING)
    place = region.partnership.id
    pages = [steering_view(region.database, region.sam, place, "saving", page=page) for page in (0, 1, 2, 9)]
    told = [(one.page, one.pages, one.named, [row.name for row in one.rows]) for one in pages if one]
    first, second = (1, 2, 3, ["council 00", "council 01"]), (2, 2, 3, ["council 02"])
    assert told == [first, first, second, second]
