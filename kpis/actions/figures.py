"""Figures are entered, and corrected by new ones beside them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence.models import VoiceEntry
from kpis.actions.releasing import release_of
from kpis.actions.rows import settled, told_all
from kpis.certainty import is_firmer
from kpis.models import (
    FigureImport,
    FigureKind,
    Kpi,
    Measurement,
    Period,
)
from kpis.periods import Kind, called, not_its_end
from notices.conflicts import ChangedMeanwhile, Refused, sent_before
from people.models import User


@transaction.atomic
def enter_measurement(
    *,
    kpi: Kpi,
    as_at: date,
    value: Decimal,
    kind: FigureKind,
    by: User,
    at: datetime,
    period: Period = Period.DAY,
    source: str = "",
    note: str = "",
    series_break: bool = False,
    doubts: Iterable[str] = (),
    sent_as: UUID | None = None,
    wave: VoiceEntry | None = None,
    brought: FigureImport | None = None,
) -> Measurement:
    """Enter a figure of a day, or of the period that ends on it. `doubts` are codes of those that a person was asked
    about and said that it is right. A partner's figure is held until its own data lead releases it. `brought` is the
    file that it came in with.

    Raises Refused for a day to come, unless projected, for one that is not its period's last, and for a second figure.
    """
    with ledger.chain(kpi.notice_id) as record:
        said: dict[str, Any] = {
            "kpi_id": kpi.pk,
            "as_at": as_at,
            "period": period,
            "value": value,
            "kind": kind,
            "source": source,
            "note": note,
            "series_break": series_break,
            "wave_id": wave.pk if wave else None,
        }
        if sent := sent_before(Measurement, sent_as, kpi.notice_id, **said):
            return sent
        _check_day(kpi, as_at, period, kind, at)
        row = Measurement(
            notice_id=kpi.notice_id,
            **said,
            entered_by=by,
            entered_at=at,
            sent_as=sent_as,
            brought=brought,
            organisation=kpi.organisation,
            **release_of(kpi, by, at),
        )
        keep(row, by=by, at=at, why="Entered")
        facts = settled(doubts) | {"kpi": kpi.code, "as_at": as_at, "period": period, "value": value, "kind": kind}
        record("measurement.entered", row, by=by, at=at, held=row.held, **facts)
    return row


def _check_day(
    kpi: Kpi, as_at: date, period: Period, kind: FigureKind, at: datetime, *, besides: Measurement | None = None
) -> None:
    if as_at > day_of(at) and kind != FigureKind.PROJECTED:
        said = "A figure of a day to come can only be a projected one: check the date, or choose “Projected”"
        raise Refused(said, "as_at")
    if said := not_its_end(as_at, Kind(period)):
        raise Refused(said, "as_at")
    there = Measurement.objects.filter(kpi=kpi, as_at=as_at, corrected=False).first()
    if there is not None and there != besides:
        stands = told_all(kpi, day_of(at)).told_row(there.uid, there.value, there.as_at)
        named = called(as_at, Kind(there.period))
        said = f"{named} already has a figure, {stands}: correct that one, or give the day that this one is of"
        raise Refused(said, "as_at")


@transaction.atomic
def correct_measurement(
    *,
    measurement: Measurement,
    value: Decimal,
    kind: FigureKind,
    why: str,
    by: User,
    at: datetime,
    seen_version: int,
    as_at: date | None = None,
    period: Period | None = None,
    doubts: Iterable[str] = (),
    sent_as: UUID | None = None,
    source: str = "",
    brought: FigureImport | None = None,
) -> Measurement:
    """Put a new figure in the place of one; the old one stays to be seen, with the reason on the new one.

    `as_at` and `period` move it to another day or period; `source` is where the new one comes from, if not the same;
    `brought` is the file that it came in with. Raises Refused when nothing differs, and without a reason where the new
    one is no firmer: an actual figure that follows a forecast is what was to come.
    """
    why = why.strip() or firmer(FigureKind(measurement.kind), FigureKind(kind))
    with ledger.chain(measurement.notice_id) as record:
        day, of = as_at or measurement.as_at, period or Period(measurement.period)
        said = {"corrects_id": measurement.pk, "as_at": day, "period": of, "value": value, "kind": kind, "note": why}
        if sent := sent_before(Measurement, sent_as, measurement.notice_id, **said):
            return sent
        old = Measurement.objects.select_for_update(of=("self",)).select_related("kpi").get(pk=measurement.pk)
        if old.version != seen_version or old.corrected:
            raise ChangedMeanwhile(old)
        if not why:
            raise Refused("Say why the figure is corrected", "why")
        if (value, kind, day, of) == (old.value, old.kind, old.as_at, old.period):
            raise Refused("This is the figure that stands already: change it, or leave it as it is", "value")
        _check_day(old.kpi, day, of, kind, at, besides=old)
        old.corrected = True
        old.version += 1
        keep(old, by=by, at=at, why="Corrected", only=["corrected", "version"])
        row = Measurement(
            notice_id=old.notice_id,
            kpi=old.kpi,
            **said,
            source=source or old.source,
            series_break=old.series_break,
            entered_by=by,
            entered_at=at,
            sent_as=sent_as,
            brought=brought,
            organisation=old.kpi.organisation,
            **release_of(old.kpi, by, at),
            wave=old.wave,
        )
        keep(row, by=by, at=at, why="Corrects an earlier figure")
        facts = settled(doubts) | {"kpi": old.kpi.code, "as_at": day, "period": of}
        record(
            "measurement.corrected",
            row,
            by=by,
            at=at,
            old_value=old.value,
            value=value,
            held=row.held,
            **facts,
        )
    return row


def firmer(old: FigureKind, new: FigureKind) -> str:
    """The reason that goes without saying where a figure follows a less certain one; "" where it is no firmer."""
    if not is_firmer(old, new):
        return ""
    return f"The {new.label.lower()} figure in the place of the {old.label.lower()} one"
