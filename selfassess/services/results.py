"""The figures of an assessment, beside those of an earlier year of the same organisation."""

from __future__ import annotations

from selfassess.store.database import Database
from selfassess.store.model import Assessment


def earlier_assessments(database: Database, id: str) -> tuple[Assessment, ...]:
    """What it can be compared with: same organisation and questionnaire id, an earlier day; the latest first."""
    raise NotImplementedError


# def results(database: Database, id: str, *, earlier: str | None = "latest") -> report.material.Material
# `earlier`: "latest", the id of one of `earlier_assessments`, or None for none; comes when report.material stands.
