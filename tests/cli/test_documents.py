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
