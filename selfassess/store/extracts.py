"""Everything that is kept about one person or one organisation, table by table, without what opens a door.

Every table of the schema has its line here, with what of it belongs to a copy or with the reason why none of it does:
a test knows them all. Passwords, secrets and their hashes are in no copy, nor are the bytes of files, which `files_of`
gives apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, false, or_, select
from sqlalchemy.orm import Session

from selfassess.store import rows
from selfassess.store.dialects import table_of

_LEFT_ALONE: Mapping[str, frozenset[str]] = {
    "account": frozenset({"password", "second_step", "last_code", "recovery_codes"}),
    "login_session": frozenset({"id"}),
    "one_time_link": frozenset({"secret"}),
    "invitation": frozenset({"secret"}),
    "calendar_feed": frozenset({"secret"}),
    "outbox": frozenset({"text", "html", "key"}),  # a link to choose a new password may stand in them
    "assessment": frozenset({"token"}),
    "audit_event": frozenset({"previous", "hash"}),
}

_THE_ORGANISATIONS: Mapping[str, frozenset[str]] = {
    "signature": frozenset({"key_actions", "statement"}),
    "action": frozenset({"text", "measure", "reason", "owner_role"}),
}
"""What of a table is in the copy of an organisation and in nobody's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a copy holds of a table. `columns`: name and meaning of each; `rows` in the order of the key."""

    table: str
    about: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose copy it is. `own`: for their own eyes; then what nobody else may read is in it too."""

    account: str
    email: str | None
    own: bool


Condition = Callable[[Table, Any], ColumnElement[bool]]


def _of_account(column: str = "account") -> Condition:
    return lambda table, who: table.c[column] == who.account


def _for_their_eyes(table: Table, who: Person) -> ColumnElement[bool]:
    return (table.c.account == who.account) if who.own else false()


def _their_answers(table: Table, who: Person) -> ColumnElement[bool]:
    part = table_of(rows.ParticipationRow)
    mine = select(part.c.id).where(part.c.account == who.account)
    return table.c.participation.in_(mine) if who.own else false()


def _to_them(column: str, address: str) -> Condition:
    return lambda table, who: or_(table.c[column] == who.account, table.c[address] == (who.email or "-"))


def _done_by_or_to(table: Table, who: Person) -> ColumnElement[bool]:
    return or_(table.c.actor == who.account, (table.c.subject_kind == "account") & (table.c.subject == who.account))


ABOUT_A_PERSON: Mapping[type[rows.Row], Condition] = {
    rows.AccountRow: _of_account("id"),
    rows.MembershipRow: _of_account(),
    rows.InvitationRow: _to_them("accepted_by", "email"),
    rows.LoginSessionRow: _of_account(),
    rows.OneTimeLinkRow: _of_account(),
    rows.KeptFormRow: _for_their_eyes,
    rows.ParticipationRow: _of_account(),
    rows.ContributionRow: _their_answers,
    rows.SignatureRow: _of_account("signed_by"),
    rows.ActionRow: _of_account("owner"),
    rows.QuietRow: _of_account(),
    rows.CalendarFeedRow: _of_account(),
    rows.OutboxRow: _to_them("account", "to"),
    rows.JobRow: _of_account("requested_by"),
    rows.PackRunRow: _of_account("requested_by"),
    rows.AuditEventRow: _done_by_or_to,
}
"""What somebody did for an organisation stands in the audit record; what they wrote there is the organisation's."""


def _of_organisation(column: str = "organisation") -> Condition:
    return lambda table, its: table.c[column] == its


def _of_its(parent: type[rows.Row], column: str, key: str = "id", whose: str = "organisation") -> Condition:
    above = table_of(parent)
    return lambda table, its: table.c[column].in_(select(above.c[key]).where(above.c[whose] == its))


_OF_ITS_ASSESSMENTS = _of_its(rows.AssessmentRow, "assessment", whose="organisation_id")


def _of_its_actions(table: Table, id: str) -> ColumnElement[bool]:
    action, plan = table_of(rows.ActionRow), table_of(rows.PlanRow)
    its = select(action.c.id).join(plan, plan.c.id == action.c.plan).where(plan.c.organisation == id)
    return table.c.action.in_(its)


ABOUT_AN_ORGANISATION: Mapping[type[rows.Row], Condition] = {
    rows.OrganisationRow: _of_organisation("id"),
    rows.PartnershipMemberRow: _of_organisation(),
    rows.MembershipRow: _of_organisation(),
    rows.InvitationRow: _of_organisation(),
    rows.BrandingRow: _of_organisation(),
    rows.QuestionnaireTextRow: _of_its(rows.AssessmentRow, "sha256", "sha256", "organisation_id"),
    rows.AssessmentRow: _of_organisation("organisation_id"),
    rows.AnswerRow: _OF_ITS_ASSESSMENTS,
    rows.AnswerRevisionRow: _OF_ITS_ASSESSMENTS,
    rows.ConfirmationRow: _OF_ITS_ASSESSMENTS,
    rows.ParticipationRow: _OF_ITS_ASSESSMENTS,
    rows.StatusChangeRow: _OF_ITS_ASSESSMENTS,
    rows.AgreementRow: _OF_ITS_ASSESSMENTS,
    rows.ModerationRow: _OF_ITS_ASSESSMENTS,
    rows.SignatureRow: _of_organisation(),
    rows.SharingRow: _OF_ITS_ASSESSMENTS,
    rows.YearlyResultRow: _of_organisation(),
    rows.SectionFigureRow: _OF_ITS_ASSESSMENTS,
    rows.FinalPackRow: _OF_ITS_ASSESSMENTS,
    rows.EvidenceRow: _of_organisation(),
    rows.EvidenceUseRow: _OF_ITS_ASSESSMENTS,
    rows.PlanRow: _of_organisation(),
    rows.ActionRow: _of_its(rows.PlanRow, "plan"),
    rows.ActionQuestionRow: _of_its_actions,
    rows.ActionNoteRow: _of_its_actions,
    rows.PlanCheckRow: _of_its(rows.PlanRow, "plan"),
    rows.TargetRow: _of_organisation(),
    rows.CalendarFeedRow: _of_organisation(),
    rows.JobRow: _of_organisation(),
    rows.AuditEventRow: _of_organisation(),
}

IN_NO_COPY: Mapping[type[rows.Row], str] = {
    rows.ThrottleRow: "counts guesses by the hash of what is guessed: nobody can tell whose they are",
    rows.AuditHeadRow: "holds the end of the audit record",
    rows.PartnershipRow: "belongs to the partnership; a membership names it",
    rows.BatchRow: "belongs to the partnership",
    rows.BatchMemberRow: "tells with whom an organisation is counted, which nobody is told",
    rows.PartnershipFigureRow: "belongs to the partnership; members see it on its pages",
    rows.PackItemRow: "belongs to the partnership for which packs were made",
    rows.SiteTextRow: "belongs to the installation; everybody can read it on its pages",
    rows.RetentionRow: "belongs to the installation; everybody can read it in the privacy notice",
}
"""Why nothing of these tables is in any copy."""


def about_person(session: Session, who: Person) -> tuple[Extract, ...]:
    """What there is about somebody; tables without a row too."""
    return tuple(_extract(session, row, which, who, _THE_ORGANISATIONS) for row, which in ABOUT_A_PERSON.items())


def about_organisation(session: Session, id: str) -> tuple[Extract, ...]:
    """What there is about an organisation, without what was answered apart in it; tables without a row too."""
    return tuple(_extract(session, row, which, id, {}) for row, which in ABOUT_AN_ORGANISATION.items())


def _extract(
    session: Session, row: type[rows.Row], which: Condition, of: Any, others: Mapping[str, frozenset[str]]
) -> Extract:
    table = table_of(row)
    skipped = _LEFT_ALONE.get(table.name, frozenset()) | others.get(table.name, frozenset())
    columns = [one for one in table.c if one.name not in skipped and not isinstance(one.type, LargeBinary)]
    query = select(*columns).where(which(table, of)).order_by(*table.primary_key.columns)
    return Extract(
        table=table.name,
        about=(row.__doc__ or "").partition("\n")[0],
        columns=tuple((one.name, one.comment or "") for one in columns),
        rows=tuple(tuple(one) for one in session.execute(query)),
    )


def people_of(session: Session, organisation: str) -> Extract:
    """Who ever had a role in it, so that the ids in its other tables can be read; an erased person has no name."""
    account, role = table_of(rows.AccountRow), table_of(rows.MembershipRow)
    held = select(role.c.account).where(role.c.organisation == organisation)
    query = select(account.c.id, account.c.name, account.c.email).where(account.c.id.in_(held)).order_by(account.c.id)
    return Extract(
        table="people",
        about="Who has a role in the organisation, or ever had one.",
        columns=(
            ("id", "of the account; other tables name it"),
            ("name", "as the person writes it; empty once erased"),
            ("email", "address; none once erased"),
        ),
        rows=tuple(tuple(one) for one in session.execute(query)),
    )


def places_of(session: Session, account: str) -> Extract:
    """Where somebody has a role, so that the ids in the other tables can be read; no name of where they had one.

    A place may be called otherwise since, and who has no role in it any more is told nothing of it.
    """
    role = table_of(rows.MembershipRow)
    theirs = (role.c.account == account, role.c.ended_at.is_(None))
    found: list[tuple[str, str, str]] = []
    for kind, row in (("organisation", rows.OrganisationRow), ("partnership", rows.PartnershipRow)):
        place = table_of(row)
        held = select(role.c[kind]).where(*theirs, role.c[kind].is_not(None))
        query = select(place.c.id, place.c.name).where(place.c.id.in_(held)).order_by(place.c.id)
        found += [(id, kind, name) for id, name in session.execute(query)]
    return Extract(
        table="places",
        about="Where the person has a role now.",
        columns=(
            ("id", "other tables name it"),
            ("kind", "organisation or partnership"),
            ("name", "as it is called now"),
        ),
        rows=tuple(found),
    )


def files_of(session: Session, organisation: str) -> dict[str, bytes]:
    """The files that belong to a copy of an organisation, by a name for each: questionnaires, reports, the logo."""
    assessment, text = table_of(rows.AssessmentRow), table_of(rows.QuestionnaireTextRow)
    pack, brand = table_of(rows.FinalPackRow), table_of(rows.BrandingRow)
    files: dict[str, bytes] = {}
    pinned = select(assessment.c.sha256).where(assessment.c.organisation_id == organisation)
    for row in session.execute(select(text).where(text.c.sha256.in_(pinned)).order_by(text.c.sha256)):
        files[f"questionnaires/{row.questionnaire}-{row.version}-{row.sha256[:8]}.yaml"] = row.text
    theirs = select(assessment.c.id).where(assessment.c.organisation_id == organisation)
    for row in session.execute(select(pack).where(pack.c.assessment.in_(theirs)).order_by(*pack.primary_key.columns)):
        files[f"reports/{row.assessment}-{row.document}{row.suffix}"] = row.content
    logo = session.scalar(select(brand.c.logo).where(brand.c.organisation == organisation))
    return files | ({"logo.png": logo} if logo else {})
