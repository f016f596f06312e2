"""What the year before said, in sight of this year's questions; and where it says nothing to one of them, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.comparison import Confirmed, LookedBack, Pairing, look_back, pair
from selfassess.comparison.compare import answered_levels
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.year_words import reason_words
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_offers import Then
from selfassess.services.proceedings import dissent_in
from selfassess.web.security.actors import who
from selfassess.web.views.earlier import earlier_years
from selfassess.web.wiring import Wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer in words; `level` only where the scale is today's, `described` is the full text of its level."""

    period: str
    said: str
    level: int | None
    described: str
    reason: str
    comment: str
    evidence: str
    dissent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedThen:
    """An earlier question that this year's came from, and what was said to it; None where nothing was."""

    prompt: str
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """That no level of the earlier year can be taken over, why, and what was asked then instead."""

    period: str
    why: str
    then: tuple[AskedThen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The level that the question of then was given on a day: what may be confirmed."""

    assessment: str
    period: str
    assessed_on: date
    level: int


class LastTime:
    """The latest earlier assessment of the same organisation, where there is one."""

    def __init__(
        self,
        now: Questionnaire,
        earlier: OpenAssessment | None,
        between: Mapping[str, Questionnaire],
        dissent: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._now, self._earlier, self._dissent = now, earlier, dissent
        self._pairing = (
            pair(now, earlier.questionnaire, between)
            if earlier
            else Pairing(earlier={}, unpaired_now={}, unpaired_before={})
        )

    @classmethod
    def of(cls, opened: OpenAssessment, use: Wiring) -> LastTime:
        """What whoever looks may see of the year before an assessment."""
        earlier = next(earlier_years(use, who(), opened.assessment.id), None)
        if earlier is None:
            return cls(opened.questionnaire, None, {}, {})
        between = use.catalogue().versions_of(opened.questionnaire.id)
        return cls(opened.questionnaire, earlier, between, dissent_in(use.database, who(), earlier.assessment.id))

    def said(self, question: Question, t: Translator) -> Said | None:
        """What was said then to the question that this one pairs with; other types pair by their id and type."""
        then = self._then(question)
        return self._said(then, t) if then else None

    def differs(self, question: Question, t: Translator) -> Differs | None:
        """Why the levels of then say nothing to this question; None where they do, or there is no earlier year."""
        why = self._pairing.unpaired_now.get(question.id)
        if self._earlier is None or why is None:
            return None
        asked = self._earlier.questionnaire.by_id
        then = [asked[id] for id in self._pairing.origins.get(question.id, ())]
        return Differs(
            period=self._earlier.sheet.period,
            why=reason_words(t, "now")[why],
            then=tuple(AskedThen(prompt=t.text(one.prompt), said=self._said(one, t)) for one in then),
        )

    def levels(self) -> Mapping[str, Level]:
        """By today's question, the level of then, where there is one that may be said to be still true."""
        if self._earlier is None:
            return {}
        given, before = answered_levels(self._earlier.questionnaire, self._earlier.sheet), self._earlier
        return {
            question: Level(
                assessment=before.assessment.id,
                period=before.sheet.period,
                assessed_on=before.sheet.assessed_on,
                level=given[then],
            )
            for question, then in self._pairing.earlier.items()
            if then in given
        }

    def looked_back(self, sheet: AnswerSheet, confirmed: Iterable[Confirmed]) -> tuple[str, LookedBack] | None:
        """The period of then, and what became of its levels on this year's sheet."""
        if self._earlier is None:
            return None
        then = self._earlier
        found = look_back(self._now, sheet, then.questionnaire, then.sheet, self._pairing, confirmed)
        return then.sheet.period, found

    def evidence(self) -> Mapping[str, Then]:
        """By today's question, the evidence it had then; questions that had none are left out."""
        if self._earlier is None:
            return {}
        earlier, found = self._earlier.assessment, {}
        for question in self._now.questions():
            then = self._then(question)
            pieces = self._earlier.sheet.answer(then.id).evidence if then else ()
            if then and pieces:
                found[question.id] = Then(
                    assessment=earlier.id, period=earlier.details.period, question=then.id, pieces=pieces
                )
        return found

    def _then(self, question: Question) -> Question | None:
        """The question of then that this one pairs with."""
        if self._earlier is None:
            return None
        pairs = self._pairing.earlier
        then = self._earlier.questionnaire.by_id.get(pairs.get(question.id, question.id))
        paired = question.id in pairs if isinstance(question, LevelQuestion) else True
        return then if then is not None and paired and then.type == question.type else None

    def _said(self, then: Question, t: Translator) -> Said | None:
        """None where nothing was said to this question of then."""
        if self._earlier is None or self._earlier.sheet.answer(then.id).state is State.UNANSWERED:
            return None
        asked, sheet = self._earlier.questionnaire, self._earlier.sheet
        return in_words(asked, sheet, then, sheet.answer(then.id), t, dissent=self._dissent.get(then.id, ()))


def in_words(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    question: Question,
    answer: Answer,
    t: Translator,
    *,
    dissent: tuple[str, ...] = (),
) -> Said:
    """An answer with all that belongs to it."""
    level = answer.level if isinstance(question, LevelQuestion) else None
    return Said(
        period=sheet.period,
        said=wording.answer_words(t, questionnaire, question, answer),
        level=level,
        described=t.text(question.levels[level]) if isinstance(question, LevelQuestion) and level is not None else "",
        reason=answer.reason or "",
        comment=answer.comment or "",
        evidence="; ".join(piece.title for piece in answer.evidence),
        dissent=dissent,
    )
