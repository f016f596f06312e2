"""`selfassess report` with a document by name, and with annexes."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_a_document_with_annexes_is_written(selfassess, folder: Path) -> None:
    annexes = ("--annex", "evidence", "--annex", "answers")
    done = selfassess("report", "q.yaml", "a.yaml", "--document", "board", *annexes, "--out", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (folder / "out.html").read_text()
    assert "Front sheet for the board" in page
    assert page.index("Annex: All answers") < page.index("Annex: Evidence index")


@pytest.mark.parametrize("asked", [("--document", "poster"), ("--annex", "poster")])
def test_a_document_that_does_not_exist_is_wrong_usage_and_names_those_that_do(
    selfassess, folder: Path, asked: tuple[str, str]
) -> None:
    done = selfassess("report", "q.yaml", "a.yaml", *asked, "--out", "out.pdf")
    assert done.returncode == 2
    assert "'board', 'staff'" in done.stderr
    assert not (folder / "out.pdf").exists()


def test_figures_have_no_documents_and_no_annexes(selfassess, folder: Path) -> None:
    for asked in (("--document", "board"), ("--annex", "answers")):
        done = selfassess("report", "q.yaml", "a.yaml", *asked, "--out", "out.json")
        assert done.returncode == 2
        assert "documents and annexes are written as .pdf, .html" in done.stderr
        assert not (folder / "out.json").exists()


def test_the_questionnaire_for_paper_needs_no_answers(selfassess, folder: Path) -> None:
    done = selfassess("report", "q.yaml", "--document", "questionnaire-large", "--out", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Questionnaire to fill in by hand" in (folder / "out.html").read_text()


@pytest.mark.parametrize(
    "asked",
    [(), ("--document", "board"), ("--document", "questionnaire", "--annex", "answers"),
     ("--document", "questionnaire", "--earlier", "a.yaml")],
)  # fmt: skip
def test_what_is_about_answers_needs_them(selfassess, folder: Path, asked: tuple[str, ...]) -> None:
    done = selfassess("report", "q.yaml", *asked, "--out", "out.html")
    assert done.returncode == 2
    assert "name ANSWERS too" in done.stderr
    assert not (folder / "out.html").exists()


def test_the_questionnaire_for_paper_does_not_replace_its_own_file(selfassess, folder: Path) -> None:
    before = (folder / "q.yaml").read_text()
    (folder / "q.html").symlink_to("q.yaml")
    done = selfassess("report", "q.yaml", "--document", "questionnaire", "--out", "q.html")
    assert done.returncode != 0
    assert (folder / "q.yaml").read_text() == before
