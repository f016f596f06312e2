"""Results without a name are counted together: which, and when they enter and leave."""

from __future__ import annotations

from dataclasses import replace

from selfassess.disclosure.batches import Surroundings
from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL
from selfassess.disclosure.years import Result

from .small import MEMBERS, NOBODY, STEERING, after, batch, ids, result, told, year


def test_five_are_a_batch_where_nobody_else_can_come_and_four_are_none() -> None:
    assert told(after(year(*map(result, "abcde"))).batches) == ["abcde"]
    assert told(after(year(*map(result, "abcd"))).batches) == []


def test_those_to_come_are_waited_for_where_they_are_too_few_for_a_batch_of_their_own() -> None:
    six = year(*map(result, "abcdef"))
    assert told(after(six, Surroundings(to_come={"g": "nhs"})).batches) == []
    assert told(after(six, Surroundings(to_come=dict.fromkeys("ghijkl", "nhs"))).batches) == ["abcdef"]
    assert told(after(six, Surroundings(to_come={"g": "fire"})).batches) == ["abcdef"]


def test_kinds_that_can_stand_alone_do_and_the_others_are_mixed() -> None:
    police = [result(letter, kind="police") for letter in "pqr"]
    fire = [result(letter, kind="fire") for letter in "xyz"]
    made = after(year(*map(result, "abcdef"), *police, *fire)).batches
    assert [(one.kind, word) for one, word in zip(made, told(made), strict=True)] == [
        ("nhs", "abcdef"),
        (None, "pqrxyz"),
    ]


def test_a_kind_that_may_still_come_to_five_is_not_mixed() -> None:
    police = [result(letter, kind="police") for letter in "pqr"]
    fire = [result(letter, kind="fire") for letter in "xyz"]
    around = Surroundings(to_come={"s": "police", "t": "police"})
    assert told(after(year(*police, *fire), around).batches) == []


def test_what_is_hidden_to_the_members_alone_is_in_batches_of_its_own() -> None:
    seen = [result(letter, Choice.STEERING, STEERING) for letter in "uvwxyz"]
    assert told(after(year(*map(result, "abcde"), *seen)).batches) == ["abcde", "uvwxyz"]


def test_what_everybody_saw_is_in_no_batch_even_where_it_is_only_counted_now() -> None:
    assert told(after(year(*(result(letter, Choice.COUNTED, STEERING, MEMBERS) for letter in "abcdef"))).batches) == []


def test_a_newer_result_waits_while_the_older_one_is_counted() -> None:
    older = [result(letter, stands=letter != "a") for letter in "abcde"]
    newer = replace(result("a"), assessment="a2")
    others = [result(letter) for letter in "vwxyz"]
    assert told(after(year(*older, newer, *others, batches=(batch("abcde"),))).batches) == ["abcde", "vwxyz"]


def test_batches_of_the_year_before_stay_together() -> None:
    around = Surroundings(to_come={}, before=(frozenset("abcde"),))
    assert told(after(year(*map(result, "abcdefghijk")), around).batches) == ["abcde", "fghijk"]


def test_the_rest_of_last_years_batch_is_waited_for_while_it_can_come() -> None:
    before = (frozenset("abcde"),)
    waiting = Surroundings(to_come={"e": "nhs"}, before=before)
    assert told(after(year(*map(result, "abcd"), *map(result, "uvwxyz")), waiting).batches) == []
    gone = Surroundings(to_come={}, before=before)
    assert told(after(year(*map(result, "abcd"), *map(result, "uvwxyz")), gone).batches) == ["abcduvwxyz"]


def test_of_a_batch_that_fell_apart_the_few_that_are_left_are_no_batch_the_year_after() -> None:
    around = Surroundings(to_come={}, before=(frozenset("abc"),))
    assert told(after(year(*map(result, "abc")), around).batches) == []
    assert told(after(year(*map(result, "abcde")), around).batches) == ["abcde"]


def test_a_batch_of_another_partnership_is_used_whole_or_not_at_all() -> None:
    around = replace(NOBODY, elsewhere=(ids("abcde"),))
    assert told(after(year(*map(result, "abcdefghij")), around).batches) == ["abcde", "fghij"]
    assert told(after(year(*map(result, "abcdfghij")), around).batches) == ["fghij"]


def test_what_fell_apart_elsewhere_comes_in_its_parts_if_these_are_large_enough() -> None:
    around = replace(NOBODY, elsewhere=(ids("abcdefghijkl"), ids("abcdef"), ids("ghijkl"), ids("z")))
    assert told(after(year(*map(result, "abcdefghijklz")), around).batches) == ["abcdef", "ghijkl"]


def test_a_result_leaves_its_batch_only_with_so_many_that_both_parts_stand_alone() -> None:
    def with_leaving(leaving: str) -> list[str]:
        results = [result(letter, stands=letter not in leaving) for letter in "abcdefghijkl"]
        return told(after(year(*results, batches=(batch("abcdefghijkl"),))).batches)

    assert with_leaving("abcde") == ["abcdefghijkl"]
    assert with_leaving("abcdef") == ["ABCDEF", "ghijkl"]
    assert with_leaving("abcdefg") == ["abcdefghijkl"]
    assert with_leaving("abcdefghijkl") == ["ABCDEFGHIJKL"]


def test_a_batch_parts_so_that_what_it_has_in_common_with_another_year_stays_large_enough() -> None:
    """Movement over the whole was told, and goes on telling of those that part in one year and not in the other."""
    results = [result(letter, stands=letter > "f") for letter in "abcdefghijkl"]
    shared = year(*results, batches=(batch("abcdefghijkl"),))
    for beside, parts in (
        ("abcdef ghijkl", ["ABCDEF", "ghijkl"]),
        ("abcdefghijkl", ["ABCDEF", "ghijkl"]),
        ("abcghi defjkl", ["abcdefghijkl"]),
        ("abcd", ["ABCDEF", "ghijkl"]),
    ):
        assert told(after(replace(shared, beside=tuple(map(frozenset, beside.split())))).batches) == parts


def test_a_part_that_is_too_small_in_one_section_keeps_the_batch_whole() -> None:
    def results(with_section: str) -> list[Result]:
        sections = {letter: (OVERALL, "s1") if letter in with_section else (OVERALL,) for letter in "abcdefghijkl"}
        return [result(letter, stands=letter > "f", sections=sections[letter]) for letter in sections]

    for with_section, parts in (("abghijkl", ["abcdefghijkl"]), ("ghijkl", ["ABCDEF", "ghijkl"])):
        assert told(after(year(*results(with_section), batches=(batch("abcdefghijkl"),))).batches) == parts


def test_a_batch_that_no_figure_holds_falls_apart_freely() -> None:
    named = [result(letter, Choice.MEMBERS, STEERING, MEMBERS) for letter in "bcdef"]
    gone = result("a", Choice.NOT_SHARED, STEERING, MEMBERS)
    assert told(after(year(gone, *named, batches=(batch("abcdef"),))).batches) == ["A", "bcdef"]


def test_a_retired_batch_that_is_shared_again_comes_back_whole() -> None:
    back = year(*map(result, "abcdef"), batches=(batch("abcdef", retired=True),))
    assert told(after(back).batches) == ["ABCDEF", "abcdef"]


def test_of_a_retired_batch_nobody_enters_another() -> None:
    some = [result(letter, stands=letter < "e") for letter in "abcdef"]
    back = year(*some, *map(result, "uvw"), batches=(batch("abcdef", retired=True),))
    assert told(after(back).batches) == ["ABCDEF"]


def test_whoever_knows_two_of_a_batch_must_be_left_five_others_in_each_part() -> None:
    results = [result(letter, stands=letter > "f") for letter in "abcdefghijkl"]
    knows = (frozenset("gh"),)
    assert told(after(year(*results, batches=(batch("abcdefghijkl"),), insiders=knows)).batches) == ["abcdefghijkl"]
