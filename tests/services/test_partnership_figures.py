"""What a steering group sees of a partnership: names that are shared, and figures that tell of no fewer than five."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import Movement, Shown, Withheld
from selfassess.disclosure.views import SectionFigure, Signatory
from selfassess.services.access import OPERATOR, WORKER
from selfassess.services.catalogue import Offer
from selfassess.services.correcting import correct
from selfassess.services.organisations import close_organisation
from selfassess.services.partnership_figures import (
    against_others,
    partnership_material,
    questionnaires_shared,
    steering_view,
    trend,
)
from selfassess.services.partnerships import let_join, let_leave
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.releasing import release_year_before
from selfassess.store.database import Database
from selfassess.store.people import OrganisationKind, Role

from .region import Region


@pytest.fixture
def region(database: Database, offer: Offer, now: datetime) -> Region:
    return Region(database, offer, now)


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


def test_sharing_withdrawn_leaves_figures_over_the_unnamed_until_enough_withdraw(region: Region) -> None:
    ids = region.results(region.organisations(12), Choice.COUNTED)
    assert region.counted() == 12
    for id in ids[:5]:
        region.share(id, Choice.NOT_SHARED)
        assert region.counted() == 12
    region.share(ids[5], Choice.NOT_SHARED)
    assert region.counted() == 6


def test_an_organisation_that_leaves_takes_its_name_at_once(region: Region, database: Database) -> None:
    organisations = region.organisations(7)
    region.results(organisations[:6], Choice.COUNTED)
    region.result(organisations[6], Choice.STEERING)
    for one in (organisations[0], organisations[6]):
        assert let_leave(database, OPERATOR, region.partnership.id, one.id, now=region.now)
    assert (region.names(), region.counted(), region.view().belong) == ([], 6, 5)
    assert let_join(database, OPERATOR, region.partnership.id, organisations[6].id, now=region.now.replace(day=2))
    assert (region.names(), region.counted()) == (["council 06"], 7)


def test_one_that_joins_is_counted_with_what_it_shares_there_only(region: Region, database: Database) -> None:
    outside = region.town.organisation("Outside")
    id = region.sign(region.draft(outside))
    region.result(region.organisation("Inside"), Choice.STEERING)
    with pytest.raises(ValueError, match="not enough values"):
        region.share(id, Choice.STEERING)
    let_join(database, OPERATOR, region.partnership.id, outside.id, now=region.now)
    assert region.names() == ["Inside"]
    region.share(id, Choice.STEERING)
    assert region.names() == ["Inside", "Outside"]


def test_of_organisations_that_merge_the_closed_one_keeps_its_years(region: Region, database: Database) -> None:
    one, other = region.organisations(2)
    region.results([one, other], Choice.STEERING, year=2025)
    close_organisation(database, OPERATOR, other.id, now=region.now)
    region.result(one, Choice.STEERING)
    assert [row.name for row in region.view(year=2025).rows] == ["council 00", "council 01"]
    figures = region.overall()
    assert figures
    assert figures.moved == Shown(Movement(organisations=1, up=0, same=1, down=0))


def test_one_that_splits_off_has_no_year_before(region: Region) -> None:
    old = region.organisation("Old")
    region.result(old, Choice.STEERING, year=2025)
    region.results([old, region.organisation("New")], Choice.STEERING)
    rows = region.view().rows
    assert [(row.name, row.years) for row in rows] == [("New", (2026,)), ("Old", (2025, 2026))]
    assert rows[0].earlier == {}


def test_the_same_organisation_twice_in_a_year_counts_once_with_its_latest(region: Region) -> None:
    council = region.organisation("Council")
    region.result(council, Choice.STEERING, level=0)
    region.now += timedelta(minutes=1)
    latest = region.result(council, Choice.STEERING, level=2)
    (row,) = region.view().rows
    assert (row.assessment, region.counted()) == (latest, 1)


def test_a_correction_takes_the_place_of_what_it_corrects_once_it_is_signed(region: Region, database: Database) -> None:
    id = region.result(region.organisation("Council"), Choice.STEERING, level=0)
    draft = correct(database, OPERATOR, id, reason="a slip", now=region.now).id
    assert region.view().rows[0].assessment == id
    region.sign(region.fill(draft, 2))
    (row,) = region.view().rows
    assert (row.assessment, row.figures[""].stage) == (draft, 2)


def test_a_correction_of_a_counted_result_waits_and_the_old_one_stays(region: Region, database: Database) -> None:
    ids = region.results(region.organisations(6), Choice.COUNTED, level=0)
    region.sign(region.fill(correct(database, OPERATOR, ids[0], reason="a slip", now=region.now).id, 2))
    figures = region.overall()
    assert figures
    assert figures.stage.counts == (6,)


def test_once_the_year_is_over_those_left_are_counted_together(region: Region) -> None:
    region.results(region.organisations(8)[:5], Choice.COUNTED)
    assert steering_view(region.database, region.sam, region.partnership.id, "saving") is None
    assert release_year_before(region.database, WORKER, now=region.now) == 0
    assert release_year_before(region.database, WORKER, now=region.now.replace(year=2027)) == 1
    assert region.counted() == 5


def test_movement_without_names_is_over_batches_that_stay_together(region: Region) -> None:
    region.later(2025)
    six = region.organisations(6)
    region.results(six, Choice.COUNTED, level=0, year=2025)
    region.later(2026)
    region.results(six, Choice.COUNTED, level=1)
    figures = region.overall()
    assert figures
    assert figures.moved == Shown(Movement(organisations=6, up=6, same=0, down=0))


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


def test_whoever_is_of_one_of_five_is_not_shown_what_the_other_four_give(region: Region) -> None:
    five = region.organisations(5)
    region.results(five, Choice.COUNTED)
    insider = region.town.person("ina", (five[0], Role.VIEWER), (region.partnership, Role.STEERING_GROUP))
    region.result(region.organisation("Named"), Choice.STEERING)
    assert (region.counted(), region.counted(insider)) == (6, 0)


def test_an_organisation_sees_itself_beside_the_others(region: Region, database: Database) -> None:
    six = region.organisations(6)
    region.results(six, Choice.COUNTED)
    region.result(region.organisation("Open", OrganisationKind.NHS), Choice.MEMBERS, level=2)
    region.result(region.organisation("Half open"), Choice.STEERING, level=2)
    ann = region.town.person("ann", (six[0], Role.CONTRIBUTOR))
    found = against_others(database, ann, six[0].id, region.partnership.id, "saving", year=2026)
    assert found
    assert found.own["s1"].score == 50
    assert [one.name for one in found.others] == ["Open"]
    whole, alike = found.cells[""], found.alike[""]
    assert isinstance(whole, Shown)
    assert isinstance(alike, Shown)
    assert (whole.value.organisations, alike.value.organisations) == (7, 6)
    assert against_others(database, ann, six[0].id, region.partnership.id, "saving", year=2025) is None


def test_only_the_steering_group_and_own_people_see_anything(region: Region, database: Database) -> None:
    one, other = region.organisations(2)
    region.results([one, other], Choice.MEMBERS)
    place = region.partnership.id
    runs = region.town.person("rita", (region.partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    lead = region.town.person("lee", (one, Role.LEAD))
    with pytest.raises(NotPermittedError):
        steering_view(database, runs, place, "saving")
    with pytest.raises(NotFoundError):
        steering_view(database, lead, place, "saving")
    with pytest.raises(NotFoundError):
        against_others(database, lead, other.id, place, "saving", year=2026)
    with pytest.raises(NotFoundError):
        against_others(database, lead, one.id, "nowhere", "saving", year=2026)


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


def test_a_result_that_two_partnerships_count_is_in_both_with_the_same_others_or_in_one(
    region: Region, database: Database, offer: Offer, now: datetime
) -> None:
    """Whoever reads in both would else take one from the other."""
    organisations = region.organisations(6)
    ids = region.results(organisations, Choice.COUNTED)
    wider = Region(database, offer, now, name="Wider", steers="wes")
    for one in organisations:
        let_join(database, OPERATOR, wider.partnership.id, one.id, now=now)
    for id in ids[:5]:
        wider.share(id, Choice.COUNTED)
        assert steering_view(database, wider.sam, wider.partnership.id, "saving") is None
    wider.share(ids[5], Choice.COUNTED)
    assert (region.counted(), wider.counted()) == (6, 6)


def test_what_another_partnership_shows_somebody_by_name_counts_as_known(
    region: Region, database: Database, offer: Offer, now: datetime
) -> None:
    organisations = region.organisations(6)
    ids = region.results(organisations, Choice.COUNTED)
    wider = Region(database, offer, now, name="Wider", steers="wes")
    for one, id in zip(organisations[:2], ids, strict=False):
        let_join(database, OPERATOR, wider.partnership.id, one.id, now=now)
        wider.share(id, Choice.STEERING)
    region.result(region.organisation("Named"), Choice.STEERING)
    steers = ((place, Role.STEERING_GROUP) for place in (region.partnership, wider.partnership))
    assert (region.counted(), region.counted(region.town.person("both", *steers))) == (7, 0)
