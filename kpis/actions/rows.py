"""What the verbs share: targets that are checked and kept, the rows that stand, the lock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max

from audit.history import keep, keep_new
from audit.ledger import Fact
from boards.models import Decision
from govuk import words
from kpis.models import (
    Baseline,
    BaselineState,
    Kpi,
    Measurement,
    Target,
)
from kpis.reading import KpiReading, read_kpis
from kpis.reading.history import STANDS_AGAIN, STANDS_ON, WAITS_AGAIN
from kpis.targets import UndefinedChange, Unreadable, parse_rule, value_from
from notices.conflicts import ChangedMeanwhile, Refused
from people.models import User


@dataclass(frozen=True)
class TargetRow:
    """A dated target as printed: its rule, "" for a blank cell."""

    label: str
    due_on: date
    rule: str = ""


def check_rules(rows: Sequence[TargetRow], baseline: Decimal | None) -> None:
    """Refuse what cannot be read or resolved, and two targets of one day."""
    seen: set[date] = set()
    for row in rows:
        if row.due_on in seen:
            raise Refused(f"Two targets are due on {words.day(row.due_on)}: give each its own date", "due_on")
        seen.add(row.due_on)
        rule = parse_rule(row.rule)
        if isinstance(rule, Unreadable):
            raise Refused(f"{row.label}: {rule.reason}", "rule")
        try:
            value_from(rule, baseline)
        except UndefinedChange as undefined:
            raise Refused(f"{row.label}: {undefined}", "rule") from undefined


def keep_targets(
    kpi: Kpi, rows: Iterable[TargetRow], edition: int, decision: Decision | None, by: User, at: datetime
) -> None:
    why = f"Agreed by decision {decision.number}" if decision else "As printed in the plan"
    keep_new(list(targets_of(kpi, rows, edition, decision)), by=by, at=at, why=why)


def targets_of(kpi: Kpi, rows: Iterable[TargetRow], edition: int, decision: Decision | None) -> Iterator[Target]:
    """Targets that were checked, in printed order, not saved yet."""
    for order, row in enumerate(rows, start=1):
        yield Target(
            notice_id=kpi.notice_id,
            kpi=kpi,
            edition=edition,
            printed_order=order,
            label=row.label,
            due_on=row.due_on,
            rule=row.rule,
            decision=decision,
        )


def standing_baseline(kpi: Kpi) -> Baseline | None:
    """The baseline that counts: the highest-numbered approved one."""
    return kpi.baselines.filter(state=BaselineState.APPROVED).order_by("-number").first()


def current_targets(kpi: Kpi) -> list[Target]:
    """The targets of the newest edition in printed order."""
    newest = highest(kpi.targets.all(), "edition")
    return list(kpi.targets.filter(edition=newest).order_by("printed_order", "pk"))


def highest(rows: Iterable[object], field: str) -> int:
    found: int | None = rows.aggregate(highest=Max(field))["highest"]  # type: ignore[attr-defined]
    return found or 0


def comes_back(row: Measurement, *, refused: bool = False) -> Measurement | None:
    """What counts or waits again once a figure is gone, because it took its place; None where nothing does. One that
    waited for its release waits again, unless the partner has `refused` what was written over it: then that goes for
    both. What moved to another day left its own to others: a figure that stands there stays. What came in with a file
    that was taken back does not come back; what that one had corrected does."""
    last = _to_be_replaced(row, refused=refused)
    return last.corrects if last is not None else None


def _to_be_replaced(row: Measurement, *, refused: bool) -> Measurement | None:
    """The figure whose predecessor comes back; None where none does."""
    last, standing = row, Measurement.objects.filter(kpi=row.kpi, corrected=False).exclude(pk=row.pk)
    while last.corrects is not None:
        before = last.corrects
        if before.brought is not None and before.brought.taken_back_at:
            last = before
            continue
        free = not standing.filter(as_at=before.as_at).exists()
        if free and not (refused and before.held):
            return last
        if not before.held:
            return None
        last = before
    return None


def stand_on(row: Measurement, *, by: User, at: datetime, why: str, refused: bool = False) -> None:
    """Let what a figure took the place of count, or wait for its release, again, now that it is gone: what
    `comes_back` names."""
    last = _to_be_replaced(row, refused=refused)
    if last is None or last.corrects is None:
        return
    before = last.corrects
    last.refresh_from_db()
    last.corrects = None
    last.version += 1
    keep(last, by=by, at=at, why=why, only=["corrects", "version"])
    before.corrected = False
    before.version += 1
    # while a correction waits for its release, what it corrects counts still
    stands = STANDS_ON if row.held else STANDS_AGAIN
    keep(before, by=by, at=at, why=WAITS_AGAIN if before.held else stands, only=["corrected", "version"])


def settled(doubts: Iterable[str]) -> dict[str, Fact]:
    """The ledger's fact of doubts that a person has settled, where there were any."""
    codes = ",".join(sorted(doubts))
    return {"doubts": codes} if codes else {}


def told_all(kpi: Kpi, on: date) -> KpiReading:
    """The KPI as those are told it who enter its figures: for sentences about its values in their units."""
    (reading,) = read_kpis(kpi.notice, on, only=kpi.pk, knows=lambda _kpi: True)
    return reading


def unchanged(kpi: Kpi, seen_version: int) -> Kpi:
    """The locked row as it is stored. Raises ChangedMeanwhile when it is not the one that was seen."""
    stored = Kpi.objects.select_for_update(of=("self",)).get(pk=kpi.pk)
    if stored.version != seen_version:
        raise ChangedMeanwhile(stored)
    return stored
