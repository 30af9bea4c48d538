"""The figures of a report as CSV: one list of actions, one of KPIs. They travel inside the PDF."""

from reports.figures.tree import ActionFigures, Figures, KpiFigures
from sheets.writing import Column, Value, write_csv

ACTION_COLUMNS = (
    *(Column("Ref"), Column("Section"), Column("Action"), Column("Accountable"), Column("Rating")),
    *(Column("Facts suggest"), Column("Difference"), Column("Explanation"), Column("By when, as printed")),
    *(Column("Original date", "date"), Column("Current date", "date"), Column("Slip in days", "number")),
    *(Column("Days late", "number"), Column("Completion"), Column("Impact"), Column("Latest update")),
)
KPI_COLUMNS = (
    *(Column("Code"), Column("Section"), Column("KPI"), Column("Unit"), Column("Direction"), Column("State")),
    *(Column("Reason"), Column("Baseline", "number"), Column("Baseline date", "date"), Column("Row")),
    *(Column("Label"), Column("Date", "date"), Column("Rule or kind"), Column("Value", "number")),
    *(Column("Withdrawn by"), Column("Withdrawn on", "date")),
)


def actions_csv(figures: Figures) -> bytes:
    """One row an action."""
    return write_csv(ACTION_COLUMNS, [_action(action) for action in figures.actions])


def kpis_csv(figures: Figures) -> bytes:
    """One row a target and one a figure, each with its KPI's; a KPI without either has one row of its own."""
    return write_csv(KPI_COLUMNS, [row for kpi in figures.kpis for row in _kpi(kpi)])


def _action(action: ActionFigures) -> tuple[Value, ...]:
    return (
        action.ref,
        action.section,
        action.title,
        "; ".join(each.name for each in action.accountable),
        action.rating,
        action.suggested,
        action.difference,
        action.difference_explained,
        action.by_when_printed,
        action.original_due_on,
        action.due_on,
        action.slip_days,
        action.days_late,
        action.completion,
        action.impact,
        action.latest.text if action.latest else "",
    )


def _kpi(kpi: KpiFigures) -> list[tuple[Value, ...]]:
    head: tuple[Value, ...] = (
        *(kpi.code, kpi.section, kpi.name, kpi.unit, kpi.direction, kpi.state, kpi.reason),
        *(kpi.baseline, kpi.baseline_on),
    )
    stands: tuple[Value, ...] = ("", None)
    rows: list[tuple[Value, ...]] = [
        ("target", each.label, each.due_on, each.rule, each.value, *stands) for each in kpi.targets
    ]
    rows += [("figure", each.note, each.as_at, each.kind, each.value, *stands) for each in kpi.measurements]
    rows += [(f"figure in {each.unit}", each.note, each.as_at, each.kind, each.value, *stands) for each in kpi.former]
    rows += [("withdrawn figure", each.why, each.as_at, "", each.value, each.by, each.on) for each in kpi.withdrawn]
    return [(*head, *row) for row in rows or [("", "", None, "", None, *stands)]]
