"""Which questions of two versions are the same one: crosswalks first, then id and revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from selfassess.comparison import Missing, Pairing, pair
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]


def _version(
    build: Build, version: str, ids: str, *rows: dict[str, Any], from_: str = "", **keys: Any
) -> Questionnaire:
    """A version with the one-letter questions named; an id in capitals stands at revision 2."""
    questions = {id.lower(): {"revision": 2 if id.isupper() else 1} for id in ids}
    crosswalk = {"from": from_, "questions": rows} if from_ else None
    return build({"s": {"questions": questions}}, version=version, crosswalk=crosswalk, **keys)


def _row(change: str, old: Any = None, new: Any = None) -> dict[str, Any]:
    return {"change": change, "old": old, "new": new}


def test_within_one_version_every_level_question_pairs_with_itself(make_questionnaire: Build) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "note": {"type": "text"}}}})
    alone = Pairing(earlier={"a": "a"}, unpaired_now={}, unpaired_before={}, origins={"a": ("a",)})
    assert pair(asked, asked, {}) == alone


def test_the_crosswalk_decides_for_the_questions_it_names(make_questionnaire: Build) -> None:
    rows = [
        _row("kept", "a", "n"),
        _row("reworded", "b", "b"),
        _row("split", "c", ("o", "p")),
        _row("merged", ("d", "e"), "q"),
        _row("added", new="r"),
        _row("removed", old="f"),
    ]
    pairing = pair(
        _version(make_questionnaire, "2.0.0", "nbopqrg", *rows, from_="1.0.0"),
        _version(make_questionnaire, "1.0.0", "abcdefg"),
        {},
    )
    assert pairing.earlier == {"n": "a", "g": "g"}
    assert pairing.unpaired_now == {"b": "reworded", "o": "split", "p": "split", "q": "merged", "r": "added"}
    assert pairing.unpaired_before == {"b": "reworded", "c": "split", "d": "merged", "e": "merged", "f": "removed"}
    came = {"n": ("a",), "b": ("b",), "o": ("c",), "p": ("c",), "q": ("d", "e"), "g": ("g",)}
    assert pairing.origins == came
    assert pairing.missing == ()


def test_a_question_that_the_crosswalk_does_not_name_pairs_by_id_and_revision(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "2.0.0", "aBc", from_="1.0.0")
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "abd"), {})
    assert pairing.earlier == {"a": "a"}
    assert pairing.unpaired_now == {"b": "reworded", "c": "added"}
    assert pairing.unpaired_before == {"b": "reworded", "d": "removed"}


def test_a_question_kept_under_another_id_takes_its_old_id_with_it(make_questionnaire: Build) -> None:
    """Today's a is a new question: the old a is b now."""
    now = _version(make_questionnaire, "2.0.0", "ab", _row("kept", "a", "b"), from_="1.0.0")
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "a"), {})
    assert (pairing.earlier, pairing.unpaired_now, pairing.unpaired_before) == ({"b": "a"}, {"a": "added"}, {})
    assert pairing.origins == {"b": ("a",)}


def test_a_row_about_questions_that_are_not_there_pairs_nothing(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "2.0.0", "a", _row("kept", "x", "a"), from_="1.0.0")
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "b"), {})
    assert (pairing.earlier, pairing.unpaired_now, pairing.unpaired_before) == ({}, {"a": "added"}, {"b": "removed"})


def test_crosswalks_compose_through_the_versions_between(make_questionnaire: Build) -> None:
    """a → b → c; x is split on the way, y removed, z added."""
    first = _version(make_questionnaire, "1.0.0", "axy")
    rows = [_row("kept", "a", "b"), _row("kept", "x", "w"), _row("kept", "y", "v"), _row("added", new="z")]
    second = _version(make_questionnaire, "1.9.0", "bwvz", *rows, from_="1.0.0")
    more = [_row("kept", "b", "c"), _row("split", "w", ("p", "q")), _row("removed", old="v"), _row("kept", "z", "z")]
    third = _version(make_questionnaire, "1.10.0", "cpqz", *more, from_="1.9.0")
    pairing = pair(third, first, {"1.9.0": second})
    assert pairing.earlier == {"c": "a"}
    assert pairing.unpaired_now == {"p": "split", "q": "split", "z": "added"}
    assert pairing.unpaired_before == {"x": "split", "y": "removed"}
    assert pairing.origins == {"c": ("a",), "p": ("x",), "q": ("x",)}
    assert pairing.missing == ()


def test_without_a_crosswalk_id_and_revision_decide_and_that_is_said(make_questionnaire: Build) -> None:
    now, before = _version(make_questionnaire, "2.0.0", "aB"), _version(make_questionnaire, "1.0.0", "ab")
    pairing = pair(now, before, {})
    assert (pairing.earlier, pairing.missing) == ({"a": "a"}, (Missing(older="1.0.0", newer="2.0.0"),))


def test_where_the_version_between_is_not_there_its_crosswalk_is_what_is_missing(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "3.0.0", "ab", _row("reworded", "b", "b"), from_="2.0.0")
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "ab"), {})
    assert (pairing.earlier, pairing.missing) == ({"a": "a"}, (Missing(older="1.0.0", newer="2.0.0"),))
    assert pairing.unpaired_now == {"b": "reworded"}


def test_a_version_of_another_questionnaire_is_not_taken_for_the_one_between(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "3.0.0", "a", from_="2.0.0")
    other = _version(make_questionnaire, "2.0.0", "z", from_="1.0.0", id="concordat")
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "a"), {"2.0.0": other})
    assert (pairing.earlier, pairing.missing) == ({"a": "a"}, (Missing(older="1.0.0", newer="2.0.0"),))


def test_a_crosswalk_that_leads_past_the_earlier_version_says_nothing_about_it(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "3.0.0", "a", _row("kept", "b", "a"), from_="1.0.0")
    pairing = pair(now, _version(make_questionnaire, "2.0.0", "ab"), {})
    assert (pairing.earlier, pairing.missing) == ({"a": "a"}, (Missing(older="2.0.0", newer="3.0.0"),))


def test_on_another_scale_nothing_pairs(make_questionnaire: Build) -> None:
    now = _version(make_questionnaire, "2.0.0", "ac", _row("kept", "b", "c"), from_="1.0.0", top=4)
    pairing = pair(now, _version(make_questionnaire, "1.0.0", "abd", top=5), {})
    assert pairing.earlier == {}
    assert pairing.unpaired_now == {"a": "scale", "c": "scale"}
    assert pairing.unpaired_before == {"a": "scale", "b": "scale", "d": "removed"}


def test_different_questionnaires_have_nothing_in_common(make_questionnaire: Build) -> None:
    pledge = _version(make_questionnaire, "1.0.0", "a", id="pledge")
    pairing = pair(pledge, _version(make_questionnaire, "1.0.0", "a", id="concordat"), {})
    assert (pairing.earlier, pairing.unpaired_now, pairing.unpaired_before) == ({}, {"a": "added"}, {"a": "removed"})
