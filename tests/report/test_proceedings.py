"""What a report says about how its result was reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.language import Translator
from selfassess.report.material import Material, gather
from selfassess.report.report import build_report
from selfassess.report.voice_words import agreement_words
from selfassess.voices.proceedings import Agreed, ModerationNote, Outcome, Proceedings, TookPart
from selfassess.voices.steps import Role
from selfassess.voices.views import LevelSpread, NoView, Responses, ValueSpread

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
        "  Moderator: 1 person",
        "  Signatory: 1 person",
        "  Workshop: 20 September 2026",
    ]


def test_agreed_levels_stand_with_what_was_given_apart_the_reason_and_dissent(
    agreed_village: Material, dump: Dump
) -> None:
    assert dump(agreed_village, "agreed").splitlines()[2:] == [
        "  | Question | Given apart | Agreed",
        "    (with the reason, and what those said who see it differently)",
        "  - 1.1 How far have people learnt what they need? | divided | 1 · Exploring",
        "      Reason: Two of five have had it.",
        "  - 2.2 How are staff looked after? | close agreement | 3 · Embedding",
        "      Dissent: The volunteers are forgotten.",
        "      Dissent: It stops at weekends.",
        (
            "(small) Of what people gave apart, no level is printed that fewer than 3 of them gave, and nothing in"
            " their own words."
        ),
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


def told(village: Material, dump: Dump, *agreed: Agreed) -> str:
    return dump(replace(village, proceedings=Proceedings(agreed=agreed)), "agreed")


def level_given(*counts: int, question: str = "learn-all", **more: Any) -> Agreed:
    people = sum(counts)
    counted = Responses(asked=people, answered=people, not_applicable=0, dont_know=0, unanswered=0)
    return Agreed(question=question, apart=LevelSpread(counts=counts), responses=counted, **more)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((1, 0, 0, 2, 0), "divided"),
        ((3, 0, 1, 0, 2), "divided"),
        ((3, 0, 1, 0, 3), "from 0 to 4 (divided)"),
        ((0, 0, 0, 3, 0), "all at 3"),
        ((0, 0, 0, 2, 0), "Too few answers to show"),
    ],
)
def test_no_level_is_printed_that_one_or_two_people_alone_gave(
    village: Material, dump: Dump, counts: tuple[int, ...], words: str
) -> None:
    text = told(village, dump, level_given(*counts, dissent=("No.",)))
    assert f"| {words} | 1 · Exploring" in text


def test_what_people_wrote_apart_is_not_printed(gathered: Callable[..., Material], dump: Dump) -> None:
    material = gathered({"c1": {"questions": {"a": {}, "b": {"type": "text"}}}}, {"a": 1, "b": "Both"})
    counted = Responses(asked=4, answered=4, not_applicable=0, dont_know=0, unanswered=0)
    spread = ValueSpread(values=(("Only Ann would say so", 1), ("Both", 3)))
    text = told(material, dump, Agreed(question="b", apart=spread, responses=counted, reason="Ann is right."))
    assert "Only Ann" not in text
    assert "| Not printed | " in text
    assert "Reason: Ann is right." in text


def test_whether_it_was_discussed_is_told_by_what_was_said_apart(village: Material, dump: Dump) -> None:
    with_reason = level_given(0, 2, 2, 0, 0, reason="The lower one, as we do.")
    assert "[table]" not in told(village, dump, with_reason)
    assert "1 question was agreed without discussion" in told(village, dump, with_reason)
    without_reason = level_given(2, 0, 0, 2, 0)
    assert "1.1 How far have people learnt what they need?" in told(village, dump, without_reason)
    another_level = level_given(0, 0, 0, 2, 2)
    assert "[table]" in told(village, dump, another_level)


def test_that_it_does_not_apply_is_agreed_without_discussion_where_one_person_was_asked(
    gathered: Callable[..., Material], dump: Dump
) -> None:
    material = gathered({"c1": {"questions": {"a": {}, "b": {}}}}, {"a": "-", "b": 1})
    one = Responses(asked=1, answered=0, not_applicable=1, dont_know=0, unanswered=0)
    assert "[table]" not in told(material, dump, Agreed(question="a", apart=NoView(), responses=one))
    assert "[table]" in told(material, dump, Agreed(question="b", apart=NoView(), responses=one))
    three = replace(one, asked=3, not_applicable=3)
    assert "[table]" in told(material, dump, Agreed(question="a", apart=NoView(), responses=three))


def test_an_answer_that_was_changed_after_the_workshop_stands_without_the_old_reason(
    village: Material, dump: Dump
) -> None:
    changed = level_given(0, 2, 2, 0, 0, reason="Old reason.", dissent=("Old dissent.",), changed=True)
    text = told(village, dump, changed)
    assert "Changed since: The answer was changed after the workshop." in text
    assert "Old" not in text


def test_where_everything_was_near_there_is_no_table(village: Material, dump: Dump) -> None:
    text = told(village, dump, level_given(0, 3, 0, 0, 0))
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
        "  - The whole assessment | A note on the whole | Well argued.",
    ]


def test_answers_accepted_without_a_note_are_counted(village: Material, dump: Dump) -> None:
    quiet = tuple(
        ModerationNote(question=one, outcome=Outcome.ACCEPTED, note="")
        for one in ("learn-all", "learn-use", "learn-use")
    )
    text = dump(replace(village, proceedings=Proceedings(notes=quiet)), "moderation")
    assert text.splitlines()[1:] == ["The moderator accepted 2 answers without a note."]


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


def test_where_nobody_of_those_asked_has_answered_it_is_not_said_that_they_did(village: Material, dump: Dump) -> None:
    asked = Proceedings(took_part=(TookPart(role=Role.CONTRIBUTOR, people=0, asked=2),), workshop_on=date(2026, 9, 20))
    assert dump(replace(village, proceedings=asked), "taking-part").splitlines()[1:] == [
        "  Contributors: 0 of 2 who were asked",
        "  Workshop: 20 September 2026",
    ]


def test_the_day_of_the_workshop_stands_alone_where_nothing_else_is_recorded(village: Material, dump: Dump) -> None:
    day = Proceedings(workshop_on=date(2026, 9, 20))
    lines = dump(replace(village, proceedings=day), "taking-part").splitlines()[1:]
    assert lines == ["  Workshop: 20 September 2026"]


def test_where_several_people_came_from_is_told(village: Material, dump: Dump) -> None:
    two = Proceedings(took_part=(TookPart(role=Role.MODERATOR, people=2, asked=2, about="from Great Mere"),))
    assert "  Moderators: 2 people; from Great Mere" in dump(replace(village, proceedings=two), "taking-part")


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
