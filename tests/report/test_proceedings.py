"""What a report says about how its result was reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from selfassess.language import Translator
from selfassess.report.material import Material, gather
from selfassess.report.report import build_report
from selfassess.report.voice_words import agreement_words
from selfassess.voices.proceedings import Agreed, Proceedings, TookPart
from selfassess.voices.steps import Role
from selfassess.voices.views import LevelSpread, NoView, Responses

Dump = Callable[..., str]
t = Translator()


@pytest.fixture(scope="session")
def agreed_village(village: Material, proceedings: Proceedings) -> Material:
    return replace(village, proceedings=proceedings)


def test_who_took_part_is_told_in_numbers(agreed_village: Material, dump: Dump) -> None:
    assert dump(agreed_village, "taking-part").splitlines()[1:] == [
        "Contributors answered apart from each other before anything was agreed. They are counted, not named.",
        "  Lead: 1 person",
        "  Contributors: 3 of 4 who were asked",
        "  Moderator: 1 person; from Great Mere town council",
        "  Signatory: 1 person",
        "  Workshop: 20 September 2026",
    ]


def test_agreed_levels_stand_with_what_was_given_apart_the_reason_and_dissent(
    agreed_village: Material, dump: Dump
) -> None:
    unsure = "1 doesn’t know yet"
    assert dump(agreed_village, "agreed").splitlines()[2:] == [
        "  | Question | Given apart | Agreed",
        "    (with the reason, and what those said who see it differently)",
        f"  - 1.1 How far have people learnt what they need? | from 0 to 3 (divided); {unsure} | 1 · Exploring",
        "      Reason: Two of five have had it.",
        f"  - 2.2 How are staff looked after? | from 2 to 3 (close agreement); {unsure} | 3 · Embedding",
        "      Dissent: The volunteers are forgotten.",
        "      Dissent: It stops at weekends.",
        "1 question was agreed without discussion: what people had said apart was the same, or nearly.",
    ]


def test_of_two_answers_nothing_given_apart_is_printed(village: Material, dump: Dump) -> None:
    two = Agreed(
        question="learn-all",
        apart=LevelSpread(counts=(1, 0, 0, 1, 0)),
        responses=Responses(asked=5, answered=2, not_applicable=0, dont_know=1, unanswered=2),
        reason="The lower one.",
    )
    text = dump(replace(village, proceedings=Proceedings(agreed=(two,))), "agreed")
    assert "| Too few answers to show | 1 · Exploring" in text
    assert "without discussion" not in text


def test_where_nothing_was_discussed_there_is_no_table(village: Material, dump: Dump) -> None:
    nobody = Responses(asked=3, answered=0, not_applicable=0, dont_know=0, unanswered=3)
    same = Agreed(question="learn-all", apart=NoView(), responses=nobody)
    text = dump(replace(village, proceedings=Proceedings(agreed=(same,))), "agreed")
    assert text.splitlines()[1:] == [
        "1 question was agreed without discussion: what people had said apart was the same, or nearly."
    ]


def test_moderation_is_told_in_its_order(agreed_village: Material, dump: Dump) -> None:
    assert dump(agreed_village, "moderation").splitlines()[1:] == [
        "[table] Notes of the moderator, in the order they were made",
        "  | Question | Outcome | Note",
        "  - 1.2 How far is the learning used? | Returned to be looked at again | Which visits?",
        "  - 1.2 How far is the learning used? | Accepted | Those of March.",
        "  - 2.2 How are staff looked after? | Backed by evidence lowered to 1 · Exploring | One rota.",
        "  - The whole assessment | Accepted | Well argued.",
    ]


def test_a_signature_stands_with_the_words_that_were_signed(agreed_village: Material, dump: Dump) -> None:
    assert "> We agree with this result. — Signed by A. Mere, chair, on 3 November 2026" in dump(agreed_village)
    facts = build_report(agreed_village, t).cover.facts
    assert ("Signed by", "A. Mere") in facts


def test_a_name_given_twice_stands_once_on_the_cover(agreed_village: Material) -> None:
    facts = build_report(replace(agreed_village, signed_by=("B. Lea", "A. Mere")), t).cover.facts
    assert ("Signed by", "B. Lea and A. Mere") in facts


def test_what_did_not_take_place_has_no_part(village: Material, proceedings: Proceedings) -> None:
    ids = {"taking-part", "agreed", "moderation", "signatures"}
    for nothing in (None, Proceedings()):
        parts = {part.id for part in build_report(replace(village, proceedings=nothing), t).parts}
        assert not parts & ids
    gathered = gather(village.questionnaire, village.sheet, "", proceedings=proceedings)
    assert {part.id for part in build_report(gathered, t).parts} >= ids


def test_without_contributors_nothing_is_said_about_them(village: Material, dump: Dump) -> None:
    lead = Proceedings(took_part=(TookPart(role=Role.LEAD, people=1, asked=1),))
    assert dump(replace(village, proceedings=lead), "taking-part").splitlines()[1:] == ["  Lead: 1 person"]


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (Fraction(1), "close agreement"),
        (Fraction(3, 5), "close agreement"),
        (Fraction(59, 100), "mixed views"),
        (Fraction(3, 10), "mixed views"),
        (Fraction(29, 100), "divided"),
        (Fraction(-1), "divided"),
    ],
)
def test_agreement_is_told_in_words(agreement: Fraction, words: str) -> None:
    assert agreement_words(t, agreement) == words
