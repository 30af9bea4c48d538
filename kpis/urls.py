"""The addresses of the KPI pages."""

from django.urls import path

from kpis.views import baselines, figures, grid, listing, one, quality, releasing, sheet, targets

app_name = "kpis"
urlpatterns = [
    path("kpis/", listing.kpis, name="kpis"),
    path("kpis/enter/", grid.enter_figures, name="enter-figures"),
    path("kpis/release/", releasing.release, name="release"),
    path("kpis/data-quality/", quality.data_quality, name="data-quality"),
    path("kpis/<slug:code>/", one.kpi, name="kpi"),
    path("kpis/<slug:code>/enter/", figures.enter_measurement, name="enter-measurement"),
    path("kpis/<slug:code>/correct/<uuid:uid>/", figures.correct_measurement, name="correct-measurement"),
    path("kpis/<slug:code>/baseline/", baselines.propose_baseline, name="propose-baseline"),
    path("kpis/<slug:code>/baseline/approve/", baselines.approve_baseline, name="approve-baseline"),
    path("kpis/<slug:code>/targets/", targets.rebase_targets, name="rebase-targets"),
    path("kpis/<slug:code>/definition/", sheet.define_kpi, name="define-kpi"),
    path("kpis/<slug:code>/direction/", sheet.set_direction, name="set-direction"),
    path("kpis/<slug:code>/cells/", sheet.place_cells, name="place-cells"),
]
