"""Who signed which result, and when."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.disclosure.views import NamedResult
from selfassess.language import Translator
from selfassess.report.blocks import Column, Table
from selfassess.report.partnership.words import NO_MORE


def signed_table(rows: Sequence[NamedResult], t: Translator) -> Table:
    """A row for each organisation that is named, in the order given."""
    return Table(
        caption=t("Who signed, and when"),
        columns=(
            Column(title=t("Organisation"), width=5),
            Column(title=t("Signed by"), width=4),
            Column(title=t("As"), width=3),
            Column(title=t("On"), width=3),
        ),
        rows=tuple(
            (row.name, row.signatory.name, row.signatory.role, t.date(row.signatory.signed_on))
            if row.signatory
            else (row.name, t("Agreed without a signature"), NO_MORE, NO_MORE)
            for row in rows
        ),
    )
