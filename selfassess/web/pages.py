"""How a page is made: its template, its title, and what every template can say and link to."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template

from selfassess import __version__
from selfassess.language import Translator
from selfassess.report import action_words, wording
from selfassess.services.place_words import kind_name, role_means, role_name
from selfassess.services.status_words import status_name
from selfassess.store.people import Role
from selfassess.web.figures import level_class
from selfassess.web.navigation import administers, navigation
from selfassess.web.security.headers import nonce
from selfassess.web.security.routes import Again

PRODUCT = "selfassess"


def install_templates(app: Flask, t: Translator) -> None:
    """Give templates the translator `t`, the report's phrases as `words` and `phrases`, and the program's names."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(
        t=t,
        words=wording,
        phrases=action_words,
        nonce=nonce,
        level_class=level_class,
        navigation=navigation,
        administers=administers,
        role_name=role_name,
        role_means=role_means,
        kind_name=kind_name,
        status_name=status_name,
        roles=tuple(Role),
        product=PRODUCT,
        version=__version__,
    )


def page(template: str, *, title: str, status: int = 200, **values: object) -> Response:
    """A page; `title` is its one main heading and the start of what the browser's tab says."""
    return make_response(render_template(template, title=title, **values), status)


def again_words(why: Again, t: Translator) -> str:
    """What is said over a form that is shown again with what was typed."""
    match why:
        case Again.NOT_TRUSTED:
            return t("This page had been open too long, so nothing was saved. What you typed is here: save again.")
        case Again.NOT_KEPT:
            return t("Nothing could be saved just now. What you typed is here: wait a moment, then save again.")
