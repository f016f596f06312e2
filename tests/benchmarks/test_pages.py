"""Pages over HTTP: a section beside an empty Flask view on the same server, and a whole assessment of 40 questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from .serving import Browser, Served

SECTIONS, QUESTIONS = 8, 5
REQUESTS = 40
"""In each of the rounds, so that one is much longer than the clock's step."""


def form_of(page: str) -> dict[str, str]:
    """The fields of the page's last form, with what stands in them; nothing is chosen of what is to be chosen."""
    forms: list[Element] = html5lib.parse(page, namespaceHTMLElements=False).findall(".//form")
    return {
        control.get("name", ""): control.get("value") or control.text or ""
        for control in forms[-1].iter()
        if control.tag in ("input", "textarea") and control.get("type") not in ("radio", "checkbox")
    }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, written: Any) -> Iterator[Served]:
    instance = tmp_path_factory.mktemp("instance")
    (instance / "questionnaires").mkdir()
    file = instance / "questionnaires/forty.yaml"
    file.write_bytes(written("forty", sections=SECTIONS, questions=QUESTIONS))
    server = Served(instance)
    yield server
    server.process.kill()
    server.process.communicate()


Browse = Callable[[int], Browser]


@pytest.fixture
def browse() -> Iterator[Browse]:
    """`browse(port)`: a browser, closed at the end."""
    with ExitStack() as stack:
        yield lambda port: stack.enter_context(closing(Browser(port)))


def start(browser: Browser) -> str:
    """A new assessment; its address."""
    page = html5lib.parse(browser.get("/questionnaires/forty/1.0.0"), namespaceHTMLElements=False)
    links = [link.get("href") for link in page.iter("a")]
    address = next(link for link in links if link and link.startswith("/assessments/new/"))
    day = {"assessed_on_day": "1", "assessed_on_month": "10", "assessed_on_year": "2026"}
    form = form_of(browser.get(address)) | day | {"organisation": "Example Council", "period": "2026"}
    return browser.post(address, form | {"action": "continue"})


def filled(form: Mapping[str, str], section: int, level: int) -> dict[str, str]:
    """A section's form with every question answered."""
    said = {f"s{section}-q{question}_value": str(level) for question in range(QUESTIONS)}
    return {**form, **said, "action": "continue"}


def test_a_section_beside_an_empty_view(served: Served, browse: Browse, race: Any, table: Any) -> None:
    browser, other = browse(served.port), browse(served.empty)
    address = f"{start(browser)}/sections/s0"
    form = form_of(browser.get(address))
    saves = 0

    def save() -> None:
        nonlocal saves
        seen = {f"s0-q{question}_seen": str(saves) for question in range(QUESTIONS)}
        assert browser.post(address, filled({**form, **seen}, 0, saves % 5)).endswith("/sections/s1")
        saves += 1

    save()
    got, posted, empty = race(
        lambda: [browser.get(address) for _ in range(REQUESTS)],
        lambda: [save() for _ in range(REQUESTS)],
        lambda: [other.get("/") for _ in range(REQUESTS)],
        clock=served.cpu,
    )
    assert form_of(browser.get(address))["s0-q0_seen"] == str(saves)
    size = len(browser.get(address)) / 1000
    table.ratio(
        f"GET of a section ({QUESTIONS} questions, {size:.0f} kB) / an empty view", got / REQUESTS, empty / REQUESTS, 8
    )
    table.ratio(
        f"POST of a section ({QUESTIONS} answers changed) / an empty view", posted / REQUESTS, empty / REQUESTS, 6
    )


def complete(browser: Browser) -> str:
    """Start, answer each section and agree the result, by the pages that a person sees; the assessment's address."""
    address = start(browser)
    browser.get(address)
    for section in range(SECTIONS):
        page = f"{address}/sections/s{section}"
        following = browser.post(page, filled(form_of(browser.get(page)), section, section % 5))
    assert following == f"{address}/check"
    browser.get(following)
    agree = f"{address}/steps/agreed"
    browser.get(browser.post(agree, form_of(browser.get(agree))))
    return address


def test_a_whole_assessment_of_forty_questions(served: Served, browse: Browse, race: Any, table: Any) -> None:
    browser = browse(served.port)
    before = served.used()[1]
    done = complete(browser)
    statements = served.used()[1] - before
    assert browser.get(f"{done}/answers.json").count('"level"') == SECTIONS * QUESTIONS
    (seconds,) = race(lambda: complete(browser), clock=served.cpu)
    table.figure(
        "40 questions from start to finish (before, elsewhere: eQ runner 590, LimeSurvey 1,540)", 1000 * seconds, "ms"
    )
    table.figure("the same (before, elsewhere: LimeSurvey 2,587)", statements, "SQL statements")
