"""Words for what people are, the same on every page."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.store.people import Role


def role_words(t: Translator, role: Role) -> str:
    """What somebody with this role is called, within a sentence."""
    return {
        Role.LEAD: t("lead"),
        Role.CONTRIBUTOR: t("contributor"),
        Role.MODERATOR: t("moderator"),
        Role.SIGNATORY: t("signatory"),
        Role.VIEWER: t("viewer"),
        Role.PARTNERSHIP_ADMINISTRATOR: t("partnership administrator"),
        Role.STEERING_GROUP: t("member of the steering group"),
    }[role]
