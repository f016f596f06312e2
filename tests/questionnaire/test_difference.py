"""What became of every question, section, weight, gate, rule and text from one version to the next."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from selfassess.questionnaire.difference import Difference, Figure, difference
from selfassess.questionnaire.difference_json import difference_as_json
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]


@pytest.fixture
def differing(make_questionnaire: Build) -> Callable[..., Difference]:
    """`differing({"s": …}, {"s": …}, row, …)`: with a crosswalk of those rows."""

    def made(old: Any, new: Any, *rows: Any, **keys: Any) -> Difference:
        crosswalk = {"from": "1.0.0", "questions": rows}
        return difference(
            make_questionnaire(old), make_questionnaire(new, **{"version": "1.1.0", "crosswalk": crosswalk, **keys})
        )

    return made


def asked(**sections: str) -> dict[str, Any]:
    """`asked(s="a b")`: sections with questions by their ids."""
    return {section: {"questions": {id: {} for id in ids.split()}} for section, ids in sections.items()}


def told(found: Difference) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.change, one.old, one.new) for one in found.questions if not one.untouched]


def test_the_same_twice_has_nothing_to_tell(differing: Callable[..., Difference]) -> None:
    found = differing(asked(s="a b"), asked(s="a b"))
    assert all(one.untouched for one in (*found.questions, *found.sections))
    assert (found.figures, found.changed) == ((), ())


def test_the_crosswalk_decides_what_became_of_the_questions_it_names(differing: Callable[..., Difference]) -> None:
    rows = (
        {"old": "a", "new": "n", "change": "kept"},
        {"old": "b", "new": "b", "change": "reworded"},
        {"old": "c", "new": ("o", "p"), "change": "split"},
        {"old": ("d", "e"), "new": "q", "change": "merged"},
        {"new": "r", "change": "added"},
        {"old": "f", "change": "removed"},
    )
    found = differing(asked(s="a b c d e f g"), asked(s="n b o p q r g"), *rows)
    assert found.by_crosswalk
    assert [(one.change, one.old, one.new) for one in found.questions] == [
        ("kept", ("a",), ("n",)),
        ("reworded", ("b",), ("b",)),
        ("split", ("c",), ("o", "p")),
        ("merged", ("d", "e"), ("q",)),
        ("added", (), ("r",)),
        ("kept", ("g",), ("g",)),
        ("removed", ("f",), ()),
    ]


def test_without_a_crosswalk_id_revision_and_type_decide(differing: Callable[..., Difference]) -> None:
    old = {"s": {"questions": {"a": {}, "b": {}, "c": {"type": "yes_no"}, "gone": {}}}}
    new = {"s": {"questions": {"a": {}, "b": {"revision": 2}, "c": {"type": "text"}, "fresh": {}}}}
    for keys in ({"crosswalk": None}, {"crosswalk": {"from": "0.9.0"}}):
        found = differing(old, new, **keys)
        assert not found.by_crosswalk
        assert told(found) == [
            ("reworded", ("b",), ("b",)),
            ("reworded", ("c",), ("c",)),
            ("added", (), ("fresh",)),
            ("removed", ("gone",), ()),
        ]


def test_an_id_that_another_question_took_is_a_new_question(differing: Callable[..., Difference]) -> None:
    found = differing(asked(s="a b"), asked(s="a b"), {"old": "a", "new": "b", "change": "kept"})
    assert told(found) == [("added", (), ("a",)), ("kept", ("a",), ("b",)), ("removed", ("b",), ())]


def test_a_question_in_another_section_has_moved_and_one_passed_by_others_too(
    differing: Callable[..., Difference],
) -> None:
    found = differing(asked(s="a b c d", t="e"), asked(s="d a c", t="e b"))
    assert {one.new[0]: one.sections for one in found.questions if one.sections} == {"b": ("s", "t"), "d": ("s", "s")}


def test_a_question_that_makes_room_has_not_moved(differing: Callable[..., Difference]) -> None:
    found = differing(asked(s="a b"), asked(s="new a b"), {"new": "new", "change": "added"})
    assert not any(one.sections for one in found.questions)


def test_weights_gates_and_texts_are_told_for_each_question(differing: Callable[..., Difference]) -> None:
    old = {"s": {"questions": {"a": {"gate": 2}, "b": {"help": "Once."}}}}
    new = {"s": {"questions": {"a": {"weight": Fraction(5, 2)}, "b": {"help": "Twice.", "lenses": ("x",)}}}}
    a, b = differing(old, new).questions
    assert a.figures == (Figure(name="weight", old=1, new=Fraction(5, 2)), Figure(name="gate", old=2, new=None))
    assert b.changed == ("help", "lenses")
    assert not a.unnoticed
    assert not b.unnoticed


def test_a_new_wording_under_the_same_revision_is_for_the_author_to_judge(differing: Callable[..., Difference]) -> None:
    levels = {level: f"a at {level}" for level in range(5)}
    new = {"s": {"questions": {"a": {"levels": {**levels, 3: "another"}}, "b": {"prompt": "New?"}}}}
    a, b = differing(asked(s="a b"), new).questions
    assert (a.changed, b.changed) == (("levels.3",), ("prompt",))
    assert a.unnoticed
    assert b.unnoticed
    (row, _) = differing(asked(s="a b"), new, {"old": "a", "new": "a", "change": "reworded"}).questions
    assert not row.unnoticed


def test_sections_are_added_removed_moved_reweighted_and_renamed(differing: Callable[..., Difference]) -> None:
    old = asked(s="a", t="b", u="c", gone="d")
    new = {**asked(u="c", s="a"), "t": {"weight": 2, "title": "New", "questions": {"b": {}}}, **asked(v="n")}
    found = [(one.id, one.change, one.moved, one.figures, one.changed) for one in differing(old, new).sections]
    assert found == [
        ("u", "kept", True, (), ()),
        ("s", "kept", False, (), ()),
        ("t", "kept", False, (Figure(name="weight", old=1, new=2),), ("title",)),
        ("v", "added", False, (), ()),
        ("gone", "removed", False, (), ()),
    ]


def test_rules_scale_facts_and_titles_are_told_for_the_whole(differing: Callable[..., Difference]) -> None:
    fact = {"id": "staff", "prompt": "?", "options": {"some": "Some"}}
    found = differing(
        asked(s="a"),
        asked(s="a"),
        stage_share=Fraction(1, 2),
        evidence=({"level": 2},),
        title="Another",
        profile=(fact,),
        scale=tuple({"value": level, "name": "New" if level == 2 else f"Level {level}"} for level in range(5)),
        lenses={"x": "X"},
    )
    assert found.figures == (Figure(name="stage_share", old=Fraction(3, 4), new=Fraction(1, 2)),)
    assert found.changed == ("title", "scale.2", "lenses.x", "profile.staff", "evidence")


def test_a_longer_scale_is_a_figure_and_its_level_a_change(make_questionnaire: Build) -> None:
    found = difference(make_questionnaire(asked(s="a")), make_questionnaire(asked(s="a"), top=5, version="2.0.0"))
    assert found.figures == (Figure(name="top_level", old=4, new=5),)
    assert found.changed == ("scale.5",)
    assert found.questions[0].changed == ("levels.5",)


def test_a_crosswalk_that_names_what_the_older_version_does_not_have_does_no_harm(
    differing: Callable[..., Difference],
) -> None:
    found = differing(asked(s="a"), asked(s="a"), {"old": "nobody", "new": "a", "change": "kept"})
    assert told(found) == [("removed", ("a",), ())]
    assert found.questions[0].old == ("nobody",)


def test_two_questionnaires_are_no_two_versions(make_questionnaire: Build) -> None:
    with pytest.raises(ValueError, match="two questionnaires"):
        difference(make_questionnaire(asked(s="a")), make_questionnaire(asked(s="a"), id="other"))


def test_the_json_leaves_out_what_is_untouched(make_questionnaire: Build) -> None:
    old = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}}}, "t": {"questions": {"d": {}}}})
    new = make_questionnaire(
        {
            "s": {"weight": Fraction(1, 2), "questions": {"a": {}, "b": {"gate": 2}}},
            "t": {"questions": {"d": {}, "c": {}}},
        },
        version="1.1.0",
        stage_share=Fraction(1, 2),
    )
    assert difference_as_json(old, new, difference(old, new)) == {
        "questionnaire": "example",
        "from": "1.0.0",
        "to": "1.1.0",
        "by_crosswalk": False,
        "untouched": 2,
        "questions": [
            {"change": "kept", "old": ["b"], "new": ["b"], "moved": None,
             "figures": {"gate": {"from": None, "to": 2}}, "changed": []},
            {"change": "kept", "old": ["c"], "new": ["c"], "moved": {"from": "s", "to": "t"},
             "figures": {}, "changed": []},
        ],
        "sections": [
            {"change": "kept", "id": "s", "moved": False, "figures": {"weight": {"from": 1, "to": 0.5}}, "changed": []}
        ],
        "figures": {"stage_share": {"from": 0.75, "to": 0.5}},
        "changed": [],
    }  # fmt: skip
