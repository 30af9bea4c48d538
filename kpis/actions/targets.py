"""Targets are rebased by a decision, and printed cells that fitted nowhere are placed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.history import keep
from boards.models import Authority, Decision
from govuk import words
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
from plans.models import ChangeState, DueDateChange


@transaction.atomic
def rebase_targets(
    *, kpi: Kpi, targets: Sequence[TargetRow], decision: Decision, by: User, at: datetime, seen_version: int
) -> list[Target]:
    """Give a KPI a new edition of its targets, agreed by a decision. The earlier editions stay to be seen.

    Raises Refused for a rule that cannot be read, two targets of one day, a percentage of a baseline that is not above
    zero, targets that count already, and a decision that may not rebase: the board's or DfE's may, chair's action once
    it is ratified, and none that declined a request.
    """
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        if not targets:
            raise Refused("Give at least one target: a KPI is not rebased to nothing", "rule")
        _check_decision(kpi, decision)
        standing = standing_baseline(kpi)
        check_rules(targets, standing.value if standing else None)
        if {(row.label, row.due_on, row.rule) for row in targets} == {
            (row.label, row.due_on, row.rule) for row in current_targets(kpi)
        }:
            raise Refused("These are the targets that count already: change, add or take out one")
        edition = highest(kpi.targets.all(), "edition") + 1
        keep_targets(kpi, targets, edition, decision, by, at)
        kpi.version += 1
        keep(kpi, by=by, at=at, why=f"Targets rebased by decision {decision.number}", only=["version"])
        record("kpi.rebased", kpi, by=by, at=at, code=kpi.code, edition=edition, decision=decision.number)
        return current_targets(kpi)


def may_rebase(decision: Decision) -> bool:
    """Whether targets may be rebased by it: the board's and DfE's decisions, and chair's action that was ratified."""
    return decision.authority != Authority.CHAIR or decision.ratified_at_meeting_id is not None


def declining(notice_id: int) -> set[int]:
    """The decisions of a notice that only declined what was asked for: they agree nothing."""
    declined = DueDateChange.objects.filter(notice=notice_id, state=ChangeState.DECLINED)
    agreed = DueDateChange.objects.filter(notice=notice_id, state=ChangeState.AGREED)
    return set(declined.values_list("decision", flat=True)) - set(agreed.values_list("decision", flat=True))


def _check_decision(kpi: Kpi, decision: Decision) -> None:
    if decision.notice_id != kpi.notice_id:
        raise Refused("Choose a decision of this notice", "decision")
    if not may_rebase(decision):
        named = f"Decision {decision.number} of {words.day(decision.decided_on)}"
        said = "is chair’s action that the board has not ratified: targets are rebased by the board or by DfE"
        raise Refused(f"{named} {said}", "decision")
    if decision.pk in declining(kpi.notice_id):
        said = f"Decision {decision.number} declined a request: choose the one that agreed the targets"
        raise Refused(said, "decision")


@transaction.atomic
def place_cells(
    *,
    kpi: Kpi,
    places: Sequence[date | None],
    why: str,
    by: User,
    at: datetime,
    seen_version: int,
    rules: Sequence[str] = (),
) -> list[Target]:
    """Settle the printed cells that wait for their place: for each one the day of its target, or None where it is none.
    `rules` says what each asks for, where that is not as printed; what was printed is kept among the caveats then.

    Raises Refused when a cell is left open, two share a target, one would take the place of what a decision agreed, or
    a cell cannot be read as a rule.
    """
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        cells = list(kpi.unplaced)
        if not cells or len(places) != len(cells):
            raise Refused("Say for each printed cell where it belongs", "places")
        if not why.strip():
            raise Refused("Say how you know where the cells belong", "why")
        rows = {target.due_on: target for target in current_targets(kpi)}
        asked = list(rules) or cells
        placed = {day: rule for rule, day in zip(asked, places, strict=True) if day is not None}
        if len(placed) < sum(day is not None for day in places) or not placed.keys() <= rows.keys():
            raise Refused("Give each cell a target of its own, or say that it belongs to none", "places")
        if agreed := [day for day in placed if rows[day].decision_id is not None]:
            said = f"The target of {words.day(agreed[0])} was agreed by a decision: rebase the targets instead"
            raise Refused(said, "places")
        standing = standing_baseline(kpi)
        wanted = [TargetRow(rows[day].label, day, rule) for day, rule in placed.items()]
        check_rules(wanted, standing.value if standing else None)
        for day, rule in placed.items():
            target = rows[day]
            target.rule = rule
            target.version += 1
            keep(target, by=by, at=at, why=why, only=["rule", "version"])
        as_read = [
            f"Printed as “{cell}”, read as “{rule}” for {words.day(day)}"
            for cell, rule, day in zip(cells, asked, places, strict=True)
            if day is not None and rule != cell
        ]
        kpi.unplaced = []
        kpi.caveats = "\n".join(filter(None, [kpi.caveats, *as_read]))
        kpi.version += 1
        keep(kpi, by=by, at=at, why=why, only=["unplaced", "caveats", "version"])
        record("kpi.cells_placed", kpi, by=by, at=at, code=kpi.code, cells=len(cells), placed=len(placed))
        return current_targets(kpi)
