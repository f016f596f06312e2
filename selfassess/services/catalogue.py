"""Which questionnaires a new assessment can be started from: those that ship and those of the instance."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A questionnaire that can be used. `sha256` is of `data`, the bytes of `file`.

    `altered`: the file differs from what was published under this id and version, which should never happen.
    """

    questionnaire: Questionnaire
    sha256: str
    file: Path
    altered: bool
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A file that cannot be offered, and why."""

    file: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All files found: the good ones by title and newest version first, the others with their problems."""

    offers: tuple[Offer, ...]
    broken: tuple[Broken, ...]

    def by_hash(self, sha256: str) -> Offer | None:
        """The offer with this text."""
        return next((offer for offer in self.offers if offer.sha256 == sha256), None)

    def by_name(self, id: str, version: str) -> Offer | None:
        """The offer of this id and version."""
        wanted = (id, version)
        return next((it for it in self.offers if (it.questionnaire.id, it.questionnaire.version) == wanted), None)


def questionnaires_on_offer(instance: Path | None = None) -> Catalogue:
    """The shipped questionnaires and `questionnaires/**/*.yaml` of the instance folder. Never raises for bad files."""
    raise NotImplementedError
