"""What follows from what people settled, as it follows from what is read: which way is better where the file does not
say it, and of which day a baseline is that was typed below a heading of that day. Pure."""

from collections import Counter
from collections.abc import Container
from dataclasses import replace
from datetime import date

from bringing.reading import Certainty, Draft, Read, Role, Start
from bringing.reading.draft import ColumnRead, KpiRead
from bringing.reading.kpis import DERIVED, NOT_PRINTED, derived_direction
from bringing.values import BY_HAND
from kpis.targets import Direction, RuleKind


def followed(draft: Draft, settled: Container[str], moved: Container[int] = ()) -> Draft:
    """A draft as people settled it, with what follows from that. What they said themselves (`settled`, the paths of
    these values) stays as they said it. `moved` are the numbers of the KPIs of which the file does not say which value
    is whose. A workbook of ours says all of it."""
    if draft.told:
        return draft
    kpis = (_dated(number, kpi, draft, settled) for number, kpi in enumerate(draft.kpis))
    return replace(draft, kpis=tuple(_directed(number, kpi, moved) for number, kpi in enumerate(kpis)))


def _directed(number: int, kpi: KpiRead, moved: Container[int]) -> KpiRead:
    """A KPI with the direction that its figures and days say by now."""
    if kpi.direction.rule not in DERIVED:
        return kpi
    # there a blank target of which nobody has said that it is right leaves open which value is whose
    is_known = number not in moved or all(
        each.rule.sources or each.rule.certainty is Certainty.CERTAIN for each in kpi.targets
    )
    direction = derived_direction(kpi.baseline, kpi.targets if is_known else ())
    if _is_typed_askew(kpi):
        direction = Read(Direction.NOT_SET, NOT_PRINTED)
    return kpi if direction == kpi.direction else replace(kpi, direction=direction)


def _is_typed_askew(kpi: KpiRead) -> bool:
    """Whether a typed value makes the way from the baseline to the last target one of ups and downs: the value may be a
    misprint as well as the turn, and nobody has said which way is better."""
    dated = sorted((each for each in kpi.targets if each.due_on.value), key=lambda each: str(each.due_on.value))
    rules = [each.rule.value for each in dated if each.rule.value and each.rule.value.kind is RuleKind.VALUE]
    is_typed = any(each.rule == BY_HAND for each in (kpi.baseline, *(each.rule for each in kpi.targets)))
    way = [each for each in (kpi.baseline.value.value, *(rule.amount for rule in rules)) if each is not None]
    return is_typed and way not in (sorted(way), sorted(way, reverse=True))


def _dated(number: int, kpi: KpiRead, draft: Draft, settled: Container[str]) -> KpiRead:
    """A KPI whose baseline was not read and was typed: the day that the heading gives to the others is its own too."""
    own = kpi.as_at
    is_said = own.value is not None or own.sources or f"kpis/{number}/as_at" in settled
    is_typed = f"kpis/{number}/baseline" in settled and kpi.baseline.value.state is Start.NUMERIC
    if is_said or not is_typed:
        return kpi
    day = _day_of(_heading(kpi, draft), draft)
    return replace(kpi, as_at=day) if day else kpi


def _heading(kpi: KpiRead, draft: Draft) -> ColumnRead | None:
    """The column in which its baseline stands."""
    columns = (column for table in draft.tables if table.key == kpi.table for column in table.columns)
    return next((column for column in columns if column.role.value is Role.BASELINE), None)


def _day_of(column: ColumnRead | None, draft: Draft) -> Read[date | None] | None:
    """The day of a heading as it was settled for the rows below it; as it was read, where no row has it."""
    if column is None or column.due_on is None:
        return None
    below = (kpi.as_at for kpi in draft.kpis if kpi.as_at.sources == column.due_on.sources)
    often = Counter(below).most_common(1)
    return often[0][0] if often else column.due_on
