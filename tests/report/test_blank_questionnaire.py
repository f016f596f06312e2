"""The questionnaire without answers, for paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from selfassess.language import Translator
from selfassess.questionnaire.questions import QUESTION_TYPES
from selfassess.report.blank_questionnaire import blank_questionnaire, large_questionnaire
from selfassess.report.blocks import Report
from selfassess.report.condition_words import condition_words
from selfassess.report.documents import DOCUMENTS
from selfassess.report.material import Material

Gathered = Callable[..., Material]
Dumped = Callable[[Report], str]
t = Translator()
OPTIONS = {"x": "Alone", "y": "Together"}
EACH = {
    "level": {"help": "Look around.", "evidence": ("A list.", "A photo")},
    "yes": {"type": "yes_no", "not_applicable": False},
    "one": {"type": "choice", "options": OPTIONS},
    "some": {"type": "choices", "options": OPTIONS},
    "many": {"type": "number", "unit": "people"},
    "bare": {"type": "number"},
    "share": {"type": "percent"},
    "words": {"type": "text"},
    "day": {"type": "date"},
}


def test_each_type_of_question_has_its_way_to_be_answered_by_hand(gathered: Gathered, dumped: Dumped) -> None:
    assert {one.get("type", "level") for one in EACH.values()} == set(QUESTION_TYPES)
    text = dumped(blank_questionnaire(gathered({"c1": {"questions": EACH}}, {"yes": "yes", "level": 3}), t))
    pages = dict(zip(EACH, text.partition("## 1 level")[2].split("\n## "), strict=True))
    assert "\n[tick] Tick one\n  ☐ 0 · Level 0 level at 0\n" in pages["level"]
    assert "(small) Look around.\n" in pages["level"]
    assert "(small) Evidence could be: A list; A photo.\n" in pages["level"]
    assert "[tick] Tick one\n  ☐ Yes\n  ☐ No\n[tick] Or\n  ☐ Don’t know yet\n[3 lines]" in pages["yes"]
    assert "[tick] Tick one\n  ☐ Alone\n  ☐ Together\n[tick] Or\n  ☐ Don’t know yet\n  ☐ Does not apply" in pages["one"]
    assert "[tick] Tick all that fit\n  ☐ Alone\n" in pages["some"]
    assert "[1 lines] A number (people)\n" in pages["many"]
    assert "[1 lines] A number\n" in pages["bare"]
    assert "[1 lines] A number from 0 to 100, in %\n" in pages["share"]
    assert "[6 lines] In your own words\n" in pages["words"]
    assert "[1 lines] Day, month and year\n" in pages["day"]


def test_nothing_that_was_answered_is_in_it(village: Material) -> None:
    empty = blank_questionnaire(village, t)
    assert "Little Mere" in empty.cover.organisation
    assert "Used at the counter" not in str(empty)
    assert not empty.marks
    assert empty.cover.assessed_on is None


def test_it_asks_for_the_facts_that_decide_and_says_when_a_question_arises(village: Material, dumped: Dumped) -> None:
    text = dumped(blank_questionnaire(village, t))
    assert "[tick] Does anyone work for you? Tick one.\n  ☐ Yes, they do\n  ☐ No, nobody\n" in text
    assert "Only where “Does anyone work for you?” is answered “Yes, they do”.\n" in text


def test_a_summary_opens_it(gathered: Gathered, dumped: Dumped) -> None:
    material = gathered({"c1": {"statement": "We will.", "questions": {"a": {}}}}, {}, asked={"summary": "Why we ask."})
    text = dumped(blank_questionnaire(material, t))
    assert "[guide]\nWhy we ask.\n" in text
    assert "> We will. — Example\n" in text


@pytest.mark.parametrize("id", ["questionnaire", "questionnaire-large"])
def test_before_anybody_has_begun_it_is_of_the_questionnaire_alone(village: Material, id: str) -> None:
    build = DOCUMENTS[id].blank
    assert build
    alone, addressed = build(village.questionnaire, t), DOCUMENTS[id].build(village, t)
    assert alone.parts == addressed.parts
    assert alone.large == addressed.large == (id == "questionnaire-large")
    assert alone.title == "Questionnaire to fill in by hand: Village pledge"
    assert (alone.cover.organisation, alone.cover.period) == ("Village pledge", "Version 1.1.0")


def test_each_question_begins_a_page_but_the_first_of_a_section(village: Material) -> None:
    for report in (blank_questionnaire(village, t), large_questionnaire(village, t)):
        pages = [part for part in report.parts if part.level == 2]
        assert [part.starts_page for part in pages] == [False, True, True, True, False, True, True, False]
        assert {part.one_page for part in pages} == {not report.large}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"profile": "staff", "in": ("yes", "no")}, "“Staff?” is answered “Some” or “None”"),
        ({"question": "a", "in": (2, 3)}, "question 1.1 is answered “2 · Level 2” or “3 · Level 3”"),
        ({"question": "one", "in": ("x",)}, "question 1.3 is answered “Alone”"),
        ({"question": "some", "in": ("y",)}, "question Care, 1 is answered “Together”"),
        ({"question": "yes", "in": ("no",)}, "question 1.2 is answered “No”"),
        ({"all": ()}, "always"),
        ({"any": ()}, "never"),
        (
            {"all": ({"not": {"profile": "staff", "in": ("no",)}}, {"question": "yes", "in": ("yes",)})},
            "it is not so that “Staff?” is answered “None” and question 1.2 is answered “Yes”",
        ),
        (
            {"any": ({"profile": "staff", "in": ("no",)}, {"question": "yes", "in": ("yes",)})},
            "“Staff?” is answered “None” or question 1.2 is answered “Yes”",
        ),
    ],
)
def test_a_condition_in_words(make_questionnaire: Callable[..., Any], condition: dict[str, Any], words: str) -> None:
    facts = ({"id": "staff", "prompt": "Staff?", "options": {"yes": "Some", "no": "None"}},)
    choices = {"a": {}, "yes": EACH["yes"], "one": EACH["one"]}
    sections = {
        "c1": {"number": "1", "questions": choices},
        "c2": {"title": "Care", "questions": {"some": EACH["some"], "last": {"applies_if": condition}}},
    }
    asked = make_questionnaire(sections, profile=facts)
    assert condition_words(t, asked, asked.by_id["last"].applies_if) == words
