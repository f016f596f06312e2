"""Last year's level is taken over one question at a time, for a reason or with a date, and never over an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from selfassess.answers.entry import LONGEST_COMMENT
from selfassess.answers.model import UNANSWERED, Answer, Evidence, State
from selfassess.comparison import Confirmed
from selfassess.services import confirming
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import delete_assessment, open_assessment
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Catalogue, catalogue_of
from selfassess.services.confirming import NotConfirmed, StillTrue, Why, confirmations_in
from selfassess.services.correcting import correct
from selfassess.services.evidence import add_evidence, evidence_in
from selfassess.services.evidence_kinds import piece_of
from selfassess.services.evidence_use import MOST_PIECES, use_evidence
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import Town
from .pieces import SAID, T, uses
from .signing import step

QUESTIONNAIRE = """\
format: 1
id: years
version: {version}
title: Two years
scale: [{{value: 0, name: Not started}}, {{value: 1, name: Begun}}, {{value: 2, name: Done}}{more}]
sections:
  - id: s1
    title: First
    questions:
      - {{id: a, type: level, prompt: "A?", levels: {{0: No a, 1: Some a, 2: All a{three}}}}}
      - {{id: b, type: level, prompt: "B?", revision: {revision}, levels: {{0: No b, 1: Some b, 2: All b{three}}}}}
      - {{id: c, type: level, prompt: "C?", levels: {{0: No c, 1: Some c, 2: All c{three}}}}}
"""
LOOKED = date(2026, 9, 28)


@dataclass(frozen=True)
class Years:
    """Last year, in which a is 2, b is 1 and c was left open, and this year, in which nothing is said yet."""

    database: Database
    lead: Actor
    before: str
    now: str
    catalogue: Catalogue
    at: datetime

    def confirm(self, question: str = "a", level: int = 2, **said: object) -> Confirmed | NotConfirmed:
        given = StillTrue(**{"earlier": self.before, "level": level, "reason": "Nothing changed.", **said})  # type: ignore[arg-type]
        return confirming.confirm(
            self.database, self.lead, self.now, question, given, catalogue=self.catalogue, now=self.at
        )

    def why(self, question: str = "a", level: int = 2, **said: object) -> Why:
        done = self.confirm(question, level, **said)
        assert isinstance(done, NotConfirmed)
        return done.why

    def answer(self, question: str = "a") -> Answer:
        return open_assessment(self.database, OPERATOR, self.now).sheet.answer(question)

    def confirmed(self) -> list[str]:
        return [one.confirmed.question for one in confirmations_in(self.database, OPERATOR, self.now)]

    def save(self, answer: Answer, question: str = "a") -> None:
        seen = open_assessment(self.database, OPERATOR, self.now).revisions
        save_section(self.database, self.lead, self.now, "s1", {question: answer}, seen, now=self.at)


@pytest.fixture
def make_years(
    database: Database, tmp_path: Path, force: Organisation, lead: Actor, now: datetime
) -> Callable[..., Years]:
    def build(*, levels: int = 3) -> Years:
        texts = {
            "1.0.0": QUESTIONNAIRE.format(version="1.0.0", revision=1, more="", three=""),
            "1.1.0": QUESTIONNAIRE.format(
                version="1.1.0",
                revision=2,
                more=", {value: 3, name: Lasting}" if levels == 4 else "",
                three=", 3: Ever" if levels == 4 else "",
            ),
        }
        for version, text in texts.items():
            (tmp_path / f"{version}.yaml").write_text(text)
        catalogue = catalogue_of([tmp_path / f"{version}.yaml" for version in texts], {})
        started = {}
        for year, version in ((2025, "1.0.0"), (2026, "1.1.0")):
            offer = catalogue.by_name("years", version)
            assert offer is not None
            details = Details(organisation="", period=f"{year}", assessed_on=date(year, 9, 30), profile={})
            started[year] = start_assessment(
                database, lead, offer, details, organisation=force.id, token=version, now=now
            ).id
        answers = {"a": level(2, "As in the plan.", Evidence(title="Plan", dated=date(2025, 2, 1))), "b": level(1)}
        save_section(database, lead, started[2025], "s1", answers, {}, now=now)
        return Years(database, lead, started[2025], started[2026], catalogue, now)

    return build


def level(value: int, comment: str | None = None, *evidence: Evidence) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment, evidence=evidence)


@pytest.fixture
def years(make_years: Callable[..., Years]) -> Years:
    return make_years()


def test_a_level_is_taken_over_with_a_reason_of_its_own(years: Years) -> None:
    assert years.confirm() == Confirmed(question="a", earlier="a", reason="Nothing changed.")
    assert years.answer() == level(2, "Nothing changed.")
    (kept,) = confirmations_in(years.database, OPERATOR, years.now)
    assert (kept.assessment, kept.revision, kept.at, kept.by) == (years.before, 1, years.at, years.lead.account)


def test_a_date_alone_is_enough_and_nothing_of_last_year_is_copied_unasked(years: Years) -> None:
    years.confirm(reason="", true_on=LOOKED)
    assert years.answer() == level(2)
    (kept,) = confirmations_in(years.database, OPERATOR, years.now)
    assert kept.confirmed == Confirmed(question="a", earlier="a", true_on=LOOKED)


def test_the_same_form_sent_twice_confirms_once(years: Years) -> None:
    assert years.confirm() == years.confirm()
    assert open_assessment(years.database, OPERATOR, years.now).revisions == {"a": 1}


def test_a_comment_and_evidence_that_were_there_stay(years: Years) -> None:
    mine = Evidence(title="Minutes")
    years.save(Answer(comment="To be asked.", evidence=(mine,)))
    years.confirm()
    assert years.answer() == level(2, "To be asked.\n\nNothing changed.", mine)


def test_evidence_that_is_still_true_comes_along_with_its_new_date(years: Years, force: Organisation) -> None:
    plan = Evidence(title="Plan", dated=date(2025, 2, 1))
    years.confirm(true_on=LOOKED, pieces=((plan, None),))
    assert years.answer().evidence == (replace(plan, dated=LOOKED),)
    work = open_assessment(years.database, OPERATOR, years.now).assessment
    ((id, question),) = uses(years.database, work)
    assert question == "a"
    assert evidence_in(years.database, years.lead, force, id).said.dated == LOOKED
    assert years.confirmed() == ["a"]


def test_a_record_that_backed_it_then_gets_the_date(years: Years, force: Organisation) -> None:
    id = add_evidence(years.database, years.lead, force.id, SAID, now=years.at)
    use_evidence(years.database, years.lead, years.before, "a", [id], now=years.at)
    years.confirm(reason="", true_on=LOOKED, pieces=((piece_of(SAID), id),))
    assert evidence_in(years.database, years.lead, force, id).said == replace(SAID, dated=LOOKED)
    assert open_assessment(years.database, OPERATOR, years.before).sheet.answer("a").evidence[1] == piece_of(SAID)


def test_it_is_told_in_the_audit_record(years: Years, force: Organisation) -> None:
    years.confirm(true_on=LOOKED, pieces=((Evidence(title="Plan"), None),))
    told = every_event(years.database, OPERATOR, T, Choice(organisation=force.id))
    assert [one.recorded.event for one in told][-2:] == ["evidence added", "level of last year confirmed"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reason": ""}, Why.UNSAID),
        ({"true_on": date(2026, 10, 2)}, Why.FUTURE),
        ({"true_on": date(2025, 9, 30)}, Why.OLD),
        ({"pieces": ((Evidence(title="Plan"), None),)}, Why.UNDATED),
        ({"earlier": "0" * 32}, Why.GONE),
        ({"level": 1}, Why.CHANGED),
        ({"question": "b", "level": 1}, Why.NOT_PAIRED),
        ({"question": "c", "level": 0}, Why.CHANGED),
        ({"true_on": LOOKED, "pieces": ((Evidence(title="Plan"), None),) * (MOST_PIECES + 1)}, Why.TOO_MANY),
    ],
)
def test_what_cannot_be_confirmed_writes_nothing(years: Years, said: dict[str, object], why: Why) -> None:
    assert years.why(**said) is why  # type: ignore[arg-type]
    assert (years.answer("a"), years.answer("b"), years.confirmed()) == (UNANSWERED, UNANSWERED, [])


def test_a_level_on_a_scale_of_another_length_is_no_level_of_this_one(make_years: Callable[..., Years]) -> None:
    assert make_years(levels=4).why() is Why.NOT_PAIRED


def test_a_year_that_was_deleted_meanwhile_is_gone(years: Years) -> None:
    delete_assessment(years.database, years.lead, years.before, now=years.at)
    assert years.why() is Why.GONE


def test_what_was_confirmed_stays_when_the_year_it_came_from_is_deleted(years: Years) -> None:
    years.confirm()
    delete_assessment(years.database, years.lead, years.before, now=years.at)
    (kept,) = confirmations_in(years.database, OPERATOR, years.now)
    assert (kept.assessment, years.answer().level) == (None, 2)


@pytest.mark.parametrize("answer", [level(1), Answer(state=State.DONT_KNOW)])
def test_an_answer_of_this_year_is_never_overwritten(years: Years, answer: Answer) -> None:
    years.save(answer)
    assert years.confirm() == NotConfirmed(why=Why.ANSWERED, stored=answer)
    assert years.answer() == answer


def test_a_reason_that_does_not_fit_behind_the_comment_is_not_cut(years: Years) -> None:
    years.save(Answer(comment="x" * LONGEST_COMMENT))
    assert years.why() is Why.TOO_LONG


def test_it_counts_while_the_answer_stays_as_it_was_confirmed(years: Years) -> None:
    years.confirm()
    years.save(level(2, "Nothing changed."))
    assert years.confirmed() == ["a"]
    years.save(level(2, "Something changed."))
    assert years.confirmed() == []


def test_what_was_cleared_can_be_confirmed_anew(years: Years) -> None:
    years.confirm()
    years.save(UNANSWERED)
    years.confirm(reason="Looked again.")
    assert years.confirmed() == ["a"]
    assert years.answer().comment == "Looked again."


def test_a_correction_goes_on_with_what_was_confirmed(years: Years) -> None:
    years.save(level(1), "b")
    years.confirm()
    arrange(years.database, OPERATOR, years.now, moderated=False, signing=True, seen=1, now=years.at)
    for to in (WorkStatus.AGREED, WorkStatus.SIGNED):
        step(years.database, years.now, to, years.at)
    new = correct(years.database, years.lead, years.now, reason="A slip.", now=years.at)
    assert replace(years, now=new.id).confirmed() == ["a"]


def test_only_who_may_answer_confirms(years: Years, town: Town, force: Organisation) -> None:
    viewer = town.person("vi", (force, Role.VIEWER))
    with pytest.raises(NotPermittedError):
        replace(years, lead=viewer).confirm()
    with pytest.raises(NotFoundError):
        replace(years, lead=town.person("no")).confirm()
    with pytest.raises(NotFoundError):
        years.confirm("nothing")


def test_another_organisations_year_is_no_earlier_year(years: Years, town: Town) -> None:
    other = town.organisation("Other")
    offer = years.catalogue.by_name("years", "1.0.0")
    assert offer is not None
    theirs = Details(organisation="", period="2025", assessed_on=date(2025, 9, 30), profile={})
    made = start_assessment(years.database, OPERATOR, offer, theirs, organisation=other.id, token="o", now=years.at)
    save_section(years.database, OPERATOR, made.id, "s1", {"a": level(2)}, {}, now=years.at)
    assert years.why(earlier=made.id) is Why.GONE
