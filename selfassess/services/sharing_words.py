"""What each choice of sharing means, and what a change of it means for what was shown before: the one place."""

from __future__ import annotations

from selfassess.disclosure.sharing import Audience, Choice, names
from selfassess.language import Translator
from selfassess.services.sharing import Shared


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
                "result it is."
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


def standing_words(t: Translator, shared: Shared) -> str:
    """What is chosen, and why less than that is to be seen where that is so."""
    choice = shared.choice
    if not shared.revision:
        return t("Not shared: nobody has chosen yet")
    if choice is Choice.NOT_SHARED:
        return choice_name(t, choice)
    if not shared.signed:
        return t("{choice}, once it is signed", choice=choice_name(t, choice))
    if not shared.stands:
        return t("{choice}; another result stands for its year now", choice=choice_name(t, choice))
    seen = {Audience.STEERING: shared.named_to_steering, Audience.MEMBERS: shared.named_to_members}
    if all(seen[audience] for audience in Audience if names(choice, audience)):
        return choice_name(t, choice)
    return t(
        "{choice}. The name waits: of the few that would then be left without one, too much could be told",
        choice=choice_name(t, choice),
    )


def change_meaning(t: Translator, before: Choice, after: Choice) -> tuple[str, ...]:
    """What changes, and what does not, by choosing `after` in place of `before`; empty where it is the same."""
    if before is after:
        return ()
    told = [t("Reports that were made before stay as they are: nobody can call back what was printed or saved.")]
    losing = [audience for audience in Audience if names(before, audience) and not names(after, audience)]
    gaining = [audience for audience in Audience if names(after, audience) and not names(before, audience)]
    if losing:
        told.append(
            t(
                "Your organisation’s name and result disappear from the pages at once for {whom}. Because they have "
                "seen the result by name, it is not counted for them without a name either.",
                whom=_whom(t, losing),
            )
        )
    if gaining:
        told.append(
            t(
                "From now on {whom} can see your organisation’s result by name. Where your result is already counted "
                "without a name, this waits until it does not tell of the few that would be left.",
                whom=_whom(t, gaining),
            )
        )
    if after is Choice.NOT_SHARED:
        told.append(
            t(
                "Where your result is counted together with others without a name, it stays in those figures as it "
                "was, still without a name, until at least five organisations can leave together."
            )
        )
    if before is Choice.NOT_SHARED:
        told.append(
            t(
                "Without a name it is counted as soon as at least five organisations can be counted together. Until "
                "then it is in no figure, and nothing says that it waits."
            )
        )
    return tuple(told)


def _whom(t: Translator, audiences: list[Audience]) -> str:
    if len(audiences) == len(Audience):
        return t("the steering group and the other organisations")
    return t("the steering group") if audiences == [Audience.STEERING] else t("the other organisations")
