"""Everything a database holds, out of it and into another: the same lines, and so the same hashes, from either kind.

What tables there are at a step is asked of the steps themselves, so that a copy is made and read at whatever step it
is. May know: the rest of `store`. To keep a new sort of column: its line in `tables.KINDS` and in `lines`.
"""
