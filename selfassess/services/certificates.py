"""What the certificate of a pledge or concordat is made from: the signature that stands, and those before it."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report.certificate import Certified
from selfassess.services.access import Actor
from selfassess.services.branding import brand_of_organisation
from selfassess.services.catalogue import Catalogue
from selfassess.services.commitments import commitments
from selfassess.services.problems import NotFoundError
from selfassess.services.signatories import post_holder_changed
from selfassess.store.database import Database
from selfassess.store.people import Organisation
from selfassess.voices.proceedings import Signature


def certified(
    database: Database, who: Actor, catalogue: Catalogue, t: Translator, organisation: Organisation, questionnaire: str
) -> Certified:
    """For all who see the organisation. Raises `NotFoundError`, also where nobody has signed."""
    found = commitments(database, who, catalogue, organisation.id)
    one = next((one for one in found.each if one.id == questionnaire), None)
    if one is None or one.standing is None:
        raise NotFoundError(f"Nobody has signed {questionnaire} for this organisation.")
    signed = one.standing
    with database.reading() as session:
        brand = brand_of_organisation(session, organisation.id)
    return Certified(
        organisation=organisation.name,
        framework=one.name(t),
        questionnaire=one.questionnaire,
        signature=Signature(name=signed.name, role=signed.role, signed_on=signed.signed_on, statement=signed.statement),
        key_actions=tuple((action.text, action.kind) for action in signed.key_actions),
        first_signed_on=one.before[-1].signed_on if one.before else None,
        post_holder_changed=bool(one.before) and post_holder_changed(one.before[0], signed),
        example=organisation.example,
        brand=brand,
    )
