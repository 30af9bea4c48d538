"""The addresses of the KPI pages."""

from django.urls import URLPattern, path

from kpis.views import (
    baselines,
    comparators,
    figures,
    grid,
    importing,
    judging,
    listing,
    one,
    quality,
    releasing,
    sheet,
    targets,
    waves,
    withdrawing,
)

app_name = "kpis"
urlpatterns = [
    path("kpis/", listing.kpis, name="kpis"),
    path("kpis/enter/", grid.enter_figures, name="enter-figures"),
    path("kpis/release/", releasing.release, name="release"),
    path("kpis/data-quality/", quality.data_quality, name="data-quality"),
    path("kpis/import/", importing.import_figures, name="import-figures"),
    path("kpis/import/<uuid:uid>/", importing.import_columns, name="import-columns"),
    path("kpis/import/<uuid:uid>/check/", importing.import_check, name="import-check"),
    path("kpis/import/<uuid:uid>/drop/", importing.drop_import, name="drop-import"),
    path("kpis/import/<uuid:uid>/take-back/", withdrawing.take_back_import, name="take-back-import"),
    path("kpis/<slug:code>/enter/", figures.enter_measurement, name="enter-measurement"),
    path("kpis/<slug:code>/correct/<uuid:uid>/", figures.correct_measurement, name="correct-measurement"),
    path("kpis/<slug:code>/withdraw/<uuid:uid>/", withdrawing.withdraw_measurement, name="withdraw-measurement"),
    path("kpis/<slug:code>/comparators/", comparators.comparators, name="comparators"),
    path("kpis/<slug:code>/comparators/<uuid:uid>/", comparators.correct_comparator, name="correct-comparator"),
    path("kpis/<slug:code>/comparators/<uuid:uid>/out/", comparators.take_out_comparator, name="take-out-comparator"),
    path("kpis/<slug:code>/baseline/", baselines.propose_baseline, name="propose-baseline"),
    path("kpis/<slug:code>/baseline/approve/", baselines.approve_baseline, name="approve-baseline"),
    path("kpis/<slug:code>/baseline/return/", baselines.return_baseline, name="return-baseline"),
    path("kpis/<slug:code>/targets/", targets.rebase_targets, name="rebase-targets"),
    path("kpis/<slug:code>/waves/", waves.feed_waves, name="feed-waves"),
    path("kpis/<slug:code>/waves/<uuid:uid>/", waves.correct_from_wave, name="correct-from-wave"),
    path("kpis/<slug:code>/definition/", sheet.define_kpi, name="define-kpi"),
    path("kpis/<slug:code>/direction/", sheet.set_direction, name="set-direction"),
    path("kpis/<slug:code>/cells/", sheet.place_cells, name="place-cells"),
    path("kpis/<slug:code>/actions/", sheet.link_actions, name="link-actions"),
    path("kpis/<slug:code>/judgement/", judging.judge_kpi, name="judge-kpi"),
    path("kpis/<slug:code>/judgement/take-back/", judging.take_back_judgement, name="take-back-judgement"),
]


def patterns(frozen_states: one.FrozenStates) -> list[URLPattern]:
    """The addresses, for whoever stands above and knows the states that were frozen. A KPI's own comes last: another
    address could be read as its code."""
    return [*urlpatterns, path("kpis/<slug:code>/", one.kpi, {"frozen_states": frozen_states}, name="kpi")]
