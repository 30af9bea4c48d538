"""The list of KPIs as a file: the same rows and the same words as the page."""

from collections.abc import Iterable, Iterator, Sequence

from kpis.models import Direction
from kpis.models import Unit as UnitWords
from kpis.reading import KpiReading
from sheets.writing import Column, Value

COLUMNS = (
    Column("Code"),
    Column("KPI"),
    Column("Section"),
    Column("Unit"),
    Column("Which way is better"),
    Column("State"),
    Column("Why not assessable"),
    Column("The rule that decided"),
    Column("Baseline", "number"),
    Column("Baseline as at"),
    Column("Baseline as printed"),
    Column("Last figure", "number"),
    Column("Last figure as at", "date"),
    Column("Kind of figure"),
    Column("Next milestone"),
    Column("Next milestone due", "date"),
    Column("Next milestone as printed"),
    Column("Next milestone value", "number"),
    Column("Still to go", "number"),
    Column("Actions"),
)


def sheet_rows(readings: Iterable[KpiReading]) -> Iterator[Sequence[Value]]:
    """One row a KPI, under COLUMNS."""
    for kpi in readings:
        baseline, latest, milestone = kpi.baseline, kpi.latest, kpi.milestone
        yield (
            kpi.code,
            kpi.name,
            f"{kpi.section}: {kpi.section_title}",
            UnitWords(kpi.unit).label,
            Direction(kpi.direction).label,
            kpi.state.label,
            kpi.reason.label if kpi.reason else "",
            kpi.rule,
            baseline.value if baseline else None,
            (baseline.as_at or baseline.as_at_printed) if baseline else "",
            kpi.baseline_printed,
            latest.value if latest else None,
            latest.as_at if latest else None,
            latest.kind.label if latest else "",
            milestone.label if milestone else "",
            milestone.due_on if milestone else None,
            milestone.rule if milestone else "",
            milestone.value if milestone else None,
            kpi.distance,
            ", ".join(action.ref for action in kpi.actions),
        )
