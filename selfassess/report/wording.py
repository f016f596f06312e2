"""The recurring phrases about figures, stages, levels and answers; page, report and charts all say them from here."""

from __future__ import annotations

from fractions import Fraction

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import Question
from selfassess.scoring.card import Route, SectionResult


def score_words(t: Translator, score: Fraction | None) -> str:
    """A score of 0–100 as "56", or why there is none."""
    raise NotImplementedError


def range_words(t: Translator, low: Fraction | None, high: Fraction | None) -> str:
    """What the score could still be: "between 45 and 65"; "exactly 56" where both are the same; empty where absent."""
    raise NotImplementedError


def level_words(t: Translator, questionnaire: Questionnaire, level: int | None) -> str:
    """A level with its name, "3 · Embedding"; "no level" where there is none."""
    raise NotImplementedError


def stage_words(t: Translator, questionnaire: Questionnaire, stage: int | None) -> str:
    """A stage with its name, "1 · Exploring"; "no stage" where nothing applies."""
    raise NotImplementedError


def supported_words(t: Translator, claimed: int | None, supported: int | None) -> str:
    """How a level or stage stands to its evidence: "claimed 3, supported 2"; empty where there is neither."""
    raise NotImplementedError


def state_words(t: Translator, state: State) -> str:
    """What is known about a question: answered, does not apply, don't know, not answered."""
    raise NotImplementedError


def answer_words(t: Translator, questionnaire: Questionnaire, question: Question, answer: Answer) -> str:
    """What was said to a question of any type, without its comment and evidence."""
    raise NotImplementedError


def status_words(t: Translator, result: SectionResult) -> str:
    """How much of a section has been answered: "4 of 5 questions answered"."""
    raise NotImplementedError


def route_words(t: Translator, questionnaire: Questionnaire, route: Route | None) -> str:
    """The cheapest way on: "Raise 2 questions by one level each to reach Developing."; the top stage where None."""
    raise NotImplementedError


def effort_words(t: Translator, effort: str) -> str:
    """What a suggested action costs: little, some or much effort."""
    raise NotImplementedError


def section_name(t: Translator, section: Section) -> str:
    """The section's number and short title: "1. Learning"."""
    raise NotImplementedError
