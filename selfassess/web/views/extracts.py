"""Taking along what is kept about oneself, about somebody, or about an organisation."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.services.extracts import ExtractFile, extract_of_organisation, extract_of_person, extracted_person
from selfassess.services.rights import Action
from selfassess.store.people import Account, Organisation
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN, administrator, in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.account import back_to_account, fresh
from selfassess.web.views.reading import attachment
from selfassess.web.wiring import wiring

routes = Routes("extracts")

_OF_SOMEBODY = administrator(account=extracted_person)
_OF_ORGANISATION = in_organisation(Action.TAKE_EXTRACT)


@routes.get("/account/copy", SIGNED_IN)
@fresh
def own_page() -> Response:
    """What a copy of what is kept about oneself holds."""
    _oneself()
    t = wiring().t
    return page("extract.html", title=t("What is kept about you"), of="myself", action=url_for("extracts.own"),
                back=back_to_account())  # fmt: skip


@routes.post("/account/copy", SIGNED_IN)
@fresh
def own() -> Response:
    """The copy."""
    use = wiring()
    return _file(extract_of_person(use.database, who(), _oneself(), use.t, now=use.now()))


@routes.get("/accounts/<string:account>/copy", _OF_SOMEBODY)
def person_page(account: Account) -> Response:
    """What an administrator's copy about somebody holds."""
    t = wiring().t
    return page(
        "extract.html",
        title=t("What is kept about {name}", name=account.name),
        of="person",
        action=url_for("extracts.person", account=account.id),
        back=(url_for("administration.account", account=account.id), account.name),
    )


@routes.post("/accounts/<string:account>/copy", _OF_SOMEBODY)
def person(account: Account) -> Response:
    """The copy."""
    use = wiring()
    return _file(extract_of_person(use.database, who(), account.id, use.t, now=use.now()))


@routes.get("/organisations/<string:organisation>/copy", _OF_ORGANISATION)
def organisation_page(organisation: Organisation) -> Response:
    """What a copy about an organisation holds."""
    t = wiring().t
    return page(
        "extract.html",
        title=t("Everything about {name}", name=organisation.name),
        of="organisation",
        action=url_for("extracts.organisation", organisation=organisation.id),
        back=(url_for("organisations.organisation", organisation=organisation.id), organisation.name),
    )


@routes.post("/organisations/<string:organisation>/copy", _OF_ORGANISATION)
def organisation(organisation: Organisation) -> Response:
    """The copy."""
    use = wiring()
    return _file(extract_of_organisation(use.database, who(), organisation.id, use.t, now=use.now()))


def _oneself() -> str:
    account = who().account
    if account is None:
        raise NotFound  # while there are no accounts
    return account


def _file(made: ExtractFile) -> Response:
    return attachment(made.content, "application/zip", made.name)
