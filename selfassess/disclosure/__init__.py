"""What may be shown of results whose organisations a reader does not see by name: the one place of withholding.

Pure. May know: scoring, answers, questionnaire, language. `batches` says which results are counted together and holds
the proof that no combination of figures tells of fewer than five; `cells` makes the figures, and leaves out what is
withheld; `values` is what everybody above gets. To add a figure over organisations: a field of `Figures`, made in
`cells` from the results of whole batches, and a line in the brute-force test.
"""
