"""Names of files that every system takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.report.filename import (
    certificate_filename,
    copy_filename,
    pack_filename,
    packs_filename,
    partnership_filename,
    report_filename,
    signatories_filename,
)


@pytest.mark.parametrize(
    ("organisation", "period", "name"),
    [
        ("Example Council", "2026", "report-example-council-2026.pdf"),
        ("Cyngor Môn & Llŷn", "2025/26", "report-cyngor-mon-llyn-2025-26.pdf"),
        ("../../etc/passwd", "\\\\server", "report-etc-passwd-server.pdf"),
        ("Πνύκα", "…", "report.pdf"),
        ("CON", "", "report-con.pdf"),
    ],
)
def test_the_name_of_a_report(
    make_sheet: Callable[..., AnswerSheet], organisation: str, period: str, name: str
) -> None:
    assert report_filename(replace(make_sheet(), organisation=organisation, period=period), ".pdf") == name


@given(organisation=st.text(), period=st.text(max_size=500))
def test_any_name_is_short_plain_ascii(make_sheet: Callable[..., AnswerSheet], organisation: str, period: str) -> None:
    name = report_filename(replace(make_sheet(), organisation=organisation, period=period), ".pdf")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) <= 140


def test_the_names_of_certificates_and_registers() -> None:
    assert certificate_filename("Gŵyl", "bnssg-pledge", ".pdf") == "certificate-gwyl-bnssg-pledge.pdf"
    assert signatories_filename("Πνύκα") == "signatories.csv"


def test_the_name_of_the_report_of_a_partnership() -> None:
    assert partnership_filename("Gŵyl & Mere", 2026, ".pdf") == "partnership-report-gwyl-mere-2026.pdf"
    assert partnership_filename("Πνύκα", 2026, ".csv") == "partnership-report-2026.csv"
    assert partnership_filename("Greater Mere", 2026, ".csv") == "partnership-report-greater-mere-2026.csv"


def test_the_names_of_packs_and_of_copies() -> None:
    assert pack_filename("Example Council", ".pdf") == "pack-example-council.pdf"
    assert pack_filename("Example Council", ".pdf", 2) == "pack-example-council-2.pdf"
    assert packs_filename("Greater Mere", "2026") == "packs-greater-mere-2026.zip"
    assert copy_filename("Ada Lovelace", date(2026, 10, 1)) == "copy-ada-lovelace-2026-10-01.zip"
