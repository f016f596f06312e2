"""Pages in an administrator's own words: nobody writes over another, and the program's words come back."""

from __future__ import annotations

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.problems import NotFoundError
from selfassess.services.site_texts import (
    SitePage,
    SiteText,
    Written,
    WrittenMeanwhile,
    site_text_for,
    site_texts,
    write_site_text,
)
from selfassess.store.people import Role

from .members import Town


def test_what_was_written_is_read_by_everybody_until_it_is_taken_back(town: Town) -> None:
    assert site_texts(town.database) == {page: SiteText(page=page) for page in SitePage}
    boss = town.person("boss", administrator=True)
    done = write_site_text(town.database, boss, SitePage.HELP, "Call Jo.", seen=0, now=town.now)
    assert isinstance(done, Written)
    kept = site_texts(town.database)[SitePage.HELP]
    assert (kept.text, kept.changed_at, kept.revision) == ("Call Jo.", town.now, 1)
    write_site_text(town.database, boss, SitePage.HELP, "", seen=1, now=town.now)
    assert site_text_for(town.database, boss, "help").text == ""


def test_of_two_who_write_the_same_page_the_second_is_told_what_the_first_wrote(town: Town) -> None:
    write_site_text(town.database, OPERATOR, SitePage.HELP, "Call Jo.", seen=0, now=town.now)
    told = write_site_text(town.database, OPERATOR, SitePage.HELP, "Call Al.", seen=0, now=town.now)
    assert isinstance(told, WrittenMeanwhile)
    assert told.now.text == "Call Jo."
    again = write_site_text(town.database, OPERATOR, SitePage.HELP, "Call Jo.", seen=0, now=town.now)
    assert isinstance(again, Written)
    assert again.now.revision == 1


def test_only_administrators_write_and_only_pages_there_are(town: Town) -> None:
    lead = town.person("lead", (town.organisation("Council"), Role.LEAD))
    with pytest.raises(NotFoundError):
        write_site_text(town.database, lead, SitePage.HELP, "Mine", seen=0, now=town.now)
    for who, page in ((lead, "help"), (OPERATOR, "home"), (OPERATOR, "a\0b")):
        with pytest.raises(NotFoundError):
            site_text_for(town.database, who, page)
