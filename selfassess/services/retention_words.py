"""How long things are kept, in words: for the privacy notice and for those who set it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from selfassess.language import Translator
from selfassess.services.retention import WITHOUT_ACCOUNTS, Kind, Period
from selfassess.store.expired import Held

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """`since` says what the time counts from, `goes` what happens then, `suggested` how many months are usual."""

    name: str
    since: str
    goes: str
    suggested: int


_WORDS: Mapping[Kind, Callable[[Translator], KindWords]] = MappingProxyType(
    {
        Kind.UNFINISHED: lambda t: KindWords(
            name=t("Assessments that were not signed"),
            since=t("after their last change"),
            goes=t("They are deleted with all answers, comments and evidence, and every earlier version of these. So"
                   " are finished ones that nobody signed."),
            suggested=36,
        ),
        Kind.LOCKED: lambda t: KindWords(
            name=t("Assessments that were signed"),
            since=t("after they were signed"),
            goes=t("They are deleted with everything in them, the signatures and the report that was kept."),
            suggested=72,
        ),
        Kind.SHEETS: lambda t: KindWords(
            name=t("What contributors wrote apart"),
            since=t("after the result was agreed"),
            goes=t("Their comments, reasons and evidence are deleted. The levels they chose stay: the workshop counts"
                   " them."),
            suggested=12,
        ),
        Kind.INVITATIONS: lambda t: KindWords(
            name=t("Names and addresses in invitations"),
            since=t("after they were accepted or taken back, or ran out"),
            goes=t("That somebody was invited stays; who it was goes."),
            suggested=6,
        ),
        Kind.ACCOUNTS: lambda t: KindWords(
            name=t("Accounts of people without a role"),
            since=t("after their last role ended or they were last here"),
            goes=t("Each is erased, as if the person had asked for it. Administrators stay."),
            suggested=12,
        ),
    }
)  # fmt: skip


def kind_words(t: Translator, kind: Kind) -> KindWords:
    """How the kind is spoken of."""
    return _WORDS[kind](t)


def kinds_there(*, alone: bool) -> tuple[Kind, ...]:
    """Those that there can be anything of; `alone`: while there are no accounts."""
    return WITHOUT_ACCOUNTS if alone else tuple(Kind)


def length(t: Translator, months: int) -> str:
    """So many months, in years where they are whole: "6 years", "18 months"."""
    if months % _YEAR == 0:
        return t.plural("{count} year", "{count} years", months // _YEAR)
    return t.plural("{count} month", "{count} months", months)


def held_words(t: Translator, held: Held) -> str:
    """Why something stays though its time is over."""
    match held:
        case Held.COUNTED:
            return t("a partnership counts it, or did, together with others: without it they could be worked out")
        case Held.SHARED:
            return t("a partnership is shown it by name, or was")
        case Held.CORRECTED:
            return t("a later assessment that stays corrects it")


def sentences(t: Translator, periods: Mapping[Kind, Period], *, alone: bool) -> tuple[str, ...]:
    """Everything that is kept, and until when: first what can be set, then what always holds."""
    set_here = tuple(_sentence(t, kind_words(t, kind), periods[kind]) for kind in kinds_there(alone=alone))
    held = (_held_back(t),) if periods[Kind.LOCKED].months and not alone else ()
    return (*set_here, *held, _others(t), *by_itself(t, alone=alone))


def _sentence(t: Translator, words: KindWords, period: Period) -> str:
    if period.months is None:
        return t("{what}: no end is set.", what=words.name)
    return t(
        "{what}: for {length} {since}. {goes}",
        what=words.name,
        length=length(t, period.months),
        since=words.since,
        goes=words.goes,
    )


def _held_back(t: Translator) -> str:
    return t("A signed result that a partnership is shown or counts, or ever did, stays longer: without it the results"
             " of others could be worked out.")  # fmt: skip


def _others(t: Translator) -> str:
    return t("Evidence that the organisation keeps, plans of actions, targets and signatures under a pledge or"
             " concordat: no end is set.")  # fmt: skip


def by_itself(t: Translator, *, alone: bool) -> tuple[str, ...]:
    """What nobody sets: it is forgotten after a fixed time, or never."""
    jobs = t("Jobs, and packs of reports made for many at once: for 30 days.")
    audit = t("The audit record: for as long as this installation is there. It holds ids, no names and no answers.")
    if alone:
        return (jobs, audit)
    return (
        t("Where somebody is signed in: for 30 days."),
        t("Wrong passwords that are counted, and forms sent after a session had ended: for one day."),
        t("E-mails: their words until they are sent, or for 14 days where that failed; to whom they went: for 90"
          " days."),
        jobs,
        audit,
    )  # fmt: skip
