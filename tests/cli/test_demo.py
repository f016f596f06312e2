"""`selfassess demo` as people start it: made-up data that is there once, and is never put among what is real."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from .started import Start, said


def test_a_partnership_is_made_up_once_and_the_address_that_is_said_shows_it(start: Start) -> None:
    size = ("demo", "--no-worker", "--organisations", "8", "--years", "2")
    seen = []
    for _ in range(2):
        words = said(start(*size))
        address = words.partition("what the steering group sees, ")[2].split()[0]
        with urllib.request.urlopen(address) as page:
            seen.append(page.read().decode())
        assert "(made up)" in seen[-1]
    assert seen[0].count("(made up)") == seen[1].count("(made up)")
    assert "Made-up partnership of 8 organisations over 2 years" in seen[0]


def test_nothing_is_made_up_among_real_organisations_and_it_is_said_where_to_go(start: Start, tmp_path: Path) -> None:
    real = start("organisation", "add", "Real")
    assert real.wait() == 0
    refused = start("demo", "--organisations", "8")
    out, problems = refused.communicate()
    assert (refused.returncode, out) == (1, "")
    assert problems.startswith(f"Error: {tmp_path}/selfassess.sqlite3 is not empty. ")
    assert "SELFASSESS_INSTANCE" in problems
    assert problems.count("\n") == 1


@pytest.mark.parametrize("option", ["--years", "--seed"])
def test_years_and_seed_are_those_of_a_partnership(start: Start, option: str) -> None:
    wrong = start("demo", option, "2")
    _, problems = wrong.communicate()
    assert wrong.returncode == 2
    assert "--years and --seed need --organisations." in problems


def test_without_organisations_it_is_the_example_as_ever(start: Start) -> None:
    words = said(start("demo", "--no-worker"))
    assert "Try:  open the address, look at the example’s results, answer a section" in words
