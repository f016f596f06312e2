"""The lead's pages about contributors: who is asked for what, how far they are, asking, reminding, ending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.services.assessments import OpenAssessment
from selfassess.services.contributor_list import Contributor, Contributors, HowFar, contributors_in
from selfassess.services.contributor_reminders import remind_now
from selfassess.services.participating import BEFORE_THE_WORKSHOP, Wanted
from selfassess.services.rights import Action
from selfassess.services.schedule import LONDON
from selfassess.voices.steps import WorkStatus
from selfassess.web.pages import page
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import told
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("contributors")

PER_PAGE = 50

LEAD = in_assessment(Action.RUN_ASSESSMENT)


def list_address(here: OpenAssessment) -> str:
    """The address of the list."""
    return url_for("contributors.contributors", id=here.assessment.id)


def back_to_list(here: OpenAssessment) -> tuple[str, str]:
    """The link back to it."""
    return list_address(here), wiring().t("Contributors")


def today_here() -> date:
    """The day by the calendar on the wall."""
    return wiring().now().astimezone(LONDON).date()


# The list


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One contributor in words. `kind` is the look of the tag."""

    id: str
    name: str
    email: str
    tag: str
    kind: str
    progress: str
    wanted: str
    notes: tuple[str, ...]
    active: bool


@routes.get("/assessments/<string:id>/contributors", LEAD)
def contributors(here: OpenAssessment) -> Response:
    """Who, for what, by when, how far; of very many the page shows some, and those of one state can be chosen."""
    use = wiring()
    if not accounts_exist():
        return _without_accounts(here)
    found = contributors_in(use.database, who(), here.assessment.id)
    state, number = request.args.get("state", ""), request.args.get("page", "1")
    chosen = [one for one in found.contributors if state not in set(HowFar) or one.how_far == state]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    here_now = min(pages, max(1, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1))
    return page(
        "contributors.html",
        title=use.t("Contributors"),
        assessment=here.assessment,
        rows=[_row(here, one, use.t) for one in chosen[(here_now - 1) * PER_PAGE : here_now * PER_PAGE]],
        invited=[(one.name or one.email, wanted_words(here, Wanted(sections=one.sections, due_on=one.due_on), use.t))
                 for one in found.invited],
        states=_states(here, found, state, use.t),
        summary=_summary(found, use.t),
        turn=_turn(here, state, here_now, pages),
        changeable=here.assessment.status in BEFORE_THE_WORKSHOP,
        answering=here.assessment.status is WorkStatus.OPEN,
        back=(url_for("assessments.hub", id=here.assessment.id), use.t("The assessment")),
    )  # fmt: skip


def _without_accounts(here: OpenAssessment) -> Response:
    t = wiring().t
    text = [t("As long as there are no accounts, whoever is at this machine answers alone. To have several people"
              " answer apart, set up accounts first: it takes a minute, and nothing is lost.")]  # fmt: skip
    links = [(url_for("set_up.set_up_page"), t("Set up accounts")),
             (url_for("assessments.hub", id=here.assessment.id), t("The assessment"))]  # fmt: skip
    return told(t("Nobody can be asked yet"), text, links=links)


def _row(here: OpenAssessment, one: Contributor, t: Translator) -> Row:
    part = one.participation
    notes = []
    if not one.here:
        notes.append(t("Has no role here any more. What was finished counts, the rest does not."))
    if part.withdrawn_at:
        notes.append(t("Ended on {day}: their answers do not count.", day=t.date(part.withdrawn_at.date())))
    elif part.finished_at:
        notes.append(t("Finished on {day}", day=t.date(part.finished_at.date())))
    if part.active and not part.finished_at:
        if part.due_on and part.due_on < today_here():
            notes.append(t("The last day is over"))
        if not part.reminders:
            notes.append(t("Wants no reminders"))
        elif part.reminded_at:
            notes.append(t("Reminded on {day}", day=t.date(part.reminded_at.date())))
    words, kind = how_far_words(t)[one.how_far]
    return Row(
        id=part.id,
        name=one.account.name or t("erased person"),
        email=one.account.email or "",
        tag=words,
        kind=kind,
        progress=t("{said} of {asked}", said=one.said, asked=one.asked),
        wanted=wanted_words(here, Wanted(sections=part.sections, due_on=part.due_on), t),
        notes=tuple(notes),
        active=part.active,
    )


def how_far_words(t: Translator) -> Mapping[HowFar, tuple[str, str]]:
    """Where a contributor is, in words, and the look of the tag."""
    return {
        HowFar.NOT_BEGUN: (t("Not begun"), "open"),
        HowFar.BEGUN: (t("Begun"), "going"),
        HowFar.FINISHED: (t("Finished"), "done"),
        HowFar.ENDED: (t("Ended"), "none"),
    }


def wanted_words(here: OpenAssessment, wanted: Wanted, t: Translator) -> str:
    """For which sections, by when: "All sections, until 3 October 2026"."""
    sections = here.questionnaire.sections
    if wanted.sections is None:
        what = t("All sections")
    elif len(wanted.sections) > 2:
        what = t("{count} of {all} sections", count=len(wanted.sections), all=len(sections))
    else:
        what = "; ".join(wording.section_name(t, one) for one in sections if one.id in wanted.sections)
    return t("{what}, until {day}", what=what, day=t.date(wanted.due_on)) if wanted.due_on else what


def _summary(found: Contributors, t: Translator) -> str:
    active = [one for one in found.contributors if one.participation.active]
    finished = sum(one.how_far is HowFar.FINISHED for one in active)
    return t.plural("{finished} of {count} has finished.", "{finished} of {count} have finished.", len(active),
                    finished=finished)  # fmt: skip


def _states(here: OpenAssessment, found: Contributors, state: str, t: Translator) -> list[tuple[str, str, bool]]:
    """The ways to see only some: address, words, whether it is the present one."""
    words, address = how_far_words(t), list_address(here)
    counts = {one: sum(other.how_far is one for other in found.contributors) for one in HowFar}
    all = len(found.contributors)
    ways = [(address, t("Everybody ({count})", count=all), state not in counts)]
    for one in HowFar:
        if 0 < counts[one] < all:
            label = t("{state} ({count})", state=words[one][0], count=counts[one])
            ways.append((f"{address}?state={one}", label, state == one))
    return ways if len(ways) > 1 else []


def _turn(here: OpenAssessment, state: str, number: int, pages: int) -> dict[str, object]:
    def at(other: int) -> str:
        return url_for("contributors.contributors", id=here.assessment.id, state=state or None, page=other)

    return {
        "number": number,
        "pages": pages,
        "before": at(number - 1) if number > 1 else "",
        "after": at(number + 1) if number < pages else "",
    }


@routes.post("/assessments/<string:id>/remind-contributors", LEAD)
def remind(here: OpenAssessment) -> Response:
    """Write to all who have not finished."""
    use = wiring()
    count = remind_now(use.database, who(), here.assessment.id, mail(), now=use.now())
    use.wake()
    none = use.t("Nobody was reminded: all have finished, want no reminders, or were reminded today.")
    flash(use.t.plural("{count} person is reminded.", "{count} people are reminded.", count) if count else none)
    return redirect(list_address(here), 303)


def over(here: OpenAssessment) -> Response:
    """That who takes part cannot be changed any more."""
    t = wiring().t
    text = [t("The workshop has begun, or is over: who took part and what they said stays as it is.")]
    return told(t("Nobody can be asked any more"), text, status=409, links=[back_to_list(here)])
