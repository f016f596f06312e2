"""Writing what the pages about this installation say, for its administrators."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.services.site_texts import (
    LONGEST_TEXT,
    SitePage,
    SiteText,
    WrittenMeanwhile,
    site_text_for,
    site_texts,
    write_site_text,
)
from selfassess.web.forms.controls import Area, Hidden
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text
from selfassess.web.pages import again_words, page
from selfassess.web.prose import Block, unusable_addresses
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, administrator
from selfassess.web.security.routes import Again, Routes
from selfassess.web.site_words import ours, previewed
from selfassess.web.views.asking import WRONG
from selfassess.web.wiring import wiring

routes = Routes("site_words")

_ONE = administrator(words=site_text_for)
_ROWS = 30
_ROWS_OF_CONTACTS = 10


def _titles(t: Translator) -> dict[SitePage, tuple[str, str]]:
    """What each is called, and what is good to be said there."""
    return {
        SitePage.CONTACTS: (
            t("Who you can ask"),
            t("Who helps with the program, who answers questions about personal data, who hears complaints. It is put"
              " into the help, the accessibility statement and the privacy notice."),
        ),
        SitePage.HELP: (t("Help and support"), t("Support where you are, and how you work with the program.")),
        SitePage.ACCESSIBILITY: (
            t("Accessibility statement"),
            t("What you tested yourselves, the day you last looked at it, and how soon you answer."),
        ),
        SitePage.PRIVACY: (
            t("Privacy notice"),
            t("Who the controller is, on which lawful basis you ask people, who gets the data, and your data protection"
              " officer."),
        ),
    }  # fmt: skip


@routes.get("/administration/words", ADMINISTRATOR)
def listed() -> Response:
    """The pages that can be written, and which of them somebody wrote."""
    use = wiring()
    return page(
        "site_words/list.html",
        title=use.t("Words of this installation"),
        written=site_texts(use.database),
        titles=_titles(use.t),
        back=(url_for("administration.administration"), use.t("Administration")),
    )


def _form(t: Translator, which: SitePage) -> PlainForm:
    rows = _ROWS_OF_CONTACTS if which is SitePage.CONTACTS else _ROWS
    return PlainForm({"text": Area(t("Text"), rows=rows, longest=LONGEST_TEXT), "seen": Hidden()})


def _typed(which: SitePage) -> PlainForm:
    form = _form(wiring().t, which)
    form.take(request.form)
    return form


@routes.get("/administration/words/<string:words>", _ONE)
def edit(words: SiteText) -> Response:
    """What the page says now, to be changed."""
    form = _form(wiring().t, words.page)
    form.fill(text=words.text or ours(words.page), seen=words.revision)
    return _ask(words, form)


def edit_again(why: Again, words: SiteText) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask(words, _typed(words.page), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/administration/words/<string:words>", _ONE, again=edit_again)
def write(words: SiteText) -> Response:
    """Look at it as it would be, or let the page say it."""
    use, form = wiring(), _typed(words.page)
    text = _read(form, use.t)
    if text is None:
        return _ask(words, form, status=WRONG)
    if request.form.get("action") == "preview":
        return _ask(words, form, preview=previewed(words.page, text))
    mine = "" if text.strip() == ours(words.page) else text.strip()
    done = write_site_text(use.database, who(), words.page, mine, seen=form.control("seen").number, now=use.now())
    if isinstance(done, WrittenMeanwhile):
        return _conflict(done.now, form)
    flash(use.t("The page says it now."))
    return redirect(url_for("site_words.listed"), 303)


def _read(form: PlainForm, t: Translator) -> str | None:
    control = form.control("text")
    text = read_text(control, t, longest=LONGEST_TEXT, missing=t("Write something, or go back to our words"))
    for address in unusable_addresses(text or ""):
        control.blame(
            t("“{address}” is no address for a link: write https://…, mailto:…, tel:… or /help", address=address)
        )
    return None if control.errors else text


def _conflict(stored: SiteText, form: PlainForm) -> Response:
    """Somebody else wrote meanwhile: what they wrote is shown, what was typed stays in the box."""
    t = wiring().t
    trouble = t("Somebody else changed this page while you were writing. What it says now stands below the form. What"
                " you typed is still in the box: save again, and it takes the other’s place.")  # fmt: skip
    form.control("seen").data = str(stored.revision)
    return _ask(
        stored, form, status=409, trouble=trouble, now_says=previewed(stored.page, stored.text or ours(stored.page))
    )


def _ask(
    words: SiteText,
    form: PlainForm,
    *,
    status: int = 200,
    trouble: str = "",
    preview: tuple[Block, ...] = (),
    now_says: tuple[Block, ...] = (),
) -> Response:
    t = wiring().t
    name, good = _titles(t)[words.page]
    return page(
        "site_words/edit.html",
        title=t("Write “{page}”", page=name),
        status=status,
        words_of=words,
        good=good,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        preview=preview,
        now_says=now_says,
        inserts=words.page is not SitePage.CONTACTS,
        back=(url_for("site_words.listed"), t("Words of this installation")),
    )


@routes.get("/administration/words/<string:words>/ours", _ONE)
def ours_page(words: SiteText) -> Response:
    """What goes if the page says the program's own words again."""
    t = wiring().t
    name, _ = _titles(t)[words.page]
    return page(
        "confirm.html",
        title=t("Go back to our words"),
        caption=name,
        text=[t("What was written for this page is deleted, and the page says what comes with the program. Copy the"
                " text first, if you may want it again.")],
        points=[],
        action=url_for("site_words.bring_back", words=words.page.value, seen=words.revision),
        label=t("Delete what was written"),
        warning=True,
        back=(url_for("site_words.edit", words=words.page.value), t("Write “{page}”", page=name)),
    )  # fmt: skip


@routes.post("/administration/words/<string:words>/ours", _ONE)
def bring_back(words: SiteText) -> Response:
    """Say the program's own words again; twice is once. What somebody else wrote meanwhile is shown, and stays."""
    use, seen = wiring(), request.args.get("seen", -1, type=int)
    done = write_site_text(use.database, who(), words.page, "", seen=seen, now=use.now())
    if isinstance(done, WrittenMeanwhile):
        form = _form(use.t, words.page)
        form.fill(text=done.now.text, seen=done.now.revision)
        trouble = use.t("Somebody else changed this page meanwhile, and what they wrote stands below.")
        return _ask(done.now, form, status=409, trouble=trouble)
    flash(use.t("The page says our words again."))
    return redirect(url_for("site_words.listed"), 303)
