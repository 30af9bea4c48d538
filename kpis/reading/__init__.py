"""A notice's KPIs as its readers are told them, each with its baseline, targets, figures and state."""

from kpis.reading.asking import planned, would_ask
from kpis.reading.counting import count_reasons, count_states, failing_by_action
from kpis.reading.kpis import read_kpis
from kpis.reading.shapes import BaselineReading, FigureReading, KpiReading, LinkedAction, TargetReading

__all__ = [
    "BaselineReading",
    "FigureReading",
    "KpiReading",
    "LinkedAction",
    "TargetReading",
    "count_reasons",
    "count_states",
    "failing_by_action",
    "planned",
    "read_kpis",
    "would_ask",
]
