"""Why the overall mean moved: six parts, each the change as one thing is swapped, that sum exactly to the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import pairwise

from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.scoring.figures import weighted_mean

Levels = Mapping[str, int]
"""The level of each answered question, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The six parts in the order of the swaps, in points of the 0–100 scale; together after − before."""

    questions_removed: Fraction
    weights_changed: Fraction
    no_longer_answered: Fraction
    answers_changed: Fraction
    newly_answered: Fraction
    questions_added: Fraction

    def parts(self) -> dict[str, Fraction]:
        """The parts by name, in order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def section_mean(section: Section, levels: Levels, top: int) -> Fraction | None:
    """The mean over those of the section's questions that have a level, 0–100; None where none has."""
    answered = [
        (Fraction(100 * levels[question.id], top), question.weight)
        for question in section.level_questions
        if question.id in levels
    ]
    return weighted_mean(answered)


def overall_mean(questionnaire: Questionnaire, levels: Levels) -> Fraction | None:
    """The weighted mean of the sections' means, 0–100; sections without a level drop out with their weight."""
    means = [(section_mean(section, levels, questionnaire.top), section.weight) for section in questionnaire.sections]
    return weighted_mean([(mean, weight) for mean, weight in means if mean is not None])


def why_it_moved(
    now: Questionnaire, levels: Levels, before: Questionnaire, earlier_levels: Levels, pairs: Mapping[str, str]
) -> Why | None:
    """The six parts; None where no pair is answered in both years.

    The overall mean is taken seven times, and each part is the difference of two neighbours, so the parts sum to the
    last minus the first, whatever the numbers are:

    1. the earlier year as it was: its weights, sections and levels, over everything it answered;
    2. the same over those of its questions that pair with one of today;
    3. the same questions and levels, under today's ids, weights and sections;
    4. the same over the common questions only, those answered in both years;
    5. the common questions with this year's levels;
    6. every pair answered this year;
    7. everything answered this year.

    Every set holds all common questions, so with one of those no mean is missing.
    """
    translated = {new: earlier_levels[old] for new, old in pairs.items() if old in earlier_levels}
    common = translated.keys() & levels.keys()
    if not common:
        return None
    paired_before = set(pairs.values())
    means = [
        overall_mean(before, earlier_levels),
        overall_mean(before, {old: level for old, level in earlier_levels.items() if old in paired_before}),
        overall_mean(now, translated),
        overall_mean(now, {id: translated[id] for id in common}),
        overall_mean(now, {id: levels[id] for id in common}),
        overall_mean(now, {id: level for id, level in levels.items() if id in pairs}),
        overall_mean(now, levels),
    ]
    there = [mean for mean in means if mean is not None]
    return Why(
        **{field.name: after - before for field, (before, after) in zip(fields(Why), pairwise(there), strict=True)}
    )
