"""The index of evidence: each piece once, the newest first, with the questions it backs; then what lacks some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Evidence
from selfassess.language import Translator
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Paragraph, Part, Report, Table
from selfassess.report.diagrams import question_label, question_place
from selfassess.report.framing import framed, front
from selfassess.report.material import Material
from selfassess.report.parts.evidence import rule_words
from selfassess.scoring.evidence import first_unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    """One piece of evidence and where it is used: the numbers of questions, in questionnaire order."""

    piece: Evidence
    places: tuple[str, ...]


def evidence_index(material: Material, t: Translator) -> Report:
    """Only of questions that apply: what is kept beside others counts nowhere."""
    parts = (
        Part(id="evidence", title=t("The evidence, the newest first"), blocks=_pieces(material, t)),
        Part(id="evidence-missing", title=t("Answers that need more evidence"), blocks=_missing(material, t),
             starts_page=False),
    )  # fmt: skip
    return framed(material, t, front(material, t, title=t("Evidence index")), parts)


def _pieces(material: Material, t: Translator) -> tuple[Block, ...]:
    found = _used(material, t)
    if not found:
        return (Paragraph(text=t("No evidence is recorded yet."), style="lead"),)
    undated = sum(one.piece.dated is None for one in found)
    told = t.plural("{count} piece of evidence is recorded.", "{count} pieces of evidence are recorded.", len(found))
    if undated:
        told += " " + t.plural("{count} of them is not dated.", "{count} of them are not dated.", undated)
    table = Table(
        caption=t("Each piece of evidence, and the questions it stands behind"),
        columns=(
            Column(title=t("Evidence"), width=8),
            Column(title=t("Dated"), width=3),
            Column(title=t("Questions"), width=3),
        ),
        rows=tuple((one.piece.title, _dated(one.piece, t), ", ".join(one.places)) for one in found),
        notes=tuple(tuple(_notes(one.piece, t)) for one in found),
        notes_title=t("with how far it reaches, what it shows and where it is"),
    )
    return Paragraph(text=told, style="lead"), table


def _used(material: Material, t: Translator) -> Sequence[_Used]:
    """The newest first, undated ones last; within a day by the alphabet."""
    applies = applicability(material.questionnaire, material.sheet).applies
    places: dict[Evidence, list[str]] = {}
    for section in material.questionnaire.sections:
        for question in section.questions:
            if question.id in applies:
                # A piece that stands twice beside one answer is used by it once.
                for piece in dict.fromkeys(material.sheet.answer(question.id).evidence):
                    places.setdefault(piece, []).append(question_place(section, question.id, t))
    found = [_Used(piece=piece, places=tuple(where)) for piece, where in places.items()]
    by_title = sorted(found, key=lambda one: (one.piece.title.casefold(), one.piece.title))
    return sorted(by_title, key=lambda one: one.piece.dated or date.min, reverse=True)


def _dated(piece: Evidence, t: Translator) -> str:
    return t.date(piece.dated) if piece.dated else t("Not dated")


def _notes(piece: Evidence, t: Translator) -> list[Note]:
    found = []
    if piece.reach:
        found.append(Note(term=t("Reach"), text=piece.reach))
    if piece.shows:
        found.append(Note(term=t("Shows"), text=t("What changed for people")))
    if piece.link:
        found.append(Note(term=t("Where"), text=piece.link))
    return found


def _missing(material: Material, t: Translator) -> tuple[Block, ...]:
    """The answers whose level asks for evidence that is not there, by the questionnaire's own rules."""
    rules = material.questionnaire.rules.evidence
    if not rules:
        return (Paragraph(text=t("This questionnaire sets no rules for evidence.")),)
    applies = applicability(material.questionnaire, material.sheet).applies
    rows = []
    for section in material.questionnaire.sections:
        for question in section.questions:
            answer = material.sheet.answer(question.id)
            unmet = first_unmet(answer, rules, material.sheet.assessed_on)
            if unmet and question.id in applies and isinstance(question, LevelQuestion):
                level = wording.level_words(t, material.questionnaire, answer.level)
                needed = t("Level {level} needs {rule}.", level=unmet.level, rule=rule_words(t, unmet))
                rows.append((question_label(section, question.id, t), level, needed))
    if not rows:
        return (Paragraph(text=t("Every answer has the evidence that its level asks for.")),)
    columns = (
        Column(title=t("Question"), width=6),
        Column(title=t("Answer"), width=3, kind="level"),
        Column(title=t("What it needs"), width=5),
    )
    caption = t("Answers whose evidence does not reach as far as their level")
    return (Table(caption=caption, columns=columns, rows=tuple(rows)),)
