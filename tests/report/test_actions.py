"""The plan of actions in the report: the part of its own, the summary, the sections, the method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan, ActionStatus, Check, Note, Owner
from selfassess.report.action_words import lead_words, linked_detail, linked_words
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.outcomes import CameTo, LinkedQuestion, Outcome
from selfassess.report.plans import Plans

Dump = Callable[..., str]
MakeAction = Callable[..., Action]
MakePlan = Callable[..., ActionPlan]
TODAY = date(2027, 9, 1)
t = Translator()


def _with(material: Material, *actions: Action, make_plan: MakePlan, **keys: Any) -> Material:
    return replace(material, plans=Plans(current=make_plan(*actions, **keys), before=None, today=TODAY))


def _order(text: str, *found: str) -> None:
    places = [text.index(one) for one in found]
    assert places == sorted(places), found


def test_without_plans_the_report_says_nothing_of_them(village: Material, dump: Dump) -> None:
    assert "[actions]" not in dump(village)


def test_the_part_says_how_many_actions_are_how_far_on_the_day_it_is_told(
    village: Material, plans: Plans, dump: Dump
) -> None:
    text = dump(replace(village, plans=plans), "actions")
    assert (
        "(lead) The plan for 1 November 2026 to 31 October 2027, as of 1 September 2027, has 5 actions: "
        "2 not started, 1 under way, 1 done and 1 stopped. 1 is overdue."
    ) in text


def test_key_actions_come_first_and_among_them_what_is_overdue(village: Material, plans: Plans, dump: Dump) -> None:
    text = dump(replace(village, plans=plans), "actions")
    _order(text, "[table] Key actions", "Do n2.", "Do n1.", "[table] Other actions, still to be done", "Do n3.")
    _order(text, "Do n3.", "[table] Other actions, done or stopped", "Do n5.", "Do n4.")
    assert "- Do n2. | Bo Weir | 1 August 2027 | Under way, overdue\n" in text
    assert "- Do n1. | Bo Weir | 1 December 2027 | Not started\n" in text
    assert "- Do n3. | Nobody yet | No day yet | Not started\n" in text
    assert "- Do n5. | Bo Weir (no longer here) | No day yet | Done on 1 March 2027\n" in text


def test_below_an_action_stands_what_is_known_of_it(village: Material, plans: Plans, dump: Dump) -> None:
    text = dump(replace(village, plans=plans), "actions")
    assert "Questions: 1.1 and 2.2\n" in text
    assert "Continuing: It goes on from before.\n      Measure: Everybody is asked.\n" in text
    assert "Stopped on 1 February 2027\n      Stopped: Done elsewhere.\n" in text


def test_the_latest_notes_are_printed_and_the_earlier_ones_counted(village: Material, plans: Plans, dump: Dump) -> None:
    text = dump(replace(village, plans=plans), "actions")
    _order(text, "Noted: Under way, 1 May 2027: Month 5.", "1 April 2027", "1 March 2027", "2 earlier notes are kept")
    assert "1 February 2027: Month 2" not in text


def test_a_note_without_words_is_the_status_alone_and_a_reason_is_said_once(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    notes = (
        Note(number=1, noted_on=date(2027, 1, 2), text="", status=ActionStatus.UNDER_WAY),
        Note(number=2, noted_on=date(2027, 2, 3), text="No room.", status=ActionStatus.STOPPED),
    )
    stopped = {"status": ActionStatus.STOPPED, "reason": "No room.", "ended_on": date(2027, 2, 3)}
    text = dump(_with(village, make_action("x", notes=notes, **stopped), make_plan=make_plan), "actions")
    assert text.endswith("Noted: Under way, 2 January 2027")
    assert text.count("No room.") == 1


def test_a_question_of_a_section_without_a_number_is_named_by_the_section(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    action = make_action("x", questions=("doors-access",))
    assert "Questions: Open doors, 1" in dump(_with(village, action, make_plan=make_plan), "actions")


def test_checks_say_what_was_found(village: Material, plans: Plans, make_plan: MakePlan, dump: Dump) -> None:
    text = dump(replace(village, plans=plans), "actions")
    assert "  1 August 2027: Done on 3 August 2027. On the way.\n  1 November 2027: Not done yet\n" in text
    silent = Check(number=1, due_on=TODAY, done_on=TODAY, note="")
    assert dump(_with(village, make_plan=make_plan, checks=(silent,)), "actions").endswith(
        "  1 September 2027: Done on 1 September 2027"
    )


def test_a_plan_without_actions_is_told_so(village: Material, make_plan: MakePlan, dump: Dump) -> None:
    text = dump(_with(village, make_plan=make_plan), "actions")
    assert "The plan for 1 November 2026 to 31 October 2027 has no actions yet, as of 1 September 2027." in text
    assert "[table]" not in text


def test_sixty_actions_are_all_there(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    many = [make_action(str(at), due_on=date(2027, 8, 1)) for at in range(60)]
    text = dump(_with(village, *many, make_plan=make_plan), "actions")
    assert "has 60 actions: 60 not started. 60 are overdue." in text
    assert all(f"- Do {at}. |" in text for at in range(60))


# The summary


def test_the_board_sees_the_key_actions_of_the_plan(village: Material, plans: Plans, dump: Dump) -> None:
    text = dump(replace(village, plans=plans), "summary")
    assert "The board is asked to note this result and to stand behind the key actions of the plan." in text
    assert "[table] Two key actions, from the action plan\n" in text
    assert "- Do n2. | Bo Weir | 1 August 2027 | Under way, overdue\n  - Do n1. | Bo Weir |" in text


def test_one_key_action_leaves_a_line_for_another(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    text = dump(_with(village, make_action("x", key=True), make_plan=make_plan), "summary")
    assert "- Do x. | Nobody yet | No day yet | Not started\n  - To be written in |  |  | " in text


def test_of_more_than_two_the_board_sees_two_and_is_told_of_the_others(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    keys = [make_action(str(at), key=True) for at in range(4)]
    text = dump(_with(village, *keys, make_plan=make_plan), "summary")
    assert "[table] Two of the 4 key actions; the action plan has all of them\n" in text
    assert text.count("| Nobody yet |") == 2


def test_a_key_action_that_was_stopped_is_no_longer_asked_of_the_board(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump
) -> None:
    stopped = make_action("x", key=True, status=ActionStatus.STOPPED, reason="-", ended_on=TODAY)
    text = dump(_with(village, stopped, make_plan=make_plan), "summary")
    assert "Two key actions: none recorded yet, so two that take least effort." in text


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a" * 160, "a" * 160), ("a" * 161, "a" * 160 + "…"), ("word " * 40, "word " * 31 + "word…")],
)
def test_a_long_key_action_is_cut_on_the_summary_and_whole_in_the_plan(
    village: Material, make_action: MakeAction, make_plan: MakePlan, dump: Dump, text: str, printed: str
) -> None:
    material = _with(village, make_action("x", key=True, text=text), make_plan=make_plan)
    assert f"- {printed} | Nobody" in dump(material, "summary")
    assert f"- {text} | Nobody" in dump(material, "actions")


# The sections


def test_each_section_lists_the_actions_linked_to_its_questions(village: Material, plans: Plans, dump: Dump) -> None:
    material = replace(village, plans=plans)
    assert "### What is planned here" in dump(material, "section-learn")
    assert "- 1.1 | Do n1. | Bo Weir | 1 December 2027 | Not started" in dump(material, "section-learn")
    assert "- 2.2 | Do n1. | Bo Weir |" in dump(material, "section-care")
    assert "What is planned here" not in dump(material, "section-doors")
    assert "What is planned here" not in dump(replace(village, plans=replace(plans, current=None)))


# Last year's


def test_each_of_last_years_actions_stands_beside_what_its_questions_did(
    village: Material, plans: Plans, dump: Dump
) -> None:
    text = dump(replace(village, plans=plans), "actions").partition("### What happened to last year’s actions\n")[2]
    assert (
        "The plan for 1 November 2025 to 31 October 2026 had 3 actions. Beside each stands what its questions did from "
        "2025 to 2026. That does not say that one brought about the other.\n"
    ) in text
    assert "- Do l1. | Done on 1 May 2026 | 1 fell and 1 cannot be compared\n" in text
    assert "Fell: 1.1 How far have people learnt what they need? From 2 · Developing to 1 · Exploring.\n" in text
    assert "Not comparable: 1.2 How far do we use the old course? It is no longer asked.\n" in text
    assert "- Do l2. | Stopped on 1 June 2026 | No question linked\n      Stopped: No room to meet in.\n" in text
    assert "- Do l3. | Carried over | Cannot be compared\n      Measure: Everybody is asked.\n" in text


def test_why_no_cause_is_claimed_stands_with_the_method_where_it_matters(
    village: Material, plans: Plans, dump: Dump
) -> None:
    assert "no cause is claimed, for much else happens" in dump(replace(village, plans=plans), "method")
    without = replace(plans, before=None)
    for material in (village, replace(village, plans=without), replace(village, plans=plans, earlier=None)):
        assert "no cause is claimed" not in dump(material, "method")


def test_without_an_earlier_year_nothing_is_said_of_what_the_questions_did(
    village: Material, plans: Plans, dump: Dump
) -> None:
    text = dump(replace(village, plans=plans, earlier=None), "actions")
    assert "No earlier year is set beside this one, so nothing can be said of what the linked questions did." in text
    assert "- Do l1. | Done on 1 May 2026\n" in text
    assert "Its questions" not in text


def test_years_that_enclose_another_time_are_not_set_beside_a_plan(
    village: Material, plans: Plans, make_plan: MakePlan, make_action: MakeAction, dump: Dump
) -> None:
    later = make_plan(make_action("x", questions=("learn-all",)))
    text = dump(replace(village, plans=replace(plans, before=later)), "actions")
    assert "had 1 action. It was not under way between 2025 and 2026, so what the linked questions did is" in text
    assert "no cause is claimed" not in dump(replace(village, plans=replace(plans, before=later)), "method")


def test_before_a_new_plan_is_begun_the_board_is_asked_for_one_beside_last_years(
    village: Material, plans: Plans, make_plan: MakePlan, dump: Dump
) -> None:
    material = replace(village, plans=replace(plans, current=None))
    assert "No plan of actions has been begun from this result yet." in dump(material, "actions")
    assert "- Do l3. | Still open |" in dump(material, "actions")
    assert "to agree two key actions" in dump(material, "summary")
    empty = Plans(current=None, before=make_plan(), today=TODAY)
    assert "31 October 2027 had no actions." in dump(replace(village, plans=empty), "actions")


# Words


def _outcome(action: Action, *steps: tuple[int, int] | None) -> Outcome:
    linked = tuple(
        LinkedQuestion(id="a", now="a", before="a", from_=step[0], to=step[1])
        if step
        else LinkedQuestion(id="a", now="a", before=None, why="added")
        for step in steps
    )
    return Outcome(action=action, came_to=CameTo.DONE, linked=linked)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([(1, 3)], "Rose from 1 to 3"),
        ([(1, 3), (1, 3)], "All 2 rose from 1 to 3"),
        ([(2, 2)], "Stayed at 2"),
        ([(2, 2), (2, 2), (2, 2)], "All 3 stayed at 2"),
        ([(3, 1)], "Fell from 3 to 1"),
        ([(3, 1), (3, 1)], "All 2 fell from 3 to 1"),
        ([None], "Cannot be compared"),
        ([None, None], "None can be compared"),
        ([(1, 3), (0, 1), (2, 2)], "2 rose and 1 stayed"),
        ([(1, 3), (2, 2), (3, 0), None], "1 rose, 1 stayed, 1 fell and 1 cannot be compared"),
    ],
)
def test_what_the_questions_did_in_few_words(make_action: MakeAction, steps: list[Any], words: str) -> None:
    assert linked_words(t, _outcome(make_action("x"), *steps)) == words


def test_nothing_linked_and_nothing_known_are_told_apart(make_action: MakeAction) -> None:
    assert linked_words(t, _outcome(make_action("x"))) == "No question linked"
    assert linked_words(t, _outcome(make_action("x", questions=("a",)))) == "Nothing to show"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"now": "a", "before": "a", "from_": 2, "to": 2}, "1 a 2 · Level 2 in both years."),
        ({"now": "a", "before": "a", "from_": 0, "to": 2}, "1 a From 0 · Level 0 to 2 · Level 2."),
        ({"now": "a", "before": "a", "why": "no_level"}, "1 a Its answer is not a level."),
        ({"now": None, "before": "b", "why": "removed", "year": "before"}, "2 b It is no longer asked."),
        ({"now": None, "before": None, "why": "not_asked"}, "x: Neither year asks it."),
    ],
)
def test_a_question_is_named_as_the_latest_year_that_asks_it_does(
    make_questionnaire: Callable[..., Any], make_sheet: Callable[..., Any], question: dict[str, Any], told: str
) -> None:
    then = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    sheet = replace(make_sheet(a=1), period="2025", assessed_on=date(2025, 10, 1))
    now = make_questionnaire({"s": {"questions": {"a": {}}}})
    pair = gather(now, make_sheet(a=1), "", earlier=EarlierYear(questionnaire=then, sheet=sheet, sha256="")).pair
    assert pair
    assert linked_detail(t, LinkedQuestion(id="x", **question), pair) == told


def test_somebody_whose_name_was_erased_is_still_somebody(make_action: MakeAction) -> None:
    action = make_action("x", owner=Owner(account="gone", name="", present=False))
    assert lead_words(t, action) == "Somebody no longer here"
