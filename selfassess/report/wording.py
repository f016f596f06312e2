"""The recurring phrases about figures, stages, levels and answers; page, report and charts all say them from here.

Phrases that stand in the place of a value begin with a capital; those that follow a figure do not.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from selfassess.answers.model import Answer, Evidence, Lowered, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import (
    ChoiceQuestion,
    ChoicesQuestion,
    LevelQuestion,
    NumberQuestion,
    PercentQuestion,
    Question,
    YesNoQuestion,
)
from selfassess.scoring.card import Overall, Route, SectionResult, Status
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import Role


def score_words(t: Translator, score: Fraction | None) -> str:
    """A score of 0–100 as "56", or "Not enough answers to score"."""
    return t("Not enough answers to score") if score is None else t.number(score)


def section_score_words(t: Translator, result: SectionResult) -> str:
    """The same for a section, which may also not apply at all."""
    return t("Does not apply") if result.status is Status.NOT_APPLICABLE else score_words(t, result.score)


def overall_score_words(t: Translator, overall: Overall) -> str:
    """The same for the whole assessment, where it may be that no question applies."""
    return score_words(t, overall.score) if overall.applicable else t("Nothing applies")


def range_words(t: Translator, low: Fraction | None, high: Fraction | None) -> str:
    """What the score could still be: "between 45 and 65", "no open questions"; empty where nothing applies."""
    if low is None or high is None:
        return ""
    if low == high:
        return t("no open questions")
    lowest, highest = t.number(low), t.number(high)
    if lowest == highest:
        return t("about {score}", score=lowest)
    return t("between {low} and {high}", low=lowest, high=highest)


def level_name(t: Translator, questionnaire: Questionnaire, level: int) -> str:
    """A level or stage by its name alone: "Exploring"."""
    return t.text(questionnaire.scale[level].name)


def level_names(t: Translator, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The names of levels 0..m."""
    return tuple(t.text(level.name) for level in questionnaire.scale)


def level_words(t: Translator, questionnaire: Questionnaire, level: int | None) -> str:
    """A level with its name, "3 · Embedding"; "No level" where there is none."""
    return t("No level") if level is None else f"{level} · {level_name(t, questionnaire, level)}"


def stage_words(t: Translator, questionnaire: Questionnaire, stage: int | None) -> str:
    """A stage with its name, "1 · Exploring"; "No stage" where nothing applies."""
    return t("No stage") if stage is None else f"{stage} · {level_name(t, questionnaire, stage)}"


def supported_words(t: Translator, questionnaire: Questionnaire, claimed: int | None, supported: int | None) -> str:
    """How a level or stage stands to its evidence: "claimed 3, supported 2", "backed by evidence" where they agree.

    Empty for level 0, which needs none, and where the questionnaire asks for no evidence and no moderator lowered it.
    """
    if not claimed or supported is None:
        return ""
    if claimed == supported:
        return t("backed by evidence") if questionnaire.rules.evidence else ""
    return t("claimed {claimed}, supported {supported}", claimed=claimed, supported=supported)


def lowered_words(t: Translator, questionnaire: Questionnaire, lowered: Lowered) -> str:
    """What a moderator did and why: "Backed by evidence lowered to 1 · Exploring: one team only"."""
    level = level_words(t, questionnaire, lowered.level)
    return t("Backed by evidence lowered to {level}: {reason}", level=level, reason=lowered.reason)


def outcome_words(t: Translator, questionnaire: Questionnaire, note: ModerationNote) -> str:
    """What a moderator did with an answer, as one of a list, without the note itself."""
    match note.outcome:
        case Outcome.LOWERED:
            return t("Backed by evidence lowered to {level}", level=level_words(t, questionnaire, note.supported_level))
        case Outcome.RETURNED:
            return t("Returned to be looked at again")
    return t("A note on the whole") if note.question is None else t("Accepted")


def state_words(t: Translator, state: State) -> str:
    """What is known about a question, as a label."""
    return {
        State.ANSWERED: t("Answered"),
        State.NOT_APPLICABLE: t("Does not apply"),
        State.DONT_KNOW: t("Don’t know yet"),
        State.UNANSWERED: t("Not answered"),
    }[state]


def answer_words(t: Translator, questionnaire: Questionnaire, question: Question, answer: Answer) -> str:
    """What was said to a question of any type, without its reason, comment and evidence."""
    value = answer.value
    if value is None:
        return state_words(t, answer.state)
    match question:
        case LevelQuestion():
            return level_words(t, questionnaire, answer.level)
        case YesNoQuestion():
            return t("Yes") if value == "yes" else t("No")
        case ChoiceQuestion(options=options):
            return t.text(options[str(value)])
        case ChoicesQuestion(options=options):
            chosen = value if isinstance(value, tuple) else ()
            return t.listing([t.text(text) for id, text in options.items() if id in chosen]) or t("None of these")
        case NumberQuestion(unit=unit) if isinstance(value, int | Fraction):
            return f"{t.number(value, places=6)} {t.text(unit)}".strip()
        case PercentQuestion() if isinstance(value, int | Fraction):
            return t("{number}%", number=t.number(value, places=6))
        case _:
            return t.date(value) if isinstance(value, date) else str(value)


def evidence_words(t: Translator, evidence: Evidence) -> str:
    """One piece of evidence with all that was said about it."""
    told = [
        t("dated {day}", day=t.date(evidence.dated)) if evidence.dated else t("not dated"),
        t("reach: {reach}", reach=evidence.reach) if evidence.reach else "",
        t("shows what changed for people") if evidence.shows else "",
        evidence.link or "",
    ]
    return f"{evidence.title} ({'; '.join(part for part in told if part)})"


def status_words(t: Translator, result: SectionResult) -> str:
    """How much of a section has been answered: "4 of 5 questions answered"."""
    if result.status is Status.NOT_APPLICABLE:
        return t("Nothing in this section applies")
    return answered_words(t, result.answered, result.applicable)


def answered_words(t: Translator, answered: int, applicable: int) -> str:
    """Counts of questions: "4 of 5 questions answered"."""
    return t.plural(
        "{answered} of {count} question answered", "{answered} of {count} questions answered", applicable,
        answered=answered,
    )  # fmt: skip


def route_words(t: Translator, questionnaire: Questionnaire, route: Route | None) -> str:
    """The cheapest way on: "Raise 2 questions by one level each to reach Developing."; None is the highest stage."""
    if route is None:
        return t("This is the highest stage: the work now is to keep it.")
    stage = level_name(t, questionnaire, route.to)
    count, steps = len(route.moves), {move.to_level - move.from_level for move in route.moves}
    if steps == {1}:
        return t.plural(
            "Raise {count} question by one level to reach {stage}.",
            "Raise {count} questions by one level each to reach {stage}.",
            count,
            stage=stage,
        )
    if len(steps) == 1:
        return t.plural(
            "Raise {count} question by {steps} levels to reach {stage}.",
            "Raise {count} questions by {steps} levels each to reach {stage}.",
            count,
            steps=steps.pop(),
            stage=stage,
        )
    return t(
        "Raise {count} questions, by {steps} levels in all, to reach {stage}.",
        count=count,
        steps=route.steps,
        stage=stage,
    )


def effort_words(t: Translator, effort: str) -> str:
    """What a suggested action costs: "little effort", "some effort", "much effort"."""
    return {"low": t("little effort"), "medium": t("some effort"), "high": t("much effort")}[effort]


def role_words(t: Translator, role: Role, people: int) -> str:
    """What so many people did in an assessment: "Contributors"."""
    return {
        Role.LEAD: t.plural("Lead", "Leads", people),
        Role.CONTRIBUTOR: t.plural("Contributor", "Contributors", people),
        Role.MODERATOR: t.plural("Moderator", "Moderators", people),
        Role.SIGNATORY: t.plural("Signatory", "Signatories", people),
    }[role]


def section_name(t: Translator, section: Section) -> str:
    """The section's number and short title: "1. Learning"."""
    title = t.text(section.title)
    return f"{section.number}. {title}" if section.number else title


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut between two words where there are two."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return f"{cut.rpartition(' ')[0] or cut}…"
