"""What is done to KPIs: they are set up, their baselines agreed, figures entered and corrected, targets rebased."""

from kpis.actions.baselines import approve_baseline, propose_baseline
from kpis.actions.figures import correct_measurement, enter_measurement
from kpis.actions.releasing import release_baseline, release_figures
from kpis.actions.rows import TargetRow
from kpis.actions.setup import PrintedBaseline, add_kpi, define_kpi, link_action, set_direction
from kpis.actions.targets import may_rebase, place_cells, rebase_targets

__all__ = [
    "PrintedBaseline",
    "TargetRow",
    "add_kpi",
    "approve_baseline",
    "correct_measurement",
    "define_kpi",
    "enter_measurement",
    "link_action",
    "may_rebase",
    "place_cells",
    "propose_baseline",
    "rebase_targets",
    "release_baseline",
    "release_figures",
    "set_direction",
]
