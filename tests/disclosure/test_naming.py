"""A result that shall be named is so at once, or once its name leaves enough others without one."""

from __future__ import annotations

from dataclasses import replace

from selfassess.disclosure.naming import with_names
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.years import SharedYear

from .small import MEMBERS, STEERING, batch, result, year


def named(shared: SharedYear, audience: Audience = STEERING) -> str:
    """The letters of the organisations that the audience sees by name."""
    found = with_names(shared).results.values()
    return "".join(sorted(one.organisation for one in found if one.named_to(audience)))


def test_outside_of_batches_a_name_is_seen_at_once_by_those_it_is_for() -> None:
    shared = year(result("a", Choice.STEERING), result("b", Choice.MEMBERS), result("c"))
    assert (named(shared), named(shared, MEMBERS)) == ("ab", "b")
    assert with_names(year(result("c"))) == year(result("c"))


def test_what_does_not_stand_is_not_named() -> None:
    assert named(year(result("a", Choice.MEMBERS, stands=False))) == ""


def test_in_a_batch_a_name_leaves_six_or_nobody() -> None:
    def of(count: int, wishes: str) -> str:
        letters = "abcdefghij"[:count]
        results = (result(letter, Choice.STEERING if letter in wishes else Choice.COUNTED) for letter in letters)
        return named(year(*results, batches=(batch(letters),)))

    assert of(8, "ab") == "ab"
    assert of(8, "abc") == "ab"
    assert of(6, "a") == ""
    assert of(6, "abcdef") == "abcdef"


def test_all_of_a_batch_are_named_together_only_where_all_of_them_are_seen_by_name_then() -> None:
    """With one that is seen no more, the figures would lose that one alone."""
    results = [result("a", Choice.COUNTED, STEERING), *(result(letter, Choice.STEERING) for letter in "bcdefg")]
    assert named(year(*results, batches=(batch("abcdefg"),))) == ""
    gone = [result("a", Choice.STEERING, STEERING, stands=False), *results[1:]]
    assert named(year(*gone, batches=(batch("abcdefg"),))) == ""


def test_a_name_waits_for_a_batch_that_is_counted_no_more_too_for_it_was_once() -> None:
    shared = year(result("a", Choice.STEERING), *map(result, "bcdef"), batches=(batch("abcdef", retired=True),))
    assert named(shared) == ""


def test_naming_to_the_members_waits_for_what_the_steering_group_would_learn_too() -> None:
    results = [result(letter) for letter in "abcde"] + [result("f", Choice.MEMBERS)]
    shared = year(*results, batches=(batch("abcdef"),))
    assert (named(shared), named(shared, MEMBERS)) == ("", "")


def test_a_name_in_a_batch_that_is_hidden_to_the_members_alone_is_no_news_to_the_steering_group() -> None:
    results = [result(letter, Choice.STEERING, STEERING) for letter in "bcdefg"]
    shared = year(result("a", Choice.MEMBERS, STEERING), *results, batches=(batch("abcdefg"),))
    assert named(shared, MEMBERS) == "a"


def test_a_newer_result_is_not_named_beside_an_older_one_that_would_be_left_alone() -> None:
    newer = replace(result("a", Choice.STEERING), assessment="a2")
    older = [result("a", stands=False), *(result(letter, Choice.STEERING, STEERING) for letter in "bcdef")]
    hidden = [replace(one, saw=frozenset()) for one in older]
    assert "a" not in named(year(*hidden, newer, batches=(batch("abcdef"),)))


def test_whoever_knows_several_must_be_left_five_others_unless_they_were_never_shown_the_batch() -> None:
    results = [result("a", Choice.STEERING), *(result(letter) for letter in "bcdefg")]
    assert named(year(*results, batches=(batch("abcdefg"),), insiders=(frozenset("bc"),))) == ""
    assert named(year(*results, batches=(batch("abcdefg"),), insiders=(frozenset("bcd"),))) == "a"


def test_a_name_waits_where_movement_was_told_of_its_batch_and_another_year() -> None:
    """With the name of one year, that nobody fell tells of the other."""
    shared = year(result("a", Choice.STEERING), *map(result, "bcdefgh"), batches=(batch("abcdefgh"),))
    for beside, names in (("abcdefgh", ""), ("abcd", "a"), ("bcdefgh", "a"), ("abcde", "")):
        assert named(replace(shared, beside=(frozenset(beside),))) == names
