"""Every page that there is only with accounts: no barrier that axe can find, no sideways scrolling at 320 pixels.

Pictures are made where `PAGE_PICTURES` is set, and kept in `artefacts/pages`.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from selfassess.services.access import OPERATOR, Actor
from selfassess.services.accounts import set_administrator
from selfassess.store.people import ORGANISATION_ROLES, Place, Role

from .barriers import trouble_with
from .scene import LONG, assessments, bits_and_pieces, partnership, planned, signed

pytestmark = pytest.mark.browser

PAGES = {
    "account": {
        "account": "/account",
        "name": "/account/name",
        "email": "/account/email",
        "password": "/account/password",
        "sessions": "/account/sessions",
        "second-step": "/account/second-step",
        "copy": "/account/copy",
        "erase": "/account/erase",
        "prove": "/account/prove",
        "home": "/",
    },
    "administration": {
        "administration": "/administration",
        "health": "/administration/health",
        "account-new": "/accounts/new",
        "account-one": "/accounts/{other}",
        "account-copy": "/accounts/{other}/copy",
        "account-erase": "/accounts/{other}/erase",
        "words": "/administration/words",
        "words-edit": "/administration/words/privacy",
        "words-ours": "/administration/words/privacy/ours",
        "retention": "/administration/retention",
        "retention-edit": "/administration/retention/sheets",
        "audit": "/audit",
        "messages": "/messages",
        "copies": "/copies",
        "jobs": "/jobs",
        "job": "/jobs/{job}",
        "organisation-new": "/organisations/new",
        "partnership-new": "/partnerships/new",
    },
    "organisation": {
        "organisation": "{council}",
        "details": "{council}/details",
        "branding": "{council}/branding",
        "service-new": "{council}/services/new",
        "close": "{council}/close",
        "people": "{council}/people",
        "person": "{council}/people/{other}",
        "remove": "{council}/people/{other}/remove",
        "leave": "{council}/leave",
        "invite": "{council}/invite",
        "invite-list": "{council}/invite/list",
        "audit": "{council}/audit",
        "copy": "{council}/copy",
        "evidence": "{council}/evidence",
        "evidence-new": "{council}/evidence/new",
        "evidence-one": "{council}/evidence/{evidence}",
        "evidence-change": "{council}/evidence/{evidence}/change",
        "actions": "{council}/actions",
        "actions-begin": "{council}/actions/begin",
        "action": "{council}/actions/{action}",
        "action-change": "{council}/actions/{action}/change",
        "action-delete": "{council}/actions/{action}/delete",
        "action-new": "{council}/plans/{plan}/actions/new",
        "plan": "{council}/plans/{plan}",
        "plan-checks": "{council}/plans/{plan}/checks",
        "plan-next": "{council}/plans/{plan}/next",
        "reminders": "{council}/reminders",
        "calendar": "{council}/calendar",
        "commitments": "{council}/commitments",
        "commitment": "{council}/commitments/bnssg-pledge",
        "certificate": "{council}/commitments/bnssg-pledge/certificate",
        "signatures": "{council}/signatures",
        "years": "{council}/years/honest",
        "targets": "{council}/targets/honest",
    },
    "partnership": {
        "partnership": "{partnership}",
        "details": "{partnership}/details",
        "branding": "{partnership}/branding",
        "close": "{partnership}/close",
        "people": "{partnership}/people",
        "invite": "{partnership}/invite",
        "invite-list": "{partnership}/invite/list",
        "audit": "{partnership}/audit",
        "signatories": "{partnership}/signatories",
        "signatories-setting": "{partnership}/signatories/public",
        "signatories-public": "/signatories/{within}",
        "organisation-new": "{partnership}/organisations/new",
        "organisation-join": "{partnership}/organisations/join",
        "organisation-remove": "{partnership}/organisations/{organisation}/remove",
        "organisation-leave": "{council}/partnerships/{within}/leave",
    },
    "apart": {
        "hub": "{open}",
        "taking-part": "{open}/taking-part",
        "contributors": "{open}/contributors",
        "contributor": "{open}/contributors/{part}",
        "withdraw": "{open}/contributors/{part}/withdraw",
        "hand-over": "{open}/contributors/{part}/hand-over",
        "ask": "{open}/contributors/ask",
        "invite": "{open}/contributors/invite",
        "own-sheet": "{open}/mine",
        "own-section": "{open}/mine/sections/asking",
        "own-check": "{open}/mine/check",
        "own-hand-over": "{open}/mine/hand-over",
        "own-decline": "{open}/mine/decline",
        "undefended": "{draft}/undefended",
        "next-steps": "{draft}/next-steps?raise=ask.4",
        "next-steps-plan": "{draft}/next-steps/plan?raise=ask.4",
        "choose-evidence": "{draft}/questions/ask/evidence",
        "step-open": "{draft}/steps/open",
        "step-workshop": "{open}/steps/workshop",
    },
    "together": {
        "workshop": "{workshop}/workshop",
        "workshop-question": "{workshop}/workshop/questions/ask",
        "workshop-plan": "{workshop}/workshop/plan",
        "workshop-screen": "{workshop}/workshop/screen",
        "moderation": "{moderation}/moderation",
        "moderation-question": "{moderation}/moderation/ask",
        "step-agreed": "{moderation}/steps/agreed",
        "hub-agreed": "{agreed}",
        "sign": "{agreed}/sign",
        "step-back": "{agreed}/steps/moderation",
    },
}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What a page looks like is not up to the database, so one kind is enough."""
    return f"sqlite:///{tmp_path / 'selfassess.db'}"


@pytest.fixture
def lead(council) -> Actor:
    """Somebody who may see every page: administrator of everything, with every role in the organisation."""
    made = council.person("Ada Administrator", *ORGANISATION_ROLES)
    set_administrator(council.database, OPERATOR, made.account, administrator=True, now=council.now)
    return made


@pytest.fixture
def scene(council, lead) -> dict[str, str]:
    """What stands in the addresses of the table: something of everything."""
    other = council.person(LONG, Role.CONTRIBUTOR)
    council.person("Not Asked Yet", Role.VIEWER)
    place = Place(organisation=council.organisation.id)
    return {
        "other": other.account,
        "council": f"/organisations/{place.id}",
        "organisation": place.id,
        **bits_and_pieces(council, lead, place),
        **planned(council, lead, other),
        **partnership(council, lead),
        **signed(council),
        **assessments(council, lead, other),
    }


# Two halves, for two processors: the scene takes longer to set than three pages to look at.
@pytest.mark.parametrize(
    "groups", [("account", "administration", "organisation"), ("partnership", "apart", "together")], ids="-".join
)
def test_every_page_with_accounts_has_no_barrier_and_fits_the_smallest_screen(
    council, lead, scene, keep_picture, groups
):
    page = council.window(lead)
    wrong: dict[str, list[str]] = {}
    for group in groups:
        for name, pattern in PAGES[group].items():
            address = pattern.format_map(scene)
            answer = page.goto(council.address + address)
            if answer.status != 200 or urlsplit(page.url).path != urlsplit(address).path:
                wrong[f"{group}-{name}"] = [f"{answer.status} at {page.url}"]
            elif trouble := trouble_with(page, keep_picture, f"{group}-{name}"):
                wrong[f"{group}-{name}"] = trouble
    assert wrong == {}
