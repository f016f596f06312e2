"""The pages, one module a subject: each asks services, and shows what they give.

May know: everything of the web room, services and below. To add a page: its function here with its policy, its
template, and its row in `tests/web/routes.csv`.
"""

from selfassess.web import assets
from selfassess.web.views import (
    assessments,
    check,
    files,
    health,
    home,
    questionnaires,
    results,
    sections,
    status,
    support,
)

ALL = (
    home.routes,
    questionnaires.routes,
    assessments.routes,
    check.routes,
    status.routes,
    sections.routes,
    results.routes,
    files.routes,
    support.routes,
    health.routes,
    assets.routes,
)
"""Every subject's pages."""
