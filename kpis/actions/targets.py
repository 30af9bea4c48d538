"""Targets are rebased by a decision, and printed cells that fitted nowhere are placed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.history import keep
from boards.models import Decision
from kpis.actions.rows import (
    TargetRow,
    check_rules,
    current_targets,
    highest,
    keep_targets,
    standing_baseline,
    unchanged,
)
from kpis.models import (
    Kpi,
    Target,
)
from notices.conflicts import Refused
from people.models import User


@transaction.atomic
def rebase_targets(
    *, kpi: Kpi, targets: Sequence[TargetRow], decision: Decision, by: User, at: datetime, seen_version: int
) -> list[Target]:
    """Give a KPI a new edition of its targets, agreed by a decision. The earlier editions stay to be seen."""
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        if not targets:
            raise Refused("Give at least one target: a KPI is not rebased to nothing", "rule")
        standing = standing_baseline(kpi)
        check_rules(targets, standing.value if standing else None)
        edition = highest(kpi.targets.all(), "edition") + 1
        keep_targets(kpi, targets, edition, decision, by, at)
        kpi.version += 1
        keep(kpi, by=by, at=at, why=f"Targets rebased by decision {decision.number}", only=["version"])
        record("kpi.rebased", kpi, by=by, at=at, code=kpi.code, edition=edition, decision=decision.number)
        return current_targets(kpi)


@transaction.atomic
def place_cells(
    *, kpi: Kpi, places: Sequence[date | None], why: str, by: User, at: datetime, seen_version: int
) -> list[Target]:
    """Settle the printed cells that fitted no column: for each one the day of its target, or None where it is none.

    Raises Refused when a cell is left open, two share a target, or a cell cannot be read as a rule.
    """
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        cells = list(kpi.unplaced)
        if not cells or len(places) != len(cells):
            raise Refused("Say for each printed cell where it belongs", "places")
        if not why.strip():
            raise Refused("Say how you know where the cells belong", "why")
        rows = {target.due_on: target for target in current_targets(kpi)}
        placed = {day: cell for cell, day in zip(cells, places, strict=True) if day is not None}
        if len(placed) < sum(day is not None for day in places) or not placed.keys() <= rows.keys():
            raise Refused("Give each cell a target of its own, or say that it belongs to none", "places")
        standing = standing_baseline(kpi)
        wanted = [TargetRow(rows[day].label, day, cell) for day, cell in placed.items()]
        check_rules(wanted, standing.value if standing else None)
        for day, cell in placed.items():
            target = rows[day]
            target.rule = cell
            target.version += 1
            keep(target, by=by, at=at, why=why, only=["rule", "version"])
        kpi.unplaced = []
        kpi.version += 1
        keep(kpi, by=by, at=at, why=why, only=["unplaced", "version"])
        record("kpi.cells_placed", kpi, by=by, at=at, code=kpi.code, cells=len(cells), placed=len(placed))
        return current_targets(kpi)
