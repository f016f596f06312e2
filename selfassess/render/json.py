"""The figures as a JSON file, as `selfassess score --json` prints them, and what else is kept of the assessment."""

from __future__ import annotations

import json

from selfassess.report.actions_json import actions_as_json, outcomes_as_json
from selfassess.report.looked_back_json import looked_back_as_json
from selfassess.report.material import Material
from selfassess.report.proceedings_json import proceedings_as_json
from selfassess.scoring import card_as_json


def render_json(material: Material) -> bytes:
    """One object, indented, in UTF-8, with a line end.

    `looked_back` is in it only where levels of the earlier year were confirmed, `proceedings` only where they are
    recorded, `actions` and `outcomes` only where there is a plan of actions.
    """
    said = card_as_json(material.card)
    if material.looked_back is not None and material.earlier is not None:
        said["looked_back"] = looked_back_as_json(material.looked_back, material.earlier.sheet.period)
    if material.proceedings is not None:
        said["proceedings"] = proceedings_as_json(material, material.proceedings)
    if material.plans is not None:
        said["actions"] = actions_as_json(material.plans)
        said["outcomes"] = outcomes_as_json(material, material.plans)
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
