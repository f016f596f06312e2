"""Sentences, numbers and dates in one language."""

import gettext
from datetime import date
from fractions import Fraction

from selfassess.language import Text, Translator


class Welsh(gettext.NullTranslations):
    """A catalogue of two sentences."""

    def gettext(self, message: str) -> str:
        return {"Saved {name}": "Cadwyd {name}"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} ateb"


def test_without_a_catalogue_the_english_in_the_code_is_said() -> None:
    t = Translator()
    assert t("Saved {name}", name="{count}") == "Saved {count}"
    assert t.plural("{count} answer", "{count} answers", 1) == "1 answer"
    assert t.plural("{count} answer of {all}", "{count} answers of {all}", 2, all=5) == "2 answers of 5"


def test_a_catalogue_speaks_its_language() -> None:
    t = Translator("cy", Welsh())
    assert t("Saved {name}", name="A") == "Cadwyd A"
    assert t.plural("{count} answer", "{count} answers", 2) == "2 ateb"


def test_a_text_is_given_in_the_language_of_the_translator() -> None:
    text = Text.of({"en-GB": "Learning", "cy": "Dysgu"})
    assert (Translator().text(text), Translator("cy").text(text), Translator().text(None)) == ("Learning", "Dysgu", "")


def test_numbers_dates_and_lists_are_written_as_the_language_does() -> None:
    t = Translator()
    assert (t.number(Fraction(12345, 10)), t.number(Fraction(1, 8), 2), t.number(5, 2)) == ("1,235", "0.13", "5")
    assert t.date(date(2026, 10, 1)) == "1 October 2026"
    assert (t.listing(["a", "b", "c"]), t.listing([])) == ("a, b and c", "")
    assert Translator("cy").date(date(2026, 10, 1)) == "1 Hydref 2026"
