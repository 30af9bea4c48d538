"""All that a file brought in is taken out again, as if it had never come in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit import ledger
from audit.clock import day_of
from govuk import words
from kpis.actions.rows import comes_back, stand_on
from kpis.actions.withdrawing import withdraw
from kpis.models import FigureImport, Measurement
from kpis.periods import Kind, inside
from kpis.permissions import can_withdraw
from notices.conflicts import ChangedMeanwhile, Refused
from notices.reader import Reader
from people.models import User


class Again(StrEnum):
    """What a figure does again, or still, once the one that took its place is gone."""

    COUNTS = "counts on"
    STANDS = "stands again"
    WAITS = "waits for release again"

    @property
    def of_many(self) -> str:
        """The same of more than one."""
        verb, rest = self.split(" ", 1)
        return f"{verb.removesuffix('s')} {rest}"


@dataclass(frozen=True)
class Returning:
    """A figure of a file, and the one whose place it took that comes back with the file’s going; None where none
    does."""

    row: Measurement
    back: Measurement | None

    @property
    def again(self) -> Again | None:
        """What the one that comes back does; None where none does."""
        if self.back is None:
            return None
        return Again.WAITS if self.back.held else Again.COUNTS if self.row.held else Again.STANDS


@dataclass(frozen=True)
class TakingBack:
    """What becomes of a file's figures: `standing` are withdrawn; `gone` stand no more already, and only what they
    had corrected is put back. `hinders` is a sentence, or ""."""

    standing: tuple[Returning, ...]
    gone: tuple[Returning, ...]
    hinders: str

    @property
    def digest(self) -> str:
        """In short, to see whether it is the same still as it was shown."""
        told = ((each.row.pk, each.row.version, each.back and each.back.pk) for each in (*self.standing, *self.gone))
        return ledger.digest(repr((tuple(told), self.hinders)))

    @property
    def done(self) -> str:
        """What is done with them, in words: 3 figures withdrawn, 2 corrected ones stand again."""
        withdrawn = [f"{words.plural(len(self.standing), 'figure')} withdrawn"] if self.standing else []
        again = Counter(each.again for each in (*self.standing, *self.gone) if each.again)
        return ", ".join([*withdrawn, *(_again(number, does) for does, number in sorted(again.items()))])


def _again(number: int, does: Again) -> str:
    return f"{number} corrected {'one' if number == 1 else 'ones'} {does if number == 1 else does.of_many}"


@transaction.atomic
def take_back_import(
    *, file: FigureImport, why: str, by: User, at: datetime, seen_version: int, seen_figures: str | None = None
) -> FigureImport:
    """Withdraw all that a file brought in, as if it had never come: what its figures had corrected stands, or
    waits for its release, again, also where they were withdrawn one by one before. `seen_figures`
    is the digest of what was shown of it.

    Raises Refused without a reason, and where a figure of it hinders; ChangedMeanwhile where that is not what was
    shown.
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
        rows = _brought(stored).select_for_update(of=("self",))
        does = _weigh(rows, Reader(by, day_of(at)))
        if seen_figures is not None and seen_figures != does.digest:
            raise ChangedMeanwhile(stored)
        if does.hinders:
            raise Refused(does.hinders)
        _do(does, why.strip(), record, by, at)
        stored.taken_back_by, stored.taken_back_at, stored.taken_back_why = by, at, why.strip()
        stored.version += 1
        stored.save()
        facts: dict[str, ledger.Fact] = {"withdrawn": len(does.standing), "why": ledger.digest(why)}
        record("figures.taken_back", stored, by=by, at=at, sha256=stored.sha256, **facts)
    return stored


def _do(does: TakingBack, why: str, record: ledger.Record, by: User, at: datetime) -> None:
    for each in does.standing:
        withdraw(each.row, why=why, record=record, by=by, at=at)
        if not each.row.held:
            stand_on(each.row, by=by, at=at, why="Withdrawn")
    for each in does.gone:
        if each.back is not None:
            stand_on(each.row, by=by, at=at, why="Its file was taken back")


def taking_back(file: FigureImport, reader: Reader) -> TakingBack:
    """What becomes of the figures that a file brought in once this reader takes it back."""
    return _weigh(_brought(file), reader)


def _brought(file: FigureImport) -> "QuerySet[Any]":
    """The figures that a file brought in, in the order in which KPIs are listed."""
    rows = Measurement.objects.filter(brought=file).select_related("kpi__organisation", "corrects")
    return rows.order_by("kpi__section__order", "kpi__order", "as_at", "pk")


def _weigh(found: Iterable[Measurement], reader: Reader) -> TakingBack:
    rows = list(found)
    standing = tuple(Returning(row, comes_back(row)) for row in rows if not row.corrected)
    gone = tuple(
        Returning(row, comes_back(row) if can_withdraw(reader, row) else None)
        for row in rows
        if row.corrected and row.corrects is not None and _last(row).withdrawn_at
    )
    return TakingBack(standing, gone, _in_the_way(rows, reader))


def _in_the_way(rows: Iterable[Measurement], reader: Reader) -> str:
    """Which of the figures that a file brought in hinder it from being taken back as a whole, and what to do; "" where
    none does. One that is withdrawn already does not."""
    rows = list(rows)
    changed = [_named(row) for row in rows if row.corrected and not _last(row).corrected]
    if changed:
        return f"Corrected since: {words.listed(changed)}. Correct or withdraw the file’s figures one by one"
    others = [row for row in rows if not row.corrected and not can_withdraw(reader, row)]
    told = words.listed([_named(row) for row in others])
    if others and others[0].released_at:
        return f"Released by {others[0].kpi.organisation}: {told}. A data lead of that organisation withdraws them"
    return f"Others enter these by now: {told}. Ask the improvement lead to take the file back" if others else ""


def _last(row: Measurement) -> Measurement:
    """The last one of those that were put in the place of a figure, one after another; itself where none was."""
    last, after = row, Measurement.objects.filter(corrects=row).first()
    while after is not None:
        last, after = after, Measurement.objects.filter(corrects=after).first()
    return last


def _named(row: Measurement) -> str:
    return f"{row.kpi.code} of {inside(row.as_at, Kind(row.period))}"
