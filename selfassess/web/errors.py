"""What went wrong, said in the look of every other page: what it means, what is safe, what to do next."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, ServiceUnavailable

from selfassess.language import Translator
from selfassess.services.place_words import role_words
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError, UnreadableQuestionnaireError
from selfassess.services.status_words import status_means
from selfassess.store.people import Role
from selfassess.store.problem import StoreProblem
from selfassess.web.pages import page
from selfassess.web.security.actors import request_id
from selfassess.web.security.guard import StrangeHostError
from selfassess.web.security.routes import Admitted, Again
from selfassess.web.wiring import wiring


def messages(t: Translator) -> dict[int, tuple[str, str]]:
    """Title and explanation by status."""
    return {
        400: (
            t("This request could not be understood"),
            t("Nothing was changed. Go back, reload the page and try again."),
        ),
        403: (
            t("You cannot open this page"),
            t("This page is only for people who use this program on the machine it runs on."),
        ),
        404: (
            t("There is no such page"),
            t("The address may be mistyped, or what was here has been deleted. Start again from your assessments."),
        ),
        405: (
            t("This page cannot be used like that"),
            t("Nothing was changed. The address is for sending a form. Open the page and use the buttons on it."),
        ),
        409: (
            t("Somebody else changed this meanwhile"),
            t("Nothing of yours was saved. Go back, reload the page and try again."),
        ),
        413: (
            t("That is too much to take in at once"),
            t("Nothing was saved. A form may hold up to 1 MB of text, a file up to 2 MB. Go back and shorten it."),
        ),
        500: (
            t("Something went wrong on our side"),
            t("What you saved before is safe. Go back and try again. If it happens again, ask for help."),
        ),
        503: (
            t("The answers cannot be reached just now"),
            t("What you saved before is safe. Wait a moment, then go back and try again."),
        ),
    }


def install_errors(app: Flask) -> None:
    """Show every failure as a page; what nobody foresaw is also logged, with its traceback."""
    app.register_error_handler(StrangeHostError, strange_host)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, failure)
    app.register_error_handler(NotFoundError, lambda _: failure(NotFound()))
    app.register_error_handler(NotPermittedError, not_permitted)
    app.register_error_handler(NotNowError, not_now)
    app.register_error_handler(UnreadableQuestionnaireError, unreadable)
    app.register_error_handler(StoreProblem, unkept)


def failure(error: HTTPException, detail: str = "") -> Response:
    """The page for a status; redirects pass as they are."""
    code = error.code or 500
    if code < 400:
        answer = error.get_response()
        assert isinstance(answer, Response)  # noqa: S101 - an application's own exceptions make its own responses
        return answer
    known = messages(wiring().t)
    title, text = known.get(code, known[500 if code >= 500 else 400])
    # What the log tells of it can be found by this; for what is the asker's own doing nobody needs to look.
    reference = request_id() if code >= 500 else ""
    response = page("error.html", title=title, status=code, text=text, detail=detail, reference=reference)
    if isinstance(error, ServiceUnavailable):
        response.headers["Retry-After"] = "10"
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def strange_host(_: StrangeHostError) -> Response:
    """Plain, without a link: addresses made for a name that is not ours would lead elsewhere."""
    return make_response(render_template("strange_host.html"), 400)


def stale_form(_: CSRFError) -> Response:
    """For a form without text, or one that another site sent."""
    t = wiring().t
    text = t(
        "The form was open for too long, or your browser does not keep cookies for this page. Nothing was changed."
    )
    return page("error.html", title=t("Please open the page again"), status=400, text=text, detail="", reference="")


def not_permitted(error: NotPermittedError) -> Response:
    """Somebody sees the place but may not do this in it: who may."""
    t = wiring().t
    text = t("You can see this, but you have no role here that lets you do what you asked for. Nothing was changed.")
    roles = t.listing([role_words(t, role) for role in Role if role in error.roles])
    who_may = t("The roles that may: {roles}. Ask a lead or an administrator to change yours.", roles=roles)
    if not error.roles:
        text, who_may = t("Nothing was changed. Nobody can {action}.", action=str(error)), ""
    text = f"{text} {who_may}".strip()
    return page("error.html", title=t("You may not do this"), status=403, text=text, detail="", reference="")


def not_now(error: NotNowError) -> Response:
    """Somebody may do this with the assessment at another time: where the work is. 403 for looking, 409 for doing."""
    t = wiring().t
    title = t("Not while the work is here")
    text = t("{means} Nothing was changed.", means=status_means(t, error.status))
    looking = request.method in ("GET", "HEAD")
    return page("error.html", title=title, status=403 if looking else 409, text=text, detail="", reference="")


def unkept(problem: StoreProblem) -> Response:
    """The database cannot be used: the form with what was typed, where it can still be shown; else a page."""
    admitted = g.get("admitted")
    if isinstance(admitted, Admitted) and admitted.route.again:
        try:
            shown: Response = admitted.route.again(Again.NOT_KEPT, **admitted.values)
        except StoreProblem:
            pass
        else:
            return shown
    return failure(ServiceUnavailable(), str(problem))


def unreadable(error: UnreadableQuestionnaireError) -> Response:
    """The text kept with an assessment cannot be read; its problems are shown to be passed on."""
    return failure(InternalServerError(), str(error))
