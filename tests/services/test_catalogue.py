"""What ships and what the instance adds is on offer; a broken file is listed with its problems and stops nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from selfassess.questionnaire.shipped import shipped_files
from selfassess.services.catalogue import catalogue_of, questionnaires_on_offer

SMALL = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"
SHA256 = hashlib.sha256(SMALL.read_bytes()).hexdigest()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The questionnaires folder of an instance in `tmp_path`."""
    folder = tmp_path / "questionnaires" / "saving"
    folder.mkdir(parents=True)
    return folder


def test_everything_that_ships_is_on_offer_as_it_was_published() -> None:
    catalogue = questionnaires_on_offer()
    assert {offer.file for offer in catalogue.offers} == set(shipped_files())
    assert [offer.file for offer in catalogue.offers if offer.altered] == []
    assert {broken.file for broken in catalogue.broken}.isdisjoint(shipped_files())


def test_a_file_that_is_not_what_was_published_is_offered_and_marked() -> None:
    first, second = (catalogue_of([SMALL], {SMALL: sha256}).offers[0] for sha256 in ("0" * 64, SHA256))
    assert first.altered
    assert not second.altered


def test_questionnaires_of_the_instance_are_offered_beside_them(tmp_path: Path, own: Path) -> None:
    file = Path(shutil.copy(SMALL, own / "1.0.0.yaml"))
    offer = questionnaires_on_offer(tmp_path).by_name("saving", "1.0.0")
    assert offer is not None
    assert (offer.file, offer.data, offer.altered) == (file, SMALL.read_bytes(), False)
    assert questionnaires_on_offer(tmp_path).by_hash(offer.sha256) == offer
    assert questionnaires_on_offer(tmp_path).by_hash("0" * 64) is None


def test_the_newest_version_of_a_questionnaire_comes_first(tmp_path: Path, own: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        (own / f"{version}.yaml").write_text(SMALL.read_text().replace("version: 1.0.0", f"version: {version}"))
    found = questionnaires_on_offer(tmp_path)
    offers = [one for one in found.offers if one.questionnaire.id == "saving"]
    assert [one.questionnaire.version for one in offers] == ["1.10.0", "1.9.0", "1.2.0"]
    assert tuple(offers) in found.versions


def test_versions_stay_together_when_the_title_changes(tmp_path: Path, own: Path) -> None:
    text = SMALL.read_text()
    (own / "1.0.0.yaml").write_text(text)
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    (own / "2.0.0.yaml").write_text(text.replace("version: 1.0.0", "version: 2.0.0").replace(title, "title: Zebras"))
    versions = questionnaires_on_offer(tmp_path).versions
    assert [
        [one.questionnaire.version for one in each] for each in versions if each[0].questionnaire.id == "saving"
    ] == [["2.0.0", "1.0.0"]]


def test_a_broken_file_is_listed_with_its_problems_and_stops_nothing(tmp_path: Path, own: Path) -> None:
    shutil.copy(SMALL, own / "good.yaml")
    (own / "broken.yaml").write_text("format: 1\nid: x\n")
    (own / "binary.yaml").write_bytes(b"\x00\xff" * 100)
    (own / "folder.yaml").mkdir()
    catalogue = questionnaires_on_offer(tmp_path)
    assert catalogue.by_name("saving", "1.0.0") is not None
    listed = {one.file.name: one.problems for one in catalogue.broken if own in one.file.parents}
    assert set(listed) == {"broken.yaml", "binary.yaml", "folder.yaml"}
    assert all(problems and problems[0].file == str(own / name) for name, problems in listed.items())


def test_one_version_with_two_texts_is_offered_once_and_the_second_is_listed(tmp_path: Path, own: Path) -> None:
    shutil.copy(SMALL, own / "a.yaml")
    shutil.copy(SMALL, own / "b-same.yaml")
    (own / "c-other.yaml").write_text(SMALL.read_text() + "# changed\n")
    catalogue = questionnaires_on_offer(tmp_path)
    offer = catalogue.by_name("saving", "1.0.0")
    assert offer is not None
    assert offer.file.name == "a.yaml"
    listed = [one for one in catalogue.broken if own in one.file.parents]
    assert [one.file.name for one in listed] == ["c-other.yaml"]
    assert f"saving 1.0.0 is already offered by {own / 'a.yaml'}" in listed[0].problems[0].message
