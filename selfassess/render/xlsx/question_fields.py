"""What the columns of the table of answers hold, in words."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.render.answer_rows import COLUMNS
from selfassess.render.xlsx.sheets import Field, field, level_field, texts


def question_fields(t: Translator) -> tuple[Field, ...]:
    """A field for each of `answer_rows.COLUMNS`. KeyError for a column that has no words."""
    known = {one.name: one for one in _known(t)}
    return tuple(known[name] for name in COLUMNS)


def _known(t: Translator) -> tuple[Field, ...]:
    return (
        field("section", t("The id of the section"), 18),
        field("section_title", t("Its title"), 30),
        field("question", t("The id of the question"), 22),
        texts("prompt", t("What is asked")),
        field("type", t("What kind of answer it asks for; only “level” is scored")),
        field("applies", t("yes, or no where the condition of the question does not hold; then it counts nowhere")),
        field("state", t("answered, not_applicable, dont_know, or unanswered"), 16),
        level_field("level", t("The level that was answered")),
        field("level_name", t("Its name"), 18),
        level_field("supported_level", t("The level that the evidence backs; never above the answered one")),
        texts("value", t("The answer to a question that is not scored: options by their ids")),
        texts("reason", t("Why it does not apply")),
        texts("comment", t("What was said about the answer")),
        field("evidence_count", t("How many pieces of evidence there are; the sheet “evidence” has them")),
        texts("evidence_titles", t("What they are")),
        field("weight", t("How much the question weighs in its section")),
        level_field("gate", t("The stage that the section does not reach while this question lies below it")),
        level_field("lowered_to", t("What a moderator set the supported level to at most")),
        texts("lowered_reason", t("Why")),
        field("action_count", t("How many actions of the plan are linked to it; the sheet “actions” has them")),
        texts("action_texts", t("What they are")),
        field("action_states", t("How far they are"), 24),
    )
