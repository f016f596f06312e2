"""What a new version of a questionnaire would do to answers that were given to the old one, before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.comparison.pairing import Missing, Pairing, Reason, pair
from selfassess.questionnaire.difference import Difference, difference
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.scoring import score
from selfassess.scoring.card import Overall, ScoreCard, SectionResult

FIGURES = ("score", "low", "high", "stage", "supported_stage")
"""The figures that are watched, overall and of each section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure that would be another, or would come or go; None where it is absent."""

    name: str
    before: Fraction | int | None
    after: Fraction | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What of the new version may have changed a figure; `id` is of the question or section, None for the rules.

    A question is `dropped` with its answer or `new` without one (`reason` says how it came to that), it has `moved`
    here or away, has another `weight` or `gate`, or applies where it did not or the other way round (`applies`), or its
    answer `not_allowed`. `section_weight`, `section_new`, `section_dropped` and `rules` are what they say.
    """

    what: Literal[
        "dropped", "new", "moved", "weight", "gate", "applies", "not_allowed",
        "section_weight", "section_new", "section_dropped", "rules",
    ]  # fmt: skip
    id: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRehearsal:
    """One section whose figures would change, and what may have done it."""

    section: str
    figures: tuple[FigureChange, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """One assessment under both versions. `overall` and `sections` hold only what would change."""

    before: ScoreCard
    after: ScoreCard
    overall: tuple[FigureChange, ...]
    causes: tuple[Cause, ...]
    sections: tuple[SectionRehearsal, ...]

    @property
    def changed(self) -> bool:
        return bool(self.overall or self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsals:
    """Every assessment in the order given. `missing`: no crosswalk leads from the old version to the new one."""

    missing: tuple[Missing, ...]
    assessments: tuple[Rehearsal, ...]


@dataclass(frozen=True, slots=True)
class _Versions:
    """The two versions and what lies between; `carried`: new id → old id of every question whose answer stays."""

    old: Questionnaire
    new: Questionnaire
    change: Difference
    pairing: Pairing
    carried: Mapping[str, str]

    @property
    def rules_changed(self) -> bool:
        return bool(self.change.figures) or "evidence" in self.change.changed


def rehearse(old: Questionnaire, new: Questionnaire, sheets: Sequence[AnswerSheet]) -> Rehearsals:
    """Score answers given to `old` under `new`, carried over along kept questions only; all others are open.

    ValueError for two different questionnaires.
    """
    change, pairing = difference(old, new), pair(new, old, {})
    kept = {one.new[0]: one.old[0] for one in change.questions if one.change == "kept"}
    unscored = {id: before for id, before in kept.items() if not isinstance(new.by_id[id], LevelQuestion)}
    versions = _Versions(old, new, change, pairing, {**unscored, **pairing.earlier})
    return Rehearsals(missing=pairing.missing, assessments=tuple(_rehearsed(sheet, versions) for sheet in sheets))


def _rehearsed(sheet: AnswerSheet, versions: _Versions) -> Rehearsal:
    before, after = score(versions.old, sheet), score(versions.new, _carried(sheet, versions))
    then = {section.id: section for section in before.sections}
    now = {section.id: section for section in after.sections}
    sections = []
    for id in dict.fromkeys((*now, *then)):
        figures = _figures(then.get(id), now.get(id))
        if figures:
            causes = tuple(_causes(id, sheet, before, after, versions))
            sections.append(SectionRehearsal(section=id, figures=figures, causes=causes))
    overall = _figures(before.overall, after.overall)
    return Rehearsal(
        before=before,
        after=after,
        overall=overall,
        causes=tuple(_overall_causes(versions)) if overall else (),
        sections=tuple(sections),
    )


def _carried(sheet: AnswerSheet, versions: _Versions) -> AnswerSheet:
    """The sheet as it would stand under the new version: what cannot be carried over is not answered."""
    options = {fact.id: fact.options for fact in versions.new.profile}
    answers = {
        id: sheet.answer(before)
        for id, before in versions.carried.items()
        if before in sheet.answers and _allowed(versions.new, id, sheet.answer(before))
    }
    return replace(
        sheet,
        version=versions.new.version,
        profile=MappingProxyType({fact: said for fact, said in sheet.profile.items() if said in options.get(fact, {})}),
        answers=MappingProxyType(answers),
    )


def _allowed(new: Questionnaire, id: str, answer: Answer) -> bool:
    return new.by_id[id].not_applicable or answer.state is not State.NOT_APPLICABLE


def _figures(before: Overall | SectionResult | None, after: Overall | SectionResult | None) -> tuple[FigureChange, ...]:
    pairs = [(name, getattr(before, name, None), getattr(after, name, None)) for name in FIGURES]
    return tuple(FigureChange(name=name, before=then, after=now) for name, then, now in pairs if then != now)


def _overall_causes(versions: _Versions) -> Iterator[Cause]:
    """What changed beside the sections' own figures, which are told with each."""
    for section in versions.change.sections:
        if section.change == "added":
            yield Cause(what="section_new", id=section.id)
        elif section.change == "removed":
            yield Cause(what="section_dropped", id=section.id)
        elif section.figures:
            yield Cause(what="section_weight", id=section.id)
    if versions.rules_changed:
        yield Cause(what="rules")


def _causes(
    section: str, sheet: AnswerSheet, before: ScoreCard, after: ScoreCard, versions: _Versions
) -> Iterator[Cause]:
    """What of the questions of one section, as it was or as it would be, and of the rules is another."""
    pairing = versions.pairing
    asked_then, asked_now = _asked(before, section), _asked(after, section)
    dropped, added = pairing.unpaired_before, pairing.unpaired_now
    yield from (Cause(what="dropped", id=id, reason=dropped[id]) for id in asked_then if id in dropped)
    yield from (Cause(what="new", id=id, reason=added[id]) for id in asked_now if id in added)
    anywhere_then, anywhere_now = _asked(before), _asked(after)
    by_id = {one.new[0]: one for one in versions.change.questions if one.new and one.new[0] in pairing.earlier}
    for id, earlier in pairing.earlier.items():
        if id not in asked_now and earlier not in asked_then:
            continue
        changed = by_id[id]
        if changed.sections and changed.sections[0] != changed.sections[1]:
            yield Cause(what="moved", id=id)
        yield from (Cause(what="gate" if one.name == "gate" else "weight", id=id) for one in changed.figures)
        if (id in anywhere_now) != (earlier in anywhere_then):
            yield Cause(what="applies", id=id)
        elif not _allowed(versions.new, id, sheet.answer(earlier)):
            yield Cause(what="not_allowed", id=id)
    if versions.rules_changed:
        yield Cause(what="rules")


def _asked(card: ScoreCard, section: str | None = None) -> tuple[str, ...]:
    """The scored questions that applied, of one section or of all; none where there is no such section."""
    sections = [one for one in card.sections if section in (None, one.id)]
    return tuple(result.id for one in sections for result in one.questions)
