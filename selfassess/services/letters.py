"""How every e-mail is set: a greeting, a few paragraphs, one link where there is something to do, why it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER, TINT
from selfassess.language import Translator, printable_fault
from selfassess.services.outbox import Message

PRODUCT = "selfassess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What there is to do: words for a button, and a full address."""

    words: str
    address: str


def letter(
    t: Translator,
    *,
    to: str,
    subject: str,
    paragraphs: Sequence[str],
    why: str,
    installation: str,
    name: str = "",
    link: Link | None = None,
    after: Sequence[str] = (),
) -> Message:
    """A message in plain words and as a page that says the same; no word in it is taken for HTML.

    `name` is whom it greets, `after` stands below the link, `why` says why one gets it, `installation` is the address
    this program is reached at. What a person typed may stand in any of them: it becomes one line of printable words.
    """
    greeting = t("Hello {name},", name=one_line(name)) if name.strip() else t("Hello,")
    above, below = [greeting, *map(one_line, paragraphs)], list(map(one_line, after))
    foot = [one_line(why), t("{product} at {address}", product=PRODUCT, address=installation)]
    title = one_line(subject)
    return Message(
        to=to,
        subject=title,
        text=_plain(t, above, link, below, foot),
        html=_page(t, title, above, link, below, foot),
    )


def one_line(text: str) -> str:
    """The text with every break and run of blanks as one blank, and without characters that cannot be printed."""
    return " ".join("".join(" " if printable_fault(one) else one for one in text).split())


def _plain(t: Translator, above: list[str], link: Link | None, below: list[str], foot: list[str]) -> str:
    action = [t("{words}:", words=one_line(link.words)) + f"\n{link.address}"] if link else []
    return "\n\n".join([*above, *action, *below, "-- \n" + "\n".join(foot)]) + "\n"


# Programs that show e-mail drop style sheets, so each part carries its own; nothing is loaded from anywhere.
_BODY = f"margin:0;padding:24px 12px;background:{TINT};color:{INK};overflow-wrap:anywhere"
_FONT = "font-family:'Atkinson Hyperlegible Next',Verdana,Arial,sans-serif;font-size:17px;line-height:1.5"
_SHEET = f"max-width:560px;margin:0 auto;padding:28px 28px 12px;background:{PAPER};border-top:4px solid {ACCENT}"
_BUTTON = (
    f"display:inline-block;padding:12px 20px;background:{ACCENT};color:{PAPER};text-decoration:none;"
    "font-weight:bold;border-radius:4px"
)
_ADDRESS = f"font-size:14px;color:{MUTED};word-break:break-all"
_FOOT = f"max-width:560px;margin:16px auto 0;padding:0 28px;font-size:14px;color:{MUTED}"


def _page(t: Translator, title: str, above: list[str], link: Link | None, below: list[str], foot: list[str]) -> str:
    parts = [*map(_paragraph, above), *(_button(t, link) if link else ()), *map(_paragraph, below)]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(t.language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title></head>\n'
        f'<body style="{_BODY};{_FONT}">\n<div style="{_SHEET}">\n'
        f'<p style="margin:0 0 20px;font-weight:bold;color:{ACCENT}">{escape(PRODUCT)}</p>\n'
        f'<h1 style="margin:0 0 20px;font-size:22px;line-height:1.3">{escape(title)}</h1>\n'
        + "\n".join(parts)
        + f'\n</div>\n<div style="{_FOOT}">\n'
        + "\n".join(f'<p style="margin:0 0 8px">{escape(one)}</p>' for one in foot)
        + "\n</div>\n</body>\n</html>\n"
    )


def _paragraph(text: str) -> str:
    return f'<p style="margin:0 0 16px">{escape(text)}</p>'


def _button(t: Translator, link: Link) -> tuple[str, ...]:
    address, words = escape(link.address), escape(one_line(link.words))
    copy = escape(t("Or copy this address into your browser:"))
    return (
        f'<p style="margin:24px 0 12px"><a href="{address}" style="{_BUTTON}">{words}</a></p>',
        f'<p style="margin:0 0 20px;{_ADDRESS}">{copy}<br>{address}</p>',
    )
