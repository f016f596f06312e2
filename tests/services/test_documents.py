"""A document is made anew while its assessment may change, and once for ever when it is locked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from selfassess.language import Translator
from selfassess.render.table import UnknownFormatError
from selfassess.services.access import VISITOR, Actor
from selfassess.services.audit import Event
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.documents import File, document_file, kept_documents
from selfassess.services.problems import NotFoundError
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.store.audit import Choice, latest_events
from selfassess.store.database import Database
from selfassess.store.final_packs import every_final
from selfassess.store.model import Details
from selfassess.voices.steps import WorkStatus

from .signing import Scene, answered, now_of, step

Made = Callable[..., File]

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where nothing is asked of the database that the other tests here do not ask of both kinds."""


@pytest.fixture
def made(scene: Scene, offer: Offer) -> Made:
    """`made()`: the figures of the signed assessment as JSON, for its lead."""

    def make(who: Actor | None = None, id: str | None = None, suffix: str = ".json", **keys: object) -> File:
        document = str(keys.pop("document", "pack"))
        bare = {"catalogue": Catalogue(offers=(offer,), broken=()), "t": Translator(), "frames": None}
        asked = {**bare, "now": scene.later, **keys}
        return document_file(scene.database, who or scene.lead, id or scene.id, document, suffix, **asked)  # type: ignore[arg-type]  # a table of arguments

    return make


@pytest.fixture
def year_before(scene: Scene, offer: Offer, details: Details) -> str:
    """An assessment of the year before, answered, that nobody has agreed yet."""
    about = replace(details, period="2025", assessed_on=date(2025, 10, 1))
    owner = now_of(scene.database, scene.id).organisation_id
    id = start_assessment(
        scene.database, scene.lead, offer, about, organisation=owner, token="before", now=scene.town.now
    ).id
    save_section(scene.database, scene.lead, id, "s1", {"a": answered(1)}, {}, now=scene.town.now)
    return id


@ON_SQLITE
def test_the_document_of_a_locked_assessment_is_made_once_and_given_out_as_it_is(
    scene: Scene, made: Made, year_before: str, sound_pdf: Callable[[bytes], bytes]
) -> None:
    first = made(suffix=".PDF")
    assert first.kept
    assert sound_pdf(first.content)
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()
    assert (first.name, first.made_at) == ("report-council-2026.pdf", scene.later)
    step(scene.database, year_before, WorkStatus.AGREED, scene.later)  # from now on it would stand beside it
    again = made(scene.viewer, suffix=".pdf", now=scene.later + timedelta(days=400))
    assert (again.content, again.made_at) == (first.content, first.made_at)
    assert kept_documents(scene.database, scene.lead, scene.id)["pack", ".pdf"].sha256 == first.sha256


@ON_SQLITE
def test_who_asks_first_makes_no_difference(scene: Scene, made: Made, year_before: str) -> None:
    """The lead sees the draft of the year before, a viewer does not: in the final document it never is."""
    assert b"2025" not in made(scene.lead, suffix=".html").content
    assert b"2025" in made(scene.lead, suffix=".html", earlier=year_before).content


def test_other_years_are_not_the_document_that_is_kept(scene: Scene, made: Made, year_before: str) -> None:
    other = made(earlier=year_before)
    assert not other.kept
    with scene.database.reading() as session:
        assert every_final(session) == ()
    step(scene.database, year_before, WorkStatus.AGREED, scene.later)
    assert made(earlier=year_before).kept  # named one by one they are the same years
    assert not made(earlier=None).kept


def test_the_document_of_what_may_still_change_is_made_anew(scene: Scene, made: Made, year_before: str) -> None:
    before = made(id=year_before)
    save_section(scene.database, scene.lead, year_before, "s1", {"a": answered(2)}, {"a": 1}, now=scene.later)
    after = made(id=year_before)
    assert not before.kept
    assert before.content != after.content
    assert before.name == "report-council-2025.json"


def test_of_many_who_ask_at_once_all_get_the_same_and_one_is_kept(scene: Scene, made: Made) -> None:
    with ThreadPoolExecutor(4) as pool:
        moments = [scene.later + timedelta(hours=hour) for hour in range(4)]
        files = list(pool.map(lambda now: made(suffix=".csv", now=now), moments))
    assert len({file.made_at for file in files}) == 1
    assert recorded(scene.database).count(Event.DOCUMENT_KEPT.value) == 1


def recorded(database: Database) -> list[str]:
    with database.reading() as session:
        return [one.event for one in latest_events(session, Choice(), skip=0, most=100)]


def test_whoever_may_not_see_answers_gets_no_document(scene: Scene, made: Made, year_before: str) -> None:
    for who, id in ((VISITOR, scene.id), (scene.viewer, year_before)):
        with pytest.raises((NotFoundError, PermissionError)):
            made(who, id)
    with pytest.raises(NotFoundError):
        kept_documents(scene.database, VISITOR, scene.id)


@ON_SQLITE
def test_a_document_can_have_annexes_and_is_then_not_the_one_that_is_kept(made: Made) -> None:
    annexed = made(suffix=".html", annexes=["workshop"])
    assert (annexed.kept, annexed.name) == (False, "report-with-workshop-council-2026.html")
    assert annexed.content != made(suffix=".html").content


@ON_SQLITE
def test_another_document_is_kept_beside_the_pack(scene: Scene, made: Made) -> None:
    sheets = made(document="workshop", suffix=".html")
    assert (sheets.kept, sheets.name) == (True, "workshop-council-2026.html")
    made(suffix=".html")
    assert kept_documents(scene.database, scene.lead, scene.id).keys() == {("workshop", ".html"), ("pack", ".html")}


@ON_SQLITE
def test_a_format_or_document_that_is_none_is_refused(made: Made) -> None:
    with pytest.raises(UnknownFormatError):
        made(suffix=".exe")
    with pytest.raises(UnknownFormatError):
        made(document="workshop", suffix=".csv")
    with pytest.raises(UnknownFormatError):
        made(suffix=".csv", annexes=["workshop"])
    with pytest.raises(NotFoundError):
        made(document="nothing")
    with pytest.raises(NotFoundError):
        made(annexes=["nothing"])
