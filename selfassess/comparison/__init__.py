"""Years side by side: which questions can be compared, what changed, and why the score moved (contract, section 4).

`compare` sets two years side by side, `compare_years` two to ten; `look_back` tells what became of each of last
year's levels; `rehearse` tells what a new version of the questionnaire would do to answers given to the old one.

Pure. May know: scoring, answers, questionnaire, language. To add a part of the explanation: its swap in `movement`.
To add a cause to rehearsals: `Cause` in `rehearsal`, its words in `report.year_words`.
"""

from selfassess.comparison.compare import (
    Change,
    Comparison,
    NotComparable,
    QuestionChange,
    SectionChange,
    compare,
)
from selfassess.comparison.comparison_json import comparison_as_json, series_as_json
from selfassess.comparison.looked_back import Became, Confirmed, LookedBack, look_back
from selfassess.comparison.movement import Why
from selfassess.comparison.pairing import Missing, Pairing, pair
from selfassess.comparison.rehearsal import Cause, FigureChange, Rehearsal, Rehearsals, SectionRehearsal, rehearse
from selfassess.comparison.rehearsal_json import rehearsals_as_json
from selfassess.comparison.series import Series, Shared, Year, compare_years
from selfassess.comparison.years_faults import MOST_YEARS, YearFault, faults_of_years, other_questionnaire_words

__all__ = [
    "MOST_YEARS",
    "Became",
    "Cause",
    "Change",
    "Comparison",
    "Confirmed",
    "FigureChange",
    "LookedBack",
    "Missing",
    "NotComparable",
    "Pairing",
    "QuestionChange",
    "Rehearsal",
    "Rehearsals",
    "SectionChange",
    "SectionRehearsal",
    "Series",
    "Shared",
    "Why",
    "Year",
    "YearFault",
    "compare",
    "compare_years",
    "comparison_as_json",
    "faults_of_years",
    "look_back",
    "other_questionnaire_words",
    "pair",
    "rehearsals_as_json",
    "rehearse",
    "series_as_json",
]
