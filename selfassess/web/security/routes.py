"""Pages are registered here, each address and method with the policy that says who may use it; nothing goes without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, g

from selfassess.web.security.policies import Policy, Values

View = Callable[..., Any]
V = TypeVar("V", bound=View)


RAW = frozenset(
    {"file", "question", "questionnaire", "secret", "section", "sha256", "step", "suffix", "version", "year"}
)
"""The parts of an address that a view may get as they are written: none names what belongs to somebody."""


class Again(Enum):
    """Why a form is shown again with what was typed, though nothing in it is wrong. The value is the status."""

    NOT_TRUSTED = 400
    """It was given out too long ago for us to know that it is ours."""
    NOT_KEPT = 503
    """The database could not take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one address. `again` shows its form as it was sent; it gets an `Again` and what the view gets."""

    rule: str
    endpoint: str
    method: str
    policy: Policy
    view: View
    again: View | None = None


class Routes:
    """The pages of one subject, in the order they are written."""

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self.listed: list[Route] = []

    def get(self, rule: str, policy: Policy) -> Callable[[V], V]:
        """Shows something and changes nothing."""
        return self._adder(rule, "GET", policy, None)

    def post(self, rule: str, policy: Policy, *, again: View | None = None) -> Callable[[V], V]:
        """Changes something. `again` shows the form with what was typed, where it could not be trusted or kept."""
        return self._adder(rule, "POST", policy, again)

    def _adder(self, rule: str, method: str, policy: Policy, again: View | None) -> Callable[[V], V]:
        def add(view: V) -> V:
            endpoint = f"{self._subject}.{view.__name__}"
            self.listed.append(
                Route(rule=rule, endpoint=endpoint, method=method, policy=policy, view=view, again=again)
            )
            return view

        return add


class UnguardedRouteError(Exception):
    """An address can be reached for which nobody said who may."""


def install(app: Flask, subjects: Iterable[Routes]) -> None:
    """Make the pages of all subjects reachable, each under its policy."""
    table: dict[tuple[str, str], Route] = app.extensions.setdefault("selfassess.routes", {})
    for route in (route for subject in subjects for route in subject.listed):
        app.add_url_rule(route.rule, route.endpoint, _behind(route), methods=[route.method])
        table[route.endpoint, route.method] = route


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """That the present request may use a route, and what its view gets."""

    route: Route
    values: Values


def _behind(route: Route) -> View:
    """The view, out of reach for every request that the guard has not admitted to this very route."""

    @wraps(route.view)
    def view(**_: str) -> Any:
        admitted = g.get("admitted")
        if not isinstance(admitted, Admitted) or admitted.route is not route:
            raise UnguardedRouteError(f"{route.method} {route.rule} was reached past its policy.")
        return route.view(**admitted.values)

    return view


def route_for(app: Flask, endpoint: str, method: str) -> Route | None:
    """What was registered; asking for the head of a page is asking for the page."""
    table: dict[tuple[str, str], Route] = app.extensions["selfassess.routes"]
    return table.get((endpoint, "GET" if method == "HEAD" else method))


def require_policies(app: Flask) -> None:
    """Raise `UnguardedRouteError` if any address and method, whoever added it, has no policy or one that lets ids by.

    An id is let by where it is left to the view to find out whose thing it names.
    """
    bare, raw = [], []
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            route = route_for(app, rule.endpoint, method)
            if route is None:
                bare.append(f"{method} {rule.rule}")
            elif rule.arguments - route.policy.takes - RAW or route.policy.takes - rule.arguments:
                raw.append(f"{method} {rule.rule}")
    if bare:
        raise UnguardedRouteError(f"These have no policy: {', '.join(bare)}. Register pages with `Routes`.")
    if raw:
        raise UnguardedRouteError(f"The policies of these do not load what the address names: {', '.join(raw)}.")
