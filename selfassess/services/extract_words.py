"""What stands in a copy of everything beside the data: what it is, what is in it, what is not, and why."""

from __future__ import annotations

from datetime import datetime
from textwrap import wrap

from selfassess.language import Translator

_WIDTH = 78
"""Characters of a line, so that the file can be read in any window."""


def about_a_person(t: Translator, name: str, made: datetime, version: str, *, own: bool) -> str:
    """For a copy about somebody; `own` for the one they made themselves."""
    return _said(
        t("A copy of what is kept about {name}", name=name),
        _made(t, made, version),
        *_contents(t),
        _title(t("What is not in it, and why")),
        *(() if own else (_for_their_eyes(t),)),
        _secrets(t),
        t("The words of e-mails are left out, because links to sign in may stand in them. They are deleted once sent."),
        t(
            "What was saved for an organisation – answers that were agreed, evidence, plans, notes – belongs to it. The"
            " table audit_event says that it was saved, and when; who leads the organisation can show the words."
        ),
        t(
            "Should a name stand in an answer or a comment, no program finds it for sure: please ask who leads the"
            " organisation."
        ),
    )


def _for_their_eyes(t: Translator) -> str:
    return t(
        "What the person answered apart and forms that wait for them are missing. They are in the copy that the person"
        " makes in their account, for nobody else’s eyes."
    )


def _secrets(t: Translator) -> str:
    return t(
        "Passwords are kept in a form from which nobody can read them. They, and the secrets of links, sessions and"
        " calendars, are left out: whoever had this file could use them."
    )


def about_an_organisation(t: Translator, name: str, made: datetime, version: str) -> str:
    """For a copy about an organisation."""
    return _said(
        t("A copy of what is kept about {name}", name=name),
        _made(t, made, version),
        *_contents(t),
        t("files/ has the questionnaires that were answered, reports as they were signed, and the logo."),
        _title(t("What is not in it, and why")),
        t("What each contributor answered apart: nobody is shown that but the person. What was agreed is here."),
        t("With which others a partnership counts a result: nobody is told that. What you chose to share is here."),
        t("Services inside the organisation: each has a copy of its own."),
        _secrets(t),
        _title(t("Please look after it")),
        t(
            "It holds names and e-mail addresses of people, and every answer. Keep it where only those can read it who"
            " may read the answers, and delete it when it is no longer needed."
        ),
        t("To bring an assessment back into the program, use its answers file: “Report and answers file” makes one."),
    )


def _made(t: Translator, made: datetime, version: str) -> str:
    day = t.date(made.date())
    return t("Made on {day} at {time} UTC by selfassess {version}.", day=day, time=f"{made:%H:%M}", version=version)


def _contents(t: Translator) -> tuple[str, ...]:
    return (
        _title(t("What is in it")),
        t("tables/ has one CSV file for each table in which there is something. Any spreadsheet program opens them."),
        t("dictionary.csv explains every table and every column, and says how many rows there are."),
        t("everything.json has the same, for programs."),
        t("Things are named by ids: the same id in two tables is the same thing. Times are in UTC."),
    )


def _title(words: str) -> str:
    return f"\n{words}\n{'-' * len(words)}"


def _said(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *map(_wrapped, paragraphs)]) + "\n"


def _wrapped(paragraph: str) -> str:
    return paragraph if paragraph.startswith("\n") else "\n".join(wrap(paragraph, _WIDTH))
