"""The pledges and concordats of an organisation: who signed which, with which key actions, and signing one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.certificate import kind_words
from selfassess.services.account_letters import Post
from selfassess.services.commitments import Commitment, CommittedMeanwhile, commit, commitments, frameworks
from selfassess.services.problems import NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.signing_words import commitment_statement, framework_name
from selfassess.store.people import Organisation
from selfassess.store.signatures import Signature
from selfassess.web.forms.signing import CommitForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.signing import own_name
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("commitments")

_SIGN = "/organisations/<string:organisation>/commitments/<string:questionnaire>"


@routes.get("/organisations/<string:organisation>/commitments", in_organisation(Action.SEE_ORGANISATION))
def listed(organisation: Organisation) -> Response:
    """Each that can be signed or was, with who signed, and who had before."""
    use = wiring()
    found = commitments(use.database, who(), use.catalogue(), organisation.id)
    return page(
        "commitments.html",
        title=use.t("Pledges and concordats"),
        caption=organisation.name,
        organisation=organisation,
        found=[(one, one.name(use.t)) for one in found.each],
        may_sign=found.may_sign,
        kind_words=kind_words,
        example=organisation.example,
        back=(Spot(thing=organisation).address, organisation.name),
    )


def signed_for(organisation: Organisation) -> list[tuple[str, Signature]]:
    """What is signed for it now, each by its name."""
    use = wiring()
    found = commitments(use.database, who(), use.catalogue(), organisation.id)
    return [(one.name(use.t), one.standing) for one in found.each if one.standing]


@routes.get(_SIGN, in_organisation(Action.COMMIT))
def ask(organisation: Organisation, questionnaire: str) -> Response:
    """The words, and the form; the key actions that stand go on."""
    use, framework = wiring(), _framework(questionnaire)
    if organisation.closed_at is not None:
        raise NotPermittedError("sign for an organisation that is closed")
    standing = _commitment(organisation, framework).standing
    form = _form(organisation, framework)
    actions = form.fill_actions(standing.key_actions if standing else ())
    form.fill(seen=standing.id if standing else "", name=own_name(), signed_on=use.now().date(), **actions)
    return _ask(organisation, framework, form)


def ask_again(why: Again, organisation: Organisation, questionnaire: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    framework = _framework(questionnaire)
    form = _typed(organisation, framework)
    return _ask(organisation, framework, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_SIGN, in_organisation(Action.COMMIT), again=ask_again)
def signed(organisation: Organisation, questionnaire: str) -> Response:
    """Sign, in place of who signed before; the same form sent twice signs once."""
    use, framework = wiring(), _framework(questionnaire)
    form = _typed(organisation, framework)
    said = form.committing(use.now().date())
    if said is None:
        return _ask(organisation, framework, form, status=422)
    mail, seen = Post(t=use.t, base_address=use.base_address), str(form.control("seen").data)
    done = commit(use.database, who(), organisation.id, framework, said, seen=seen, mail=mail, now=use.now())
    if isinstance(done, CommittedMeanwhile):
        form.control("seen").data = done.stored.id if done.stored else ""
        return _ask(organisation, framework, form, status=409, trouble=_meanwhile_words(done, use.t))
    use.wake()
    flash(use.t("It is signed. Its certificate is below."))
    return redirect(url_for("commitments.listed", organisation=organisation.id), 303)


def _meanwhile_words(done: CommittedMeanwhile, t: Translator) -> str:
    if done.stored is None:
        return t("Somebody else was there meanwhile. What you typed is still here: sign again.")
    return t("{name}, {role}, has signed meanwhile. If you sign too, yours takes the place of that.",
             name=done.stored.name, role=done.stored.role)  # fmt: skip


def _framework(questionnaire: str) -> Questionnaire:
    found = frameworks(wiring().catalogue()).get(questionnaire)
    if found is None:
        raise NotFound
    return found


def _commitment(organisation: Organisation, framework: Questionnaire) -> Commitment:
    found = commitments(wiring().database, who(), wiring().catalogue(), organisation.id)
    return next(one for one in found.each if one.id == framework.id)


def _form(organisation: Organisation, framework: Questionnaire) -> CommitForm:
    t = wiring().t
    return CommitForm(t, commitment_statement(t, framework, organisation.name))


def _typed(organisation: Organisation, framework: Questionnaire) -> CommitForm:
    form = _form(organisation, framework)
    form.take(request.form)
    return form


def _ask(
    organisation: Organisation, framework: Questionnaire, form: CommitForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t = wiring().t
    return page(
        "commit.html",
        title=t("Sign: {framework}", framework=framework_name(t, framework)),
        caption=organisation.name,
        status=status,
        organisation=organisation,
        framework=framework,
        standing=_commitment(organisation, framework).standing,
        statement=commitment_statement(t, framework, organisation.name),
        form=form,
        faults=form.faults(),
        trouble=trouble,
        example=organisation.example,
        back=(url_for("commitments.listed", organisation=organisation.id), t("Pledges and concordats")),
    )
