"""What the database of a release holds: made alone here, and by several people in the modules beside this one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from selfassess.answers.model import UNANSWERED, Answer, Evidence, State
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.example import load_example
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import move
from selfassess.store.database import Database
from selfassess.store.migrate import migrate
from selfassess.store.model import Details
from selfassess.voices.steps import WorkStatus

from .papers import put_on_paper
from .partnership import share_a_year, share_the_first_year
from .people import People, let_people_in
from .planning import carry_it_out, plan_again, plan_ahead
from .second_year import look_again
from .way import go_all_the_way

NOW = datetime(2026, 10, 1, 9, 30, 0, 123456, tzinfo=UTC)
OFFER = catalogue_of([Path(__file__).parents[2] / "questionnaires" / "saving.yaml"], {}).offers[0]


def fill(database: Database) -> None:
    """The example that ships, an assessment made alone, one that two people take all the way, and what follows it."""
    migrate(database)
    load_example(database, OPERATOR, now=NOW)
    assess_alone(database)
    people = let_people_in(database, NOW + timedelta(hours=2))
    signed = go_all_the_way(database, people, OFFER, NOW + timedelta(days=1))
    live_with_it(database, people, signed)


def live_with_it(database: Database, people: People, signed: str) -> None:
    """A plan of actions, a partnership in which it is shared, both again a year later, and what is printed of it."""
    day, year = timedelta(days=1), timedelta(days=365)
    plan_ahead(database, people, signed, NOW + 2 * day)
    share_the_first_year(database, people, OFFER, signed, NOW + 3 * day)
    carry_it_out(database, people, NOW + year - 80 * day)
    again = look_again(database, people, OFFER, signed, NOW + year + 2 * day)
    share_a_year(database, people, OFFER, again, NOW + year + 3 * day)
    plan_again(database, people, again, NOW + year + 4 * day)
    put_on_paper(database, people, again, NOW + year + 5 * day)


def assess_alone(database: Database) -> None:
    """With values of every kind, other scripts, a history and a clear."""
    details = Details(
        organisation="Tŷ Bach", period="2026", assessed_on=date(2026, 10, 1), profile={"sector": "school"}
    )
    id = start_assessment(database, OPERATOR, OFFER, details, token="release", now=NOW).id
    for number, answers in enumerate(saves()):
        section = "s2" if "kinds" in answers else "s1"
        seen = open_assessment(database, OPERATOR, id).revisions
        save_section(database, OPERATOR, id, section, answers, seen, now=NOW + timedelta(minutes=number))
    move(database, OPERATOR, id, WorkStatus.AGREED, seen=1, now=NOW + timedelta(hours=1))


def saves() -> list[dict[str, Answer]]:
    """Submits of sections, one after the other."""

    def said(value: Any, **more: Any) -> Answer:
        return Answer(state=State.ANSWERED, value=value, **more)

    evidence = Evidence(
        title="Učení Ω", dated=date(2026, 3, 1), reach="All", shows="effect", link="https://example.org"
    )
    return [
        {"a": said(1, comment="First\nthought"), "b": said(2), "staff": said(Fraction(25, 2))},
        {"a": said(2, evidence=(evidence, Evidence(title="Note"))), "b": UNANSWERED},
        {
            "c": Answer(state=State.DONT_KNOW, comment="To be asked"),
            "kinds": said(("x", "y")),
            "since": said(date(2020, 2, 29)),
            "why": said("Größe, “ŵ” & <b>"),
        },
        {"b": Answer(state=State.NOT_APPLICABLE, reason="None here")},
    ]
