"""Naughty strings in every field that takes words: kept as they were typed, or refused with a reason; never a crash.

As typed is: line ends as one line feed each; no blanks around the words of a one-line field; nothing at all where
there is nothing to see; bytes that are no UTF-8, which no browser sends, as the escapes they came in. Nothing else may
change.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from selfassess.answers.entry import LONGEST_COMMENT, LONGEST_LINE, LONGEST_LINK, LONGEST_REASON, is_other_address
from selfassess.answers.model import Answer, Evidence, State
from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.language import is_blank, printable_fault
from selfassess.services.assessments import OpenAssessment

from .hurry import Hurry, Page

PLAIN = "Plain words"

EACH = 25
"""Every so many strings make a sample, for what would take minutes with all."""


def new_form(hurry: Hurry) -> Page:
    """The form that an assessment of `words` starts with."""
    link = re.search(r"/assessments/new/[0-9a-f]+", hurry.get("/questionnaires/words/1.0.0").html)
    assert link
    return hurry.get(link[0])


def started(hurry: Hurry) -> str:
    """The address of a new assessment of `words`."""
    form = new_form(hurry)
    return hurry.post(form.address, form.controls | DETAILS).location


DETAILS = {"organisation": "O", "period": "P", "assessed_on_day": "1", "assessed_on_month": "10",
           "assessed_on_year": "2026"}  # fmt: skip


def opened(instance: Path, **settings: str) -> Flask:
    """The application, which offers `pages` and `words`."""
    (instance / "questionnaires").mkdir()
    for name in ("pages.yaml", "words.yaml"):
        shutil.copy(Path(__file__).parents[1] / "questionnaires" / name, instance / "questionnaires")
    return create_app(load_settings({"SELFASSESS_INSTANCE": str(instance), **settings}))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = opened(tmp_path)
    yield made
    made.extensions["selfassess"].database.close()


@pytest.fixture
def hurry(app: Flask) -> Hurry:
    return Hurry(app)


@pytest.fixture
def hurry_on_both(tmp_path: Path, database_url: str) -> Iterator[Hurry]:
    """A test that asks for it runs on SQLite and on PostgreSQL."""
    made = opened(tmp_path, SELFASSESS_DATABASE_URL=database_url)
    yield Hurry(made)
    made.extensions["selfassess"].database.close()


# What must become of a text in a field


def sent(text: str) -> str:
    """What arrives of a text: a lone surrogate as the escapes of its bytes, and each line end as one line feed."""
    arrived = re.sub("[\ud800-\udfff]", lambda half: quote(half[0], errors="surrogatepass"), text)
    return arrived.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    """What a page shows of a text that was refused: a mark for each character that no page may hold."""
    return "".join("\N{REPLACEMENT CHARACTER}" if printable_fault(one) else one for one in text)


@dataclass(frozen=True)
class Field:
    """A field for words. `needed`: it may not be left blank. `refuses`: texts it takes offence at besides."""

    longest: int
    one_line: bool = False
    needed: bool = False
    refuses: Callable[[str], bool] = field(default=lambda _: False)

    def holds(self, text: str) -> str:
        """What stands in the field once `text` was sent."""
        arrived = sent(text)
        return "" if is_blank(arrived) else arrived.strip() if self.one_line else arrived

    def is_refused(self, text: str) -> bool:
        held = self.holds(text)
        return (
            (self.needed and not held)
            or len(held) > self.longest
            or printable_fault(held) is not None
            or (self.one_line and "\n" in held)
            or self.refuses(held)
        )


LINE = Field(LONGEST_LINE, one_line=True)
NAME = Field(LONGEST_LINE, one_line=True, needed=True)
SECTION = {
    "learn_reason": Field(LONGEST_REASON, needed=True),
    "learn_comment": Field(LONGEST_COMMENT),
    "words_value": Field(5000),
    "words_comment": Field(LONGEST_COMMENT),
    "words_evidence_0_title": LINE,  # needed only where the other boxes hold something; here all hold the same
    "words_evidence_0_reach": LINE,
    "words_evidence_0_link": Field(LONGEST_LINK, one_line=True, refuses=is_other_address),
}
PROMPTS = {"learn": "How far do we learn?", "words": "Tell us more."}
ABOUT = {"organisation": NAME, "period": NAME}
LABELS = {"organisation": "Name of the organisation", "period": "Period"}


def typed_and_sent(hurry: Hurry, form: Page, fields: Mapping[str, Field], text: str, names: Mapping[str, str],
                   **others: str) -> dict[str, str]:  # fmt: skip
    """Type a text into all fields and save, with plain words where it was refused; gives what was saved in the end."""
    refused = {name for name, one in fields.items() if one.is_refused(text)}
    typed = dict.fromkeys(fields, text)
    if refused:
        page = hurry.post(form.address, form.controls | others | typed)
        assert (page.status, page.problems.keys()) == (422, refused), ascii(text)
        assert all(line.startswith(f"{names[name]} – ") for name, line in page.problems.items()), ascii(text)
        assert {name: page.controls[name] for name in fields} == {
            name: shown(one.holds(text)) for name, one in fields.items()
        }, ascii(text)
        typed |= dict.fromkeys(refused, PLAIN)
    page = hurry.post(form.address, form.controls | others | typed)
    assert (page.status, page.problems) == (303, {}), ascii(text)
    return {name: one.holds(typed[name]) for name, one in fields.items()}


def squeezed(text: str) -> str:
    return " ".join(text.split())


def said(kept: Mapping[str, str]) -> tuple[Answer, Answer]:
    """The two answers that the kept words make."""
    reasoned = Answer(state=State.NOT_APPLICABLE, reason=kept["learn_reason"], comment=kept["learn_comment"] or None)
    title, reach, link = (kept[f"words_evidence_0_{name}"] or None for name in ("title", "reach", "link"))
    worded = Answer(
        state=State.ANSWERED if kept["words_value"] else State.UNANSWERED,
        value=kept["words_value"] or None,
        comment=kept["words_comment"] or None,
        evidence=(Evidence(title=title, reach=reach, link=link),) if title else (),
    )
    return reasoned, worded


def test_words_about_a_question_come_back_as_typed_or_are_refused(
    hurry: Hurry, naughty_strings: tuple[str, ...], stored: Callable[[str], OpenAssessment]
) -> None:
    assessment = started(hurry)
    names = {name: PROMPTS[name.partition("_")[0]] for name in SECTION}
    form = hurry.get(f"{assessment}/sections/one")
    for text in naughty_strings:
        kept = typed_and_sent(hurry, form, SECTION, text, names, learn_value=" not-applicable")
        sheet = stored(assessment).sheet
        assert (sheet.answer("learn"), sheet.answer("words")) == said(kept)
        form, check = hurry.get(form.address), hurry.get(f"{assessment}/check")
        assert {name: form.controls[name] for name in SECTION} == kept
        told = squeezed(check.words)
        assert all(squeezed(words) in told for words in kept.values()), ascii(text)


def test_names_come_back_as_typed_or_are_refused(
    hurry: Hurry, naughty_strings: tuple[str, ...], stored: Callable[[str], OpenAssessment]
) -> None:
    assessment = started(hurry)
    form = hurry.get(f"{assessment}/details")
    for text in naughty_strings:
        kept = typed_and_sent(hurry, form, ABOUT, text, LABELS)
        sheet = stored(assessment).sheet
        assert {"organisation": sheet.organisation, "period": sheet.period} == kept
        form = hurry.get(form.address)
        assert {name: form.controls[name] for name in ABOUT} == kept


def test_what_was_never_offered_is_refused_and_the_rest_kept(hurry: Hurry, naughty_strings: tuple[str, ...]) -> None:
    assessment = started(hurry)
    details, section = hurry.get(f"{assessment}/details"), hurry.get(f"{assessment}/sections/one")
    offered = {"", "0", "1", "2", " dont-know", " not-applicable"}
    for text in (text for text in naughty_strings[::3] if text not in offered):
        page = hurry.post(details.address, details.controls | {"profile_sector": text, "organisation": "Typed"})
        assert (page.status, page.controls["organisation"]) == (422, "Typed"), ascii(text)
        assert list(page.problems.values()) == ["Which kind are you? – Choose one of the answers shown"]
        forged = {"learn_value": text, "words_otherwise": text, "learn_comment": "Typed"}
        page = hurry.post(section.address, section.controls | forged)
        assert (page.status, page.controls["learn_comment"]) == (422, "Typed"), ascii(text)
        assert list(page.problems.values()) == [
            f"{prompt} – Choose one of the answers shown" for prompt in PROMPTS.values()
        ]


def test_what_forms_carry_along_unseen_never_breaks_them(
    hurry_on_both: Hurry, naughty_strings: tuple[str, ...]
) -> None:
    hurry = hurry_on_both
    new, section = new_form(hurry), hurry.get(started(hurry) + "/sections/one")
    # Databases differ in characters, so all strings with a forbidden one; of the others a sample.
    for text in {*filter(printable_fault, naughty_strings), *naughty_strings[::EACH]}:
        page = hurry.post(new.address, new.controls | DETAILS | {"token": text, "seen": text, "action": text})
        assert page.status == (422 if is_blank(text) else 303), ascii(text)
        page = hurry.post(section.address, section.controls | {"learn_seen": text, "words_seen": text, "action": text})
        assert page.status == 303, ascii(text)
        page = hurry.post(section.address, section.controls | {"csrf_token": text, "words_value": "Typed"})
        assert (page.status, page.controls["words_value"]) == (400, "Typed"), ascii(text)


ADDRESSES = ("/assessments/{}", "/assessments/{}/check", "/assessments/new/{}", "/questionnaires/{}/1.0.0",
             "/questionnaires/words/{}")  # fmt: skip


def test_an_address_that_leads_nowhere_is_told_so(hurry_on_both: Hurry, naughty_strings: tuple[str, ...]) -> None:
    hurry = hurry_on_both
    for text in {*filter(printable_fault, naughty_strings), *naughty_strings[::EACH]} - {""}:
        for address in ADDRESSES:
            page = hurry.get(address.format(quote(text, safe="", errors="surrogatepass")))
            # 308: an address with double slashes leads to the one without.
            assert page.status in (308, 404), f"{address} {text!a}"


def test_a_file_of_answers_that_is_none_is_told_so_under_its_name(
    person: Any, naughty_strings: tuple[str, ...]
) -> None:
    form = person.get("/import").form()
    for text in naughty_strings[::EACH]:
        file = (BytesIO(text.encode("utf-8", "surrogatepass")), sent(text) or "nameless")
        page = person.post("/import", form | {"file": file}, 422, content_type="multipart/form-data")
        assert page.problems()


# The pages that show what was kept, and an audit of their html (by `Person`)


def test_pages_with_naughty_strings_are_as_sound_as_any(
    person: Any, start_one: Any, naughty_strings: tuple[str, ...]
) -> None:
    fields = (*SECTION.values(), *ABOUT.values())
    kept = [text for text in naughty_strings if not any(one.is_refused(text) for one in fields)]
    for text in kept[::EACH]:
        assessment = start_one(person, organisation=text, period=text)
        reasoned = {"learn_value": " not-applicable", "learn_reason": text, "learn_comment": text}
        person.send(person.get(f"{assessment}/sections/one"), words_value=text[:60], **reasoned)
        for address in ("", "/check", "/details", "/report", "/steps/agreed", "/delete"):
            assert squeezed(LINE.holds(text)) in person.get(f"{assessment}{address}").text
