"""The recurring phrases about years: changes, what moved a score, why a question cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from selfassess.comparison import Cause, Comparison, Missing
from selfassess.language import Translator

PLACES = 1
"""Decimals of scores over years: whole numbers would hide small changes, or show some that are only rounding."""


def score_then(t: Translator, score: Fraction | None) -> str:
    """A score of one year, "47.3"; in words where there is none."""
    return t("Not answered") if score is None else t.number(score, PLACES)


def change_words(t: Translator, change: Fraction) -> str:
    """A change in points with its sign: "+3.5", "−1"; "none", or "hardly any" where it would be rounded to nothing."""
    if change == 0:
        return t("none")
    written = t.number(abs(change), PLACES)
    if written == t.number(0):
        return t("hardly any")
    return f"+{written}" if change > 0 else f"−{written}"


def change_between(t: Translator, before: Fraction | None, after: Fraction | None) -> str:
    """The change from one score to another, "None to show" where one is missing."""
    return t("None to show") if before is None or after is None else change_words(t, after - before)


def why_words(t: Translator) -> Mapping[str, str]:
    """The six parts of why a score moved, by the names of `Why`."""
    return {
        "questions_removed": t("Questions that are no longer asked, or ask something else now"),
        "weights_changed": t("Questions and sections that weigh more or less than before"),
        "no_longer_answered": t("Questions answered then and open or not applicable now"),
        "answers_changed": t("Answers that changed"),
        "newly_answered": t("Questions answered now and open or not applicable then"),
        "questions_added": t("Questions that are new, or ask something else now"),
    }


def reason_words(t: Translator, year: Literal["now", "before"]) -> Mapping[str, str]:
    """Why a question of this year, or of the one before, cannot be compared, by the reasons of `NotComparable`."""
    now = year == "now"
    return {
        "reworded": t("The wording changed what it asks"),
        "split": t("It is part of what was one question") if now else t("It became several questions"),
        "merged": t("It asks what several questions asked") if now else t("It became one question with others"),
        "added": t("It is new"),
        "removed": t("It is no longer asked"),
        "scale": t("The scale has a different number of levels"),
        "not_answered_before": t("It was not answered then"),
        "not_answered_now": t("It is not answered now"),
    }


def moved_words(t: Translator, found: Comparison) -> str:
    """How the common questions moved: "9 up, 31 the same, 2 down"."""
    moved = [change.moved for change in found.questions]
    return t.listing(
        [
            t("{count} up", count=moved.count("up")),
            t("{count} the same", count=moved.count("same")),
            t("{count} down", count=moved.count("down")),
        ]
    )


def missing_words(t: Translator, missing: Sequence[Missing]) -> str:
    """Which changes of the questionnaire have no crosswalk, and what was done there instead."""
    pairs = [t("{older} to {newer}", older=one.older, newer=one.newer) for one in missing]
    return t(
        "What became of each question is not recorded for these changes of the questionnaire: {versions}. "
        "There, questions were taken to be the same where their id and revision are.",
        versions=t.listing(pairs),
    )


def nothing_common_words(t: Translator, found: Comparison, before: str, after: str) -> str:
    """That two years cannot be compared: for their scales, or because no question was answered in both."""
    if any(one.why == "scale" for one in found.not_comparable):
        return t(
            "The levels of {before} and {after} are on scales of different length, so no answer can be compared.",
            before=before,
            after=after,
        )
    return t(
        "No question was answered in both {before} and {after} in a way that can be compared.",
        before=before,
        after=after,
    )


def told_causes(t: Translator, causes: Iterable[Cause]) -> list[str]:
    """What of a new version would change figures, each thing with the questions or sections that it is about."""
    said: dict[str, dict[str, None]] = {}  # what is dropped here and new there for one reason is said once
    for cause in causes:
        said.setdefault(cause_words(t, cause), {}).update({cause.id: None} if cause.id else {})
    return [t("{words}: {ids}", words=words, ids=", ".join(ids)) if ids else words for words, ids in said.items()]


def cause_words(t: Translator, cause: Cause) -> str:
    """One cause, for the questions or sections that are listed behind it."""
    if cause.what == "dropped" and cause.reason:
        return _dropped_words(t)[cause.reason]
    if cause.what == "new" and cause.reason:
        return _new_words(t)[cause.reason]
    return {
        "moved": t("stands in another section"),
        "weight": t("weighs more or less"),
        "gate": t("has another gate"),
        "applies": t("applies to others than before"),
        "not_allowed": t("may no longer be answered “does not apply”"),
        "section_weight": t("sections that weigh more or less"),
        "section_new": t("sections that are new"),
        "section_dropped": t("sections that are gone"),
        "rules": t("the rules of stages, scores or evidence"),
    }[cause.what]


def _dropped_words(t: Translator) -> Mapping[str, str]:
    """Questions whose answers count no longer, by the reason."""
    return {
        **_open_words(t),
        "split": t("became several questions, so that its answer counts no longer"),
        "merged": t("became one question with others, so that its answer counts no longer"),
        "removed": t("is no longer asked"),
    }


def _new_words(t: Translator) -> Mapping[str, str]:
    """Questions that nobody has answered, by the reason."""
    return {
        **_open_words(t),
        "split": t("was part of one question and stands open"),
        "merged": t("asks what several questions asked and stands open"),
        "added": t("is new and stands open"),
    }


def _open_words(t: Translator) -> Mapping[str, str]:
    return {
        "reworded": t("asks something else than before and stands open"),
        "scale": t("has a scale of different length and stands open"),
    }
