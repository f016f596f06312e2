"""Evidence is found again by words, kind and age, and comes out as a table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from selfassess.answers.model import Evidence
from selfassess.services.access import Actor
from selfassess.services.evidence import add_evidence
from selfassess.services.evidence_kinds import EvidenceKind, kind_words, piece_of, said_of
from selfassess.services.evidence_library import PAGE, Wanted, library, library_csv
from selfassess.store.database import Database
from selfassess.store.evidence import EvidenceSaid
from selfassess.store.people import Organisation

from .pieces import T


def test_it_is_found_by_words_kind_and_age(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    today = now.date()
    for title, kind, dated in (
        ("Plan of learning", "plan", date(2025, 10, 1)),  # twelve months ago to the day: recent still
        ("Plan of care", "plan", date(2025, 9, 30)),
        ("Old survey", "feedback", date(2024, 9, 30)),
        ("Undated", "feedback", None),
    ):
        said = EvidenceSaid(title=title, kind=kind, dated=dated)
        add_evidence(database, lead, force.id, said, now=now)

    def titles(wanted: Wanted) -> list[str]:
        found = library(database, lead, force.id, wanted, page=1, today=today)
        return [one.record.said.title for one in found.listed]

    assert titles(Wanted()) == ["Plan of learning", "Plan of care", "Old survey", "Undated"]
    assert titles(Wanted(words="PLAN care")) == ["Plan of care"]
    assert titles(Wanted(kind="feedback")) == ["Old survey", "Undated"]
    assert titles(Wanted(older=12)) == ["Plan of care", "Old survey", "Undated"]
    assert titles(Wanted(older=24)) == ["Old survey", "Undated"]
    assert titles(Wanted(retired=True)) == []
    found = library(database, lead, force.id, Wanted(), page=1, today=today)
    assert [one.asked for one in found.listed] == [False, True, True, True]


def test_a_page_holds_fifty(database: Database, force: Organisation, lead: Actor, now: datetime) -> None:
    for number in range(PAGE + 1):
        add_evidence(database, lead, force.id, EvidenceSaid(title=f"{number:03}", kind="plan"), now=now)
    last = library(database, lead, force.id, Wanted(), page=9, today=now.date())
    assert (last.page, last.pages, last.count, [one.record.said.title for one in last.listed]) == (2, 2, 51, ["050"])


def test_no_cell_of_the_table_is_taken_for_a_formula(
    database: Database, force: Organisation, lead: Actor, now: datetime
) -> None:
    said = EvidenceSaid(title='=HYPERLINK("x")', kind="from the future", reach="@all", reference="+1", shows="effect")
    add_evidence(database, lead, force.id, said, now=now)
    made = library_csv(database, lead, force.id, Wanted(), T, today=now.date())
    (row,) = csv.DictReader(io.StringIO(made.decode("utf-8-sig")))
    assert (row["title"], row["reach"], row["reference"]) == ('\'=HYPERLINK("x")', "'@all", "'+1")
    assert (row["kind"], row["shows_effect"], row["retired"]) == ("Something else", "yes", "")


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind_words(T, kind) for kind in EvidenceKind}) == len(EvidenceKind)


@pytest.mark.parametrize("link", ["https://example.org/plan", "Board papers, item 7", None])
def test_a_piece_comes_back_from_its_record_as_it_was(link: str | None) -> None:
    piece = Evidence(title="Plan", dated=date(2026, 3, 1), reach="All", shows="effect", link=link)
    assert piece_of(said_of(piece)) == piece
