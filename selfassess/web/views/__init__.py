"""The pages, one module a subject: each asks services, and shows what they give.

May know: everything of the web room, services and below. To add a page: its function here with its policy, its
template, and its row in `tests/web/routes.csv`.
"""

from selfassess.web import assets
from selfassess.web.views import (
    account,
    assessments,
    audit,
    check,
    erasure,
    files,
    health,
    home,
    jobs,
    kept,
    links,
    messages,
    places,
    questionnaires,
    results,
    second_step,
    sections,
    set_up,
    sign_in,
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
    audit.routes,
    messages.routes,
    erasure.routes,
    sign_in.routes,
    links.routes,
    set_up.routes,
    kept.routes,
    account.routes,
    places.routes,
    second_step.routes,
    health.routes,
    jobs.routes,
    assets.routes,
)
"""Every subject's pages."""
