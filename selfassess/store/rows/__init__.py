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
from selfassess.store.rows.packs import BrandingRow, FinalPackRow, PackItemRow, PackRunRow, RetentionRow, SiteTextRow
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
    "BrandingRow",
    "CalendarFeedRow",
    "ConfirmationRow",
    "ContributionRow",
    "EvidenceRow",
    "EvidenceUseRow",
    "FinalPackRow",
    "InvitationRow",
    "JobRow",
    "KeptFormRow",
    "LoginSessionRow",
    "MembershipRow",
    "ModerationRow",
    "OneTimeLinkRow",
    "OrganisationRow",
    "OutboxRow",
    "PackItemRow",
    "PackRunRow",
    "ParticipationRow",
    "PartnershipFigureRow",
    "PartnershipMemberRow",
    "PartnershipRow",
    "PlanCheckRow",
    "PlanRow",
    "QuestionnaireTextRow",
    "QuietRow",
    "RetentionRow",
    "Row",
    "SectionFigureRow",
    "SharingRow",
    "SignatureRow",
    "SiteTextRow",
    "StatusChangeRow",
    "TargetRow",
    "ThrottleRow",
    "YearlyResultRow",
]
