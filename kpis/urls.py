"""The addresses of the KPI pages."""

from django.urls import path

from kpis import views

app_name = "kpis"
urlpatterns = [
    path("kpis/", views.kpis, name="kpis"),
    path("kpis/<slug:code>/", views.kpi, name="kpi"),
    path("kpis/<slug:code>/enter/", views.enter_measurement, name="enter-measurement"),
    path("kpis/<slug:code>/correct/<uuid:uid>/", views.correct_measurement, name="correct-measurement"),
    path("kpis/<slug:code>/baseline/", views.propose_baseline, name="propose-baseline"),
    path("kpis/<slug:code>/baseline/approve/", views.approve_baseline, name="approve-baseline"),
    path("kpis/<slug:code>/definition/", views.define_kpi, name="define-kpi"),
    path("kpis/<slug:code>/direction/", views.set_direction, name="set-direction"),
    path("kpis/<slug:code>/cells/", views.place_cells, name="place-cells"),
]
