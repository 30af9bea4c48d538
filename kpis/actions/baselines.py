"""A baseline is proposed by one person and approved, or returned, by another."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from govuk import words
from kpis import targets
from kpis.actions.releasing import ENDED, release_of
from kpis.actions.rows import TargetRow, check_rules, current_targets, highest, settled
from kpis.models import (
    Baseline,
    BaselineState,
    Kpi,
)
from kpis.reading import KpiReading, read_kpis, seen_of
from kpis.targets import Unreadable, formula, parse_rule, plain, value_from
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated, sent_before
from people.models import User

NEVER_COUNTED: Final = (BaselineState.PROPOSED, BaselineState.RETURNED, BaselineState.WITHDRAWN)


@transaction.atomic
def propose_baseline(
    *,
    kpi: Kpi,
    value: Decimal,
    as_at: date,
    source: str,
    by: User,
    at: datetime,
    doubts: Iterable[str] = (),
    sent_as: UUID | None = None,
) -> Baseline:
    """Propose a baseline, or another one in the place of an approved one. It counts once a second person approves it.
    `doubts` are codes of those that the proposer was asked about and said that it is right.

    Raises Refused for a day to come, and for a value of which a target asks a percentage that is undefined.
    """
    with ledger.chain(kpi.notice_id) as record:
        said = {"kpi_id": kpi.pk, "value": value, "as_at": as_at, "source": source}
        if sent := sent_before(Baseline, sent_as, kpi.notice_id, **said):
            return sent
        if as_at > day_of(at):
            raise Refused("A baseline cannot be of a day to come: give the day that the figure is of", "as_at")
        (reading,) = read_kpis(kpi.notice, day_of(at), only=kpi.pk)
        if (unit := reading.unit_at(as_at)) is not reading.unit:
            was = f"{words.upper_first(in_unit(unit))} was counted on {words.day(as_at)}"
            raise Refused(f"{was}, and {in_unit(reading.unit)} is now: give a baseline of a later day", "as_at")
        _check_baseline(kpi, value)
        before = kpi.baselines.order_by("-number").first()
        row = Baseline(
            notice_id=kpi.notice_id,
            kpi=kpi,
            number=highest(kpi.baselines.all(), "number") + 1,
            state=BaselineState.PROPOSED,
            value=value,
            as_at=as_at,
            source=source,
            proposed_by=by,
            proposed_at=at,
            sent_as=sent_as,
            **release_of(kpi, by, at),
        )
        refuse_repeated(before, row, ("state", "value", "as_at", "source", "proposed_by_id"), "proposed_at")
        keep(row, by=by, at=at, why="Proposed")
        facts = settled(doubts) | {"kpi": kpi.code, "value": value, "as_at": as_at}
        record("baseline.proposed", row, by=by, at=at, held=row.held, **facts)
    return row


@transaction.atomic
def approve_baseline(
    *, baseline: Baseline, by: User, at: datetime, seen_version: int, seen: str | None = None
) -> Baseline:
    """Approve the latest proposal. Targets that depend on it resolve, and figures are rated anew, by themselves.

    `seen` is the digest (`kpis.reading.seen_of`) of what the approver was shown: where that has changed,
    ChangedMeanwhile is raised. Raises Refused for the person who proposed it, for an older proposal, for one that waits
    for a partner to release it or that is in a former unit, and where a target would be undefined.
    """
    with ledger.chain(baseline.notice_id) as record:
        stored = (
            Baseline.objects.select_for_update(of=("self",)).select_related("kpi__organisation").get(pk=baseline.pk)
        )
        if stored.state == BaselineState.APPROVED and stored.approved_by_id == by.pk:
            return stored
        if stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        kpi = stored.kpi
        if stored.state != BaselineState.PROPOSED or stored.number != highest(kpi.baselines.all(), "number"):
            raise Refused("This is no longer the latest proposal: open the KPI again and look at the newest one")
        if stored.held:
            said = f"This baseline waits for {kpi.organisation} to release it: it can be approved after that"
            raise Refused(said)
        if stored.proposed_by_id == by.pk:
            raise Refused("You proposed this baseline: a second person has to approve it")
        (reading,) = read_kpis(stored.notice, day_of(at), only=kpi.pk)
        if seen is not None and seen != seen_of(reading, stored.notice.deliver_by):
            raise ChangedMeanwhile(stored)
        if lapsed := in_former_unit(reading):
            raise Refused(lapsed)
        _check_baseline(kpi, stored.value)
        before = kpi.baselines.filter(number__lt=stored.number).exclude(state__in=NEVER_COUNTED)
        last = before.order_by("-number").first()
        stored.state, stored.approved_by, stored.approved_at = BaselineState.APPROVED, by, at
        stored.version += 1
        keep(stored, by=by, at=at, why="Approved", only=["state", "approved_by", "approved_at", "version"])
        record(
            "baseline.approved",
            stored,
            by=by,
            at=at,
            kpi=kpi.code,
            old_state=last.state if last else BaselineState.AWAITED,
            old_value=last.value if last else None,
            value=stored.value,
            as_at=stored.as_at,
            **_formulas(kpi, stored.value),
        )
    return stored


@transaction.atomic
def end_proposal(*, baseline: Baseline, why: str, by: User, at: datetime, seen_version: int) -> Baseline:
    """Withdraw one's own proposal, or return somebody else's with a reason. It counts for nothing and asks nobody.

    Raises Refused for what is no longer the latest proposal, without a reason where it is another's, and for another's
    that a partner has not released.
    """
    with ledger.chain(baseline.notice_id) as record:
        stored = (
            Baseline.objects.select_for_update(of=("self",)).select_related("kpi__organisation").get(pk=baseline.pk)
        )
        if stored.ended_at is not None and stored.ended_by_id == by.pk:
            return stored
        if stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if stored.state != BaselineState.PROPOSED or stored.number != highest(stored.kpi.baselines.all(), "number"):
            raise Refused("This is no longer the latest proposal: open the KPI again and look at the newest one")
        own = stored.proposed_by_id == by.pk
        if not own and stored.held:
            raise Refused(f"This baseline waits for {stored.kpi.organisation} to release it: return it after that")
        if not own and not why.strip():
            raise Refused("Say why you return it, so that it can be put right", "why")
        stored.state = BaselineState.WITHDRAWN if own else BaselineState.RETURNED
        stored.ended_by, stored.ended_at, stored.ended_why = by, at, why.strip()
        stored.version += 1
        keep(stored, by=by, at=at, why=BaselineState(stored.state).label, only=ENDED)
        facts = {"kpi": stored.kpi.code, "value": stored.value, "as_at": stored.as_at}
        record(f"baseline.{stored.state}", stored, by=by, at=at, reason=ledger.digest(stored.ended_why), **facts)
    return stored


def in_unit(unit: targets.Unit) -> str:
    """What figures of this unit are, in a sentence."""
    return {
        targets.Unit.PERCENT: "a percentage",
        targets.Unit.DAYS: "a number of days",
        targets.Unit.COUNT: "a number",
        targets.Unit.NOT_STATED: "a figure without a unit",
    }[unit]


def in_former_unit(kpi: KpiReading) -> str:
    """Why a proposal that was made before another unit was chosen cannot be approved; "" where it can."""
    if kpi.proposal is None or kpi.proposal.unit is kpi.unit:
        return ""
    said = f"The baseline of {kpi.code} was proposed as {in_unit(kpi.proposal.unit)}"
    return f"{said}, and its figures are {in_unit(kpi.unit)} now: propose a new one"


def _formulas(kpi: Kpi, value: Decimal | None) -> dict[str, str]:
    """Each target that depends on the baseline, by its printed place: its day, how it is worked out, what it asks for.

    A rule may be longer than the ledger takes: then its digest stands there, and the rule in the target itself.
    """
    told = {}
    for row in current_targets(kpi):
        rule = parse_rule(row.rule)
        if value is None or isinstance(rule, Unreadable) or not rule.is_relative:
            continue
        asks = value_from(rule, value)
        text = f"{row.due_on}: {formula(rule, value)} = {plain(asks) if asks is not None else ''}"
        told[f"target_{row.printed_order}"] = text if len(text) <= ledger.MAX_FACT else ledger.digest(text)
    return told


def _check_baseline(kpi: Kpi, value: Decimal | None) -> None:
    rows = current_targets(kpi)
    check_rules([TargetRow(row.label, row.due_on, row.rule) for row in rows], value)
