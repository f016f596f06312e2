"""The figures as a JSON file, as `selfassess score --json` prints them, and how they were reached if that is kept."""

from __future__ import annotations

import json

from selfassess.report.material import Material
from selfassess.report.proceedings_json import proceedings_as_json
from selfassess.scoring import card_as_json


def render_json(material: Material) -> bytes:
    """One object, indented, in UTF-8, with a line end; `proceedings` only where they are recorded."""
    said = card_as_json(material.card)
    if material.proceedings is not None:
        said["proceedings"] = proceedings_as_json(material, material.proceedings)
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
