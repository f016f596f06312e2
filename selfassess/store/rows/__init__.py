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
from selfassess.store.rows.planning import (
    ActionNoteRow,
    ActionQuestionRow,
    ActionRow,
    CalendarFeedRow,
    ConfirmationRow,
    PlanCheckRow,
    PlanRow,
    QuietRow,
    TargetRow,
)
from selfassess.store.rows.record import AuditEventRow, AuditHeadRow
from selfassess.store.rows.sharing import (
    BatchMemberRow,
    BatchRow,
    PartnershipFigureRow,
    SectionFigureRow,
    SharingRow,
    YearlyResultRow,
)
from selfassess.store.rows.work import JobRow, OutboxRow

__all__ = [
    "AccountRow",
    "ActionNoteRow",
    "ActionQuestionRow",
    "ActionRow",
    "AgreementRow",
    "AnswerRevisionRow",
    "AnswerRow",
    "AssessmentRow",
    "AuditEventRow",
    "AuditHeadRow",
    "BatchMemberRow",
    "BatchRow",
    "CalendarFeedRow",
    "ConfirmationRow",
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
    "PartnershipFigureRow",
    "PartnershipMemberRow",
    "PartnershipRow",
    "PlanCheckRow",
    "PlanRow",
    "QuestionnaireTextRow",
    "QuietRow",
    "Row",
    "SectionFigureRow",
    "SharingRow",
    "SignatureRow",
    "StatusChangeRow",
    "TargetRow",
    "ThrottleRow",
    "YearlyResultRow",
]
