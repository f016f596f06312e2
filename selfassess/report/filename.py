"""What a downloaded report is called."""

from __future__ import annotations

from selfassess.answers.model import AnswerSheet


def report_filename(sheet: AnswerSheet, suffix: str) -> str:
    """A name every file system takes: `example-council-2026.pdf`; `suffix` with its dot."""
    raise NotImplementedError
