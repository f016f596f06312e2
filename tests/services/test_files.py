"""A file becomes an assessment and an assessment a file, and nothing is lost on the way."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from selfassess.answers.model import UNANSWERED, Answer, Evidence, State
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.files import export_answers, import_answers
from selfassess.services.saving import history, save_section
from selfassess.services.steps import move
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.voices.steps import WorkStatus

FILE = b"""
organisation: Imported Council
period: "2025"
assessed_on: 2025-10-01
questionnaire: saving
version: 1.0.0
profile: {sector: other}
answers:
  a: 2
  b: {not_applicable: None here, comment: Really}
  staff: {value: 0.1}
  c: dont-know
"""


def test_an_answers_file_becomes_a_draft_with_its_answers(database: Database, offer: Offer, now: datetime) -> None:
    catalogue = Catalogue(offers=(offer,), broken=())
    imported = import_answers(database, OPERATOR, catalogue, FILE, "in.yaml", token="one", now=now)
    assert imported.problems == ()
    assert imported.assessment is not None
    opened = open_assessment(database, OPERATOR, imported.assessment.id)
    assert (opened.assessment.status, opened.assessment.example) == (WorkStatus.DRAFT, False)
    assert (opened.sheet.organisation, opened.sheet.period) == ("Imported Council", "2025")
    assert opened.sheet.answers["staff"].value == Fraction(1, 10)
    assert opened.revisions == {"a": 1, "b": 1, "staff": 1, "c": 1}
    assert len(history(database, OPERATOR, opened.assessment.id, "a")) == 1


def test_importing_twice_from_one_form_makes_one_assessment(database: Database, offer: Offer, now: datetime) -> None:
    catalogue = Catalogue(offers=(offer,), broken=())
    first, second = (
        import_answers(database, OPERATOR, catalogue, FILE, "in.yaml", token="one", now=now) for _ in range(2)
    )
    assert first == second
    assert len(list_assessments(database, OPERATOR)) == 1


def test_a_file_without_answers_becomes_an_empty_draft(database: Database, offer: Offer, now: datetime) -> None:
    catalogue = Catalogue(offers=(offer,), broken=())
    imported = import_answers(
        database, OPERATOR, catalogue, FILE.partition(b"answers:")[0], "in.yaml", token="one", now=now
    )
    assert imported.assessment is not None
    assert open_assessment(database, OPERATOR, imported.assessment.id).revisions == {}


def test_problems_of_a_file_are_told_and_nothing_is_made(database: Database, offer: Offer, now: datetime) -> None:
    catalogue = Catalogue(offers=(offer,), broken=())
    for data, words in (
        (b"", "the file is empty"),
        (b"\x00\xff", ""),
        (FILE.replace(b"a: 2", b"a: 9"), "from 0 to 2"),
        (
            FILE.replace(b"version: 1.0.0", b"version: 2.0.0"),
            "there is no questionnaire saving 2.0.0 here; on offer: saving 1.0.0",
        ),
    ):
        imported = import_answers(database, OPERATOR, catalogue, data, "in.yaml", token="one", now=now)
        assert imported.assessment is None
        assert imported.problems[0].file == "in.yaml"
        assert words in imported.problems[0].message
    assert list_assessments(database, OPERATOR) == ()


def test_an_exported_file_is_read_back_as_the_same_answers(
    database: Database, assessment: Assessment, offer: Offer, now: datetime
) -> None:
    evidence = (
        Evidence(title='Größe & "Tŷ"', dated=date(2026, 3, 1), reach="all", shows="effect", link="https://x.example"),
    )
    first = {
        "a": Answer(state=State.ANSWERED, value=2, comment="Two\nlines", evidence=evidence),
        "b": Answer(state=State.NOT_APPLICABLE, reason="None"),
        "staff": Answer(state=State.ANSWERED, value=Fraction(12345, 1000)),
    }
    second = {
        "c": Answer(state=State.DONT_KNOW),
        "kinds": Answer(state=State.ANSWERED, value=("x", "y")),
        "since": Answer(state=State.ANSWERED, value=date(2026, 2, 28)),
        "why": Answer(comment="Not yet"),
    }
    save_section(database, OPERATOR, assessment.id, "s1", first, {}, now=now)
    save_section(database, OPERATOR, assessment.id, "s2", second, {}, now=now)
    data = export_answers(database, OPERATOR, assessment.id)
    catalogue = Catalogue(offers=(offer,), broken=())
    copy = import_answers(database, OPERATOR, catalogue, data, "out.json", token="copy", now=now)
    assert copy.problems == ()
    assert copy.assessment is not None
    assert copy.assessment.details == assessment.details
    assert open_assessment(database, OPERATOR, copy.assessment.id).sheet.answers == first | second


def test_a_cleared_answer_is_not_exported_and_an_agreed_assessment_is(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": Answer(state=State.ANSWERED, value=1)}, {}, now=now)
    save_section(database, OPERATOR, assessment.id, "s1", {"a": UNANSWERED}, {"a": 1}, now=now)
    move(database, OPERATOR, assessment.id, WorkStatus.AGREED, seen=1, now=now)
    assert b'"answers": {}' in export_answers(database, OPERATOR, assessment.id)
