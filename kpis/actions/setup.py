"""KPIs are set up as printed in the plan, one or many at once, and said which way is better."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models.functions import Lower

from audit import ledger
from audit.history import keep, keep_new
from govuk.address import fixed_words
from kpis.actions.rows import TargetRow, check_rules, targets_of, unchanged
from kpis.actions.sheet import FIELDS, Sheet
from kpis.models import (
    Baseline,
    BaselineState,
    Direction,
    Frequency,
    Kpi,
    KpiAction,
    Origin,
    Unit,
)
from notices.conflicts import Refused
from notices.models import Notice
from people.models import User
from plans.models import Action, Plan, Section

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,9}")


@dataclass(frozen=True)
class PrintedBaseline:
    """A baseline as the plan prints it. A value counts as approved with the plan; `text` is the cell itself."""

    text: str = ""
    state: BaselineState = BaselineState.AWAITED
    value: Decimal | None = None
    as_at: date | None = None
    as_at_text: str = ""


@dataclass(frozen=True)
class NewKpi:
    """A KPI as it is to be added, with its definition sheet, its targets in printed order, and the actions that should
    move it. Cells that fit no column wait in `unplaced`."""

    section: Section
    code: str
    order: int
    name: str
    direction: Direction
    sheet: Sheet
    baseline: PrintedBaseline
    targets: Sequence[TargetRow]
    unplaced: Sequence[str] = ()
    actions: Sequence[Action] = ()


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
    new = NewKpi(
        section=section,
        code=code,
        order=order,
        name=name,
        direction=direction,
        sheet=Sheet(unit, definition, source=source, origin=origin, frequency=frequency, data_lead=data_lead),
        baseline=baseline,
        targets=targets,
        unplaced=unplaced,
    )
    return add_kpis(plan=plan, kpis=[new], by=by, at=at)[0]


@transaction.atomic
def add_kpis(*, plan: Plan, kpis: Sequence[NewKpi], by: User, at: datetime) -> list[Kpi]:
    """Add KPIs to the plan, one or many at once: many in as many statements as few. Raises Refused for a code that
    another KPI has, and what `check_kpi` raises."""
    with ledger.chain(plan.notice_id) as record:
        for new in kpis:
            check_kpi(plan, new)
        _check_codes(plan.notice, [new.code for new in kpis])
        rows = keep_new([_row(plan, new) for new in kpis], by=by, at=at, why="Added as printed in the plan")
        pairs = list(zip(rows, kpis, strict=True))
        starts = [_printed_baseline(kpi, new.baseline, by, at) for kpi, new in pairs]
        keep_new(starts, by=by, at=at, why="As printed in the plan")
        targets = [each for kpi, new in pairs for each in targets_of(kpi, new.targets, 1, None)]
        keep_new(targets, by=by, at=at, why="As printed in the plan")
        told: list[tuple[Kpi, dict[str, ledger.Fact]]] = [
            (kpi, {"code": kpi.code, "targets": len(new.targets), "unplaced": len(new.unplaced)}) for kpi, new in pairs
        ]
        record.all("kpi.added", told, by=by, at=at)
        links = [
            (KpiAction(notice_id=kpi.notice_id, kpi=kpi, action=action), {"kpi": kpi.code, "action": action.ref})
            for kpi, new in pairs
            for action in new.actions
        ]
        keep_new([link for link, _ in links], by=by, at=at, why="As printed in the plan")
        record.all("kpi.linked", links, by=by, at=at)
    return list(rows)


def check_kpi(plan: Plan, new: NewKpi) -> None:
    """What can be said of one new KPI without looking at the others: no query. Raises Refused for a section of another
    plan, a code that fits no address, a rule that cannot be read, two targets of one day, or a percentage change of a
    zero baseline."""
    if new.section.plan_id != plan.pk:
        raise Refused("Choose a section of the KPI’s own plan", "section")
    if any(action.plan_id != plan.pk for action in new.actions):
        raise Refused("Choose actions of the KPI’s own plan", "actions")
    if not _CODE.fullmatch(new.code):
        raise Refused("Enter a code of up to 10 letters, digits and hyphens, such as A-K1", "code")
    if new.code.lower() in fixed_words("kpis:kpi", "code"):
        said = f"“{new.code}” names a page of ours, which would hide the KPI’s: choose a code such as A-K1"
        raise Refused(said, "code")
    check_rules(new.targets, new.baseline.value)


def _check_codes(notice: Notice, codes: Sequence[str]) -> None:
    """No other KPI's, and no two of these the same. One query, however many they are."""
    wanted = {code.lower(): code for code in codes}
    twice = [code for code, number in Counter(map(str.lower, codes)).items() if number > 1]
    there = Kpi.objects.filter(notice=notice).annotate(low=Lower("code")).filter(low__in=wanted).order_by("pk")
    for low in (*there.values_list("low", flat=True)[:1], *twice):
        raise Refused(f"There is a KPI {wanted[low]} already: choose another code", "code")


def _row(plan: Plan, new: NewKpi) -> Kpi:
    return Kpi(
        notice_id=plan.notice_id,
        plan=plan,
        section=new.section,
        code=new.code,
        order=new.order,
        name=new.name,
        direction=new.direction,
        baseline_printed=new.baseline.text,
        unplaced=list(new.unplaced),
        **{name: getattr(new.sheet, name) for name in FIELDS},
    )


def _printed_baseline(kpi: Kpi, printed: PrintedBaseline, by: User, at: datetime) -> Baseline:
    approved = printed.value is not None
    return Baseline(
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


@transaction.atomic
def move_kpi(*, kpi: Kpi, section: Section, why: str, by: User, at: datetime, seen_version: int) -> Kpi:
    """Put a KPI into another section of its plan; its code and its figures stay. Raises Refused for a section of
    another plan."""
    with ledger.chain(kpi.notice_id) as record:
        kpi = unchanged(kpi, seen_version)
        if section.plan_id != kpi.plan_id:
            raise Refused("Choose a section of the KPI’s own plan", "section")
        before, kpi.section = kpi.section, section
        kpi.version += 1
        keep(kpi, by=by, at=at, why=why, only=["section", "version"])
        record("kpi.moved", kpi, by=by, at=at, old=before.letter, new=section.letter)
    return kpi
