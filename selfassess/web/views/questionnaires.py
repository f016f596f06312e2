"""The start page of a questionnaire: what it is, how long it takes, what is asked, and who sees it."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.web.pages import page
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

MINUTES_A_QUESTION = 1.25
"""Of a group that talks each question over; 48 questions make 60 to 120 minutes in all."""

routes = Routes("questionnaires")


@routes.get("/questionnaires/<string:questionnaire>/<string:version>", SIGNED_IN)
def start(questionnaire: str, version: str) -> Response:
    """What somebody should know before starting."""
    use = wiring()
    offer = use.catalogue().by_name(questionnaire, version)
    if offer is None:
        raise NotFound
    questions = sum(1 for _ in offer.questionnaire.questions())
    return page(
        "questionnaire.html",
        title=use.t.text(offer.questionnaire.title),
        offer=offer,
        questionnaire=offer.questionnaire,
        minutes=max(5, 5 * round(questions * MINUTES_A_QUESTION / 5)),
        back=(url_for("home.home"), use.t("Your assessments")),
    )
