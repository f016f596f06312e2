"""What hashing a password costs: much, wherever nobody asked for less; and what is a password at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import selfassess
from selfassess.language import Translator
from selfassess.services.passwords import STRONG, Costs, fault_of, hashed, matches, use_costs

from .installation import Installation

T = Translator()
PASSWORD = "three random words"
AS_STRONG = "$argon2id$v=19$m=65536,t=3,p=4$"
LIGHT = Costs(memory=64, passes=1, lanes=1)  # as in tests/conftest.py


@pytest.fixture
def strong() -> Iterator[None]:
    """Hashes cost as much as in the program."""
    use_costs(STRONG)
    yield
    use_costs(LIGHT)


def test_a_process_that_asks_for_nothing_else_hashes_strongly() -> None:
    code = f"from selfassess.services.passwords import hashed; print(hashed({PASSWORD!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(AS_STRONG)


def test_nothing_in_the_program_asks_for_less() -> None:
    files = Path(selfassess.__file__).parent.rglob("*.py")
    assert [file.name for file in files if "use_costs" in file.read_text(encoding="utf-8")] == ["passwords.py"]


def test_a_hash_that_cost_less_is_renewed_on_sight(request: pytest.FixtureRequest) -> None:
    light = hashed(PASSWORD)
    request.getfixturevalue("strong")
    fits, better = matches(PASSWORD, light)
    assert fits
    assert better is not None
    assert better.startswith(AS_STRONG)
    assert matches(PASSWORD, better) == (True, None)


@pytest.mark.parametrize(
    "password",
    ["short", "passwordpassword", "aaaaaaaaaaaaaaaa", "ann@example.org1", "Ann Example 12", "selfassess123",
     "123456789012345", "qwertyuiopasdf", "x" * 201, "three random words\0"],
)  # fmt: skip
def test_what_is_short_or_easy_to_guess_is_no_password(password: str) -> None:
    assert fault_of(password, T, known=["Ann Example", "ann@example.org"])


@pytest.mark.parametrize(
    "password", ["turnip gravel eleven", "ŵyneb coch hapus iawn", "Kj8#mPq2$vX9w", "🎈🚒 balloon fire engine"]
)
def test_three_random_words_are_a_password_in_any_language(password: str) -> None:
    assert fault_of(password, T, known=["Ann"]) is None
    assert matches(password, hashed(password)) == (True, None)


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    assert matches(
        "cafe\N{COMBINING ACUTE ACCENT} turnip gravel", hashed("caf\N{LATIN SMALL LETTER E WITH ACUTE} turnip gravel")
    )[0]


def test_nothing_of_a_password_is_kept(here: Installation) -> None:
    with here.database.reading() as session:
        kept = session.scalar(text("SELECT password FROM account WHERE email = 'ann@example.org'"))
    assert kept.startswith("$argon2id$")
