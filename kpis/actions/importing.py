"""A file of figures comes in: kept as a draft, and entered once every doubt about it is settled."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from audit import ledger
from kpis.actions.figures import correct_measurement, enter_measurement, firmer
from kpis.models import FigureImport, FigureKind, Kpi, Measurement, Period
from notices.conflicts import Refused
from notices.models import Notice
from people.models import User
from sheets.reading import Table

LONGEST_SOURCE = 160
MOST_ANSWERS = 256 * 1024


@dataclass(frozen=True)
class Chosen:
    """A figure of a file that is to be entered, with the cell that it stands in. `doubts` are codes of those that
    somebody was asked about and said that it is right. `stands` is the value that it is to take the place of, and
    `stands_kind` how certain that one is; `other_period`: that one is of another period that ends on the same day."""

    place: str
    code: str
    as_at: date
    value: Decimal
    kind: FigureKind
    note: str = ""
    period: Period = Period.DAY
    doubts: tuple[str, ...] = ()
    stands: Decimal | None = None
    stands_kind: FigureKind | None = None
    other_period: bool = False

    @property
    def firmer(self) -> str:
        """The reason that goes without saying where it takes the place of a less certain figure of its period; else
        ""."""
        return firmer(self.stands_kind, self.kind) if self.stands_kind and not self.other_period else ""

    @property
    def only_firmer(self) -> bool:
        """Whether it says what stands there, and is more certain of it."""
        return self.value == self.stands and bool(self.firmer)

    @property
    def wants_why(self) -> bool:
        """Whether it takes the place of a figure, and somebody has to say why."""
        return self.stands is not None and not self.firmer


@dataclass(frozen=True)
class Entered:
    """What became of the chosen figures: how many came in, how many of these as corrections of which how many were only
    made more certain, why others did not."""

    entered: int
    corrected: int
    firmer: int
    refused: tuple[str, ...]


@transaction.atomic
def keep_import(
    *, notice: Notice, name: str, content: bytes, tables: Sequence[Table], by: User, at: datetime, sent_as: UUID
) -> FigureImport:
    """Keep a file's cells as a draft. The same file that this person has not entered yet is taken up again.

    Raises Refused for a file in which nothing stands.
    """
    with ledger.chain(notice.pk):
        mine = FigureImport.objects.filter(notice=notice, added_by=by)
        digest = hashlib.sha256(content).hexdigest()
        there = mine.filter(sent_as=sent_as).first() or mine.filter(sha256=digest, entered_at=None).first()
        if there is not None:
            found: FigureImport = there
            return found
        filled = [table for table in tables if table.rows]
        if not filled:
            raise Refused("Nothing stands in this file: choose the one with the figures", "file")
        return FigureImport.objects.create(
            notice=notice,
            name=name,
            sha256=digest,
            sheets=[_packed(table) for table in filled],
            added_by=by,
            added_at=at,
            sent_as=sent_as,
        )


def _packed(table: Table) -> list[object]:
    rows = [
        [
            [cell.row, cell.column, cell.text, cell.day.isoformat() if cell.day else "", cell.formula, cell.merged]
            for cell in row
        ]
        for row in table.rows
    ]
    return [table.name, rows]


@transaction.atomic
def say_columns(
    *, file: FigureImport, sheet: int, heading_row: int, shape: str, roles: Mapping[str, Mapping[str, str]]
) -> FigureImport:
    """Keep which sheet has the figures, below which row, and what its columns hold. Answers to doubts begin anew."""
    stored = _open(file)
    stored.sheet, stored.heading_row, stored.shape = sheet, heading_row, ledger.digest(shape)
    stored.roles, stored.answers = dict(roles), {}
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def keep_answers(*, file: FigureImport, answers: Mapping[str, Sequence[str]]) -> FigureImport:
    """Keep what was typed of the doubts, to be gone on with later. Raises Refused for too much of it."""
    if sum(len(name) + sum(map(len, values)) for name, values in answers.items()) > MOST_ANSWERS:
        raise Refused("This is more than can be kept: shorten the notes")
    stored = _open(file)
    stored.answers = {name: list(values) for name, values in answers.items()}
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def drop_import(*, file: FigureImport) -> None:
    """The file is not wanted any more. One that was entered stays known."""
    FigureImport.objects.filter(pk=file.pk, entered_at=None).delete()


@transaction.atomic
def enter_import(
    *,
    file: FigureImport,
    kpis: Mapping[str, Kpi],
    chosen: Sequence[Chosen],
    by: User,
    at: datetime,
    seen_version: int,
    why: str = "",
) -> Entered:
    """Enter the chosen figures; those that take the place of others are corrections, with `why` as their reason. The
    file's cells go.

    `kpis` are those by code that this person may enter for. Raises Refused where nothing is chosen, where the file was
    entered already, where its columns or answers were changed meanwhile, and for corrections without a reason that are
    no firmer.
    """
    with ledger.chain(file.notice_id) as record:
        stored = _open(file)
        if stored.version != seen_version:
            raise Refused("This import was changed in another window: look at it again before you enter it")
        if not chosen:
            raise Refused("Nothing would be entered: confirm a figure, or leave the import")
        if not why.strip() and any(each.wants_why for each in chosen):
            raise Refused("Say why the figures that stand are corrected", "why")
        entered, corrected, only_firmer, refused = 0, 0, 0, []
        for each in chosen:
            try:
                _enter(each, kpis[each.code], stored, why.strip(), by, at)
            except Refused as said:
                refused.append(f"{each.place}, {each.code}: {said.sentence}")
            else:
                entered += 1
                corrected += each.stands is not None
                only_firmer += each.only_firmer
        stored.sheets, stored.answers = [], {}
        stored.entered_by, stored.entered_at = by, at
        stored.version += 1
        stored.save()
        facts = {"entered": entered, "corrected": corrected, "refused": len(refused)}
        record("figures.imported", stored, by=by, at=at, sha256=stored.sha256, **facts)
    return Entered(entered, corrected, only_firmer, tuple(refused))


def _enter(each: Chosen, kpi: Kpi, file: FigureImport, why: str, by: User, at: datetime) -> None:
    """Enter one figure, or put it in the place of the one that stood there when it was chosen."""
    told: dict[str, Any] = {"as_at": each.as_at, "period": each.period, "value": each.value, "kind": each.kind}
    told |= {"source": f"{file.name[: LONGEST_SOURCE - 12]}, {each.place}", "doubts": each.doubts, "brought": file}
    if each.stands is None:
        enter_measurement(kpi=kpi, note=each.note, by=by, at=at, **told)
        return
    there = Measurement.objects.filter(kpi=kpi, as_at=each.as_at, corrected=False).first()
    if there is None or there.value != each.stands:
        raise Refused("Another figure stands there by now: upload the file again to see it")
    said = each.firmer if each.only_firmer else why or each.firmer
    note = "\n".join(filter(None, [said, each.note]))
    correct_measurement(measurement=there, why=note, seen_version=there.version, by=by, at=at, **told)


def _open(file: FigureImport) -> FigureImport:
    stored: FigureImport | None = FigureImport.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if stored is None or stored.entered_at is not None:
        raise Refused("This file was entered or left already: upload it again if something of it is missing")
    return stored
