"""Databases of every released version, brought up to date, say and score what they said and scored then."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from selfassess.disclosure.sharing import Choice as SharingChoice
from selfassess.disclosure.values import OVERALL
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.figure_check import check_figures
from selfassess.services.final_check import check_finals
from selfassess.services.organisations import every_organisation
from selfassess.services.partnership_figures import steering_view
from selfassess.services.partnerships import every_partnership
from selfassess.services.sharing import Chosen, share, sharing_of
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.people import Place
from selfassess.store.section_figures import figures_kept
from selfassess.store.steps import changes_of
from selfassess.voices.steps import WorkStatus

from .kept.telling import record
from .kept.telling_papers import brand_as_said, documents_as_said, packs_as_said, site_as_said

MAKE = Path(__file__).with_name("make_release.py")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
RELEASED = sorted(file.parent for file in MAKE.parent.glob("releases/*/recorded.json"))


@pytest.fixture(scope="session")
def made_now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What would be kept if this version were released now."""
    folder = tmp_path_factory.mktemp("release") / "now"
    subprocess.run([sys.executable, MAKE, folder], check=True)
    return folder


@pytest.fixture(params=[None, *RELEASED], ids=lambda folder: folder.name if folder else "now")
def release(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param or request.getfixturevalue("made_now")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, release: Path, tmp_path: Path) -> Iterator[Database]:
    """The database of the release, as it was kept."""
    if request.param == "sqlite":
        copy = tmp_path / "database.sqlite3"
        copy.write_bytes(unpacked(release, "database.sqlite3"))
        database = open_database(f"sqlite:///{copy}")
        yield database
        database.close()
        return
    server = request.getfixturevalue("postgresql")
    name = server.load(unpacked(release, "database.sql").decode())
    database = open_database(server.url(name))
    yield database
    database.close()
    server.drop(name)


def unpacked(release: Path, name: str) -> bytes:
    """Up to 0.2.0 databases were packed with gzip."""
    old = release / f"{name}.gz"
    return gzip.decompress(old.read_bytes()) if old.exists() else lzma.decompress((release / f"{name}.xz").read_bytes())


def recorded_of(release: Path) -> dict[str, dict[str, Any]]:
    """What it said, as `record` tells it today; up to 0.2.0 there was nothing but assessments."""
    recorded: dict[str, Any] = json.loads((release / "recorded.json").read_text(encoding="utf-8"))
    parts = recorded if "assessments" in recorded else {"assessments": recorded}
    return {**parts, "assessments": {name: in_words_of_today(one) for name, one in parts["assessments"].items()}}


KNEW_FINISHED = [folder for folder in RELEASED if folder.name in ("0.1.0", "0.2.0")]


@pytest.mark.parametrize("release", KNEW_FINISHED, ids=lambda folder: folder.name, indirect=True)
def test_what_was_finished_took_one_step_and_nothing_more_is_asked_of_it(old: Database) -> None:
    migrate(old)
    for assessment in list_assessments(old, OPERATOR):
        with old.reading() as session:
            steps = [(one.start, one.end, one.at) for one in changes_of(session, assessment.id)]
        agreed = [(WorkStatus.DRAFT, WorkStatus.AGREED, assessment.agreed_at)] if assessment.agreed_at else []
        assert steps == agreed
        assert not any((assessment.moderated, assessment.signing, assessment.locked_at, assessment.revises))


KNEW_NO_PLANS = [folder for folder in RELEASED if folder.name in ("0.1.0", "0.2.0", "0.3.0")]


@pytest.mark.parametrize("release", KNEW_NO_PLANS, ids=lambda folder: folder.name, indirect=True)
def test_before_there_were_plans_and_partnerships_shared_nothing_was_planned_and_nothing_shared(old: Database) -> None:
    migrate(old)
    now = record(old)
    for one in now["organisations"].values():
        assert not any(one[fact] for fact in ("plans", "targets", "no_reminders", "calendars"))
    for one in now["partnerships"].values():
        assert (one["signatories_public"], one["years"]) == (False, {})
    for one in now["assessments"].values():
        assert (one["confirmed"], one["looked_back"]) == ([], None)
        assert not any(told for told in one["shared"].values() if not told.startswith("nothing chosen"))


def in_words_of_today(then: dict[str, Any]) -> dict[str, Any]:
    """What was finished before 0.3.0 is agreed."""
    if "finished_at" not in then:
        return then
    kept = {key: value for key, value in then.items() if key != "finished_at"}
    status = "agreed" if then["status"] == "finished" else then["status"]
    return {**kept, "status": status, "agreed_at": then["finished_at"]}


def test_a_database_of_a_release_is_brought_up_to_date_and_says_what_it_said(old: Database, release: Path) -> None:
    migrate(old)
    now = record(old)
    for part, things in recorded_of(release).items():
        assert now[part].keys() == things.keys()
        for name, then in things.items():
            # A later version tells more of a thing, and never less.
            assert {key: fact for key, fact in now[part][name].items() if key in then} == then


def test_what_was_locked_before_has_its_figures_from_its_card(old: Database, release: Path) -> None:
    migrate(old)
    locked = [one for one in list_assessments(old, OPERATOR) if one.locked_at]
    assert check_figures(old, OPERATOR, now=NOW) == ()
    assert bool(locked) == (release.name not in ("0.1.0", "0.2.0"))
    for assessment in locked:
        with old.reading() as session:
            assert figures_kept(session, assessment.id).keys() > {""}


KNEW_NO_PACKS = [folder for folder in RELEASED if folder.name in ("0.1.0", "0.2.0", "0.3.0", "0.4.0")]


@pytest.mark.parametrize("release", KNEW_NO_PACKS, ids=lambda folder: folder.name, indirect=True)
def test_before_there_were_packs_nothing_was_branded_kept_on_paper_or_written_in_words_of_ones_own(
    old: Database,
) -> None:
    migrate(old)
    for organisation in every_organisation(old, OPERATOR):
        assert not any(brand_as_said(old, Place(organisation=organisation.id)).values())
    for partnership in every_partnership(old, OPERATOR):
        assert not any(brand_as_said(old, Place(partnership=partnership.id)).values())
        assert packs_as_said(old, partnership.id) == {}
    for assessment in list_assessments(old, OPERATOR):
        assert documents_as_said(old, assessment) == {}
    site = site_as_said(old)
    assert not any(one["text"] or one["revision"] for one in site["texts"].values())
    assert set(site["periods"].values()) == {"None months, revision 0"}


def test_final_documents_are_still_what_was_kept(old: Database, release: Path) -> None:
    migrate(old)
    checked = check_finals(old, OPERATOR)
    assert checked.faults == ()
    assert bool(checked.count) == (release not in KNEW_NO_PACKS)


KNEW_LOCKS_AND_NO_FIGURES = [folder for folder in RELEASED if folder.name == "0.3.0"]


@pytest.mark.parametrize("release", KNEW_LOCKS_AND_NO_FIGURES, ids=lambda folder: folder.name, indirect=True)
def test_what_was_signed_before_there_was_sharing_can_be_shared_with_the_figures_of_then(
    old: Database, release: Path
) -> None:
    migrate(old)
    (signed,) = (one for one in list_assessments(old, OPERATOR) if one.locked_at)
    ((name, then),) = (
        (name, one) for name, one in recorded_of(release)["assessments"].items() if one["status"] == "signed"
    )
    (shared,) = sharing_of(old, OPERATOR, signed.id)
    assert (shared.choice, shared.stands, shared.revision) == (SharingChoice.NOT_SHARED, True, 0)
    place = shared.partnership.id
    chosen = share(old, OPERATOR, signed.id, place, SharingChoice.STEERING, seen=0, now=NOW)
    assert isinstance(chosen, Chosen)
    view = steering_view(old, OPERATOR, place, signed.questionnaire)
    assert view is not None
    (row,) = view.rows
    assert name == f"{row.name}, {signed.details.period}"
    assert (row.year, row.assessment) == (signed.details.assessed_on.year, signed.id)
    parts = {OVERALL: then["card"]["overall"], **{one["id"]: one for one in then["card"]["sections"]}}
    assert {id: (one.score, one.stage, one.supported_stage) for id, one in row.figures.items()} == {
        id: (Fraction(str(part["score"])), part["stage"], part["supported_stage"]) for id, part in parts.items()
    }
    assert check_figures(old, OPERATOR, now=NOW) == ()


def test_what_a_release_keeps_is_worth_comparing(release: Path) -> None:
    assessments = recorded_of(release)["assessments"].values()
    assert len(assessments) >= 4
    assert {one["status"] for one in assessments} >= {"draft", "agreed"}
    assert sum(one["card"]["overall"]["score"] is not None for one in assessments) >= 2
    assert max(len(told) for one in assessments for told in one["history"].values()) >= 3


def test_what_people_made_together_is_kept_from_now_on(made_now: Path) -> None:
    recorded = recorded_of(made_now)
    signed = recorded["assessments"]["Tŷ Bach, 2026/27"]
    assert signed["status"] == "signed"
    assert signed["card_holds"]
    assert len(signed["contributors"]) == 2
    assert all(signed["proceedings"].values())
    assert signed["evidence_used"]
    places = [*recorded["organisations"].values(), *recorded["partnerships"].values()]
    invitations = [told for one in places for told in one["invitations"]]
    assert {"accepted None" in told for told in invitations} == {True, False}
    kept = recorded["organisations"]["Tŷ Bach"]
    assert all(kept[key] for key in ("services", "partnerships", "people", "evidence", "commitments"))
    assert all(one["password_fits"] and one["sessions"] for one in recorded["accounts"].values())
    roles = [told for one in recorded["accounts"].values() for told in one["roles"]]
    assert {told.endswith("to None") for told in roles} == {True, False}
    audit, work = recorded["installation"]["audit"], recorded["installation"]["work"]
    assert (audit["faults"], audit["events"]) == ([], len(audit["told"]))
    assert work["sent"]
    assert work["waiting"]
    assert {told.split(",")[0].split()[1] for told in work["jobs"]} == {"done", "queued", "cancelled"}


def test_what_is_planned_and_confirmed_is_kept_from_now_on(made_now: Path) -> None:
    recorded = recorded_of(made_now)
    kept = recorded["organisations"]["Tŷ Bach"]
    first, following = sorted(kept["plans"].values(), key=lambda one: one["until"])
    assert (first["follows"], following["follows"]) == (None, "2026-10-03")
    assert first["from_result_of"] == "2026/27"
    assert {told.partition(":")[0].endswith("None") for told in first["checks"]} == {True, False}
    actions = [*first["actions"], *following["actions"]]
    assert {one["status"].split()[0] for one in actions} == {"done", "stopped", "under_way"}
    assert {(one["owner"] or "nobody").split()[0] for one in actions} == {"member", "role", "nobody"}
    assert all(one["notes"] for one in first["actions"])
    assert [one["goes_on_with"] for one in following["actions"]] == ["Walk through the reception, of 2026-10-03"]
    assert {told.startswith("None") for told in kept["targets"].values()} == {True, False}
    assert kept["no_reminders"]
    assert {told.endswith("revoked None") for told in kept["calendars"]} == {True, False}
    again = recorded["assessments"]["Tŷ Bach, 2027/28"]
    assert {"holds" in told for told in again["confirmed"]} == {True, False}
    assert [len(again["looked_back"][what]) for what in ("confirmed", "judged", "to_look_at")] == [1, 2, 0]


def test_what_a_partnership_shares_is_kept_from_now_on(made_now: Path) -> None:
    recorded = recorded_of(made_now)
    told = [one["shared"].get("Partneriaeth y Cwm", "") for one in recorded["assessments"].values() if one["figures"]]
    assert {one.split()[0] for one in told} == {"not_shared", "counted", "steering", "members"}
    corrected = recorded["assessments"]["Ysgol Aber, 2026"], recorded["assessments"]["Ysgol Aber, 2026, corrected"]
    assert [one["stands_for"] for one in corrected] == [[], [2026]]
    partnership = recorded["partnerships"]["Partneriaeth y Cwm"]
    assert partnership["signatories_public"]
    first, second = partnership["years"]["saving 2026"], partnership["years"]["saving 2027"]
    assert [one.partition(",")[0] for one in first["batches"]] == ["counted", "retired"]
    assert [len(one["named"]) for one in (first, second)] == [2, 2]
    whole = first["cells_of_members"][", None"], second["cells_of_steering"][", None"]
    assert [(one["organisations"], one["hidden"]) for one in whole] == [(6, 5), (7, 5)]
    assert whole[1]["moved"]["organisations"] == 7


def test_what_is_printed_and_written_is_kept_from_now_on(made_now: Path) -> None:
    recorded = recorded_of(made_now)
    organisation, partnership = recorded["organisations"]["Tŷ Bach"], recorded["partnerships"]["Partneriaeth y Cwm"]
    assert all(organisation["brand"].values())
    assert partnership["brand"]["logo"]
    documents = recorded["assessments"]["Tŷ Bach, 2027/28"]["documents"]
    assert documents.keys() == {"pack.pdf", "board.html"}
    assert all(one["given_out"] == one["kept"] for one in documents.values())
    runs = {one["state"].split()[0]: one for one in partnership["packs"].values()}
    assert runs.keys() == {"done", "cancelled", "waiting"}
    done, waiting = ({one.split()[1] for one in runs[state]["items"]} for state in ("done", "waiting"))
    assert done | waiting == {"complete", "shared", "steering"}
    assert [": failed at 4" in one for one in runs["done"]["items"]] == [True, False, False]
    assert [": made at 1" in one for one in runs["waiting"]["items"]] == [True, False, False]
    assert len(runs["done"]["given_out"]) == 2
    texts, periods = recorded["site"]["texts"], recorded["site"]["periods"]
    assert {(bool(one["text"]), one["revision"]) for one in texts.values()} == {(True, 1), (False, 2), (False, 0)}
    assert {told.split(" months, ")[0] for told in periods.values()} == {"36", "None"}
    assert periods["accounts"] == "None months, revision 2"
