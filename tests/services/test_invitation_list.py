"""Lists of people to invite: whatever a spreadsheet writes is read, what is wrong is said at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text as sql

from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.invitation_file import LARGEST, MOST_ROWS, ListProblem, text_of
from selfassess.services.invitation_list import Plan, Planned, Sent, invite_list, plan_list
from selfassess.services.invitations import BY_ACCOUNT, Invited, Invitee, TooMany, invite
from selfassess.services.partnerships import let_join
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.throttle import count_within
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import MAIL, Town, at

T = Translator()
HEAD = "name,e-mail,role,organisation\n"


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def trust(town: Town) -> Organisation:
    made = town.organisation("Trust")
    town.service(made, "Ward")
    return made


@pytest.fixture
def lead(town: Town, trust: Organisation) -> Actor:
    return town.person("lee", (trust, Role.LEAD))


def count(database: Database, table: str) -> int:
    with database.reading() as session:
        return session.scalar(sql(f"SELECT count(*) FROM {table}")) or 0


def planned(plan: Plan) -> list[tuple[int, str, str, str, str]]:
    assert plan.problems == ()
    return [_told(one) for one in plan.planned]


def _told(one: Planned) -> tuple[int, str, str, str, str]:
    return one.line, one.invitee.name, one.invitee.email or "", one.invitee.role.value, one.place_name


WELL_WRITTEN = {
    "commas": HEAD + "Anna,anna@example.org,lead,\n",
    "semicolons": "Name;E-Mail;Role;Organisation\r\nAnna;anna@example.org;Lead;\r\n",
    "tabs, as pasted from a spreadsheet": "name\temail\trole\nAnna\tanna@example.org\tLEAD",
    "other order": "role,email,name\nlead,anna@example.org,Anna\n",
    "quotation marks": HEAD + '"Anna","anna@example.org","lead",""\n',
    "blanks around": " Name , E-mail , Role \n  Anna , Anna@Example.org ,  lead  \n",
    "empty lines between": "\n\n" + HEAD + "\n,,,\nAnna,anna@example.org,lead,\n   \n",
    "Excel's line in front": "sep=;\r\nname;e-mail;role\r\nAnna;anna@example.org;lead\r\n",
    "the place itself by name": HEAD + "Anna,anna@example.org,lead,trust\n",
    "old line ends": "name,e-mail,role\rAnna,anna@example.org,lead\r",
    "fewer cells than columns": HEAD + "Anna,anna@example.org,lead\n",
    "a column without a name that is empty": "name,e-mail,role,\nAnna,anna@example.org,lead,\n",
}


@pytest.mark.parametrize("name", WELL_WRITTEN)
def test_a_list_is_read_however_a_spreadsheet_writes_it(database, trust, lead, now, name: str):
    ((_, *told),) = planned(plan_list(database, lead, at(trust), WELL_WRITTEN[name], T, now=now))
    assert told == ["Anna", "anna@example.org", "lead", "Trust"]


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("UTF-8", "Zoë,z@example.org".encode()),
        ("UTF-8 with a mark, as Excel writes it", "Zoë,z@example.org".encode("utf-8-sig")),
        ("UTF-16 with a mark, as Excel's Unicode text", "Zoë,z@example.org".encode("utf-16")),
        ("UTF-16, the other way round", b"\xfe\xff" + "Zoë,z@example.org".encode("utf-16-be")),
        ("the code page of Western Europe", "Zoë,z@example.org".encode("cp1252")),
    ],
)
def test_a_file_is_read_in_the_encodings_of_excel(encoding: str, data: bytes):
    assert text_of(data, T) == "Zoë,z@example.org"


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("a workbook", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"),
        ("UTF-16 without a mark", "name,e-mail".encode("utf-16-le")),
        ("UTF-8 that is cut off after its mark", b"\xef\xbb\xbfname\xff"),
        ("half a character of UTF-16", b"\xff\xfea"),
        ("bytes that are no text anywhere", b"name\x81\x8d"),
    ],
)
def test_what_is_no_text_is_told_with_the_way_out(what: str, data: bytes):
    problem = text_of(data, T)
    assert isinstance(problem, ListProblem)
    assert "CSV UTF-8" in problem.sentence


WRONG = {
    "nothing at all": ("", [(0, "The list is empty")]),
    "nothing to be seen": (" \u200b\n\t\n", [(0, "The list is empty")]),
    "only the names of the columns": (HEAD, [(1, "Nobody stands below")]),
    "no names of columns": ("Anna,anna@example.org,lead\n", [(1, "The first line must name the columns")]),
    "words that are no columns": ("Dear all\nplease invite Anna\n", [(1, "The first line must name the columns")]),
    "a column nobody knows": ("name,e-mail,role,shoe size\nA,a@example.org,lead,9\n", [(1, "no column “shoe size”")]),
    "a column twice": ("e-mail,email,role\na@example.org,b@example.org,lead\n", [(1, "called “e-mail”")]),
    "no e-mail column": ("name,role\nAnna,lead\n", [(1, "The column “e-mail” is missing")]),
    "no role column": ("name,e-mail\nAnna,a@example.org\n", [(1, "The column “role” is missing")]),
    "no address": (HEAD + "Anna,,lead,\n", [(2, "The e-mail address is missing")]),
    "no role": (HEAD + "Anna,a@example.org,,\n", [(2, "The role is missing")]),
    "half an address": (HEAD + "Anna,anna@,lead,\n", [(2, "“anna@” is no e-mail address")]),
    "two addresses": (HEAD + "Anna,a@example.org b@example.org,lead,\n", [(2, "is no e-mail address")]),
    "a name in the address": (HEAD + "Anna,Anna <a@example.org>,lead,\n", [(2, "is no e-mail address")]),
    "another header in the address": (
        HEAD + 'Anna,"a@example.org\nBcc: eve@example.org",lead,\n',
        [(2, "In “e-mail” stands a line break")],
    ),
    "another header in the name": (HEAD + '"Anna\r\nBcc: eve@example.org",a@example.org,lead,\n', [(2, "line break")]),
    "a character that is none": (HEAD + "An\x00na,a@example.org,lead,\n", [(2, "a character that cannot be seen")]),
    "a next line of another standard": (HEAD + "An\x85na,a@example.org,lead,\n", [(2, "In “name” stands")]),
    "a role nobody knows": (HEAD + "Anna,a@example.org,queen,\n", [(2, "“queen” is no role")]),
    "a role of another kind of place": (HEAD + "Anna,a@example.org,steering_group,\n", [(2, "is no role")]),
    "an organisation nobody knows": (HEAD + "Anna,a@example.org,lead,Elsewhere\n", [(2, "no organisation")]),
    "a name without end": (HEAD + f"{'A' * 201},a@example.org,lead,\n", [(2, "longer than 200")]),
    "more cells than columns": ("e-mail,role\na@example.org,lead,Trust\n", [(2, "more cells than columns")]),
    "a mark that is not closed": (HEAD + '"Anna,a@example.org,lead,\nBen,b@example.org,lead,\n', [(2, "quotation")]),
    "words after a quotation mark": (HEAD + '"Anna"x,a@example.org,lead,\n', [(2, "quotation mark")]),
    "the same twice": (
        HEAD + "A,a@example.org,lead,\nB,b@example.org,lead,\nA,A@EXAMPLE.ORG,Lead,Trust\n",
        [(4, "stand in line 2")],
    ),
    "three lines, each with something": (
        HEAD + "A,a@,queen,\nB,b@example.org,lead,\nC,,lead,Elsewhere\n",
        [(2, "is no e-mail address"), (2, "“queen” is no role"), (4, "is missing"), (4, "no organisation")],
    ),
    "after one of two lines": (HEAD + '"B\nen",b@example.org,lead,\nC,c@,lead,\n', [(2, "line break"), (4, "“c@”")]),
    "after Excel's line": ("sep=;\nname;e-mail;role\nA;a@;lead\n", [(3, "“a@”")]),
    "too many people": (
        HEAD + "".join(f"A,a{n}@example.org,lead,\n" for n in range(MOST_ROWS + 1)),
        [(0, f"The list has {MOST_ROWS + 1} people")],
    ),
    "too many characters": ("x" * (LARGEST + 1), [(0, "larger than 256 KB")]),
    "one cell of a hundred thousand characters": (HEAD + "A" * 140_000 + ",a@example.org,lead,\n", [(2, "")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_sent(database, trust, lead, now, name: str):
    given, expected = WRONG[name]
    plan = plan_list(database, lead, at(trust), given, T, now=now)
    assert plan.planned == ()
    assert [line for line, _ in expected] == [problem.line for problem in plan.problems]
    for (_, words), problem in zip(expected, plan.problems, strict=True):
        assert words in problem.sentence
    assert invite_list(database, lead, at(trust), given, MAIL, now=now) == plan
    assert count(database, "invitation") == count(database, "outbox") == 0


def test_what_was_planned_is_sent_and_sending_it_again_does_nothing(town, database, trust, lead, now):
    town.person("val", (trust, Role.VIEWER))
    text = HEAD + "Anna,anna@example.org,contributor,\n,ben@example.org,lead,Ward\nVal,val@example.org,viewer,\n"
    plan = plan_list(database, lead, at(trust), text, T, now=now)
    assert planned(plan) == [
        (2, "Anna", "anna@example.org", "contributor", "Trust"),
        (3, "", "ben@example.org", "lead", "Ward"),
        (4, "Val", "val@example.org", "viewer", "Trust"),
    ]
    assert [one.nothing_to_do for one in plan.planned] == [False, False, True]
    assert plan.to_send == 2
    assert count(database, "invitation") == 0
    assert invite_list(database, lead, at(trust), text, MAIL, now=now) == Sent(invited=2, left_alone=1)
    assert invite_list(database, lead, at(trust), text, MAIL, now=now) == Sent(invited=0, left_alone=3)
    assert count(database, "outbox") == 2


def test_a_partnership_administrator_invites_the_leads_of_many_organisations_at_once(town, database, now):
    partnership, (_, police) = town.partnership("Together", "Council", "Police")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    town.person("lou", (police, Role.LEAD))
    text = HEAD + "A,a@example.org,lead,Council\nB,b@example.org,member of the steering group,\n"
    assert invite_list(database, pat, at(partnership), text, MAIL, now=now) == Sent(invited=2, left_alone=0)
    text = HEAD + "C,c@example.org,lead,Police\nD,d@example.org,viewer,Council\n"
    plan = plan_list(database, pat, at(partnership), text, T, now=now)
    assert [problem.line for problem in plan.problems] == [2, 3]
    assert "Police has a lead, who invites people there" in plan.problems[0].sentence
    assert "In" not in plan.problems[0].sentence
    assert "It can be: lead." in plan.problems[1].sentence


def test_two_organisations_of_one_name_are_told_apart_by_their_pages(town, database, now):
    elsewhere = town.organisation("Council")
    partnership, _ = town.partnership("Together", "Council")
    let_join(database, OPERATOR, partnership.id, elsewhere.id, now=now)
    text = HEAD + "A,a@example.org,lead,Council\n"
    (problem,) = plan_list(database, OPERATOR, at(partnership), text, T, now=now).problems
    assert "There are 2 organisations called “Council” here" in problem.sentence


def test_a_list_that_would_pass_the_daily_limit_sends_nothing(town, database, trust, lead, now):
    with database.writing() as session:
        for _ in range(BY_ACCOUNT.most - 1):
            count_within(session, (BY_ACCOUNT, str(lead.account)), now=now)
    text = HEAD + "A,a@example.org,lead,\nB,b@example.org,lead,\n"
    assert isinstance(invite_list(database, lead, at(trust), text, MAIL, now=now), TooMany)
    assert count(database, "invitation") == 0


def test_only_who_runs_the_place_invites_by_a_list(town, database, trust, now):
    for who, error in (
        (town.person("con", (trust, Role.CONTRIBUTOR)), NotPermittedError),
        (town.person("eve"), NotFoundError),
    ):
        with pytest.raises(error):
            plan_list(database, who, at(trust), HEAD + "A,a@example.org,lead,\n", T, now=now)
        with pytest.raises(error):
            invite_list(database, who, at(trust), HEAD + "A,a@example.org,lead,\n", MAIL, now=now)


def test_somebody_invited_by_hand_since_the_list_was_shown_is_left_alone(database, trust, lead, now):
    text = HEAD + "A,a@example.org,lead,\n"
    assert plan_list(database, lead, at(trust), text, T, now=now).to_send == 1
    by_hand = invite(database, lead, at(trust), Invitee(name="", email="a@example.org", role=Role.LEAD), MAIL, now=now)
    assert isinstance(by_hand, Invited)
    assert invite_list(database, lead, at(trust), text, MAIL, now=now) == Sent(invited=0, left_alone=1)
