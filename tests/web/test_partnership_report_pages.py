"""The page of a partnership's report: its summary, the whole to read, and files that say the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.plan import ActionDraft
from selfassess.store.people import Role

from .members import database_of
from .town import Town

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
WITHHELD = "withheld: fewer than 5 organisations"


@pytest.fixture
def region(app, regions):
    return regions(database_of(app), NOW)


@pytest.fixture
def steering(app, administrator, region):
    """Somebody of the steering group, at a browser."""
    return Town(app).person("Stella", (region.partnership, Role.STEERING_GROUP))


@pytest.fixture
def report(region):
    """The address of the report of 2026."""
    return f"/partnerships/{region.partnership.id}/report/{region.shared.rpartition('/')[2]}/2026"


def test_from_the_organisations_to_the_report_and_every_file_of_it(steering, region, report):
    council = region.organisation("Council")
    region.plan(council, region.result(council, 2, Choice.STEERING), ActionDraft(text="Ask more people"))
    page = steering.get(steering.get(region.shared).link("Report"))
    assert page.address == report
    assert "1 of 1 organisation that is seen by name has planned actions." in page.text
    assert "No league table" in page.text
    for words in ("PDF document", "Web page", "Figures as JSON", "Figures as a table (CSV)"):
        assert page.link(words).startswith(f"{report}/report."), words
    shown = steering.get(page.link("Read it here"))
    assert "Council" in shown.text
    assert shown.link("Back to the partnership report") == report


@pytest.mark.parametrize(("suffix", "begins"), [("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("csv", b"\xef\xbb\xbfyear")])
def test_a_file_is_one_to_keep_with_a_name_of_its_own(steering, region, report, suffix, begins):
    region.result(region.organisation("Council"), 2, Choice.STEERING)
    response = steering.get(f"{report}/report.{suffix}").response
    assert response.data.startswith(begins)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=partnership-report-")
    assert response.headers["Content-Disposition"].endswith(f"-2026.{suffix}")


def test_page_and_files_say_alike_what_is_withheld(steering, region, report):
    region.result(region.organisation("Abbey"), 2, Choice.STEERING, year=2025)
    for name in ("First", "Second", "Third"):
        region.result(region.organisation(name), 1, Choice.COUNTED)
    region.result(region.organisation("Named"), 1, Choice.STEERING)
    page = steering.get(report)
    assert "1 of 5" in page.text
    before = report.replace("2026", "2025")
    assert "1 of 5" in steering.get(before).text
    said = json.loads(steering.get(f"{report}/report.json").response.data)
    assert said["figures"]["overall"]["organisations"] == 1
    assert said["figures"]["overall"]["moved"] == WITHHELD
    assert f"Movement since 2025: {WITHHELD}." in page.text
    for text in (page.text, json.dumps(said), steering.get(f"{report}/view").text):
        assert all(name not in text for name in ("First", "Second", "Third"))


def test_a_year_without_anything_leads_to_what_is_shared_and_one_that_is_none_is_not_there(steering, region, report):
    shared = f"/partnerships/{region.partnership.id}/shared"
    for more in ("", "/view", "/report.pdf"):
        assert steering.get(f"{report}{more}", 303).location == shared
    region.result(region.organisation("Council"), 2, Choice.STEERING)
    for year in ("0000", "26", "99999", "2026x", "-2026", "٢٠٢٦"):
        steering.get(report.replace("2026", year), 404)
    steering.get(f"{report}/report.exe", 404)
    assert steering.get(report.replace("2026", "2031"), 303).location == shared


def test_a_name_withdrawn_is_gone_from_the_next_report(steering, region, report):
    id = region.result(region.organisation("Leaving"), 2, Choice.STEERING)
    region.result(region.organisation("Abbey"), 1, Choice.STEERING)
    assert "Leaving" in steering.get(f"{report}/view").text
    region.share(id, Choice.NOT_SHARED)
    assert "Leaving" not in steering.get(f"{report}/view").text
    assert b"Leaving" not in steering.get(f"{report}/report.csv").response.data
