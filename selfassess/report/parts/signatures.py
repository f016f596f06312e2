"""Who signed the result, as what, on which day and with which words."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report.blocks import Block, Statement
from selfassess.report.material import Material
from selfassess.voices.proceedings import Signature


def signatures(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where nobody has signed."""
    signed = material.proceedings.signatures if material.proceedings else ()
    return tuple(Statement(text=one.statement, source=_source(one, t)) for one in signed)


def _source(one: Signature, t: Translator) -> str:
    return t("Signed by {name}, {role}, on {day}", name=one.name, role=one.role, day=t.date(one.signed_on))
