"""A document around its parts: the cover with whose it is and what it is about, title, marks and footer."""

from __future__ import annotations

from collections.abc import Iterable

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Cover, Part, Report
from selfassess.report.material import Material
from selfassess.report.parts.cover import marks, status_words


def front(
    material: Material, t: Translator, *, title: str, status: str = "", facts: tuple[tuple[str, str], ...] = ()
) -> Cover:
    """A cover without figures; `status` is how final the assessment is, unless something else is said."""
    questionnaire, sheet = material.questionnaire, material.sheet
    return Cover(
        organisation=material.printed_name,
        title=title,
        period=sheet.period,
        assessed_on=sheet.assessed_on,
        questionnaire=t("{title}, version {version}", title=t.text(questionnaire.title), version=questionnaire.version),
        status=status or status_words(material, t),
        facts=facts,
        levels=wording.level_names(t, questionnaire),
    )


def framed(
    material: Material,
    t: Translator,
    cover: Cover,
    parts: Iterable[Part],
    *,
    blank: bool = False,
    **looks: bool,
) -> Report:
    """The whole document. One that is `blank` holds no answers, so nothing in it is a draft or made up.

    `looks`: `sheet`, `large`, `clear` and `numbered`, as in `Report`.
    """
    return Report(
        language=t.language,
        title=t("{title}: {organisation}, {period}", title=cover.title, organisation=cover.organisation,
                period=cover.period),
        cover=cover,
        parts=tuple(parts),
        marks=() if blank else marks(material, t),
        levels=len(material.questionnaire.scale),
        footer=f"{cover.organisation} · {cover.questionnaire} · {cover.period}",
        **looks,
        brand=material.brand,
    )  # fmt: skip
