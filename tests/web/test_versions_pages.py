"""Versions of a questionnaire on pages: what changed, what that does to results, and drafts that are only looked at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import shipped_folder

from .town import Town

PAGES = (Path(__file__).parents[1] / "questionnaires" / "pages.yaml").read_text()
NEWER = (
    PAGES.replace("version: 1.0.0", "version: 1.1.0")
    .replace("prompt: How far do we learn?", "prompt: How well do we learn?")
    .replace("      - {id: happens, type: yes_no, prompt: Does it happen?}\n", "")
    .replace("        not_applicable: false\n", "        weight: 3\n")
)
CROSSWALK = """\
crosswalk:
  from: 1.0.0
  questions:
    - {old: learn, new: learn, change: reworded, why: Learning well is what matters.}
    - {old: happens, change: removed}
"""


@pytest.fixture
def versions(tmp_path):
    """`pages` 1.1.0 lies beside 1.0.0."""
    (tmp_path / "questionnaires" / "pages-1.1.0.yaml").write_text(NEWER + CROSSWALK)
    return "/questionnaires/pages/versions"


@pytest.fixture
def finished(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="2", must_value="1")
    person.send(person.get(assessment + "/steps/agreed"))
    return assessment


@pytest.fixture
def upload(person):
    def send(text: str, expect: int = 200, name: str = "draft.yaml"):
        page = person.get("/questionnaires/draft")
        sent = page.form() | {"file": (io.BytesIO(text.encode()), name)}
        return person.post(page.action(), sent, expect, content_type="multipart/form-data")

    return send


def test_all_versions_are_listed_the_newest_first_with_what_became_of_them(person, versions, finished):
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("all versions, and what changed"))
    assert page.address == versions
    first, second = (
        " ".join(" ".join(one.itertext()).split()) for one in page.all("li") if "card" in one.get("class", "")
    )
    assert first.startswith("Version 1.1.0")
    assert first.endswith("Not in use yet")
    assert "1 assessment you see answers it" in second
    assert second.endswith("In use")
    shipped = person.get("/questionnaires/bnssg-pledge/versions").text
    assert shipped.count("Published") == 2


def test_a_version_that_only_assessments_keep_is_listed_and_compared_still(person, tmp_path, versions, finished):
    (tmp_path / "questionnaires" / "pages.yaml").unlink()
    page = person.get(versions)
    assert "kept by assessments, no longer on offer" in page.text
    assert "Learning well is what matters." in person.get(page.link("What changed from 1.0.0 to 1.1.0")).text


def test_the_difference_tells_every_change_with_both_wordings_and_the_authors_reason(person, versions):
    page = person.get(f"{versions}/difference")
    for words in (
        "By the crosswalk of version 1.1.0",
        "Kept as they are 10",
        "Reworded 1",
        "Removed 1",
        "Another weight 1",
        "Merged 0",
        "Reworded, so that answers cannot be compared",
        "How far do we learn?",
        "How well do we learn?",
        "Learning well is what matters.",
        "weight 1 → 3; whether it may be answered “does not apply”",
    ):
        assert words in page.text
    assert person.get(f"{versions}/difference?old=1.1.0&new=1.0.0").text.count("Another weight 1") == 1, (
        "either way round"
    )


def test_a_draft_of_the_crosswalk_comes_as_a_file_that_fits(person, tmp_path, versions):
    (tmp_path / "questionnaires" / "pages-1.1.0.yaml").write_text(NEWER)
    page = person.get(person.get(f"{versions}/difference").link("Draft of the crosswalk"))
    assert page.response.headers["Content-Disposition"] == "attachment; filename=crosswalk-pages-1.0.0-1.1.0.yaml"
    draft = page.response.data.decode()
    assert "from: 1.0.0" in draft
    assert load_questionnaire((NEWER + draft).encode(), "pasted").questionnaire


def test_with_one_version_there_is_nothing_to_compare_and_the_page_says_so(person):
    page = person.get("/questionnaires/pages/versions/difference")
    assert "There is one version, 1.0.0, and nothing to compare it with." in page.text
    assert person.get("/questionnaires/pages/versions/crosswalk.yaml", 303).location == page.address
    person.get("/questionnaires/pages/versions/rehearsal")


def test_unknown_questionnaires_and_versions_are_not_found(person, versions):
    person.get("/questionnaires/nothing/versions", 404)
    for page in ("difference", "rehearsal", "crosswalk.yaml"):
        person.get(f"{versions}/{page}?old=9.9.9", 404)


def test_with_three_versions_two_can_be_chosen(person, tmp_path, versions):
    third = (NEWER + CROSSWALK).replace("version: 1.1.0", "version: 1.2.0").replace("How well", "How gladly")
    (tmp_path / "questionnaires" / "pages-1.2.0.yaml").write_text(third)
    page = person.get(f"{versions}/difference")
    assert [one.text for one in page.all("option")] == ["1.0.0", "1.1.0", "1.2.0"] * 2
    told = person.get(f"{versions}/difference?old=1.1.0&new=1.2.0").text
    assert "the crosswalk of version 1.2.0 starts from 1.0.0, not 1.1.0" in told
    assert "To judge: the wording changed, and its answers are still taken as comparable" in told
    for page in ("difference", "rehearsal"):
        assert (
            "That is one version: choose two different ones."
            in person.get(f"{versions}/{page}?old=1.1.0&new=1.1.0").text
        )


def test_a_rehearsal_shows_whose_figures_would_change_and_why(person, versions, finished):
    page = person.get(person.get(versions).link("What 1.1.0 would change in results of 1.0.0"))
    assert "1 of 1 finished assessment of version 1.0.0 would change." in page.text
    assert page.link("Example Force · 2026") == finished
    assert "asks something else than before and stands open: learn" in page.text
    assert "weighs more or less: must" in page.text


def test_that_nothing_is_finished_yet_is_said(person, versions, assessment):
    assert (
        "No finished assessment whose answers you may see answers version 1.0.0."
        in person.get(f"{versions}/rehearsal").text
    )


def test_administrators_are_told_how_many_results_they_may_not_see(app, versions, finished):
    page = Town(app).person("Ada", administrator=True).get(f"{versions}/rehearsal")
    assert "1 more finished assessment answers version 1.0.0. You may not see its answers" in page.text
    assert "Example Force" not in page.text


def test_a_sound_draft_is_compared_and_rehearsed_and_nothing_of_it_is_kept(person, upload, finished, tmp_path):
    before = sorted(tmp_path.rglob("*.yaml"))
    page = upload(NEWER + CROSSWALK)
    for words in (
        "draft.yaml is sound",
        "What changed from 1.0.0 to 1.1.0",
        "Learning well is what matters.",
        "1 of 1 finished assessment of version 1.0.0 would change.",
        "Draft of the crosswalk, to check and to put at the end of the file",
    ):
        assert words in page.text
    assert sorted(tmp_path.rglob("*.yaml")) == before
    assert "1.1.0" not in person.get("/questionnaires/pages/versions").text


def test_a_draft_under_a_version_that_is_taken_must_raise_it(upload):
    assert "Version 1.0.0 stands for another text here." in upload(PAGES.replace("How far", "How very far")).text
    assert "stands for another text" not in upload(PAGES).text


def test_a_draft_of_something_new_has_nothing_to_be_compared_with(upload):
    page = upload(PAGES.replace("id: pages", "id: pages-anew", 1))
    assert "No earlier version of it is here" in page.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Line 1"),
        (PAGES.replace("type: percent", "type: per cent"), "Line "),
        (NEWER + CROSSWALK.replace("old: happens", "old: happened"), 'pages 1.0.0 has no question "happened"'),
        (PAGES.replace("kind", "\x00"), "Line "),
    ],
)
def test_everything_wrong_with_a_draft_is_listed_with_line_and_column(upload, text, said):
    page = upload(text, 422)
    assert "What is wrong with draft.yaml" in page.text
    assert said in page.text
    assert ", column " in page.text
    assert page.problems()


def test_a_draft_is_asked_for_where_none_was_chosen(person):
    page = person.get("/questionnaires/draft")
    again = person.post(page.action(), page.form(), 422)
    assert again.problems() == ["Questionnaire file – Choose a file"]


def test_answers_instead_of_a_draft_are_told_so(upload):
    answers = (shipped_folder() / "examples/bnssg-pledge-2025.yaml").read_text()
    assert upload(answers, 422).problems() == [
        "Questionnaire file – This file has answers. Choose the file of a questionnaire"
    ]


def test_a_hostile_name_of_a_file_comes_back_as_text(upload):
    assert "<script>alert(1)</script> is sound" in upload(PAGES, name="<script>alert(1)</script>").text
