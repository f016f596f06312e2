"""The figures of one assessment as lines for a terminal."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language import Translator
from selfassess.report.material import Material
from selfassess.report.wording import route_words, section_name, stage_words, status_words
from selfassess.scoring.card import ScoreCard, Status

LONGEST_NAME = 48


def score_table(material: Material, t: Translator) -> str:
    """Overall figures, a row a section, then the cheapest way on for each."""
    card, questionnaire = material.card, material.questionnaire
    overall = card.overall
    header = (t("Section"), t("Score"), t("Range"), t("Stage"), t("Supported"), t("Answered"))
    rows: list[tuple[str, ...]] = [header]
    for section, result in zip(questionnaire.sections, card.sections, strict=True):
        rows.append(
            (
                shortened(section_name(t, section)),
                figure(t, result.score),
                span(t, result.low, result.high),
                stage_words(t, questionnaire, result.stage),
                stage_words(t, questionnaire, result.supported_stage),
                f"{result.answered}/{result.applicable}",
            )
        )
    rows.append(
        (
            t("Overall"),
            figure(t, overall.score),
            span(t, overall.low, overall.high),
            stage_words(t, questionnaire, overall.stage),
            stage_words(t, questionnaire, overall.supported_stage),
            f"{overall.answered}/{overall.applicable}",
        )
    )
    lines = [
        f"{card.organisation} · {card.period} · {t.text(questionnaire.title)} {questionnaire.version}",
        "",
        *aligned(rows),
        "",
        t("Cheapest next steps"),
    ]
    for section, result in zip(questionnaire.sections, card.sections, strict=True):
        ways = result.status is not Status.NOT_APPLICABLE
        words = route_words(t, questionnaire, result.route) if ways else status_words(t, result)
        lines.append(f"  {shortened(section_name(t, section))}: {words}")
        if result.route:
            lines += [f"    {move.question}: {move.from_level} → {move.to_level}" for move in result.route.moves]
    if card.lowered:
        lines += ["", t("Supported levels lowered by the moderator"), *lowered_lines(card, t)]
    if card.ignored:
        lines += ["", t("Ignored, because their condition does not hold: {ids}", ids=", ".join(card.ignored))]
    return "\n".join(lines)


def lowered_lines(card: ScoreCard, t: Translator) -> list[str]:
    """One line each, also where the reason has several."""
    return [
        "  " + t("{id}: level {level} at most: {reason}", id=id, level=one.level, reason=" ".join(one.reason.split()))
        for id, one in card.lowered.items()
    ]


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows with their columns under each other and a rule below the header and above the last."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def figure(t: Translator, value: Fraction | None) -> str:
    return "–" if value is None else t.number(value, places=2)


def span(t: Translator, low: Fraction | None, high: Fraction | None) -> str:
    """What the score could still be; one number where nothing is left open."""
    ends = dict.fromkeys(figure(t, end) for end in (low, high))
    return "–".join(ends)


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
