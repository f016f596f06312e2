"""Which version of a questionnaire the readers of a partnership look at: the newest that a result they see pins."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from selfassess.disclosure.sharing import Audience
from selfassess.store.dialects import table_of
from selfassess.store.rows import AssessmentRow, BatchMemberRow, BatchRow, QuestionnaireTextRow, SharingRow
from selfassess.store.texts import PinnedText

_TEXT, _ASSESSMENT, _SHARING = table_of(QuestionnaireTextRow), table_of(AssessmentRow), table_of(SharingRow)
_BATCH, _MEMBER = table_of(BatchRow), table_of(BatchMemberRow)
_SAW = {Audience.STEERING: _SHARING.c.steering_saw_at, Audience.MEMBERS: _SHARING.c.members_saw_at}
_COUNTED = exists(
    select(_BATCH.c.id)
    .join(_MEMBER, _MEMBER.c.batch == _BATCH.c.id)
    .where(_MEMBER.c.assessment == _ASSESSMENT.c.id, _BATCH.c.partnership == bindparam("partnership"))
)


def newest_text(session: Session, partnership: str, questionnaire: str, audience: Audience) -> PinnedText | None:
    """The newest version pinned by a result that the audience sees or saw by name, or that is or was counted.

    None where there is none. Of one that only waits it must not tell, not even that it is there.
    """
    row = session.execute(_newest(audience), {"partnership": partnership, "questionnaire": questionnaire}).one_or_none()
    if row is None:
        return None
    return PinnedText(sha256=row.sha256, questionnaire=row.questionnaire, version=row.version, data=row.text)


@cache
def _newest(audience: Audience) -> Select[Any]:
    one_that_pins_it = (
        select(_ASSESSMENT.c.id)
        .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
        .where(_SHARING.c.partnership == bindparam("partnership"), or_(_SAW[audience].is_not(None), _COUNTED))
        .where(_ASSESSMENT.c.sha256 == _TEXT.c.sha256, _ASSESSMENT.c.locked_at.is_not(None))
        .limit(1)
        .scalar_subquery()
    )
    # Asked of each version, of which there are few, until one result is found. Of EXISTS, PostgreSQL would make a join
    # with all results that are shared.
    query = select(_TEXT).where(_TEXT.c.questionnaire == bindparam("questionnaire"), one_that_pins_it.is_not(None))
    return query.order_by(_TEXT.c.first_seen.desc(), _TEXT.c.sha256).limit(1)
