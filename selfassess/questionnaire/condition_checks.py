"""Whether conditions name facts and earlier questions that exist, and values that these can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfassess.questionnaire.problems import Finding, nearest, shortened
from selfassess.questionnaire.tree import Branch, kind_of

Values = tuple[str | int, ...]

UNASKABLE = frozenset({"number", "percent", "text", "date"})
"""Question types whose answers no condition can name."""


def conditions_can_hold(root: Branch) -> Iterator[Finding]:
    """Faults of every condition, question by question."""
    facts = {fact.at("id").text: fact for fact in root.at("profile").entries()}
    everywhere = {id.text for id in root.every("sections.*.questions.*.id")}
    earlier: dict[str | None, Branch] = {}
    for question in root.every("sections.*.questions.*"):
        own = question.at("id").text
        for leaf in _leaves(question.at("applies_if")):
            if leaf.at("profile").text is not None:
                yield from _fact_faults(leaf, facts)
            elif leaf.at("question").text is not None:
                yield from _question_faults(leaf, root, own, earlier, everywhere)
        earlier.setdefault(own, question)


def _leaves(condition: Branch) -> Iterator[Branch]:
    """The facts and answers a condition looks at; reading has bounded how deep it is nested."""
    for key in ("all", "any"):
        for inner in condition.at(key).entries():
            yield from _leaves(inner)
    if condition.at("not").value is not None:
        yield from _leaves(condition.at("not"))
    if condition.at("profile").value is not None or condition.at("question").value is not None:
        yield condition


def _fact_faults(leaf: Branch, facts: Mapping[str | None, Branch]) -> Iterator[Finding]:
    name = leaf.at("profile")
    fact = facts.get(name.text)
    if fact is None:
        message = f'there is no profile fact "{shortened(str(name.text))}"{nearest(name.text, facts)}'
        yield Finding(name.path, message)
        return
    yield from _value_faults(leaf, fact.at("options").keys)


def _question_faults(
    leaf: Branch, root: Branch, own: str | None, earlier: Mapping[str | None, Branch], everywhere: set[str | None]
) -> Iterator[Finding]:
    name = leaf.at("question")
    if name.text == own:
        yield Finding(name.path, "a question cannot depend on its own answer")
    elif name.text not in everywhere:
        message = f'there is no question "{shortened(str(name.text))}"{nearest(name.text, earlier)}'
        yield Finding(name.path, message)
    elif name.text not in earlier:
        yield Finding(name.path, f'the question "{name.text}" comes later: a condition may only look at earlier ones')
    else:
        question = earlier[name.text]
        kind = question.at("type").text
        if kind in UNASKABLE:
            yield Finding(name.path, f"a condition cannot look at a question of type {kind}")
        else:
            yield from _value_faults(leaf, _values(kind, question, root))


def _values(kind: str | None, question: Branch, root: Branch) -> Values:
    """What an answer to the question may be; nothing where the type is not known."""
    match kind:
        case "level":
            return tuple(level.at("value").value for level in root.at("scale").entries())
        case "yes_no":
            return ("yes", "no")
        case _:
            return question.at("options").keys


def _value_faults(leaf: Branch, known: Values) -> Iterator[Finding]:
    if not known:
        return  # what is wrong with the options or the scale is said there
    for value in leaf.at("in").entries():
        # True equals 1 in Python, and neither is an answer the other could be.
        if isinstance(value.value, str | int) and (isinstance(value.value, bool) or value.value not in known):
            expected = " or ".join(shortened(str(one)) for one in known[:20])
            close = nearest(value.value, known)
            yield Finding(value.path, f"expected {expected}; found {kind_of(value.value)}{close}")
