"""Questionnaire and answers become a `ScoreCard`: every figure of the contract, exact, each with its trace.

Pure. May know: answers, questionnaire, language. To add a figure: its function in `figures` with a worked example in
the tests, its field in `card`, its key in `card_json`, its trace in `section_trace` or
`overall_trace`.
"""

from selfassess.scoring.assessment import score
from selfassess.scoring.card_json import card_as_json
from selfassess.scoring.overall_trace import overall_traces
from selfassess.scoring.section_trace import section_traces
from selfassess.scoring.trace import Input, Step, Trace, worded

__all__ = ["Input", "Step", "Trace", "card_as_json", "overall_traces", "score", "section_traces", "worded"]
