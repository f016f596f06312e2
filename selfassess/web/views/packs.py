"""Packs of many organisations at once: what they would hold, having them made, how far that is, taking them along."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.render.table import RENDERERS
from selfassess.report.blocks import Column, Table
from selfassess.report.filename import packs_filename
from selfassess.services import packs as services
from selfassess.services.pack_contents import periods_offered
from selfassess.services.pack_files import packed
from selfassess.services.pack_sight import seen_items
from selfassess.services.pack_words import edition_meaning, edition_name
from selfassess.services.packs import RunShown
from selfassess.services.rights import Action
from selfassess.store.pack_items import Edition, ItemState, PackItem, Wanted
from selfassess.store.pack_runs import RunState
from selfassess.store.people import Partnership
from selfassess.web.forms.controls import Choice, Option
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_partnership
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.document_choice import size_words
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("packs")

_PACKS = "/partnerships/<string:partnership>/packs"
_RUN = f"{_PACKS}/<string:run>"
_SEE = in_partnership(Action.SEE_SHARED)
_SEE_RUN = in_partnership(Action.SEE_SHARED, run=services.run_of)
_USUAL = ".pdf"


@routes.get(_PACKS, _SEE)
def packs(partnership: Partnership) -> Response:
    """What packs of a period would hold; the period and format in the address, or the latest, and PDF."""
    form = _form(partnership)
    asked = request.args
    form.fill(
        period=asked.get("period") or _first(form.control("period")),
        format=asked.get("format") or _USUAL,
    )
    return _ask(partnership, form)


def make_again(why: Again, partnership: Partnership) -> Response:
    """The page with what was chosen, where it could not be trusted or kept."""
    return _ask(partnership, _sent(partnership), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_PACKS, _SEE, again=make_again)
def make(partnership: Partnership) -> Response:
    """Have them made; while they are, the same again leads to the same."""
    use, form = wiring(), _sent(partnership)
    period, suffix = form.control("period"), form.control("format")
    if suffix.data not in services.formats():
        suffix.blame(use.t("Choose a format"))
        return _ask(partnership, form, status=WRONG)
    run = services.ask_for_packs(
        use.database, who(), partnership.id, period.data or "", suffix.data, by_job=True, now=use.now()
    )
    if run is None:
        period.blame(use.t("There is nothing to be seen of this period: choose another one"))
        return _ask(partnership, form, status=WRONG)
    use.wake()
    return redirect(url_for("packs.run", partnership=partnership.id, run=run.id), 303)


def _form(partnership: Partnership) -> PlainForm:
    use = wiring()
    t = use.t
    periods = [Option(value=one, label=one) for one in periods_offered(use.database, who(), partnership.id)]
    formats = [Option(value=one, label=t(RENDERERS[one].name)) for one in services.formats()]
    return PlainForm(
        {"period": Choice(t("Period"), options=periods), "format": Choice(t("Format"), options=formats)},
    )


def _sent(partnership: Partnership) -> PlainForm:
    form = _form(partnership)
    form.take(request.form)
    return form


def _first(choice: Choice) -> str:
    return choice.options[0].value if choice.options else ""


def _ask(partnership: Partnership, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    use = wiring()
    t, period, suffix = use.t, form.control("period").data, form.control("format").data
    known = period and suffix in services.formats()
    wanted = services.would_hold(use.database, who(), partnership.id, period, suffix) if known else ()
    return page(
        "packs/ask.html",
        title=t("Packs of every organisation"),
        caption=partnership.name,
        status=status,
        partnership=partnership,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        mailed=who().account is not None,
        period=period,
        wanted=_wanted_table(wanted, t),
        count=len(wanted),
        meanings=[
            (edition_name(t, one), edition_meaning(t, one)) for one in Edition if any(w.edition is one for w in wanted)
        ],
        runs=services.runs_of(use.database, who(), partnership.id),
        back=(Spot(thing=partnership).address, partnership.name),
    )


def _wanted_table(wanted: Sequence[Wanted], t: Translator) -> Table:
    return Table(
        caption=t("What the packs hold"),
        columns=(Column(title=t("Organisation"), width=6), Column(title=t("Edition"), width=4)),
        rows=tuple((one.title, edition_name(t, one.edition)) for one in wanted),
    )


@routes.get(_RUN, _SEE_RUN)
def run(partnership: Partnership, run: RunShown) -> Response:
    """How far it is, what is made, and what could not be."""
    use = wiring()
    t = use.t
    items = seen_items(use.database, who(), run.run.id, t)
    return page(
        "packs/run.html",
        title=t("Packs for {period}", period=run.run.period),
        caption=partnership.name,
        partnership=partnership,
        shown=run,
        done=run.run.state is RunState.DONE,
        cancelled=run.run.state is RunState.CANCELLED,
        failed=[(one.title, one.failure) for one in items if one.state is ItemState.FAILED],
        made=_made_table(items, t),
        size=size_words(sum(one.size or 0 for one in items), t),
        format=t(RENDERERS[run.run.suffix].name),
        keep=services.KEEP_RUNS.days,
        back=(url_for("packs.packs", partnership=partnership.id), t("Packs of every organisation")),
    )


def _made_table(items: Sequence[PackItem], t: Translator) -> Table:
    return Table(
        caption=t("What is made"),
        columns=(
            Column(title=t("Organisation"), width=4),
            Column(title=t("Edition"), width=3),
            Column(title=t("Size"), width=2, kind="number"),
            Column(title=t("SHA-256"), width=6),
        ),
        rows=tuple(
            (one.title, edition_name(t, one.edition), size_words(one.size or 0, t), one.sha256 or "")
            for one in items
            if one.state is ItemState.MADE
        ),
    )


@routes.post(f"{_RUN}/cancel", _SEE_RUN)
def cancel(partnership: Partnership, run: RunShown) -> Response:
    """End it, and forget what was made; what is finished stays what it is."""
    use = wiring()
    left = services.cancel_run(use.database, who(), run.run.id, now=use.now())
    if left.state is RunState.CANCELLED:
        flash(use.t("The packs are cancelled. Nothing of them is kept."))
    else:
        flash(use.t("The packs were made already."))
    return redirect(url_for("packs.run", partnership=partnership.id, run=run.run.id), 303)


@routes.get(f"{_RUN}/packs.zip", _SEE_RUN)
def download(partnership: Partnership, run: RunShown) -> Response:
    """All of them in one archive, sent as it is read, never whole in memory."""
    use = wiring()
    response = Response(packed(use.database, who(), run.run.id, use.t), mimetype="application/zip")
    name = packs_filename(partnership.name, run.run.period)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
