"""With whom results are shared, as other pages show it in passing: of an assessment, and of an organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from selfassess.services.assessments import OpenAssessment
from selfassess.services.rights import Action
from selfassess.services.sharing import Shared, SharedYear, shared_by, sharing_of
from selfassess.services.sharing_words import standing_words
from selfassess.store.people import Organisation
from selfassess.web.security.actors import who
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingTold:
    """What is chosen for a result, for the pages that show it in passing: partnership and choice in words.

    `open`: it is signed, and whoever looks may choose what nobody has chosen yet.
    """

    lines: tuple[tuple[str, str], ...]
    address: str
    may_share: bool
    open: bool


def sharing_told(here: OpenAssessment) -> SharingTold | None:
    """For those who may see the answers, where the organisation belongs to any partnership."""
    use, t = wiring(), wiring().t
    shared = sharing_of(use.database, who(), here.assessment.id) if Action.SEE_ANSWERS in here.may else ()
    if not shared:
        return None
    may_share = Action.SHARE in here.may
    return SharingTold(
        lines=tuple((one.partnership.name, standing_words(t, one)) for one in shared),
        address=url_for("sharing.sharing", id=here.assessment.id),
        may_share=may_share,
        open=may_share and any(one.stands and not one.revision for one in shared),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """A signed result of the organisation in one of its partnerships; `against` is where it stands beside others."""

    title: str
    year: int
    words: str
    sharing: str
    against: str


def shared_lines(organisation: Organisation, titles: Mapping[str, str]) -> dict[str, list[SharedLine]]:
    """By partnership the latest result of each questionnaire; `titles` by the id of an assessment."""
    use, found = wiring(), defaultdict[str, list[SharedLine]](list)
    latest = {one.questionnaire: one for one in reversed(shared_by(use.database, who(), organisation.id))}
    for one in latest.values():
        for shared in one.shared:
            found[shared.partnership.id].append(_line(organisation, one, shared, titles))
    return found


def _line(organisation: Organisation, one: SharedYear, shared: Shared, titles: Mapping[str, str]) -> SharedLine:
    return SharedLine(
        title=titles.get(one.assessment, one.questionnaire),
        year=one.year,
        words=standing_words(wiring().t, shared),
        sharing=url_for("sharing.sharing", id=one.assessment),
        against=url_for(
            "against.against",
            organisation=organisation.id,
            partnership=shared.partnership.id,
            questionnaire=one.questionnaire,
            year=one.year,
        ),
    )
