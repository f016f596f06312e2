"""Questionnaires and answers of several years, made from the worked example."""

from __future__ import annotations

from pathlib import Path

CROSSWALK = """\
crosswalk:
  from: 0.9.0
  questions:
    - {old: c, new: c, change: reworded}
"""


def copied(folder: Path, source: str, name: str, **changes: str) -> None:
    text = (folder / source).read_text()
    for key, value in changes.items():
        (old,) = (line for line in text.splitlines() if line.startswith(f"{key}:"))
        text = text.replace(old, f"{key}: {value}")
    (folder / name).write_text(text)
