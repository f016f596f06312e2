"""One action: adding it, what is said of it, how far it is, and deleting what was added by mistake."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import Action, ActionPlan, Owner
from selfassess.plan.drafts import ActionDraft, draft_of
from selfassess.services import actions as services
from selfassess.services.actions import Refused, Stale, action_in, look_at_action
from selfassess.services.plans import Ended, plan_in
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.forms.actions import ActionForm, ProgressForm, blame
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.plans import back_to_board, board_of
from selfassess.web.views.plans_shown import plan_title, title_of
from selfassess.web.wiring import wiring

routes = Routes("actions")

_ONE = "/organisations/<string:organisation>/actions/<string:action>"
_NEW = "/organisations/<string:organisation>/plans/<string:plan>/actions/new"
_SEE = in_organisation(Right.SEE_PLAN, action=action_in)
_TELL = in_organisation(Right.NOTE_PROGRESS, action=action_in)
_KEEP = in_organisation(Right.KEEP_PLAN, action=action_in)
_ADD = in_organisation(Right.KEEP_PLAN, plan=plan_in)


# Adding


@routes.get(_NEW, _ADD)
def new(organisation: Organisation, plan: ActionPlan) -> Response:
    """What is to be done, by whom and when."""
    form = _form(organisation, plan)
    form.fill_draft(ActionDraft(text="", key=not plan.actions))
    return _ask_new(organisation, plan, form)


def new_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    form = _typed(organisation, plan)
    return _ask_new(organisation, plan, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_NEW, _ADD, again=new_again)
def add(organisation: Organisation, plan: ActionPlan) -> Response:
    """Plan it; the same form sent twice plans it once."""
    use, form = wiring(), _typed(organisation, plan)
    draft = form.draft()
    if draft is None:
        return _ask_new(organisation, plan, form, status=WRONG)
    done = services.add_actions(use.database, who(), organisation.id, plan.id, [draft], now=use.now())
    if isinstance(done, Refused):
        blame(form, done.faults, use.t)
        return _ask_new(organisation, plan, form, status=WRONG)
    if isinstance(done, Ended):
        return _ask_new(organisation, plan, form, status=409, trouble=ended_words())
    flash(use.t("The action is in the plan."))
    return redirect(url_for("actions.action", organisation=organisation.id, action=done[0].id), 303)


def _ask_new(
    organisation: Organisation, plan: ActionPlan, form: ActionForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t, about = wiring().t, board_of(organisation).about[plan.id]
    return _ask(
        organisation,
        form,
        title=t("Add an action"),
        caption=f"{organisation.name} · {plan_title(plan, about, t)}",
        address=url_for("actions.add", organisation=organisation.id, plan=plan.id),
        label=t("Add it to the plan"),
        back=back_to_board(organisation),
        status=status,
        trouble=trouble,
    )


def _ask(
    organisation: Organisation,
    form: ActionForm,
    *,
    title: str,
    caption: str,
    address: str,
    label: str,
    back: tuple[str, str],
    status: int,
    trouble: str,
) -> Response:
    return page(
        "actions/form.html",
        title=title,
        caption=caption,
        status=status,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        action=address,
        label=label,
        example=organisation.example,
        back=back,
    )


def _form(organisation: Organisation, plan: ActionPlan, gone: Owner | None = None) -> ActionForm:
    found = board_of(organisation)
    return ActionForm(wiring().t, found.about[plan.id], found.owners, gone=gone)


def _typed(organisation: Organisation, plan: ActionPlan, gone: Owner | None = None) -> ActionForm:
    form = _form(organisation, plan, gone)
    form.take(request.form)
    return form


def ended_words() -> str:
    """That the plan was closed meanwhile."""
    return wiring().t("This plan was closed meanwhile, and another follows it. What you typed is still here: take it to"
                      " the new plan, which stands on the board.")  # fmt: skip


# One action


@routes.get(_ONE, _SEE)
def action(organisation: Organisation, action: Action) -> Response:
    """What is said of it, what happened so far, and the form to tell more."""
    form = ProgressForm(wiring().t)
    form.fill_from(action, wiring().now().date())
    return _show(organisation, action.id, form)


def progress_again(why: Again, organisation: Organisation, action: Action) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _show(organisation, action.id, _told(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_ONE, _TELL, again=progress_again)
def progress(organisation: Organisation, action: Action) -> Response:
    """Note how far it is."""
    use, form = wiring(), _told()
    said = form.progress()
    if said is None:
        return _show(organisation, action.id, form, status=WRONG)
    seen = form.control("seen").number
    done = services.note_progress(use.database, who(), organisation.id, action.id, said, seen=seen, now=use.now())
    if isinstance(done, Refused):
        blame(form, done.faults, use.t)
        return _show(organisation, action.id, form, status=WRONG)
    if isinstance(done, Ended):
        return _show(organisation, action.id, form, status=409, trouble=ended_words())
    if isinstance(done, Stale):
        form.control("seen").data = str(done.stored.revision)
        return _show(organisation, action.id, form, status=409, trouble=_stale_words())
    flash(use.t("It is noted."))
    return redirect(url_for("actions.action", organisation=organisation.id, action=action.id), 303)


def _stale_words() -> str:
    return wiring().t("Somebody else told more, or changed the action, meanwhile: it stands below as it is now. What"
                      " you typed is still here: look at it and save again.")  # fmt: skip


def _told() -> ProgressForm:
    form = ProgressForm(wiring().t)
    form.take(request.form)
    return form


def _show(organisation: Organisation, id: str, form: ProgressForm, *, status: int = 200, trouble: str = "") -> Response:
    use, found = wiring(), board_of(organisation)
    view = look_at_action(use.database, who(), organisation.id, id)
    plan = next(one for one in (*found.standing, *found.earlier) if one.id == view.action.plan)
    about, standing = found.about[plan.id], found.is_standing(plan)
    return page(
        "actions/action.html",
        title=title_of(view.action),
        caption=f"{organisation.name} · {plan_title(plan, about, use.t)}",
        status=status,
        organisation=organisation,
        view=view,
        about=about,
        closed=not standing,
        overdue=standing and view.action.overdue(use.now().date()),
        may_keep=found.keeps and standing,
        may_tell=found.tells and standing,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        today=use.now().date(),
        example=organisation.example,
        back=back_to_board(organisation),
    )


# Changing


@routes.get(f"{_ONE}/change", _KEEP)
def change_page(organisation: Organisation, action: Action) -> Response:
    """What is said of it, to be changed."""
    form = _form(organisation, _plan(organisation, action), action.owner)
    form.fill_draft(draft_of(action), action.revision)
    return _ask_change(organisation, action, form)


def change_again(why: Again, organisation: Organisation, action: Action) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    form = _typed(organisation, _plan(organisation, action), action.owner)
    return _ask_change(organisation, action, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(f"{_ONE}/change", _KEEP, again=change_again)
def change(organisation: Organisation, action: Action) -> Response:
    """Keep it so, unless somebody else changed it meanwhile."""
    use = wiring()
    form = _typed(organisation, _plan(organisation, action), action.owner)
    draft = form.draft(action.questions)
    if draft is None:
        return _ask_change(organisation, action, form, status=WRONG)
    seen = form.control("seen").number
    done = services.change_action(use.database, who(), organisation.id, action.id, draft, seen=seen, now=use.now())
    if isinstance(done, Refused):
        blame(form, done.faults, use.t)
        return _ask_change(organisation, action, form, status=WRONG)
    if isinstance(done, Ended):
        return _ask_change(organisation, action, form, status=409, trouble=ended_words())
    if isinstance(done, Stale):
        form.control("seen").data = str(done.stored.revision)
        return _ask_change(organisation, done.stored, form, status=409, trouble=_changed_words(done.stored))
    flash(use.t("The action is saved."))
    return redirect(url_for("actions.action", organisation=organisation.id, action=action.id), 303)


def _changed_words(stored: Action) -> str:
    return wiring().t("Somebody else changed this meanwhile. Now it says “{text}”. What you typed is still here: save"
                      " it again.", text=stored.text)  # fmt: skip


def _plan(organisation: Organisation, action: Action) -> ActionPlan:
    return plan_in(wiring().database, who(), organisation, action.plan)


def _ask_change(
    organisation: Organisation, action: Action, form: ActionForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t = wiring().t
    return _ask(
        organisation,
        form,
        title=t("Change this action"),
        caption=title_of(action),
        address=url_for("actions.change", organisation=organisation.id, action=action.id),
        label=t("Save"),
        back=back_to_action(organisation, action),
        status=status,
        trouble=trouble,
    )


def back_to_action(organisation: Organisation, action: Action) -> tuple[str, str]:
    """The way from a page about one action."""
    return url_for("actions.action", organisation=organisation.id, action=action.id), wiring().t("The action")
