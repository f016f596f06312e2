"""What the page of a section says by itself about saving while somebody types."""

from __future__ import annotations

from flask import url_for

from selfassess.language import Translator


def autosave_words(t: Translator) -> dict[str, object]:
    """By the names that the script knows them by."""
    return {
        "saved": t("Saved {time}", time="{time}"),
        "notYet": t("Not saved yet:"),
        "trying": t("Not saved yet: trying again. What you typed is safe in this window."),
        "signIn": t("Not saved yet: you are no longer signed in. What you typed is safe in this window."),
        "signInLink": (t("Sign in in another window"), url_for("sign_in.sign_in_page")),
        "reopen": t("Not saved yet: this page had been open too long. Press “Save and continue”; nothing is lost."),
        "gone": t("Not saved: you can no longer answer here. What you typed is still on this page, to be copied."),
        "tooMuch": t("Not saved yet: that is too much to take in at once. Shorten it."),
        "kept": t("What you typed here at {time} could not be saved then.", time="{time}"),
        "putBack": t("Put it back"),
        "forget": t("Forget it"),
        "isBack": t("It is back on this page. Check it, then save."),
    }
