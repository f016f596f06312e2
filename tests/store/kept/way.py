"""An assessment that two people take all the way to being signed, and a commitment signed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selfassess.answers.model import Answer, State
from selfassess.plan import ActionKind
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.agreeing import Recorded, Seen, accept_proposals, record_agreed
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.commitments import Committed, Committing, commit
from selfassess.services.contributors import ask_members, tell_asked
from selfassess.services.evidence import add_evidence
from selfassess.services.evidence_use import use_evidence
from selfassess.services.moderation import Noted, keep_note
from selfassess.services.own_sheet import Standing, finish_own, save_own
from selfassess.services.participating import Wanted
from selfassess.services.rights import Action
from selfassess.services.saving import Saved, save_section
from selfassess.services.signing import Signed, Signing, sign
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Arranged, Moved, arrange, move
from selfassess.services.workshop import Planned, plan_workshop
from selfassess.store.database import Database
from selfassess.store.evidence import EvidenceSaid
from selfassess.store.model import Assessment, Details
from selfassess.store.signatures import KeyAction
from selfassess.voices.agenda import Standing as TopicStanding
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import WorkStatus

from .people import MAIL, People


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The assessment on its way, and those who take it there."""

    database: Database
    people: People
    id: str
    start: datetime

    def at(self, hours: int) -> datetime:
        """So long after it was started."""
        return self.start + timedelta(hours=hours)

    @property
    def now(self) -> Assessment:
        """As it is kept."""
        return open_assessment(self.database, OPERATOR, self.id, Action.SEE_ASSESSMENT).assessment

    def step(self, who: Actor, to: WorkStatus, hours: int) -> None:
        """Take one step on sight of what is kept."""
        moved = move(self.database, who, self.id, to, seen=self.now.revision, now=self.at(hours))
        assert isinstance(moved, Moved), moved


def go_all_the_way(database: Database, people: People, offer: Offer, start: datetime) -> str:
    """Drafted with evidence in use, answered apart, agreed, moderated, signed; and a commitment signed by itself.

    Gives the id of the assessment.
    """
    details = Details(organisation="Tŷ Bach", period="2026/27", assessed_on=start.date(), profile={"sector": "school"})
    made = start_assessment(
        database, people.lead, offer, details, organisation=people.organisation, token="way", now=start
    )
    way = Way(database=database, people=people, id=made.id, start=start)
    draft(way)
    contribute(way)
    agree(way)
    moderate(way)
    sign_it(way)
    commit_to_it(way, offer)
    return way.id


def answered(level: int, comment: str = "") -> Answer:
    return Answer(state=State.ANSWERED, value=level, comment=comment)


def draft(way: Way) -> None:
    """One answer with evidence that the organisation keeps; who takes part and when."""
    database, lead, id, now = way.database, way.people.lead, way.id, way.at(0)
    said = EvidenceSaid(
        title="Cynllun hyfforddi", kind="training", dated=date(2026, 6, 1), shows="effect", reference="Cabinet 3"
    )
    record = add_evidence(database, lead, way.people.organisation, said, now=now)
    assert isinstance(save_section(database, lead, id, "s2", {"c": answered(1)}, {}, now=now), Saved)
    assert use_evidence(database, lead, id, "c", [record], now=now) == (said.title,)
    steps = arrange(database, lead, id, moderated=True, signing=True, seen=way.now.revision, now=now)
    assert isinstance(steps, Arranged)
    planned = plan_workshop(database, lead, id, on=now.date(), minutes=90, seen=way.now.revision, now=now)
    assert isinstance(planned, Planned)


def contribute(way: Way) -> None:
    """Both answer apart, and one of them is asked for one section by a day and says that this is all."""
    database, lead, other, id = way.database, way.people.lead, way.people.other, way.id
    asked = Wanted(sections=frozenset({"s1"}), due_on=way.start.date())
    for who, wanted, hours in ((lead, Wanted(), 0), (other, asked, 1)):
        assert who.account is not None
        assert ask_members(database, lead, id, [who.account], wanted, MAIL, now=way.at(hours)) == 1
    way.step(lead, WorkStatus.OPEN, 2)
    assert tell_asked(database, lead, id, MAIL, now=way.at(2)) == 2
    for who, level in ((lead, 2), (other, 0)):
        answers = {"a": answered(level, f"I say {level}"), "b": answered(1)}
        assert isinstance(save_own(database, who, id, "s1", answers, {}, {}, now=way.at(3)), Saved)
    assert finish_own(database, other, id, now=way.at(4)) is Standing.FINISHED


def agree(way: Way) -> None:
    """What divides is talked about and one sees it differently; what all said is accepted."""
    lead, id = way.people.lead, way.id
    way.step(lead, WorkStatus.WORKSHOP, 5)
    reason, dissent = answered(2, "Every team does."), ("Not at night.",)
    done = record_agreed(way.database, lead, id, "a", reason, dissent, seen=Seen(), now=way.at(6))
    assert done == Recorded(changed=("a",))
    accepted = accept_proposals(way.database, lead, id, [TopicStanding.AGREED], seen=way.now.revision, now=way.at(6))
    assert accepted == Recorded(changed=("b",))


def moderate(way: Way) -> None:
    """The evidence is found to back less than was agreed."""
    way.step(way.people.lead, WorkStatus.MODERATION, 7)
    note = ModerationNote(question="a", outcome=Outcome.LOWERED, note="Shown for one team.", supported_level=1)
    assert keep_note(way.database, way.people.other, way.id, note, seen=0, now=way.at(8)) == Noted(changed=True)
    way.step(way.people.other, WorkStatus.AGREED, 9)


def sign_it(way: Way) -> None:
    """Which locks it."""
    now = way.at(10)
    words = Signing(name="Siân Ŵyn", role="Cadeirydd", signed_on=now.date(), statement="We agree.")
    signed = sign(way.database, way.people.other, way.id, words, seen=way.now.revision, now=now)
    assert isinstance(signed, Signed)


def commit_to_it(way: Way, offer: Offer) -> None:
    """With one key action of each kind; the lead gets a letter, which waits."""
    now = way.at(11)
    actions = (
        KeyAction(text="Induction says what trauma is.", kind=ActionKind.NEW),
        KeyAction(text="Letters go on being rewritten.", kind=ActionKind.CONTINUING),
    )
    words = Committing(
        name="Siân Ŵyn", role="Cadeirydd", signed_on=now.date(), statement="We commit.", key_actions=actions
    )
    done = commit(
        way.database,
        way.people.other,
        way.people.organisation,
        offer.questionnaire,
        words,
        seen="",
        mail=MAIL,
        now=now,
    )
    assert isinstance(done, Committed)
