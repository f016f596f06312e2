"""Which question of an earlier questionnaire version is the same one today, by crosswalks, ids and revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.model import CrosswalkRow, Questionnaire
from selfassess.questionnaire.questions import LevelQuestion

Change = Literal["kept", "reworded", "split", "merged", "added", "removed"]
"""What a crosswalk says became of a question."""

Reason = Literal["reworded", "split", "merged", "added", "removed", "scale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """No crosswalk leads from version `older` to `newer`; between them id and revision alone decided."""

    older: str
    newer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`earlier`: this year's question id → the earlier id it pairs with. The others, of both years, with the reason.

    `origins`: this year's question id → the earlier ones it came from, whether or not it can be compared with them.
    """

    earlier: Mapping[str, str]
    unpaired_now: Mapping[str, Reason]
    unpaired_before: Mapping[str, Reason]
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()


def pair(now: Questionnaire, before: Questionnaire, between: Mapping[str, Questionnaire]) -> Pairing:
    """Pair the level questions of two versions of one questionnaire; `between` has others of its versions, by version.

    From version to version by the newer one's crosswalk, then all those steps together. Where the file that a
    crosswalk starts from is not there, that crosswalk is laid on the earlier version itself, and where there is none,
    id and revision alone decide; `missing` names the gap. Different questionnaires have no question in common.
    """
    if now.id != before.id:
        return Pairing(
            earlier={},
            unpaired_now=dict.fromkeys(_asked(now), "added"),
            unpaired_before=dict.fromkeys(_asked(before), "removed"),
        )
    steps, missing = _steps(now, before, between)
    pairing = replace(reduce(_then, steps), missing=missing)
    return pairing if now.top == before.top else _other_scale(pairing)


def _steps(
    now: Questionnaire, before: Questionnaire, between: Mapping[str, Questionnaire]
) -> tuple[list[Pairing], tuple[Missing, ...]]:
    """The pairings from version to version, this year's first, and the gap between them if there is one."""
    steps: list[Pairing] = []
    newer = now
    while newer.version != before.version:
        crosswalk = newer.crosswalk
        # The second: a crosswalk that leads past the earlier version, or upwards, says nothing about it.
        if crosswalk is None or not version_order(before.version) <= version_order(crosswalk.from_) < version_order(
            newer.version
        ):
            return [*steps, _step(newer, before, ())], (Missing(older=before.version, newer=newer.version),)
        older = before if crosswalk.from_ == before.version else between.get(crosswalk.from_)
        if older is None or older.id != now.id:
            gap = Missing(older=before.version, newer=crosswalk.from_)
            return [*steps, _step(newer, before, crosswalk.questions)], (gap,)
        steps.append(_step(newer, older, crosswalk.questions))
        newer = older
    return steps or [_step(now, before, ())], ()


def _asked(questionnaire: Questionnaire) -> dict[str, LevelQuestion]:
    return {question.id: question for section in questionnaire.sections for question in section.level_questions}


def _step(newer: Questionnaire, older: Questionnaire, rows: Sequence[CrosswalkRow]) -> Pairing:
    """Pair two versions: questions that `rows` name as they say, the others by id and revision."""
    now, before = _asked(newer), _asked(older)
    named_now = {id: row.change for row in rows for id in _ids(row.new)}
    named_before = {id: row.change for row in rows for id in _ids(row.old)}
    # By old id first, so that no old question is ever paired twice, whatever the file says.
    kept = {
        old: new for row in rows if row.change == "kept" for old, new in zip(_ids(row.old), _ids(row.new), strict=False)
    }
    kept |= {
        id: id
        for id in now
        if id in before and not (id in named_now or id in named_before) and now[id].revision == before[id].revision
    }
    earlier = {new: old for old, new in kept.items() if new in now and old in before}
    paired_before = set(earlier.values())

    def why(id: str, named: Mapping[str, Change], others_named: Mapping[str, Change], otherwise: Reason) -> Reason:
        change = named.get(id, "kept")
        if change != "kept":
            return change
        same_id = id in now and id in before and id not in named and id not in others_named
        return "reworded" if same_id else otherwise

    return Pairing(
        earlier=earlier,
        unpaired_now={id: why(id, named_now, named_before, "added") for id in now if id not in earlier},
        unpaired_before={id: why(id, named_before, named_now, "removed") for id in before if id not in paired_before},
        origins=_origins(now, before, rows),
    )


def _origins(
    now: Mapping[str, LevelQuestion], before: Mapping[str, LevelQuestion], rows: Sequence[CrosswalkRow]
) -> dict[str, tuple[str, ...]]:
    """What each question came from: as `rows` say of those they name, of the others the one with the same id."""
    named = {new: tuple(old for old in _ids(row.old) if old in before) for row in rows for new in _ids(row.new)}
    gone = {old for row in rows for old in _ids(row.old)}
    alike = {id: (id,) for id in now if id in before and id not in gone}
    return {id: olds for id, olds in (alike | named).items() if olds and id in now}


def _ids(named: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if named is None:
        return ()
    return (named,) if isinstance(named, str) else named


def _then(newer: Pairing, older: Pairing) -> Pairing:
    """Two steps as one: what pairs in both pairs; what does not keeps the reason of the step where it was lost."""
    lost_now = {new: older.unpaired_now[mid] for new, mid in newer.earlier.items() if mid in older.unpaired_now}
    lost_before = {
        old: newer.unpaired_before[mid] for mid, old in older.earlier.items() if mid in newer.unpaired_before
    }
    return Pairing(
        earlier={new: older.earlier[mid] for new, mid in newer.earlier.items() if mid in older.earlier},
        unpaired_now={**newer.unpaired_now, **lost_now},
        unpaired_before={**older.unpaired_before, **lost_before},
        origins=_through(newer.origins, older.origins),
    )


def _through(newer: Mapping[str, tuple[str, ...]], older: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The origins of the origins, each named once."""
    found = {
        new: tuple(dict.fromkeys(old for mid in mids for old in older.get(mid, ()))) for new, mids in newer.items()
    }
    return {new: olds for new, olds in found.items() if olds}


def _other_scale(pairing: Pairing) -> Pairing:
    """Levels of scales of different height mean different things: what would pair does not."""
    return replace(
        pairing,
        earlier={},
        unpaired_now={**pairing.unpaired_now, **dict.fromkeys(pairing.earlier, "scale")},
        unpaired_before={**pairing.unpaired_before, **dict.fromkeys(pairing.earlier.values(), "scale")},
    )
