"""Every address of the product, app by app."""

from datetime import date

from django.urls import include, path

from config import health
from desk import proving
from desk.frozen import frozen_states
from evidence import urls as evidence
from kpis import urls as kpis
from kpis.moved import kpis_moved
from kpis.reading import failing_by_action, read_kpis
from notices.models import Notice
from plans import urls as plans


def failing_kpis(notice: Notice, on: date) -> dict[int, list[str]]:
    """The codes of KPIs that are off track, by action: KPIs stand above plans, whose pages tell of them too."""
    found = failing_by_action(read_kpis(notice, on))
    return {action: [kpi.code for kpi in kpis] for action, kpis in found.items()}


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("desk.urls")),
    path("", include("people.urls")),
    path("notices/<slug:notice>/", include("notices.urls")),
    path("notices/<slug:notice>/", include((evidence.patterns(proving), evidence.app_name))),
    path("notices/<slug:notice>/", include("boards.urls")),
    path("notices/<slug:notice>/", include((kpis.patterns(frozen_states), kpis.app_name))),
    path("notices/<slug:notice>/", include("reports.urls")),
    path("notices/<slug:notice>/", include("bringing.urls")),
    path("notices/<slug:notice>/", include((plans.patterns(failing_kpis, kpis_moved), plans.app_name))),
]

handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.forbidden"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
