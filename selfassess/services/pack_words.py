"""What the editions of packs are called, and what each holds: the one place."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.store.pack_items import Edition


def edition_name(t: Translator, edition: Edition) -> str:
    """The edition as one of a list."""
    return {
        Edition.COMPLETE: t("Complete pack"),
        Edition.SHARED: t("Shared edition"),
        Edition.STEERING: t("Edition of the steering group"),
    }[edition]


def edition_meaning(t: Translator, edition: Edition) -> str:
    """What it lets its reader see."""
    return {
        Edition.COMPLETE: t("Everything: results, answers, evidence, actions. For those who may see the answers."),
        Edition.SHARED: t(
            "What the organisation shares with the steering group: stages, scores, years, actions and who signed,"
            " never its answers, comments or evidence."
        ),
        Edition.STEERING: t(
            "The report of the partnership: all organisations together, as the steering group sees them."
        ),
    }[edition]
