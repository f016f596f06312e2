"""HTTP: a request becomes a service call, and what it gives becomes a page; forms are built from questions by type.

May know: services and every room below; the only room with Flask and WTForms. To add a page: its view in `views`, with
its policy, and its template. To add a question type: its control in `forms.by_type.FIELD_FOR_TYPE`.
"""
