"""The versions of a questionnaire: which there are, what changed between two of them, what that does to results."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, request, url_for
from werkzeug import Response

from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.difference import difference
from selfassess.questionnaire.draft_crosswalk import draft_as_yaml, draft_crosswalk
from selfassess.questionnaire.fields import version_order
from selfassess.report.version_words import told_difference
from selfassess.services.problems import NotFoundError
from selfassess.services.rehearsing import rehearse_finished
from selfassess.services.versions import Version, Versions, versions_of
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.rehearsal_shown import rehearsal_shown
from selfassess.web.wiring import wiring

routes = Routes("versions")

_VERSIONS = "/questionnaires/<string:questionnaire>/versions"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoVersions:
    """An older version and a newer one of the same questionnaire; the same one twice where there is no other."""

    known: Versions
    old: Version
    new: Version

    @property
    def is_one(self) -> bool:
        return self.old is self.new


def _versions(questionnaire: str) -> Versions:
    use = wiring()
    return versions_of(use.database, who(), use.catalogue(), questionnaire)


def _two(questionnaire: str) -> TwoVersions:
    """Those that the address names as `old` and `new`, whichever way round; else the newest and the one before it."""
    known = _versions(questionnaire)
    if not known.each:
        raise NotFoundError(f"No version of {questionnaire} can be read.")
    new = known.named(request.args["new"]) if "new" in request.args else known.newest
    old = known.named(request.args["old"]) if "old" in request.args else known.before(new)
    first, last = sorted((old, new), key=lambda one: version_order(one.questionnaire.version))
    return TwoVersions(known=known, old=first, new=last)


@routes.get(_VERSIONS, SIGNED_IN)
def versions(questionnaire: str) -> Response:
    """All of them, the newest first."""
    t, known = wiring().t, _versions(questionnaire)
    title = t.text(known.newest.questionnaire.title) if known.each else questionnaire
    return page(
        "versions/versions.html",
        title=t("Versions"),
        caption=title,
        known=known,
        befores={one.sha256: known.before(one) for one in known.each},
        back=(url_for("home.home"), t("Your assessments")),
    )


@routes.get(f"{_VERSIONS}/difference", SIGNED_IN)
def differences(questionnaire: str) -> Response:
    """What became of every question and section from one to the other."""
    t, two = wiring().t, _two(questionnaire)
    old, new = two.old.questionnaire, two.new.questionnaire
    return page(
        "versions/difference.html",
        title=t("What changed from {old} to {new}", old=old.version, new=new.version)
        if not two.is_one else t("What changed"),
        caption=t.text(new.title),
        two=two,
        told=told_difference(old, new, difference(old, new), t),
        misfits=[one.message for one in crosswalk_misfits(new, old)],
        back=(url_for("versions.versions", questionnaire=new.id), t("Versions")),
    )  # fmt: skip


@routes.get(f"{_VERSIONS}/crosswalk.yaml", SIGNED_IN)
def crosswalk(questionnaire: str) -> Response:
    """A draft of the crosswalk between them, to check and to stand at the end of the newer file."""
    two = _two(questionnaire)
    if two.is_one:  # the page says that there is nothing to lead from
        return redirect(url_for("versions.differences", questionnaire=questionnaire), 303)
    old, new = two.old.questionnaire, two.new.questionnaire
    response = make_response(draft_as_yaml(old, new, draft_crosswalk(old, new)).encode())
    response.content_type = "application/yaml; charset=utf-8"
    name = f"crosswalk-{new.id}-{old.version}-{new.version}.yaml"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@routes.get(f"{_VERSIONS}/rehearsal", SIGNED_IN)
def rehearsal(questionnaire: str) -> Response:
    """What the newer version would change in finished assessments of the older one."""
    use, two = wiring(), _two(questionnaire)
    old, new = two.old.questionnaire, two.new.questionnaire
    found = rehearse_finished(use.database, who(), old, two.old.sha256, new)
    return page(
        "versions/rehearsal.html",
        title=use.t("What version {new} would change", new=new.version),
        caption=use.t.text(new.title),
        two=two,
        shown=rehearsal_shown(old, new, found, use.t),
        back=(url_for("versions.versions", questionnaire=new.id), use.t("Versions")),
    )
