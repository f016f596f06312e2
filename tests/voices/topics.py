"""Topics of an agenda as short as they can be read."""

from __future__ import annotations

from selfassess.voices.agenda import Topic


def names(topics: tuple[Topic, ...]) -> str:
    return " ".join(topic.question for topic in topics)
