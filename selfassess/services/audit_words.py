"""What each event is called and the sentence that tells it: the one place, for pages, files and terminals alike.

To add an event: its member in `audit.Event`, and here its line in `SENTENCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from selfassess.language import Translator
from selfassess.services.access import ActorKind
from selfassess.services.audit import Event

Sentence = Callable[[Translator, Mapping[str, str]], str]
"""Says what `who` did to `what`, at the `place` (organisation or partnership) it belongs to."""

SENTENCES: Mapping[Event, Sentence] = MappingProxyType(
    {
        Event.ASSESSMENT_STARTED: lambda t, v: t("{who} started the assessment {what}.", **v),
        Event.ASSESSMENT_CHANGED: lambda t, v: t("{who} changed the details of the assessment {what}.", **v),
        Event.ASSESSMENT_ARRANGED: lambda t, v: t("{who} chose the steps of the assessment {what}.", **v),
        Event.ASSESSMENT_MOVED: lambda t, v: t("{who} took the assessment {what} a step on.", **v),
        Event.ASSESSMENT_MOVED_BACK: lambda t, v: t("{who} took the assessment {what} a step back.", **v),
        Event.ASSESSMENT_LOCKED: lambda t, v: t("{who} took the last step: {what} is signed and locked.", **v),
        Event.DOCUMENT_KEPT: lambda t, v: t("{who} had a final document of {what} made, which stays as it is.", **v),
        Event.PACKS_ASKED: lambda t, v: t("{who} asked for the packs of {place}.", **v),
        Event.PACKS_MADE: lambda t, v: t("{who} had the packs of {place} made.", **v),
        Event.PACKS_CANCELLED: lambda t, v: t("{who} cancelled the packs of {place}.", **v),
        Event.ASSESSMENT_CORRECTED: lambda t, v: t("{who} began a correction of a locked assessment: {what}.", **v),
        Event.ASSESSMENT_DELETED: lambda t, v: t("{who} deleted the assessment {what}.", **v),
        Event.ANSWERS_SAVED: lambda t, v: t("{who} saved answers in the assessment {what}.", **v),
        Event.LEVEL_CONFIRMED: lambda t, v: t("{who} confirmed a level of last year in {what}.", **v),
        Event.CONTRIBUTOR_ASKED: lambda t, v: t("{who} asked somebody to contribute to {what}.", **v),
        Event.CONTRIBUTOR_ASKED_ANEW: lambda t, v: t("{who} changed what a contributor is asked in {what}.", **v),
        Event.CONTRIBUTOR_WITHDRAWN: lambda t, v: t("{who} ended somebody’s part in {what}.", **v),
        Event.CONTRIBUTION_BEGUN: lambda t, v: t("{who} began to answer {what} apart.", **v),
        Event.CONTRIBUTION_FINISHED: lambda t, v: t("{who} finished answering {what} apart.", **v),
        Event.CONTRIBUTION_REOPENED: lambda t, v: t("{who} went on answering {what} apart.", **v),
        Event.CONTRIBUTION_DECLINED: lambda t, v: t("{who} declined to contribute to {what}.", **v),
        Event.CONTRIBUTION_HANDED_OVER: lambda t, v: t("{who} handed a sheet of {what} over to somebody else.", **v),
        Event.CONTRIBUTORS_REMINDED: lambda t, v: t("{who} reminded contributors to {what}.", **v),
        Event.REMINDERS_CHOSEN: lambda t, v: t("{who} chose whether to be reminded of {what}.", **v),
        Event.WORKSHOP_PLANNED: lambda t, v: t("{who} planned the workshop of {what}.", **v),
        Event.WORKSHOP_AGREED: lambda t, v: t("{who} recorded what was agreed in the workshop of {what}.", **v),
        Event.MODERATED: lambda t, v: t("{who} moderated an answer of {what}.", **v),
        Event.SHARING_CHOSEN: lambda t, v: t("{who} chose with whom the result of {what} is shared.", **v),
        Event.COMMITMENT_SIGNED: lambda t, v: t("{who} signed the pledge or concordat for {what}.", **v),
        Event.ACTIONS_REMINDED: lambda t, v: t("{who} reminded somebody of actions of {place}.", **v),
        Event.ACTION_REMINDERS_CHOSEN: lambda t, v: t("{who} chose whether to be reminded of actions of {place}.", **v),
        Event.CALENDAR_MADE: lambda t, v: t("{who} made a calendar address for the actions of {place}.", **v),
        Event.CALENDAR_REVOKED: lambda t, v: t("{who} revoked a calendar address for the actions of {place}.", **v),
        Event.EVIDENCE_ADDED: lambda t, v: t("{who} added evidence that {place} keeps.", **v),
        Event.EVIDENCE_CHANGED: lambda t, v: t("{who} changed evidence that {place} keeps.", **v),
        Event.EVIDENCE_CONFIRMED: lambda t, v: t("{who} confirmed that evidence of {place} is still true.", **v),
        Event.EVIDENCE_RETIRED: lambda t, v: t("{who} retired evidence of {place}: it is no longer true.", **v),
        Event.EVIDENCE_BROUGHT_BACK: lambda t, v: t("{who} brought evidence of {place} back.", **v),
        Event.EVIDENCE_USED: lambda t, v: t("{who} used evidence that {place} keeps in {what}.", **v),
        Event.PLAN_BEGUN: lambda t, v: t("{who} began a plan of actions for {place}.", **v),
        Event.PLAN_CHECKED: lambda t, v: t("{who} recorded a check of the actions of {place}.", **v),
        Event.PLAN_CLOSED: lambda t, v: t("{who} closed a plan of actions of {place} and began the next.", **v),
        Event.PLAN_DELETED: lambda t, v: t("{who} deleted an empty plan of actions of {place}.", **v),
        Event.ACTIONS_ADDED: lambda t, v: t("{who} added actions to the plan of {place}.", **v),
        Event.ACTION_CHANGED: lambda t, v: t("{who} changed an action of {place}.", **v),
        Event.ACTION_DELETED: lambda t, v: t("{who} deleted an action of {place}.", **v),
        Event.PROGRESS_NOTED: lambda t, v: t("{who} told how far an action of {place} is.", **v),
        Event.TARGETS_SET: lambda t, v: t("{who} set targets of {what}.", **v),
        Event.EXAMPLE_REMOVED: lambda t, v: t("{who} removed the example data.", **v),
        Event.ORGANISATION_ADDED: lambda t, v: t("{who} added the organisation {what}.", **v),
        Event.ORGANISATION_CHANGED: lambda t, v: t("{who} changed name or kind of the organisation {what}.", **v),
        Event.BRAND_CHANGED: lambda t, v: t("{who} changed how {what} looks on paper.", **v),
        Event.ORGANISATION_CLOSED: lambda t, v: t("{who} closed the organisation {what}.", **v),
        Event.ORGANISATION_REOPENED: lambda t, v: t("{who} opened the organisation {what} again.", **v),
        Event.ORGANISATION_DELETED: lambda t, v: t("{who} deleted the organisation {what}.", **v),
        Event.PARTNERSHIP_ADDED: lambda t, v: t("{who} added the partnership {what}.", **v),
        Event.PARTNERSHIP_CHANGED: lambda t, v: t("{who} renamed the partnership {what}.", **v),
        Event.PARTNERSHIP_CLOSED: lambda t, v: t("{who} closed the partnership {what}.", **v),
        Event.PARTNERSHIP_REOPENED: lambda t, v: t("{who} opened the partnership {what} again.", **v),
        Event.PARTNERSHIP_DELETED: lambda t, v: t("{who} deleted the partnership {what}.", **v),
        Event.SIGNATORIES_PUBLISHED: lambda t, v: t("{who} let anybody see who has signed in {what}.", **v),
        Event.SIGNATORIES_HIDDEN: lambda t, v: t("{who} ended that anybody sees who has signed in {what}.", **v),
        Event.PARTNERSHIP_JOINED: lambda t, v: t("{who} let {what} join a partnership.", **v),
        Event.PARTNERSHIP_LEFT: lambda t, v: t("{who} took {what} out of a partnership.", **v),
        Event.ROLES_CHANGED: lambda t, v: t("{who} changed the roles of {what} in {place}.", **v),
        Event.ROLES_LEFT: lambda t, v: t("{who} gave up every role in {place}.", **v),
        Event.INVITED: lambda t, v: t("{who} invited somebody to {place}.", **v),
        Event.INVITED_AGAIN: lambda t, v: t("{who} sent an invitation to {place} again.", **v),
        Event.INVITATION_REVOKED: lambda t, v: t("{who} took back an invitation to {place}.", **v),
        Event.INVITATION_ACCEPTED: lambda t, v: t("{who} accepted an invitation to {place}.", **v),
        Event.JOB_CANCELLED: lambda t, v: t("{who} cancelled a job.", **v),
        Event.SET_UP: lambda t, v: t("{who} set up accounts: {what} is the first administrator.", **v),
        Event.ACCOUNT_ADDED: lambda t, v: t("{who} added the account of {what}.", **v),
        Event.ACCOUNT_DEACTIVATED: lambda t, v: t("{who} switched off the account of {what}.", **v),
        Event.ACCOUNT_ACTIVATED: lambda t, v: t("{who} switched on the account of {what}.", **v),
        Event.ADMINISTRATOR_MADE: lambda t, v: t("{who} made {what} an administrator.", **v),
        Event.ADMINISTRATOR_UNMADE: lambda t, v: t("{who} took away that {what} is an administrator.", **v),
        Event.LINK_HANDED_OVER: lambda t, v: t("{who} made a link for {what} to choose a new password.", **v),
        Event.SIGNED_IN: lambda t, v: t("{who} signed in.", **v),
        Event.SIGNED_OUT: lambda t, v: t("{who} signed out.", **v),
        Event.SIGNED_OUT_ELSEWHERE: lambda t, v: t("{who} signed out everywhere else.", **v),
        Event.NAME_CHANGED: lambda t, v: t("{who} changed their name.", **v),
        Event.EMAIL_CHANGED: lambda t, v: t("{who} changed their e-mail address.", **v),
        Event.PASSWORD_CHANGED: lambda t, v: t("{who} chose a new password.", **v),
        Event.SECOND_STEP_SET_UP: lambda t, v: t("{who} set up a second step for signing in.", **v),
        Event.SECOND_STEP_REMOVED: lambda t, v: t("{who} switched off their second step for signing in.", **v),
        Event.RECOVERY_CODES_MADE: lambda t, v: t("{who} made new recovery codes.", **v),
        Event.PERSON_ERASED: lambda t, v: t("{who} erased the account of {what}.", **v),
        Event.SITE_TEXT_WRITTEN: lambda t, v: t("{who} wrote a page of this installation in other words.", **v),
        Event.SITE_TEXT_BROUGHT_BACK: lambda t, v: t("{who} gave a page back the program’s own words.", **v),
        Event.RETENTION_SET: lambda t, v: t("{who} set how long something is kept.", **v),
        Event.ASSESSMENT_EXPIRED: lambda t, v: t("{who} deleted {what}: it was kept as long as was set.", **v),
        Event.SHEETS_EXPIRED: lambda t, v: t("{who} deleted what contributors to {what} wrote apart.", **v),
        Event.INVITATION_EXPIRED: lambda t, v: t("{who} forgot to whom an invitation went.", **v),
        Event.PERSON_COPIED: lambda t, v: t("{who} made a copy of what is kept about {what}.", **v),
        Event.ORGANISATION_COPIED: lambda t, v: t("{who} made a copy of everything about {what}.", **v),
        Event.COPY_MADE: lambda t, v: t("{who} made a safe copy of everything.", **v),
        Event.COPY_TAKEN: lambda t, v: t("{who} downloaded a safe copy of everything.", **v),
        Event.COPY_RESTORED: lambda t, v: t("{who} put a safe copy in the place of everything.", **v),
        Event.DATABASE_MOVED: lambda t, v: t("{who} moved everything into another database.", **v),
        Event.MESSAGE_RETRIED: lambda t, v: t("{who} had a message tried again.", **v),
        Event.MESSAGE_TESTED: lambda t, v: t("{who} sent themselves a test message.", **v),
    }
)


def event_sentence(t: Translator, event: str, values: Mapping[str, str]) -> str:
    """The sentence of an event; one that only a newer version knows is told by its name."""
    known = next((one for one in SENTENCES if one.value == event), None)
    return SENTENCES[known](t, values) if known else t("{who}: {event} ({what}).", event=event, **values)


def event_name(t: Translator, event: str) -> str:
    """The event as one of a list to choose from: "Answers saved"."""
    return t(event[:1].upper() + event[1:])


def actor_words(t: Translator, kind: str) -> str:
    """Somebody without an account, at the beginning of a sentence."""
    match kind:
        case ActorKind.LOCAL.value:
            return t("Somebody at this machine")
        case ActorKind.OPERATOR.value:
            return t("The operator, on a terminal,")
        case ActorKind.WORKER.value:
            return t("The program itself")
        case _:
            return t("A visitor")
