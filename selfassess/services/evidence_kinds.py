"""The kinds of evidence an organisation keeps, in words; how a record and a piece in an answer become each other."""

from __future__ import annotations

from enum import StrEnum

from selfassess.answers.model import Evidence
from selfassess.language import Translator
from selfassess.store.evidence import EvidenceSaid


class EvidenceKind(StrEnum):
    """What sort of thing backs an answer."""

    PLAN = "plan"
    DECISION = "decision"
    GUIDANCE = "guidance"
    TRAINING = "training"
    FEEDBACK = "feedback"
    FIGURES = "figures"
    REVIEW = "review"
    PRACTICE = "practice"
    OTHER = "other"


def kind_words(t: Translator, kind: str) -> str:
    """What a kind is called; one that only a newer version knows is something else."""
    return {
        EvidenceKind.PLAN: t("Plan, policy or strategy"),
        EvidenceKind.DECISION: t("Minutes or a decision"),
        EvidenceKind.GUIDANCE: t("Guidance, form or material"),
        EvidenceKind.TRAINING: t("Training record"),
        EvidenceKind.FEEDBACK: t("Feedback or survey"),
        EvidenceKind.FIGURES: t("Figures or monitoring"),
        EvidenceKind.REVIEW: t("Audit, review or inspection"),
        EvidenceKind.PRACTICE: t("Example of practice"),
    }.get(EvidenceKind(kind) if kind in set(EvidenceKind) else EvidenceKind.OTHER, t("Something else"))


def piece_of(said: EvidenceSaid) -> Evidence:
    """The copy that an answer holds; where there is no link it says the reference in its place."""
    return Evidence(
        title=said.title, dated=said.dated, reach=said.reach, shows=said.shows, link=said.link or said.reference
    )


def said_of(piece: Evidence) -> EvidenceSaid:
    """What a record says of a piece that was typed into an answer; of its kind nothing is known."""
    is_address = piece.link is not None and is_web_address(piece.link)
    return EvidenceSaid(
        title=piece.title,
        kind=EvidenceKind.OTHER.value,
        dated=piece.dated,
        reach=piece.reach,
        shows=piece.shows,
        link=piece.link if is_address else None,
        reference=None if is_address else piece.link,
    )


def is_web_address(link: str) -> bool:
    """Whether a page can lead there."""
    return link.lower().startswith(("https://", "http://"))
