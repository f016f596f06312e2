"""Which version of a questionnaire a partnership's readers look at: none that only a hidden, waiting result pins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from selfassess.disclosure.sharing import Choice
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.catalogue import Offer

from .region import Region


def newer(offer: Offer) -> Offer:
    data = offer.data.replace(b"version: 1.0.0", b"version: 2.0.0")
    loaded = load_questionnaire(data, "newer.yaml")
    assert loaded.questionnaire is not None
    return replace(offer, questionnaire=loaded.questionnaire, sha256=loaded.sha256, data=data, file=Path("newer.yaml"))


def test_a_version_that_only_those_who_wait_have_is_not_told(region: Region, offer: Offer) -> None:
    region.result(region.organisation("Named"), Choice.STEERING)
    five = region.organisations(5)
    region.offer = newer(offer)
    region.now = region.now.replace(hour=12)
    for one in five:
        assert region.view().questionnaire.version == "1.0.0"
        region.result(one, Choice.COUNTED)
    assert region.counted() == 6
    assert region.view().questionnaire.version == "2.0.0"
