"""The tables, one module a subject; their classes leave this room no further than `store`.

To add a table: its class in the module of its subject, named here, and a migration in `migrations/versions`.
"""

from selfassess.store.rows.agreeing import (
    AgreementRow,
    ContributionRow,
    EvidenceRow,
    EvidenceUseRow,
    ModerationRow,
    ParticipationRow,
    SignatureRow,
    StatusChangeRow,
)
from selfassess.store.rows.assessments import AnswerRevisionRow, AnswerRow, AssessmentRow, QuestionnaireTextRow
from selfassess.store.rows.base import Row
from selfassess.store.rows.organisations import (
    InvitationRow,
    MembershipRow,
    OrganisationRow,
    PartnershipMemberRow,
    PartnershipRow,
)
from selfassess.store.rows.people import AccountRow, KeptFormRow, LoginSessionRow, OneTimeLinkRow, ThrottleRow
from selfassess.store.rows.record import AuditEventRow, AuditHeadRow
from selfassess.store.rows.work import JobRow, OutboxRow

__all__ = [
    "AccountRow",
    "AgreementRow",
    "AnswerRevisionRow",
    "AnswerRow",
    "AssessmentRow",
    "AuditEventRow",
    "AuditHeadRow",
    "ContributionRow",
    "EvidenceRow",
    "EvidenceUseRow",
    "InvitationRow",
    "JobRow",
    "KeptFormRow",
    "LoginSessionRow",
    "MembershipRow",
    "ModerationRow",
    "OneTimeLinkRow",
    "OrganisationRow",
    "OutboxRow",
    "ParticipationRow",
    "PartnershipMemberRow",
    "PartnershipRow",
    "QuestionnaireTextRow",
    "Row",
    "SignatureRow",
    "StatusChangeRow",
    "ThrottleRow",
]
