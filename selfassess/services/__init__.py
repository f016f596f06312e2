"""One function for each thing a person does: its transaction, its checks, the pure rooms it needs.

No Flask here; a database, values and the time are passed in, frozen values come out. May know: store, mail, render
and every pure room. To add: a function in the module of its subject (`assessments`, `saving`, `results`, `catalogue`,
`example`, `files`), with a result type for each way it can end; only what cannot be helped is an exception
(`problems`).
"""
