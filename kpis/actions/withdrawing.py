"""A figure that belongs nowhere is withdrawn, and so are all of a file that is taken back: they count no more, their
days are free, and they stay to be told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from govuk import words
from kpis.actions.rows import stand_on
from kpis.models import FigureImport, Measurement
from kpis.periods import Kind, inside
from kpis.permissions import can_withdraw
from notices.conflicts import ChangedMeanwhile, Refused
from notices.reader import Reader
from people.models import User

WITHDRAWN = ["corrected", "withdrawn_by", "withdrawn_at", "withdrawn_why", "version"]


@transaction.atomic
def withdraw_measurement(
    *, measurement: Measurement, why: str, by: User, at: datetime, seen_version: int
) -> Measurement:
    """Take a standing figure out: it counts for nothing from now on. What it had corrected does not stand again, unless
    it still counted because nobody had released the correction.

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
        return withdraw(row, why=why.strip(), record=record, by=by, at=at)


def withdraw(row: Measurement, *, why: str, record: ledger.Record, by: User, at: datetime) -> Measurement:
    """Take a locked row out. Raises Refused for what only the partner takes out that has released it."""
    if not can_withdraw(Reader(by, day_of(at)), row):
        partner = row.kpi.organisation
        raise Refused(f"{partner} has released this figure: a data lead of that organisation withdraws it")
    row.corrected, row.version = True, row.version + 1
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by, at, why
    keep(row, by=by, at=at, why="Withdrawn", only=WITHDRAWN)
    facts = {"kpi": row.kpi.code, "as_at": row.as_at, "value": row.value, "held": row.held}
    record("measurement.withdrawn", row, by=by, at=at, why=ledger.digest(why), **facts)
    if row.held:
        stand_on(row, by=by, at=at, why="Withdrawn")
    return row


@transaction.atomic
def take_back_import(*, file: FigureImport, why: str, by: User, at: datetime, seen_version: int) -> FigureImport:
    """Withdraw all that a file brought in, as if it had never come: what its figures had corrected stands again.

    Raises Refused without a reason, and where `in_the_way` says that a figure of it hinders.
    """
    with ledger.chain(file.notice_id) as record:
        stored: FigureImport = FigureImport.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if stored.taken_back_at is not None and stored.taken_back_by_id == by.pk:
            return stored
        if stored.taken_back_at is not None or stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if stored.entered_at is None:
            raise Refused("This file was not entered yet: take it away instead")
        if not why.strip():
            raise Refused("Say why the import is taken back", "why")
        rows = list(brought(stored).select_for_update(of=("self",)))
        if said := in_the_way(rows, Reader(by, day_of(at))):
            raise Refused(said)
        standing = [row for row in rows if not row.corrected]
        for row in standing:
            withdraw(row, why=why.strip(), record=record, by=by, at=at)
            if not row.held:
                stand_on(row, by=by, at=at, why="Withdrawn")
        stored.taken_back_by, stored.taken_back_at, stored.taken_back_why = by, at, why.strip()
        stored.version += 1
        stored.save()
        facts = {"withdrawn": len(standing), "why": ledger.digest(why)}
        record("figures.taken_back", stored, by=by, at=at, sha256=stored.sha256, **facts)
    return stored


def brought(file: FigureImport) -> "QuerySet[Any]":
    """The figures that a file brought in, in the order in which KPIs are listed."""
    rows = Measurement.objects.filter(brought=file).select_related("kpi__organisation")
    return rows.order_by("kpi__section__order", "kpi__order", "as_at", "pk")


def in_the_way(rows: Iterable[Measurement], reader: Reader) -> str:
    """Which of the figures that a file brought in hinder it from being taken back as a whole, and what to do; "" where
    none does. One that is withdrawn already does not."""
    rows = list(rows)
    changed = [_named(row) for row in rows if row.corrected and _stands_since(row)]
    if changed:
        return f"Corrected since: {words.listed(changed)}. Correct or withdraw the file’s figures one by one"
    others = [row for row in rows if not row.corrected and not can_withdraw(reader, row)]
    told = words.listed([_named(row) for row in others])
    if others and others[0].released_at:
        return f"Released by {others[0].kpi.organisation}: {told}. A data lead of that organisation withdraws them"
    return f"Others enter these by now: {told}. Ask the improvement lead to take the file back" if others else ""


def _stands_since(row: Measurement) -> bool:
    """Whether a figure stands in the place of a corrected one."""
    after: Measurement | None = row
    while after is not None and after.corrected:
        after = Measurement.objects.filter(corrects=after).first()
    return after is not None


def _named(row: Measurement) -> str:
    return f"{row.kpi.code} of {inside(row.as_at, Kind(row.period))}"
