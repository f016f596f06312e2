"""A draft of a questionnaire is checked and set beside what is here before anybody publishes it; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import request, url_for
from werkzeug import Response

from selfassess.answers.file import peek
from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.difference import difference
from selfassess.questionnaire.draft_crosswalk import draft_as_yaml, draft_crosswalk
from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.reading import read_tree
from selfassess.report.version_words import ToldDifference, told_difference
from selfassess.services.problems import NotFoundError
from selfassess.services.rehearsing import rehearse_finished
from selfassess.services.versions import Version, Versions, versions_of
from selfassess.web.forms.section import Fault
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.rehearsal_shown import ShownRehearsal, rehearsal_shown
from selfassess.web.wiring import wiring

LONGEST_NAME = 200

routes = Routes("drafting")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """A file without problems. What follows `questionnaire` is there where an earlier version is here to compare with.

    `taken`: its version stands for another text here, so that it must be raised before it is published.
    """

    questionnaire: Questionnaire
    taken: bool
    old: Version | None = None
    told: ToldDifference | None = None
    crosswalk: str = ""
    rehearsed: ShownRehearsal | None = None


@routes.get("/questionnaires/draft", SIGNED_IN)
def draft() -> Response:
    """Choose the file."""
    return _ask()


@routes.post("/questionnaires/draft", SIGNED_IN)
def check() -> Response:
    """Everything that is wrong with it, each with line and column; or what it would change."""
    t, file = wiring().t, request.files.get("file")
    if file is None or not file.filename:
        return _ask(faults=(Fault(name=t("Questionnaire file"), sentence=t("Choose a file"), focus="file"),))
    name, data = str(file.filename)[:LONGEST_NAME], file.stream.read()
    if peek(data, name).is_answers:
        words = t("This file has answers. Choose the file of a questionnaire")
        return _ask(faults=(Fault(name=t("Questionnaire file"), sentence=words, focus="file"),))
    loaded = load_questionnaire(data, name)
    problems = loaded.problems
    known = _known(loaded.questionnaire) if loaded.questionnaire else None
    if loaded.questionnaire and known:
        problems = _misfits(data, name, loaded.questionnaire, known)
    if loaded.questionnaire is None or problems:
        count = t.plural("The file has {count} problem", "The file has {count} problems", len(problems))
        fault = Fault(name=t("Questionnaire file"), sentence=count, focus="file")
        return _ask(faults=(fault,), problems=problems, filename=name)
    return _ask(checked=_checked(loaded.questionnaire, loaded.sha256, known), filename=name)


def _known(draft: Questionnaire) -> Versions | None:
    use = wiring()
    try:
        return versions_of(use.database, who(), use.catalogue(), draft.id)
    except NotFoundError:
        return None


def _misfits(data: bytes, name: str, draft: Questionnaire, known: Versions) -> tuple[Problem, ...]:
    """What its crosswalk says of questions that the version it starts from does not have."""
    start = known.by_version.get(draft.crosswalk.from_) if draft.crosswalk else None
    findings = tuple(crosswalk_misfits(draft, start)) if start else ()
    return read_tree(data, name).told(findings) if findings else ()


def _checked(draft: Questionnaire, sha256: str, known: Versions | None) -> CheckedDraft:
    use, t = wiring(), wiring().t
    same = [one.sha256 for one in known.each if one.questionnaire.version == draft.version] if known else []
    plain = CheckedDraft(questionnaire=draft, taken=bool(same) and sha256 not in same)
    old = _to_compare_with(draft, known)
    if old is None:
        return plain
    found = rehearse_finished(use.database, who(), old.questionnaire, old.sha256, draft)
    return replace(
        plain,
        old=old,
        told=told_difference(old.questionnaire, draft, difference(old.questionnaire, draft), t),
        crosswalk=draft_as_yaml(old.questionnaire, draft, draft_crosswalk(old.questionnaire, draft)),
        rehearsed=rehearsal_shown(old.questionnaire, draft, found, t),
    )


def _to_compare_with(draft: Questionnaire, known: Versions | None) -> Version | None:
    """The version that its crosswalk starts from, else the newest before it."""
    if known is None:
        return None
    start = draft.crosswalk.from_ if draft.crosswalk else ""
    this = version_order(draft.version)
    before = [one for one in known.each if version_order(one.questionnaire.version) < this]
    return next((one for one in before if one.questionnaire.version == start), next(iter(before), None))


def _ask(
    *,
    faults: tuple[Fault, ...] = (),
    problems: tuple[Problem, ...] = (),
    filename: str = "",
    checked: CheckedDraft | None = None,
) -> Response:
    t = wiring().t
    return page(
        "versions/draft.html",
        title=t("Check a draft"),
        status=WRONG if faults else 200,
        faults=faults,
        problems=problems,
        filename=filename,
        checked=checked,
        back=(url_for("home.home"), t("Your assessments")),
    )
