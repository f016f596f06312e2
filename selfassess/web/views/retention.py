"""How long things are kept: what is set, what that would delete, and deleting it; for administrators."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.services.expiring import Due, delete_expired, due_now, look_ahead
from selfassess.services.retention import LONGEST, Period, PeriodSetMeanwhile, period_for, periods_in_force, set_period
from selfassess.services.retention_words import by_itself, held_words, kind_words, kinds_there, length
from selfassess.web.forms.controls import Hidden, Line
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import ADMINISTRATOR, administrator
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.wiring import wiring

routes = Routes("retention")

_ONE = administrator(period=period_for)
MOST_NAMED = 20
"""Of what would go, so many are listed."""
MOST_AT_ONCE = 200
"""Deleted by one press of the button, so that nobody waits for the page for long; a job of the night has no end."""


@routes.get("/administration/retention", ADMINISTRATOR)
def retention() -> Response:
    """Every period, and what would go by it now."""
    use = wiring()
    alone = not accounts_exist()
    return page(
        "retention/list.html",
        title=use.t("How long things are kept"),
        kinds={kind: kind_words(use.t, kind) for kind in kinds_there(alone=alone)},
        periods=periods_in_force(use.database),
        due={one.kind: one for one in due_now(use.database, who(), now=use.now())},
        by_itself=by_itself(use.t, alone=alone),
        tells=not alone,
        length=length,
        held_words=held_words,
        most=MOST_NAMED,
        at_once=MOST_AT_ONCE,
        back=(url_for("administration.administration"), use.t("Administration")),
    )


@routes.post("/administration/retention", ADMINISTRATOR)
def delete() -> Response:
    """Delete what is over now, instead of in the coming night."""
    use = wiring()
    count = sum(delete_expired(use.database, who(), most=MOST_AT_ONCE, now=use.now()).values())
    done = use.t.plural("{count} thing whose time was over is deleted.",
                        "{count} things whose time was over are deleted.", count)  # fmt: skip
    flash(done if count else use.t("Nothing was over any more."))
    return redirect(url_for("retention.retention"), 303)


def _form(t: Translator, period: Period) -> PlainForm:
    suggested = kind_words(t, period.kind).suggested
    hint = t("Leave it empty to keep them without end. Often it is {suggested} months.", suggested=suggested)
    months = Line(t("Keep them for"), hint=hint, width="3", mode="numeric", suffix=t("months"), longest=4)
    return PlainForm({"months": months, "seen": Hidden(), "confirmed": Hidden()})


def _typed(period: Period) -> PlainForm:
    form = _form(wiring().t, period)
    form.take(request.form)
    return form


@routes.get("/administration/retention/<string:period>", _ONE)
def edit(period: Period) -> Response:
    """The period of one kind, to be changed."""
    form = _form(wiring().t, period)
    form.fill(months=period.months, seen=period.revision)
    return _ask(period, form)


def edit_again(why: Again, period: Period) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask(period, _typed(period), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/administration/retention/<string:period>", _ONE, again=edit_again)
def keep(period: Period) -> Response:
    """Set it; where it would delete something at once, show that first."""
    use, form = wiring(), _typed(period)
    control = form.control("months")
    months = _months(control.data)
    if not control.is_empty and months is None:
        control.blame(use.t("Enter a number of months from 1 to {most}", most=LONGEST))
        return _ask(period, form, status=WRONG)
    due = look_ahead(use.database, who(), period.kind, months, now=use.now())
    if due.goes and form.control("confirmed").data != str(months):
        form.control("confirmed").data = str(months)
        return _ask(period, form, due=due)
    done = set_period(use.database, who(), period.kind, months, seen=form.control("seen").number, now=use.now())
    if isinstance(done, PeriodSetMeanwhile):
        form.control("seen").data = str(done.now.revision)
        return _ask(done.now, form, status=409, trouble=_meanwhile(use.t, done.now))
    flash(use.t("It is set. Nothing is deleted before the coming night.") if due.goes else use.t("It is set."))
    return redirect(url_for("retention.retention"), 303)


def _months(typed: str) -> int | None:
    """So many; None where that is no number of months that can be set."""
    known = typed.isascii() and typed.isdigit() and len(typed) <= len(str(LONGEST)) and 1 <= int(typed) <= LONGEST
    return int(typed) if known else None


def _meanwhile(t: Translator, now: Period) -> str:
    holds = length(t, now.months) if now.months else t("no end")
    return t("Somebody else set it while you were here: it is {holds} now. Save again to set what you typed.",
             holds=holds)  # fmt: skip


def _ask(period: Period, form: PlainForm, *, status: int = 200, trouble: str = "", due: Due | None = None) -> Response:
    t = wiring().t
    words = kind_words(t, period.kind)
    return page(
        "retention/edit.html",
        title=words.name,
        status=status,
        period=period,
        words_of=words,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        due=due,
        held_words=held_words,
        most=MOST_NAMED,
        back=(url_for("retention.retention"), t("How long things are kept")),
    )
