"""What hashing a password costs: much, wherever nobody asked for less."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import selfassess
from selfassess.services.passwords import STRONG, Costs, hashed, matches, use_costs

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
