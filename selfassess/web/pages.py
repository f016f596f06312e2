"""How a page is made: its template, its title, and what every template can say and link to."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template

from selfassess import __version__
from selfassess.language import Translator
from selfassess.report import wording
from selfassess.web.figures import level_class
from selfassess.web.security.headers import nonce

PRODUCT = "selfassess"


def install_templates(app: Flask, t: Translator) -> None:
    """Give templates the translator `t`, the phrases of the report as `words`, and the names of the program."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(
        t=t,
        words=wording,
        nonce=nonce,
        level_class=level_class,
        product=PRODUCT,
        version=__version__,
    )


def page(template: str, *, title: str, status: int = 200, **values: object) -> Response:
    """A page; `title` is its one main heading and the start of what the browser's tab says."""
    return make_response(render_template(template, title=title, **values), status)


def unsure(t: Translator) -> str:
    """What is said over a form that was too old to be trusted."""
    return t("This page had been open for too long, so nothing was saved. What you typed is still here: save again.")
