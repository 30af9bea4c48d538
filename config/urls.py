"""Every address of the product, app by app."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("desk.urls")),
    path("", include("people.urls")),
    path("notices/<slug:notice>/", include("notices.urls")),
    path("notices/<slug:notice>/", include("evidence.urls")),
    path("notices/<slug:notice>/", include("boards.urls")),
    path("notices/<slug:notice>/", include("kpis.urls")),
    path("notices/<slug:notice>/", include("reports.urls")),
    path("notices/<slug:notice>/", include("plans.urls")),
]

handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.forbidden"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
