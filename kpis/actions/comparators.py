"""What others published is added beside a KPI's own figures, corrected with a reason, and taken out."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from kpis.actions.rows import settled, told_all
from kpis.models import Comparator, Kpi, Period
from kpis.periods import Kind, inside, not_its_end
from notices.conflicts import ChangedMeanwhile, Refused, sent_before
from people.models import User

SAID = ("name", "as_at", "period", "value", "source")


@transaction.atomic
def add_comparator(
    *,
    kpi: Kpi,
    name: str,
    as_at: date,
    period: Period,
    value: Decimal,
    source: str,
    by: User,
    at: datetime,
    doubts: Iterable[str] = (),
    sent_as: UUID | None = None,
) -> Comparator:
    """Add what others (`name`) published for a day, or for the period that ends on it. `doubts` as with a figure.

    Raises Refused without a name or a source, for a day to come, for one that is not its period's last, and for a
    second value of that name and day.
    """
    with ledger.chain(kpi.notice_id) as record:
        said = {"as_at": as_at, "period": period, "value": value, "source": source, "name": _spelt(kpi, name)}
        if sent := sent_before(Comparator, sent_as, kpi.notice_id, kpi_id=kpi.pk, taken_out_at=None, **said):
            return sent
        row = Comparator(notice_id=kpi.notice_id, kpi=kpi, entered_by=by, entered_at=at, sent_as=sent_as, **said)
        _check(row, at)
        keep(row, by=by, at=at, why="Added")
        record("comparator.added", row, by=by, at=at, **_facts(row), **settled(doubts))
    return row


@transaction.atomic
def correct_comparator(
    *,
    comparator: Comparator,
    name: str,
    as_at: date,
    period: Period,
    value: Decimal,
    source: str,
    why: str,
    by: User,
    at: datetime,
    seen_version: int,
    doubts: Iterable[str] = (),
) -> Comparator:
    """Write another value, name, day or source over a comparator's; what stood there stays in its history.

    Sent twice, it is done once. Raises ChangedMeanwhile also for one that was taken out, Refused without a reason,
    when nothing differs, and as adding does.
    """
    with ledger.chain(comparator.notice_id) as record:
        stored = _locked(comparator)
        said = {"name": _spelt(stored.kpi, name, besides=stored), "as_at": as_at, "period": period, "value": value}
        said["source"] = source
        same = all(getattr(stored, field) == wanted for field, wanted in said.items())
        if stored.taken_out_at is None and same and stored.version == seen_version + 1:
            return stored
        if stored.taken_out_at is not None or stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if not why.strip():
            raise Refused("Say why it is corrected", "why")
        if same:
            raise Refused("This is what stands already: change it, or leave it as it is", "value")
        old = stored.value
        for field, wanted in said.items():
            setattr(stored, field, wanted)
        _check(stored, at)
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=[*SAID, "version"])
        record("comparator.corrected", stored, by=by, at=at, old_value=old, **_facts(stored), **settled(doubts))
    return stored


@transaction.atomic
def take_out_comparator(*, comparator: Comparator, why: str, by: User, at: datetime, seen_version: int) -> Comparator:
    """Take a comparator out: it is drawn and listed no more, and the KPI's story tells why. Raises Refused without a
    reason."""
    with ledger.chain(comparator.notice_id) as record:
        stored = _locked(comparator)
        if stored.taken_out_at is not None and stored.taken_out_by_id == by.pk:
            return stored
        if stored.taken_out_at is not None or stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if not why.strip():
            raise Refused("Say why it is taken out", "why")
        stored.taken_out_by, stored.taken_out_at = by, at
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=["taken_out_by", "taken_out_at", "version"])
        record("comparator.taken_out", stored, by=by, at=at, **_facts(stored))
    return stored


def _locked(row: Comparator) -> Comparator:
    return Comparator.objects.select_for_update(of=("self",)).select_related("kpi").get(pk=row.pk)


def _spelt(kpi: Kpi, name: str, besides: Comparator | None = None) -> str:
    """The name as it stands with this KPI already: "england" is England's next value, and no line of its own."""
    plain = " ".join(name.split())
    standing = Comparator.objects.filter(kpi=kpi, taken_out_at=None, name__iexact=plain)
    if besides is not None:
        standing = standing.exclude(pk=besides.pk)
    return standing.order_by("pk").values_list("name", flat=True).first() or plain


def _check(row: Comparator, at: datetime) -> None:
    if not row.name:
        raise Refused("Say whose value it is, for example England", "name")
    if not row.source.strip():
        raise Refused("Say where it was published", "source")
    if row.as_at > day_of(at):
        raise Refused("A value of a day to come cannot have been published yet: check the date", "as_at")
    if said := not_its_end(row.as_at, Kind(row.period)):
        raise Refused(said, "as_at")
    others = Comparator.objects.filter(kpi=row.kpi, taken_out_at=None, name__iexact=row.name, as_at=row.as_at)
    there = others.exclude(pk=row.pk).first()
    if there is not None:
        told = next(each for each in told_all(row.kpi, day_of(at)).comparators if each.uid == there.uid)
        of = inside(there.as_at, Kind(there.period))
        said = f"{there.name} already has a value for {of}, {told.shown}: correct that one, or give another day"
        raise Refused(said, "as_at")


def _facts(row: Comparator) -> dict[str, ledger.Fact]:
    return {
        "kpi": row.kpi.code,
        "name": ledger.digest(row.name),
        "as_at": row.as_at,
        "period": row.period,
        "value": row.value,
    }
