"""Deleting an action that was added by mistake, asked about first."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import Action, ActionPlan
from selfassess.services.actions import Kept, Stale, action_in, delete_action
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.actions import back_to_action
from selfassess.web.views.plans_shown import board_address, title_of
from selfassess.web.wiring import wiring

routes = Routes("actions")

_KEEP = in_organisation(Right.KEEP_PLAN, action=action_in)


@routes.get("/organisations/<string:organisation>/actions/<string:action>/delete", _KEEP)
def delete_page(organisation: Organisation, action: Action) -> Response:
    """What would be lost."""
    return _ask(organisation, action)


@routes.post("/organisations/<string:organisation>/actions/<string:action>/delete", _KEEP)
def delete(organisation: Organisation, action: Action) -> Response:
    """Delete it, unless somebody told more of it meanwhile."""
    use = wiring()
    typed = request.form.get("seen", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    done = delete_action(use.database, who(), organisation.id, action.id, seen=seen, now=use.now())
    if isinstance(done, ActionPlan):
        flash(use.t("The action is deleted."))
        return redirect(board_address(organisation.id), 303)
    changed = isinstance(done, Stale)
    return _ask(organisation, action, status=409, changed=changed, kept=isinstance(done, Kept))


def _ask(
    organisation: Organisation, action: Action, *, status: int = 200, changed: bool = False, kept: bool = False
) -> Response:
    t = wiring().t
    back = back_to_action(organisation, action)
    if kept or action.carried_from:
        text = [t("It goes on with an action of the plan before, so it is not deleted. If it is not wanted any more,"
                  " stop it with a reason.")]  # fmt: skip
    elif status != 200 and not changed:
        text = [t("The plan was closed meanwhile, so its actions stay as they are.")]
    else:
        text = [
            t("Somebody told more of it, or changed it, meanwhile. Look at it again first.") if changed else "",
            t("Delete only what was added by mistake. If you will not do it after all, stop it with a reason: then next"
              " year’s plan can tell."),
            t.plural("{count} note about its progress is deleted with it.",
                     "{count} notes about its progress are deleted with it.", len(action.notes))
            if action.notes else "",
        ]  # fmt: skip
    deletes = not (kept or action.carried_from) and (status == 200 or changed)
    address = url_for("actions.delete", organisation=organisation.id, action=action.id)
    return page(
        "actions/delete.html",
        title=t("Delete this action"),
        caption=title_of(action),
        status=status,
        text=" ".join(filter(None, text)),
        action=address if deletes else "",
        seen=action.revision,
        label=t("Delete for good"),
        example=organisation.example,
        back=back,
    )
