"""What people type becomes values: controls, the form of a section built from its questions by type, what is wrong.

May know: WTForms, answers, questionnaire, language. To add a question type: its control in `by_type.FIELD_FOR_TYPE`,
and, where it needs a new kind of control, its class in `controls` and its macro in `templates/controls.html`.
"""
