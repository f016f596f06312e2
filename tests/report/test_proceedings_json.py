"""How a result was reached, for other programs: no more of what people said apart than a report prints."""

from __future__ import annotations

from dataclasses import replace

from selfassess.report.material import Material
from selfassess.report.proceedings_json import proceedings_as_json
from selfassess.voices.proceedings import Proceedings


def test_everything_but_what_people_said_apart_is_written(village: Material, proceedings: Proceedings) -> None:
    written = proceedings_as_json(village, proceedings)
    assert written["took_part"][1] == {"role": "contributor", "people": 3, "asked": 4}
    assert written["workshop_on"] == "2026-09-20"
    assert written["agreed"] == [
        {
            "question": "care-staff",
            "discussed": True,
            "changed_since": False,
            "reason": "",
            "dissent": ["The volunteers are forgotten.", "It stops at weekends."],
        },
        {
            "question": "learn-all",
            "discussed": True,
            "changed_since": False,
            "reason": "Two of five have had it.",
            "dissent": [],
        },
        {"question": "learn-use", "discussed": False, "changed_since": False, "reason": "", "dissent": []},
    ]
    assert written["moderation"][2]["supported_level"] == 1
    assert written["signatures"][0]["signed_on"] == "2026-11-03"


def test_what_was_said_about_an_answer_that_was_changed_since_is_left_out(
    village: Material, proceedings: Proceedings
) -> None:
    changed = replace(proceedings.agreed[0], changed=True)
    written = proceedings_as_json(village, Proceedings(agreed=(changed,)))
    assert written["workshop_on"] is None
    assert (written["agreed"][0]["changed_since"], written["agreed"][0]["dissent"]) == (True, [])
