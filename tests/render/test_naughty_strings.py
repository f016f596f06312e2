"""Naughty strings in what is given out: page, PDF, JSON and CSV hold each as it was said, or say what they cannot."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.csv import render_csv
from selfassess.render.html import render_html
from selfassess.render.json import render_json
from selfassess.render.pdf import render_pdf
from selfassess.report.material import Material, gather
from selfassess.report.report import build_report
from selfassess.typefaces.coverage import inkless_removed

t = Translator()
LONGEST_TITLE = 300
OVER_A_PAGE = re.compile(r"\f(?:.*\n){2}(?:Question\nAnswer\nwith what stands behind its answer\n)?")
"""Two lines at head and foot of a page, and the head of a table that goes on."""
FORMULA = "=+-@\t\r\n＝＋－＠"


@pytest.fixture(scope="module")
def material(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    printable_strings: tuple[str, ...],
) -> Material:
    """An assessment in which question N is answered with the Nth string, as comment and title of evidence too."""
    asked = {f"q{at}": {"type": "text", "prompt": f"Question {at}"} for at, _ in enumerate(printable_strings)}
    answers = {f"q{at}": _saying(text) for at, text in enumerate(printable_strings)}
    return gather(make_questionnaire({"c1": {"questions": asked}}), make_sheet(answers), "a" * 64)


def _saying(text: str) -> Answer:
    evidence = (Evidence(title=text[:LONGEST_TITLE]),)
    return Answer(state=State.ANSWERED, value=text, comment=text, evidence=evidence)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_table_holds_each_behind_a_quote_where_a_spreadsheet_would_run_it(
    material: Material, printable_strings: tuple[str, ...]
) -> None:
    rows = csv.DictReader(io.StringIO(render_csv(material, t).decode("utf-8-sig"), newline=""))
    for row, text in zip(rows, printable_strings, strict=True):
        for cell, said in (
            (row["value"], text),
            (row["comment"], text),
            (row["evidence_titles"], text[:LONGEST_TITLE]),
        ):
            # A quote in front of what begins like a formula, also behind blanks and quotes; nothing else was touched.
            begins = said.lstrip(" '\"\u00a0\u3000")[:1]
            assert cell == (f"'{said}" if begins and begins in FORMULA else said), ascii(text)


def test_the_figures_name_the_organisation_as_it_is_written(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    printable_strings: tuple[str, ...],
) -> None:
    asked = make_questionnaire({"c1": {"questions": {"a": {}}}})
    for text in printable_strings:
        material = gather(asked, replace(make_sheet(a=1), organisation=text, period=text), "")
        figures = json.loads(render_json(material))
        assert (figures["organisation"], figures["period"]) == (text, text)


def test_the_web_page_holds_each_where_it_was_said(material: Material, printable_strings: tuple[str, ...]) -> None:
    rows = _answers_on(render_html(build_report(material, t), t))
    for at, text in enumerate(printable_strings):
        said = (text, text, f"{text[:LONGEST_TITLE]} (not dated)")
        assert rows[at] == (f"{at + 1} Question {at}", tuple(map(squeezed, said))), ascii(text)


def _answers_on(page: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Each question in the tables of answers, and what stands below it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page)
    assert {error for _, error, _ in parser.errors} <= {"invalid-codepoint"}  # U+0085, which is kept
    return [
        (squeezed("".join(name.itertext())), tuple(squeezed("".join(said.itertext())) for said in body.iter("dd")))
        for body in root.iter("tbody")
        for name in body.iter("th")
        if name.get("scope") == "rowgroup"
    ]


def test_the_web_page_holds_each_text_of_a_questionnaire(
    questionnaire_saying: Callable[[Sequence[str]], bytes],
    make_sheet: Callable[..., AnswerSheet],
    printable_strings: tuple[str, ...],
) -> None:
    asked = load_questionnaire(questionnaire_saying(printable_strings), "q.yaml").questionnaire
    assert asked is not None
    choices = {f"choice-{at}": Answer(state=State.ANSWERED, value="this") for at, _ in enumerate(printable_strings)}
    rows = _answers_on(render_html(build_report(gather(asked, make_sheet(choices), ""), t), t))
    assert len(rows) == 2 * len(printable_strings)
    for (level, _), (choice, said), text in zip(rows[::2], rows[1::2], printable_strings, strict=True):
        assert [name.partition(" ")[2] for name in (level, choice)] == [squeezed(text)] * 2
        assert said == (squeezed(text),)


@pytest.mark.poppler
def test_the_pdf_holds_each_for_copying_and_reading_aloud(
    material: Material, printable_strings: tuple[str, ...], sound_pdf: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    read = _read(sound_pdf(render_pdf(build_report(material, t), t)), tmp_path)
    for text, (expected, found) in zip(printable_strings, _blocks(read, printable_strings), strict=True):
        if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
            # poppler gives these in the order they are seen; a reader of the tagged text has them as they were said.
            assert not Counter(expected) - Counter(found), ascii(text)
        else:
            assert found.startswith(expected), ascii(text)


@pytest.mark.poppler
def test_the_pdf_prints_a_box_for_what_it_has_no_letter_for_and_lists_it_at_the_end(
    material: Material, printable_strings: tuple[str, ...], tmp_path: Path
) -> None:
    # Without tags the boxes do not say what they stand for, so a program reads what people see.
    read = _read(render_pdf(build_report(material, t), t, tagged=False), tmp_path)
    missing = set()
    for text, (expected, found) in zip(printable_strings, _blocks(read, printable_strings), strict=True):
        seen = found[: len(expected)]
        boxes = {said for said, printed in zip(expected, seen, strict=True) if printed == "▯"}
        assert seen == "".join("▯" if said in boxes else said for said in expected), ascii(text)
        missing |= boxes
    listed = re.findall(r"^• U\+([0-9A-F]+)", read, re.MULTILINE)
    assert missing
    assert {chr(int(code, 16)) for code in listed} == missing


def _read(pdf: bytes, folder: Path) -> str:
    """The text of the whole file, without what is repeated when a table goes on over a page."""
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", file, "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return OVER_A_PAGE.sub("", read)


def _blocks(read: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each text what is to stand below its question, and what does, both without white space."""
    marks = list(re.finditer(r"^\f?\d+ Question (\d+) Answered$", read, re.MULTILINE))
    assert [int(mark[1]) for mark in marks] == list(range(len(texts)))
    ends = [*(mark.start() for mark in marks[1:]), len(read)]
    for text, mark, end in zip(texts, marks, ends, strict=True):
        said, title = _inked(text), _inked(text[:LONGEST_TITLE])
        yield f"Answer{said}Comment{said}Evidence{title}(notdated)", _inked(read[mark.end() : end])


def _inked(text: str) -> str:
    """What paper takes of a text: composed, without white space and the characters that have no ink by definition."""
    return re.sub(r"\s", "", inkless_removed(text))
