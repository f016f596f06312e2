"""Makes docs/report.png, the picture in the README: `python docs/report_picture.py`, with poppler installed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps

ROOT = Path(__file__).parents[1]
PLEDGE = ROOT / "questionnaires" / "bnssg-pledge" / "1.0.0.yaml"
THIS_YEAR, YEAR_BEFORE = (ROOT / "questionnaires" / "examples" / f"bnssg-pledge-{year}.yaml" for year in (2026, 2025))
PAGES = (1, 3, 4, 6)
"""Cover, summary, profile, a section."""
WIDTH, SPACE, BACKGROUND, EDGE = 380, 16, "#e9edee", "#b5c2c7"


def main() -> None:
    """The pages of the two-year example side by side."""
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        make = ["selfassess", "report", PLEDGE, THIS_YEAR, "--earlier", YEAR_BEFORE, "--out", pdf]
        subprocess.run(make, check=True)  # noqa: S603 - our own command and files
        for page in PAGES:
            at = ["-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
            subprocess.run(["pdftoppm", "-png", *at, pdf, folder + f"/{page}"], check=True)  # noqa: S603, S607 - wherever poppler is
        shots = [ImageOps.expand(Image.open(Path(folder) / f"{page}.png"), 1, EDGE) for page in PAGES]
    wide, high = shots[0].size
    sheet = Image.new("RGB", (SPACE + len(shots) * (wide + SPACE), high + 2 * SPACE), BACKGROUND)
    for at, shot in enumerate(shots):
        sheet.paste(shot, (SPACE + at * (wide + SPACE), SPACE))
    sheet.quantize(128).save(Path(__file__).with_name("report.png"), optimize=True)


if __name__ == "__main__":
    main()
