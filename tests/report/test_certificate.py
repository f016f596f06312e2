"""What a certificate says: who signed what, when and as what, what it asks for, and that it certifies nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from selfassess.language import Translator
from selfassess.plan import ActionKind
from selfassess.questionnaire.model import Questionnaire, Source
from selfassess.report.blocks import Bullets, Paragraph, Report, Tiles
from selfassess.report.certificate import Certified, certificate
from selfassess.voices.proceedings import Signature

t = Translator()
SIGNED = Signature(name="Ada Okafor", role="Chair", signed_on=date(2026, 3, 12), statement="We sign.")


@pytest.fixture
def certified(make_questionnaire: Callable[..., Questionnaire]) -> Certified:
    questionnaire = make_questionnaire({"learn": {"questions": {"a": {}}}, "care": {"questions": {"b": {}}}})
    return Certified(organisation="Council", framework="The pledge", questionnaire=questionnaire, signature=SIGNED)


def titles(report: Report) -> list[str]:
    return [part.title for part in report.parts]


def said_of_day(report: Report) -> str:
    (tiles,) = (block for part in report.parts for block in part.blocks if isinstance(block, Tiles))
    return tiles.tiles[1].note


def test_it_says_who_signed_what_as_what_and_when(certified: Certified) -> None:
    report = certificate(certified, t)
    assert report.title == "Council has signed “The pledge”"
    assert report.sheet
    words, tiles = report.parts[0].blocks
    assert words == Paragraph(text="“We sign.”", style="lead")
    assert isinstance(tiles, Tiles)
    assert [(one.value, one.note) for one in tiles.tiles] == [("Ada Okafor", "Chair"), ("12 March 2026", "")]
    assert "no accreditation" in str(report.parts[-1].blocks)


def test_a_later_signature_says_when_the_first_was_and_whether_somebody_else_made_it(certified: Certified) -> None:
    again = replace(certified, first_signed_on=date(2024, 5, 3))
    assert said_of_day(certificate(again, t)) == "Signed again; first signed on 3 May 2024"
    changed = replace(again, post_holder_changed=True)
    assert said_of_day(certificate(changed, t)).startswith("Signed again after a change of post-holder")


def test_key_actions_stand_with_their_kind_and_have_no_heading_where_there_are_none(certified: Certified) -> None:
    assert "Key actions for the next 12 months" not in titles(certificate(certified, t))
    actions = (("Meet", ActionKind.NEW), ("Write", ActionKind.CONTINUING))
    (part,) = (one for one in certificate(replace(certified, key_actions=actions), t).parts if one.id == "actions")
    assert part.blocks == (Bullets(items=("Meet (new)", "Write (goes on from before)")),)


def test_sections_that_count_from_one_are_numbered_by_the_list(certified: Certified) -> None:
    assert certified.questionnaire
    sections = certified.questionnaire.sections
    counted = [one.model_copy(update={"number": str(at)}) for at, one in enumerate(sections, 1)]
    numbered = replace(certified, questionnaire=certified.questionnaire.model_copy(update={"sections": tuple(counted)}))
    (first, *_), (plain, *_) = (certificate(one, t).parts[1].blocks for one in (numbered, certified))
    assert isinstance(first, Bullets)
    assert isinstance(plain, Bullets)
    assert (first.ordered, plain.ordered) == (True, False)
    assert len(first.items) == len(plain.items) == len(sections)


def test_what_it_asks_for_is_said_with_its_source_and_left_out_where_nothing_on_offer_says(
    certified: Certified,
) -> None:
    assert certified.questionnaire
    sourced = certified.questionnaire.model_copy(update={"source": Source(title="A pledge", publisher="The region")})
    *_, note = certificate(replace(certified, questionnaire=sourced), t).parts[1].blocks
    assert isinstance(note, Paragraph)
    assert note.text.endswith("The words in full: A pledge, The region.")
    gone = certificate(replace(certified, questionnaire=None), t)
    assert titles(gone) == ["The words that were signed", "What this certificate says"]


def test_a_made_up_organisation_is_marked(certified: Certified) -> None:
    assert certificate(certified, t).marks == ()
    assert certificate(replace(certified, example=True), t).marks == ("Example: made-up data",)
