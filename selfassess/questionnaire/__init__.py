"""A questionnaire file becomes one frozen `Questionnaire`, or the list of all its problems with line and column.

Pure: bytes in, values out; nothing here opens a file but `shipped`. May know: language, pydantic, ruamel.yaml.
Two versions: `difference` tells what changed, `draft_crosswalk` guesses the crosswalk, `crosswalk_fit` checks it.
The way of a file: `cache` → `loader` → `reading` (by `compose` and `scalars`) to a `tree` → `shape` and `checks`.
To add a question type: its class in `questions`, a row in `QUESTION_TYPES`; tests name every other place.
To add a check: a generator in `checks` and its row in `CHECKS`.
"""
