"""Packs: the complete one beside WeasyPrint, 200 beside ten of it, memory, zipping, and pages meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
import weasyprint  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs

from selfassess.language import Translator
from selfassess.render.html import render_html
from selfassess.render.pdf import render_pdf
from selfassess.report.documents import ANNEXES, build_document
from selfassess.report.material import Material
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.pack_files import packed
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.packs import ask_for_packs
from selfassess.services.results import results
from selfassess.store.database import Database
from selfassess.store.pack_runs import PackRun

from .serving import Browser, Served
from .site import Site

TEN = 10
REQUESTS = 300


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_file: Any) -> Site:
    return Site(tmp_path_factory.mktemp("packs"), migrated_file)


@pytest.fixture(scope="module")
def database(site: Site) -> Iterator[Database]:
    with site.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def run(site: Site, database: Database) -> PackRun:
    asked = ask_for_packs(
        database, OPERATOR, site.partnership, str(site.year), ".pdf", by_job=False, now=datetime.now(UTC)
    )
    assert asked is not None
    return asked


@pytest.fixture(scope="module")
def materials(database: Database, run: PackRun) -> list[Material]:
    found = [one.assessment for one in left_to_make(database, OPERATOR, run.id) if one.assessment][:TEN]
    catalogue = questionnaires_on_offer()
    return [results(database, OPERATOR, id, catalogue=catalogue, today=date(2026, 11, 1)) for id in found]


@pytest.mark.parametrize("annexes", [(), tuple(ANNEXES)], ids=["alone", "with every annex"])
def test_the_complete_pack(annexes: tuple[str, ...], materials: list[Material], race: Any, table: Any) -> None:
    t = Translator()
    report = build_document(materials[0], t, annexes=annexes)
    page, file = render_html(report, t).decode(), render_pdf(report, t)
    ours, theirs = race(lambda: render_pdf(report, t), lambda: _weasyprint(page), rounds=3)
    what = f"complete pack{' with every annex' * bool(annexes)} ({len(pypdf.PdfReader(BytesIO(file)).pages)} pages)"
    table.ratio(f"{what}, tagged, warm / WeasyPrint, pdf/ua-1", ours, theirs, 1 / 12)
    table.figure(f"size of the {what}", len(file) / 1000, "kB")


def _weasyprint(page: str) -> bytes:
    printed: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return printed


def test_zipping_beside_making(site: Site, database: Database, run: PackRun, table: Any) -> None:
    making = Making(
        database=database, who=OPERATOR, catalogue=questionnaires_on_offer(), t=Translator(),
        frames=site.folder / "frames", now=datetime.now(UTC),
    )  # fmt: skip
    items = left_to_make(database, OPERATOR, run.id)
    start = time.process_time()
    for one in items:
        make_item(making, run.id, one.name)
    made, start = time.process_time() - start, time.process_time()
    size = sum(len(piece) for piece in packed(database, OPERATOR, run.id, Translator()))
    zipped = time.process_time() - start
    table.ratio(f"zipping {len(items)} packs ({size / 1e6:,.0f} MB) / making them", zipped, made, 0.02)


def test_two_hundred_by_two_workers_beside_ten_of_weasyprint(site: Site, materials: list[Material], table: Any) -> None:
    """By the clock on the wall, as somebody waits: our whole command, with reading, scoring and zipping."""
    t = Translator()
    pages = [render_html(build_document(material, t), t).decode() for material in materials]
    _weasyprint(pages[0])
    theirs = _waited(lambda: [_weasyprint(page) for page in pages])
    site.forget_what_is_kept()
    ours = _waited(lambda: site.start("--anew").wait())
    assert site.out.is_file()
    table.ratio("200 packs by two workers, from command to archive / ten of WeasyPrint, waited for", ours, theirs, 1)


def _waited(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


_MANY = """
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from selfassess.language import Translator
from selfassess.render.table import WRITERS
from selfassess.report.documents import build_document
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.packs import items_of
from selfassess.services.results import results
from selfassess.store.database import open_database

url, frames, run, count = sys.argv[1:]


def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000


with closing(open_database(url)) as database:
    catalogue, t = questionnaires_on_offer(), Translator()
    ids = [one.assessment for one in items_of(database, OPERATOR, run) if one.assessment]
    print(resident(), flush=True)
    for at in range(int(count)):
        id = ids[at % len(ids)]
        material = results(database, OPERATOR, id, catalogue=catalogue, today=date(2026, 11, 1))
        assert WRITERS[".pdf"].write(build_document(material, t), t, frames=Path(frames)).startswith(b"%PDF")
        if at + 1 in (1, 100, 500, 1000):
            print(resident(), flush=True)
"""


@pytest.mark.timeout(0)  # minutes, on a busy machine more than the rest of the tests are given
def test_memory_over_a_thousand_reports(site: Site, database: Database, table: Any) -> None:
    asked = ask_for_packs(
        database, OPERATOR, site.partnership, str(site.year), ".html", by_job=False, now=datetime.now(UTC)
    )
    assert asked is not None
    command = [sys.executable, "-c", _MANY, site.url, str(site.folder / "frames"), asked.id, "1000"]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    start, first, hundred, five, thousand = map(float, said.split())
    table.figure("a worker's memory before its first report", start, "MB")
    table.figure("what the first report adds", first - start, "MB", 80)
    table.figure("what 1,000 reports add in all", thousand - start, "MB", 80)
    table.figure("of that from the 100th report to the 1,000th", thousand - hundred, "MB")
    table.figure("of that from the 500th report to the 1,000th", thousand - five, "MB")


def test_pages_while_packs_are_made(site: Site, table: Any) -> None:
    shared = f"/partnerships/{site.partnership}/shared/bnssg-pledge"
    site.forget_what_is_kept()
    served = Served(site.folder)
    try:
        alone = _percentiles(served.port, shared)
        making = site.start("--anew")
        time.sleep(5)  # what it imports comes first
        beside = _percentiles(served.port, shared)
        assert making.poll() is None, "the packs were made before the pages were asked for"
        making.kill()
        making.wait()
    finally:
        served.process.kill()
        served.process.communicate()
    for what, (middle, worst) in (("alone", alone), ("while two workers make packs", beside)):
        table.figure(f"first page of the heatmap {what}, p50 waited for", 1000 * middle, "ms")
        table.figure(f"first page of the heatmap {what}, p99 waited for", 1000 * worst, "ms")


def _percentiles(port: int, address: str) -> tuple[float, float]:
    with closing(Browser(port)) as browser:
        browser.get(address)
        taken = sorted(_waited(lambda: browser.get(address)) for _ in range(REQUESTS))
    return taken[REQUESTS // 2], taken[REQUESTS * 99 // 100]
