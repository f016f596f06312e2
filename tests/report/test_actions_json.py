"""The plan of actions and what came of the one before, for other programs."""

from __future__ import annotations

from dataclasses import replace

from selfassess.report.actions_json import actions_as_json, outcomes_as_json
from selfassess.report.material import Material
from selfassess.report.plans import Plans


def test_everything_about_an_action_is_written(plans: Plans) -> None:
    written = actions_as_json(plans)
    assert written
    assert (written["as_of"], written["starts_on"], written["ends_on"]) == ("2027-09-01", "2026-11-01", "2027-10-31")
    assert written["actions"][1] | {"notes": []} == {
        "text": "Do n2.",
        "measure": "",
        "key": True,
        "kind": "new",
        "owner": {"name": "Bo Weir", "member": True, "present": True},
        "due_on": "2027-08-01",
        "overdue": True,
        "effort": None,
        "questions": [],
        "status": "under_way",
        "reason": "",
        "ended_on": None,
        "notes": [],
    }
    assert written["actions"][1]["notes"][1] == {"noted_on": "2027-02-01", "status": "under_way", "text": "Month 2."}
    assert (written["actions"][2]["owner"], written["actions"][2]["due_on"]) == (None, None)
    assert (written["actions"][3]["reason"], written["actions"][3]["ended_on"]) == ("Done elsewhere.", "2027-02-01")
    assert written["checks"] == [
        {"due_on": "2027-08-01", "done_on": "2027-08-03", "note": "On the way."},
        {"due_on": "2027-11-01", "done_on": None, "note": ""},
    ]


def test_an_outcome_has_its_questions_as_a_comparison_has_them(village: Material, plans: Plans) -> None:
    written = outcomes_as_json(replace(village, plans=plans), plans)
    assert written
    assert (written["starts_on"], written["years"]) == ("2025-11-01", ["2025", "2026"])
    assert [one["came_to"] for one in written["actions"]] == ["done", "stopped", "carried"]
    gone = {"id": None, "earlier": "learn-old", "from": None, "to": None, "moved": None, "why": "removed"}
    fell = {"id": "learn-all", "earlier": "learn-all", "from": 2, "to": 1, "moved": "down", "why": None}
    assert written["actions"][0]["linked"] == [fell, gone]


def test_what_is_not_there_is_null(village: Material, plans: Plans) -> None:
    assert actions_as_json(replace(plans, current=None)) is None
    assert outcomes_as_json(village, replace(plans, before=None)) is None
    alone = outcomes_as_json(replace(village, earlier=None), plans)
    assert alone
    assert alone["years"] is None
    assert alone["actions"][0]["linked"] == []
