"""Inviting by a list: everything that is wrong with it at once, what it would do, then all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from selfassess.language import Translator
from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.accounts import LONGEST_NAME, normalised
from selfassess.services.invitation_file import ListProblem, RawRow, rows_of
from selfassess.services.invitations import (
    Invited,
    Invitee,
    TooMany,
    count_sending,
    invite_within,
    record_invited,
    require_to_invite,
    roles_to_offer_in,
)
from selfassess.services.place_words import role_words
from selfassess.store import invitations as kept
from selfassess.store.accounts import account_of_email
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import hold_place, roles_held
from selfassess.store.organisations import find_organisation, services_of
from selfassess.store.partnerships import find_partnership, organisations_in
from selfassess.store.people import Place, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Somebody on the list. `place_name` is where, `nothing_to_do`: they have the role, or are invited to it."""

    line: int
    invitee: Invitee
    place: Place
    place_name: str
    nothing_to_do: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the list would do; with any of `problems` it does nothing at all."""

    planned: tuple[Planned, ...]
    problems: tuple[ListProblem, ...]

    @property
    def to_send(self) -> int:
        """How many invitations it would send."""
        return sum(not one.nothing_to_do for one in self.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Done: how many were invited, and how many had the role or an invitation before."""

    invited: int
    left_alone: int


def plan_list(database: Database, who: Actor, place: Place, text: str, t: Translator, *, now: datetime) -> Plan:
    """What the list would do, by one who may invite to the place or, for a partnership, to what belongs to it.

    Columns: name (may be empty), e-mail, role; organisation, empty or left out for the place itself, else the name of
    a service in it or of an organisation in the partnership. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        return _plan(session, who, place, text, t, now)


def invite_list(
    database: Database, who: Actor, place: Place, text: str, mail: Post, *, now: datetime
) -> Sent | Plan | TooMany:
    """Do what the list says, all of it or, where anything is wrong by now, nothing: then the plan tells what."""
    with database.writing() as session:
        hold_place(session, place)
        plan = _plan(session, who, place, text, mail.t, now)
        if plan.problems:
            return plan
        waits = [count_sending(session, who, now) for _ in range(plan.to_send)]
        if any(waits):
            return TooMany(wait=max(wait for wait in waits if wait))
        done = [invite_within(session, who, one.place, one.invitee, mail, now) for one in plan.planned]
        sent = [one.invitation for one in done if isinstance(one, Invited)]
        for invitation in sent:
            record_invited(session, who, invitation, now)
        return Sent(invited=len(sent), left_alone=len(done) - len(sent))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """A place that the list may name, and the roles this person may offer there."""

    place: Place
    name: str
    offered: tuple[Role, ...]


def _plan(session: Transaction, who: Actor, place: Place, text: str, t: Translator, now: datetime) -> Plan:
    targets = _targets(session, who, place)
    raw, problems = rows_of(text, t)
    found = list(problems)
    planned: dict[tuple[str, Role, str], Planned] = {}
    for row in raw:
        read = _read(row, targets, t)
        if isinstance(read, Planned):
            key = (read.place.id, read.invitee.role, read.invitee.email or "")
            if key in planned:
                sentence = t("The same person, role and organisation stand in line {line}.", line=planned[key].line)
                found.append(ListProblem(line=row.line, sentence=sentence))
            planned.setdefault(key, read)
        else:
            found += [ListProblem(line=row.line, sentence=sentence) for sentence in read]
    if found:
        return Plan(planned=(), problems=tuple(sorted(found, key=lambda one: one.line)))
    known = tuple(replace(one, nothing_to_do=_is_known(session, one, now)) for one in planned.values())
    return Plan(planned=known, problems=())


def _targets(session: Transaction, who: Actor, place: Place) -> tuple[_Target, ...]:
    """The place itself first, then what is inside it."""
    if place.organisation:
        own, inside = find_organisation(session, place.organisation), services_of(session, [place.organisation])
        name = own.name if own else ""
    else:
        partnership = find_partnership(session, place.id)
        inside, name = organisations_in(session, place.id), partnership.name if partnership else ""
    offered = roles_to_offer_in(session, who, place)
    if not offered:
        require_to_invite(session, who, place, place.head)
    around = _Target(place=place, name=name, offered=offered)
    within = (Place(organisation=one.id) for one in inside)
    return around, *(
        _Target(place=at, name=one.name, offered=roles_to_offer_in(session, who, at))
        for one, at in zip(inside, within, strict=True)
    )


def _read(row: RawRow, targets: tuple[_Target, ...], t: Translator) -> Planned | list[str]:
    """Who is to be invited, or everything that is wrong in the line."""
    cells, wrong = row.cells, []
    email = normalised(cells.get("email", ""))
    if email is None:
        wrong.append(_email_fault(cells.get("email", ""), t))
    if len(cells.get("name", "")) > LONGEST_NAME:
        wrong.append(t("The name is longer than {count} characters.", count=LONGEST_NAME))
    target = _target(cells.get("organisation", ""), targets, t)
    if isinstance(target, str):
        wrong.append(target)
        return wrong
    role = _role(cells.get("role", ""), target, t)
    if not isinstance(role, Role):
        wrong.append(role)
    if wrong or email is None or not isinstance(role, Role):
        return wrong
    invitee = Invitee(name=cells.get("name", ""), email=email, role=role)
    return Planned(line=row.line, invitee=invitee, place=target.place, place_name=target.name, nothing_to_do=False)


def _email_fault(typed: str, t: Translator) -> str:
    if not typed:
        return t("The e-mail address is missing.")
    return t("“{typed}” is no e-mail address. Write it like name@example.org.", typed=typed[:80])


def _target(typed: str, targets: tuple[_Target, ...], t: Translator) -> _Target | str:
    if not typed:
        return targets[0]
    named = [one for one in targets if one.name.casefold() == typed.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        return t("There are {count} organisations called “{typed}” here. Invite on the page of the one you mean.",
                 count=len(named), typed=typed[:80])  # fmt: skip
    return t("There is no organisation “{typed}” here. Add it first, or correct its name.", typed=typed[:80])


def _role(typed: str, target: _Target, t: Translator) -> Role | str:
    if not target.offered:
        return t("{organisation} has a lead, who invites people there. Take this line out.", organisation=target.name)
    offered = t.listing([role_words(t, role) for role in target.offered])
    if not typed:
        return t("The role is missing. In {place} it can be: {roles}.", place=target.name, roles=offered)
    for role in target.offered:
        if typed.casefold() in (role.value, role.value.replace("_", " "), role_words(t, role).casefold()):
            return role
    return t("“{typed}” is no role you can offer in {place}. It can be: {roles}.",
             typed=typed[:80], place=target.name, roles=offered)  # fmt: skip


def _is_known(session: Transaction, one: Planned, now: datetime) -> bool:
    email = one.invitee.email or ""
    account = account_of_email(session, email)
    if account and one.invitee.role in roles_held(session, one.place, account.id):
        return True
    return kept.open_invitation(session, one.place, email, one.invitee.role, now) is not None
