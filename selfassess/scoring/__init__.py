"""Questionnaire and answers become a `ScoreCard`: every figure of the contract, exact, each with its trace.

Pure. May know: answers, questionnaire, language. To add a figure: its function here with a worked example beside it,
its field in `card`, its trace in `trace`.
"""
