"""Every address of the product, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("people.urls")),
    path("notices/<slug:notice>/", include("notices.urls")),
    path("notices/<slug:notice>/", include("evidence.urls")),
    path("notices/<slug:notice>/", include("boards.urls")),
    path("notices/<slug:notice>/", include("kpis.urls")),
    path("notices/<slug:notice>/", include("reports.urls")),
    path("notices/<slug:notice>/", include("plans.urls")),
]
