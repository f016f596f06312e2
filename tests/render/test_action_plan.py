"""A printed plan of many actions with long texts: everything that was said is in it, and it conforms to PDF/UA-1."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan, ActionStatus, Note, Owner
from selfassess.render.table import renderer_for
from selfassess.report.material import Material
from selfassess.report.plans import Plans

LONG = (
    "Bring together the people who use our services, the voluntary organisations around us and our own teams, to go "
    "through every letter, form and waiting room with them, and change within three months whatever they say made it "
    "harder to come in, to be heard or to ask for help, in the order that they choose themselves."
)
STATUSES = list(ActionStatus)


@pytest.fixture
def many(make_action: Callable[..., Action], make_plan: Callable[..., ActionPlan]) -> Callable[[int], ActionPlan]:
    """`many(40)`: so many actions of every status, each with a number of its own in every text."""

    def build(count: int) -> ActionPlan:
        made = []
        for at in range(count):
            status = STATUSES[at % 4]
            ended = {"ended_on": date(2027, 5, 1)} if status in (ActionStatus.DONE, ActionStatus.STOPPED) else {}
            reason = {"reason": f"reason-{at} {LONG}"} if status is ActionStatus.STOPPED else {}
            said = {"text": f"text-{at} {LONG}", "measure": f"measure-{at} {LONG}", "questions": ("a", "e")}
            note = Note(number=1, noted_on=date(2027, 3, 1), text=f"note-{at} {LONG}", status=ActionStatus.UNDER_WAY)
            lead = {"owner": Owner(account=None, name=f"lead-{at} of workforce development"), "notes": (note,)}
            made.append(make_action(str(at), key=at < 2, status=status, **ended, **reason, **said, **lead))
        return make_plan(*made)

    return build


def test_forty_long_actions_are_printed_whole(
    material_saying: Callable[..., Material], many: Callable[[int], ActionPlan], sound_pdf: Callable[[bytes], bytes]
) -> None:
    plan = many(40)
    last = replace(plan, starts_on=date(2025, 11, 1), ends_on=date(2026, 10, 31), actions=plan.actions[:8])
    material = material_saying("Words", plans=Plans(current=plan, before=last, today=date(2027, 9, 1)))
    pdf = sound_pdf(renderer_for(".pdf").render(material, Translator()))
    found = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())
    for action in plan.actions:
        for text in (action.measure, action.reason, action.notes[0].text):
            assert text in found
        # Beside other columns the lines of the cells take turns.
        assert f"text-{action.id}" in found
        assert f"lead-{action.id}" in found
