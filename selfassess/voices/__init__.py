"""Several people, one result: how far they agree, what to talk about, what was settled, and the steps to signing it.

Pure. May know: scoring, answers, questionnaire, language. Nothing here knows who a contributor is: they are counted.
To add a way of setting views side by side: its class in `views`, and what it proposes in `agenda`. To add a step on the
way to a signed result: its row in each table of `steps`.
"""
