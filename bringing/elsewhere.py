"""What a file does not change of what stands, and where it is changed. Pure."""

from collections.abc import Mapping
from typing import Final

from bringing.plain import Kind

_BASELINE_SAYS: Final = "A baseline is proposed on the KPI’s page, and approved by a second person"
_BASELINE: Final = frozenset({"baseline", "baseline_state", "baseline_value", "baseline_on", "baseline_on_printed"})
ELSEWHERE: Final[Mapping[tuple[Kind, str], str]] = {
    (Kind.SECTION, "key"): "A letter is changed on the section’s own page",
    (Kind.ACTION, "possible_clauses"): "A possible match is confirmed on the action’s page",
    (Kind.KPI, "key"): "A KPI’s code stays: its figures are known by it",
    (Kind.KPI, "targets"): "Targets are rebased on the KPI’s page, by a decision",
    (Kind.KPI, "unplaced"): "Cells without a place are placed on the KPI’s page",
    **{(Kind.KPI, name): _BASELINE_SAYS for name in _BASELINE},
}
"""By kind of row and field, whatever stands there."""
