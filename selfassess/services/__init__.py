"""One function for each thing a person does: its transaction, its checks, the pure rooms it needs.

No Flask here; a database, values and the time are passed in, frozen values come out. May know: store, mail, render
and every pure room. To add: a function in the module of its subject, such as `starting`, `saving` or `people`, that
takes `who` after the database and asks `access` (by `pinned` for assessments, by `places` for organisations and
partnerships) and tells `audit` in its own transaction; with a result type for each way it can end: only what cannot be
helped is an exception (`problems`).
"""
