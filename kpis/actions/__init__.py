"""What is done to KPIs: they are set up and defined, baselines agreed, figures entered and corrected, targets rebased,
actions linked, states judged, what others published set beside them."""

from kpis.actions.baselines import approve_baseline, end_proposal, in_former_unit, propose_baseline
from kpis.actions.comparators import add_comparator, correct_comparator, take_out_comparator
from kpis.actions.figures import correct_measurement, enter_measurement, firmer
from kpis.actions.importing import (
    Chosen,
    Entered,
    drop_import,
    enter_import,
    keep_answers,
    keep_import,
    say_columns,
)
from kpis.actions.judging import judge_kpi, take_back_judgement
from kpis.actions.links import link_action, link_actions, unlink_action
from kpis.actions.releasing import refuse_baseline, refuse_figures, release_baseline, release_figures
from kpis.actions.rows import TargetRow, comes_back
from kpis.actions.setup import (
    NewKpi,
    PrintedBaseline,
    add_kpi,
    add_kpis,
    check_kpi,
    move_kpi,
    rename_kpi,
    set_direction,
)
from kpis.actions.sheet import Sheet, define_kpi
from kpis.actions.taking_back import Returning, take_back_import, taking_back
from kpis.actions.targets import declining, may_rebase, place_cells, rebase_targets
from kpis.actions.waves import correct_from_wave, enter_wave
from kpis.actions.withdrawing import bears_break, next_standing, withdraw_measurement

__all__ = [
    "Chosen",
    "Entered",
    "NewKpi",
    "PrintedBaseline",
    "Returning",
    "Sheet",
    "TargetRow",
    "add_comparator",
    "add_kpi",
    "add_kpis",
    "approve_baseline",
    "bears_break",
    "check_kpi",
    "comes_back",
    "correct_comparator",
    "correct_from_wave",
    "correct_measurement",
    "declining",
    "define_kpi",
    "drop_import",
    "end_proposal",
    "enter_import",
    "enter_measurement",
    "enter_wave",
    "firmer",
    "in_former_unit",
    "judge_kpi",
    "keep_answers",
    "keep_import",
    "link_action",
    "link_actions",
    "may_rebase",
    "move_kpi",
    "next_standing",
    "place_cells",
    "propose_baseline",
    "rebase_targets",
    "refuse_baseline",
    "refuse_figures",
    "release_baseline",
    "release_figures",
    "rename_kpi",
    "say_columns",
    "set_direction",
    "take_back_import",
    "take_back_judgement",
    "take_out_comparator",
    "taking_back",
    "unlink_action",
    "withdraw_measurement",
]
