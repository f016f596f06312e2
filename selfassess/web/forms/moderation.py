"""The forms of a moderator: what is said about one answer, and a note on the whole."""

from __future__ import annotations

from typing import Any

from selfassess.answers.entry import LONGEST_REASON
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.services.moderation import Examined
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.web.forms.controls import Area, Hidden, Option, Radios
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text


class ModerateForm(PlainForm):
    """`seen` is the number of the last note on the question; `show` is the list that the page was reached from."""

    def __init__(self, t: Translator, questionnaire: Questionnaire, one: Examined) -> None:
        self._t, self._question = t, one.question.id
        level = one.answer.level if one.supported is not None else None
        self._levels = [Option(value=str(at), label=wording.level_words(t, questionnaire, at))
                        for at in range(level or 0)]  # fmt: skip
        outcomes = [
            Option(value=Outcome.ACCEPTED.value, label=t("Accept it"), hint=t("A note is possible, not needed.")),
            Option(
                value=Outcome.RETURNED.value,
                label=t("Return it with a note"),
                hint=t("It is to be looked at again once you send the assessment back."),
            ),
        ]
        if self._levels:
            outcomes.append(Option(
                value=Outcome.LOWERED.value,
                label=t("Say that the evidence backs less"),
                hint=t("The answer stays as it is. Results and report show that less is backed, and your note as the"
                       " reason."),
            ))  # fmt: skip
        fields: dict[str, Any] = {
            "seen": Hidden(),
            "show": Hidden(),
            "outcome": Radios(t("What do you say to it?"), options=outcomes),
        }
        if self._levels:
            hint = t("Only where you say that the evidence backs less.")
            fields["level"] = Radios(t("Backed by evidence up to"), options=self._levels, hint=hint)
        fields["note"] = Area(t("Your note"), longest=LONGEST_REASON, hint=t("Everybody who sees answers reads it."))
        super().__init__(fields)

    def fill_from(self, one: Examined, show: str) -> None:
        """Put in what stands."""
        stands = one.note.note if one.note else None
        said: dict[str, object] = {"seen": one.seen, "show": show}
        if stands:
            said |= {"outcome": stands.outcome.value, "note": stands.note}
            said["level"] = "" if stands.supported_level is None else stands.supported_level
        self.fill(**said)

    def note(self) -> ModerationNote | None:
        """What was said; None, and controls blamed, where it cannot be taken."""
        t, outcome = self._t, self.control("outcome")
        if not outcome.knows:
            outcome.blame(t("Choose one of these"))
            return None
        chosen = Outcome(outcome.data)
        missing = {Outcome.RETURNED: t("Say what is to be looked at again"), Outcome.LOWERED: t("Say why")}
        note = read_text(self.control("note"), t, missing=missing.get(chosen, ""))
        level = self._level() if chosen is Outcome.LOWERED else None
        if self.faults():
            return None
        return ModerationNote(question=self._question, outcome=chosen, note=note or "", supported_level=level)

    def _level(self) -> int | None:
        control = self.control("level")
        if not control.knows:
            control.blame(self._t("Choose how far the evidence reaches"))
            return None
        return int(control.data)


class WholeForm(PlainForm):
    """A note on the whole; `seen` is the number of the last one."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        hint = t("What should be known about the answers as a whole. Everybody who sees answers reads it.")
        super().__init__({"seen": Hidden(), "note": Area(t("Your note"), longest=LONGEST_REASON, hint=hint)})

    def note(self) -> ModerationNote | None:
        """What was said, without words to take away what was; None where it cannot be taken."""
        note = read_text(self.control("note"), self._t)
        if self.faults():
            return None
        return ModerationNote(question=None, outcome=Outcome.ACCEPTED, note=note or "")
