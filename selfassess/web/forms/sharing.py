"""The form on which somebody chooses with whom a result is shared."""

from __future__ import annotations

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.services.sharing import Shared
from selfassess.services.sharing_words import choice_meaning, choice_name
from selfassess.web.forms.controls import Hidden, Option, Radios
from selfassess.web.forms.plain import PlainForm


class SharingForm(PlainForm):
    """One of four choices; `seen` is the revision it was filled from."""

    def __init__(self, t: Translator, partnership: str) -> None:
        self._t = t
        options = [
            Option(value=choice.value, label=choice_name(t, choice), hint=choice_meaning(t, choice))
            for choice in Choice
        ]
        label = t("How is this result shared in {partnership}?", partnership=partnership)
        super().__init__({"choice": Radios(label, options=options), "seen": Hidden()})

    def show(self, stored: Shared) -> None:
        """Put in what stands; nothing is chosen for somebody who never did."""
        self.fill(choice=stored.choice.value if stored.revision else None, seen=stored.revision)

    def chosen(self) -> Choice | None:
        """What was chosen; None, and the control blamed, where that is none of the four."""
        control = self.control("choice")
        if not control.knows:
            control.blame(self._t("Choose one of these"))
            return None
        return Choice(control.data)
