"""What targets would ask for before they are saved: from another baseline, or under other rules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from audit import ledger
from kpis import targets
from kpis.reading.shapes import KpiReading, TargetReading
from kpis.targets import NotAssessable, Resolved, Rule, RuleKind, Unreadable


def would_ask(
    kpi: KpiReading, rows: Sequence[TargetReading], baseline: Decimal | None, long_stop: date | None
) -> tuple[TargetReading, ...]:
    """The targets with the values that they would ask for from this baseline, and what would then be odd about them.

    `long_stop` is the notice's `deliver_by`. They come back by date.
    """
    printed = sorted(rows, key=lambda row: row.printed_order)
    pure = [targets.Target(row.label, row.due_on, _rule(row.rule)) for row in printed]
    odd = targets.oddities(pure, baseline=baseline, unit=kpi.unit, direction=kpi.direction, long_stop=long_stop)
    told = []
    for row, target in zip(printed, pure, strict=True):
        found = targets.resolve(target.rule, baseline, kpi.unit)
        told.append(
            replace(
                row,
                value=found.value if isinstance(found, Resolved) else None,
                why_not=_why_not(row.rule, found),
                oddities=tuple((each.flag, each.sentence) for each in odd if each.target == target),
            )
        )
    return tuple(sorted(told, key=lambda row: row.due_on))


def seen_of(kpi: KpiReading, long_stop: date | None) -> str:
    """A digest of what an approver of the proposal is shown: the proposal, what counts now, what each target asks."""
    proposed, now = kpi.proposal, kpi.baseline
    if proposed is None:
        return ""
    shown = [proposed.uid, kpi.told(proposed), proposed.as_at, proposed.source, now and (now.uid, kpi.told(now))]
    asks = would_ask(kpi, kpi.targets, proposed.value, long_stop)
    told = [(each.label, each.due_on, each.rule, each.value, each.why_not, each.oddities) for each in asks]
    return ledger.digest(f"{shown} {kpi.unit} {told}")


def planned(
    kpi: KpiReading, rows: Iterable[tuple[str, date, str]], long_stop: date | None
) -> tuple[TargetReading, ...]:
    """Targets that are not saved yet, as (label, due, rule) in their order, resolved from the baseline that counts."""
    readings = [
        TargetReading(
            uid=UUID(int=order),
            edition=kpi.edition + 1,
            printed_order=order,
            label=label,
            due_on=due_on,
            rule=rule,
            value=None,
            why_not="",
            oddities=(),
            decision=None,
        )
        for order, (label, due_on, rule) in enumerate(rows, start=1)
    ]
    return would_ask(kpi, readings, kpi.baseline.value if kpi.baseline else None, long_stop)


def _why_not(text: str, found: Resolved | NotAssessable) -> str:
    rule = targets.parse_rule(text)
    if isinstance(rule, Unreadable):
        return rule.reason
    return found.reason.label if isinstance(found, NotAssessable) else ""


def _rule(text: str) -> Rule:
    rule = targets.parse_rule(text)
    return Rule(RuleKind.AWAITED) if isinstance(rule, Unreadable) else rule
