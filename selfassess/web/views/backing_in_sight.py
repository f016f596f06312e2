"""What may back the questions of a section, in sight of each, and what the buttons beside it do once all is saved."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, url_for

from selfassess.language import Translator
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_offers import Fit, Offer, backings
from selfassess.services.evidence_use import MOST_PIECES, TooMany, keep_piece, use_evidence
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.web.forms.section import SectionForm
from selfassess.web.security.actors import who
from selfassess.web.views.last_time import LastTime
from selfassess.web.views.sheets import Place
from selfassess.web.views.shown import ShownBacking, ShownOffer
from selfassess.web.wiring import wiring

MOST_IN_SIGHT = 3
"""As many fitting pieces are offered on the question itself; the others on its page."""


def backing_in_sight(here: OpenAssessment, last: LastTime) -> Mapping[str, ShownBacking]:
    """By question, what its part of the page of a section says of evidence."""
    use = wiring()
    found = backings(use.database, who(), here, last.evidence())
    organisation = here.assessment.organisation_id
    return {
        question: ShownBacking(
            offers=tuple(in_sight(offer, use.t) for offer in backing.fitting[:MOST_IN_SIGHT]),
            all=len(backing.offers),
            once=backing.once,
            held={
                here.sheet.answer(question).evidence[number].title: url_for(
                    "evidence.piece", organisation=organisation, evidence=record.id
                )
                for number, record in backing.held.items()
            },
        )
        for question, backing in found.items()
    }


def in_sight(offer: Offer, t: Translator) -> ShownOffer:
    """An offer in words."""
    said = offer.record.said
    dated = t.date(said.dated) if said.dated else t("not dated")
    return ShownOffer(id=offer.record.id, words=f"{said.title} ({dated})", why=why_words(offer, t))


def why_words(offer: Offer, t: Translator) -> str:
    """Why it is offered; empty where it is only there."""
    told = {"title": t.text(offer.title), "period": offer.period, "question": t.text(offer.asked)}
    match offer.fit:
        case Fit.SAME:
            return t("Used for this question in {period}.", **told)
        case Fit.FULL:
            return t("Used in {title} ({period}) for “{question}”, which asks for the same.", **told)
        case Fit.PART:
            return t("Used in {title} ({period}) for “{question}”, which maps in part to this question.", **told)
        case Fit.NONE:
            return ""


def go_to_choose(place: Place, _form: SectionForm, question: str) -> str:
    """After saving: to the page where evidence is chosen."""
    if question not in place.opened.questionnaire.by_id:
        return place.link()
    return url_for("backing.choose", id=place.sheet.id, question=question)


def use_one(place: Place, _form: SectionForm, told: str) -> str:
    """After saving: use the piece that was offered on the question."""
    use, (question, _, record) = wiring(), told.partition(":")
    try:
        done = use_evidence(use.database, who(), place.sheet.id, question, [record], now=use.now())
    except (NotFoundError, NotNowError):
        return place.link()
    flash(used_words(done, use.t))
    return place.link(f"{question}_question", open=question)


def keep_one(place: Place, form: SectionForm, told: str) -> str:
    """After saving: keep a piece that stands on the page for the organisation."""
    use, (question, _, number) = wiring(), told.partition(":")
    piece = form.piece(question, int(number)) if number.isascii() and number.isdigit() and len(number) < 4 else None
    if piece is None:
        flash(use.t("Saved. Say first what the piece is, then keep it for the organisation."))
        return place.link(open=question)
    try:
        keep_piece(use.database, who(), place.sheet.id, question, piece, now=use.now())
    except (NotFoundError, NotNowError):
        return place.link()
    flash(use.t("“{title}” is kept for the organisation, and offered on other questions.", title=piece.title))
    return place.link(f"{question}_question", open=question)


def used_words(done: tuple[str, ...] | TooMany, t: Translator) -> str:
    """What came of using evidence."""
    if isinstance(done, TooMany):
        return t("An answer takes at most {count} pieces of evidence, so nothing was added.", count=MOST_PIECES)
    if not done:
        return t("The answer has it already.")
    return t("Used for this answer: {list}.", list=t.listing([f"“{title}”" for title in done]))
