"""Bad input in every format: each text stands in the file as it was said, or a mark in its place; none is run."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import html5lib
import openpyxl
import pytest
from docx.oxml.ns import qn

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.language import Translator
from selfassess.language.spreadsheet import as_meant
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.table import RENDERERS, WRITERS
from selfassess.report.documents import ANNEXES, PACK, build_document
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.typefaces.coverage import inkless_removed

Read = Callable[[bytes], str]
t = Translator()

TEXTS = {
    "formula": '=HYPERLINK("http://example.org";"Go")',
    "markup": "<b>&amp;<script>alert(1)</script> ]]> --> </w:t> {{7*7}} {% raw %} ${x} %s $x_1$",
    "scripts": "Ελλάδα Київ ગુજરાતી ไทย 中文 한국어 ქართული e\u0301 👩‍👩‍👧 Tŷ ŵyr",
    "right to left": "שלום (א) 12 مرحبا [x]",
    "three hundred letters": f"A{'W' * 298}Z",
    "lines": "one\n\ntwo\tthree",
}


def squeezed(text: str) -> str:
    """What paper takes of a text, without white space."""
    return re.sub(r"\s", "", inkless_removed(text))


def of_page(data: bytes) -> str:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data)
    assert not [script for script in root.iter("script") if "alert" in "".join(script.itertext())]
    return squeezed("".join(root.itertext()))


def of_document(data: bytes) -> str:
    """Of its paragraphs, in tables too."""
    return squeezed("".join(one.text or "" for one in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:t"))))


def of_paper(data: bytes) -> str:
    """As it is copied and read aloud: what stands behind a mark is the text itself."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return squeezed(subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode())


def of_workbook(data: bytes) -> str:
    cells = [cell for page in openpyxl.load_workbook(io.BytesIO(data)) for row in page.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type in ("f", "e")]
    return squeezed("\n".join(str(cell.value) for cell in cells))


def of_table(data: bytes) -> str:
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    return squeezed("\n".join(map(as_meant, cells)))


def of_object(data: bytes) -> str:
    return squeezed(json.loads(data)["organisation"])


READERS: dict[str, Read] = {
    ".pdf": of_paper, ".html": of_page, ".docx": of_document,
    ".xlsx": of_workbook, ".csv": of_table, ".json": of_object,
}  # fmt: skip
FORMATS = [pytest.param(suffix, marks=pytest.mark.poppler if suffix == ".pdf" else ()) for suffix in READERS]


def test_every_format_is_tried() -> None:
    assert set(READERS) == set(RENDERERS)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frames")


@pytest.fixture(scope="module")
def made(frames: Path, sound_pdf: Callable[[bytes], bytes]) -> Callable[[Material, str], bytes]:
    """`made(material, ".docx")`: the file; of what is to be read the pack with every annex, and of it a sound PDF."""

    def make(material: Material, suffix: str) -> bytes:
        if suffix in WRITERS:
            data = WRITERS[suffix].write(build_document(material, t, PACK, list(ANNEXES)), t, frames=frames)
            return sound_pdf(data) if suffix == ".pdf" else data
        return RENDERERS[suffix].render(material, t)

    return make


@pytest.fixture(scope="module")
def saying(
    questionnaire_saying: Callable[[Sequence[str]], bytes], make_sheet: Callable[..., AnswerSheet]
) -> dict[str, Material]:
    """By the names of `TEXTS`: everybody says only that, in the file of the questionnaire too."""
    return {name: _saying(text, questionnaire_saying([text] * 26), make_sheet) for name, text in TEXTS.items()}


def _saying(text: str, file: bytes, make_sheet: Callable[..., AnswerSheet]) -> Material:
    loaded = load_questionnaire(file, "saying.yaml")
    assert loaded.questionnaire, loaded.problems
    piece = Evidence(title=text, dated=date(2026, 1, 2), reach=text)
    answers = {
        "level-0": Answer(state=State.ANSWERED, value=1, comment=text, evidence=(piece,)),
        "choice-0": Answer(state=State.ANSWERED, value="this"),
        "level-1": Answer(state=State.NOT_APPLICABLE, reason=text),
    }
    sheet = replace(make_sheet(answers), organisation=text, period=text)
    return gather(loaded.questionnaire, sheet, loaded.sha256, draft=True)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", TEXTS)
def test_every_format_holds_the_text(
    saying: dict[str, Material], made: Callable[[Material, str], bytes], name: str, suffix: str
) -> None:
    said, found = squeezed(TEXTS[name]), READERS[suffix](made(saying[name], suffix))
    if name == "right to left" and suffix == ".pdf":
        # poppler gives these in the order they are seen; a reader of the tagged text has them as they were said.
        assert all(found.count(letter) >= 20 * said.count(letter) for letter in said)
    else:
        assert found.count(said) >= (1 if suffix == ".json" else 20)


SHAPES = ("no answer", "nothing is scored", "nothing applies", "ten years")


@pytest.fixture(scope="module")
def shaped(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> dict[str, Material]:
    """By the names of `SHAPES`."""
    one = make_questionnaire({"c1": {"questions": {"a": {}}}})
    unscored = make_questionnaire({"c1": {"questions": {"why": {"type": "text"}, "p": {"type": "percent"}}}})
    asked = make_questionnaire(
        {"c1": {"questions": {"a": {}, "p": {"type": "percent"}}}, "c2": {"questions": {"b": {}}}}
    )

    def year(number: int) -> EarlierYear:
        share = Answer(state=State.ANSWERED, value=Fraction(number - 2000))
        sheet = replace(make_sheet({"a": number % 5, "p": share}), period=str(number), assessed_on=date(number, 10, 1))
        return EarlierYear(questionnaire=asked, sheet=sheet, sha256="")

    *before, last, now = map(year, range(2017, 2027))
    share = Answer(state=State.ANSWERED, value=Fraction(40))
    return {
        "no answer": gather(one, make_sheet(), ""),
        "nothing is scored": gather(unscored, make_sheet(p=share), ""),
        "nothing applies": gather(one, make_sheet(a="-"), ""),
        "ten years": gather(asked, now.sheet, "", earlier=last, further=before),
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("shape", SHAPES)
def test_there_is_a_file_however_little_or_much_there_is(
    shaped: dict[str, Material], made: Callable[[Material, str], bytes], shape: str, suffix: str
) -> None:
    found = READERS[suffix](made(shaped[shape], suffix))
    assert "ExampleCouncil" in found or suffix == ".csv"
    assert shape != "ten years" or suffix in (".csv", ".json") or all(str(year) in found for year in range(2017, 2027))


@pytest.mark.poppler
def test_a_file_of_twenty_sections_with_thirty_questions_becomes_one_of_each_format(
    make_sheet: Callable[..., AnswerSheet], frames: Path
) -> None:
    loaded = load_questionnaire(_twenty_by_thirty(), "many.yaml")
    assert loaded.questionnaire, loaded.problems
    answers = {id: at % 5 for at, id in enumerate(loaded.questionnaire.by_id)}
    material = gather(loaded.questionnaire, make_sheet(answers), loaded.sha256)
    for suffix, read in READERS.items():
        found = read(RENDERERS[suffix].render(material, t, frames=frames))
        assert suffix == ".json" or all(f"Question{at}inwords" in found for at in range(600)), suffix


def _twenty_by_thirty() -> bytes:
    levels = "{0: a, 1: b, 2: c, 3: d, 4: e}"
    scale = ", ".join(f"{{value: {at}, name: Level {at}}}" for at in range(5))
    lines = [f"{{format: 1, id: many, version: 1.0.0, title: Many, scale: [{scale}], sections: ["]
    for section in range(20):
        lines.append(f"{{id: s{section}, title: Section {section}, questions: [")
        asked = range(30 * section, 30 * section + 30)
        lines += [f"{{id: q{at}, type: level, prompt: Question {at} in words, levels: {levels}}}," for at in asked]
        lines.append("]},")
    return "\n".join([*lines, "]}"]).encode()
