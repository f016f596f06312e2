"""The report of a partnership for one year: its summary on a page, the whole to read, every format to take along."""

from __future__ import annotations

import re

from flask import url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.render.html import render_html
from selfassess.render.partnership import PARTNERSHIP_RENDERERS
from selfassess.report.filename import partnership_filename
from selfassess.report.partnership.report import partnership_report
from selfassess.report.partnership.summary import summary
from selfassess.report.partnership.year import PartnershipYear
from selfassess.services.partnership_actions import partnership_year
from selfassess.services.rights import Action
from selfassess.store.people import Partnership
from selfassess.web.blocks import shown_blocks
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.headers import nonce
from selfassess.web.security.policies import in_partnership
from selfassess.web.security.routes import Routes
from selfassess.web.views.contributors import today_here
from selfassess.web.views.reading import as_our_page, attachment
from selfassess.web.views.spots import Spot
from selfassess.web.views.steering import nothing_shared
from selfassess.web.views.steering_asked import ways
from selfassess.web.wiring import wiring

routes = Routes("partnership_report")

_REPORT = "/partnerships/<string:partnership>/report/<string:questionnaire>/<string:year>"
_READ = in_partnership(Action.SEE_SHARED)


@routes.get(_REPORT, _READ)
def report(partnership: Partnership, questionnaire: str, year: str) -> Response:
    """The summary, and which formats of the whole there are."""
    use, t = wiring(), wiring().t
    found = _year(partnership, questionnaire, year, on_paper=False)
    if found is None:
        return nothing_shared(partnership)
    notes = {
        ".pdf": t("To print and to hand round; accessible (PDF/UA)"),
        ".html": t("One page that needs nothing else, readable on a phone"),
        ".docx": t("The same with real headings and tables, to go on writing in"),
        ".xlsx": t("Every figure that may be shown, in sheets that explain themselves"),
        ".json": t("Every figure, for other programs"),
        ".csv": t("One row a section, for a spreadsheet"),
    }
    return page(
        "partnership_report.html",
        title=t("Report of the partnership, {year}", year=found.material.year),
        caption=f"{partnership.name} · {t.text(found.material.questionnaire.title)}",
        ways=ways(partnership, questionnaire, found.material.year, "partnership_report.report", t),
        levels=len(found.material.questionnaire.scale),
        summary=shown_blocks(summary(found, t), t, id="summary", frames=use.frames),
        named={"partnership": partnership.id, "questionnaire": questionnaire, "year": year},
        renderers=PARTNERSHIP_RENDERERS,
        notes=notes,
        back=(Spot(thing=partnership).address, partnership.name),
    )


@routes.get(f"{_REPORT}/view", _READ)
def view(partnership: Partnership, questionnaire: str, year: str) -> Response:
    """The report as a page to read."""
    use = wiring()
    found = _year(partnership, questionnaire, year, on_paper=True)
    if found is None:
        return nothing_shared(partnership)
    html = render_html(partnership_report(found, use.t), use.t, nonce(), frames=use.frames)
    here = url_for("partnership_report.report", partnership=partnership.id, questionnaire=questionnaire, year=year)
    return as_our_page(html, (here, use.t("Back to the partnership report")))


@routes.get(f"{_REPORT}/report.<string:suffix>", _READ)
def download(partnership: Partnership, questionnaire: str, year: str, suffix: str) -> Response:
    """The report as a file, in the format that its ending names."""
    use, renderer = wiring(), PARTNERSHIP_RENDERERS.get(f".{suffix}")
    if renderer is None:
        raise NotFound
    found = _year(partnership, questionnaire, year, on_paper=True)
    if found is None:
        return nothing_shared(partnership)
    name = partnership_filename(partnership.name, found.material.year, f".{suffix}")
    return attachment(renderer.render(found, use.t, use.frames), renderer.media_type, name)


def _year(partnership: Partnership, questionnaire: str, year: str, *, on_paper: bool) -> PartnershipYear | None:
    """What there is to see of the year; None where that is nothing, or nothing any more."""
    use = wiring()
    if not re.fullmatch("[1-9][0-9]{3}", year):
        raise NotFound
    return partnership_year(
        use.database,
        who(),
        partnership.id,
        questionnaire,
        year=int(year),
        t=use.t,
        today=today_here(),
        on_paper=on_paper,
    )
