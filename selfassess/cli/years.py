"""The years a person names on the command line: read, told apart, and put in order, with every problem listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfassess.answers.model import AnswerSheet
from selfassess.cli.files import InputProblems, Shelf, Source, misfits_of, read_answers, read_bytes, read_questionnaire
from selfassess.comparison import faults_of_years
from selfassess.language import Translator
from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding
from selfassess.questionnaire.reading import read_tree


@dataclass(frozen=True, slots=True)
class GivenYear:
    """One answers file, and the questionnaire it answers."""

    source: Source
    sheet: AnswerSheet


@dataclass(frozen=True, slots=True)
class GivenYears:
    """This year and the earlier ones, the oldest first; `versions` are those of the questionnaire that are here."""

    now: GivenYear
    earlier: tuple[GivenYear, ...]
    versions: Mapping[str, Questionnaire]

    def other_names(self, t: Translator) -> list[str]:
        """That an earlier year names another organisation: one that was renamed, or another one by mistake."""
        now = self.now.sheet
        return [
            t(
                "{period} names {then}, {latest} names {now}: compared as one organisation",
                period=year.sheet.period,
                then=year.sheet.organisation,
                latest=now.period,
                now=now.organisation,
            )
            for year in self.earlier
            if year.sheet.organisation != now.organisation
        ]


def read_years(questionnaire: Path, answers: Path, earlier: Sequence[Path], others: Sequence[Path]) -> GivenYears:
    """Read `answers` to `questionnaire`, and earlier years. Raises `InputProblems` with all problems of all files."""
    source = read_questionnaire(questionnaire)
    shelf = Shelf([source, *(read_questionnaire(path) for path in others)], [questionnaire.parent])
    problems: list[str] = []
    now: AnswerSheet | None = None
    years: list[GivenYear] = []
    for path in (answers, *earlier):
        try:
            if path is answers:
                now = read_answers(path, source.questionnaire)
            else:
                years.append(GivenYear(*shelf.read_answers(path, source.questionnaire.id)))
        except InputProblems as found:
            problems += found.lines
    if problems or now is None:
        raise InputProblems(problems)
    _refuse_what_is_no_series(now, years, earlier)
    years.sort(key=lambda year: year.sheet.assessed_on)
    versions = _versions(shelf, source, years)
    return GivenYears(GivenYear(source, now), tuple(years), versions)


def _refuse_what_is_no_series(now: AnswerSheet, years: Sequence[GivenYear], paths: Sequence[Path]) -> None:
    faults = faults_of_years(now, [year.sheet for year in years])
    if faults:
        raise InputProblems(
            problem
            for fault in faults
            for problem in read_tree(read_bytes(paths[fault.year]), str(paths[fault.year])).told(
                [Finding((fault.key,), fault.message)]
            )
        )


def _versions(shelf: Shelf, source: Source, years: Sequence[GivenYear]) -> Mapping[str, Questionnaire]:
    """Every version on the way from the oldest year to this one. Raises `InputProblems` for crosswalks that misfit."""
    if all(year.source.questionnaire.version == source.questionnaire.version for year in years):
        return {source.questionnaire.version: source.questionnaire}
    found = {one.questionnaire.version: one for one in shelf.versions_of(source.questionnaire.id)}
    ends = [version_order(one.questionnaire.version) for one in (source, *(year.source for year in years))]
    # A later draft that lies beside them has no say, and none of its faults stands in the way.
    known = {version: one for version, one in found.items() if min(ends) <= version_order(version) <= max(ends)}
    problems = [
        problem
        for newer in known.values()
        if newer.questionnaire.crosswalk and (older := known.get(newer.questionnaire.crosswalk.from_))
        for problem in misfits_of(newer, older.questionnaire)
    ]
    if problems:
        raise InputProblems(problems)
    return {version: one.questionnaire for version, one in known.items()}
