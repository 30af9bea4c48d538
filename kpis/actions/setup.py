"""A KPI is set up as printed in the plan, and said which way is better."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from audit import ledger
from audit.history import keep
from govuk.address import fixed_words
from kpis.actions.rows import TargetRow, check_rules, keep_targets, unchanged
from kpis.models import (
    Baseline,
    BaselineState,
    Direction,
    Frequency,
    Kpi,
    Origin,
    Unit,
)
from notices.conflicts import Refused
from notices.models import Notice
from people.models import User
from plans.models import Plan, Section

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,9}")


@dataclass(frozen=True)
class PrintedBaseline:
    """A baseline as the plan prints it. A value counts as approved with the plan; `text` is the cell itself."""

    text: str = ""
    state: BaselineState = BaselineState.AWAITED
    value: Decimal | None = None
    as_at: date | None = None
    as_at_text: str = ""


@transaction.atomic
def add_kpi(
    *,
    plan: Plan,
    section: Section,
    code: str,
    order: int,
    name: str,
    unit: Unit,
    direction: Direction,
    baseline: PrintedBaseline,
    targets: Sequence[TargetRow],
    by: User,
    at: datetime,
    unplaced: Sequence[str] = (),
    definition: str = "",
    source: str = "",
    origin: Origin = Origin.NOT_STATED,
    frequency: Frequency = Frequency.NOT_STATED,
    data_lead: User | None = None,
) -> Kpi:
    """Add a KPI with its baseline and its targets in printed order. Cells that fit no column wait in `unplaced`.

    Raises Refused for a code that another KPI has or that fits no address, a rule that cannot be read, two targets of
    one day, or a percentage change of a zero baseline.
    """
    with ledger.chain(plan.notice_id) as record:
        _check_code(plan.notice, code)
        check_rules(targets, baseline.value)
        kpi = Kpi(
            notice_id=plan.notice_id,
            plan=plan,
            section=section,
            code=code,
            order=order,
            name=name,
            unit=unit,
            direction=direction,
            definition=definition,
            source=source,
            origin=origin,
            frequency=frequency,
            baseline_printed=baseline.text,
            unplaced=list(unplaced),
            data_lead=data_lead,
        )
        keep(kpi, by=by, at=at, why="Added as printed in the plan")
        _keep_printed_baseline(kpi, baseline, by, at)
        keep_targets(kpi, targets, 1, None, by, at)
        record("kpi.added", kpi, by=by, at=at, code=code, targets=len(targets), unplaced=len(unplaced))
    return kpi


def _check_code(notice: Notice, code: str) -> None:
    """A KPI's code: fit for an address, none of the words that our own pages have there, and no other KPI's."""
    if not _CODE.fullmatch(code):
        raise Refused("Enter a code of up to 10 letters, digits and hyphens, such as A-K1", "code")
    if code.lower() in fixed_words("kpis:kpi", "code"):
        raise Refused(f"“{code}” names a page of ours, which would hide the KPI’s: choose a code such as A-K1", "code")
    if Kpi.objects.filter(notice=notice, code__iexact=code).exists():
        raise Refused(f"There is a KPI {code} already: choose another code", "code")


def _keep_printed_baseline(kpi: Kpi, printed: PrintedBaseline, by: User, at: datetime) -> None:
    approved = printed.value is not None
    row = Baseline(
        notice_id=kpi.notice_id,
        kpi=kpi,
        number=1,
        state=BaselineState.APPROVED if approved else printed.state,
        value=printed.value,
        as_at=printed.as_at,
        as_at_printed=printed.as_at_text,
        approved_by=by if approved else None,
        approved_at=at if approved else None,
    )
    keep(row, by=by, at=at, why="As printed in the plan")


@transaction.atomic
def set_direction(*, kpi: Kpi, direction: Direction, by: User, at: datetime, seen_version: int) -> Kpi:
    """Say which way is better. Every figure is rated anew from the moment it is set."""
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        before, kpi.direction = kpi.direction, direction
        kpi.version += 1
        keep(kpi, by=by, at=at, why=Direction(direction).label, only=["direction", "version"])
        record("kpi.direction_set", kpi, by=by, at=at, old=before, new=direction)
    return kpi


@transaction.atomic
def rename_kpi(*, kpi: Kpi, name: str, why: str, by: User, at: datetime, seen_version: int) -> Kpi:
    """Change what a KPI is called; what is counted stays the same. Raises Refused without a name or a reason."""
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        if not name.strip():
            raise Refused("Say what is measured", "name")
        if not why.strip():
            raise Refused("Say why it is called otherwise", "why")
        before, kpi.name = kpi.name, name.strip()
        kpi.version += 1
        keep(kpi, by=by, at=at, why=why, only=["name", "version"])
        record("kpi.renamed", kpi, by=by, at=at, old=ledger.digest(before), new=ledger.digest(kpi.name))
    return kpi
