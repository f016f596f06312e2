"""How far this year's look at last year's levels is, and what was said of each."""

from __future__ import annotations

from selfassess.comparison import LookedBack
from selfassess.language import Translator
from selfassess.report.looked_back_words import became_words, looked_back_words
from selfassess.services.assessments import OpenAssessment
from selfassess.services.confirming import confirmations_in
from selfassess.web.security.actors import who
from selfassess.web.views.last_time import LastTime
from selfassess.web.wiring import wiring


def looked_back(here: OpenAssessment) -> tuple[str, LookedBack] | None:
    """The period before and what became of its levels; None where there is none, or answers are not to be seen."""
    use = wiring()
    if not here.may_see_answers:
        return None
    last = LastTime.of(here, use)
    if not last.levels():
        return None
    confirmed = confirmations_in(use.database, who(), here.assessment.id)
    return last.looked_back(here.sheet, [one.confirmed for one in confirmed])


def looked_back_line(found: tuple[str, LookedBack] | None, t: Translator) -> str:
    """All of it counted, in a sentence; empty where there is nothing to look back at."""
    if found is None:
        return ""
    return t("Beside {period}: {counts}.", period=found[0], counts=looked_back_words(t, found[1]))


def became_words_of(question: str, found: tuple[str, LookedBack] | None, t: Translator) -> str:
    """What was said of the level of then; empty where there was none, or nothing is said yet."""
    became = found[1].became(question) if found else None
    if found is None or became is None:
        return ""
    day = next((one.true_on for one in found[1].confirmed if one.question == question), None)
    return became_words(t, found[0], became, day)
