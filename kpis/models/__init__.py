"""The rows of KPIs: one noun a file."""

from kpis.models.aim import Baseline, BaselineState, Target
from kpis.models.comparator import Comparator
from kpis.models.figure import FigureKind, Measurement, Period
from kpis.models.importing import FigureImport
from kpis.models.judgement import JudgedState, KpiJudgement
from kpis.models.kpi import (
    Cumulates,
    Direction,
    Frequency,
    Kpi,
    KpiAction,
    KpiEvidence,
    Origin,
    Redefinition,
    Unit,
)

__all__ = [
    "Baseline",
    "BaselineState",
    "Comparator",
    "Cumulates",
    "Direction",
    "FigureImport",
    "FigureKind",
    "Frequency",
    "JudgedState",
    "Kpi",
    "KpiAction",
    "KpiEvidence",
    "KpiJudgement",
    "Measurement",
    "Origin",
    "Period",
    "Redefinition",
    "Target",
    "Unit",
]
