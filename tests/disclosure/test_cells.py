"""The figures of a cell: which organisations are in it, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from selfassess.disclosure.cells import Made, Scope, cells
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import OVERALL, Movement, Quartiles, Scores, Shown, Stages, Withheld, withheld_words
from selfassess.disclosure.written import as_json, from_json
from selfassess.disclosure.years import SharedYear
from selfassess.language import Translator

from .small import MEMBERS, STEERING, batch, result, year

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def cell(
    shared: SharedYear,
    before: SharedYear | None = None,
    audience: Audience = STEERING,
    kind: str | None = None,
    section: str = OVERALL,
) -> Made | None:
    return cells(shared, before or year(), NOW).get(Scope(audience=audience, section=section, kind=kind))


def named(letters: str, *stages: int) -> SharedYear:
    pairs = zip(letters, stages, strict=True)
    return year(*(result(letter, Choice.STEERING, STEERING, stage=stage) for letter, stage in pairs))


def test_medians_and_counts_are_over_every_organisation_once() -> None:
    made = cell(named("abcd", 0, 1, 2, 3))
    assert made
    assert made.figures.organisations == 4
    assert made.figures.score == Scores(median=Fraction(15), quartiles=Withheld(fewest=11))
    assert made.figures.stage == Stages(counts=(1, 1, 1, 1), median=1, quartiles=Withheld(fewest=11))


def test_quartiles_are_said_of_eleven_and_lie_in_proportion_between_two() -> None:
    made = cell(named("abcdefghijkl", *range(12)))
    assert made
    assert made.figures.stage.quartiles == Shown(Quartiles(lower=Fraction(11, 4), upper=Fraction(33, 4)))
    assert made.figures.score.median == 55


def test_quartiles_need_eleven_without_a_name_or_none() -> None:
    def quartiles(hidden: str, seen: str) -> bool:
        results = [result(letter) for letter in hidden]
        results += [result(letter, Choice.STEERING, STEERING) for letter in seen]
        made = cell(year(*results, batches=(batch(hidden),)))
        return made is not None and isinstance(made.figures.score.quartiles, Shown)

    assert not quartiles("abcdefghij", "xyz")
    assert quartiles("abcdefghijk", "xyz")


def test_what_one_audience_sees_by_name_is_hidden_to_the_other() -> None:
    results = [result(letter, Choice.STEERING, STEERING) for letter in "abcdef"]
    shared = year(*results, batches=(batch("abcdef"),))
    by_name, unnamed = cell(shared), cell(shared, audience=MEMBERS)
    assert by_name
    assert unnamed
    assert (by_name.hidden, unnamed.hidden) == (0, 6)


def test_a_mixed_batch_is_in_no_kind() -> None:
    results = [result(letter, kind="nhs" if letter < "d" else "fire") for letter in "abcdef"]
    shared = year(*results, batches=(batch("abcdef", kind=None),))
    assert cell(shared)
    assert cell(shared, kind="nhs") is None


def test_a_section_that_too_few_of_a_batch_have_is_withheld() -> None:
    results = [result(letter, sections=(OVERALL, "s1") if letter < "e" else (OVERALL,)) for letter in "abcdef"]
    shared = year(*results, batches=(batch("abcdef"),))
    assert cell(shared)
    assert cell(shared, section="s1") is None


def test_movement_compares_those_that_are_named_in_both_years() -> None:
    made = cell(named("abc", 2, 1, 0), named("abcd", 1, 1, 1, 1))
    assert made
    assert made.figures.moved == Shown(Movement(organisations=3, up=1, same=1, down=1))


def test_movement_without_names_is_said_of_the_same_organisations_only() -> None:
    def moved(now: str, then: str) -> Shown[Movement] | Withheld:
        here = year(*(result(letter, stage=2) for letter in now), batches=(batch(now),))
        before = year(*map(result, then), batches=(batch(then),))
        made = cell(here, before)
        assert made
        return made.figures.moved

    assert moved("abcdef", "abcdef") == Shown(Movement(organisations=6, up=6, same=0, down=0))
    assert moved("abcdef", "abcdeg") == Withheld()
    assert moved("abcdef", "abcdefg") == Withheld()


def test_movement_is_not_said_of_a_batch_of_which_one_year_has_a_name() -> None:
    here = year(*map(result, "abcdefg"), batches=(batch("abcdefg"),))
    seen = [result("a", Choice.STEERING, STEERING), *map(result, "bcdefg")]
    made = cell(here, year(*seen, batches=(batch("abcdefg"),)))
    assert made
    assert made.figures.moved == Withheld()


def test_movement_in_a_section_is_said_only_where_the_same_ones_of_the_same_batch_have_it_in_both_years() -> None:
    def moved(now: str, then: str, in_batch: str = "abcdefg") -> bool:
        def of(letters: str, all_of_it: str) -> SharedYear:
            sections = {one: (OVERALL, "s1") if one in letters else (OVERALL,) for one in all_of_it}
            return year(*(result(one, sections=sections[one]) for one in all_of_it), batches=(batch(all_of_it),))

        made = cell(of(now, "abcdefg"), of(then, in_batch), section="s1")
        return made is not None and isinstance(made.figures.moved, Shown)

    assert moved("abcdef", "abcdef")
    assert not moved("abcdef", "abcdeg")
    assert not moved("abcdef", "abcdef", "abcdefh")


def test_whoever_is_named_by_a_newer_result_is_counted_once_by_that_of_their_batch() -> None:
    newer = replace(result("a", Choice.STEERING, STEERING), assessment="a2")
    shared = year(result("a", stands=False), *map(result, "bcdef"), newer, batches=(batch("abcdef"),))
    made = cell(shared)
    assert made
    assert made.figures.organisations == 6
    later = cell(named("a", 1), shared)
    assert later
    assert later.figures.moved == Withheld()


def test_what_is_written_is_read_back_exactly_and_holds_nothing_that_is_withheld() -> None:
    few, many = cell(named("ab", 1, 2)), cell(named("abcdefghijkl", *range(12)), named("a", 1))
    for made in (few, many):
        assert made
        assert from_json(as_json(made), NOW) == made
    assert few
    assert as_json(few) == {
        "organisations": 2,
        "hidden": 0,
        "score": {"median": "15"},
        "stage": {"counts": [0, 1, 1], "median": 1},
        "supported_stage": {"counts": [0, 1, 1], "median": 1},
    }


def test_the_words_say_how_many_it_would_take() -> None:
    assert withheld_words(Translator(), Withheld()) == "withheld: fewer than 5 organisations"
    assert withheld_words(Translator(), Withheld(fewest=11)) == "withheld: fewer than 11 organisations"
