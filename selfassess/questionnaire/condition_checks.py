"""Whether conditions name facts and earlier questions that exist, and values that these can have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from selfassess.questionnaire.problems import Finding, nearest, shortened
from selfassess.questionnaire.scale_checks import top_of
from selfassess.questionnaire.tree import Branch, kind_of

Values = Collection[str | int]

_MOST_NAMED = 20


def conditions_can_hold(root: Branch) -> Iterator[Finding]:
    """Faults of every condition, question by question."""
    facts = {fact.at("id").text: fact.at("options").keys for fact in root.at("profile").entries()}
    ids = {id.text for id in root.every("sections.*.questions.*.id")}
    top = top_of(root)
    earlier: dict[str | None, Values | None] = {}
    for question in root.every("sections.*.questions.*"):
        own = question.at("id").text
        for leaf in _leaves(question.at("applies_if")):
            if leaf.at("profile").text is not None:
                yield from _fact_faults(leaf, facts)
            if leaf.at("question").text is not None:
                yield from _question_faults(leaf, own, earlier, ids)
        earlier.setdefault(own, _values(question, top))


def _values(question: Branch, top: int | None) -> Values | None:
    """What an answer may be, as far as the file says; None where no condition can name it."""
    match question.at("type").text:
        case "level":
            return () if top is None else range(top + 1)
        case "yes_no":
            return ("yes", "no")
        case "number" | "percent" | "text" | "date":
            return None
    return question.at("options").keys


def _leaves(condition: Branch) -> Iterator[Branch]:
    """The facts and answers a condition looks at; reading has bounded how deep it is nested."""
    for key in ("all", "any"):
        for inner in condition.at(key).entries():
            yield from _leaves(inner)
    if condition.at("not").value is not None:
        yield from _leaves(condition.at("not"))
    if condition.at("profile").value is not None or condition.at("question").value is not None:
        yield condition


def _fact_faults(leaf: Branch, facts: Mapping[str | None, Values]) -> Iterator[Finding]:
    fact = leaf.at("profile")
    if fact.text in facts:
        yield from _value_faults(leaf, facts[fact.text])
    else:
        yield Finding(fact.path, f'there is no profile fact "{shortened(fact.text or "")}"{nearest(fact.text, facts)}')


def _question_faults(
    leaf: Branch, own: str | None, earlier: Mapping[str | None, Values | None], ids: set[str | None]
) -> Iterator[Finding]:
    name = leaf.at("question")
    written = shortened(name.text or "")
    if name.text == own:
        yield Finding(name.path, "a question cannot depend on its own answer")
    elif name.text not in ids:
        yield Finding(name.path, f'there is no question "{written}"{nearest(name.text, earlier)}')
    elif name.text not in earlier:
        yield Finding(name.path, f'the question "{written}" comes later: a condition may only look at earlier ones')
    elif (known := earlier[name.text]) is None:
        yield Finding(name.path, "a condition can only look at questions of type level, yes_no, choice and choices")
    else:
        yield from _value_faults(leaf, known)


def _value_faults(leaf: Branch, known: Values) -> Iterator[Finding]:
    if not known:
        return  # what is wrong with the options or the scale is said there
    for value in leaf.at("in").entries():
        # True equals 1 in Python, and neither is an answer the other could be.
        if isinstance(value.value, str | int) and (isinstance(value.value, bool) or value.value not in known):
            expected = " or ".join(shortened(str(one)) for one in islice(known, _MOST_NAMED))
            yield Finding(value.path, f"expected {expected}; found {kind_of(value.value)}{nearest(value.value, known)}")
