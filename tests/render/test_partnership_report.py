"""The report of a partnership in every format: sound files that say the same, and never what is withheld."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import html5lib
import pytest
from pypdf import PdfReader

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.plan.together import ActionsTogether, Chosen, Stuck
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.partnership import PARTNERSHIP_RENDERERS
from selfassess.report.partnership.year import PartnershipYear

t = Translator()
PLEDGE = Path(__file__).parents[2] / "questionnaires" / "bnssg-pledge" / "1.1.0.yaml"
WITHHELD = "withheld: fewer than 5 organisations"
NO_QUARTILES = "withheld: fewer than 11 organisations"


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    found = load_questionnaire(PLEDGE.read_bytes(), str(PLEDGE)).questionnaire
    assert found
    return found


@pytest.fixture(scope="module")
def as_file(
    tmp_path_factory: pytest.TempPathFactory, sound_pdf: Callable[[bytes], bytes]
) -> Callable[[PartnershipYear, str], bytes]:
    """`as_file(year, ".pdf")`; a PDF is sound."""
    frames = tmp_path_factory.mktemp("frames")

    def make(year: PartnershipYear, suffix: str) -> bytes:
        made = PARTNERSHIP_RENDERERS[suffix].render(year, t, frames)
        return sound_pdf(made) if suffix == ".pdf" else made

    return make


def text_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(data)).pages)


def text_of_page(data: bytes) -> str:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data)
    return " ".join("".join(root.itertext()).split())


def text_of_document(data: bytes) -> str:
    """Every text of an office file, wherever in it: sheets, headers and footers, words of pictures, properties."""
    found = []
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(package.read(name))
                found += [*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())]
    return "\n".join(found)


def said_in(data: bytes, suffix: str) -> str:
    readers = {".pdf": text_of_pdf, ".docx": text_of_document, ".xlsx": text_of_document}
    return readers[suffix](data) if suffix in readers else data.decode("utf-8-sig")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


SIZES = {
    "three, counted": {Choice.COUNTED: 3},
    "three, named": {Choice.STEERING: 3},
    "sixty": {Choice.STEERING: 20, Choice.MEMBERS: 12, Choice.COUNTED: 28},
    "thousand": {Choice.STEERING: 50, Choice.COUNTED: 950},
}


@pytest.mark.parametrize("counts", SIZES.values(), ids=SIZES.keys())
def test_a_report_of_any_size_is_sound_on_paper_and_as_a_page(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes], counts: dict[Choice, int]
) -> None:
    year = partnerships.made_up(asked, counts=counts).year(2026)
    pdf = as_file(year, ".pdf")
    text_of_page(as_file(year, ".html"))
    assert as_file(year, ".pdf") == pdf


def test_twenty_sections_and_names_of_three_hundred_letters_lose_nothing(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    sections = tuple(
        asked.sections[at % 8].model_copy(update={"id": f"s{at}", "number": str(at + 1)}) for at in range(20)
    )
    many = asked.model_copy(update={"sections": sections})
    name = ("Rehabilitation-and-Resettlement Co-ordination {number} " * 7)[:290].rstrip() + " END"
    year = partnerships.made_up(many, counts={Choice.STEERING: 3}, name=name).year(2026)
    pdf = as_file(year, ".pdf")
    squeezed = text_of_pdf(pdf).replace(" ", "")
    for row in year.material.rows:
        assert row.name.replace(" ", "") in squeezed
        assert row.name in text_of_page(as_file(year, ".html"))


@pytest.mark.parametrize("suffix", PARTNERSHIP_RENDERERS)
def test_what_is_withheld_is_said_with_the_same_words_in_every_format(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes], suffix: str
) -> None:
    data = as_file(partnerships.made_up(asked, counts={Choice.COUNTED: 4}).year(2026), suffix)
    said = said_in(data, suffix)
    assert WITHHELD in said


@pytest.mark.parametrize(("counted", "different"), [(4, 1), (5, 2)], ids=["withheld", "shown"])
@pytest.mark.parametrize("suffix", PARTNERSHIP_RENDERERS)
def test_no_file_changes_with_what_is_withheld_and_each_does_with_what_is_shown(
    asked: Questionnaire,
    partnerships: Any,
    as_file: Callable[..., bytes],
    suffix: str,
    counted: int,
    different: int,
) -> None:
    files = set()
    for score, stage in ((13, 1), (77, 3)):
        shared = partnerships.made_up(asked, counts={Choice.STEERING: 6, Choice.COUNTED: counted})
        odd = {id: partnerships.figure(score, stage) for id in ("", *(section.id for section in asked.sections))}
        shared.organisations = [
            one if one.choice is Choice.STEERING else replace(one, figures=dict.fromkeys((2025, 2026), odd))
            for one in shared.organisations
        ]
        files.add(as_file(shared.year(2026), suffix))
    assert len(files) == different


def test_no_file_names_who_is_counted_only_or_shares_nothing(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    canaries = count(7300)
    shared = partnerships.made_up(asked, counts={Choice.STEERING: 4, Choice.COUNTED: 14, Choice.NOT_SHARED: 3})
    quiet = [one for one in shared.organisations if one.choice is not Choice.STEERING]
    shared.organisations = [
        replace(one, name=f"canary {next(canaries)}", signatory=replace(one.signatory, name=f"canary {next(canaries)}"))
        if one in quiet
        else one
        for one in shared.organisations
    ]
    year = shared.year(2026)
    for suffix in PARTNERSHIP_RENDERERS:
        data = as_file(year, suffix)
        said = said_in(data, suffix)
        assert "canary" not in said, suffix
        assert "Organisation 1" in said, suffix


def test_the_object_has_every_figure_or_the_words_in_its_place(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    shared = partnerships.made_up(asked, counts={Choice.STEERING: 3, Choice.COUNTED: 4})
    shared.organisations[0] = replace(shared.organisations[0], signatory=None)
    shared.actions = ActionsTogether(
        organisations=3,
        planning=1,
        actions=1,
        themes=(),
        chosen=(Chosen(text="Meet", organisations=2, done=1),),
        stuck=(Stuck(organisation="Organisation 1", text="Meet", sections=("one",), due_on=None, carried=True),),
    )
    said = json.loads(as_file(shared.year(2026), ".json"))
    assert (said["partnership"], said["questionnaire"], said["version"]) == (shared.name, asked.id, asked.version)
    assert (said["year"], said["belong"], list(said["years"])) == (2026, 7, ["2025", "2026"])
    whole = said["figures"]["overall"]
    assert (whole["organisations"], whole["score"]["quartiles"]) == (3, NO_QUARTILES)
    assert (sum(whole["stage"]["counts"]), len(whole["stage"]["counts"])) == (3, 5)
    assert whole["moved"]["organisations"] == 3
    assert whole["as_of"] == "2026-12-01"
    assert said["years"]["2025"]["overall"]["moved"] == WITHHELD
    first, second, _ = said["organisations"]
    assert (first["name"], first["signed"], first["years"]) == ("Organisation 1", None, [2025, 2026])
    assert second["signed"] == {"name": "Signatory 2", "role": "Chief executive", "on": "2026-10-03"}
    assert list(first["figures"]) == ["overall", *(section.id for section in asked.sections)]
    assert said["actions"]["chosen"] == [{"text": "Meet", "organisations": 2, "done": 1}]
    assert said["actions"]["stuck"][0]["overdue_since"] is None


def test_the_object_has_quartiles_with_enough_organisations_and_words_where_all_is_withheld(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    many = json.loads(as_file(partnerships.made_up(asked, counts={Choice.STEERING: 12}).year(2026), ".json"))
    lower, upper = many["figures"]["overall"]["score"]["quartiles"]
    assert 0 <= lower <= many["figures"]["overall"]["score"]["median"] <= upper <= 100
    few = json.loads(as_file(partnerships.made_up(asked, counts={Choice.COUNTED: 4}).year(2026), ".json"))
    assert set(few["figures"].values()) == {WITHHELD}
    assert few["organisations"] == []


def test_the_table_has_a_row_for_each_section_of_everybody_named_each_kind_and_each_year(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    shared = partnerships.made_up(asked, counts={Choice.STEERING: 12, Choice.COUNTED: 4})
    shared.organisations[0] = replace(shared.organisations[0], signatory=None)
    year = shared.year(2026)
    rows = rows_of(as_file(year, ".csv"))
    sections = len(asked.sections) + 1
    assert sum(row["of"] == "organisation" for row in rows) == 12 * sections
    assert sum(row["of"] == "partnership" for row in rows) == (2 + len(year.material.by_kind)) * sections
    (whole,) = (row for row in rows if row["of"] == "partnership" and row["year"] == "2026"
                and (row["kind"], row["section"]) == ("", ""))  # fmt: skip
    said = json.loads(as_file(year, ".json"))["figures"]["overall"]
    assert (whole["organisations"], float(whole["score"])) == ("12", said["score"]["median"])
    assert [int(whole[f"stage_at_{stage}"]) for stage in range(5)] == said["stage"]["counts"]
    assert float(whole["score_lower_quartile"]) == said["score"]["quartiles"][0]
    assert whole["moved_up"] == str(said["moved"]["up"])
    named = [row for row in rows if row["of"] == "organisation" and not row["section"]]
    assert [row["signed_by"] for row in named][:2] == ["", "Signatory 10"]
    assert named[1]["signed_on"] == "2026-10-11"


def test_a_row_that_is_withheld_says_so_in_each_of_its_figures(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    rows = rows_of(as_file(partnerships.made_up(asked, counts={Choice.COUNTED: 4}).year(2026), ".csv"))
    about = {"year", "of", "name", "kind", "section", "section_title", "signed_by", "signed_as", "signed_on"}
    for row in rows:
        assert {value for name, value in row.items() if name not in about} == {WITHHELD}


def test_a_section_without_a_score_leaves_its_cells_empty(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes]
) -> None:
    shared = partnerships.made_up(asked, counts={Choice.STEERING: 2})
    year = shared.year(2026)
    first = year.material.rows[0]
    nothing = replace(first.figures[""], score=None, stage=None, supported_stage=None)
    rows = (replace(first, figures={"": nothing}), *year.material.rows[1:])
    year = replace(year, material=replace(year.material, rows=rows))
    row = next(row for row in rows_of(as_file(year, ".csv")) if row["of"] == "organisation")
    assert (row["score"], row["stage"], row["supported_stage"]) == ("", "", "")
    said = json.loads(as_file(year, ".json"))["organisations"][0]
    assert said["figures"] == {"overall": {"score": None, "stage": None, "supported_stage": None}}
    text_of_page(as_file(year, ".html"))


def test_naughty_names_come_out_as_they_went_in(
    asked: Questionnaire, partnerships: Any, as_file: Callable[..., bytes], printable_strings: Sequence[str]
) -> None:
    names = [text[:300] for text in printable_strings]
    shared = partnerships.made_up(asked, counts={Choice.STEERING: len(names)}, years=(2026,))
    shared.organisations = [replace(one, name=name) for one, name in zip(shared.organisations, names, strict=True)]
    year = shared.year(2026)
    said = json.loads(as_file(year, ".json"))
    assert sorted(one["name"] for one in said["organisations"]) == sorted(names)
    for row in rows_of(as_file(year, ".csv")):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    text_of_page(as_file(year, ".html"))
    assert as_file(year, ".pdf")
