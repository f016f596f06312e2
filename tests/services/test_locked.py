"""What is signed never changes: every service that writes to assessments is tried on one, and writes nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from selfassess import services
from selfassess.answers.model import UNANSWERED, Evidence
from selfassess.services import (
    agreeing,
    assessments,
    confirming,
    contributor_reminders,
    contributors,
    evidence_use,
    handing_over,
    moderation,
    own_sheet,
    saving,
    signing,
    steps,
    workshop,
)
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import catalogue_of
from selfassess.services.participating import Wanted
from selfassess.services.problems import NotPermittedError
from selfassess.store.model import Details
from selfassess.voices.agenda import Standing
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import WorkStatus

from .members import MAIL
from .signing import Scene, answered, everything, now_of

ATTEMPTS: Mapping[Callable[..., object], Callable[[Scene], object]] = {
    saving.save_section: lambda s: saving.save_section(
        s.database, s.lead, s.id, "s1", {"a": UNANSWERED}, {"a": 1}, now=s.later
    ),
    assessments.change_details: lambda s: assessments.change_details(
        s.database,
        s.lead,
        s.id,
        Details(organisation="Other", period="x", assessed_on=date(2020, 1, 1)),
        seen=now_of(s.database, s.id).revision,
        now=s.later,
    ),
    assessments.delete_assessment: lambda s: assessments.delete_assessment(s.database, s.lead, s.id, now=s.later),
    steps.move: lambda s: steps.move(
        s.database, s.lead, s.id, WorkStatus.AGREED, seen=now_of(s.database, s.id).revision, reason="Why", now=s.later
    ),
    steps.arrange: lambda s: steps.arrange(
        s.database, s.lead, s.id, moderated=True, signing=False, seen=now_of(s.database, s.id).revision, now=s.later
    ),
    contributors.ask_members: lambda s: contributors.ask_members(
        s.database, s.lead, s.id, [s.viewer.account or ""], Wanted(), MAIL, now=s.later
    ),
    contributors.tell_asked: lambda s: contributors.tell_asked(s.database, s.lead, s.id, MAIL, now=s.later),
    contributors.invite_to_contribute: lambda s: contributors.invite_to_contribute(
        s.database, s.lead, s.id, "New", "new@example.org", Wanted(), MAIL, now=s.later
    ),
    contributors.ask_anew: lambda s: contributors.ask_anew(
        s.database, s.lead, s.id, s.part, Wanted(due_on=date(2030, 1, 1)), now=s.later
    ),
    contributors.withdraw: lambda s: contributors.withdraw(s.database, s.lead, s.id, s.part, now=s.later),
    contributor_reminders.remind_contributors: lambda s: contributor_reminders.remind_contributors(
        s.database, OPERATOR, MAIL, now=s.later
    ),
    contributor_reminders.remind_now: lambda s: contributor_reminders.remind_now(
        s.database, s.lead, s.id, MAIL, now=s.later
    ),
    handing_over.hand_over: lambda s: handing_over.hand_over(
        s.database, s.lead, s.id, s.part, s.viewer.account or "", MAIL, now=s.later
    ),
    handing_over.hand_over_mine: lambda s: handing_over.hand_over_mine(
        s.database, s.contributor, s.id, s.viewer.account or "", MAIL, now=s.later
    ),
    handing_over.decline: lambda s: handing_over.decline(s.database, s.contributor, s.id, now=s.later),
    own_sheet.save_own: lambda s: own_sheet.save_own(
        s.database, s.contributor, s.id, "s1", {"a": answered(2)}, {"a": 1}, {}, now=s.later
    ),
    own_sheet.finish_own: lambda s: own_sheet.finish_own(s.database, s.contributor, s.id, now=s.later),
    own_sheet.reopen_own: lambda s: own_sheet.reopen_own(s.database, s.contributor, s.id, now=s.later),
    agreeing.record_agreed: lambda s: agreeing.record_agreed(
        s.database, s.lead, s.id, "a", answered(0), ("Not so",), seen=agreeing.Seen(answer=1, agreement=0), now=s.later
    ),
    agreeing.accept_proposals: lambda s: agreeing.accept_proposals(
        s.database, s.lead, s.id, list(Standing), seen=now_of(s.database, s.id).revision, now=s.later
    ),
    workshop.show_on_screen: lambda s: workshop.show_on_screen(s.database, s.lead, s.id, "a"),
    workshop.plan_workshop: lambda s: workshop.plan_workshop(
        s.database, s.lead, s.id, on=date(2030, 1, 1), minutes=60, seen=now_of(s.database, s.id).revision, now=s.later
    ),
    moderation.keep_note: lambda s: moderation.keep_note(
        s.database, OPERATOR, s.id, ModerationNote(question="a", outcome=Outcome.ACCEPTED, note=""), seen=0, now=s.later
    ),
    signing.sign: lambda s: signing.sign(
        s.database,
        OPERATOR,
        s.id,
        signing.Signing(name="New", role="Chair", signed_on=s.later.date(), statement="So."),
        seen=now_of(s.database, s.id).revision,
        now=s.later,
    ),
    evidence_use.use_evidence: lambda s: evidence_use.use_evidence(s.database, s.lead, s.id, "a", ["any"], now=s.later),
    evidence_use.confirm_and_use: lambda s: evidence_use.confirm_and_use(
        s.database, s.lead, s.id, "a", Evidence(title="Note"), None, s.later.date(), now=s.later
    ),
    confirming.confirm: lambda s: confirming.confirm(
        s.database,
        s.lead,
        s.id,
        "a",
        confirming.StillTrue(earlier=s.id, level=1, reason="Still so."),
        catalogue=catalogue_of([], {}),
        now=s.later,
    ),
    evidence_use.keep_piece: lambda s: evidence_use.keep_piece(
        s.database, s.lead, s.id, "a", Evidence(title="Note"), now=s.later
    ),
}
"""Every service that writes to an assessment, tried on a signed one by whoever might."""

WRITE_NOTHING_OF_IT = {
    "starting.start_assessment": "makes another one",
    "files.import_answers": "makes another one",
    "correcting.correct": "makes another one, which is what it is for",
    "demonstration.make_partnership": "makes made-up ones, in an instance that holds nothing else",
    "example.load_example": "makes others, all of them made up",
    "example.remove_example": "made-up assessments go, signed or not",
    "commitments.commit": "signs the pledge or concordat itself, whatever became of an assessment",
    "own_sheet.choose_reminders": "what letters a person gets is theirs to say at any time",
    "contributor_reminders.stop_reminders": "the same, by the link in a letter",
    "sharing.share": "with whom a result is shared is for its lead to say at any time",
    "figure_check.rebuild_figures": "what is kept beside cards is made anew from them",
    "plans.begin_plan": "a plan stands beside the result it comes from",
    "plans.delete_plan": "the same",
    "plans.set_check": "the same",
    "releasing.release_year_before": "counts locked results into the figures of a partnership, and writes to none",
    "targets.set_targets": "what an organisation means to reach is its own, whatever is signed",
    "evidence.add_evidence": "the organisation's: an answer holds a copy of its own",
    "evidence.bring_back_evidence": "the same",
    "evidence.change_evidence": "the same",
    "evidence.confirm_evidence": "the same",
    "evidence.retire_evidence": "the same",
    "expiring.delete_expired": "deletes what a period was set for, whole, or what contributors wrote apart",
    "deletion_letters.tell_of_deletions": "writes to its leads",
}
"""Services that have to do with assessments and are not bound by the lock, and why."""

ABOUT_ASSESSMENTS = {
    "agreements", "answers", "assessments", "confirmations", "contributions", "evidence", "moderation",
    "participations", "sharing", "signatures", "steps",
}  # fmt: skip


def writing_services() -> set[str]:
    """Every public function of a service that opens a transaction to write, where tables of an assessment are near."""
    found = set()
    for file in Path(services.__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
        if imported(tree) & ABOUT_ASSESSMENTS:
            public = (name for name in functions if not name.startswith("_"))
            found |= {f"{file.stem}.{name}" for name in public if writes(name, functions)}
    return found


def imported(tree: ast.Module) -> set[str]:
    """The modules of the store that are imported."""
    froms = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module]
    whole = {name.name for one in froms if one.module == "selfassess.store" for name in one.names}
    modules = (str(one.module).split(".") for one in froms)
    return whole | {last for *room, last in modules if room == ["selfassess", "store"]}


def writes(name: str, functions: Mapping[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether the function, or one of the same module that it calls, opens a transaction to write."""
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Attribute) and node.attr == "writing":
            return True
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in functions and called not in seen | {name} and writes(called, functions, seen | {name}):
            return True
    return False


def test_every_service_that_writes_to_assessments_is_tried() -> None:
    tried = {f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for one in ATTEMPTS}
    assert writing_services() == tried | WRITE_NOTHING_OF_IT.keys()


@pytest.mark.parametrize("service", ATTEMPTS, ids=lambda one: one.__name__)
def test_nothing_of_a_signed_assessment_is_changed_by(service: Callable[..., object], scene: Scene) -> None:
    before = everything(scene.database)
    with suppress(NotPermittedError):
        ATTEMPTS[service](scene)
    assert everything(scene.database) == before


@pytest.mark.parametrize("service", ATTEMPTS, ids=lambda one: one.__name__)
def test_nor_by_those_who_need_no_role(service: Callable[..., object], scene: Scene) -> None:
    before = everything(scene.database)
    with suppress(NotPermittedError):
        ATTEMPTS[service](replace(scene, lead=OPERATOR))
    assert everything(scene.database) == before
