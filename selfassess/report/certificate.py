"""The certificate of a signature: who signed what for an organisation, with which words, and what it will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selfassess.language import Translator
from selfassess.plan import ActionKind
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Block, Brand, Bullets, Cover, Paragraph, Part, Report, Tile, Tiles
from selfassess.report.parts.cover import source_words
from selfassess.report.wording import section_name
from selfassess.voices.proceedings import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What there is to certify: the signature that stands for `framework`, the name of the pledge or concordat.

    `questionnaire` is the one that goes with it, None where it is no longer on offer. `first_signed_on` is the day of
    the first signature where this is a later one; `post_holder_changed`: somebody else signed before this one. `brand`:
    how the organisation looks on paper.
    """

    organisation: str
    framework: str
    questionnaire: Questionnaire | None
    signature: Signature
    key_actions: tuple[tuple[str, ActionKind], ...] = ()
    first_signed_on: date | None = None
    post_holder_changed: bool = False
    example: bool = False
    brand: Brand | None = None

    @property
    def printed_name(self) -> str:
        """What the organisation is called on paper."""
        return (self.brand and self.brand.name) or self.organisation


def certificate(found: Certified, t: Translator) -> Report:
    """A sheet for the renderers of PDF and HTML; all text in it is final."""
    parts = (
        ("words", t("The words that were signed"), _words(found, t)),
        ("asked", t("What it asks for, in short"), _asked(found, t)),
        ("actions", t("Key actions for the next 12 months"), _actions(found, t)),
        ("meaning", t("What this certificate says"), _meaning(t)),
    )
    return Report(
        language=t.language,
        title=t("{organisation} has signed “{framework}”", organisation=found.printed_name, framework=found.framework),
        cover=Cover(
            organisation=found.printed_name,
            title=t("Certificate of signing"),
            period=t("has signed “{framework}”", framework=found.framework),
            assessed_on=None,
            questionnaire="",
            status="",
        ),
        parts=tuple(
            Part(id=id, title=title, blocks=tuple(blocks), starts_page=False) for id, title, blocks in parts if blocks
        ),
        marks=(t("Example: made-up data"),) if found.example else (),
        footer=t("Certificate of signing · {framework}", framework=found.framework),
        sheet=True,
        brand=found.brand,
    )


def kind_words(t: Translator, kind: ActionKind) -> str:
    """What kind of action it was when it was signed."""
    return {ActionKind.CONTINUING: t("goes on from before"), ActionKind.NEW: t("new")}[kind]


def _words(found: Certified, t: Translator) -> list[Block]:
    signed = found.signature
    tiles = (
        Tile(label=t("Signed by"), value=signed.name, note=signed.role),
        Tile(label=t("On"), value=t.date(signed.signed_on), note=_again(found, t)),
    )
    return [Paragraph(text=f"“{signed.statement}”", style="lead"), Tiles(tiles=tiles)]


def _again(found: Certified, t: Translator) -> str:
    """Nothing where it is the first signature."""
    if found.first_signed_on is None:
        return ""
    first = t.date(found.first_signed_on)
    if found.post_holder_changed:
        return t("Signed again after a change of post-holder; first signed on {day}", day=first)
    return t("Signed again; first signed on {day}", day=first)


def _asked(found: Certified, t: Translator) -> list[Block]:
    """The short titles of its sections, and the document that has the full words."""
    if found.questionnaire is None:
        return []
    source = found.questionnaire.source
    note = t("Short titles of the questionnaire “{title}”.", title=t.text(found.questionnaire.title))
    if source:
        note += " " + t("The words in full: {source}.", source=source_words(source, t))
    return [_titles(found.questionnaire, t), Paragraph(text=note, style="small")]


def _titles(questionnaire: Questionnaire, t: Translator) -> Bullets:
    """Numbered by the list itself, where the sections count from one."""
    sections = questionnaire.sections
    if [one.number for one in sections] == [str(at) for at in range(1, len(sections) + 1)]:
        return Bullets(items=tuple(t.text(one.title) for one in sections), ordered=True)
    return Bullets(items=tuple(section_name(t, one) for one in sections))


def _actions(found: Certified, t: Translator) -> list[Block]:
    items = tuple(t("{action} ({kind})", action=text, kind=kind_words(t, kind)) for text, kind in found.key_actions)
    return [Bullets(items=items)] if items else []


def _meaning(t: Translator) -> list[Block]:
    text = t(
        "The organisation made this promise itself. The certificate says what was signed, by whom and when. It does"
        " not say how far the organisation has come: it is no accreditation, no inspection and no award."
    )
    return [Paragraph(text=text, style="small")]
