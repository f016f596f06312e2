"""The fields about how an organisation or a partnership looks on paper, and what is wrong with what was typed."""

from __future__ import annotations

import math
from dataclasses import replace

from werkzeug.datastructures import FileStorage

from selfassess.charts.accents import LEAST, colour_of, legibility, nearest_readable
from selfassess.charts.palette import ACCENT
from selfassess.interchange.logo import LARGEST, read_logo
from selfassess.interchange.package import UnreadableError
from selfassess.language import Translator
from selfassess.report.blocks import Brand, Logo
from selfassess.services.branding import LONGEST_FOOTER
from selfassess.services.organisations import LONGEST_NAME
from selfassess.web.forms.controls import Control, Hidden, Line, Tick
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text


class Upload(Control):
    """A file to choose. Browsers never show again which one was chosen, so nothing is kept."""

    macro = "upload"


def brand_form(t: Translator, name: str, *, has_logo: bool) -> PlainForm:
    """For the place called `name`; `seen` is the revision it was filled from."""
    fields: dict[str, Control] = {
        "name": Line(
            t("Name on paper"),
            longest=LONGEST_NAME,
            hint=t("Leave it empty to print “{name}”, as it is called here.", name=name),
        ),
        "logo": Upload(
            t("Another logo") if has_logo else t("Logo"),
            hint=t("PNG, JPEG or SVG, up to {size} MB. It is printed on white.", size=LARGEST // 1024**2),
        ),
        "words": Line(
            t("What the logo shows"),
            longest=LONGEST_NAME,
            hint=t("Read out to people who do not see it. Empty: “Logo of {name}”.", name=name),
        ),
    }
    if has_logo:
        fields["remove"] = Tick(t("Take the logo away"))
    fields |= {
        "accent": Line(
            t("Colour of bands, headings and lines"),
            width="10",
            hint=t("Written as on the web, such as {colour}. Empty: the colour of this program. The colours of levels"
                   " stay as they are, so that they mean the same everywhere.", colour=ACCENT),
        ),
        "footer": Line(
            t("Words at the foot of every page"),
            longest=LONGEST_FOOTER,
            hint=t("Such as an address or a registration number, up to {count} characters.", count=LONGEST_FOOTER),
        ),
        "seen": Hidden(),
    }  # fmt: skip
    return PlainForm(fields)


def fill_brand(form: PlainForm, brand: Brand, seen: int) -> None:
    """Put in what was chosen."""
    words = brand.logo.words if brand.logo else ""
    form.fill(name=brand.name, accent=brand.accent, footer=brand.footer, words=words, seen=seen)


def read_brand(form: PlainForm, file: FileStorage | None, stored: Brand, name: str, t: Translator) -> Brand | None:
    """What the form says, None where something is to blame; without a new file the logo `stored` stays."""
    printed = read_text(form.control("name"), t)
    words = read_text(form.control("words"), t) or t("Logo of {name}", name=printed or name)
    footer = read_text(form.control("footer"), t)
    accent = _accent(form.control("accent"), t)
    if file and file.filename:
        logo = _read(form.control("logo"), file, words, t)
    else:
        file, logo = None, _stays(form, stored, words)
    if form.faults():
        if file and not form.control("logo").errors:
            form.control("logo").blame(t("Choose the file again: a browser forgets it when a form comes back"))
        return None
    return Brand(name=printed or "", accent=accent, footer=footer or "", logo=logo)


def _stays(form: PlainForm, stored: Brand, words: str) -> Logo | None:
    """The logo that is there, with what it is said to show; None where there is none, or it is taken away."""
    taken_away = any(control.name == "remove" and control.data for control in form.controls)
    return replace(stored.logo, words=words) if stored.logo and not taken_away else None


def _read(control: Control, file: FileStorage, words: str, t: Translator) -> Logo | None:
    try:
        return read_logo(file.stream.read(LARGEST + 1), words, t)
    except UnreadableError as unreadable:
        control.blame(str(unreadable))
        return None


def _accent(control: Line, t: Translator) -> str:
    """The colour as #rrggbb, "" where there is none or it is to blame."""
    if control.is_empty:
        return ""
    colour = colour_of(control.data)
    if colour is None:
        control.blame(t("Write a colour as # and six digits or letters from a to f, such as {colour}", colour=ACCENT))
        return ""
    contrast = legibility(colour)
    if contrast < LEAST:
        control.blame(t("Text in {colour} is too faint on paper: its contrast is {contrast} and must be {least} or"
                        " more. The nearest colour that can be read is {nearest}",
                        colour=colour, contrast=math.floor(contrast * 10) / 10, least=LEAST,
                        nearest=nearest_readable(colour)))  # fmt: skip
        return ""
    return "" if colour == ACCENT else colour
