"""Words for where the work on an assessment is and for its steps, the same in pages, letters and files."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.voices.steps import Role, WorkStatus


def status_name(t: Translator, status: WorkStatus) -> str:
    """What a status is called, as one of a list."""
    return {
        WorkStatus.DRAFT: t("Draft"),
        WorkStatus.OPEN: t("Open to contributors"),
        WorkStatus.WORKSHOP: t("Workshop"),
        WorkStatus.MODERATION: t("Moderation"),
        WorkStatus.AGREED: t("Agreed"),
        WorkStatus.SIGNED: t("Signed and locked"),
    }[status]


def status_means(t: Translator, status: WorkStatus) -> str:
    """What goes on while the work is there, as a sentence."""
    return {
        WorkStatus.DRAFT: t("It is a draft: its answers can be changed."),
        WorkStatus.OPEN: t("It is open to contributors: each answers apart, and nobody sees what another says."),
        WorkStatus.WORKSHOP: t(
            "It is in the workshop: what was said apart is looked at together, and answers are agreed."
        ),
        WorkStatus.MODERATION: t(
            "It is in moderation: a moderator looks at the answers and at what stands behind them."
        ),
        WorkStatus.AGREED: t("It is agreed: it is the record of its period, and its answers stay as they are."),
        WorkStatus.SIGNED: t("It is signed and locked: nothing of it changes any more."),
    }[status]


def step_name(t: Translator, end: WorkStatus, *, back: bool) -> str:
    """What it is called to take the work to a status, on or back."""
    if back:
        return {
            WorkStatus.DRAFT: t("Take it back to draft"),
            WorkStatus.OPEN: t("Open it to contributors again"),
            WorkStatus.WORKSHOP: t("Take it back to the workshop"),
            WorkStatus.MODERATION: t("Take it back to moderation"),
        }[end]
    return {
        WorkStatus.OPEN: t("Open it to contributors"),
        WorkStatus.WORKSHOP: t("Open the workshop"),
        WorkStatus.MODERATION: t("Hand it to the moderator"),
        WorkStatus.AGREED: t("Agree the result"),
        WorkStatus.SIGNED: t("Sign and lock"),
    }[end]


def step_means(t: Translator, end: WorkStatus, *, back: bool) -> str:
    """What it does to take the work there."""
    if back:
        return {
            WorkStatus.DRAFT: t("Its answers can be changed again, and the report says that it is a draft."),
            WorkStatus.OPEN: t("Contributors can go on with what they said. What was agreed so far is kept."),
            WorkStatus.WORKSHOP: t("What is agreed can be changed again, and the report says that it is a draft."),
            WorkStatus.MODERATION: t("The moderator can look at it again, and the report says that it is a draft."),
        }[end]
    return {
        WorkStatus.OPEN: t(
            "Everybody who was asked can answer, each apart from the others. Until the workshop opens nobody sees what"
            " another says; leads see who has finished."
        ),
        WorkStatus.WORKSHOP: t(
            "What contributors said apart is kept as it is and can no longer be changed. From then on you see how far"
            " they agree, and record what you settle on."
        ),
        WorkStatus.MODERATION: t(
            "The moderator sees answers and evidence, accepts them or returns questions with a note. Meanwhile nobody"
            " else changes anything."
        ),
        WorkStatus.AGREED: t(
            "It becomes the record of this period, the report loses its draft mark, and answers cannot be changed."
        ),
        WorkStatus.SIGNED: t(
            "The figures are kept as they are now. After that nobody can change or delete anything of this assessment;"
            " a mistake is corrected by a new assessment that is linked to it."
        ),
    }[end]


def work_role_words(t: Translator, role: Role) -> str:
    """Who takes a step, within a sentence."""
    return {
        Role.LEAD: t("a lead"),
        Role.CONTRIBUTOR: t("a contributor"),
        Role.MODERATOR: t("a moderator"),
        Role.SIGNATORY: t("a signatory"),
    }[role]
