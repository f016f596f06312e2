"""The summary for the board stays on one printed page, also where every text in it is as long as authors may write."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan, Owner
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.table import renderer_for
from selfassess.report.material import Material, gather
from selfassess.report.plans import Plans

PROMPT = (
    "How far do the people who use our services, their families and the wider community take part in the decisions "
    "that we make about them?"
)
ACTION = (
    "Ask five people who use our services what made it easy or hard to come in, and write down what they said to us."
)
TITLE = "Compassionate leadership and everybody’s wellbeing at work"
t = Translator()


@pytest.mark.parametrize("level", [1, None], ids=["answered", "open"])
@pytest.mark.parametrize("first", [3, None], ids=["strong", "nothing"])
@pytest.mark.parametrize("count", [1, 2, 3, 8, 14, 20, 25])
def test_the_summary_takes_one_page(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    count: int,
    first: Any,
    level: Any,
) -> None:
    actions = tuple({"from": start, "do": ACTION, "effort": "low"} for start in range(4))
    sections = {
        f"s{at}": {"title": TITLE, "number": str(at), "questions": {f"q{at}": {"prompt": PROMPT, "actions": actions}}}
        for at in range(1, count + 1)
    }
    asked = make_questionnaire(sections, evidence=({"level": 1},))
    sheet = make_sheet({f"q{at}": level for at in range(2, count + 1)} | {"q1": first})
    assert pages_of_summary(gather(asked, sheet, "")) == 1


@pytest.mark.parametrize("count", [2, 3, 8, 20])
@pytest.mark.parametrize("words", [ACTION * 5, "https://example.org/" * 25], ids=["words", "one long word"])
def test_key_actions_as_long_as_they_may_be_leave_it_one_page(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    make_action: Callable[..., Action],
    make_plan: Callable[..., ActionPlan],
    count: int,
    words: str,
) -> None:
    sections = {f"s{at}": {"title": TITLE, "number": str(at), "questions": {f"q{at}": {"prompt": PROMPT}}}
                for at in range(1, count + 1)}  # fmt: skip
    lead = Owner(account="a", name=words[:120], present=False)
    key = {"key": True, "owner": lead, "due_on": date(2026, 9, 30)}
    plan = make_plan(*(make_action(str(at), text=words[:500], **key) for at in range(5)))
    plans = Plans(current=plan, before=None, today=date(2026, 11, 30))
    asked = make_questionnaire(sections, evidence=({"level": 1},))
    sheet = make_sheet({f"q{at}": 3 for at in range(1, count + 1)})
    assert pages_of_summary(gather(asked, sheet, "", plans=plans)) == 1


def pages_of_summary(material: Material) -> int:
    """How many printed pages it takes."""
    reader = PdfReader(io.BytesIO(renderer_for(".pdf").render(material, t)))
    pages = [reader.get_destination_page_number(entry) for entry in reader.outline if isinstance(entry, Destination)]
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination)]
    place = titles.index("Summary for the board")
    return pages[place + 1] - pages[place]
