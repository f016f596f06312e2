"""What became of last year's levels, in words: counts, and why one of them is still true."""

from __future__ import annotations

from datetime import date

from selfassess.comparison import Became, Confirmed, LookedBack
from selfassess.language import Translator


def still_words(t: Translator, one: Confirmed) -> str:
    """Why a level is still true: "checked on 4 May 2026: nothing changed", or one of the two."""
    if one.true_on is None:
        return one.reason
    day = t("checked on {day}", day=t.date(one.true_on))
    return t("{day}: {reason}", day=day, reason=one.reason) if one.reason else day


def looked_back_words(t: Translator, found: LookedBack) -> str:
    """How many of each: "12 confirmed, 20 judged anew, 3 new or asked differently and 4 still to look at"."""
    said = [
        t("{count} confirmed", count=len(found.confirmed)),
        t("{count} judged anew", count=found.judged_anew),
    ]
    if found.new:
        said.append(t("{count} new or asked differently", count=len(found.new)))
    if found.to_look_at:
        said.append(t("{count} still to look at", count=len(found.to_look_at)))
    return t.listing(said)


def became_words(t: Translator, period: str, became: Became, true_on: date | None = None) -> str:
    """What this year said of one level of then, which was in `period`; `true_on` is the day on which it was checked."""
    if true_on is not None:
        return t("Confirmed: still as in {period}, checked on {day}", period=period, day=t.date(true_on))
    return {
        "confirmed": t("Confirmed: still as in {period}", period=period),
        "same": t("Judged anew: the same as in {period}", period=period),
        "up": t("Judged anew: higher than in {period}", period=period),
        "down": t("Judged anew: lower than in {period}", period=period),
        "otherwise": t("Judged anew: a level in {period}, none now", period=period),
    }[became]
