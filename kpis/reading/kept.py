"""Targets that a rebasing left as they were keep what agreed them first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpis.reading.shapes import TargetReading


def with_kept(rows: Sequence[TargetReading]) -> list[TargetReading]:
    """The targets of all editions, each with the one that it was carried over from, through editions without a gap."""
    told: dict[int, TargetReading] = {}
    before: dict[tuple[str, date, str], TargetReading] = {}
    for edition in sorted({row.edition for row in rows}):
        now: dict[tuple[str, date, str], TargetReading] = {}
        for place, row in enumerate(rows):
            if row.edition == edition:
                said = (row.label, row.due_on, row.rule)
                told[place] = replace(row, kept_from=before.get(said))
                now[said] = before.get(said, row)
        before = now
    return [told[place] for place in range(len(rows))]
