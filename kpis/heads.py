"""Words that head the columns of a spreadsheet, and those that stand where there is no figure."""

from typing import Final

KEYS: Final = frozenset(
    {"code", "kpi", "kpis", "kpi code", "name", "kpi name", "measure", "indicator", "ref", "reference", "description"}
)
VALUES: Final = frozenset(
    {"value", "figure", "figures", "result", "number", "percentage", "%"}
    | {"actual", "actuals", "actual value", "outturn"}
)
NO_VALUES: Final = frozenset(
    {"target", "targets", "baseline", "milestone", "trajectory", "plan", "planned", "change", "difference", "distance"}
    | {"previous", "last period", "last year", "england", "national", "comparator", "numerator", "denominator", "rank"}
)
"""Heads of numbers that are no figures of these KPIs."""
KINDS: Final = frozenset({"kind", "how certain", "how certain is it?", "certainty", "status"})
NO_FIGURE: Final = frozenset(
    {"n/a", "na", "n.a.", "#n/a", "tbc", "tba", "nil", "none", "no data", "not available", "not known", "awaited"}
)
NOTES: Final = frozenset({"note", "notes", "comment", "comments", "note and source"})
HEADS: Final = KEYS | VALUES | KINDS | NOTES
