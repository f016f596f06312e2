"""The versions of a questionnaire that are known here: those on offer, and those that assessments pin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.fields import version_order
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import Catalogue
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database
from selfassess.store.texts import PinnedText, pinned_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a questionnaire. `offered`: an assessment can be started from it; `pinned`: one has been.

    `published` and `altered` are as in `Offer`. `used`: how many assessments answer it, of those that one may see.
    """

    questionnaire: Questionnaire
    sha256: str
    offered: bool
    pinned: bool
    published: bool
    altered: bool
    used: int

    @property
    def settled(self) -> bool:
        """Whether it must never change any more."""
        return self.published or self.pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """All of one questionnaire, the newest first. `unreadable`: versions whose text this program cannot read."""

    each: tuple[Version, ...]
    unreadable: tuple[str, ...]

    @property
    def newest(self) -> Version:
        """By its number; of two texts of one version the one on offer."""
        return self.each[0]

    @property
    def by_version(self) -> Mapping[str, Questionnaire]:
        """One text for each version."""
        return {one.questionnaire.version: one.questionnaire for one in reversed(self.each)}

    def before(self, one: Version) -> Version:
        """What its crosswalk starts from, else the newest with a lower number; itself where there is none."""
        start = one.questionnaire.crosswalk.from_ if one.questionnaire.crosswalk else ""
        this = version_order(one.questionnaire.version)
        lower = [each for each in self.each if version_order(each.questionnaire.version) < this]
        return next((each for each in lower if each.questionnaire.version == start), next(iter(lower), one))

    def named(self, version: str) -> Version:
        """The one with this number; `NotFoundError`."""
        for one in self.each:
            if one.questionnaire.version == version:
                return one
        raise NotFoundError(f"There is no version {version}.")


def versions_of(database: Database, who: Actor, catalogue: Catalogue, questionnaire: str) -> Versions:
    """Everybody who may come here may see them: each was on offer to everybody. Raises `NotFoundError`."""
    with database.reading() as session:
        texts = {one.sha256: one for one in pinned_texts(session, questionnaire)}
    used = [one.sha256 for one in list_assessments(database, who)]
    found = [
        Version(
            questionnaire=offer.questionnaire,
            sha256=offer.sha256,
            offered=True,
            pinned=offer.sha256 in texts,
            published=offer.published,
            altered=offer.altered,
            used=used.count(offer.sha256),
        )
        for offer in catalogue.offers
        if offer.questionnaire.id == questionnaire
    ]
    offered = {one.sha256 for one in found}
    unreadable = []
    for text in texts.values():
        if text.sha256 in offered:
            continue
        read = cached_questionnaire(text.data, f"{text.questionnaire} {text.version}").questionnaire
        if read is None:
            unreadable.append(text.version)
        else:
            found.append(_pinned(text, read, used.count(text.sha256)))
    if not found and not unreadable:
        raise NotFoundError(f"There is no questionnaire {questionnaire}.")
    found.sort(key=lambda one: (version_order(one.questionnaire.version), one.offered), reverse=True)
    return Versions(each=tuple(found), unreadable=tuple(unreadable))


def _pinned(text: PinnedText, read: Questionnaire, used: int) -> Version:
    return Version(
        questionnaire=read,
        sha256=text.sha256,
        offered=False,
        pinned=True,
        published=False,
        altered=False,
        used=used,
    )
