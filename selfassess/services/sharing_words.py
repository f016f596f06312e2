"""What each choice of sharing means, and what a change of it means for what was shown before: the one place."""

from __future__ import annotations

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator


def choice_name(t: Translator, choice: Choice) -> str:
    """The choice as one of four."""
    match choice:
        case Choice.NOT_SHARED:
            return t("Not shared")
        case Choice.COUNTED:
            return t("Counted only")
        case Choice.STEERING:
            return t("Named to the steering group")
        case Choice.MEMBERS:
            return t("Named to all members")


def choice_meaning(t: Translator, choice: Choice) -> str:
    """What it lets others see."""
    match choice:
        case Choice.NOT_SHARED:
            return t("Nobody outside of your organisation sees this result, and it is in no figure.")
        case Choice.COUNTED:
            return t(
                "It counts in figures over at least five organisations that nobody sees by name. Nobody sees whose "
                "result it is, nor that it is in."
            )
        case Choice.STEERING:
            return t(
                "The steering group sees your organisation’s stages, scores, actions and who signed, never your "
                "answers. The other organisations see it counted only."
            )
        case Choice.MEMBERS:
            return t(
                "The steering group and the other organisations of the partnership see your organisation’s stages, "
                "scores, actions and who signed, never your answers."
            )


def change_meaning(t: Translator, before: Choice, after: Choice) -> tuple[str, ...]:
    """What changes, and what does not, by choosing `after` in place of `before`; empty where it is the same."""
    raise NotImplementedError
