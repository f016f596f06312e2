"""What keeps somebody from using a page: barriers that axe can find, and scrolling sideways at 320 pixels."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def trouble_with(page: Any, keep_picture: Any, name: str) -> list[str]:
    """What is wrong with the page that is open: barriers, and scrolling sideways."""
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, f"with-accounts-{name}-{width}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = AXE.run(page, options=RULES).response["violations"]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide at 320"] * (wide > 320) + [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
