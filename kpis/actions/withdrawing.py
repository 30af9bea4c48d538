"""A figure that belongs nowhere is withdrawn: it counts no more, its day is free, and it stays to be told."""

from datetime import datetime

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from kpis.actions.rows import stand_on
from kpis.models import Kpi, Measurement, Redefinition
from kpis.permissions import can_withdraw
from kpis.reading.holding import standing
from notices.conflicts import ChangedMeanwhile, Refused
from notices.reader import Reader
from people.models import User

WITHDRAWN = ["corrected", "withdrawn_by", "withdrawn_at", "withdrawn_why", "version"]


@transaction.atomic
def withdraw_measurement(
    *, measurement: Measurement, why: str, by: User, at: datetime, seen_version: int, break_stays: bool = False
) -> Measurement:
    """Take a standing figure out: it counts for nothing from now on. What it had corrected does not stand again; where
    nobody had released the correction it counts on, or waits for its own release again. With `break_stays`
    the series that started anew with it does so with the next figure.

    Raises Refused without a reason, and for what a partner has released to whoever is no data lead of it.
    """
    with ledger.chain(measurement.notice_id) as record:
        row = (
            Measurement.objects.select_for_update(of=("self",))
            .select_related("kpi__organisation")
            .get(pk=measurement.pk)
        )
        if row.withdrawn_by_id == by.pk:
            return row
        if row.corrected or row.version != seen_version:
            raise ChangedMeanwhile(row)
        if not why.strip():
            raise Refused("Say why the figure is withdrawn", "why")
        if break_stays and bears_break(row):
            _keep_break(row, record, by, at)
        return withdraw(row, why=why.strip(), record=record, by=by, at=at)


def bears_break(row: Measurement) -> bool:
    """Whether the series starts anew with a figure by its own word alone: what a definition dates stays without it."""
    if row.held or not row.series_break:
        return False
    dated = row.kpi.redefinitions.filter(from_on__lte=row.as_at).order_by("-from_on").first()
    return dated is None or any(dated.from_on <= each.as_at < row.as_at for each in standing(_figures(row.kpi)))


def next_standing(row: Measurement) -> Measurement | None:
    """The figure that counts and comes next after one."""
    return next((each for each in standing(_figures(row.kpi)) if each.as_at > row.as_at), None)


def _figures(kpi: Kpi) -> list[Measurement]:
    return list(kpi.measurements.order_by("as_at", "entered_at", "pk"))


def _keep_break(row: Measurement, record: ledger.Record, by: User, at: datetime) -> None:
    """Date the break of a figure that goes, so that it stays, with what was said of it."""
    why = row.note or "The way of counting changed"
    begun = Redefinition(notice_id=row.notice_id, kpi=row.kpi, from_on=row.as_at, why=why, written_by=by, written_at=at)
    keep(begun, by=by, at=at, why="Its figure was withdrawn")
    record("kpi.redefined", begun, by=by, at=at, kpi=row.kpi.code, from_on=row.as_at)


def withdraw(row: Measurement, *, why: str, record: ledger.Record, by: User, at: datetime) -> Measurement:
    """Take a locked row out. Raises Refused for what only the partner takes out that has released it."""
    if not can_withdraw(Reader(by, day_of(at)), row):
        partner = row.kpi.organisation
        raise Refused(f"{partner} has released this figure: a data lead of that organisation withdraws it")
    row.corrected, row.version = True, row.version + 1
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by, at, why
    keep(row, by=by, at=at, why="Withdrawn", only=WITHDRAWN)
    facts: dict[str, ledger.Fact] = {"kpi": row.kpi.code, "as_at": row.as_at, "value": row.value, "held": row.held}
    record("measurement.withdrawn", row, by=by, at=at, why=ledger.digest(why), **facts)
    if row.held:
        stand_on(row, by=by, at=at, why="Withdrawn")
    return row
