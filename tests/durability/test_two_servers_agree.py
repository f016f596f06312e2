"""Two servers and two workers on one PostgreSQL, each as on a machine of its own, agree in all they say and do."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.accounts import accounts, add_account
from selfassess.services.catalogue import catalogue_of
from selfassess.services.jobs import list_jobs
from selfassess.services.messages import outbox
from selfassess.services.passwords import hashed
from selfassess.services.schedule import SCHEDULE
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database, open_database
from selfassess.store.holders import give_role
from selfassess.store.jobs import JobState
from selfassess.store.model import Details
from selfassess.store.people import Place, Role

from .browser import Answer, Browser
from .conftest import QUESTIONNAIRE
from .running import Servers

PASSWORD = "turnip gravel eleven"
KEY = "k" * 40
FOREVER = 60
PEOPLE = 24


@dataclass
class Site:
    """`here` and `there` are its servers, each with an instance of its own; `assessment` is Example Council's."""

    database: Database
    url: str
    here: str
    there: str
    instances: tuple[Path, Path]
    organisation: str
    assessment: str

    @property
    def both(self) -> tuple[str, str]:
        return self.here, self.there

    def sign_in(self, browser: Browser, at: str, name: str, password: str = PASSWORD) -> Answer:
        return browser.send(f"{at}/sign-in", email=f"{name}@example.org", password=password, action="password")

    def somebody(self, name: str) -> Browser:
        """Signed in at `here`."""
        browser = Browser()
        assert self.sign_in(browser, self.here, name).status == 303
        return browser


@pytest.fixture(scope="module")
def site(postgresql: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    name = postgresql.new_database(migrated=True)
    url, folder = postgresql.url(name), tmp_path_factory.mktemp("site")
    instances = folder / "here", folder / "there"
    with ExitStack() as running, closing(open_database(url)) as database:
        organisation, assessment = settle(database)
        servers = [
            running.enter_context(Servers(url=url, instance=one, SELFASSESS_SECRET_KEY=KEY)) for one in instances
        ]
        here, there = (f"http://127.0.0.1:{running.enter_context(one.serving())}" for one in servers)
        yield Site(database, url, here, there, instances, organisation, assessment)
    postgresql.drop(name)


def settle(database: Database) -> tuple[str, str]:
    """Ann, who runs everything, and many others; the ids of Example Council and of its assessment."""
    now, offer = datetime.now(UTC), catalogue_of([QUESTIONNAIRE], {}).offers[0]
    details = Details(organisation="Example Council", period="2026", assessed_on=date(2026, 10, 1))
    with database.writing() as session:
        password = hashed(PASSWORD)
        ann = add_account(session, "Ann", "ann@example.org", administrator=True, password=password, now=now)
        for name in ("guessed", "locked", *(f"p{number}" for number in range(PEOPLE))):
            add_account(session, name, f"{name}@example.org", password=password, now=now)
    assessment = start_assessment(database, OPERATOR, offer, details, token="token", now=now)
    assert ann is not None
    assert assessment.organisation_id is not None
    with database.writing() as session:
        give_role(
            session, secrets.token_hex(16), Place(organisation=assessment.organisation_id), ann.id, Role.LEAD, now
        )
    return assessment.organisation_id, assessment.id


def test_who_signs_in_at_one_is_in_at_the_other_and_who_signs_out_at_one_is_out_at_the_other(site: Site) -> None:
    ann, at_home = site.somebody("ann"), site.somebody("ann")
    assert [one.get(f"{at}/account").status for one in (ann, at_home) for at in site.both] == [200] * 4
    cookies = [*ann.cookies]
    assert ann.send(f"{site.there}/account", f"{site.there}/sign-out").status == 303
    for cookie in cookies:
        ann.cookies.set_cookie(cookie)  # as somebody would who kept them
    assert [ann.get(f"{at}/account").status for at in site.both] == [303, 303]
    third = site.somebody("ann")
    assert third.send(f"{site.here}/account/sessions", f"{site.here}/account/sessions/end-others").status == 303
    assert [at_home.get(f"{at}/account").status for at in site.both] == [303, 303]
    assert [third.get(f"{at}/account").status for at in site.both] == [200, 200]


def test_wrong_passwords_are_counted_across_both(site: Site) -> None:
    guesses = [site.sign_in(Browser(), site.both[n % 2], "guessed", "wrong").status for n in range(6)]
    assert guesses == [422, 422, 422, 422, 422, 429]
    assert [site.sign_in(Browser(), at, "guessed").status for at in site.both] == [429, 429]


def test_what_is_saved_at_one_is_read_at_the_other_at_once(site: Site) -> None:
    ann, path = site.somebody("ann"), f"/assessments/{site.assessment}/sections/s1"
    for number in range(12):
        one, other = site.both if number % 2 else site.both[::-1]
        typed = {"action": "save", "a_seen": str(number), "a_value": str(number % 3), "a_comment": f"Comment {number}."}
        assert ann.send(one + path, **typed).status == 303
        assert ann.get(other + path).says(f"Comment {number}.")
    late = {"action": "save", "a_seen": "3", "a_value": "2", "a_comment": "From an old page."}
    for at in site.both:
        answer = ann.send(at + path, **late)
        assert answer.status == 409, "somebody else changed it since, and is not overwritten"
        assert answer.says("From an old page.")


def test_words_names_and_rights_that_change_at_one_are_changed_at_the_other(site: Site) -> None:
    ann, words, details = site.somebody("ann"), "/administration/words/help", f"/organisations/{site.organisation}"
    for number in range(4):
        one, other = site.both if number % 2 else site.both[::-1]
        assert ann.get(other + "/help").status == ann.get(other + details).status == 200, (
            "both have it, if they keep it"
        )
        assert ann.send(one + words, text=f"Call {number}.", action="save").status == 303
        assert ann.get(other + "/help").says(f"Call {number}.")
        name = {"name": f"Council {number}", "kind": "council"}
        assert ann.send(f"{one}{details}/details", **name).status == 303
        assert ann.get(other + details).says(f"Council {number}")
        look = {"name": f"The Council {number}", "accent": "", "footer": "", "words": ""}
        assert ann.send(f"{one}{details}/branding", **look).status == 303
        assert ann.get(f"{other}{details}/branding").says(f"The Council {number}")
    somebody = site.somebody("locked")
    assert somebody.get(site.there + "/account").status == 200
    account = next(one.id for one in accounts(site.database, OPERATOR) if one.email == "locked@example.org")
    assert ann.send(f"{site.here}/accounts/{account}", f"{site.here}/accounts/{account}/lock").status == 303
    assert [somebody.get(f"{at}/account").status for at in site.both] == [303, 303]


def test_a_questionnaire_is_offered_where_its_file_is_as_the_file_is_now(site: Site) -> None:
    ann, page = site.somebody("ann"), "/questionnaires/saving/1.0.0"
    assert [ann.get(at + page).status for at in site.both] == [404, 404]
    for instance, found in zip(site.instances, ([200, 404], [200, 200]), strict=True):
        (instance / "questionnaires").mkdir(exist_ok=True)
        shutil.copy(QUESTIONNAIRE, instance / "questionnaires" / "saving.yaml")
        assert [ann.get(at + page).status for at in site.both] == found
    begun = f"/assessments/{site.assessment}"
    assert [ann.get(at + begun).status for at in site.both] == [200, 200], "what is begun needs no file"


@pytest.fixture
def workers(site: Site, listen: Callable[..., Any], tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Starts two, as on two machines; gives the mail server that they send through."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> Any:
        inbox = listen()
        mail = {"SELFASSESS_MAIL": f"smtp://127.0.0.1:{inbox.port}?tls=never", "SELFASSESS_MAIL_FROM": "a@example.org"}
        common = {"SELFASSESS_DATABASE_URL": site.url, "SELFASSESS_QUEUE": "postgresql", "SELFASSESS_SECRET_KEY": KEY}
        for name in ("first", "second"):
            environ = {**os.environ, **mail, **common, "SELFASSESS_INSTANCE": str(tmp_path / name)}
            started.append(subprocess.Popen([sys.executable, "-m", "selfassess", "worker"], env=environ))
        return inbox

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(FOREVER) for process in started] == [0] * len(started)


def wait_for(ask: Callable[[], object]) -> None:
    end = time.monotonic() + FOREVER
    while not ask():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_two_workers_send_each_message_once_and_do_each_job_once(site: Site, workers: Callable[[], Any]) -> None:
    for number in range(PEOPLE):
        asked = Browser().send(f"{site.both[number % 2]}/forgotten-password", email=f"p{number}@example.org")
        assert asked.status == 303
    assert outbox(site.database, OPERATOR).waiting >= PEOPLE
    inbox = workers()
    kinds = {daily.kind for daily in SCHEDULE}
    wait_for(lambda: outbox(site.database, OPERATOR).waiting == 0)
    wait_for(lambda: {one.kind for one in list_jobs(site.database, OPERATOR).jobs if one.finished_at} >= kinds)
    sent = Counter(to for envelope in inbox.taken for to in envelope.rcpt_tos)
    assert {to: count for to, count in sent.items() if to.startswith("p")} == {
        f"p{n}@example.org": 1 for n in range(PEOPLE)
    }
    jobs = list_jobs(site.database, OPERATOR).jobs
    assert Counter(one.kind for one in jobs) == dict.fromkeys(kinds, 1)
    assert {(one.state, one.attempts) for one in jobs} == {(JobState.DONE, 1)}
