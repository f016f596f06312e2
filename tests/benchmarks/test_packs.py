"""The packs of 200 organisations by two workers that are killed in the middle and gone on with: each once, how fast."""

from __future__ import annotations

import resource
import signal
import time
import zipfile
from typing import Any

import pytest

from .site import ORGANISATIONS, Site

KILLED_AT = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_file: Any) -> Site:
    return Site(tmp_path_factory.mktemp("packs"), migrated_file)


def test_two_hundred_packs_killed_in_the_middle(site: Site, table: Any) -> None:
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    first = site.start()
    while site.count("state = 'made'") < KILLED_AT:
        assert first.poll() is None
        time.sleep(0.5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = site.count("state = 'made'")
    assert site.start().wait() == 0
    took, cpu = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used
    with zipfile.ZipFile(site.out) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
    packs = len(names) - 1
    assert packs == len(set(names)) - 1 > ORGANISATIONS * 0.8  # not each of them takes part in every year
    table.figure(f"{packs} packs by two workers, killed after {left} and gone on with: all of it", took, "s")
    table.figure(f"{packs} packs: CPU of what was not killed", cpu, "s")


def test_once_more_from_what_is_kept(site: Site, table: Any) -> None:
    """Final packs are not made again: what is left is starting, copying and writing the archive."""
    whole = site.out.read_bytes()
    began = time.perf_counter()
    assert site.start().wait() == 0
    table.figure("The same once more, from final packs that are kept", time.perf_counter() - began, "s")
    assert site.out.read_bytes() == whole
