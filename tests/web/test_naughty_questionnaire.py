"""Naughty strings as the texts of a questionnaire stand on its pages as they were written, and the pages stay sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from markupsafe import escape

from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.starting import start_assessment
from selfassess.store.model import Details

Saying = Callable[[Sequence[str]], bytes]


@pytest.fixture
def started_with(app: Flask, tmp_path: Path, questionnaire_saying: Saying) -> Callable[[Sequence[str]], str]:
    """The address of a new assessment of a questionnaire that says these texts."""

    def start(texts: Sequence[str]) -> str:
        (tmp_path / "questionnaires" / "saying.yaml").write_bytes(questionnaire_saying(texts))
        offer = questionnaires_on_offer(tmp_path).by_name("saying", "1.0.0")
        assert offer is not None
        details = Details(organisation="O", period="P", assessed_on=date(2026, 10, 1), profile={})
        database, now = app.extensions["selfassess"].database, datetime(2026, 10, 1, tzinfo=UTC)
        return f"/assessments/{start_assessment(database, OPERATOR, offer, details, token='t', now=now).id}"

    return start


def test_each_text_stands_in_each_of_its_places(
    app: Flask, started_with: Callable[[Sequence[str]], str], printable_strings: tuple[str, ...]
) -> None:
    assessment, client = started_with(printable_strings), app.test_client()
    page = ""
    for at, text in enumerate(printable_strings):
        if at % 25 == 0:
            answer = client.get(f"{assessment}/sections/section-{at}", base_url="http://127.0.0.1:5000")
            assert answer.status_code == 200
            page = answer.text
            said = escape(text.strip())
            assert f"<blockquote>{said}</blockquote>" in page
        said = escape(text.strip())
        for id in (f"level-{at}", f"choice-{at}"):
            assert f'id="{id}_prompt">{said}</h2>' in page, ascii(text)
        assert f'id="level-{at}_help">{said}</div>' in page, ascii(text)
        question = page.partition(f'id="level-{at}_question"')[2].partition("</section>")[0]
        assert question.count(f'<span class="card-radio__text">{said}</span>') == 3, ascii(text)
        assert f"<li>{said}</li>" in question, ascii(text)
        assert f'for="choice-{at}_value">{said}</label>' in page, ascii(text)


def test_pages_that_show_naughty_texts_are_as_sound_as_any(
    person: Any, started_with: Callable[[Sequence[str]], str], printable_strings: tuple[str, ...]
) -> None:
    sample = [text for text in printable_strings if len(text) < 300][::40]
    assessment = started_with(sample)
    page = person.get(f"{assessment}/sections/section-0")
    person.send(page, **{f"level-{at}_value": "0" for at, _ in enumerate(sample)})
    steps = ("/next-steps", "/next-steps?raise=level-0.2", "/next-steps/plan?raise=level-0.2")
    for address in ("", "/sections/section-0", "/check", "/results", "/report/view", *steps):
        words = person.get(f"{assessment}{address}").text
        assert " ".join(sample[0].split()) in words
