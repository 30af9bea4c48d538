"""What a partner holds back: which figures stand without it, and what is told of it to whom. Functions on rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kpis.models import Kpi, Measurement, Period
from kpis.reading.rows import FigureRow
from kpis.reading.shapes import BaselineReading, WaitingReading

Row = TypeVar("Row", FigureRow, Measurement)
Knows = Callable[[Kpi], bool]
"""Whether the reader may know what waits for release of a KPI: who enters its figures, or releases them."""


def nobody(_kpi: Kpi) -> bool:
    """What is told to everybody, and printed: nothing of what was never released."""
    return False


def standing(figures: Sequence[Row]) -> list[Row]:
    """The figures that count, by date. While a correction waits for its release, what it corrects counts still."""
    found = {row.as_at: row for row in figures if not row.corrected and not row.held}
    rows = {row.pk: row for row in figures}
    for row in figures:
        if row.held and not row.corrected:
            before = released_before(row, rows)
            if before is not None:
                found.setdefault(before.as_at, before)
    return [found[day] for day in sorted(found)]


def released_before(row: Row, rows: Mapping[int, Row]) -> Row | None:
    """The one that a figure took the place of, past those that were corrected before anybody had released them; `rows`
    are the KPI's figures by id."""
    before = rows.get(row.corrects_id) if row.corrects_id else None
    while before is not None and before.held:
        before = rows.get(before.corrects_id) if before.corrects_id else None
    return before


def waiting(figures: Iterable[FigureRow]) -> tuple[WaitingReading, ...]:
    """That figures wait, and nothing of what they say."""
    return tuple(
        WaitingReading(row.uid, row.as_at, Period(row.period), row.enterer, row.entered_at)
        for row in figures
        if row.held and not row.corrected
    )


def released(versions: Sequence[BaselineReading]) -> tuple[BaselineReading, ...]:
    """The versions of a baseline as everybody is told them: of a proposal that is held, only that it waits; one that
    another took the place of before it was released, not at all."""
    return tuple(
        replace(row, value=None, source="") if row.held else row
        for row in versions
        if not row.held or row is versions[-1]
    )
