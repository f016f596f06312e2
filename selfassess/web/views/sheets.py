"""A sheet whose answers are asked for, whosever it is, and one of its sections: what the pages of answering go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_offers import Once
from selfassess.services.saving import Conflict, Saved
from selfassess.web.forms.section import SectionForm, questions_in
from selfassess.web.views.last_time import LastTime
from selfassess.web.views.shown import ShownBacking
from selfassess.web.views.still_asked import StillAsked
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why nothing was saved although nothing is wrong with what was typed; links lead to the places that matter."""

    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No answers are taken, now or any more: `words` say why."""

    words: str


After = Callable[["Place", SectionForm, str], str]
"""What a button does once all is saved; it gets what follows its name, and gives the address to go to."""

AskStill = Callable[[OpenAssessment, LastTime, Mapping[str, tuple[Once, ...]]], StillAsked]

Keep = Callable[[str, Mapping[str, Answer], SectionForm], Saved | Conflict | Refused]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Whose answers are asked for, and the pages about them.

    `sections` are those asked for, `subject` begins the names of its pages (`<subject>.section`, `.save`), `home` and
    `check` are endpoints. `keep` saves, `seen` says by what a form knows an answer later on, `opened_again` looks the
    sheet up anew, `refused` is the page of a form that comes too late. `backing` says what may back the questions,
    `still` which levels of last year may be said to be still true, and `further` what buttons of their own do, by the
    name that their value begins with.
    """

    opened: OpenAssessment
    sections: tuple[Section, ...]
    subject: str
    home: str
    home_words: str
    check: str
    keep: Keep
    seen: Callable[[Answer, int], int | str]
    opened_again: Callable[[], OpenAssessment]
    refused: Callable[[Place, SectionForm, Refused], Response]
    changed_elsewhere: Callable[[int], str]
    backing: Callable[[OpenAssessment, LastTime], Mapping[str, ShownBacking]] | None = None
    still: AskStill | None = None
    further: Mapping[str, After] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.opened.assessment.id

    def at(self, endpoint: str) -> str:
        """The address of one of its pages."""
        return url_for(endpoint, id=self.id)

    def place(self, section: str) -> Place:
        """Raises `NotFound` for a section that is not asked for."""
        for one in self.sections:
            if one.id == section:
                return Place(sheet=self, section=one)
        raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of a sheet."""

    sheet: Sheet
    section: Section

    @property
    def opened(self) -> OpenAssessment:
        return self.sheet.opened

    def applying(self) -> tuple[Question, ...]:
        """The questions of the section whose condition holds."""
        return self.applying_in(self.opened)

    def applying_in(self, opened: OpenAssessment) -> tuple[Question, ...]:
        """The same by the answers of another moment."""
        applies = applicability(opened.questionnaire, opened.sheet).applies
        return tuple(question for question in self.section.questions if question.id in applies)

    def link(self, anchor: str | None = None, open: str | None = None) -> str:
        """The address of this section's page; `open` is the question whose boxes for evidence are to be open."""
        endpoint = f"{self.sheet.subject}.section"
        return url_for(endpoint, id=self.sheet.id, section=self.section.id, open=open, _anchor=anchor)

    def neighbour(self, way: int) -> str:
        """The address of the section after (+1) or before (-1) this one; empty where there is none."""
        ids = [section.id for section in self.sheet.sections]
        index = ids.index(self.section.id) + way
        if not 0 <= index < len(ids):
            return ""
        return url_for(f"{self.sheet.subject}.section", id=self.sheet.id, section=ids[index])

    def form(self, questions: Sequence[Question]) -> SectionForm:
        """An empty form of these questions."""
        return SectionForm(questions, self.opened.questionnaire, wiring().t)

    def filled(self) -> SectionForm:
        """The form with what was saved."""
        form, sheet = self.form(self.applying()), self.opened.sheet
        seen = {
            question: self.sheet.seen(sheet.answer(question), revision)
            for question, revision in self.opened.revisions.items()
        }
        form.fill(sheet, seen)
        return form

    def typed(self) -> SectionForm:
        """The form as it was sent: with the questions it showed, whether or not they still apply."""
        form = self.form(questions_in(request.form, self.section.questions))
        form.take(request.form)
        return form
