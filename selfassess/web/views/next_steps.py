"""What would lift each section a stage, and what that would do to the figures: chosen by ticking, before any plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from werkzeug import Response

from selfassess.plan.suggestions import quick_wins, suggested_routes, suggestions_in
from selfassess.plan.what_if import WhatIf, what_if
from selfassess.report.material import gather
from selfassess.scoring import score
from selfassess.services.assessments import OpenAssessment
from selfassess.services.plans import current_plan
from selfassess.services.rights import Action
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.next_steps_shown import Showing
from selfassess.web.views.raising import NAME, Asked, read, written
from selfassess.web.views.what_if_shown import Beside, chosen_words, side_by_side
from selfassess.web.wiring import wiring

MOST_WINS = 5
"""Quick wins on the page; the others are among the questions of their sections."""

routes = Routes("next_steps")


@routes.get("/assessments/<string:id>/next-steps", in_assessment(Action.SEE_ANSWERS))
def next_steps(here: OpenAssessment) -> Response:
    """`raise` in the address, any number of times, is what is chosen: question and level, such as `c1-learning.2`."""
    asked = read(here.questionnaire, request.args.getlist(NAME))
    if not asked.tidy:
        return redirect(_address(here, asked.levels), 303)
    questionnaire, sheet = here.questionnaire, here.sheet
    card = score(questionnaire, sheet, here.assessment.sha256)
    seen = what_if(questionnaire, sheet, card, asked.levels)
    use = wiring()
    plan = current_plan(use.database, who(), here.assessment.organisation_id, questionnaire.id)
    showing = Showing(use.t, questionnaire, seen, suggestions_in(plan))
    shown = [showing.route(one) for one in suggested_routes(questionnaire, sheet, card)]
    return page(
        "next_steps/page.html",
        title=use.t("Next steps"),
        assessment=here.assessment,
        questionnaire=questionnaire,
        card=card,
        seen=seen,
        chosen=chosen_words(use.t, questionnaire, seen),
        sides=_sides(here, seen),
        left_out=_left_out(asked, seen),
        wins=[showing.win(one) for one in quick_wins(questionnaire, sheet, card)[:MOST_WINS]],
        routes=shown,
        ticked={move.question for one in shown for move in one.moves if move.ticked},
        elsewhere=showing.elsewhere({one.section.id for one in shown}),
        name=NAME,
        values=written(seen.levels),
        may_plan=Action.KEEP_PLAN in here.may,
        back=(url_for("assessments.hub", id=here.assessment.id), use.t("All sections")),
    )


def _address(here: OpenAssessment, levels: Mapping[str, int]) -> str:
    chosen: dict[str, Any] = {NAME: written(levels)}
    return url_for("next_steps.next_steps", id=here.assessment.id, **chosen)


def _sides(here: OpenAssessment, seen: WhatIf) -> tuple[Beside, ...]:
    """The figures beside each other; nothing where nothing is chosen."""
    if not seen.levels:
        return ()
    sheets = (here.sheet, seen.sheet)
    now, then = (gather(here.questionnaire, sheet, here.assessment.sha256) for sheet in sheets)
    return side_by_side(wiring().t, now, then)


def _left_out(asked: Asked, seen: WhatIf) -> str:
    """What of the address says nothing here, or nothing any more."""
    t, there = wiring().t, len(asked.levels) - len(seen.levels)
    told = [
        t.plural(
            "One choice of this address is left out: the question stands at that level already.",
            "{count} choices of this address are left out: the questions stand at those levels already.",
            there,
        )
        if there
        else "",
        t("A part of this address fits no question here and is left out.") if asked.strange else "",
    ]
    return " ".join(filter(None, told))
