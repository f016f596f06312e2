"""What the columns of the figures of a partnership hold, in words."""

from __future__ import annotations

import re

from selfassess.language import Translator
from selfassess.render.xlsx.sheets import Field

_COUNTED = re.compile(r"(stage|supported_stage)_at_(\d)")
_LEVELS = frozenset({"stage", "supported_stage"})
_WIDTHS = {"name": 34, "section_title": 40, "signed_by": 26, "signed_as": 26, "section": 18}


def figure_field(name: str, t: Translator) -> Field:
    """The field of one of `partnership_rows.columns_of`. KeyError for a column that has no words."""
    found = _COUNTED.fullmatch(name)
    if found and found[1] == "stage":
        meaning = t("How many organisations stand at stage {stage}", stage=found[2])
    elif found:
        meaning = t("How many organisations’ evidence backs stage {stage}", stage=found[2])
    else:
        meaning = _meanings(t)[name]
    return Field(name=name, meaning=meaning, width=_WIDTHS.get(name, 14), level=name in _LEVELS)


def _meanings(t: Translator) -> dict[str, str]:
    return {
        "year": t("The year"),
        "of": t("“organisation” for one that is seen by name, “partnership” for the figures of many"),
        "name": t("The organisation, or the partnership"),
        "kind": t("The kind of organisation; empty for all kinds"),
        "section": t("The id of the section; empty for the whole"),
        "section_title": t("Its title"),
        "score": t("The score of the organisation, from 0 to 100; the median of many"),
        "stage": t("The stage of the organisation; the median of many"),
        "supported_stage": t("The stage that evidence backs; the median of many"),
        "organisations": t("How many organisations are in the figures; or why they are withheld"),
        "score_lower_quartile": t("A quarter of the organisations have this score or less"),
        "score_upper_quartile": t("A quarter of the organisations have this score or more"),
        "stage_lower_quartile": t("A quarter of the organisations stand at this stage or lower"),
        "stage_upper_quartile": t("A quarter of the organisations stand at this stage or higher"),
        "moved_up": t("How many stand at a higher stage than the year before"),
        "moved_same": t("How many stand at the same stage"),
        "moved_down": t("How many stand at a lower stage"),
        "as_of": t("The day these figures last changed"),
        "signed_by": t("Who signed the result of the organisation"),
        "signed_as": t("As what"),
        "signed_on": t("When"),
    }
