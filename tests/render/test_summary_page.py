"""The summary for the board stays on one printed page, also where every text in it is as long as authors may write."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.table import renderer_for
from selfassess.report.material import gather

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
    reader = PdfReader(io.BytesIO(renderer_for(".pdf").render(gather(asked, sheet, ""), t)))
    pages = [reader.get_destination_page_number(entry) for entry in reader.outline if isinstance(entry, Destination)]
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination)]
    place = titles.index("Summary for the board")
    assert pages[place + 1] == pages[place] + 1
