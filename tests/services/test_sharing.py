"""The lead chooses for each result and partnership with whom it is shared, and is told what that changes."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.correcting import correct
from selfassess.services.partnerships import Stale, delete_partnership, let_leave, publish_signatories
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.sharing import Chosen, ChosenMeanwhile, share, shared_by, sharing_of
from selfassess.services.sharing_words import change_meaning, choice_meaning, choice_name, standing_words
from selfassess.store.database import Database
from selfassess.store.people import Partnership, Role

from .region import Region

T = Translator()


def test_nothing_is_shared_until_somebody_chooses(region: Region, database: Database) -> None:
    id = region.sign(region.draft(region.organisation("Council")))
    (stored,) = sharing_of(database, OPERATOR, id)
    assert (stored.partnership.name, stored.choice, stored.revision) == ("Region", Choice.NOT_SHARED, 0)
    assert not stored.named_to_steering
    assert not stored.named_to_members


def test_the_lead_chooses_and_nobody_else(region: Region, database: Database) -> None:
    council = region.organisation("Council")
    id = region.draft(council)
    lead, viewer = region.town.person("lee", (council, Role.LEAD)), region.town.person("vi", (council, Role.VIEWER))
    place = region.partnership.id
    assert isinstance(
        share(database, lead, id, place, Choice.COUNTED, seen=0, now=region.now),
        Chosen,
    )
    with pytest.raises(NotPermittedError):
        share(database, viewer, id, place, Choice.MEMBERS, seen=1, now=region.now)
    with pytest.raises(NotFoundError):
        share(database, region.sam, id, place, Choice.MEMBERS, seen=1, now=region.now)
    with pytest.raises(NotFoundError):
        share(database, lead, id, "elsewhere", Choice.MEMBERS, seen=1, now=region.now)


def test_the_same_form_twice_is_one_choice_and_a_stale_one_is_told(region: Region, database: Database) -> None:
    id = region.draft(region.organisation("Council"))
    place = region.partnership.id
    for _ in range(2):
        done = share(database, OPERATOR, id, place, Choice.STEERING, seen=0, now=region.now)
        assert isinstance(done, Chosen)
        assert done.shared.revision == 1
    stale = share(database, OPERATOR, id, place, Choice.MEMBERS, seen=0, now=region.now)
    assert isinstance(stale, ChosenMeanwhile)
    assert stale.shared.choice is Choice.STEERING


def test_a_choice_is_in_the_record_of_the_organisation(region: Region, database: Database) -> None:
    id = region.draft(region.organisation("Council"))
    region.share(id, Choice.NOT_SHARED)
    with database.reading() as session:
        told = session.execute(text("SELECT event, subject, partnership FROM audit_event ORDER BY number DESC LIMIT 1"))
        assert tuple(told.one()) == ("sharing of a result chosen", id, None)


def test_a_correction_is_shared_as_what_it_corrects(region: Region, database: Database) -> None:
    id = region.result(region.organisation("Council"), Choice.MEMBERS)
    draft = correct(database, OPERATOR, id, reason="a slip", now=region.now)
    (stored,) = sharing_of(database, OPERATOR, draft.id)
    assert (stored.choice, stored.named_to_members) == (Choice.MEMBERS, False)


def test_a_service_inside_an_organisation_and_one_that_left_share_with_nobody(
    region: Region, database: Database
) -> None:
    council = region.organisation("Council")
    service = region.town.service(council, "Housing")
    left = region.result(council, Choice.MEMBERS)
    let_leave(database, OPERATOR, region.partnership.id, council.id, now=region.now)
    assert sharing_of(database, OPERATOR, left) == ()
    assert sharing_of(database, OPERATOR, region.draft(service)) == ()


def test_a_partnership_that_is_deleted_takes_what_was_shared_with_it(region: Region, database: Database) -> None:
    organisations = region.organisations(5)
    region.results(organisations, Choice.COUNTED)
    for one in organisations:
        let_leave(database, OPERATOR, region.partnership.id, one.id, now=region.now)
    assert delete_partnership(database, OPERATOR, region.partnership.id, now=region.now)
    with database.reading() as session:
        tables = ("sharing", "batch", "batch_member", "partnership_figure")
        assert [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables] == [0, 0, 0, 0]


def test_those_who_run_a_partnership_may_publish_its_signatories(region: Region, database: Database) -> None:
    runs = region.town.person("rita", (region.partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    id, now = region.partnership.id, region.now
    for _ in range(2):
        public = publish_signatories(database, runs, id, True, seen=1, now=now)
        assert isinstance(public, Partnership)
        assert public.signatories_public
    assert isinstance(publish_signatories(database, runs, id, False, seen=1, now=now), Stale)
    assert publish_signatories(database, runs, id, False, seen=2, now=now) == Partnership(
        id=id, name="Region", created_at=now, closed_at=None, revision=3, signatories_public=False
    )
    with pytest.raises(NotPermittedError):
        publish_signatories(database, region.sam, id, True, seen=3, now=now)


def test_each_choice_has_a_name_and_says_what_others_see() -> None:
    assert len({choice_name(T, choice) for choice in Choice}) == 4
    assert len({choice_meaning(T, choice) for choice in Choice}) == 4


@pytest.mark.parametrize("before", list(Choice))
@pytest.mark.parametrize("after", list(Choice))
def test_a_change_says_that_what_was_printed_stays(before: Choice, after: Choice) -> None:
    told = change_meaning(T, before, after)
    assert bool(told) == (before is not after)
    assert all("nobody can call back" in one for one in told[:1])


def test_a_change_says_for_whom_the_name_goes_and_when_figures_change() -> None:
    _, gone, counted = change_meaning(T, Choice.MEMBERS, Choice.NOT_SHARED)
    assert "at once for the steering group and the other organisations" in gone
    assert "until at least five organisations can leave together" in counted
    _, named, waits = change_meaning(T, Choice.NOT_SHARED, Choice.STEERING)
    assert "From now on the steering group can see" in named
    assert "nothing says that it waits" in waits
    _, less = change_meaning(T, Choice.MEMBERS, Choice.STEERING)
    assert "at once for the other organisations" in less


def test_what_is_chosen_is_told_with_why_less_of_it_is_to_be_seen(region: Region, database: Database) -> None:
    council = region.organisation("Council")
    id = region.draft(council)

    def words() -> str:
        (stored,) = sharing_of(database, OPERATOR, id)
        return standing_words(T, stored)

    assert words() == "Not shared: nobody has chosen yet"
    region.share(id, Choice.NOT_SHARED)
    assert words() == "Not shared"
    region.share(id, Choice.STEERING)
    assert words() == "Named to the steering group, once it is signed"
    region.sign(id)
    assert words() == "Named to the steering group"
    region.sign(region.fill(correct(database, OPERATOR, id, reason="a slip", now=region.now).id, 2))
    assert words() == "Named to the steering group; another result stands for its year now"


def test_a_name_that_waits_is_told_to_wait(region: Region, database: Database) -> None:
    id, *_ = region.results(region.organisations(5), Choice.COUNTED)
    region.share(id, Choice.STEERING)
    (stored,) = sharing_of(database, OPERATOR, id)
    assert not stored.named_to_steering
    assert standing_words(T, stored).startswith("Named to the steering group. The name waits")


def test_every_result_that_stands_is_listed_with_what_is_chosen_for_it(region: Region, database: Database) -> None:
    council = region.organisation("Council")
    assert shared_by(database, OPERATOR, council.id) == ()
    region.draft(council, year=2027)
    before = region.result(council, Choice.COUNTED, year=2025)
    latest = region.result(council, Choice.MEMBERS)
    found = shared_by(database, OPERATOR, council.id)
    assert [(one.assessment, one.year) for one in found] == [(latest, 2026), (before, 2025)]
    assert [one.choice for year in found for one in year.shared] == [Choice.MEMBERS, Choice.COUNTED]
    with pytest.raises(NotFoundError):
        shared_by(database, region.sam, council.id)
