"""Whoever knows some results besides is not shown figures that would tell of fewer than five others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from selfassess.disclosure.cells import Scope, cells
from selfassess.disclosure.readers import Reader, barred, for_reader
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import OVERALL, Figures, Movement, Shown, Withheld
from selfassess.disclosure.years import SharedYear

from .small import MEMBERS, STEERING, batch, result, year

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def seen(
    shared: SharedYear,
    own: str = "",
    *,
    audience: Audience = STEERING,
    also: Audience | None = None,
    kind: str | None = None,
    before: SharedYear | None = None,
    elsewhere: str = "",
) -> Figures | None:
    """The figures of the whole as somebody of these organisations gets them; None where they are withheld."""
    reader = Reader(audiences=frozenset({audience} | ({also} if also else set())), own=frozenset(own),
                    elsewhere=frozenset(elsewhere))  # fmt: skip
    made = cells(shared, before or year(), NOW)[Scope(audience=audience, section=OVERALL, kind=kind)]
    shown = for_reader(made, kind, barred(shared, before or year(), reader, audience))
    return shown.value if isinstance(shown, Shown) else None


def counted(letters: str) -> SharedYear:
    return year(*map(result, letters), batches=(batch(letters),))


def test_five_are_shown_to_all_but_themselves_and_six_to_everybody() -> None:
    assert seen(counted("abcde"))
    assert seen(counted("abcde"), "x")
    assert seen(counted("abcde"), "a") is None
    assert seen(counted("abcdef"), "a")
    assert seen(counted("abcdef"), "ab") is None


def test_only_what_the_batch_is_in_is_withheld() -> None:
    fire = [result(letter, kind="fire") for letter in "uvwxyz"]
    shared = year(*map(result, "abcde"), *fire, batches=(batch("abcde"), batch("uvwxyz", "fire")))
    assert seen(shared, "a") is None
    assert seen(shared, "a", kind="nhs") is None
    assert seen(shared, "a", kind="fire")


def test_whoever_sees_all_of_a_batch_by_name_or_as_their_own_is_shown_it() -> None:
    results = [result(letter, Choice.STEERING, STEERING) for letter in "abcdef"]
    shared = year(*results, batches=(batch("abcdef"),))
    assert seen(shared, "a", audience=MEMBERS)
    assert seen(shared, "a", audience=MEMBERS, also=STEERING)


def test_in_two_roles_one_is_not_shown_the_few_that_only_one_of_them_hides() -> None:
    """Three of them have taken their names back since."""
    results = [result(letter, Choice.STEERING if letter < "d" else Choice.COUNTED, STEERING) for letter in "abcdef"]
    shared = year(*results, batches=(batch("abcdef"),))
    assert seen(shared, "x", audience=MEMBERS)
    assert seen(shared, "x", audience=MEMBERS, also=STEERING) is None


def test_quartiles_need_eleven_others() -> None:
    for letters, others in (("abcdefghijk", False), ("abcdefghijkl", True)):
        outside, inside = seen(counted(letters), "x"), seen(counted(letters), "a")
        assert outside
        assert inside
        assert isinstance(outside.score.quartiles, Shown)
        assert isinstance(inside.score.quartiles, Shown) is others
        assert others or inside.stage.quartiles == inside.supported_stage.quartiles == Withheld(fewest=11)


def test_a_section_that_nobody_is_shown_bars_nobody_from_the_whole() -> None:
    results = [result(letter, sections=(OVERALL, "s1") if letter < "d" else (OVERALL,)) for letter in "abcdef"]
    assert seen(year(*results, batches=(batch("abcdef"),)), "a")


def test_in_two_roles_one_is_not_told_the_movement_of_those_that_one_role_names_in_one_of_the_years() -> None:
    """Six at the same stage as the year before, whose stage is known now: so would be the one before."""
    before = counted("abcdef")
    shared = year(*(result(letter, Choice.STEERING, STEERING) for letter in "abcdef"), batches=(batch("abcdef"),))
    one, two = (seen(shared, "x", audience=MEMBERS, also=also, before=before) for also in (None, STEERING))
    assert one
    assert two
    assert one.moved == Shown(Movement(organisations=6, up=0, same=6, down=0))
    assert two == replace(one, moved=Withheld())


def test_movement_goes_by_what_is_known_of_either_year_but_what_one_is_of_oneself_is_known_of_both() -> None:
    def moved(own: str, elsewhere: str) -> bool:
        found = seen(counted("abcdef"), own, elsewhere=elsewhere, before=counted("abcdef"))
        return found is not None and isinstance(found.moved, Shown)

    assert moved("a", "")
    assert not moved("", "a")
    then = year(*(result(letter, Choice.STEERING, STEERING) for letter in "abcdef"), batches=(batch("abcdef"),))
    found = seen(counted("abcdef"), audience=MEMBERS, also=STEERING, before=then)
    assert found
    assert found.moved == Withheld()


def test_what_is_named_elsewhere_in_some_year_does_not_make_one_see_a_batch_by_name() -> None:
    """Three known of this year and three of another would be six, and leave three unknown."""
    assert seen(counted("abcdef"), elsewhere="abcdef") is None
