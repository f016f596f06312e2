"""What can stop a service that the person could not have avoided by filling in a form differently."""

from __future__ import annotations

from selfassess.questionnaire.problems import Problem
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus


class NotFoundError(LookupError):
    """There is no such thing, or whoever asks may not know that there is; a page answers with 404 in both cases."""


class NotPermittedError(PermissionError):
    """Whoever asks sees the thing but may not do this with it, which the message names; a page answers with 403.

    `roles` may do it.
    """

    def __init__(self, doing: str, roles: frozenset[Role] = frozenset()) -> None:
        super().__init__(doing)
        self.roles = roles


class NotNowError(NotPermittedError):
    """Whoever asks may do this with an assessment, though not while the work on it is where it is (`status`)."""

    def __init__(self, doing: str, status: WorkStatus) -> None:
        super().__init__(doing)
        self.status = status


class UnreadableQuestionnaireError(Exception):
    """A questionnaire text kept with an assessment cannot be read by this version of the program."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"The text of {name} that was kept with this assessment cannot be read.{_listed(problems)}")
        self.problems = problems


class UnreadableExampleError(Exception):
    """The example answers that ship with the program do not fit the questionnaires that ship with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"The example cannot be loaded.{_listed(problems)}")
        self.problems = problems


def _listed(problems: tuple[Problem, ...]) -> str:
    return "".join(f"\n  {problem}" for problem in problems)
