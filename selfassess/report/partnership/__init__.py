"""The report of a partnership for one year, and the blocks that its pages share with it.

Pure. May know: disclosure, plan and the report room. What is withheld is not in the values that come in here, and
stands in every block as `withheld_words` says it. Each module makes one kind of block of figures, `parts` puts them
together, `report` is the whole. Order is the alphabet's, never a rank.
"""
