"""What is listed of a partnership: sections far along and early on, who signed, and actions taken together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.views import NamedResult, Signatory
from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.plan.together import ActionsTogether, Chosen, Stuck, Theme
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Bullets, Paragraph, Table
from selfassess.report.partnership.actions import actions
from selfassess.report.partnership.common import gaps, strengths
from selfassess.report.partnership.signed import signed_table

from .partnerships import Organisation, Shared, counted, figure, named

t = Translator()
WITHHELD = "withheld: fewer than 5 organisations"
Make = Callable[..., Questionnaire]


def told(blocks: tuple[Bullets | Paragraph]) -> tuple[str, ...]:
    (block,) = blocks
    return block.items if isinstance(block, Bullets) else (block.text,)


def test_sections_where_most_are_far_along_and_at_the_beginning_are_named_by_their_share(asked: Questionnaire) -> None:
    organisations = [*named(2, {2026: (1, 3, 1)}), *named(1, {2026: (1, 0)})]
    cells = Shared(asked, organisations).material(2026).cells
    assert told(strengths(asked, cells, t)) == ("1. care: 2 of 3 organisations at 3 · Level 3 or higher",)
    assert told(gaps(asked, cells, t)) == (
        "2. learn: 2 of 2 organisations at 1 · Level 1 or lower",
        "1. care: 1 of 3 organisations at 1 · Level 1 or lower",
    )


def test_where_nobody_is_far_or_early_or_nothing_is_shown_a_sentence_says_so(asked: Questionnaire) -> None:
    middle = Shared(asked, named(1, {2026: (2, 2, 2)})).material(2026).cells
    assert told(strengths(asked, middle, t)) == ("No organisation is at 3 · Level 3 or higher in any section yet.",)
    assert told(gaps(asked, middle, t)) == ("Every organisation is beyond 1 · Level 1 in every section.",)
    nothing = Shared(asked, counted(2, {2026: (2, 2, 2)})).material(2026).cells
    assert told(strengths(asked, nothing, t)) == told(gaps(asked, nothing, t)) == (f"Every section: {WITHHELD}.",)


def test_on_a_short_scale_its_top_is_far_along(make_questionnaire: Make) -> None:
    short = make_questionnaire({"care": {"questions": {"q": {}}}}, top=2)
    this = {2026: {"care": figure(100, 2)}}
    cells = Shared(short, [Organisation("Mere", "council", Choice.STEERING, this)]).material(2026).cells
    assert told(strengths(short, cells, t)) == ("care: 1 of 1 organisation at 2 · Level 2",)


def test_who_signed_is_told_or_that_nobody_did(asked: Questionnaire, signed_row: NamedResult) -> None:
    rows = (signed_row, replace(signed_row, name="Other", signatory=None))
    assert signed_table(rows, t).rows == (
        ("Mere", "A. Mere", "chair", "3 November 2026"),
        ("Other", "Agreed without a signature", "–", "–"),
    )


@pytest.fixture
def signed_row(asked: Questionnaire) -> NamedResult:
    signatory = Signatory(name="A. Mere", role="chair", signed_on=date(2026, 11, 3))
    (row,) = Shared(asked, [replace(named(1, {2026: (1,)})[0], name="Mere", signatory=signatory)]).material(2026).rows
    return row


STATUSES = dict(zip(ActionStatus, (1, 2, 3, 4), strict=True))


THEME = Theme(section="care", organisations=2, actions=10, statuses=STATUSES, stuck=2)


STUCK = Stuck(organisation="Mere", text="Walk", sections=("care", "learn"), due_on=date(2026, 1, 2), carried=False)


PLANNED = ActionsTogether(
    organisations=4,
    planning=3,
    actions=12,
    themes=(THEME, replace(THEME, section=None)),
    chosen=(Chosen(text="Meet", organisations=3, done=1),),
    stuck=(STUCK, replace(STUCK, sections=(), carried=True), replace(STUCK, due_on=None, carried=True)),
)


def test_actions_are_told_by_section_by_choice_and_where_they_do_not_get_on(asked: Questionnaire) -> None:
    lead, *blocks = actions(asked, PLANNED, t)
    assert lead == Paragraph(
        text="3 of 4 organisations that are seen by name have planned actions. Of 12 actions in all, 3 are stuck.",
        style="lead",
    )
    themes, chosen, stuck = (block for block in blocks if isinstance(block, Table))
    assert themes.rows == (
        ("1. care", "2", "10", "1", "2", "3", "4", "2"),
        ("No section named", "2", "10", "1", "2", "3", "4", "2"),
    )
    assert chosen.rows == (("Meet", "3", "1"),)
    assert stuck.rows == (
        ("Mere", "Walk", "1. care and 2. learn", "Overdue since 2 January 2026"),
        ("Mere", "Walk", "No section named", "Overdue since 2 January 2026, carried over"),
        ("Mere", "Walk", "1. care and 2. learn", "Carried over, not begun"),
    )


def test_long_lists_of_actions_are_cut_and_say_how_many_more_there_are(asked: Questionnaire) -> None:
    chosen = tuple(Chosen(text=f"Meet {at}", organisations=2, done=0) for at in range(11))
    blocks = actions(asked, replace(PLANNED, chosen=chosen, stuck=(STUCK,) * 25), t)
    assert [len(block.rows) for block in blocks if isinstance(block, Table)] == [2, 10, 20]
    notes = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "1 more is in the data files of this report." in notes
    assert "5 more are in the data files of this report." in notes


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            replace(PLANNED, organisations=0),
            "No organisation is seen by name, so nothing can be said of what they plan.",
        ),
        (
            replace(PLANNED, organisations=1, planning=0, actions=0),
            "0 of 1 organisation that is seen by name has planned actions.",
        ),
        (
            replace(PLANNED, actions=2, stuck=()),
            "3 of 4 organisations that are seen by name have planned actions. Of 2 actions in all, none is stuck.",
        ),
        (
            replace(PLANNED, actions=1, stuck=(STUCK,)),
            "3 of 4 organisations that are seen by name have planned actions. Of 1 action in all, 1 is stuck.",
        ),
    ],
)
def test_how_much_is_planned_is_one_sentence(asked: Questionnaire, found: ActionsTogether, words: str) -> None:
    lead = actions(asked, replace(found, themes=(), chosen=()), t)[0]
    assert lead == Paragraph(text=words, style="lead")
