"""Starting the next assessment from a finished one: its facts taken over, its answers in sight, none of them copied."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from selfassess.comparison import pair
from selfassess.services.assessments import OpenAssessment
from selfassess.services.catalogue import Offer
from selfassess.services.next_year import Following, following, latest_finished, newest, next_period, proposed
from selfassess.services.rights import Action
from selfassess.services.starting import start_assessment, startable
from selfassess.store.model import Assessment
from selfassess.web.forms.details import DetailsForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.wiring import wiring

routes = Routes("next_year")

_RULE = "/assessments/<string:id>/next"
_RUN = in_assessment(Action.RUN_ASSESSMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A link to what comes after an assessment: the one that is there, or the page that starts one."""

    address: str
    words: str
    there: bool = False


def next_of(this: Assessment) -> Next | None:
    """For whoever may start one of its organisation, once the work on this one is done; else None."""
    use = wiring()
    found = following(use.database, who(), this, today=use.now().date())
    if found is None:
        return None
    if found.there is not None:
        words = use.t("Go on with {period}", period=found.there.details.period)
        return Next(address=url_for("assessments.hub", id=found.there.id), words=words, there=True)
    return _start_link(this.id, found.details.period)


def nexts_among(assessments: Iterable[Assessment], may: frozenset[str] | None) -> dict[str, Next]:
    """By id, for those of a list that nothing follows; `may` are the organisations where one may be started."""
    every = [one for one in assessments if may is None or one.organisation_id in may]
    return {id: _start_link(id, next_period(details.period)) for id, details in latest_finished(every).items()}


def may_start_in() -> frozenset[str] | None:
    """Where whoever looks may start one; None: anywhere."""
    return startable(wiring().database, who())


def _start_link(id: str, period: str) -> Next:
    t = wiring().t
    words = t("Start {period} from this", period=period) if period else t("Start the next one from this")
    return Next(address=url_for("next_year.begin", id=id), words=words)


@routes.get(_RULE, _RUN)
def begin(here: OpenAssessment) -> Response:
    """Period, day and facts proposed, to be changed; and what is asked differently."""
    use, offer = wiring(), _offer(here)
    if offer is None:
        return _no_offer(here)
    form = _form(here, offer)
    today = use.now().date()
    form.fill(proposed(here.assessment, today), today=today, token=secrets.token_urlsafe(24))
    return _ask(here, offer, form)


def again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    offer = _offer(here)
    if offer is None:
        return _no_offer(here)
    return _ask(here, offer, _typed(here, offer), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_RULE, _RUN, again=again)
def start(here: OpenAssessment) -> Response:
    """Make it, of the same organisation; the same form sent twice makes one."""
    use, offer, this = wiring(), _offer(here), here.assessment
    if offer is None:
        return _no_offer(here)
    form = _typed(here, offer)
    details, day = form.details(), form.control("assessed_on")
    if details is not None and details.assessed_on <= this.details.assessed_on:
        day.blame(use.t("Give a day after {day}, the one of {period}: else the two cannot stand side by side",
                        day=use.t.date(this.details.assessed_on), period=this.details.period))  # fmt: skip
    if details is None or day.errors or not form.token:
        return _ask(here, offer, form, status=422)
    made = start_assessment(
        use.database, who(), offer, details, organisation=this.organisation_id, token=form.token, now=use.now()
    )
    return redirect(url_for("assessments.hub", id=made.id), 303)


def _offer(here: OpenAssessment) -> Offer | None:
    return newest(wiring().catalogue(), here.assessment.questionnaire)


def _form(here: OpenAssessment, offer: Offer) -> DetailsForm:
    return DetailsForm(offer.questionnaire, wiring().t, whose=here.assessment.details.organisation)


def _typed(here: OpenAssessment, offer: Offer) -> DetailsForm:
    form = _form(here, offer)
    form.take(request.form)
    return form


def _ask(here: OpenAssessment, offer: Offer, form: DetailsForm, *, status: int = 200, trouble: str = "") -> Response:
    use, this = wiring(), here.assessment
    found = following(use.database, who(), this, today=use.now().date())
    return page(
        "next_year.html",
        title=use.t("Start the next assessment"),
        caption=f"{use.t.text(offer.questionnaire.title)} · {this.details.organisation}",
        status=status,
        period=this.details.period,
        unfinished=this.agreed_at is None,
        versions=_versions(here, offer),
        there=_there(found),
        form=form,
        faults=form.faults(),
        trouble=trouble,
        action=url_for("next_year.start", id=this.id),
        back=(url_for("assessments.hub", id=this.id), this.details.period),
    )


def _there(found: Following | None) -> tuple[str, str] | None:
    if found is None or found.there is None:
        return None
    return url_for("assessments.hub", id=found.there.id), found.there.details.period


def _versions(here: OpenAssessment, offer: Offer) -> str:
    """Whether it asks the same, and how much of it is asked differently."""
    use, then, now = wiring(), here.questionnaire, offer.questionnaire
    if offer.sha256 == here.assessment.sha256:
        return use.t("It asks what {period} asked.", period=here.assessment.details.period)
    found = pair(now, then, use.catalogue().versions_of(now.id))
    same = use.t.plural("{count} question is asked as before", "{count} questions are asked as before",
                        len(found.earlier))  # fmt: skip
    other = use.t.plural("{count} is new or asked differently", "{count} are new or asked differently",
                         len(found.unpaired_now))  # fmt: skip
    return use.t("It uses version {now} of the questionnaire; {period} used {then}. {same}, {other}.",
                 now=now.version, then=then.version, period=here.assessment.details.period,
                 same=same, other=other)  # fmt: skip


def _no_offer(here: OpenAssessment) -> Response:
    t, this = wiring().t, here.assessment
    return page(
        "account/told.html",
        title=t("The next assessment cannot be started"),
        text=[t("No version of this questionnaire is on offer any more: {name}. Ask the person who set this program up"
                " to put its file back.", name=this.questionnaire)],
        links=[(url_for("assessments.hub", id=this.id), this.details.period)],
    )  # fmt: skip
