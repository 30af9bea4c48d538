"""A partner's figures count once that organisation's own data lead has released them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from kpis.actions.rows import highest, stand_on
from kpis.models import Baseline, BaselineState, Kpi, Measurement
from kpis.permissions import can_release
from kpis.reading.history import NOT_RELEASED
from notices.conflicts import Refused
from notices.models import Notice
from notices.reader import Reader
from people.models import User

ENDED: Final = ["state", "ended_by", "ended_at", "ended_why", "version"]
"""What is written of a baseline's proposal that ends without approval."""

Held = TypeVar("Held", Measurement, Baseline)


def release_of(kpi: Kpi, by: User, at: datetime) -> dict[str, Any]:
    """How what somebody writes of a KPI begins: held for the partner whose it is, or released with the writing where
    one of that organisation's data leads writes it. What is the council's own needs no release."""
    if kpi.organisation_id is None:
        return {}
    if can_release(Reader(by, day_of(at)), kpi):
        return {"released_by": by, "released_at": at}
    return {"held": True}


@transaction.atomic
def release_figures(*, notice: Notice, figures: Iterable[Measurement], by: User, at: datetime) -> list[Measurement]:
    """Release figures of a partner: from now on they count. What was released or corrected meanwhile stays as it is.

    Raises Refused for whoever is no data lead of the organisation.
    """
    with ledger.chain(notice.pk) as record:
        rows = Measurement.objects.of(notice).filter(pk__in=[each.pk for each in figures], held=True, corrected=False)
        return [_release(row, record, by, at) for row in _locked(rows)]


@transaction.atomic
def refuse_figures(
    *, notice: Notice, figures: Iterable[Measurement], why: str, by: User, at: datetime
) -> list[Measurement]:
    """Take figures out that wait for release: they never counted and never will, and what they would have corrected
    stands on. What was released or corrected meanwhile stays as it is.

    Raises Refused without a reason, and for whoever is no data lead of the organisation.
    """
    if not why.strip():
        raise Refused("Say why you do not release it", "why")
    with ledger.chain(notice.pk) as record:
        rows = Measurement.objects.of(notice).filter(pk__in=[each.pk for each in figures], held=True, corrected=False)
        return [_refuse(row, why, record, by, at) for row in _locked(rows)]


@transaction.atomic
def release_baseline(*, baseline: Baseline, by: User, at: datetime) -> Baseline:
    """Release a partner's proposal: now it can be approved. One released or withdrawn meanwhile stays as it is.

    Raises Refused for whoever is no data lead of the organisation.
    """
    with ledger.chain(baseline.notice_id) as record:
        (stored,) = _locked(Baseline.objects.filter(pk=baseline.pk))
        waits = stored.held and stored.state == BaselineState.PROPOSED
        return _release(stored, record, by, at) if waits else stored


@transaction.atomic
def refuse_baseline(*, baseline: Baseline, why: str, by: User, at: datetime) -> Baseline:
    """Return a proposal that waits for release: it is never approved, and its value is told to nobody else. What was
    released, withdrawn or replaced meanwhile stays as it is.

    Raises Refused without a reason, and for whoever is no data lead of the organisation.
    """
    if not why.strip():
        raise Refused("Say why you do not release it", "why")
    with ledger.chain(baseline.notice_id) as record:
        (stored,) = _locked(Baseline.objects.filter(pk=baseline.pk))
        latest = stored.number == highest(stored.kpi.baselines.all(), "number")
        if not (stored.held and stored.state == BaselineState.PROPOSED and latest):
            return stored
        _check_theirs(stored, by, at)
        stored.state = BaselineState.RETURNED
        stored.ended_by, stored.ended_at, stored.ended_why = by, at, why.strip()
        stored.version += 1
        keep(stored, by=by, at=at, why=f"{NOT_RELEASED}{why}", only=ENDED)
        facts = {"kpi": stored.kpi.code, "as_at": stored.as_at, "why": ledger.digest(why)}
        record("baseline.refused", stored, by=by, at=at, **facts)
    return stored


def _locked(rows: Any) -> Any:
    return rows.select_for_update(of=("self",)).select_related("kpi__organisation").order_by("pk")


def _refuse(row: Measurement, why: str, record: ledger.Record, by: User, at: datetime) -> Measurement:
    _check_theirs(row, by, at)
    row.corrected = True
    row.version += 1
    keep(row, by=by, at=at, why=f"{NOT_RELEASED}{why}", only=["corrected", "version"])
    record("measurement.refused", row, by=by, at=at, kpi=row.kpi.code, as_at=row.as_at, why=ledger.digest(why))
    stand_on(row, by=by, at=at, why="Not released", refused=True)
    return row


def _check_theirs(row: Held, by: User, at: datetime) -> None:
    if not can_release(Reader(by, day_of(at)), row.kpi):
        raise Refused(f"{row.kpi.code} is of {row.kpi.organisation}: a data lead of that organisation releases it")


def _release(row: Held, record: ledger.Record, by: User, at: datetime) -> Held:
    _check_theirs(row, by, at)
    row.held, row.released_by, row.released_at = False, by, at
    row.version += 1
    keep(row, by=by, at=at, why="Released", only=["held", "released_by", "released_at", "version"])
    record(f"{row._meta.model_name}.released", row, by=by, at=at, kpi=row.kpi.code, as_at=row.as_at, value=row.value)
    return row
