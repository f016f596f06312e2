"""The process that draws an SVG binds itself before it begins, as far as its system lets it."""

from __future__ import annotations

import io
import resource
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from selfassess.interchange import svg_drawing

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def drawn(monkeypatch):
    """Do here what the process does, and give what it says; bound for good, the tests would end with the limits."""

    def draw():
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SVG)))
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
        runpy.run_path(str(Path(svg_drawing.__file__)), run_name="__main__")
        monkeypatch.undo()
        return out.getvalue()

    return draw


def test_processor_and_memory_are_bound(drawn, monkeypatch):
    asked = {}
    monkeypatch.setattr(resource, "setrlimit", asked.__setitem__)
    assert drawn().startswith(PNG)
    assert asked == {resource.RLIMIT_CPU: (4, 4), resource.RLIMIT_AS: (2**30, 2**30)}


def test_a_system_that_refuses_a_limit_draws_all_the_same(drawn, monkeypatch):
    def refuse(limit, most):
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert drawn().startswith(PNG)


def test_so_does_a_system_that_knows_no_limits(drawn, monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert drawn().startswith(PNG)
