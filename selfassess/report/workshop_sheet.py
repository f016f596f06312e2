"""The sheet a workshop is held with: each question with last year's level, what was given apart, room to write."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Bullets, Cover, Part, Report
from selfassess.report.framing import framed, front
from selfassess.report.material import Material
from selfassess.report.parts.workshop import place, proposals, workshop_page
from selfassess.voices.agenda import Agenda
from selfassess.voices.time_plan import TimePlan


def workshop_sheet(
    material: Material, t: Translator, *, agenda: Agenda | None = None, plan: TimePlan | None = None
) -> Report:
    """A report for the renderers of PDF and HTML; `material` gives the questionnaire, last year and whose it is.

    With an agenda its questions in its order, then what people nearly or fully agree on as tables to confirm. Without
    one every question in the questionnaire's order: also those whose condition does not hold yet, for on paper the
    answer that decides is still to be given. `plan` is the agenda's.
    """
    parts = _by_agenda(material, agenda, plan, t) if agenda else _by_section(material, t)
    guide = Part(id="guide", title=t("How to use this sheet"), blocks=_guide(t), starts_page=False)
    return framed(material, t, _cover(material, agenda, plan, t), (guide, *parts))


def _cover(material: Material, agenda: Agenda | None, plan: TimePlan | None, t: Translator) -> Cover:
    facts = []
    if agenda:
        facts.append((t("Contributors"), t.plural("{count} person", "{count} people", agenda.contributors)))
    if plan:
        facts.append((t("Time"), t.plural("{count} minute, and breaks", "{count} minutes, and breaks", plan.total)))
    status = t("For use in the workshop: nothing here is agreed yet")
    return front(material, t, title=t("Workshop sheet"), status=status, facts=tuple(facts))


def _guide(t: Translator) -> tuple[Block, ...]:
    return (
        Bullets(
            items=(
                t("Talk about what people see, not about who said what. Nobody has to say which answer was theirs."),
                t("Read the descriptions of the levels, and look for the one that fits what happens in practice."),
                t("Between two levels, take the lower one until there is evidence for the higher."),
                t("Write down the agreed level, the reason, and what those say who see it differently."),
                t("“Don’t know yet” is an honest answer, and finding out is a good next step."),
            )
        ),
    )


def _by_section(material: Material, t: Translator) -> Iterator[Part]:
    for section in material.questionnaire.sections:
        yield Part(id=f"section-{section.id}", title=wording.section_name(t, section), blocks=())
        for question in section.questions:
            first = question is section.questions[0]
            yield workshop_page(material, section, question, t, starts_page=not first)


def _by_agenda(material: Material, agenda: Agenda, plan: TimePlan | None, t: Translator) -> Iterator[Part]:
    slots = {slot.question: slot for slot in plan.slots} if plan else {}
    if agenda.discuss:
        yield Part(id="discuss", title=t("Questions to discuss"), blocks=())
    for topic in agenda.discuss:
        section, question = place(material, topic)
        slot = slots.get(question.id)
        first = topic is agenda.discuss[0]
        yield workshop_page(material, section, question, t, topic=topic, slot=slot, starts_page=not first)
    for id, title, topics in (
        ("near", t("Nearly agreed: confirm, or discuss"), agenda.near),
        ("agreed", t("Agreed apart: confirm"), agenda.agreed),
    ):
        if topics:
            yield Part(id=id, title=title, blocks=(proposals(material, topics, t),))
