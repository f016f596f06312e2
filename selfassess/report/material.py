"""Everything a report is made from, gathered once from the pure rooms: answers, figures, the earlier year, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.card import ScoreCard


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYear:
    """The answers of an earlier year as they are handed in: what was asked then, and the hash of that file."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One assessment, complete. `draft` while it is not finished, `example` where its data are made up."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    card: ScoreCard
    draft: bool = False
    example: bool = False
    finished_on: date | None = None
    signed_by: tuple[str, ...] = ()


def gather(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    sha256: str,
    *,
    earlier: EarlierYear | None = None,
    between: Sequence[Questionnaire] = (),
    draft: bool = False,
    example: bool = False,
    finished_on: date | None = None,
    signed_by: tuple[str, ...] = (),
) -> Material:
    """Score, compare and plan. `sha256` is of the questionnaire file; `between` are versions from the earlier to this."""
    raise NotImplementedError
