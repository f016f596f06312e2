"""What was said: four answer states that never mix, what applies, how complete it is; answers files in and out.

Pure. May know: questionnaire, language. To add a question type: the rule for its values in `values.VALUE_RULES`.
"""
