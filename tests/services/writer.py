"""A program to be killed: saves one section over and over, and says the number of each save once it is acknowledged.

`python writer.py DATABASE_URL ASSESSMENT FIRST`; both answers of a save carry its number as comment.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.saving import Saved, save_section
from selfassess.store.database import open_database


def main(url: str, id: str, first: int) -> None:
    database = open_database(url)
    for number in itertools.count(first):
        said = Answer(state=State.ANSWERED, value=number % 3, comment=str(number))
        seen = open_assessment(database, OPERATOR, id).revisions
        saved = save_section(database, OPERATOR, id, "s1", {"a": said, "b": said}, seen, now=datetime.now(UTC))
        if saved != Saved(changed=("a", "b")):
            raise SystemExit(f"save {number} went wrong: {saved}")
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
