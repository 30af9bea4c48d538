"""A notice's KPIs as its readers are told them, each with its baseline, targets, figures and state."""

from kpis.reading.asking import planned, seen_of, would_ask
from kpis.reading.counting import count_reasons, count_states, failing_by_action
from kpis.reading.kpis import read_as_if_approved, read_as_if_withdrawn, read_kpi, read_kpis, with_parts
from kpis.reading.shapes import (
    BaselineReading,
    BreakReading,
    ComparatorReading,
    FigureReading,
    FrozenState,
    JudgementReading,
    KpiReading,
    LinkedAction,
    PassedReading,
    TargetReading,
    WaitingReading,
)

__all__ = [
    "BaselineReading",
    "BreakReading",
    "ComparatorReading",
    "FigureReading",
    "FrozenState",
    "JudgementReading",
    "KpiReading",
    "LinkedAction",
    "PassedReading",
    "TargetReading",
    "WaitingReading",
    "count_reasons",
    "count_states",
    "failing_by_action",
    "planned",
    "read_as_if_approved",
    "read_as_if_withdrawn",
    "read_kpi",
    "read_kpis",
    "seen_of",
    "with_parts",
    "would_ask",
]
