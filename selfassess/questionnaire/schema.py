"""A JSON Schema of questionnaire files, so that editors complete keys and show what they mean while one writes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from selfassess.questionnaire.model import Questionnaire

DRAFT = "https://json-schema.org/draft/2020-12/schema"

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "actions": "Suggested next actions, each for one step of the ladder.",
        "all": "Holds when every condition inside holds.",
        "any": "Holds when at least one condition inside holds.",
        "applies_if": "Ask only where this holds: profile, question, all, any or not.",
        "change": "kept, reworded, split, merged, added or removed.",
        "crosswalk": "What became of the questions of the version before.",
        "do": "What to do, so that it could be given to somebody on Monday.",
        "effort": "low, medium or high.",
        "evidence": "Kinds of evidence, as examples; under rules, what a level must be backed by.",
        "format": "The version of this file format: 1.",
        "from": "For an action the level it starts from; for a crosswalk the version before.",
        "gate": "The section cannot reach this stage or a higher one while this question is below it.",
        "help": "What counts and what does not, in one to three sentences.",
        "id": "Small letters and digits joined by hyphens; for ever.",
        "in": "The options or answers for which the condition holds.",
        "kind": "organisation: answered for an organisation as a whole.",
        "language": "The language of texts written as one string, such as en-GB.",
        "lenses": "Tags: at the top each with its title, at a question those that fit.",
        "level": "Answers at this level and above must be backed by such evidence.",
        "levels": "What each level looks like in practice: one text for every level of the scale.",
        "link": "An address that starts with https:// or http://.",
        "longest": "The most characters an answer may have.",
        "maps_to": "Where another questionnaire asks about the same thing.",
        "maximum": "The largest number allowed.",
        "means": "What this level means everywhere.",
        "minimum": "The smallest number allowed.",
        "minimum_answered": "A score needs this part of the applicable weight answered: above 0 up to 1.",
        "name": "A name of one or two words.",
        "new": "The id, or ids, in this version.",
        "not": "Holds when the condition inside does not.",
        "not_applicable": "Whether 'does not apply' may be answered, with a reason.",
        "number": "The number the section has in its source, in quotes.",
        "old": "The id, or ids, in the version before.",
        "options": "What can be chosen: option id and text.",
        "profile": "Facts about the organisation; in a condition the id of one of them.",
        "prompt": "The question itself.",
        "published": "A date written as YYYY-MM-DD.",
        "publisher": "Who published the source.",
        "question": "The id of an earlier question.",
        "questions": "The questions, in the order they are asked; in a crosswalk one row for each change.",
        "revision": "Raise it when the wording changes the meaning.",
        "rules": "How levels become stages and scores.",
        "scale": "The levels 0 to m, m from 2 to 6.",
        "sections": "Commitments or principles with their questions.",
        "shows": "effect: a piece of evidence that shows what changed for people.",
        "source": "The document whose wording the questionnaire stands on.",
        "stage_share": "A stage needs this part of the weight at or above it: above 0 up to 1.",
        "statement": "The official wording.",
        "strength": "full where the same evidence would do there too, else part.",
        "summary": "One paragraph for the start page.",
        "title": "A title.",
        "to": "questionnaire:id of a section or question.",
        "type": "level (the only scored one), yes_no, choice, choices, number, percent, text or date.",
        "unit": "What is counted.",
        "value": "The whole number of the level; levels count up from 0.",
        "version": "Three numbers; a published version never changes.",
        "weight": "How much it counts beside the others, above 0; 1 where left out.",
        "whole": "true where only whole numbers are allowed.",
        "why": "The reason for the change.",
        "within_months": "Dated in this many months before the day of assessment.",
    }
)
"""What each key means, wherever it stands."""


class _Generator(GenerateJsonSchema):
    """Leaves out titles that only repeat the key, and writes exact defaults as JSON can."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False

    def encode_default(self, dft: Any) -> Any:
        return float(dft) if isinstance(dft, Fraction) else super().encode_default(dft)


def json_schema() -> dict[str, Any]:
    """The schema of a questionnaire file, draft 2020-12; what `selfassess check` asks beyond shape is not in it."""
    schema = Questionnaire.model_json_schema(schema_generator=_Generator)
    for part in (schema, *schema["$defs"].values()):
        for key, described in part["properties"].items():
            described["description"] = DESCRIPTIONS[key]
    return {"$schema": DRAFT, **schema}
