"""Pages that organisations and partnerships have alike: written once, registered for both kinds of place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any

from flask import url_for
from werkzeug import Response

from selfassess.services.people import place_of
from selfassess.store.people import Organisation, Partnership, Place
from selfassess.web.security.policies import Policy
from selfassess.web.security.routes import Again, Routes

View = Callable[..., Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An organisation or partnership as the pages about it know it."""

    thing: Organisation | Partnership

    @property
    def kind(self) -> str:
        """`organisation` or `partnership`, as in addresses."""
        return "organisation" if isinstance(self.thing, Organisation) else "partnership"

    @property
    def place(self) -> Place:
        """Where roles are held."""
        return place_of(self.thing)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.thing.name

    @property
    def address(self) -> str:
        """Its own page."""
        which: dict[str, Any] = {self.kind: self.thing.id}
        return url_for(f"{self.kind}s.{self.kind}", **which)

    def page(self, name: str, **values: str) -> str:
        """One of the pages that both kinds have: `subject.view`."""
        which: dict[str, Any] = {self.kind: self.thing.id, **values}
        return url_for(f"{self.kind}_{name}", **which)


class SpotRoutes:
    """The pages of one subject, for both kinds; views get a `Spot` first, then what the policies load besides."""

    def __init__(self, subject: str) -> None:
        self.organisations = Routes(f"organisation_{subject}")
        self.partnerships = Routes(f"partnership_{subject}")

    def get(self, rule: str, organisation: Policy, partnership: Policy) -> Callable[[View], View]:
        """Shows something and changes nothing. `rule` goes on from the address of the place."""

        def add(view: View) -> View:
            one, other = f"/organisations/<string:organisation>{rule}", f"/partnerships/<string:partnership>{rule}"
            self.organisations.get(one, organisation)(_taking("organisation", view))
            self.partnerships.get(other, partnership)(_taking("partnership", view))
            return view

        return add

    def post(
        self, rule: str, organisation: Policy, partnership: Policy, *, again: View | None = None
    ) -> Callable[[View], View]:
        """Changes something. `again` as in `Routes.post`."""
        shown = [_taking(kind, again) if again else None for kind in ("organisation", "partnership")]

        def add(view: View) -> View:
            one, other = f"/organisations/<string:organisation>{rule}", f"/partnerships/<string:partnership>{rule}"
            self.organisations.post(one, organisation, again=shown[0])(_taking("organisation", view))
            self.partnerships.post(other, partnership, again=shown[1])(_taking("partnership", view))
            return view

        return add


def _taking(kind: str, view: View) -> View:
    """The view, which takes the organisation or partnership that its policy loads, and is given a `Spot` of it."""

    @wraps(view)
    def shown(*why: Again, **loaded: Any) -> Response:
        return view(*why, Spot(thing=loaded.pop(kind)), **loaded)

    own = signature(view)
    named = [one.replace(name=kind) if one.name == "spot" else one for one in own.parameters.values()]
    # What it takes is compared with what its policy gives, for every page.
    shown.__signature__ = own.replace(parameters=named)  # type: ignore[attr-defined]
    return shown
