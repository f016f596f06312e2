"""Words for people: texts by language, sentences through a translator, numbers and dates as they are written.

The lowest room: every other room may import it, it imports none of them. May know: babel.
To add: a language is a gettext catalogue given to `Translator`; a new kind of formatted value is one method there.
"""

from selfassess.language.text import Text, is_blank, printable, printable_fault
from selfassess.language.translator import Translator

__all__ = ["Text", "Translator", "is_blank", "printable", "printable_fault"]
