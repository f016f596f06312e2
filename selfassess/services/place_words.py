"""Words for what people and organisations are, the same in pages, letters and files."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.store.people import OrganisationKind, Role


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


def role_name(t: Translator, role: Role) -> str:
    """The same as one of a list."""
    words = role_words(t, role)
    return words[:1].upper() + words[1:]


def role_means(t: Translator, role: Role) -> str:
    """What somebody with this role may do, as a sentence that goes on from "They" or "You"."""
    return {
        Role.LEAD: t("run assessments, answer, see results, and manage the organisation’s people and services"),
        Role.CONTRIBUTOR: t(
            "answer apart from the others when asked, and see answers and results from the workshop on"
        ),
        Role.MODERATOR: t("check and challenge answers and evidence before a result is agreed"),
        Role.SIGNATORY: t("see what was agreed, and sign it"),
        Role.VIEWER: t("see what was agreed, results and reports, and change nothing"),
        Role.PARTNERSHIP_ADMINISTRATOR: t(
            "manage the partnership’s organisations and people, and invite the first lead of each; see no answers"
        ),
        Role.STEERING_GROUP: t(
            "see which organisations belong to the partnership, and the results that they share; see no answers"
        ),
    }[role]


def kind_name(t: Translator, kind: OrganisationKind) -> str:
    """What sort of organisation it is, as one of a list."""
    return {
        OrganisationKind.POLICE: t("Police"),
        OrganisationKind.FIRE: t("Fire and rescue"),
        OrganisationKind.PROBATION_PRISON: t("Probation or prison"),
        OrganisationKind.NHS: t("NHS or other health care"),
        OrganisationKind.COUNCIL: t("Council"),
        OrganisationKind.EDUCATION: t("School, college or university"),
        OrganisationKind.CHARITY: t("Charity or community group"),
        OrganisationKind.HOUSING: t("Housing"),
        OrganisationKind.BOARD: t("Board or partnership body"),
        OrganisationKind.OTHER: t("Something else"),
    }[kind]
