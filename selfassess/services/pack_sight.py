"""What somebody may still see of the packs that were made for them: sharing ends and roles end while packs are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selfassess.disclosure.sharing import Audience
from selfassess.language import Translator
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.packs import required_run
from selfassess.services.rights import Action
from selfassess.store import pack_items as item_rows
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.named_results import named_in, withdrawn_since
from selfassess.store.pack_items import Edition, ItemState, PackItem
from selfassess.store.pack_runs import PackRun


def seen_items(database: Database, who: Actor, id: str, t: Translator) -> tuple[PackItem, ...]:
    """What a run holds, by name, as `who` may see it now. Raises as `services.packs.required_run`."""
    with database.reading() as session:
        run = required_run(session, who, id)
        return as_seen(session, who, run, item_rows.items_of(session, run.id), t)


def as_seen(
    session: Transaction, who: Actor, run: PackRun, items: Iterable[PackItem], t: Translator
) -> tuple[PackItem, ...]:
    """These items of a run as `who`, who asked for it, may see them at this moment.

    An organisation that is named to them no more is not among them. What was made, and holds more than they may see
    now, counts as failed.
    """
    return tuple(items) if who.trusted else tuple(_Sight(session, who, run, t).through(items))


class _Sight:
    """Asks of each questionnaire once who is named, and who has withdrawn."""

    def __init__(self, session: Transaction, who: Actor, run: PackRun, t: Translator) -> None:
        self._session, self._who, self._run, self._t = session, who, run, t
        self._named: dict[tuple[str, int], dict[str, str]] = {}
        self._withdrawn: dict[str, frozenset[str]] = {}

    def through(self, items: Iterable[PackItem]) -> Iterator[PackItem]:
        t = self._t
        for one in items:
            if one.edition is Edition.SHARED and not self._organisation(one):
                continue
            if one.state is not ItemState.MADE:
                yield one
            elif one.edition is Edition.COMPLETE and not self._sees_answers(one.assessment or ""):
                yield _failed(one, t("It was made, but is not for whoever asked for it any more."))
            elif one.edition is not Edition.COMPLETE and self._holds_withdrawn(one):
                yield _failed(one, t("Something in it is not shared any more. Have the packs made again."))
            else:
                yield one

    def _organisation(self, one: PackItem) -> str | None:
        """Whose result it is; None where it is not named any more."""
        key = one.questionnaire, one.year or 0
        if key not in self._named:
            named = named_in(self._session, self._run.partnership, key[0], Audience.STEERING, key[1])
            self._named[key] = {each.assessment: each.organisation for each in named}
        return self._named[key].get(one.assessment or "")

    def _sees_answers(self, assessment: str) -> bool:
        found = find_assessment(self._session, assessment)
        return found is not None and may_in_organisation(
            self._session, self._who, Action.SEE_ANSWERS, found.organisation_id, status=found.status
        )

    def _holds_withdrawn(self, one: PackItem) -> bool:
        """Whether it may hold a result, of this year or one before, that was named when it was made and is no more."""
        about = one.questionnaire
        if about not in self._withdrawn:
            run, audience = self._run, Audience.STEERING
            self._withdrawn[about] = withdrawn_since(self._session, run.partnership, about, audience, run.made_at)
        gone = self._withdrawn[about]
        return bool(gone) if one.edition is Edition.STEERING else self._organisation(one) in gone


def _failed(one: PackItem, why: str) -> PackItem:
    return replace(one, state=ItemState.FAILED, sha256=None, size=None, failure=why)
