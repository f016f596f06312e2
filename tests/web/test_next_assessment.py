"""The next assessment starts from a finished one: its facts are taken over, none of its answers is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from selfassess.services.assessments import OpenAssessment

from .person import Person

Stored = Callable[[str], OpenAssessment]


def test_the_next_one_takes_the_facts_over_and_no_answer(
    person: Person, stored: Stored, newer: None, last: str
) -> None:
    page = person.get(person.get(last).link("Start 2026 from this"))
    assert "version 1.1.0 of the questionnaire; 2025 used 1.0.0" in page.text
    assert "1 is new or asked differently" in page.text
    sent = page.form()
    assert (sent["period"], sent["profile_sector"]) == ("2026", ["police"])
    first = person.send(page)
    assert person.send(page).location == first.location
    made = stored(first.location)
    assert (made.assessment.version, made.assessment.details.period) == ("1.1.0", "2026")
    assert (made.assessment.details.organisation, dict(made.sheet.answers)) == ("Example Force", {})


def test_where_one_follows_already_it_is_gone_on_with(person: Person, last: str, begun: str) -> None:
    assert person.get(last).link("Go on with 2026") == begun
    assert person.get(f"{last}/results").link("Go on with 2026") == begun
    assert "There is one for 2026 already." in person.get(f"{last}/next").text
    assert "Start 2026 from this" not in person.get("/").text


def test_it_can_be_started_from_the_list_of_assessments(person: Person, last: str) -> None:
    assert person.get("/").link("Start 2026 from this") == f"{last}/next"


def test_a_day_that_is_no_later_one_is_told_and_what_was_typed_stays(
    person: Person, all_stored: Callable[[], Any], last: str
) -> None:
    page = person.send(
        person.get(f"{last}/next"),
        422,
        assessed_on_day="1",
        assessed_on_month="10",
        assessed_on_year="2025",
        period="Spring",
    )
    assert "Give a day after 1 October 2025" in page.problems()[0]
    assert page.form()["period"] == "Spring"
    assert "Enter a real day" in person.send(page, 422, assessed_on_day="40").problems()[0]
    assert len(all_stored()) == 1


def test_one_that_is_not_finished_can_be_followed_and_says_so(person: Person, assessment: str) -> None:
    assert "Start 2027" not in person.get(assessment).text
    assert "The work on 2026 is not finished yet." in person.get(f"{assessment}/next").text


def test_without_a_version_on_offer_that_is_said(person: Person, tmp_path: Path, last: str) -> None:
    page = person.get(f"{last}/next")
    (tmp_path / "questionnaires" / "pages.yaml").unlink()
    assert "No version of this questionnaire is on offer any more: pages." in person.get(f"{last}/next").text
    assert "on offer any more" in person.send(page, 200).text
