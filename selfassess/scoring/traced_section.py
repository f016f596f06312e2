"""One section as its traces look at it: its questions beside how they were answered, with the author's own weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfassess.answers.model import AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire, Rules
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.scoring.card import QuestionResult, ScoreCard, SectionResult
from selfassess.scoring.stage_trace import Standing
from selfassess.scoring.trace import Input, Result, Step, Trace, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedSection:
    """`applicable` pairs each applicable question with how it was answered; `inputs` has the others too."""

    result: SectionResult
    rules: Rules
    top: int
    sheet: AnswerSheet
    applicable: tuple[tuple[LevelQuestion, QuestionResult], ...]
    inputs: tuple[Input, ...]

    @classmethod
    def of(cls, questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard, section: str) -> TracedSection:
        result = card.section(section)
        asked = next(asked for asked in questionnaire.sections if asked.id == section)
        by_id = {question.id: question for question in asked.level_questions}
        pairs = [(by_id[answer.id], answer) for answer in result.questions]
        return cls(
            result=result,
            rules=questionnaire.rules,
            top=questionnaire.top,
            sheet=sheet,
            applicable=tuple(pair for pair in pairs if pair[1].state is not State.NOT_APPLICABLE),
            inputs=tuple(_input(question, answer) for question, answer in pairs),
        )

    def standings(self, *, supported: bool = False) -> list[Standing]:
        """Where each applicable question stands, by its level or by the level its evidence supports."""
        return [
            Standing(
                id=question.id,
                level=(answer.supported_level if supported else answer.level) or 0,
                weight=question.weight,
                gate=question.gate or 0,
            )
            for question, answer in self.applicable
        ]

    def trace(
        self,
        figure: str,
        rule: str,
        result: Result,
        *,
        values: Mapping[str, Value] | None = None,
        arithmetic: str = "",
        steps: tuple[Step, ...] = (),
    ) -> Trace:
        """The trace of one figure, with all questions of the section as its inputs."""
        return Trace(
            figure=figure,
            rule=rule,
            values=values or {},
            inputs=self.inputs,
            arithmetic=arithmetic,
            result=result,
            steps=steps,
        )


def _input(question: LevelQuestion, answer: QuestionResult) -> Input:
    return Input(
        id=question.id,
        state=answer.state,
        level=answer.level,
        supported_level=answer.supported_level,
        weight=question.weight,
        gate=question.gate,
    )
