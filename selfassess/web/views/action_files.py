"""A plan of actions as a file to take along, and reading one in: chosen, looked at, then taken in."""

from __future__ import annotations

import base64
import binascii

from flask import flash, make_response, redirect, request, url_for
from werkzeug import Response

from selfassess.interchange.action_columns import Column, meaning
from selfassess.interchange.table import LARGEST, TableFault
from selfassess.plan.actions import ActionPlan
from selfassess.questionnaire.model import Questionnaire
from selfassess.services import action_files as services
from selfassess.services.action_files import Preview, TakenIn
from selfassess.services.plans import Ended, plan_in
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.forms.section import Fault
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.plans import back_to_board, board_of
from selfassess.web.views.plans_shown import board_address, plan_title
from selfassess.web.wiring import wiring

routes = Routes("action_files")

_PLAN = "/organisations/<string:organisation>/plans/<string:plan>"
_SEE = in_organisation(Right.SEE_PLAN, plan=plan_in)
_KEEP = in_organisation(Right.KEEP_PLAN, plan=plan_in)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Out


@routes.get(f"{_PLAN}/actions.csv", _SEE)
def as_csv(organisation: Organisation, plan: ActionPlan) -> Response:
    """One row an action."""
    data = services.plan_csv(wiring().database, who(), organisation.id, plan.id)
    return _attachment(data, "text/csv; charset=utf-8", plan, ".csv")


@routes.get(f"{_PLAN}/actions.xlsx", _SEE)
def as_workbook(organisation: Organisation, plan: ActionPlan) -> Response:
    """The same as a workbook, with what the columns mean."""
    use = wiring()
    data = services.plan_workbook(
        use.database, who(), organisation, plan.id, _about(organisation, plan), use.t, now=use.now()
    )
    return _attachment(data, XLSX, plan, ".xlsx")


def _about(organisation: Organisation, plan: ActionPlan) -> Questionnaire | None:
    return board_of(organisation).about[plan.id]


def _attachment(data: bytes, kind: str, plan: ActionPlan, ending: str) -> Response:
    response = make_response(data)
    response.content_type = kind
    name = f"actions-{plan.questionnaire}-{plan.starts_on.isoformat()}{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


# In


@routes.get(f"{_PLAN}/file", _KEEP)
def file_page(organisation: Organisation, plan: ActionPlan) -> Response:
    """Which files can be read, and the ones to begin with."""
    return _ask(organisation, plan)


def file_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """The page again, where the form could not be trusted or kept; the file has to be chosen again."""
    return _ask(organisation, plan, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(f"{_PLAN}/file", _KEEP, again=file_again)
def read_file(organisation: Organisation, plan: ActionPlan) -> Response:
    """Everything that is wrong with it, or what it would do; nothing is done."""
    use, file = wiring(), request.files.get("file")
    if file is None or not file.filename:
        return _ask(organisation, plan, missing=True, status=WRONG)
    data = file.stream.read(LARGEST + 1)
    found = services.look_into_file(
        use.database, who(), organisation.id, plan.id, data, _about(organisation, plan), use.t, now=use.now()
    )
    if isinstance(found, Ended):
        return _ask(organisation, plan, status=409, trouble=_ended_words())
    if found.read.faults:
        return _ask(organisation, plan, faults=found.read.faults, status=WRONG)
    return _show(organisation, plan, data, found)


def taking_in_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """What the file would do, once more, where the form could not be trusted or kept."""
    use, data = wiring(), _carried()
    found = services.look_into_file(
        use.database, who(), organisation.id, plan.id, data, _about(organisation, plan), use.t, now=use.now()
    )
    if isinstance(found, Ended) or found.read.faults:
        return file_again(why, organisation, plan)
    return _show(organisation, plan, data, found, status=why.value, trouble=again_words(why, use.t))


@routes.post(f"{_PLAN}/file/take-in", _KEEP, again=taking_in_again)
def take_in(organisation: Organisation, plan: ActionPlan) -> Response:
    """Do what was shown; where the plan is another by now, show what it would do now."""
    use, data = wiring(), _carried()
    done = services.take_in_file(
        use.database,
        who(),
        organisation.id,
        plan.id,
        data,
        _about(organisation, plan),
        use.t,
        seen=request.form.get("seen", ""),
        now=use.now(),
    )
    if isinstance(done, Ended):
        return _ask(organisation, plan, status=409, trouble=_ended_words())
    changed = use.t("The plan changed since the file was read. This is what the file would do now.")
    if isinstance(done, Preview) and done.read.faults:
        return _ask(organisation, plan, faults=done.read.faults, status=409, trouble=changed)
    if isinstance(done, Preview):
        return _show(organisation, plan, data, done, status=409, trouble=changed)
    flash(_done_words(done))
    return redirect(board_address(organisation.id), 303)


def _done_words(done: TakenIn) -> str:
    t = wiring().t
    if not done.added and not done.changed:
        return t("Everything in the file stands in the plan already, so nothing was done.")
    said = [
        t.plural("{count} action is added", "{count} actions are added", done.added) if done.added else "",
        t.plural("{count} is changed", "{count} are changed", done.changed) if done.changed else "",
    ]
    return t("{listed}.", listed=t.listing([one for one in said if one]))


def _ended_words() -> str:
    return wiring().t("This plan was closed meanwhile, and another follows it. Take the file to the new plan, which"
                      " stands on the board.")  # fmt: skip


def _carried() -> bytes:
    """The file that was shown, as the page carried it along; nothing where that is not what it carried."""
    try:
        return base64.b64decode(request.form.get("file", ""), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _ask(
    organisation: Organisation,
    plan: ActionPlan,
    *,
    faults: tuple[TableFault, ...] = (),
    missing: bool = False,
    status: int = 200,
    trouble: str = "",
) -> Response:
    t = wiring().t
    sentence = t("Choose a file") if missing else ""
    if faults:
        sentence = t.plural("It has {count} problem", "It has {count} problems", len(faults))
    return page(
        "actions/file.html",
        title=t("Read actions from a file"),
        caption=f"{organisation.name} · {plan_title(plan, _about(organisation, plan), t)}",
        status=status,
        organisation=organisation,
        plan=plan,
        problems=faults,
        faults=(Fault(name=t("The file"), sentence=sentence, focus="file"),) if sentence else (),
        trouble=trouble,
        columns=[(column.value, meaning(t, column)) for column in Column],
        largest=LARGEST // 1024,
        example=organisation.example,
        back=back_to_board(organisation),
    )


def _show(
    organisation: Organisation, plan: ActionPlan, data: bytes, found: Preview, *, status: int = 200, trouble: str = ""
) -> Response:
    t, read = wiring().t, found.read
    does = bool(read.added or read.changed)
    return page(
        "actions/file_preview.html",
        title=t("Take this into the plan?") if does else t("Everything stands in the plan already"),
        caption=f"{organisation.name} · {plan_title(plan, _about(organisation, plan), t)}",
        status=status,
        organisation=organisation,
        plan=plan,
        read=read,
        does=does,
        carried=base64.urlsafe_b64encode(data).decode(),
        seen=found.seen,
        trouble=trouble,
        today=wiring().now().date(),
        example=organisation.example,
        back=(url_for("action_files.file_page", organisation=organisation.id, plan=plan.id), t("Choose another file")),
    )
