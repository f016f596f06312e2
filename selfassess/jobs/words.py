"""What each kind of job is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from selfassess.language import Translator

_NAMES: Mapping[str, Callable[[Translator], str]] = MappingProxyType(
    {
        "back-up": lambda t: t("Make a safe copy of everything"),
        "clean-up": lambda t: t("Forget what is kept only for a while"),
        "delete-what-is-over": lambda t: t("Delete what was kept for as long as was set"),
        "keep-final": lambda t: t("Make the final report of what was signed"),
        "make-packs": lambda t: t("Make the packs of a partnership"),
        "remind-contributors": lambda t: t("Remind contributors of their last day"),
        "release-year-before": lambda t: t("Count results of partnerships for the year that is over"),
        "remind-of-actions": lambda t: t("Remind people of actions and checks of plans"),
        "remind-of-invitations": lambda t: t("Remind people of invitations"),
    }
)


def kind_name(t: Translator, kind: str) -> str:
    """The kind in words; one that another version of the program knows by its own word."""
    return _NAMES[kind](t) if kind in _NAMES else kind
