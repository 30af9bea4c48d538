"""What a file does not change of what stands, and where it is changed."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bringing.actions.steps import steps_of
from bringing.plain import Change, Difference, Kind, Value
from govuk.words import upper_first
from kpis.actions.sheet import has_figures
from kpis.models import Kpi
from notices.calendar import printed_by_when
from plans.actions.wording import date_is_settled
from plans.models import Action, Plan

COUNTED: Final = frozenset({"definition", "numerator", "denominator", "unit", "cumulates"})
"""What a KPI counts: of one with figures it is changed where somebody says whether these can be compared."""
DATED: Final = ("due_on", "in_place")
"""When an action is due: once that is settled, it moves by a decision."""
_BASELINE_SAYS: Final = "A baseline is proposed on the KPI’s page, and approved by a second person"
_BASELINE: Final = frozenset({"baseline", "baseline_state", "baseline_value", "baseline_on", "baseline_on_printed"})
OTHERWISE: Final[Mapping[tuple[Kind, str], str]] = {
    (Kind.SECTION, "key"): "A letter is changed on the section’s own page",
    (Kind.ACTION, "possible_clauses"): "A possible match is confirmed on the action’s page",
    (Kind.KPI, "key"): "A KPI’s code stays: its figures are known by it",
    (Kind.KPI, "targets"): "Targets are rebased on the KPI’s page, by a decision",
    (Kind.KPI, "unplaced"): "Cells without a place are placed on the KPI’s page",
    **{(Kind.KPI, name): _BASELINE_SAYS for name in _BASELINE},
}
"""What no file changes of what stands, with where it is changed."""
_TAKEN_OUT: Final = "A milestone that the file has no more stays: take it out on the action’s page"
_SETTLED: Final = "Its date is settled and moves by a decision: ask for another one on the action’s page"
_OTHER_DAY: Final = (
    "Its words name another day than its due date, or none, and its date is not changed with them: change both on the "
    "action’s page"
)
_BREAKS: Final = (
    "It has a baseline or figures: say on its definition sheet if those of before and after can be compared"
)


def elsewhere_of(plan: Plan, differences: Iterable[Difference]) -> dict[tuple[str, str, str], str]:
    """The changes that a file does not make, by kind, key and field, each with where it is made."""
    stored: dict[Kind, dict[str, Any]] = {
        Kind.ACTION: {row.ref.casefold(): row for row in Action.objects.filter(plan=plan).select_related("plan")},
        Kind.KPI: {row.code.casefold(): row for row in Kpi.objects.filter(plan=plan)},
    }
    found: dict[tuple[str, str, str], str] = {}
    for each in differences:
        kind, key = each.row.kind, each.row.key
        if each.changes:
            row = stored.get(kind, {}).get(key.casefold())
            found |= {(kind.value, key, field): says for field, says in not_here(each, row).items()}
    return found


def not_here(each: Difference, stored: Action | Kpi | None) -> dict[str, str]:
    """The fields in which something that stands is not changed from a file, each with where it is changed."""
    kind = each.row.kind
    found = {
        change.field: OTHERWISE[kind, change.field] for change in each.changes if (kind, change.field) in OTHERWISE
    }
    for change in each.changes:
        if isinstance(stored, Action) and change.field in DATED and _is_settled(stored, change.field):
            found[change.field] = _SETTLED
        if isinstance(stored, Kpi) and change.field in COUNTED and has_figures(stored):
            found[change.field] = _BREAKS
        if change.field == "milestones" and (left := _left_alone(change, stored)):
            found[change.field] = left
    # the printed words never say another date than the one that counts
    dated = next((found[field] for field in DATED if field in found), "")
    if dated and any(change.field == "by_when" for change in each.changes):
        found["by_when"] = dated
    elif isinstance(stored, Action) and _says_another_day(each, stored):
        found["by_when"] = _OTHER_DAY
    return found


def _says_another_day(each: Difference, stored: Action) -> bool:
    """Whether printed words are changed alone, to those of another day than the one that stands."""
    changes = {change.field: change.after for change in each.changes}
    if "by_when" not in changes or changes.keys() & set(DATED) or stored.due_on is None:
        return False
    return printed_by_when(str(changes["by_when"])).due_on != stored.due_on


def _left_alone(change: Change, stored: Action | Kpi | None) -> str:
    """Why nothing of an action's milestones is changed from a file; "" where something is."""
    after: Any = _values(change.after)
    if not set(after) - set(_values(change.before)):
        return _TAKEN_OUT
    steps = steps_of(stored, after) if isinstance(stored, Action) else None
    return "" if steps is None or steps.writes else upper_first("; ".join(steps.elsewhere))


def _values(several: Value) -> tuple[Value, ...]:
    return several if isinstance(several, tuple) else ()


def _is_settled(action: Action, field: str) -> bool:
    first = field == "due_on" and action.due_on is None and not action.in_place
    return not first and date_is_settled(action)
