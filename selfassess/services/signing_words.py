"""The words that are signed: for a result and for the commitment itself, where need be with those of its framework."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.store.model import Details


def result_statement(t: Translator, questionnaire: Questionnaire, details: Details) -> str:
    """What somebody says who signs a result."""
    said = {"organisation": details.organisation, "period": details.period}
    match questionnaire.id:
        case "bnssg-pledge":
            return t(
                "On behalf of {organisation} I confirm that this is our agreed view, for {period}, of how far we have"
                " come with the eight commitments of the trauma-informed pledge, and that we will act on what it"
                " shows.",
                **said,
            )
        case "hips-concordat":
            return t(
                "On behalf of {organisation} I confirm that this is our agreed view, for {period}, of how far we have"
                " come with the six principles of the trauma-informed concordat, and that we will act on what it"
                " shows.",
                **said,
            )
    return t(
        "On behalf of {organisation} I confirm that this is our agreed view, for {period}, of where we stand by"
        " “{framework}”, and that we will act on what it shows.",
        framework=t.text(questionnaire.title),
        **said,
    )


def commitment_statement(t: Translator, questionnaire: Questionnaire, organisation: str) -> str:
    """What somebody says who signs the pledge or concordat itself."""
    match questionnaire.id:
        case "bnssg-pledge":
            return t(
                "On behalf of {organisation} I sign the trauma-informed pledge for Bristol, North Somerset and South"
                " Gloucestershire, and commit us to its eight commitments.",
                organisation=organisation,
            )
        case "hips-concordat":
            return t(
                "On behalf of {organisation} I sign the trauma-informed concordat for Hampshire, the Isle of Wight,"
                " Portsmouth and Southampton, and commit us to its six principles.",
                organisation=organisation,
            )
    return t(
        "On behalf of {organisation} I sign up to “{framework}”, and commit us to what it asks for.",
        organisation=organisation,
        framework=framework_name(t, questionnaire),
    )


def framework_name(t: Translator, questionnaire: Questionnaire) -> str:
    """What is signed: the document that the questionnaire stands on, else the questionnaire."""
    source = questionnaire.source
    return t.text(source.title) if source else t.text(questionnaire.title)
