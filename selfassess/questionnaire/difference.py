"""What changed between two versions of a questionnaire: question by question, section by section, and the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from selfassess.questionnaire.fields import Part
from selfassess.questionnaire.model import CrosswalkRow, ProfileFact, Questionnaire, ScaleLevel

Change = Literal["kept", "reworded", "split", "merged", "added", "removed"]

# Told by their values, as places or as changes of their own, or not at all: an id is what pairs two questions.
_QUESTION_APART = frozenset({"id", "revision", "weight", "gate"})
_SECTION_APART = frozenset({"id", "weight", "questions"})
_WHOLE_APART = frozenset({"id", "version", "format", "kind", "sections", "crosswalk", "rules"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that counts in the figures and is another one now; None where there is none, such as no gate."""

    name: str
    old: Fraction | int | None
    new: Fraction | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDifference:
    """One question, or several that were split or merged. What follows `change` is empty unless one became one.

    `sections` are those it moved between, the same one twice where only its place among the others changed.
    `changed` names what else is another: prompt, levels.2, help, applies_if.
    """

    change: Change
    old: tuple[str, ...]
    new: tuple[str, ...]
    sections: tuple[str, str] | None = None
    figures: tuple[Figure, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def unnoticed(self) -> bool:
        """Taken as the same question although what it asks reads differently: something for its author to judge."""
        return self.change == "kept" and any(name.split(".")[0] in ("prompt", "levels") for name in self.changed)

    @property
    def untouched(self) -> bool:
        return self.change == "kept" and not (self.sections or self.figures or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDifference:
    """One section, by its id. `moved`: it stands elsewhere among those that both versions have."""

    change: Literal["kept", "added", "removed"]
    id: str
    moved: bool = False
    figures: tuple[Figure, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def untouched(self) -> bool:
        return self.change == "kept" and not (self.moved or self.figures or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions of one questionnaire. Questions in the new order, removed ones at the end; sections alike.

    `by_crosswalk`: the new version's crosswalk starts from the old one and was followed. `figures` and `changed` are of
    the rules, the scale and the questionnaire as a whole.
    """

    by_crosswalk: bool
    questions: tuple[QuestionDifference, ...]
    sections: tuple[SectionDifference, ...]
    figures: tuple[Figure, ...]
    changed: tuple[str, ...]


def difference(old: Questionnaire, new: Questionnaire) -> Difference:
    """Compare two versions: by the crosswalk where there is one from `old`, else by id and revision.

    ValueError for two different questionnaires.
    """
    if old.id != new.id:
        raise ValueError(f"{old.id} and {new.id} are two questionnaires")
    rows = rows_from(old, new)
    groups = list(_groups(old, new, rows or ()))
    singles = {one.new[0]: one.old[0] for one in groups if len(one.new) == len(one.old) == 1}
    moves = dict(_moves(old, new, singles))
    rules = (("stage_share", old.rules.stage_share, new.rules.stage_share),
             ("minimum_answered", old.rules.minimum_answered, new.rules.minimum_answered),
             ("top_level", old.top, new.top))  # fmt: skip
    return Difference(
        by_crosswalk=rows is not None,
        questions=tuple(_detailed(one, old, new, moves) for one in groups),
        sections=tuple(_sections(old, new)),
        figures=_figures(rules),
        changed=(
            *_changed(old, new, _WHOLE_APART),
            *(("evidence",) if old.rules.evidence != new.rules.evidence else ()),
        ),
    )


def rows_from(old: Questionnaire, new: Questionnaire) -> tuple[CrosswalkRow, ...] | None:
    """The rows of the new version's crosswalk; None where it has none, or one that starts from another version."""
    crosswalk = new.crosswalk
    return crosswalk.questions if crosswalk and crosswalk.from_ == old.version else None


def named(ids: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The ids on one side of a row of a crosswalk."""
    if ids is None:
        return ()
    return (ids,) if isinstance(ids, str) else ids


def _groups(old: Questionnaire, new: Questionnaire, rows: Sequence[CrosswalkRow]) -> Iterator[QuestionDifference]:
    """What became of every question, without details: each id of either version once."""
    by_new = {id: at for at, row in enumerate(rows) for id in named(row.new)}
    by_old = {id for row in rows for id in named(row.old)}
    given: set[int] = set()
    for id, question in new.by_id.items():
        if id in by_new:
            row = rows[by_new[id]]
            if by_new[id] not in given:
                yield QuestionDifference(change=row.change, old=named(row.old), new=named(row.new))
            given.add(by_new[id])
        elif id in old.by_id and id not in by_old:
            same = question.revision == old.by_id[id].revision and question.type == old.by_id[id].type
            yield QuestionDifference(change="kept" if same else "reworded", old=(id,), new=(id,))
        else:
            yield QuestionDifference(change="added", old=(), new=(id,))
    for row in rows:
        if not named(row.new):
            yield QuestionDifference(change=row.change, old=named(row.old), new=())
    for id in old.by_id:
        if id not in by_old and (id not in new.by_id or id in by_new):
            yield QuestionDifference(change="removed", old=(id,), new=())


def _detailed(
    one: QuestionDifference, old: Questionnaire, new: Questionnaire, moves: Mapping[str, tuple[str, str]]
) -> QuestionDifference:
    if len(one.old) != 1 or len(one.new) != 1:
        return one
    before, after = old.by_id.get(one.old[0]), new.by_id[one.new[0]]
    if before is None:  # a crosswalk that misfits
        return one
    figures = _figures((name, getattr(before, name, None), getattr(after, name, None)) for name in ("weight", "gate"))
    return QuestionDifference(
        change=one.change,
        old=one.old,
        new=one.new,
        sections=moves.get(one.new[0]),
        figures=figures,
        changed=tuple(_changed(before, after, _QUESTION_APART)),
    )


def _figures(pairs: Iterable[tuple[str, Any, Any]]) -> tuple[Figure, ...]:
    return tuple(Figure(name=name, old=old, new=new) for name, old, new in pairs if old != new)


def _changed(old: Part, new: Part, apart: frozenset[str]) -> Iterator[str]:
    """The names of the fields that differ; of those with keys or places each entry by itself, such as levels.2."""
    for name in dict.fromkeys((*type(old).model_fields, *type(new).model_fields)):
        before, after = _keyed(getattr(old, name, None)), _keyed(getattr(new, name, None))
        if name in apart or before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from (
                f"{name}.{key}" for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)
            )
        else:
            yield name


def _keyed(value: Any) -> Any:
    """Levels of a scale by their number and profile facts by their id; other values as they are."""
    if isinstance(value, tuple) and all(isinstance(one, ScaleLevel | ProfileFact) for one in value):
        return {one.value if isinstance(one, ScaleLevel) else one.id: one for one in value}
    return value


def _sections(old: Questionnaire, new: Questionnaire) -> Iterator[SectionDifference]:
    before = {section.id: section for section in old.sections}
    after = {section.id: section for section in new.sections}
    places = {id: place for place, id in enumerate(before)}
    both = [id for id in after if id in before]
    steady = _steady([places[id] for id in both])
    for id, section in after.items():
        if id not in before:
            yield SectionDifference(change="added", id=id)
            continue
        yield SectionDifference(
            change="kept",
            id=id,
            moved=places[id] not in steady,
            figures=_figures([("weight", before[id].weight, section.weight)]),
            changed=tuple(_changed(before[id], section, _SECTION_APART)),
        )
    yield from (SectionDifference(change="removed", id=id) for id in before if id not in after)


def _moves(old: Questionnaire, new: Questionnaire, pairs: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """New id → the sections it moved between; in one section those move that leave the others in their order."""
    home = {question.id: section.id for section in old.sections for question in section.questions}
    places = {id: place for place, id in enumerate(old.by_id)}
    for section in new.sections:
        stayed = [question.id for question in section.questions if home.get(pairs.get(question.id, "")) == section.id]
        steady = _steady([places[pairs[id]] for id in stayed])
        for question in section.questions:
            before = pairs.get(question.id)
            if before not in home:
                continue
            if home[before] != section.id or places[before] not in steady:
                yield question.id, (home[before], section.id)


def _steady(places: Sequence[int]) -> frozenset[int]:
    """The longest run of places that still rise: what did not move where something had to (patience sorting)."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    found: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return frozenset(found)
