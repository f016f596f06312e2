"""Seven small organisations more in the partnership of a release, which share what they sign in every way there is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from selfassess.answers.model import Answer, State
from selfassess.disclosure.sharing import Choice
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.correcting import correct
from selfassess.services.organisations import Described, add_to_partnership
from selfassess.services.partnerships import look_at_partnership, publish_signatories
from selfassess.services.saving import Saved, save_section
from selfassess.services.sharing import Chosen, share, sharing_of
from selfassess.services.signing import Signed, Signing, sign
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Arranged, Moved, arrange, move
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, OrganisationKind, Partnership
from selfassess.voices.steps import WorkStatus

from .people import People

COUNTED = ("Ysgol Aber", "Ysgol Bryn", "Ysgol Coed", "Ysgol Dôl", "Ysgol Eglwys")
"""As few as can be counted without a name."""
OTHERS = {"Meddygfa’r Nant": Choice.STEERING, "Elusen y Llan": Choice.NOT_SHARED}
KINDS = {"Meddygfa’r Nant": OrganisationKind.NHS, "Elusen y Llan": OrganisationKind.CHARITY}
CHOICES = {**dict.fromkeys(COUNTED, Choice.COUNTED), **OTHERS}
"""The organisation that is there already shares with every member."""


def share_the_first_year(database: Database, people: People, offer: Offer, own: str, now: datetime) -> None:
    """The five who are counted all withdraw and come back; one of them corrects its result; who signed is public."""
    add_organisations(database, people, now)
    signed = share_a_year(database, people, offer, own, now)
    again = now + timedelta(hours=1)
    for choice in (Choice.NOT_SHARED, Choice.COUNTED):
        for name in COUNTED:
            choose(database, people, OPERATOR, signed[name], choice, again)
    correction = correct(database, OPERATOR, signed[COUNTED[0]], reason="A slip.", now=again)
    answer_and_sign(database, correction.id, 2, again)
    partnership = look_at_partnership(database, OPERATOR, people.partnership).partnership
    published = publish_signatories(database, OPERATOR, partnership.id, True, seen=partnership.revision, now=again)
    assert isinstance(published, Partnership)


def add_organisations(database: Database, people: People, now: datetime) -> None:
    for name in CHOICES:
        described = Described(name=name, kind=KINDS.get(name, OrganisationKind.EDUCATION))
        made = add_to_partnership(database, OPERATOR, people.partnership, described, now=now)
        assert isinstance(made, Organisation)


def share_a_year(database: Database, people: People, offer: Offer, own: str, now: datetime) -> dict[str, str]:
    """Every organisation signs a result and says who may see it, the last one `own`; gives the results by name.

    Levels differ from one to the next, and of each from year to year.
    """
    belonging = look_at_partnership(database, OPERATOR, people.partnership).organisations
    ids = {one.organisation.name: one.organisation.id for one in belonging}
    signed = {}
    for number, name in enumerate(CHOICES):
        signed[name] = begin(database, offer, name, ids[name], now)
        answer_and_sign(database, signed[name], (number + now.year) % 3, now)
        choose(database, people, OPERATOR, signed[name], CHOICES[name], now)
    choose(database, people, people.lead, own, Choice.MEMBERS, now)
    return signed


def begin(database: Database, offer: Offer, name: str, organisation: str, now: datetime) -> str:
    details = Details(
        organisation=name, period=str(now.year), assessed_on=date(now.year, 9, 1), profile={"sector": "school"}
    )
    made = start_assessment(
        database, OPERATOR, offer, details, organisation=organisation, token=f"{name} {now.year}", now=now
    )
    return made.id


def answer_and_sign(database: Database, id: str, level: int, now: datetime) -> None:
    """The same level everywhere but in one question."""
    answers = {"s1": {"a": level, "b": level}, "s2": {"c": min(level, 1)}}
    for section, levels in answers.items():
        said = {question: Answer(state=State.ANSWERED, value=value) for question, value in levels.items()}
        seen = open_assessment(database, OPERATOR, id).revisions
        assert isinstance(save_section(database, OPERATOR, id, section, said, seen, now=now), Saved)
    steps = arrange(database, OPERATOR, id, moderated=False, signing=True, seen=revision(database, id), now=now)
    assert isinstance(steps, Arranged)
    agreed = move(database, OPERATOR, id, WorkStatus.AGREED, seen=revision(database, id), now=now)
    assert isinstance(agreed, Moved)
    words = Signing(name="Eira Môn", role="Pennaeth", signed_on=now.date(), statement="We agree.")
    assert isinstance(sign(database, OPERATOR, id, words, seen=revision(database, id), now=now), Signed)


def revision(database: Database, id: str) -> int:
    return open_assessment(database, OPERATOR, id).assessment.revision


def choose(database: Database, people: People, who: Actor, id: str, choice: Choice, now: datetime) -> None:
    (shared,) = sharing_of(database, who, id)
    done = share(database, who, id, people.partnership, choice, seen=shared.revision, now=now)
    assert isinstance(done, Chosen), done
