"""A draft of a crosswalk for its author to check: what ids and revisions say, and guesses from how alike texts are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from selfassess.language.text import OWN_LANGUAGE, Text
from selfassess.questionnaire.difference import Change, named, rows_from
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question

ALIKE = 0.28
"""From here on two texts may be about the same thing; no two questions of the shipped pledge reach 0.23."""
SAME = 0.9
"""From here on a question under another id is thought to be the same one."""
MOST_PAIRS = 40_000
"""Beyond that nothing is guessed: it would take minutes, and with hundreds of new ids a guess is worth little."""

_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
_TRUTH = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One row. `check` says why its author must look at it; empty for what follows from ids and revisions."""

    change: Change
    old: tuple[str, ...]
    new: tuple[str, ...]
    why: Text | None = None
    check: str = ""


def draft_crosswalk(old: Questionnaire, new: Questionnaire) -> tuple[DraftRow, ...]:
    """Rows for every question that is not simply the same; rows that the new file has already stand as they are."""
    written = rows_from(old, new) or ()
    done = [DraftRow(change=row.change, old=named(row.old), new=named(row.new), why=row.why) for row in written]
    named_old = {id for row in done for id in row.old}
    named_new = {id for row in done for id in row.new}
    before = [question for question in old.questions() if question.id not in named_old]
    after = [question for question in new.questions() if question.id not in named_new]
    known = {question.id: question for question in before}
    same = [question for question in after if question.id in known and _is_revision_of(known[question.id], question)]
    settled = {question.id for question in same}
    guessed = _guessed(
        [question for question in before if question.id not in settled],
        [question for question in after if question.id not in settled],
    )
    return (*done, *(row for one in same for row in _edited(known[one.id], one)), *guessed)


def draft_as_yaml(old: Questionnaire, new: Questionnaire, rows: Sequence[DraftRow]) -> str:
    """The key `crosswalk:` to stand at the end of the new file, with a comment at every row to check."""
    lines = [
        f"# Draft of the crosswalk from {old.name} to {new.version}, for the end of the new file.",
        "# Rows marked “check” are guesses. Questions that are not named here are the same by id and revision.",
        "crosswalk:",
        f"  from: {old.version}",
    ]
    lines.append("  questions:" if rows else "  questions: []")
    for row in rows:
        sides = [f"{side}: {_ids(ids)}" for side, ids in (("old", row.old), ("new", row.new)) if ids]
        # JSON is YAML, and quotes whatever stands in a text; one text for each language is a mapping.
        why = [f"why: {json.dumps(_plain(row.why), ensure_ascii=False)}"] if row.why else []
        line = f"    - {{{', '.join([*sides, f'change: {row.change}', *why])}}}"
        lines.append(f"{line}   # check: {row.check}" if row.check else line)
    return "\n".join(lines) + "\n"


def _is_revision_of(old: Question, new: Question) -> bool:
    return old.revision == new.revision and old.type == new.type


def _edited(old: Question, new: Question) -> Iterator[DraftRow]:
    """Same id, same revision: a row only where the wording is another, because that may change the meaning."""
    if _words(old) != _words(new):
        check = (
            f"{_alike(old, new):.2f} alike, same revision; if it asks something else: reworded, and raise the revision"
        )
        yield DraftRow(change="kept", old=(old.id,), new=(new.id,), check=check)


@dataclass(slots=True)
class _Group:
    """Questions that belong together, the most alike first."""

    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    alike: list[float] = field(default_factory=list)


def _guessed(before: Sequence[Question], after: Sequence[Question]) -> Iterator[DraftRow]:
    groups = _grouped(before, after)
    for group in groups:
        yield _row(group)
    taken_old = {id for group in groups for id in group.old}
    taken_new = {id for group in groups for id in group.new}
    yield from (DraftRow(change="added", old=(), new=(one.id,)) for one in after if one.id not in taken_new)
    yield from (DraftRow(change="removed", old=(one.id,), new=()) for one in before if one.id not in taken_old)


def _row(group: _Group) -> DraftRow:
    old, new = tuple(group.old), tuple(group.new)
    told = "{} alike".format(", ".join(f"{alike:.2f}" for alike in group.alike))
    if len(new) > 1:
        return DraftRow(change="split", old=old, new=new, check=told)
    if len(old) > 1:
        return DraftRow(change="merged", old=old, new=new, check=told)
    if old == new:  # its revision was raised, which its author did on purpose
        return DraftRow(change="reworded", old=old, new=new)
    if group.alike[0] >= SAME:
        return DraftRow(change="kept", old=old, new=new, check=f"{told}, under another id")
    return DraftRow(change="reworded", old=old, new=new, check=told)


def _grouped(before: Sequence[Question], after: Sequence[Question]) -> list[_Group]:
    """The most alike pairs first; a further one joins a pair as a part it was split into, or was merged from."""
    if len(before) * len(after) > MOST_PAIRS:
        return [_Group([one.id], [one.id], [1.0]) for one in after if any(one.id == other.id for other in before)]
    pairs = sorted(
        (
            (1.0 if old.id == new.id else _alike(old, new), old.id, new.id)
            for old in before
            for new in after
            if old.type == new.type or old.id == new.id
        ),
        key=lambda pair: (-pair[0], *pair[1:]),
    )
    by_old: dict[str, _Group] = {}
    by_new: dict[str, _Group] = {}
    groups: list[_Group] = []
    for alike, old, new in pairs:
        if alike < ALIKE:
            break
        olds, news = by_old.get(old), by_new.get(new)
        if olds is None and news is None:
            group = _Group()
            groups.append(group)
        elif news is None and olds is not None and len(olds.old) == 1:
            group = olds
        elif olds is None and news is not None and len(news.new) == 1:
            group = news
        else:
            continue
        group.alike.append(alike)
        if olds is None:
            by_old[old] = group
            group.old.append(old)
        if news is None:
            by_new[new] = group
            group.new.append(new)
    return groups


def _words(question: Question) -> list[str]:
    """What a question asks: its prompt and, of a level question, what each level looks like."""
    texts = [str(question.prompt)]
    if isinstance(question, LevelQuestion):
        texts += [str(text) for text in question.levels.values()]
    return re.findall(r"\w+", " ".join(texts).lower())


def _alike(old: Question, new: Question) -> float:
    """0 to 1: the share of words that stand in both in the same order. The cheap look at which words comes first."""
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _plain(text: Text) -> str | dict[str, str]:
    versions = dict(text.versions)
    return versions.get(OWN_LANGUAGE, versions)


def _ids(ids: Sequence[str]) -> str:
    written = [id if _PLAIN.fullmatch(id) and id not in _TRUTH else f'"{id}"' for id in ids]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"
