"""The certificate of a pledge or concordat that is signed: to read here, and to print."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response

from selfassess.render.html import render_html
from selfassess.render.table import WRITERS
from selfassess.report.certificate import Certified
from selfassess.report.certificate import certificate as built
from selfassess.report.filename import certificate_filename
from selfassess.services.certificates import certified
from selfassess.services.rights import Action
from selfassess.store.people import Organisation
from selfassess.web.security.actors import who
from selfassess.web.security.headers import nonce
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.reading import as_our_page, attachment
from selfassess.web.wiring import wiring

routes = Routes("certificates")

_CERTIFICATE = "/organisations/<string:organisation>/commitments/<string:questionnaire>/certificate"
_SEE = in_organisation(Action.SEE_ORGANISATION)


@routes.get(_CERTIFICATE, _SEE)
def certificate(organisation: Organisation, questionnaire: str) -> Response:
    """As a page to read; not there where nobody has signed."""
    use = wiring()
    html = render_html(built(_certified(organisation, questionnaire), use.t), use.t, nonce(), frames=use.frames)
    back = url_for("commitments.listed", organisation=organisation.id)
    return as_our_page(html, (back, use.t("Pledges and concordats")))


@routes.get(f"{_CERTIFICATE}.pdf", _SEE)
def download(organisation: Organisation, questionnaire: str) -> Response:
    """As a file to print."""
    use, writer = wiring(), WRITERS[".pdf"]
    data = writer.write(built(_certified(organisation, questionnaire), use.t), use.t, frames=use.frames)
    name = certificate_filename(organisation.name, questionnaire, ".pdf")
    return attachment(data, writer.media_type, name)


def _certified(organisation: Organisation, questionnaire: str) -> Certified:
    use = wiring()
    return certified(use.database, who(), use.catalogue(), use.t, organisation, questionnaire)
