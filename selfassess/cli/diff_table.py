"""The difference between two versions as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from selfassess.cli.check import counted
from selfassess.language import Translator
from selfassess.questionnaire.difference import Difference, Figure, QuestionDifference, SectionDifference
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.version_words import change_titles


def diff_table(old: Questionnaire, new: Questionnaire, found: Difference, t: Translator) -> str:
    """Questions by what became of them, then sections, then rules and texts of the whole."""
    lines = [f"{old.name} → {new.version}", _followed(old, new, found), ""]
    lines.append(counted(sum(one.untouched for one in found.questions), "question") + " untouched")
    for change, title in change_titles(t).items():
        listed = [one for one in found.questions if one.change == change and not one.untouched]
        if listed:
            lines += ["", title, *(f"  {_question(one)}" for one in listed)]
    sections = [one for one in found.sections if not one.untouched]
    if sections:
        lines += ["", "Sections", *(f"  {_section(one)}" for one in sections)]
    whole = [*_numbers(found.figures), *found.changed]
    if whole:
        lines += ["", "Rules, scale and texts of the whole", *(f"  {one}" for one in whole)]
    unnoticed = [one.new[0] for one in found.questions if one.unnoticed]
    if unnoticed:
        lines += [
            "",
            "To judge: the wording changed, and the answers are still taken as comparable:",
            f"  {', '.join(unnoticed)}",
        ]
    return "\n".join(lines)


def _followed(old: Questionnaire, new: Questionnaire, found: Difference) -> str:
    if found.by_crosswalk:
        return "By the crosswalk of the new version; what it does not name, by id and revision."
    if new.crosswalk:
        return f"By id and revision: the new version’s crosswalk starts from {new.crosswalk.from_}, not {old.version}."
    return "By id and revision: the new version has no crosswalk. `--draft` prints one to check."


def _question(one: QuestionDifference) -> str:
    old, new = ", ".join(one.old), ", ".join(one.new)
    name = f"{old} → {new}" if one.old and one.new and one.old != one.new else new or old
    details = [_moved(one.sections)] if one.sections else []
    return _with(name, [*details, *_numbers(one.figures), *one.changed])


def _moved(sections: tuple[str, str]) -> str:
    before, after = sections
    return f"moved within {after}" if before == after else f"moved from {before} to {after}"


def _section(one: SectionDifference) -> str:
    change = [] if one.change == "kept" else [one.change]
    return _with(one.id, [*change, *(["moved"] if one.moved else []), *_numbers(one.figures), *one.changed])


def _with(name: str, details: Sequence[str]) -> str:
    return f"{name}: {', '.join(details)}" if details else name


def _numbers(figures: Sequence[Figure]) -> Iterator[str]:
    return (f"{one.name.replace('_', ' ')} {_number(one.old)} → {_number(one.new)}" for one in figures)


def _number(value: Fraction | int | None) -> str:
    return "none" if value is None else f"{float(value):g}"
