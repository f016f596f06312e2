"""Which level of an answer its evidence backs, and how far a moderator let that count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from selfassess.answers.model import Answer, Evidence
from selfassess.questionnaire.model import EvidenceRule


def supported_level(answer: Answer, rules: Sequence[EvidenceRule], assessed_on: date) -> int | None:
    """The highest level up to the answer's for which every rule at or below it is met; None unless answered.

    Where a moderator set it lower, it is at most that.
    """
    supported = answer.level
    if supported is None:
        return None
    for rule in rules:
        if rule.level <= supported and not is_met(rule, answer.evidence, assessed_on):
            supported = rule.level - 1
    return supported if answer.lowered is None else min(supported, answer.lowered.level)


def first_unmet(answer: Answer, rules: Sequence[EvidenceRule], assessed_on: date) -> EvidenceRule | None:
    """The lowest rule at or below the answer's level that its evidence does not meet; None where all are met."""
    asked = sorted((rule for rule in rules if rule.level <= (answer.level or 0)), key=lambda rule: rule.level)
    return next((rule for rule in asked if not is_met(rule, answer.evidence, assessed_on)), None)


def is_met(rule: EvidenceRule, evidence: Sequence[Evidence], assessed_on: date) -> bool:
    """Whether a single piece of the evidence has everything the rule asks for."""
    for piece in evidence:  # noqa: SIM110 - a generator costs more than the check itself
        if meets(piece, rule, assessed_on):
            return True
    return False


def meets(piece: Evidence, rule: EvidenceRule, assessed_on: date) -> bool:
    """Whether this one piece has everything the rule asks for."""
    recent = rule.within_months is None or within_months(piece.dated, rule.within_months, assessed_on)
    return recent and (rule.shows is None or rule.shows == piece.shows)


def within_months(dated: date | None, months: int, assessed_on: date) -> bool:
    """Whether `dated` is on or before `assessed_on`, and `months` calendar months later is on or after it.

    31 August + 6 months is the last day of February: comparing (month, day) without clipping the day says the same,
    for no day of `assessed_on` lies beyond the end of its month; and it cannot leave the calendar at year 9999.
    """
    if dated is None or dated > assessed_on:
        return False
    ends = (dated.year * 12 + dated.month + months, dated.day)
    return ends >= (assessed_on.year * 12 + assessed_on.month, assessed_on.day)
