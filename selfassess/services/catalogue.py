"""Which questionnaires a new assessment can be started from: those that ship and those of the instance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.published import read_record
from selfassess.questionnaire.shipped import ACTIONS, read_file, shipped_files, shipped_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A questionnaire that can be used. `sha256` is of `data`, the bytes of `file`.

    `published`: its hash is on record under this id and version; `altered`: the file differs from what is on record,
    which should never happen.
    """

    questionnaire: Questionnaire
    sha256: str
    file: Path
    altered: bool
    data: bytes = field(repr=False)
    published: bool = False


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

    @property
    def versions(self) -> tuple[tuple[Offer, ...], ...]:
        """Each questionnaire with all its versions, the newest first."""
        found: dict[str, list[Offer]] = {}
        for offer in self.offers:
            found.setdefault(offer.questionnaire.id, []).append(offer)
        # The title may have changed from one version to the next.
        return tuple(tuple(sorted(group, key=_newest_last, reverse=True)) for group in found.values())

    def versions_of(self, id: str) -> Mapping[str, Questionnaire]:
        """All versions of one questionnaire, by version: what lies between two of them is among these."""
        return {one.questionnaire.version: one.questionnaire for one in self.offers if one.questionnaire.id == id}

    def by_hash(self, sha256: str) -> Offer | None:
        """The offer with this text."""
        return next((offer for offer in self.offers if offer.sha256 == sha256), None)

    def by_name(self, id: str, version: str) -> Offer | None:
        """The offer of this id and version."""
        wanted = (id, version)
        return next((it for it in self.offers if (it.questionnaire.id, it.questionnaire.version) == wanted), None)


def questionnaires_on_offer(instance: Path | None = None) -> Catalogue:
    """The shipped questionnaires and `questionnaires/**/*.yaml` of the instance folder. Never raises for bad files.

    Files are looked at anew each time, so an edited one is offered as it is now; known bytes are not parsed again.
    """
    record, broken = _published_hashes()
    own = sorted((instance / "questionnaires").rglob("*.yaml")) if instance else []
    own = [file for file in own if file.parent.name != ACTIONS]
    found = catalogue_of((*shipped_files(), *own), record)
    return replace(found, broken=(*broken, *found.broken))


def catalogue_of(files: Iterable[Path], published: Mapping[Path, str]) -> Catalogue:
    """The catalogue of these files, the first of two alike going first; `published` is the hash each should have."""
    offers: dict[str, Offer] = {}
    broken: list[Broken] = []
    for file in files:
        found = _read(file, published)
        if isinstance(found, Offer):
            first = offers.setdefault(found.questionnaire.name, found)
            if first.sha256 == found.sha256:
                continue
            found = _taken(found, first)
        broken.append(found)
    by_title = sorted(offers.values(), key=_newest_last, reverse=True)
    by_title.sort(key=lambda offer: str(offer.questionnaire.title))
    return Catalogue(offers=tuple(by_title), broken=tuple(broken))


def _newest_last(offer: Offer) -> tuple[int, ...]:
    return version_order(offer.questionnaire.version)


def _published_hashes() -> tuple[Mapping[Path, str], list[Broken]]:
    """The hash each shipped file was published with; a record that cannot be read is itself a broken file."""
    file = shipped_folder() / "published.sha256"
    data = read_file(file)
    if isinstance(data, Problem):
        return {}, [Broken(file=file, problems=(data,))]
    try:
        hashes = read_record(data.decode())
    except ValueError as error:
        return {}, [Broken(file=file, problems=(Problem(file=str(file), message=str(error)),))]
    return {shipped_folder() / name: sha256 for name, sha256 in hashes.items()}, []


def _read(file: Path, published: Mapping[Path, str]) -> Offer | Broken:
    data = read_file(file)
    if isinstance(data, Problem):
        return Broken(file=file, problems=(data,))
    loaded = cached_questionnaire(data, str(file))
    if loaded.questionnaire is None:
        return Broken(file=file, problems=loaded.problems)
    return Offer(
        questionnaire=loaded.questionnaire,
        sha256=loaded.sha256,
        file=file,
        altered=published.get(file, loaded.sha256) != loaded.sha256,
        data=data,
        published=published.get(file) == loaded.sha256,
    )


def _taken(second: Offer, first: Offer) -> Broken:
    message = f"{first.questionnaire.name} is already offered by {first.file} with another text: raise the version"
    return Broken(file=second.file, problems=(Problem(file=str(second.file), path=("version",), message=message),))
